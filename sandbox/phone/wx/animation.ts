/**
 * wx.createAnimation: collects steps; the `animation` property of a view plays them (WeChat, 动画).
 */

export interface AnimationStep {
  /** CSS properties that the step ends with; `transform` holds all transforms of the step. */
  readonly style: Readonly<Record<string, string>>;
  readonly duration: number;
  readonly timingFunction: string;
  readonly delay: number;
  readonly transformOrigin: string;
}

export interface StepOptions {
  readonly duration?: number;
  readonly timingFunction?: string;
  readonly delay?: number;
  readonly transformOrigin?: string;
}

const LENGTHS = {
  translate: 'px',
  translateX: 'px',
  translateY: 'px',
  translateZ: 'px',
  translate3d: 'px',
  scale: '',
  scaleX: '',
  scaleY: '',
  scaleZ: '',
  scale3d: '',
  rotate: 'deg',
  rotateX: 'deg',
  rotateY: 'deg',
  rotateZ: 'deg',
  skew: 'deg',
  skewX: 'deg',
  skewY: 'deg',
} as const;
const STYLES = {
  opacity: 'opacity',
  backgroundColor: 'background-color',
  width: 'width',
  height: 'height',
  left: 'left',
  right: 'right',
  top: 'top',
  bottom: 'bottom',
} as const;
const DURATION_MS = 400;

type Value = number | string;

export function createAnimation(defaults: StepOptions = {}) {
  let steps: AnimationStep[] = [];
  let transforms: string[] = [];
  let style: Record<string, string> = {};
  const animation: Record<string, (...values: never[]) => unknown> = {
    step: (options: StepOptions = {}) => {
      const { duration, timingFunction, delay, transformOrigin } = { ...defaults, ...options };
      const transform = transforms.length === 0 ? {} : { transform: transforms.join(' ') };
      steps.push({
        style: { ...style, ...transform },
        duration: duration ?? DURATION_MS,
        timingFunction: timingFunction ?? 'linear',
        delay: delay ?? 0,
        transformOrigin: transformOrigin ?? '50% 50% 0',
      });
      transforms = [];
      return animation;
    },
    export: () => {
      const actions = steps;
      steps = [];
      return { actions };
    },
  };
  for (const [name, unit] of Object.entries(LENGTHS)) {
    animation[name] = (...values: Value[]) => {
      transforms.push(`${name}(${values.map((value) => withUnit(value, unit)).join(', ')})`);
      return animation;
    };
  }
  for (const [name, property] of Object.entries(STYLES)) {
    const unit = name === 'opacity' || name === 'backgroundColor' ? '' : 'px';
    animation[name] = (value: Value) => {
      style = { ...style, [property]: withUnit(value, unit) };
      return animation;
    };
  }
  return animation;
}

function withUnit(value: Value, unit: string): string {
  return typeof value === 'number' ? `${String(value)}${unit}` : value;
}
