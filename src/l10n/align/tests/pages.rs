//! One page in three languages, block for block.

pub(super) const JA: &str = "---
title: 参加の手引き
description: 交流プログラムに参加する方のための手引きです。
---

交流プログラムは、沖縄と内モンゴルの学校が毎年開くものです。

## 申込み {#apply}

申込みは2026年4月1日から受け付けます。締切は5月20日です。参加費は12,000円で、食費を含みます。

申込書は学校の事務室に出してください。

- 申込書
- 保険証の写し
- 写真2枚

## 旅程 {#trip}

那覇を出て上海で乗り換え、フフホトに着きます。

> 天候によって変わることがあります。

| 日 | 場所 |
| --- | --- |
| 1日目 | 那覇 |
| 2日目 | フフホト |

## 連絡先 {#contact}

質問は[事務局](mailto:office@example.org)へどうぞ。
";

pub(super) const ZH: &str = "---
title: 参加指南
description: 为参加交流项目的人准备的指南。
---

交流项目每年由冲绳和内蒙古的学校举办。

## 报名 {#apply}

报名自2026年4月1日开始，5月20日截止。参加费为12,000日元，含餐费。

请将申请表交到学校办公室。

- 申请表
- 保险证复印件
- 照片2张

## 行程 {#trip}

从那霸出发，在上海转机，抵达呼和浩特。

> 行程可能因天气而改变。

| 日 | 地点 |
| --- | --- |
| 第1天 | 那霸 |
| 第2天 | 呼和浩特 |

## 联系方式 {#contact}

如有疑问，请联系[事务局](mailto:office@example.org)。
";

pub(super) const EN: &str = "---
title: Guide for participants
description: A guide for those who take part in the exchange program.
---

The exchange program is held every year by schools in Okinawa and Inner Mongolia.

## How to apply {#apply}

Applications open on April 1, 2026 and close on May 20. The fee is 12,000 yen and includes meals.

Please hand in the application form at the office of your school.

- Application form
- Copy of your health insurance card
- 2 photographs

## Itinerary {#trip}

We leave Naha, change planes in Shanghai, and arrive in Hohhot.

> This may change with the weather.

| Day | Place |
| --- | --- |
| Day 1 | Naha |
| Day 2 | Hohhot |

## Contact {#contact}

Please send questions to the [office](mailto:office@example.org).
";
