import { openMemoryStatistics } from '#shared/store/memory/memory-statistics.ts';
import { statisticsContract } from './statistics-contract.ts';

statisticsContract(async () => openMemoryStatistics());
