"""The word forms behind `pipeline.english`: a short table of English contract vocabulary.

Regular verbs stand in their dictionary form and are inflected by `verb_forms`; everything
irregular is spelled out. The table is our own; what it does not hold falls back to suffixes.
"""

from __future__ import annotations

from collections.abc import Iterator

VERBS = """
abandon abide absorb abuse accede accelerate accept access accommodate accompany accomplish account accredit accrue
accumulate achieve acknowledge acquire act activate adapt add address adhere adjust administer adopt advance advise
affect affiliate affirm afford agree aggregate aid aim alert align allege allocate allot allow alter amend amount analyze
anonymize announce answer anticipate appeal appear append apply appoint apportion appraise appreciate approach approve
arbitrate archive arrange ascertain ask assemble assert assess assign assist associate assume assure attach attack attempt attend
attest attribute audit augment authenticate authorize automate avail avoid await award backup bar base bear behave believe
belong benefit bill block book borrow breach brief broadcast browse budget bundle cache calculate call cancel capture care carry
cause cease certify challenge change charge check choose cite claim clarify classify clean clear click close co-operate
cooperate coordinate code collaborate collect combine comment commence commission commit communicate compare compel
compensate compete compile complain complete comply compose comprise compromise compute conceal conceive concern conclude
concur condition conduct confer configure confine confirm conflict conform confront connect consent conserve consider
consist consolidate constitute constrain construe consult consume contact contain contest continue contract contravene
contribute control convene convert convey convict copy correct correlate correspond cost count cover create credit
cross cure customize damage date deal debit debug deceive decide declare decline decommission decompile decrease decrypt
deduct deem default defend defer defeat define degrade delay delegate delete deliver demand demonstrate denote deny depart
depend deploy deposit derive describe deserve design designate desire destroy detail detect deteriorate determine domicile
develop deviate devise devote diagnose differ diminish direct disable disagree disallow disassemble discard discharge
disclaim disclose disconnect discontinue discover discriminate discuss dismiss display dispose dispute disregard disrupt
distinguish distribute disturb divert divide document donate double download downgrade draft drop duplicate earn edit
educate effect elaborate elapse elect eliminate email embed embody emerge employ empower enable enact encompass encounter
encourage encrypt encumber end endanger endeavor endorse enforce engage enhance enjoin enjoy enlarge enroll ensure entail
enter entertain entitle entrust enumerate equip erase escalate escort escrow establish estimate evacuate evaluate evidence
evolve examine exceed except exchange exclude excuse execute exempt exercise exert exhaust exhibit exist exit expand expect
expedite expend experience expire explain exploit export expose express extend extinguish extract face facilitate fail
falsify favor feature file fill filter finalize finance find fit fix flag follow forbid force forecast forfeit form
format formulate forward foster found frame frustrate fulfill function fund furnish further gain gather generate govern
grant guarantee guard guide halt handle hand happen harden harm harmonize help hinder hire hold honor host identify ignore
illustrate impact impair impede implement implicate imply import impose improve inactivate incident include incorporate
increase incur indemnify indicate induce infect infer inform infringe inherit inhibit initiate inject injure inquire
insert inspect install instigate institute instruct insulate insure integrate intend interact intercept interfere
interpret interrupt introduce invalidate invest investigate invite invoice invoke involve isolate issue itemize join judge
justify keep know label lack last launch lease lessen levy liaise license limit link liquidate list litigate load localize
locate lock lodge log look lose maintain manage mandate manipulate manufacture map mark market mask match materialize
matter measure mediate meet merge migrate minimize mirror misappropriate misrepresent mitigate modify monitor monetize move
multiply name necessitate need negotiate nominate note notify novate nullify obey object oblige obligate observe obstruct
obtain occupy occur offer offset omit open operate oppose opt optimize order organize originate outline outsource overcome
override oversee owe own package park participate partition partner pass patch pay penetrate perform permit persist
pertain place plan plead pledge police pool populate possess post postpone practice precede preclude predict prefer
prejudice premise prepare prescribe present preserve press presume prevail prevent print probe proceed process procure
produce profile prohibit project promise promote prompt prorate prosecute protect protest prove provide provision
pseudonymize publicize publish purchase purge purport pursue qualify quantify quarantine query question quote raise range
rate ratify reach react read realize reappoint reasonably reassess reassign rebate recall receive recertify recite reclaim
recognize recommend reconcile reconstruct record recover rectify recur recycle redact redeem redeploy redirect reduce
reenter refer refine reflect refrain refresh refund refuse regain regard register regulate rehearse reimburse reinstate
reject relate release relevel relieve relinquish relocate rely remain remedy remediate remind remit remove render renew
renounce repair repay repeal repeat replace replicate reply report represent repossess reproduce request require
reschedule rescind research resell reserve reside resign resist resolve respect respond rest restart restore restrict
result resume retain retire retrieve return reuse reveal reverse revert review revise revoke risk roll rotate route run
safeguard sample sanitize satisfy save scale scan schedule screen seal search secure segment segregate select sell send
separate serve service settle shape share ship shorten show shred sign signal signify simulate site slow solicit solve
sort specify spend split sponsor stabilize staff stage start state stay stop store strengthen stress strive structure
subcontract subject sublicense submit subscribe substitute succeed sue suffer suggest suit summarize supersede supervise
supplement supply support suppress surrender survive suspend sustain switch synchronize tag tailor tamper target tax
tender term terminate test thank threaten throttle tie time tolerate total trace track trade train transact transcribe
transfer transform transition translate transmit transplant transport travel treat trigger troubleshoot try turn undergo
undermine underlie understand undertake underwrite undo unify uninstall update upgrade uphold upload urge use utilize vacate
validate value vary verify vest view violate virtualize visit void vote waive want warn warrant watch weaken welcome wipe
wish withdraw withhold work worsen wrap yield
"""

