/** Runs in the browser before the page's own scripts do. */

import { watchActions } from './app/guard/answers/action-watch';

watchActions();
