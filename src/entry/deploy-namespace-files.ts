import { runAction } from '../actions/run-action.js';
import { deployNamespaceFilesAction } from '../actions/deploy-namespace-files.js';

void runAction(deployNamespaceFilesAction);
