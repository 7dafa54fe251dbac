"""The words that English grammar hangs on: modals, negations, openers of conditions, function words.

Closed lists of grammar, never of what a contract must say (that is the clause library).
"""

from __future__ import annotations

from pipeline.english import NUMBER


def _of(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in text.strip().splitlines())


MAIN, CONDITION, EXCEPTION, PROVISO, REPORTED = "main", "condition", "exception", "proviso", "reported"

# ---- finite verbs
MODALS = _of("shall will may must can could would should might need cannot")
PERMITTING = _of("may can could might")
FINITE = _of("is are was were has have had does do did")
PLAIN_VERBS = _of(
    """takes becomes remains applies includes contains survives ceases requires provides gives makes governs prevails
    belongs stays begins lasts continues covers constitutes appears arises lapses entitles obliges exists leaves enters goes
    comes lies rests"""
)
PLURAL_VERBS = _of(
    """take become remain apply include contain survive cease require provide give make govern prevail belong stay begin
    continue cover constitute appear arise lapse entitle oblige go lie form bind replace run meet pass"""
)
BEFORE_VERB = _of("hereby also always never further then itself alone each both only so turn no longer")
ADVERBS = _of("hereby also always never further then itself alone each both only so in turn")
REPORTING = _of("agree acknowledge accept understand recognize note undertake covenant warrant promise guarantee")
PROMISING = _of("undertake covenant warrant promise guarantee")
NEXT = _of("after upon following")
BEFORE_NOUN_PHRASE = _of("upon following notwithstanding subject in without regardless to")
ASSURING = _of("agree acknowledge ensure warrant represent provide state confirm mean undertake procure")

# ---- what opens a clause
PROVISOS = _phrases("""
provided that
provided however
provided always
provided further
provided ,
except that
save that
""")
EXCEPTIONS = _phrases("""
except where
except when
except if
except to the extent
save where
save to the extent
unless and until
unless where
only if
only where
except
unless
save
other than
excluding
""")
CONDITIONS = _phrases("""
subject to
notwithstanding
to the extent
to the maximum extent
to the fullest extent
as soon as
in the event
in case
so that
in order to
as long as
so long as
without prejudice
without limiting
regardless
even if
following
on condition
if
when
where
whenever
wherever
while
until
before
after
because
since
although
though
whereas
once
upon
""")
OPENERS = (
    *((p, PROVISO) for p in PROVISOS),
    *((p, EXCEPTION) for p in EXCEPTIONS),
    *((p, CONDITION) for p in CONDITIONS),
)
PROVISO_OPENERS = _of("however but nevertheless nonetheless")
AFTER_AS_SOON_AS = _of("practicable possible feasible practical is may can")
AFTER_SAVE = _of("for as where to in that by when")
AFTER_ONCE = _of("a every per in each ,")
RELATIVES = _of("that which who whom whose")
COORDINATORS = _of("and or but nor ; , :")
LINKING = _of(
    """and or but nor also then further not that if when where unless except provided however always because once until as
    after before since while save only such in case so though although soon long"""
)

# ---- noun phrases
PARTIES = _of("provider customer subcontractor subcontractors")
NP_START = _of(
    """the a an any each every all no neither either such this that these those its their it they he she both nothing
    none some"""
)
PREPOSITIONS = _of("of to for by from with in on under against between at upon within as about through via per")
NOT_VERBS = _of("data content personnel information")

# ---- moods
FREE = _of("entitled permitted allowed free authorized authorised eligible able liberty empowered")
RIGHTS = _of("right rights option discretion entitlement liberty ability permission")
DUTIES = _of("obligation obligations duty liability responsibility")
HOLDS = _of("have reserve retain hold enjoy keep")
NEGATIONS = _of("not never neither nor hardly nowhere")
NO = _of("no nothing none neither nobody nor")
NO_BUT = _of(
    """later less more fewer longer earlier shorter greater lower higher smaller slower weaker worse event circumstance
    circumstances case time additional extra cost charge matter doubt limit
    limitation restriction exception"""
)
NOT_BUT = _of("only later less more fewer limited exceeding earlier unreasonably")
EMPHATIC = _phrases("""
in no event
under no circumstance
in no case
at no time
in no way
in no circumstance
on no account
by no mean
no longer
""")
REFUSALS = _of(
    """refuse decline deny reject prohibit forbid disclaim exclude waive exempt excuse relieve withhold disallow renounce
    forgo bar preclude absolve release negate refrain abstain"""
)
REFUSED = _of("unavailable nonrefundable exempt immune void inapplicable")
BOUND = _of("liable responsible obliged bound")
SOFT = _of(
    """restrict limit hinder obstruct prevent impede delay interfere impair preclude frustrate exceed fail cease omit
    neglect discourage inhibit affect prejudice diminish reduce derogate condition lessen stand disrupt interrupt"""
)
EFFORT = _of("effort endeavor")
TRIES = _of("endeavor strive attempt seek try aim intend hope aspire")
MAKES = _of("use make exert exercise apply undertake employ take do")
PROMISES = _of("agree undertake covenant promise commit choose elect require oblige")
CONSENT = _of(
    """consent approval authorization permission notice notification notify instruction inform approve authorize agree
    agreement permit written request instruct acceptance object"""
)
DENIED_BY = _of("liability obligation refund compensation warranty recourse responsibility representation")
LIFTS = _of("unless except without until before other only prior save")
BESIDE = _of("with")
DISCRETION = _of("discretion option election")

# ---- subjects
PEOPLE = _of("personnel employee staff affiliate agent representative officer team group")
AUDITORS = _of("auditor inspector assessor")
AUTHORITY = _of("fsc fss regulator supervisor authority commission examiner")
AUTHORITY_NAMES = _phrases("""
financial service commission
financial supervisory service
supervisory authority
central bank
reserve bank
bank of korea
bank of england
""")
USERS = _of("user subject member individual person consumer")
CAUSING = _of("let permit make help keep cause have enable require request deny")
GIVEN = _of(
    """notify inform give provide offer grant allow reimburse refund compensate indemnify credit advise supply furnish tell
    send assist afford issue pay show update"""
)
HOLDERS = _of("entitle permit allow authorize require oblige obligate bind")
BOUND_BY = _of("bind oblige obligate require subject")
TRAILING = ADVERBS | _of("that not no longer")

# ---- words without content
FUNCTION = _of(
    """the a an of to in on at by for with from as and or but nor that which who whom whose this these those it its they
    their he she his her there here such any all each every either neither both some other than then so if when where
    while be is are was were been being have has had do does did shall will may must can could would should might not no
    into onto upon under over within without between among through during per via about above below after before out up
    down off again further also only own same too very just hereof herein hereunder hereby thereof therein thereto hereto
    thereunder thereby including include e.g. i.e. etc least more most less one i ii iii iv v vi x b c d e f g h"""
) | {NUMBER}
