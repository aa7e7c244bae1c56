"""Closed lists of words, each as one text, and what is left of a text without those that name nothing."""

from __future__ import annotations

import re

# What opens a sentence with a capital, and is not there for being a name.
OPENERS = """
    A About According After Again Ago All Also Although Among An And Another Any Are As At Back Because Before Behind
    Both But By Despite During Each Earlier Even Ever Every Few First For Former Four From Had Has Have He Her Here
    His How However I If In Instead Is It Its Just Last Late Later Like Many May Meanwhile Millions More Most Much My
    Nearly Next No Nor Not Nothing Now Of On Once One Only Or Other Our Out Over Perhaps Recently Second She Since So
    Some Soon Still Such Than That The Their Them Then There These They This Those Though Three Through Thus To Today
    Together Tomorrow Tonight Two Under Unlike Until Up Was We Well Were What When Where Whether Which While Who Whose
    Why With Within Without Yes Yesterday Yet You Your
"""
# Of the openers and the function words, those that are persons' names as well: "Will Smith", "Theresa May" ...
NAMES_TOO = "Will May"
# ... and those that begin or end other names: "New York", "Best Buy".
BESIDE_NAMES = "New Old Long Good Best First"
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
MONTHS = "January February March April May June July August September October November December"
SHORT_DAYS_AND_MONTHS = "Mon Tue Wed Thu Fri Sat Sun Jan Feb Aug Sept Oct Nov Dec"
# Capitals that are parts of the names of other things than persons; of some people's too: no name is better than a
# wrong one.
OF_THINGS = """
    Academy Act Administration Affairs Africa African Agency Airline Airlines Airport Airways Ambulance America
    American Analytics App Aquarium Archive Archives Arena Army Asia Asian Assembly Associates Association Athletic
    Athletics Attorney Australian Authority Avenue Award Awards Bakery Ballet Band Bank Bay Beach Board Book Books
    Brand Brewery Bridge British Broadcasting Bureau Business Cabinet California Campus Canada Canadian Capital
    Casino Cathedral Center Central Centre Chamber Charity China Chinese Choir Chronicle Church Cinema Circus City
    Clinic Club Co Coastguard College Commission Committee Community Company Conference Conglomerate Congress
    Conservative Conservatory Consultancy Consulting Cooperative Corp Corporation Council County Court Cricket Daily
    Defence Defense Democrat Democratic Democrats Department Development Digital District Division Documentary
    Economics Economy Education Electric Embassy Energy English Entertainment Estate European Exchange Federal
    Federation Festival Film Finance Financial Fire Firm Football Force Foreign Foundation France French Fund
    Gallery Games Gardens Gas Gazette German Germany Global Great Green Group Hall Health Heritage High Hill
    Holdings Hospice Hospital Hotel House Inc India Indian Industries Initiative Institute Institution Insurance
    International Island Islands Israeli Italian Japan Japanese Journal Justice Korea Korean Labor Laboratory Labour
    Lake Law League Liberal Library Limited Logistics Ltd Magazine Maker Mall Management Manufacturer Marathon
    Marine Markets Media Medical Medicine Memorial Meteorological Mexican Ministry Mobile Motor Motors Mount
    Movement Museum Music National Navy Network New News Newspaper Non-Profit Nonprofit North Northern Novel
    Observatory Office Oil Olympic Olympics Online Opera Operator Orchestra Organisation Organization Park
    Parliament Partners Party People Petroleum Pharma Pharmaceuticals Pharmacy Plaza Plc Podcast Police Policy Port
    Post Press Prize Program Programme Project Province Public Publisher Publishing Racing Radio Rail Railway
    Records Reform Republic Republican Republicans Rescue Research Resort Resources Retailer Review Rights River
    Road Rovers Royal Rugby Russia Russian School Schools Science Sciences Securities Security Senate Series Service
    Services Shipping Social Society Software Solutions South Southern Spanish Sport Sports Square Stadium Start-Up
    Startup State States Station Store Strategies Street Studies Studio Studios Suburb Supermarket Supreme Swiss
    Symphony Systems Team Technologies Technology Telecom Telegraph Television Theater Theatre Think-Tank Times
    Tourism Tower Town Trade Train Treasury Treaty Tribune Trump-era Trust Ukraine Ukrainian Union United Universal
    University Vaccine Valley Ventures Village Wanderers War Website Weekly West Western White World Year York Zoo
"""

# Words that name nothing: what a phrase stands between.
FUNCTION_WORDS = """
    a an the and or nor of in on at to for from by with about as into onto upon than then that this these those it its
    he she they them him his her hers their theirs himself herself itself themselves i you we my your our mine yours
    ours me us one ones is are was were be been being am do does did doing done has have had having will would can could
    shall should may might must not no yes who whom whose what which when where why how many much often long there here
    if but so such any some all each every both either neither most more less least very just also only own same too
    again else other others another during after before between under over up down out off through against among within
    without since until while because although though per via than isn't aren't wasn't weren't don't doesn't didn't
    hasn't haven't hadn't won't wouldn't can't couldn't shouldn't i'm i've i'd it's he's she's that's what's who's
    where's there's they're we're you're let's say says said saying tell tells told know knows known knew give gives
    given gave show shows get gets got getting go goes went going gone come comes came make makes made making take takes
    took taken taking put puts let lets see seen saw use uses used call calls called calling mean means meant think
    thinks thought believe explain describe discuss summarise summarize list name provide happen happens happened
    happening want wants wanted need needs needed like likes look looks work works worked working become became find
    found keep keeps start starts started begin began please thanks thank ok okay oh well now still yet ever even
    already really actually perhaps maybe instead however interesting important different specific details detail
    information info way ways thing things something anything nothing everything kind kinds sort sorts type types lot
    lots bit able likely main best good better new old first last next recent recently later early earlier today
    yesterday tomorrow
"""

_FUNCTION = frozenset(FUNCTION_WORDS.split())
# Function words that are names where they stand in capitals and the text around them does not.
_NAMES_IN_CAPITALS = frozenset({"WHO", "US", "IT"})
_WORD = re.compile(r"[\w’'-]+")


def content(text: str) -> list[str]:
    """The words of a text that name something, as they stand there, in order.

    >>> content("What did WHO say about masks?"), content("WHO SAID SO?")
    (['WHO', 'masks'], [])
    """
    named = frozenset() if text.isupper() else _NAMES_IN_CAPITALS
    return [word for word in _WORD.findall(text) if word in named or word.casefold() not in _FUNCTION]


def any_of(*patterns: str) -> str:
    """One part of a pattern that matches any of these.

    >>> any_of("is", "are")
    '(?:is|are)'
    """
    return f"(?:{'|'.join(patterns)})"
