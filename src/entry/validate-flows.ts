import { runAction } from '../actions/run-action.js';
import { validateFlowsAction } from '../actions/validate-flows.js';

void runAction(validateFlowsAction);
