import { getArea, listChildren } from './areas.ts';
import { explainDeadline } from './explain-deadline.ts';
import { locate } from './locate.ts';
import { me } from './me.ts';

export const operations = [me, getArea, listChildren, locate, explainDeadline];
