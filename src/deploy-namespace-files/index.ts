import { runAction } from '../actions/run-action.js';
import { deployNamespaceFilesAction } from './action.js';

void runAction(deployNamespaceFilesAction);
