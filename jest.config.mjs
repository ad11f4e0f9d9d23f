const transform = {
  '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
};

const project = (displayName, folder, more = {}) => ({
  displayName,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${folder}/**/*.test.ts`],
  transform,
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data', '<rootDir>/.artifacts'],
  ...more,
});

export default {
  projects: [
    project('unit', 'unit'),
    project('wire', 'wire'),
    project('phone', 'phone'),
    project('browser', 'browser'),
    project('fuzz', 'fuzz'),
    project('sim', 'sim'),
  ],
};