IRREGULAR = """
be am is are was were been being
have has had having
do does did done doing
go goes went gone going
bear bears bore borne bearing
become becomes became becoming
begin begins began begun beginning
bind binds bound binding
break breaks broke broken breaking
bring brings brought bringing
build builds built building
buy buys bought buying
choose chooses chose chosen choosing
come comes came coming
cost costs costing
cut cuts cutting
deal deals dealt dealing
draw draws drew drawn drawing
fall falls fell fallen falling
feel feels felt feeling
find finds found finding
forbid forbids forbade forbidden forbidding
forego foregoes forewent foregone foregoing
get gets got gotten getting
give gives gave given giving
grow grows grew grown growing
hold holds held holding
keep keeps kept keeping
know knows knew known knowing
lay lays laid laying
lead leads led leading
leave leaves left leaving
lend lends lent lending
let lets letting
lie lies lay lain lying
lose loses lost losing
make makes made making
mean means meant meaning
meet meets met meeting
override overrides overrode overridden overriding
oversee oversees oversaw overseen overseeing
overcome overcomes overcame overcoming
overrun overruns overran overrunning
pay pays paid paying
prove proves proved proven proving
put puts putting
read reads reading
resell resells resold reselling
rise rises rose risen rising
arise arises arose arisen arising
run runs ran running
say says said saying
see sees saw seen seeing
seek seeks sought seeking
sell sells sold selling
send sends sent sending
set sets setting
show shows showed shown showing
shut shuts shutting
speak speaks spoke spoken speaking
spend spends spent spending
split splits splitting
stand stands stood standing
strive strives strove striven striving
take takes took taken taking
teach teaches taught teaching
tell tells told telling
think thinks thought thinking
undergo undergoes underwent undergone undergoing
understand understands understood understanding
undertake undertakes undertook undertaken undertaking
uphold upholds upheld upholding
withdraw withdraws withdrew withdrawn withdrawing
withhold withholds withheld withholding
write writes wrote written writing
overwrite overwrites overwrote overwritten overwriting
rewrite rewrites rewrote rewritten rewriting
analysis analyses
basis bases
criterion criteria
crisis crises
index indices indexes
person people persons
child children
man men
"""

ALIKE = """
data=data datum=data analyse=analyze catalyse=catalyze paralyse=paralyze artefact=artifact acknowledgement=acknowledgment
judgement=judgment cheque=check catalogue=catalog dialogue=dialog programme=program centre=center
licence=license defence=defense offence=offense practise=practice fulfil=fulfill enrol=enroll instal=install
whilst=while amongst=among towards=toward behaviour=behavior colour=color endeavour=endeavor favour=favor
favourable=favorable unfavourable=unfavorable honour=honor labour=labor harbour=harbor neighbour=neighbor
subprocessor=subcontractor suboutsource=subcontract cookies=cookie ageing=aging disc=disk datacentre=datacenter cybersecurity=cybersecurity
its=it their=they theirs=they them=they his=he her=she him=he these=this those=that thy=the an=a
telephone=phone catalogue=catalog travelling=travel learnt=learn spelt=spell fulfilment=fulfillment
enrolment=enrollment instalment=installment
"""

DOUBLED = frozenset(
    """
    admit ban bar begin cancel commit compel confer control cut debug defer deter drop enroll equip fit format
    forbid incur infer label level log map model occur offset omit opt outfit patrol permit plan plug prefer program
    rebut recur refer remit repel rip run scan set ship signal skip split stop strip submit swap tag tap transfer
    transmit travel trap trim wrap
    """.split()
)

KEEPS_S = frozenset(
    """
    access address always analysis as basis business bias campus canvas chaos compliance congress consensus corpus
    cross crisis cyprus diagnosis discuss dismiss emphasis express focus gas goods gross has his hypothesis is its
    less loss mass mess news numerous previous various virus plus process progress press redress series species
    status stress success surplus synopsis this thus us was across during nothing anything something everything
    notwithstanding according pending outstanding meaning united need speed exceed proceed indeed overseas wales
    themselves ourselves yourselves sometimes whereabouts embed feed seed hundred sacred naked ruling billing
    banking engineering excess harness illness fitness witness regardless unless nevertheless nonetheless whereas
    perhaps besides thanks afterwards towards apparatus census bonus menus sas saas iaas paas aws dns tls sms gps
    kms vms ios https ddos
    """.split()
)

NO_IZE = frozenset(
    """
    advise advertise appraise arise chastise circumcise compromise comprise concise demise despise devise disguise
    enterprise excise exercise expertise franchise guise improvise incise likewise merchandise noise otherwise poise
    praise precise premise prise promise raise reprise revise rise supervise surmise surprise televise treatise wise
    cruise bruise cerise paradise
    """.split()
)


def verb_forms(base: str) -> Iterator[str]:
    """Yield the inflected forms of a regular verb."""
    stem = base[:-1]
    consonant_y = base.endswith("y") and base[-2] not in "aeou"
    yield stem + "ies" if consonant_y else base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    if base.endswith("ie"):
        yield from (base + "d", base[:-2] + "ying")
    elif base.endswith("e"):
        yield from (base + "d", base + "ing" if base.endswith(("ee", "oe", "ye")) else stem + "ing")
    else:
        yield from (stem + "ied" if consonant_y else base + "ed", base + "ing")
    if base in DOUBLED:
        last = base[-1]
        yield from (base + last + "ed", base + last + "ing")
