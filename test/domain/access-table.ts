import type { Stage } from '#domain/case/case.ts';

/**
 * Who may see and do what at each stage: one row a command, one column a person (`PEOPLE` of `access.test.ts`). What is
 * allowed here may still be refused because it has no place at the stage: that is the table of `case/commands.test.ts`.
 */
export const ACCESS: Record<Stage, string> = {
  reported: `
                        RR RX GG GC GX MO MD TO TD YO YD CD SU XD PO PX JO AO LO SO OP OX
see                     ✓  ·  ✓  ✓  ·  ✓  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ✓  ·  ·  ·  ·  ✓  ·
know the reporter       ✓  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
assign                  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
designate               ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
delegate                ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
acknowledge             ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
return                  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
whistle                 ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
respond: asked part     ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
respond: late part      ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
removePart              ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
approvePart             ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
refusePart              ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
submitResult            ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
verify: nobody drawn    ·  ·  ✓  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
verify: GG drawn        ·  ·  ✓  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
followUp                ✓  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
escalate                ·  ·  ·  ·  ·  ✓  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
extend                  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
suspend                 ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
resume                  ·  ·  ·  ·  ·  ✓  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
void                    ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: another’s      ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: own            ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: another’s       ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: own             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
changeSeverity          ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
supervise               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
reply                   ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
decline                 ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
merge                   ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
appeal                  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
reopen                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
attach                  ✓  ·  ✓  ✓  ·  ✓  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ✓  ·  ·  ·  ·  ✓  ·
comment                 ✓  ·  ✓  ✓  ·  ✓  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ✓  ·  ·  ·  ·  ✓  ·
restart                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
`,
  acknowledgement: `
                        RR RX GG GC GX MO MD TO TD YO YD CD SU XD PO PX JO AO LO SO OP OX
see                     ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ✓  ·  ✓  ·  ·  ·  ✓  ·
know the reporter       ✓  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
assign                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
designate               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
delegate                ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
acknowledge             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
return                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
whistle                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
respond: asked part     ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
respond: late part      ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
removePart              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
approvePart             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
refusePart              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
submitResult            ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
verify: nobody drawn    ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
verify: GG drawn        ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
followUp                ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
escalate                ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
extend                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
suspend                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
resume                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
void                    ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: another’s      ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: own            ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: another’s       ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: own             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
changeSeverity          ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
supervise               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
reply                   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
decline                 ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
merge                   ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
appeal                  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
reopen                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
attach                  ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ✓  ·  ✓  ·  ·  ·  ✓  ·
comment                 ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ✓  ·  ✓  ·  ·  ·  ✓  ·
restart                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
`,
  handling: `
                        RR RX GG GC GX MO MD TO TD YO YD CD SU XD PO PX JO AO LO SO OP OX
see                     ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ✓  ·  ✓  ·  ·  ·  ✓  ·
know the reporter       ✓  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
assign                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
designate               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
delegate                ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
acknowledge             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
return                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
whistle                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
respond: asked part     ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
respond: late part      ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
removePart              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
approvePart             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
refusePart              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
submitResult            ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
verify: nobody drawn    ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
verify: GG drawn        ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
followUp                ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
escalate                ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
extend                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
suspend                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
resume                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
void                    ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: another’s      ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: own            ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: another’s       ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: own             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
changeSeverity          ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
supervise               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
reply                   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
decline                 ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
merge                   ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
appeal                  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
reopen                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
attach                  ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ✓  ·  ✓  ·  ·  ·  ✓  ·
comment                 ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ✓  ·  ✓  ·  ·  ·  ✓  ·
restart                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
`,
  joint: `
                        RR RX GG GC GX MO MD TO TD YO YD CD SU XD PO PX JO AO LO SO OP OX
see                     ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·
know the reporter       ✓  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
assign                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
designate               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
delegate                ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
acknowledge             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
return                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
whistle                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
respond: asked part     ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·
respond: late part      ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·
returnPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·
returnPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·
extendPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·
extendPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·
removePart              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
approvePart             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
refusePart              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
submitResult            ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
verify: nobody drawn    ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
verify: GG drawn        ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
followUp                ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
escalate                ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
extend                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
suspend                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
resume                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
void                    ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: another’s      ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: own            ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: another’s       ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: own             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
changeSeverity          ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
supervise               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
reply                   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·
decline                 ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
merge                   ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
appeal                  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
reopen                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
attach                  ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·
comment                 ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·
restart                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
`,
  verification: `
                        RR RX GG GC GX MO MD TO TD YO YD CD SU XD PO PX JO AO LO SO OP OX
see                     ✓  ·  ✓  ✓  ·  ✓  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ·
know the reporter       ✓  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
assign                  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
designate               ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
delegate                ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
acknowledge             ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
return                  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
whistle                 ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
respond: asked part     ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
respond: late part      ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
removePart              ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
approvePart             ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
refusePart              ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
submitResult            ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
verify: nobody drawn    ·  ·  ✓  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
verify: GG drawn        ·  ·  ✓  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
followUp                ✓  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
escalate                ·  ·  ·  ·  ·  ✓  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
extend                  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
suspend                 ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
resume                  ·  ·  ·  ·  ·  ✓  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
void                    ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: another’s      ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: own            ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: another’s       ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: own             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
changeSeverity          ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
supervise               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
reply                   ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·
decline                 ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
merge                   ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
appeal                  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
reopen                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
attach                  ✓  ·  ✓  ✓  ·  ✓  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ·
comment                 ✓  ·  ✓  ✓  ·  ✓  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ✓  ✓  ✓  ✓  ✓  ✓  ✓  ·
restart                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
`,
  followUp: `
                        RR RX GG GC GX MO MD TO TD YO YD CD SU XD PO PX JO AO LO SO OP OX
see                     ✓  ·  ✓  ✓  ·  ·  ✓  ✓  ✓  ·  ✓  ✓  ✓  ·  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·
know the reporter       ✓  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
assign                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
designate               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
delegate                ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
acknowledge             ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
return                  ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
whistle                 ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
respond: asked part     ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
respond: late part      ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
removePart              ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approvePart             ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refusePart              ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
submitResult            ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
verify: nobody drawn    ·  ·  ✓  ✓  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
verify: GG drawn        ·  ·  ✓  ✓  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
followUp                ✓  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
escalate                ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extend                  ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
suspend                 ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
resume                  ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
void                    ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: another’s      ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: own            ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: another’s       ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: own             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
changeSeverity          ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
supervise               ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
reply                   ·  ·  ·  ·  ·  ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
decline                 ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
merge                   ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
appeal                  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
reopen                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
attach                  ✓  ·  ✓  ✓  ·  ·  ✓  ✓  ✓  ·  ✓  ✓  ✓  ·  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·
comment                 ✓  ·  ✓  ✓  ·  ·  ✓  ✓  ✓  ·  ✓  ✓  ✓  ·  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·
restart                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
`,
  closed: `
                        RR RX GG GC GX MO MD TO TD YO YD CD SU XD PO PX JO AO LO SO OP OX
see                     ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·
know the reporter       ✓  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
assign                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
designate               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
delegate                ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
acknowledge             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
return                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
whistle                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
respond: asked part     ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
respond: late part      ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
removePart              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approvePart             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refusePart              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
submitResult            ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
verify: nobody drawn    ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
verify: GG drawn        ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
followUp                ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
escalate                ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extend                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
suspend                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
resume                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
void                    ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: another’s      ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: own            ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: another’s       ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: own             ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
changeSeverity          ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
supervise               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
reply                   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
decline                 ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
merge                   ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
appeal                  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
reopen                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
attach                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
comment                 ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ✓  ·  ✓  ✓  ✓  ✓  ✓  ·
restart                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
`,
  declined: `
                        RR RX GG GC GX MO MD TO TD YO YD CD SU XD PO PX JO AO LO SO OP OX
see                     ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ✓  ·  ·  ·  ✓  ·
know the reporter       ✓  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
assign                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
designate               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
delegate                ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
acknowledge             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
return                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
whistle                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
respond: asked part     ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
respond: late part      ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
removePart              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approvePart             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refusePart              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
submitResult            ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
verify: nobody drawn    ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
verify: GG drawn        ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
followUp                ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
escalate                ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extend                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
suspend                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
resume                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
void                    ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: another’s      ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: own            ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: another’s       ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: own             ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
changeSeverity          ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
supervise               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
reply                   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
decline                 ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
merge                   ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
appeal                  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
reopen                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
attach                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
comment                 ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ✓  ·  ·  ·  ✓  ·
restart                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
`,
  voided: `
                        RR RX GG GC GX MO MD TO TD YO YD CD SU XD PO PX JO AO LO SO OP OX
see                     ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ✓  ·  ·  ·  ✓  ·
know the reporter       ✓  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
assign                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
designate               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
delegate                ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
acknowledge             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
return                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
whistle                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
respond: asked part     ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
respond: late part      ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
removePart              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approvePart             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refusePart              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
submitResult            ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
verify: nobody drawn    ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
verify: GG drawn        ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
followUp                ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
escalate                ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extend                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
suspend                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
resume                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
void                    ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: another’s      ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: own            ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: another’s       ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: own             ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
changeSeverity          ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
supervise               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
reply                   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
decline                 ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
merge                   ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
appeal                  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
reopen                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
attach                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
comment                 ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ✓  ·  ·  ·  ✓  ·
restart                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
`,
  merged: `
                        RR RX GG GC GX MO MD TO TD YO YD CD SU XD PO PX JO AO LO SO OP OX
see                     ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ✓  ·  ·  ·  ✓  ·
know the reporter       ✓  ·  ·  ·  ·  ·  ✓  ·  ✓  ·  ·  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
assign                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
designate               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
delegate                ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
acknowledge             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
return                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
whistle                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
respond: asked part     ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
respond: late part      ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
returnPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: asked part  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extendPart: late part   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
removePart              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approvePart             ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
refusePart              ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
submitResult            ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
verify: nobody drawn    ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
verify: GG drawn        ·  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
followUp                ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
escalate                ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
extend                  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
suspend                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
resume                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
void                    ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: another’s      ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
approve: own            ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: another’s       ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
refuse: own             ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
changeSeverity          ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
supervise               ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·
reply                   ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
decline                 ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
merge                   ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
appeal                  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
reopen                  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·  ✓  ✓  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
attach                  ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ✓  ·  ·  ·  ✓  ·
comment                 ✓  ·  ✓  ✓  ·  ·  ✓  ·  ✓  ·  ✓  ✓  ✓  ·  ·  ·  ✓  ·  ·  ·  ✓  ·
restart                 ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ✓  ·
`,
};
