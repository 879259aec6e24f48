### テーマ「default」の文言。サイト側の locales/ja/ に同じ名前のメッセージを置くと、そちらが使われます。

## 全ページ共通の枠

# ページの最初のリンク。キーボードで操作する人が、ヘッダーとメニューを飛ばすためのもの。
skip-link = 本文へ移動
# ナビゲーションの名前。スクリーンリーダーが読み上げる。
nav-main = メインメニュー
nav-breadcrumbs = 現在位置
nav-languages = 言語
nav-footer = このサイトについて
nav-siblings = 前後のページ
nav-pager = 一覧のページ送り
# 言語切り替えで、このページがその言語にないとき、言語名の後に続く文言。リンク先はトップページ。
# その言語で読みたい人が読む。文言のない言語では、別の言語のものが代わりに表示される。
# $language：その言語での言語名。
switcher-unavailable = （{ $language }版なし・トップページへ）
# ページ下部の、Atomフィードへのリンク。
feed-link = Atomフィード
# Atomフィードの題名。$site：サイト名。
feed-title = { $site }：更新情報

## ページ

# 公開日、および内容の最終更新日の前に付く見出し。
published = 公開日
updated = 更新日
# $minutes：読むのにかかる時間（分、1以上の整数）。
reading-time = 読了目安：{ $minutes }分
# まだ公開していないページの印。プレビューでのみ表示される。
draft = 下書き
# 目次の見出し。
toc-title = 目次
# 同じセクション内の前後のページへのリンク。この後にページの題名が続く。
previous = 前のページ
next = 次のページ
# 原文と内容が異なる可能性があるページの囲み。notice-label はスクリーンリーダー向けの名前。
notice-label = 翻訳について
# 翻訳した後に、原文が変更されたとき。
notice-minor = 翻訳後に原文が変更されたため、このページの一部は最新の内容ではない可能性があります。
# そのうち、日付・数字・連絡先（URLとメールアドレス）が変更されたとき。
notice-facts = 原文の日付・数字・連絡先などが変更されています。このページの記載は古い可能性がありますので、必ず原文をご確認ください。
# 機械翻訳のままで、人がまだ確認していないとき。
notice-machine = このページは機械翻訳によるもので、内容の確認はまだ行われていません。
# 翻訳がないため、別の言語の本文を載せているとき。$language：翻訳のない言語の、その言語での名前。
notice-original = このページの{ $language }版はまだありません。原文を掲載しています。
# 原文のページへのリンク。この後に、括弧書きで言語名が続く。
notice-link = 原文のページを見る

## 一覧

# 一覧の見出し。順に、下位のセクション、トップページの新着、セクション内のページ。
list-sections = セクション一覧
list-recent = 新着情報
list-pages = ページ一覧
# 一覧が空のとき。
list-empty = 現在、掲載している情報はありません。
# $count：セクションまたはタグに属するページの数。
page-count = { $count }件
# 複数ページに分かれた一覧の何ページ目か。$number、$total：整数。
page-number = { $total }ページ中{ $number }ページ目
# 一覧のページ送り。pager-page は、数字だけのリンクのスクリーンリーダー向けの名前。$number：整数。
pager-previous = 前へ
pager-next = 次へ
pager-page = { $number }ページ目
# site.yaml に名前のない分類の題名。$id：site.yaml での名前。
taxonomy-title = { $id ->
    [tags] タグ
    [categories] カテゴリー
   *[other] { $id }
}
# 一つのタグが付いたページの一覧の見出し。$taxonomy：「タグ」など、$term：「沖縄」など。
term-title = { $taxonomy }：{ $term }

## 本文の部品

# 本文で [!NOTE]、[!TIP]、[!IMPORTANT]、[!WARNING]、[!CAUTION] と記した囲みの題名。
alert-note = 補足
alert-tip = ヒント
alert-important = 重要
alert-warning = 警告
alert-caution = 注意
# 部品 `note` の題名。
note-info = 補足
note-warning = ご注意
# 脚注の、スクリーンリーダー向けの名前。
footnotes-title = 脚注
# 脚注から本文へ戻る矢印の名前。$number：脚注の番号。
footnote-backlink = 注{ $number }の参照元へ戻る

## 特別なページ

# このURLにページがない。
not-found-title = ページが見つかりません
not-found-text = お探しのページは、移動または削除された可能性があります。URLに誤りがないかご確認ください。
# トップページへのリンク。$site：サイト名。
not-found-home = 「{ $site }」のトップページへ
# すべての言語を案内するページの見出しの一部。
chooser-title = 言語を選択
