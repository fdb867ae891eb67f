"""Familiar and foreign forms of first names: 'Bill' is 'William', 'Volodymyr' is 'Vladimir'.

Each line is one name in its usual forms, the full form first; forms that are also full names of their own
('Jan', 'Maria') are left out where that would make two people one.
"""

from __future__ import annotations

_FORMS = """
abraham abe avraham ibrahim
abigail abby
albert al bert
alexander alex aleksandr alexandr aleksander oleksandr alyaksandr aliaksandr alexandre aleksandar sasha sandy
alexei aleksei alexey aleksey oleksii oleksiy
alfred fred alf
ahmed ahmad achmed ahmet ahmat
anatoly anatolii anatoliy
andrew andy drew
andrei andrey andrej andriy andrii
anthony antony tony
arkady arkadiy
arthur art artur
barbara barb
benjamin ben benny binyamin benyamin bibi
bernard bernie
catherine katherine kathryn cathy kathy kate katie
charles charlie chuck
christopher chris kristofer
constantine konstantin konstantinos kostas
daniel dan danny
david dave davit dawood daoud
deborah debbie debra
denis denys
dmitry dmitri dmitriy dmitrii dmytro
donald don donnie
dorothy dot dottie
edmund ed
edward ted teddy eddie ned
eleanor ellie
elizabeth liz beth betty eliza elisabeth
emmanuel manny
evgeny yevgeny yevgeni evgeni evgenii yevhen
francis frank
franklin frankie
frederick freddy frederic frederik
gabriel gabe
george georgios giorgi heorhii georgy
gerald gerry
gerard gerardo
gregory greg grigory hryhorii
hassan hasan hassane
henry hank harry
helmut helmuth
hussein hussain husain husayn hosein hossein husein
igor ihor
ilya illia ilia
isaac yitzhak itzhak
jacob jake yakov
james jim jimmy jamie
jeffrey jeff geoffrey geoff
jennifer jen jenny
jessica jess
john jack johnny
jonathan jon yonatan
joseph joe joey yosef
joshua josh
judith judy
kenneth ken kenny
kevin kev
kirill kyrylo
kristina christina
lawrence larry laurence
leonard len lenny
leonid leonyd
lewis lew
lindsey lindsay
louis lou
madeleine maddie
manuel manolo
margaret maggie peg peggy
mark marc
martha marty
matthew matt
maxim maksim maksym
michael mike mick mickey
mikhail mykhailo mikheil
miguel miquel
mohammad mohammed muhammad mohamed mohamad muhammed mohamud mehmed mehmet mahomed muhamad mohammadu md
mustafa mostafa moustafa mustapha mostapha
nancy nan
nathaniel nate nathan
nicholas nick nicky nicolas nikolaos nikos
nikolai nikolay mykola nikolaj
nursultan noursoultan
oleg oleh
oscar oskar
pamela pam
pandeli pandelis
patricia pat patty tricia
patrick paddy
pavel pavlo
peter pete
philip phillip phil felipe
pyotr petr petro piotr
rafael raphael rafi
raymond ray
rebecca becky
richard dick rick rich richie
robert bob bobby rob robbie
roderick rod
ronald ron ronnie
rudolph rudy
samantha sam
samuel sammy shmuel
sergey sergei serhii serhiy sergej serguei siarhei
shimon simon
stanislav stas
stephen steve steven stephan
susan sue susie
suzanne suzy
tamim tameem
terence terry
theodore theo
theresa teresa
thomas tom tommy
timothy tim
vasily vasyl vasili
victoria vicky
viktor victor wiktor
vincent vince
vitaly vitalii vitaliy
vladimir volodymyr uladzimir wladimir vova
vladislav vladyslav
walter walt
william bill billy will willy
wladyslaw wladislaw
yosuke yohsuke
yuri yury yurii yuriy iurii
yves ives
zachary zack
zbigniew zbig
zinedine zineddine
"""

_FULL = {form: line.split()[0] for line in _FORMS.strip().splitlines() for form in reversed(line.split())}


def forename(word: str) -> str:
    """The full form of a folded first name, or the word itself."""
    return _FULL.get(word, word)
