//! The state of translations: edit chains over a site in three languages.

mod checks;
mod git;
mod messages;
mod notice;
mod since;
mod states;

use serde_json::Value;

use crate::harness::Site;

pub(crate) const JA: &str = "\
---
title: 計画
description: 沖縄と草原の計画。
---

## 背景

両団体は2012年1月19日に協定に署名しました。

事業の詳細はこれから話し合います。詳しくは[協定](a.md)をご覧ください。

## 内容

- **映画**の製作
- リゾートの建設

| 項目 | 費用 |
| --- | --- |
| 宿泊 | 5,000円 |

```
let plan = 1;
```
";

pub(crate) const ZH: &str = "\
---
title: 计划
description: 冲绳与草原的计划。
---

## 背景介绍

双方于2012年1月19日签署了协议。

业务细节今后再商议。详情请见[协议](a.md)。

## 内容说明

- 拍摄**电影**
- 建设度假村

| 项目 | 费用 |
| --- | --- |
| 住宿 | 5,000日元 |

```
let plan = 1;
```
";

pub(crate) const EN: &str = "\
---
title: The plan
description: The plan for Okinawa and the steppe.
---

## Background

The two groups signed the agreement on January 19, 2012.

Details of the business are to be discussed. See the [agreement](a.md).

## Contents

- Making a **film**
- Building a resort

| Item | Price |
| --- | --- |
| Lodging | 5,000 yen |

```
let plan = 1;
```
";

/// Three languages, two pages that are linked to, and `plan`, which nobody has accepted yet.
pub(crate) fn untracked() -> Site {
    let site = Site::empty();
    site.write(
        "site.yaml",
        "title: x\nbase_url: https://example.org/\ndefault_language: ja\nlanguages: {ja: {name: 日本語}, zh: {name: 中文, tag: zh-Hans}, en: {name: English}}\n",
    );
    for (lang, text) in [("ja", JA), ("zh", ZH), ("en", EN)] {
        site.write(&format!("content/plan.{lang}.md"), text);
        for page in ["_index", "a", "b"] {
            site.write(
                &format!("content/{page}.{lang}.md"),
                &format!("---\ntitle: {page} {lang}\n---\n"),
            );
        }
    }
    site
}

/// The same, all of it accepted.
pub(crate) fn accepted() -> Site {
    let site = untracked();
    site.run(&["accept", "--all"]).assert_status(0);
    assert_eq!(shown(&site, "plan", "zh"), "current 100");
    site
}

/// All rows of `status --format json`.
pub(crate) fn rows(site: &Site) -> Vec<Value> {
    let run = site.run(&["status", "--format", "json"]);
    run.assert_status(0);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json["schema"], 1);
    json["pages"].as_array().unwrap().clone()
}

/// State, per cent and blocks of a page: `stale 93.5 error; changed paragraph date 8/8`, the numbers being lines of source
/// and translation; `!` where the translation was edited since.
pub(crate) fn shown(site: &Site, key: &str, lang: &str) -> String {
    let rows = rows(site);
    let Some(row) = rows
        .iter()
        .find(|row| row["key"] == key && row["lang"] == lang)
    else {
        return "no row".to_owned();
    };
    let mut text = format!("{} {}", row["state"].as_str().unwrap(), row["percent"]);
    if let Some(severity) = row["severity"].as_str() {
        text += &format!(" {severity}");
    }
    if let Some(moved) = row["moved_from"].as_str() {
        text += &format!(" from {moved}");
    }
    for block in row["blocks"].as_array().unwrap() {
        let line = |side: &str| match &block[side]["line"] {
            Value::Null => "-".to_owned(),
            line => line.to_string(),
        };
        let list = |name: &str| -> String {
            let items = block[name].as_array().unwrap().iter();
            items
                .map(|item| format!(" {}", item.as_str().unwrap()))
                .collect()
        };
        text += &format!(
            "; {} {}{}{} {}/{}{}",
            block["state"].as_str().unwrap(),
            block["kind"].as_str().unwrap(),
            list("facts"),
            list("markup"),
            line("source"),
            line("translation"),
            if block["edited"] == true { "!" } else { "" },
        );
    }
    text.replace(".0", "")
}
