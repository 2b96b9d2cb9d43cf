import type { setUp } from './support.js';
import { API } from './support.js';

export const ONE = `${API}/flows/company.etl/load`;

export const reset = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

export const methodsOf = ({ calls }: Pick<ReturnType<typeof setUp>, 'calls'>) => calls.map(({ method }) => method);
