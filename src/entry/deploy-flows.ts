import { runAction } from '../actions/run-action.js';
import { deployFlowsAction } from '../actions/deploy-flows.js';

void runAction(deployFlowsAction);
