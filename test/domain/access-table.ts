import type { Stage } from '#domain/case/case.ts';

/**
 * Who may see and do what at each stage, row by row. What is allowed here may still be refused because it has no place at
 * the stage: that is the table of `case/commands.test.ts`.
 */
export const ACCESS: Record<Stage, string> = {
  reported: `
                                see  know-reporter  assign  acknowledge  return  whistle  respond/asked  respond/late  submitResult  verify  followUp  escalate  comment  restart
resident who reported           ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ✓         ·         ✓        ·
another resident                ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
grid worker of the grid         ✓    ·              ·       ·            ·       ·        ·              ·             ·             ✓       ·         ·         ✓        ·
grid worker of the community    ✓    ·              ·       ·            ·       ·        ·              ·             ·             ✓       ·         ·         ✓        ·
grid worker elsewhere           ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
committee: officer              ✓    ·              ·       ✓            ✓       ✓        ·              ·             ✓             ✓       ✓         ✓         ✓        ·
committee: dispatcher           ✓    ✓              ✓       ✓            ✓       ✓        ·              ·             ✓             ✓       ✓         ✓         ✓        ·
township: officer               ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
township: dispatcher            ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
county: officer                 ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
county: dispatcher              ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
city: dispatcher                ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
another county: dispatcher      ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
unit in charge: officer         ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
a handler who changed units     ✓    ·              ·       ✓            ✓       ✓        ·              ·             ✓             ✓       ✓         ✓         ✓        ·
co-responsible unit: officer    ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
asked unit: officer             ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
late unit: officer              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
its superior: officer           ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
operator of the city            ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ✓
operator elsewhere              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
`,
  acknowledgement: `
                                see  know-reporter  assign  acknowledge  return  whistle  respond/asked  respond/late  submitResult  verify  followUp  escalate  comment  restart
resident who reported           ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ✓         ·         ✓        ·
another resident                ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
grid worker of the grid         ✓    ·              ·       ·            ·       ·        ·              ·             ·             ✓       ·         ·         ✓        ·
grid worker of the community    ✓    ·              ·       ·            ·       ·        ·              ·             ·             ✓       ·         ·         ✓        ·
grid worker elsewhere           ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
committee: officer              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
committee: dispatcher           ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
township: officer               ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
township: dispatcher            ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
county: officer                 ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
county: dispatcher              ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
city: dispatcher                ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
another county: dispatcher      ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
unit in charge: officer         ✓    ·              ·       ✓            ✓       ✓        ·              ·             ✓             ✓       ✓         ✓         ✓        ·
a handler who changed units     ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
co-responsible unit: officer    ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
asked unit: officer             ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
late unit: officer              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
its superior: officer           ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
operator of the city            ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ✓
operator elsewhere              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
`,
  handling: `
                                see  know-reporter  assign  acknowledge  return  whistle  respond/asked  respond/late  submitResult  verify  followUp  escalate  comment  restart
resident who reported           ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ✓         ·         ✓        ·
another resident                ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
grid worker of the grid         ✓    ·              ·       ·            ·       ·        ·              ·             ·             ✓       ·         ·         ✓        ·
grid worker of the community    ✓    ·              ·       ·            ·       ·        ·              ·             ·             ✓       ·         ·         ✓        ·
grid worker elsewhere           ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
committee: officer              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
committee: dispatcher           ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
township: officer               ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
township: dispatcher            ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
county: officer                 ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
county: dispatcher              ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
city: dispatcher                ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
another county: dispatcher      ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
unit in charge: officer         ✓    ·              ·       ✓            ✓       ✓        ·              ·             ✓             ·       ·         ✓         ✓        ·
a handler who changed units     ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
co-responsible unit: officer    ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
asked unit: officer             ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
late unit: officer              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
its superior: officer           ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
operator of the city            ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ✓
operator elsewhere              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
`,
  joint: `
                                see  know-reporter  assign  acknowledge  return  whistle  respond/asked  respond/late  submitResult  verify  followUp  escalate  comment  restart
resident who reported           ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ✓         ·         ✓        ·
another resident                ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
grid worker of the grid         ✓    ·              ·       ·            ·       ·        ·              ·             ·             ✓       ·         ·         ✓        ·
grid worker of the community    ✓    ·              ·       ·            ·       ·        ·              ·             ·             ✓       ·         ·         ✓        ·
grid worker elsewhere           ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
committee: officer              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
committee: dispatcher           ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
township: officer               ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
township: dispatcher            ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
county: officer                 ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
county: dispatcher              ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
city: dispatcher                ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
another county: dispatcher      ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
unit in charge: officer         ✓    ·              ·       ✓            ✓       ✓        ·              ·             ✓             ·       ·         ✓         ✓        ·
a handler who changed units     ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
co-responsible unit: officer    ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
asked unit: officer             ✓    ·              ·       ·            ·       ·        ✓              ·             ·             ·       ·         ·         ✓        ·
late unit: officer              ✓    ·              ·       ·            ·       ·        ·              ✓             ·             ·       ·         ·         ✓        ·
its superior: officer           ✓    ·              ·       ·            ·       ·        ·              ✓             ·             ·       ·         ·         ✓        ·
operator of the city            ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ✓
operator elsewhere              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
`,
  verification: `
                                see  know-reporter  assign  acknowledge  return  whistle  respond/asked  respond/late  submitResult  verify  followUp  escalate  comment  restart
resident who reported           ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ✓         ·         ✓        ·
another resident                ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
grid worker of the grid         ✓    ·              ·       ·            ·       ·        ·              ·             ·             ✓       ·         ·         ✓        ·
grid worker of the community    ✓    ·              ·       ·            ·       ·        ·              ·             ·             ✓       ·         ·         ✓        ·
grid worker elsewhere           ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
committee: officer              ✓    ·              ·       ✓            ✓       ✓        ·              ·             ✓             ✓       ✓         ✓         ✓        ·
committee: dispatcher           ✓    ✓              ✓       ✓            ✓       ✓        ·              ·             ✓             ✓       ✓         ✓         ✓        ·
township: officer               ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
township: dispatcher            ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
county: officer                 ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
county: dispatcher              ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
city: dispatcher                ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
another county: dispatcher      ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
unit in charge: officer         ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
a handler who changed units     ✓    ·              ·       ✓            ✓       ✓        ·              ·             ✓             ·       ·         ✓         ✓        ·
co-responsible unit: officer    ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
asked unit: officer             ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
late unit: officer              ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
its superior: officer           ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
operator of the city            ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ✓
operator elsewhere              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
`,
  followUp: `
                                see  know-reporter  assign  acknowledge  return  whistle  respond/asked  respond/late  submitResult  verify  followUp  escalate  comment  restart
resident who reported           ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ✓         ·         ✓        ·
another resident                ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
grid worker of the grid         ✓    ·              ·       ·            ·       ·        ·              ·             ·             ✓       ·         ·         ✓        ·
grid worker of the community    ✓    ·              ·       ·            ·       ·        ·              ·             ·             ✓       ·         ·         ✓        ·
grid worker elsewhere           ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
committee: officer              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
committee: dispatcher           ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
township: officer               ✓    ·              ·       ✓            ✓       ✓        ·              ·             ✓             ✓       ✓         ✓         ✓        ·
township: dispatcher            ✓    ✓              ✓       ✓            ✓       ✓        ·              ·             ✓             ✓       ✓         ✓         ✓        ·
county: officer                 ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
county: dispatcher              ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
city: dispatcher                ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
another county: dispatcher      ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
unit in charge: officer         ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
a handler who changed units     ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
co-responsible unit: officer    ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
asked unit: officer             ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
late unit: officer              ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
its superior: officer           ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
operator of the city            ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ✓
operator elsewhere              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
`,
  closed: `
                                see  know-reporter  assign  acknowledge  return  whistle  respond/asked  respond/late  submitResult  verify  followUp  escalate  comment  restart
resident who reported           ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ✓         ·         ✓        ·
another resident                ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
grid worker of the grid         ✓    ·              ·       ·            ·       ·        ·              ·             ·             ✓       ·         ·         ✓        ·
grid worker of the community    ✓    ·              ·       ·            ·       ·        ·              ·             ·             ✓       ·         ·         ✓        ·
grid worker elsewhere           ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
committee: officer              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
committee: dispatcher           ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
township: officer               ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
township: dispatcher            ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
county: officer                 ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
county: dispatcher              ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
city: dispatcher                ✓    ✓              ✓       ·            ·       ·        ·              ·             ·             ·       ·         ✓         ✓        ·
another county: dispatcher      ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
unit in charge: officer         ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
a handler who changed units     ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
co-responsible unit: officer    ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
asked unit: officer             ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
late unit: officer              ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
its superior: officer           ✓    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ·
operator of the city            ✓    ✓              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ✓        ✓
operator elsewhere              ·    ·              ·       ·            ·       ·        ·              ·             ·             ·       ·         ·         ·        ·
`,
};
