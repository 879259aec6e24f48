### 主题“default”的文字。在网站的 locales/zh/ 中写入同名消息，即可替换。

## 所有页面的框架

# 页面的第一个链接，供使用键盘的读者跳过页眉和菜单。
skip-link = 跳到正文
# 导航区域的名称，由屏幕阅读器朗读。
nav-main = 主菜单
nav-breadcrumbs = 当前位置
nav-languages = 语言
nav-footer = 关于本网站
nav-siblings = 上一篇和下一篇
nav-pager = 列表翻页
# 语言切换中，本页没有该语言版本时，接在语言名称之后；链接通往首页。
# 由想读该语言的人阅读；该语言没有自己的文字时，以其他语言的文字代替。
# $language：该语言以其自身文字写成的名称。
switcher-unavailable = （本页无{ $language }版，前往首页）
# 页脚中通往Atom订阅源的链接。
feed-link = Atom订阅
# Atom订阅源的标题。$site：网站名称。
feed-title = { $site }：最新内容

## 页面

# 置于发布日期、内容最近更新日期之前。
published = 发布日期
updated = 更新日期
# $minutes：阅读所需的分钟数，不小于1的整数。
reading-time = 阅读约需{ $minutes }分钟
# 尚未发布的页面的标记，只在预览中显示。
draft = 草稿
# 目录的标题。
toc-title = 本页目录
# 通往同一栏目中相邻页面的链接；其后为该页面的标题。
previous = 上一篇
next = 下一篇
# 内容可能与原文不一致的页面上的提示框。notice-label 是供屏幕阅读器使用的名称。
notice-label = 关于译文
# 翻译之后，原文有过修改。
notice-minor = 翻译之后原文有过修改，本页部分内容可能不是最新的。
# 同上，且修改的是日期、数字、网址或邮箱。
notice-facts = 原文中的日期、数字或联系方式等已有变更，本页所载可能已经过时，请务必以原文为准。
# 由机器翻译，尚无人审校。
notice-machine = 本页为机器翻译，尚未经人工审校。
# 没有译文，刊载的是其他语言的原文。$language：缺少译文的语言，以其自身文字写成的名称。
notice-original = 本页尚无{ $language }版，以下为原文。
# 通往原文页面的链接；其后在括号内注明语言名称。
notice-link = 查看原文页面

## 列表

# 列表的标题，依次为：下级栏目、首页上的最新内容、栏目中的页面。
list-sections = 栏目
list-recent = 最新动态
list-pages = 页面列表
# 列表为空时。
list-empty = 暂无内容。
# $count：栏目或标签下的页面数。
page-count = 共{ $count }篇
# 分为多页的列表中的第几页。$number、$total：整数。
page-number = 第{ $number }页，共{ $total }页
# 列表翻页的链接。pager-page 是单个数字链接供屏幕阅读器使用的名称。$number：整数。
pager-previous = 上一页
pager-next = 下一页
pager-page = 第{ $number }页
# site.yaml 中没有命名的分类方式的标题。$id：其在 site.yaml 中的名称。
taxonomy-title = { $id ->
    [tags] 标签
    [categories] 分类
   *[other] { $id }
}
# 带有某一标签的页面列表的标题。$taxonomy：如“标签”，$term：如“冲绳”。
term-title = { $taxonomy }：{ $term }

## 正文中的组成部分

# 正文中以 [!NOTE]、[!TIP]、[!IMPORTANT]、[!WARNING]、[!CAUTION] 标记的提示框的标题。
alert-note = 说明
alert-tip = 提示
alert-important = 重要
alert-warning = 警告
alert-caution = 注意
# 组件 `note` 的标题。
note-info = 说明
note-warning = 请注意
# 脚注供屏幕阅读器使用的名称。
footnotes-title = 脚注
# 从脚注返回正文的箭头的名称。$number：脚注的编号。
footnote-backlink = 返回脚注{ $number }的引用处

## 特殊页面

# 此网址没有页面。
not-found-title = 未找到页面
not-found-text = 您访问的页面可能已被移动或删除，也可能是网址有误。
# 通往首页的链接。$site：网站名称。
not-found-home = 前往“{ $site }”首页
# 提供所有语言的页面的标题的一部分。
chooser-title = 选择语言
