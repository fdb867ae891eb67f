"""Articles in a language that the model does not read are skipped; short texts and names never decide."""

# ruff: noqa: E501  the texts stay on one line

from __future__ import annotations

import subprocess
import sys

import pytest

from geomap.articles.drafts import Draft, build_article
from geomap.articles.languages import foreign_language
from geomap.records import Article

FOREIGN = {
    "ru": "Министр иностранных дел Чили прибыла в Веллингтон с официальным визитом и встретилась с коллегой.",
    "de": "Die chilenische Außenministerin ist am Montag zu einem Besuch in Wellington eingetroffen und sprach dort"
    " mit ihrer Kollegin über den Handel und über das Klima, bevor sie nach Canberra weiterreiste.",
    "fr": "La ministre chilienne des Affaires étrangères est arrivée lundi à Wellington pour une visite de deux jours"
    " et doit ensuite se rendre à Canberra, où elle rencontrera le premier ministre.",
    "es": "La ministra de Exteriores de Chile llegó este lunes a Wellington para una visita de dos días y después"
    " viajará a Canberra, donde se reunirá con el primer ministro.",
    "pt": "A ministra chilena das Relações Exteriores chegou na segunda-feira a Wellington para uma visita de dois"
    " dias e depois vai viajar para Canberra, onde se reúne com o primeiro-ministro.",
    "it": "La ministra degli Esteri cilena è arrivata lunedì a Wellington per una visita di due giorni e poi andrà a"
    " Canberra, dove incontrerà il primo ministro e il presidente del parlamento.",
    "nl": "De Chileense minister van Buitenlandse Zaken is maandag in Wellington aangekomen voor een bezoek van twee"
    " dagen en reist daarna door naar Canberra, waar zij met de premier spreekt.",
    "pl": "Minister spraw zagranicznych Chile przybyła w poniedziałek do Wellington z dwudniową wizytą, a następnie"
    " uda się do Canberry, gdzie spotka się z premierem oraz przewodniczącym parlamentu.",
    "tr": "Şili dışişleri bakanı pazartesi günü iki günlük bir ziyaret için Wellington şehrine geldi ve ardından"
    " başbakan ile görüşmek üzere Canberra şehrine gidecek.",
    "vi": "Ngoại trưởng Chile đã đến Wellington hôm thứ Hai trong chuyến thăm hai ngày và sau đó sẽ tới Canberra để"
    " gặp thủ tướng nước chủ nhà.",
    "fi": "Chilen ulkoministeri saapui maanantaina kahden päivän vierailulle ja jatkaa sen jälkeen matkaansa"
    " pääkaupunkiin, jossa hän tapaa pääministerin sekä eduskunnan puhemiehen ja muita vieraita.",
    "ar": "وصلت وزيرة خارجية تشيلي يوم الاثنين إلى ويلينغتون في زيارة رسمية تستغرق يومين ثم تتوجه إلى كانبيرا.",
    "zh": "智利外交部长星期一抵达惠灵顿，进行为期两天的正式访问，随后将前往堪培拉会见总理，并参加一个关于贸易和气候的会议，讨论两国关系。",
    "ja": "チリの外相は月曜日、二日間の公式訪問のためウェリントンに到着し、その後キャンベラで首相と会談する予定です。",
    "ko": "칠레 외교장관이 월요일 이틀간의 공식 방문을 위해 웰링턴에 도착했으며 이후 캔버라에서 총리를 만날 예정이라고 밝혔다.",
    "th": "รัฐมนตรีว่าการกระทรวงการต่างประเทศชิลีเดินทางถึงกรุงเวลลิงตันเมื่อวันจันทร์เพื่อเยือนอย่างเป็นทางการ",
    "hi": "चिली की विदेश मंत्री सोमवार को दो दिन की आधिकारिक यात्रा पर वेलिंगटन पहुंचीं और इसके बाद कैनबरा जाएंगी।",
    "el": "Η υπουργός Εξωτερικών της Χιλής έφτασε τη Δευτέρα στο Ουέλινγκτον για επίσημη επίσκεψη δύο ημερών.",
    "he": "שרת החוץ של צ'ילה הגיעה ביום שני לוולינגטון לביקור רשמי בן יומיים ותמשיך לאחר מכן לקנברה.",
    "sw": "Waziri wa mambo ya nje wa Chile aliwasili mjini Wellington siku ya Jumatatu kwa ziara rasmi ya siku mbili"
    " na baadaye atakwenda Canberra kukutana na waziri mkuu.",
}


@pytest.mark.parametrize("code", FOREIGN)
def test_foreign_texts_are_skipped(code):
    assert foreign_language(FOREIGN[code]) == code
    unread = build_article(Draft(where="a.txt", id="a", text=FOREIGN[code]))
    assert unread.status == "skipped"
    assert f"({code}); the model reads English (en)" in unread.reason


@pytest.mark.parametrize(
    "text",
    [
        "Minister in Wellington",
        "Xi Jinping, Vladimir Putin, Kassym-Jomart Tokayev, Shavkat Mirziyoyev, Sadyr Japarov, Emomali Rahmon,"
        " Serdar Berdimuhamedov, Recep Tayyip Erdoğan, İlham Əliyev, Nikol Pashinyan, Irakli Garibashvili",
        "PM lands in Suva. Talks held. Rabuka hosts. Next stop Apia, Nuku'alofa, Port Moresby.",
        "Лавров",
        "12 000 km",
        "http://a." * 4000,
        "<div>" * 2000,
        "Foreign Minister Лавров met the prime minister of Fiji in Suva and said that Нұр-Сұлтан was a good place.",
    ],
)
def test_short_texts_and_names_are_read(text):
    assert foreign_language(text) is None
    assert isinstance(build_article(Draft(where="x", id="x", text=text)), Article)


def test_another_model_skips_english_and_reads_its_own():
    english = (
        "The foreign minister of Chile arrived in Wellington on Monday for talks about trade and the climate."
    )
    assert foreign_language(english * 2, "es") == "en"
    assert foreign_language(FOREIGN["es"], "es") is None


def test_reading_english_loads_neither_the_detector_nor_the_page_extractor():
    code = (
        "import sys; from geomap.articles.drafts import Draft, build_article;"
        "build_article(Draft(where='x', id='x', text='The minister flew to Suva on Monday and will stay there for"
        " two days of talks with the prime minister, who has been in office for a year.'));"
        "sys.exit(any(name in sys.modules for name in ('py3langid', 'trafilatura', 'charset_normalizer', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
