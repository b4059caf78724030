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

/**
 * As what everybody reads a case at each stage: as overseer, unit or reporter; nobody here was taken off, and nobody's
 * case was merged.
 */
export const READINGS = `
                  RR RX GG GC GX MO MD TO TD YO YD CD SU XD PO PX JO AO LO SO OP OX
reported          r  ·  u  u  ·  u  o  ·  o  ·  o  o  u  ·  ·  u  ·  ·  ·  ·  o  ·
acknowledgement   r  ·  u  u  ·  ·  o  ·  o  ·  u  o  u  ·  u  ·  u  ·  ·  ·  o  ·
handling          r  ·  u  u  ·  ·  o  ·  o  ·  u  o  u  ·  u  ·  u  ·  ·  ·  o  ·
joint             r  ·  u  u  ·  ·  o  ·  o  ·  u  o  u  ·  u  ·  u  u  u  u  o  ·
verification      r  ·  u  u  ·  u  o  ·  o  ·  u  o  u  ·  u  u  u  u  u  u  o  ·
followUp          r  ·  u  u  ·  ·  o  u  o  ·  u  o  u  ·  u  ·  u  u  u  u  o  ·
closed            r  ·  u  u  ·  ·  o  ·  o  ·  u  o  u  ·  u  ·  u  u  u  u  o  ·
declined          r  ·  u  u  ·  ·  o  ·  o  ·  u  o  u  ·  ·  ·  u  ·  ·  ·  o  ·
voided            r  ·  u  u  ·  ·  o  ·  o  ·  u  o  u  ·  ·  ·  u  ·  ·  ·  o  ·
merged            r  ·  u  u  ·  ·  o  ·  o  ·  u  o  u  ·  ·  ·  u  ·  ·  ·  o  ·
`;
