import { report } from './report.ts';
import { selfHandle } from './self-handle.ts';

export const operations = [report, selfHandle];
