import { runAction } from '../actions/run-action.js';
import { deployFlowsAction } from './action.js';

void runAction(deployFlowsAction);
