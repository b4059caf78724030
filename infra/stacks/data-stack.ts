import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { City } from '../city.ts';
import { AttachmentBucket } from '../constructs/attachment-bucket.ts';
import { CasesTable } from '../constructs/cases-table.ts';
import { GridsTable } from '../constructs/grids-table.ts';
import { StatisticsTable } from '../constructs/statistics-table.ts';
import type { Watched } from '../constructs/watched.ts';

export interface DataStackProps extends StackProps {
  city: City;
}

/** What must survive: reference data of the city, its cases, their files and what is counted of them. */
export class DataStack extends Stack {
  readonly grids: GridsTable;
  readonly cases: CasesTable;
  readonly attachments: AttachmentBucket;
  readonly statistics: StatisticsTable;
  readonly watched: readonly Watched[];
  /** Names of the exports by which the service stack knows ARNs of this one. */
  readonly exportNames: { casesArn: string; attachmentsArn: string };

  constructor(scope: Construct, id: string, { city, ...props }: DataStackProps) {
    super(scope, id, props);
    this.grids = new GridsTable(this, 'Grids', { city });
    this.cases = new CasesTable(this, 'Cases', { city });
    this.attachments = new AttachmentBucket(this, 'Attachments', { city });
    this.statistics = new StatisticsTable(this, 'Statistics', { city });
    // What the other stacks know of the tables stays exported while restored ones are in use: CloudFormation refuses to
    // take back an export that a stack still imports, and this stack is deployed before those.
    for (const { own, key } of [this.cases, this.grids]) {
      this.exportValue(own.tableName);
      this.exportValue(key.keyArn);
    }
    this.exportValue(this.grids.own.tableArn);
    this.exportValue(this.cases.own.tableStreamArn);
    this.exportNames = {
      casesArn: this.export(this.cases.own.tableArn),
      attachmentsArn: this.export(this.attachments.bucket.bucketArn),
    };
    this.watched = [this.cases, this.grids, this.statistics];
    new CfnOutput(this, 'GridsTableName', { value: this.grids.table.tableName });
    new CfnOutput(this, 'StatisticsTableName', { value: this.statistics.table.tableName });
    new CfnOutput(this, 'CasesTableName', { value: this.cases.table.tableName });
  }

  /** Exports a value as another stack's reference to it would, and answers with the name. */
  private export(value: string): string {
    return this.resolve(this.exportValue(value))['Fn::ImportValue'];
  }
}
