"""HTML pages written for the tests: one story each, in frames that differ as those of news sites do."""

# ruff: noqa: E501 - pages have lines as long as their sites write them.

import json

NAV = "<nav><ul><li><a href=/>الرئيسية</a></li><li><a href=/p>سياسة</a></li><li><a href=/s>رياضة</a></li></ul></nav>"
TEASERS = """<aside class="sidebar"><h3>الأكثر قراءة</h3><ul>
<li><a href=/1>بلدية الواحة تعلن مواعيد حافلات العيد الجديدة</a></li>
<li><a href=/2>منتخب الكرة الطائرة يعود بثلاث ميداليات من البطولة</a></li></ul></aside>"""
FOOTER = "<footer><p>جميع الحقوق محفوظة لجريدة الواحة © 2024</p><p>اتصل بنا | سياسة الخصوصية</p></footer>"

HEADLINE = "اكتشاف مدرسة طينية عمرها ثلاثة قرون في واحة النخيل"
PARAGRAPHS = (
    "أعلنت دائرة الآثار في واحة النخيل، الثلاثاء، اكتشاف مدرسة طينية يعود بناؤها إلى نحو ثلاثة قرون، "
    "وذلك خلال أعمال ترميم السور القديم المحيط بالسوق الشعبية في وسط الواحة.",
    "وقالت مديرة الدائرة سلمى الراوي إن «الفريق عثر على أربع قاعات متجاورة وعلى ألواح خشبية كان التلاميذ "
    "يكتبون عليها»، موضحة أن الألواح نُقلت إلى مختبر متخصص لتنظيفها وتوثيقها.",
    "وبحسب التقرير الأولي، بُنيت الجدران من طين مخلوط بسعف النخيل، وهو أسلوب لم يعد مستخدماً في المنطقة "
    "منذ أكثر من مئة عام، فيما بقي سقف إحدى القاعات سليماً رغم الأمطار.",
    "وأضافت الراوي أن الدائرة ستفتح الموقع أمام الزوار في الربيع المقبل بعد تثبيت الجدران وإقامة ممرات "
    "خشبية تحمي الأرضية الأصلية من الأقدام.",
)
BODY = "\n\n".join(PARAGRAPHS)


def page(body: str, *, head: str = "", opening: str = '<html lang="ar" dir="rtl">') -> str:
    return f"<!DOCTYPE html>{opening}<head>{head}</head><body>{body}</body></html>"


def paragraphs(texts: tuple[str, ...] = PARAGRAPHS) -> str:
    return "".join(f"<p>{text}</p>\n" for text in texts)


def json_ld(**values: object) -> str:
    data = json.dumps({"@context": "https://schema.org", **values}, ensure_ascii=False)
    return f'<script type="application/ld+json">{data}</script>'


GRAPH = page(
    f"""<header><a href=/>الواحة</a></header>{NAV}<main><article><h1>{HEADLINE}</h1>
<figure><img src=a.jpg alt=""><figcaption>قاعة من قاعات المدرسة بعد التنظيف</figcaption></figure>
{paragraphs(PARAGRAPHS[:2])}<p><strong>اقرأ أيضاً: <a href=/x>ترميم خمسين بيتاً قديماً في الواحة</a></strong></p>
{paragraphs(PARAGRAPHS[2:])}</article></main>{TEASERS}
<div id="comments" class="comments-area"><p>ما شاء الله، خبر جميل يفرح القلب، شكراً لكم على هذا الجهد.</p></div>{FOOTER}""",
    head=f"<title>{HEADLINE} - جريدة واحة النخيل اليومية</title>"
    '<meta property="og:site_name" content="جريدة واحة النخيل اليومية">'
    '<link rel="canonical" href="https://waha-daily.example/culture/school">'
    + json_ld(
        **{
            "@graph": [
                {"@type": "WebSite", "name": "ليس هذا"},
                {"@type": "Person", "@id": "#1", "name": "هند الساحلي"},
                {
                    "@type": "NewsArticle",
                    "headline": HEADLINE,
                    "datePublished": "2024-03-05T17:20:00+03:00",
                    "author": {"@id": "#1"},
                    "inLanguage": "ar",
                },
            ]
        }
    ),
)

TABLES = page(
    f"""<table width=100%><tr><td colspan=2><a href=/>الواحة</a> <a href=/n>أخبار</a> <a href=/r>رياضة</a></td></tr>
<tr><td width=160 valign=top><a href=/1>بلدية الواحة تعلن مواعيد حافلات العيد</a><br>
<a href=/2>منتخب الطائرة يعود بثلاث ميداليات</a><br><a href=/3>أسعار التمور ترتفع قبل الموسم</a></td>
<td valign=top><font size=5><b>{HEADLINE}</b></font><br><br>{"<br><br>".join(PARAGRAPHS)}<br><br></td></tr>
<tr><td colspan=2>جميع الحقوق محفوظة</td></tr></table>""",
    head=f'<meta http-equiv=Content-Type content="text/html; charset=windows-1256"><title>{HEADLINE}</title>',
    opening="<html>",
)

