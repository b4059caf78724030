import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CityTables } from './city-tables.ts';
import { GET, READ_TOGETHER } from './encrypted-table.ts';
import { type FunctionName, ServiceFunction } from './service-function.ts';

export interface ApiFunctionProps extends CityTables {
  name: FunctionName;
  description: string;
  /** @default - 10 seconds: a person does not wait longer */
  timeout?: Duration;
}

/** A function that answers requests of the API: it knows callers by their token and reads the city's reference data. */
export class ApiFunction extends ServiceFunction {
  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    const { city, folder, name, description, timeout = Duration.seconds(10) } = props;
    super(scope, id, { city, folder, name, description, timeout });
    this.tell({ SUBJECT_CLAIM: city.identity.subjectClaim });
    props.grids.allow(this, [GET, READ_TOGETHER]);
  }
}
