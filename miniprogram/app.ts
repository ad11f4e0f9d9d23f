/**
 * The app itself: opens the road to the functions, and puts what App.onShow is told into the inbox.
 * It decides nothing (design of the return from paying: capability overview §5.1 (3)).
 */
import { deliver } from './services/return-inbox';
import { openRoad } from './services/settings';

App({
  onLaunch() {
    openRoad();
  },
  onShow(options) {
    deliver(options);
  },
});