MICRODATA = page(
    f"""{NAV}<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{HEADLINE}</h1>
<span itemprop="author" itemscope><a href=/u><span itemprop="name">هند الساحلي</span></a> مراسلة</span>
<time itemprop="datePublished" datetime="2024-03-05">٥ آذار</time>
<div itemprop="articleBody" class="story-text">{paragraphs()}</div></div>{TEASERS}{FOOTER}"""
)

DATA_TABLE = page(
    f"""{NAV}<article><h1>{HEADLINE}</h1>{paragraphs(PARAGRAPHS[:2])}
<table><tr><th>القاعة</th><th>الطول بالأمتار</th></tr><tr><td>القاعة الشرقية</td><td>12</td></tr>
<tr><td>القاعة الغربية</td><td>9</td></tr></table>{paragraphs(PARAGRAPHS[2:])}</article>{FOOTER}"""
)

ENGLISH_HEADLINE = "Ferry service returns to Lake Orren after nine years"
ENGLISH = (
    "The first passenger ferry in nine years crossed Lake Orren on Monday morning, carrying 64 people and two "
    "bicycles from the village of Harn to the county town of Selby Point.",
    '"People had stopped believing that it would ever come back," said Ida Venn, the harbour master, who '
    "counted the passengers herself as they stepped off the boat.",
    "The county paid 2.1 million crowns for the electric ferry, a fifth of it lent by the villages around the "
    "lake, and expects to sell some 90,000 tickets a year.",
    "A second boat is to follow in May, when the service will also call at the island of Ness, whose eleven "
    "families have had to row since the old line closed.",
)
OPEN_GRAPH = page(
    f"""<div class="topbar"><a href=/>Home</a> <a href=/w>Weather</a> <a href=/s>Sport</a></div>
<div class="content"><h1>{ENGLISH_HEADLINE}</h1><div class="meta">By Tom Arkwright | 4 March 2024</div>
<div class="post-body">{paragraphs(ENGLISH)}</div>
<div class="share"><a href=#>Share</a> <a href=#>Tweet</a></div></div>
<div class="more"><h4>More from the county</h4><p><a href=/a>Bridge at Tarn closed for repairs until autumn</a></p></div>
<div class="legal">Copyright 2024 The Selby Courier. All rights reserved.</div>""",
    head=f'<meta property="og:title" content="{ENGLISH_HEADLINE} | The Selby Courier">'
    '<meta property="og:site_name" content="The Selby Courier">'
    '<meta property="og:url" content="https://selby-courier.example/2024/03/04/ferry">'
    '<meta property="article:published_time" content="2024-03-04T09:15:00Z">'
    '<meta name="author" content="By Tom Arkwright">',
    opening='<html lang="en-GB">',
)

RUSSIAN_HEADLINE = "В Заречном открыли первую за двадцать лет библиотеку"
RUSSIAN = (
    "В посёлке Заречный в понедельник открылась новая районная библиотека, первая за последние двадцать лет. "
    "Здание построили на месте старого кинотеатра за полтора года.",
    "«Мы собрали почти двенадцать тысяч книг, и каждую третью принесли сами жители», — рассказала заведующая "
    "библиотекой Марина Ольхова на церемонии открытия.",
    "По её словам, в здании предусмотрены читальный зал на шестьдесят мест, детская комната и мастерская, где "
    "по субботам будут учить переплетать и чинить старые издания.",
)
RUSSIAN_PAGE = page(
    f"""<div id=menu><a href=/>Главная</a> <a href=/n>Новости</a> <a href=/k>Контакты</a></div>
<div class=news-detail><h1>{RUSSIAN_HEADLINE}</h1><span class=date>4 марта 2024</span>{paragraphs(RUSSIAN)}</div>
<div id=footer>© 2024 Заречный вестник</div>""",
    head=f"<meta charset=windows-1251><title>{RUSSIAN_HEADLINE} — Заречный вестник</title>",
    opening="<html lang=ru>",
)

FRENCH_HEADLINE = "Une boulangerie associative rouvre le four de Saint-Aurel"
FRENCH = (
    "Le four communal de Saint-Aurel, éteint depuis 1998, a été rallumé samedi par une quinzaine de bénévoles "
    "réunis en association pour rendre du pain au village.",
    "« Le plus difficile a été de retrouver quelqu'un qui sache conduire le feu », raconte la présidente de "
    "l'association, Odile Marchenoir, devant une fournée de trente miches.",
    "La commune a pris à sa charge la réfection de la voûte, pour un montant de 18 000 euros, et prête le "
    "bâtiment pendant cinq ans contre un loyer symbolique.",
)
FRENCH_PAGE = page(
    f"""<header><a href=/>La Gazette du Plateau</a></header><main><h1>{FRENCH_HEADLINE}</h1>
<section class="article-chunk">{paragraphs(FRENCH[:2])}</section>
<section class="article-chunk"><h2>Un loyer symbolique</h2>{paragraphs(FRENCH[2:])}</section>
<form action=/nl><p>Inscrivez-vous à notre lettre d'information</p><input name=m><button>OK</button></form></main>""",
    head=f"<title>{FRENCH_HEADLINE}</title>",
    opening="<html lang=fr>",
)
