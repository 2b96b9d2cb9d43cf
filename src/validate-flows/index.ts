import { runAction } from '../actions/run-action.js';
import { validateFlowsAction } from './action.js';

void runAction(validateFlowsAction);
