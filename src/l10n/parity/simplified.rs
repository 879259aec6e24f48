//! Characters that only simplified Chinese has.

/// The commonest of those in GB 2312 that JIS X 0208 and JIS X 0212 both lack, sorted: no Japanese text has them but
/// for a Chinese name.
const CHARACTERS: [&str; 8] = [
    "专业丛东丝丢严丧临为丽举义乌乐乔习乡书买亏亚产亩亲亿仅仪们优伟传伤伦债储兰关兴养兽冈军农冻净凤击则刚",
    "创删别剑剧劝办务动劳势勋华协单卢卫厅历厉压厢县发变叹员团围图圆场块坚墙处备复够头夹夺妇妈孙实审宪宫宽",
    "宾对导尔尝层岁岛岭币帅师帐帜带庆库应废开张弹强归录彻态总恶戏战户执扩扫扬护报择挤损换掷摄摆敌时显晓暂",
    "术杀杂权杨树样桥检欢毕汇汉汤泽洁测济浑浓润涨渐渔满灭烧热爱牵环现电疗盐监盘矿码种积稳穷签简紧红纤约级",
    "纪纯纲纳纵纷纸纹线练组细织终绍经绑结绕绘给络绝统继绩续绳维绵综绿缓编缘缝缩缴罗罚职联聪胜脑脸舰艳艺节",
    "苏荣药莲获营蓝虽补衬观规视览觉计订认让议记讲许论设访证评识诉诊词译试诗话该详语误说请读课谁调谈谓谢负",
    "财责货质购贴贵贸费贺资赏车轨转轮软轻载较输边过还这进远违连迟选遗邮郑针钟钢钱铁银错键镇长门闭问闲间闻",
    "阅队阴阵阶际陆陈险隐难韩页顶项顺须顾预领颗题颜额风飞饥饭饮饰饺馆马驶验骑鱼鲜鸟鸡鸣鸭齐龙",
];

/// Whether a character stands in simplified Chinese alone.
pub(super) fn is_simplified_only(char: char) -> bool {
    let row =
        CHARACTERS.partition_point(|row| row.chars().next().is_some_and(|first| first <= char));
    row.checked_sub(1)
        .is_some_and(|row| CHARACTERS[row].contains(char))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        let all: Vec<char> = CHARACTERS.iter().flat_map(|row| row.chars()).collect();
        assert!(all.is_sorted_by(|one, other| one < other));
        assert!(all.iter().all(|char| is_simplified_only(*char)));
    }

    #[test]
    fn what_japanese_shares_is_not_in_it() {
        for char in
            "国会学来点万台体党断号当医区声宝写乱礼双湿画虫辞独寿沖縄県戦争実経済観光a一".chars()
        {
            assert!(!is_simplified_only(char), "{char}");
        }
        for char in "冲绳县战争实经济观赏这们马"
            .chars()
            .filter(|char| !"冲争".contains(*char))
        {
            assert!(is_simplified_only(char), "{char}");
        }
    }
}
