"""Short ways to articles for tests: written as files and taken in as anybody's would be."""

import csv
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection

from articles.ingest.readers import read_paths
from articles.models import Article, Feed, Outlet, SearchRow
from articles.models.search_rows import hour_of
from articles.pipeline import Result, ingest

QUAKE_BY_A = """زلزال عنيف يهز جزيرة سيرام

ضرب زلزال بقوة 6.9 درجات جزيرة سيرام الإندونيسية فجر الثلاثاء، وأسفر عن مقتل 14 شخصاً على الأقل.

وقال المتحدث باسم هيئة إدارة الكوارث الإندونيسية، هندرا ويجايا، إن «البحث عن المفقودين لم يتوقف طوال الليل».

وأرسلت جاكرتا طائرتي شحن تحملان خياماً وأدوية إلى مدينة أمبون.
"""
QUAKE_BY_B = """هزة أرضية قوية في شرق إندونيسيا توقع قتلى

لقي ما لا يقل عن 14 شخصاً حتفهم في زلزال بلغت قوته 6.9 درجات وضرب جزيرة سيرام الإندونيسية فجر الثلاثاء.

وأكد هندرا ويجايا، المتحدث باسم هيئة إدارة الكوارث، أن «البحث عن المفقودين لم يتوقف طوال الليل».

وعرضت أستراليا المساعدة في عمليات الإنقاذ.
"""
QUAKE_IN_ENGLISH = """Strong earthquake kills 14 on Indonesia's Seram island

An earthquake of magnitude 6.9 struck the Indonesian island of Seram early on Tuesday, killing at least 14.

"The search for the missing did not stop all night," said Hendra Wijaya, spokesman for the disaster agency.

Jakarta sent two cargo planes with tents and medicine to the city of Ambon.
"""
FLOOD_BY_A = """فيضان يغمر أحياء المدينة

غمرت مياه الفيضان ثلاثة أحياء في المدينة، وأجبرت 400 عائلة على مغادرة بيوتها ليلاً.

وزار المحافظ الأحياء المتضررة ووعد بصرف تعويضات عاجلة للعائلات.

وانقطعت الكهرباء عن السوق.
"""
FLOOD_BY_B = """المياه تجتاح أحياء المدينة

غمرت مياه الفيضان ثلاثة أحياء في المدينة، وأجبرت 900 عائلة على مغادرة بيوتها ليلاً.

وزار الوزير الأحياء المتضررة الفقيرة ووعد بصرف تعويضات عاجلة للعائلات.

ونشر الجيش زوارق مطاطية.
"""
FOOTBALL = """الأهلي يتوج بكأس مصر بعد فوز صعب على الزمالك

توج الأهلي بكأس مصر لكرة القدم بعد فوزه على الزمالك بهدفين لهدف في استاد القاهرة مساء الجمعة.

وسجل هدف الفوز المهاجم الشاب في الدقيقة الأخيرة من الوقت الإضافي وسط فرحة عارمة في المدرجات.
"""


def publish(article: Article, moment: datetime) -> None:
    """Date an article as if it had been read so."""
    Article.objects.filter(pk=article.pk).update(published=moment)
    SearchRow.objects.filter(article=article).update(moment=moment, hour=hour_of(moment))


def write(folder: Path, **texts: str) -> Path:
    """Files named by the keywords, `.txt`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def write_outlets(folder: Path, **outlets: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "outlets.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "outlet", "url", "published"])
        rows.writerows([f"{name}.txt", outlet, "", ""] for name, outlet in outlets.items())


def subscribe(address: str, *, outlet: Outlet | None = None, state: str = "active") -> Feed:
    """The feed of this address, which is due."""
    return Feed.objects.create(address=address, outlet=outlet, state=state)


def take_in(folder: Path) -> list[Result]:
    return list(ingest(read_paths([folder])))


def articles(folder: Path, **texts: str) -> list[Article]:
    """These texts as articles, in the order given."""
    take_in(write(folder, **texts))
    by_file = {
        article.source_file: article for article in Article.objects.filter(source__startswith=str(folder))
    }
    return [by_file[f"{name}.txt"] for name in texts]


def database_url(name: str = "") -> str:
    """The address of the database under test, or of another of its server, for a process of its own."""
    given = connection.settings_dict
    place = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"]}
    query = urlencode({key: value for key, value in place.items() if value} | {"password": given["PASSWORD"]})
    return f"postgresql:///{name or given['NAME']}?{query}"
