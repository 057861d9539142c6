"""Regions by their codes, and what people call them in English.

A region is any text. Two capitals are the code of a country (ISO 3166), `EU` and `EEA` are the
unions, and `US-CA` is a part of a country; whatever else a model calls a region is its name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CODE: Final = re.compile(r"[A-Z]{2,3}(?:-[A-Z0-9]{1,3})?")
"""What the code of a region looks like."""


def name_region(region: str) -> str:
    """Return what people call a region; what is no code is its own name.

    >>> name_region("US"), name_region("DE"), name_region("EU"), name_region("the north")
    ('the United States', 'Germany', 'the EU', 'the north')
    >>> name_region("US-CA"), name_region("HK"), name_region("BA"), name_region("QQ")
    ('California', 'Hong Kong', 'Bosnia and Herzegovina', 'QQ')
    """
    return _list_names().get(region, region) if CODE.fullmatch(region) else region


@cache
def _list_names() -> Mapping[str, str]:
    pairs = " ".join(_NAMES.split()).split("; ")
    return dict(pair.split(" ", 1) for pair in pairs)


_NAMES: Final = """
AC Ascension Island; AD Andorra; AE the United Arab Emirates; AF Afghanistan; AG Antigua and
Barbuda; AI Anguilla; AL Albania; AM Armenia; AO Angola; AQ Antarctica; AR Argentina; AS American
Samoa; AT Austria; AU Australia; AW Aruba; AX the Åland Islands; AZ Azerbaijan; BA Bosnia and
Herzegovina; BB Barbados; BD Bangladesh; BE Belgium; BF Burkina Faso; BG Bulgaria; BH Bahrain; BI
Burundi; BJ Benin; BL St. Barthélemy; BM Bermuda; BN Brunei; BO Bolivia; BQ the Caribbean
Netherlands; BR Brazil; BS the Bahamas; BT Bhutan; BV Bouvet Island; BW Botswana; BY Belarus; BZ
Belize; CA Canada; CC the Cocos (Keeling) Islands; CD the Democratic Republic of the Congo; CF the
Central African Republic; CG the Republic of the Congo; CH Switzerland; CI Côte d'Ivoire; CK the
Cook Islands; CL Chile; CM Cameroon; CN China; CO Colombia; CP Clipperton Island; CQ Sark; CR
Costa Rica; CU Cuba; CV Cape Verde; CW Curaçao; CX Christmas Island; CY Cyprus; CZ Czechia; DE
Germany; DG Diego Garcia; DJ Djibouti; DK Denmark; DM Dominica; DO the Dominican Republic; DZ
Algeria; EA Ceuta and Melilla; EC Ecuador; EE Estonia; EEA the EEA; EG Egypt; EH Western Sahara;
ER Eritrea; ES Spain; ET Ethiopia; EU the EU; EZ the Eurozone; FI Finland; FJ Fiji; FK the
Falkland Islands; FM Micronesia; FO the Faroe Islands; FR France; GA Gabon; GB the United Kingdom;
GD Grenada; GE Georgia; GF French Guiana; GG Guernsey; GH Ghana; GI Gibraltar; GL Greenland; GM
the Gambia; GN Guinea; GP Guadeloupe; GQ Equatorial Guinea; GR Greece; GS South Georgia and South
Sandwich Islands; GT Guatemala; GU Guam; GW Guinea-Bissau; GY Guyana; HK Hong Kong; HM Heard
Island and McDonald Islands; HN Honduras; HR Croatia; HT Haiti; HU Hungary; IC the Canary Islands;
ID Indonesia; IE Ireland; IL Israel; IM the Isle of Man; IN India; IO the British Indian Ocean
Territory; IQ Iraq; IR Iran; IS Iceland; IT Italy; JE Jersey; JM Jamaica; JO Jordan; JP Japan; KE
Kenya; KG Kyrgyzstan; KH Cambodia; KI Kiribati; KM the Comoros; KN St. Kitts and Nevis; KP North
Korea; KR South Korea; KW Kuwait; KY the Cayman Islands; KZ Kazakhstan; LA Laos; LB Lebanon; LC
St. Lucia; LI Liechtenstein; LK Sri Lanka; LR Liberia; LS Lesotho; LT Lithuania; LU Luxembourg; LV
Latvia; LY Libya; MA Morocco; MC Monaco; MD Moldova; ME Montenegro; MF St. Martin; MG Madagascar;
MH the Marshall Islands; MK North Macedonia; ML Mali; MM Myanmar; MN Mongolia; MO Macao; MP the
Northern Mariana Islands; MQ Martinique; MR Mauritania; MS Montserrat; MT Malta; MU Mauritius; MV
the Maldives; MW Malawi; MX Mexico; MY Malaysia; MZ Mozambique; NA Namibia; NC New Caledonia; NE
Niger; NF Norfolk Island; NG Nigeria; NI Nicaragua; NL the Netherlands; NO Norway; NP Nepal; NR
Nauru; NU Niue; NZ New Zealand; OM Oman; PA Panama; PE Peru; PF French Polynesia; PG Papua New
Guinea; PH the Philippines; PK Pakistan; PL Poland; PM St. Pierre and Miquelon; PN the Pitcairn
Islands; PR Puerto Rico; PS the Palestinian Territories; PT Portugal; PW Palau; PY Paraguay; QA
Qatar; RE Réunion; RO Romania; RS Serbia; RU Russia; RW Rwanda; SA Saudi Arabia; SB the Solomon
Islands; SC the Seychelles; SD Sudan; SE Sweden; SG Singapore; SH St. Helena, Ascension and
Tristan da Cunha; SI Slovenia; SJ Svalbard and Jan Mayen; SK Slovakia; SL Sierra Leone; SM San
Marino; SN Senegal; SO Somalia; SR Suriname; SS South Sudan; ST São Tomé and Príncipe; SV El
Salvador; SX Sint Maarten; SY Syria; SZ Eswatini; TA Tristan da Cunha; TC the Turks and Caicos
Islands; TD Chad; TF the French Southern and Antarctic Lands; TG Togo; TH Thailand; TJ Tajikistan;
TK Tokelau; TL Timor-Leste; TM Turkmenistan; TN Tunisia; TO Tonga; TR Türkiye; TT Trinidad and
Tobago; TV Tuvalu; TW Taiwan; TZ Tanzania; UA Ukraine; UG Uganda; UM the U.S. Outlying Islands; UN
the United Nations; US the United States; UY Uruguay; UZ Uzbekistan; VA Vatican City; VC St.
Vincent and Grenadines; VE Venezuela; VG the British Virgin Islands; VI the U.S. Virgin Islands;
VN Vietnam; VU Vanuatu; WF Wallis and Futuna; WS Samoa; XK Kosovo; YE Yemen; YT Mayotte; ZA South
Africa; ZM Zambia; ZW Zimbabwe; US-AL Alabama; US-AK Alaska; US-AZ Arizona; US-AR Arkansas; US-CA
California; US-CO Colorado; US-CT Connecticut; US-DE Delaware; US-DC the District of Columbia;
US-FL Florida; US-GA Georgia; US-HI Hawaii; US-ID Idaho; US-IL Illinois; US-IN Indiana; US-IA
Iowa; US-KS Kansas; US-KY Kentucky; US-LA Louisiana; US-ME Maine; US-MD Maryland; US-MA
Massachusetts; US-MI Michigan; US-MN Minnesota; US-MS Mississippi; US-MO Missouri; US-MT Montana;
US-NE Nebraska; US-NV Nevada; US-NH New Hampshire; US-NJ New Jersey; US-NM New Mexico; US-NY New
York; US-NC North Carolina; US-ND North Dakota; US-OH Ohio; US-OK Oklahoma; US-OR Oregon; US-PA
Pennsylvania; US-RI Rhode Island; US-SC South Carolina; US-SD South Dakota; US-TN Tennessee; US-TX
Texas; US-UT Utah; US-VT Vermont; US-VA Virginia; US-WA Washington; US-WV West Virginia; US-WI
Wisconsin; US-WY Wyoming
"""
"""The names, each behind its code, with the article that they have in a sentence.

They are written down here, since Unicode's tables take longer to load than most answers take.
"""
