"""English words that tell what kind of name stands beside them. General words only, no names."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STREET = _words(
    "street st st. road rd rd. avenue ave ave. boulevard blvd blvd. lane ln ln. drive dr dr. court ct ct. "
    "place terrace close crescent highway hwy hwy. freeway expressway motorway parkway pkwy pkwy. turnpike "
    "square alley roundabout interchange prospekt prospect"
)
"""Words that end a street's name."""

ROAD_BEFORE = _words("highway route interstate motorway autobahn")
"""Words that begin a road's name, before a number."""

NATURAL = _words(
    "river lake sea ocean bay gulf strait straits channel island islands isle isles peninsula mountain "
    "mountains mount hills hill range valley desert plateau plain plains coast basin delta creek reservoir "
    "canal falls glacier forest cape archipelago atoll reef lagoon steppe sound harbor harbour beach "
    "volcano pass canyon ridge"
)
"""What natural features are called."""

AREA = _words(
    "county province region state district prefecture oblast krai voivodeship governorate emirate canton "
    "parish municipality township twp twp. borough republic territory territories kingdom federation "
    "department city town village shire raion commune suburb neighborhood neighbourhood capital country "
    "nation strip"
)
"""What administrative areas are called."""

SITE = _words(
    "airport station port harbour harbor terminal bridge dam tower palace castle cathedral church mosque "
    "temple abbey monastery basilica hospital clinic school college university campus stadium arena park "
    "garden gardens zoo museum theatre theater hall hotel resort house center centre mall market library "
    "prison jail penitentiary courthouse cemetery base camp barracks mine field fort plaza complex estate "
    "building"
)
"""What buildings and grounds are called."""

CHAMBER = _words("congress parliament senate assembly chamber cabinet diet duma council")
"""Bodies of state that are called by the word alone."""

RESIDENCE = _words("palace castle house hall residence lodge mansion villa street kremlin")
"""What buildings are called in which guests are received."""

BODY = _words(
    "ministry ministries department government parliament senate congress assembly council court police "
    "army navy force forces guard embassy consulate mission commission committee agency authority bank "
    "university college school institute association federation union party league club team fc company "
    "corporation corp corp. inc inc. ltd ltd. group foundation fund society organization organisation "
    "office bureau service services board chamber press news times post herald tribune journal gazette star "
    "daily television tv radio airlines airways electric energy insurance hospital clinic church sheriff "
    "coroner constabulary brigade command cabinet treasury administration trust partners partnership "
    "coalition alliance network orchestra symphony festival"
)
"""What organisations are called."""

POSTS = _words("command headquarters mission embassy consulate delegation")
"""What a country keeps abroad: 'at United States Indo-Pacific Command'."""

TITLE = _words(
    "mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir lord lady dame president premier "
    "chancellor minister secretary senator sen sen. congressman congresswoman representative rep rep. "
    "governor gov gov. mayor judge justice general gen gen. colonel col col. captain capt capt. lieutenant "
    "lt lt. sergeant sgt sgt. major admiral officer detective chief sheriff deputy coach pastor father "
    "sister bishop archbishop cardinal pope rabbi imam ayatollah sheikh king queen prince princess emperor "
    "sultan emir ambassador envoy chairman chairwoman chair director spokesman spokeswoman spokesperson "
    "attorney lawyer actor actress singer author writer"
)
"""What stands before a person's name."""

OFFICE = _words(
    "prime foreign vice defense defence finance interior trade justice health energy parliament "
    "parliamentary head counterpart officials official leader leaders delegation diplomat diplomats "
    "envoys ministers"
)
"""What an office may begin with, behind the name of a people."""

LOCATIVE = _words("in near at from to into toward towards across outside inside around via throughout within")
"""Prepositions that stand before places."""

OTHER_PREPOSITION = _words(
    "of for with by on over between against about after before under through beyond along"
)

DIRECTION = _words(
    "north south east west northern southern eastern western northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern central upper lower mid inner outer greater "
    "downtown midtown uptown north-east north-west south-east south-west north-eastern north-western south- "
    "eastern south-western"
)

SPEECH = _words(
    "said says say told tells added adds asked argued claimed explained noted stated warned wrote tweeted "
    "admitted replied testified scored married died joined played pleaded"
)
"""Verbs whose subject is a person, or a government."""

INNER = _words(
    "of the and de del della da do du des la le el al los las upon on von der den di e y au aux sur - – "
    "’s 's & ."
)
"""Small words inside names: 'Isle of Man', 'Rio de Janeiro'."""

VISITING = _words(
    "visit visits visited visiting revisit revisited tour tours toured touring reach reaches reached "
    "reaching quit leave leaves left leaving depart departs departed departing"
)
"""Verbs whose object is a place where they tell of travel."""

GOING = _words(
    "arrive arrives arrived arriving land lands landed landing fly flies flew flown flying travel travels "
    "travelled traveled travelling traveling head heads headed heading bound depart departs departed "
    "departing leave leaves left leaving journey journeyed proceed proceeded return returns returned "
    "returning sail sailed drive drove driven visit visits trip trips tour tours stop stops stopped "
    "stopover arrival stay stays stayed mission flight way route"
)
"""Words that a place follows behind 'to', 'in', 'for' …"""

SCHEDULED = _words(
    "arrive arrives arrival depart departs departure leave leaves emplane emplanes enplane deplane fly flies "
    "travels return returns proceeds"
)
"""What a line of a programme begins with, right before a place."""

COMING = _words("go goes went gone going come comes came coming")
"""Words that a well-known place follows behind 'to'."""

ON_THE_WAY = _words("together on back straight directly down up over again only first alone once")
"""What stands between 'went' and 'to'."""

RULING = _words("president premier chancellor minister king queen emir sultan governor")
"""Offices that a land's name owns: "Niger's president"."""

DASHES = frozenset("-–—")
ARROWS = _words("→ ➔ ⟶ ► -> –> => >")
CALENDAR = _words(
    "january february march april may june july august september october november december jan jan. feb "
    "feb. mar mar. apr apr. jun jun. jul jul. aug aug. sept sept. sep sep. oct oct. nov nov. dec dec. "
    "monday tuesday wednesday thursday friday saturday sunday mon mon. tue tue. tues tues. wed wed. thu "
    "thu. thurs thurs. fri fri. sat sat. sun"
)
