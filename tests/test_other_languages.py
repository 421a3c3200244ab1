"""What is not English is set aside; nothing that is English ever is."""

import tomllib
from pathlib import Path

import pytest

from kg.english import other_language

HERE = Path(__file__).parent
OTHERS = {
    "de": "Nordkorea hat am Montag zwei ballistische Raketen abgefeuert, teilte das Militär in Seoul mit. "
    "Japan protestierte am Dienstag gegen den Test und rief seinen Botschafter zurück.",
    "fr": "Le président français a rencontré son homologue russe à Moscou lundi pour parler des sanctions. "
    "Les deux chefs d’État ont promis de se revoir bientôt.",
    "es": "El presidente de México se reunió el martes con su homólogo brasileño en Brasilia. Ambos "
    "gobiernos firmaron un acuerdo sobre el suministro de armas.",
    "nl": "De Nederlandse premier sprak maandag in Den Haag met zijn Belgische collega. Beide landen willen "
    "meer wapens aan Oekraïne leveren.",
    "sv": "Sveriges statsminister träffade på måndagen sin finländska kollega i Helsingfors. De båda "
    "länderna vill skicka fler vapen till Ukraina.",
    "pl": "Prezydent Polski spotkał się w poniedziałek w Warszawie z ukraińskim ministrem obrony. Oba kraje "
    "podpisały umowę o dostawach broni.",
    "tr": "Türkiye Cumhurbaşkanı pazartesi günü Ankara'da Rus mevkidaşıyla görüştü. İki ülke yeni bir silah "
    "anlaşması imzaladı.",
    "vi": "Chủ tịch nước Việt Nam hôm thứ Hai đã gặp Tổng thống Hàn Quốc tại Hà Nội. Hai nước đã ký một thỏa "
    "thuận quốc phòng.",
    "ru": "Президент России встретился с лидером КНДР на космодроме. Лидеры обсудили поставки оружия.",
    "uk": "Президент України зустрівся в понеділок у Києві з польським міністром оборони.",
    "ar": "التقى الرئيس المصري يوم الاثنين نظيره الفرنسي في القاهرة. وقع البلدان اتفاقا بشأن توريد الأسلحة.",
    "fa": "رئیس جمهور ایران روز دوشنبه در تهران با همتای روس خود دیدار کرد.",
    "he": "נשיא המדינה נפגש ביום שני בירושלים עם עמיתו הגרמני. שתי המדינות חתמו על הסכם ביטחוני.",
    "hi": "भारत के प्रधानमंत्री ने सोमवार को नई दिल्ली में जापान के प्रधानमंत्री से मुलाकात की।",
    "ja": "北朝鮮は月曜日に弾道ミサイル二発を発射した。日本政府は厳重に抗議し、緊急会合を求めた。",
    "ko": "북한이 월요일 탄도미사일 두 발을 발사했다고 한국군이 밝혔다.",
    "zh": "朝鲜星期一发射了两枚弹道导弹，韩国军方在首尔表示。日本对此提出强烈抗议。",
}


def sentences(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from (
                [inner] if name in ("text", "sentence") and isinstance(inner, str) else sentences(inner)
            )
    elif isinstance(value, list):
        for inner in value:
            yield from sentences(inner)


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_told_from_two_sentences(language):
    assert other_language(OTHERS[language]) == language


def test_every_example_and_test_article_is_english():
    files = [*HERE.parent.glob("examples/articles/*"), *HERE.glob("gold/articles/*.md")]
    assert len(files) > 20
    assert [f.name for f in files if other_language(f.read_text(encoding="utf-8"))] == []


def test_every_sentence_of_the_tests_is_english_by_itself():
    texts = [
        text for f in HERE.glob("gold/*.toml") for text in sentences(tomllib.loads(f.read_text("utf-8")))
    ]
    assert len(texts) > 900
    assert [text for text in texts if other_language(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kim.",
        "1,234 5,678",
        "Côte d’Ivoire National Day",
        "Parti Québécois leader steps down",
        "Riots in Nigeria kill nearly 400",
        "Xi Jinping, Wang Yi, Li Qiang, Zhao Leji, Wang Huning, Cai Qi, Ding Xuexiang, Li Xi",
        "Sergei Lavrov denied meeting Rex Tillerson in Hamburg.",
        "https://example.org/2020/05/06/x.html?utm_source=newsletter&utm_medium=email",
        "The minister said: “Wir werden das nicht hinnehmen, und wir werden antworten.” He left then.",
    ],
)
def test_names_numbers_and_quotations_do_not_make_a_text_foreign(text):
    assert other_language(text) is None
