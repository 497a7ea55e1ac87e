"""Masks, blanks and deleted words: what a proofreader of a draft must find, and what published texts may hold."""

import dataclasses

import pytest

from zflint.engine import Ruleset, lint, ruleset
from zflint.examples import failures, unmarked
from zflint.model import Rule
from zflint.packs import builtin_paths, read_packs
from zflint.parse import parse

RULES = {
    rule.id.partition("/")[2]: rule
    for rule in read_packs([path for path in builtin_paths() if path.endswith("placeholder.toml")], trusted=True)
}
READY = ruleset([rule for rule in RULES.values() if rule.default])
MASK = RULES["unfilled-mask"]
ONLY_MASK = ruleset([MASK])
NEAR = dataclasses.replace(MASK, check=dataclasses.replace(MASK.check, alone=""))  # type: ignore[type-var]
"""The rule as far as what stands beside a mask makes it certain."""


def found(text: str, format: str = "plain", rules: Ruleset = READY) -> list[str]:
    return [text[f.span.start:f.span.end] for f in lint(rules, parse(text, format))]


FOUND = [
    pytest.param("认真贯彻落实⟦_⟧、省委、市委会议精神，建设平安⟦_⟧、和谐⟦_⟧。", id="单下划线代会议和地名"),
    pytest.param("⟦__⟧市规划局有关负责同志到会，⟦_⟧书记作了部署。", id="下划线开头代市名"),
    pytest.param("高新区⟦*-*月⟧主营收入累计⟦*⟧亿元，同比增长⟦*⟧%。", id="单星号代月份和数字"),
    pytest.param("成立领导小组。\n⟦组长：⟧\n⟦副组长：⟧\n成员：\n领导小组下设办公室。", id="名单空着"),
    pytest.param("今年⟦月上旬⟧出现低温，全县有⟦个⟧村完成换届，⟦连续年⟧获评先进。", id="数字删去后的残句"),
    pytest.param("更加紧密地团结在⟦以总书记为核心的⟧党中央周围。", id="总书记姓名删去"),
    pytest.param("我镇坚持以⟦.。。。。⟧重要思想为指导，认真履职。", id="省略号代指导思想"),
    pytest.param("努力建设更高水平的平安⟦X⟧县，为全县发展保驾护航。", id="单个字母代县名"),
    pytest.param("⟦XX⟧县坚持以人民为中心，扎实推进各项工作。", id="双字母代县名"),
    pytest.param("在⟦××⟧县委的坚强领导下，各项工作取得新成效。", id="叉号代县名"),
    pytest.param("⟦xx⟧县人民政府办公室", id="小写字母"),
    pytest.param("县委书记⟦ＸＸＸ⟧同志出席会议并讲话。", id="全角字母"),
    pytest.param("全年完成固定资产投资⟦XX.XX⟧亿元，同比增长⟦X.X⟧%。", id="小数"),
    pytest.param("群众满意率达到⟦XX⟧ %。", id="百分号前有空格"),
    pytest.param("共排查各类隐患⟦XX⟧ 件，整改⟦XX⟧ 件。", id="量词前有空格"),
    pytest.param("刚才，⟦X⟧书记作了重要讲话，⟦X⟧局长通报了情况。", id="职务前"),
    pytest.param("县委书记⟦XXX⟧主持会议。", id="职务后"),
    pytest.param("中央第⟦X⟧督导组进驻以来，我们立行立改。", id="第几督导组"),
    pytest.param("深入开展扫⟦X⟧除恶专项斗争。", id="扫黑除恶中间一字"),
    pytest.param("深入学习贯彻⟦X⟧的二十大精神。", id="党的几大"),
    pytest.param("深入学习贯彻习⟦X⟧平新时代中国特色社会主义思想。", id="总书记姓名"),
    pytest.param("增强“⟦X⟧个意识”，做到“两个⟦X⟧护”。", id="四个意识"),
    pytest.param("在区⟦X⟧委⟦X⟧政府的领导下，全区上下一心。", id="区委区政府"),
    pytest.param("受⟦X⟧影响，经济下行压力加大，全区⟦X⟧个项目放缓。", id="受某事影响，另有确证"),
    pytest.param("当前，⟦X⟧县还面临着⟦X⟧的严峻考验。", id="面临严峻考验"),
    pytest.param("为确保我区⟦X⟧双胜利作出了贡献。", id="我区某事"),
    pytest.param("⟦XX⟧市⟦XX⟧区2023年政法工作总结", id="标题"),
    pytest.param("中共⟦XX⟧县委办公室", id="落款单位"),
    pytest.param("⟦20XX年X月X日⟧", id="落款日期"),
    pytest.param("⟦X年X月X日⟧，县委召开专题会议。", id="年月日全遮"),
    pytest.param("⟦202X年⟧，全县生产总值稳步增长。", id="遮住年份末位"),
    pytest.param("⟦202x年⟧上半年，我局认真履职。", id="遮住年份末位小写"),
    pytest.param("⟦20**年⟧，我局认真贯彻上级部署。", id="星号年份"),
    pytest.param("⟦××年⟧以来，全县上下同心。", id="叉号年份"),
    pytest.param("请于⟦X月X日⟧前报送，逾期视为放弃。", id="月日"),
    pytest.param("自⟦2023年X月⟧任职以来，本人认真学习。", id="年后遮月"),
    pytest.param("⟦3月X日⟧，市政府召开常务会议。", id="遮日"),
    pytest.param("⟦二〇二X年⟧工作要点", id="圆圈年份"),
    pytest.param("⟦20XX⟧-⟦20XX学年度⟧工作计划", id="学年"),
    pytest.param("为建设平安⟦**⟧县作出新的贡献。", id="星号代县"),
    pytest.param("⟦*⟧县委、县政府高度重视。", id="单星号"),
    pytest.param("⟦*月*日⟧，全市召开动员大会。", id="单星号代月日"),
    pytest.param("市委书记⟦***⟧同志作出批示。", id="三星号"),
    pytest.param("⟦* *⟧同志代表县委作了报告。", id="带空格星号"),
    pytest.param("全市共有⟦＊＊⟧个乡镇、⟦＊＊＊⟧个村。", id="全角星号"),
    pytest.param("全年完成投资⟦***⟧亿元，增长⟦**⟧%。", id="星号数字"),
    pytest.param("⟦○○⟧县党委书记作了部署。", id="双圈代县"),
    pytest.param("⟦〇〇⟧同志在会上发言。", id="零字圈代同志"),
    pytest.param("⟦□□⟧县2023年工作总结", id="双方框"),
    pytest.param("⟦△△⟧市委高度重视，全年召开会议⟦△△⟧次。", id="三角"),
    pytest.param("近年来，⟦##⟧县坚持生态优先。", id="井号"),
    pytest.param("截至目前，全县共化解矛盾纠纷⟦____⟧件，化解率明显提高。", id="下划线数字"),
    pytest.param("近年来，⟦某某⟧县坚持党建引领，工作取得新成效。", id="某某县"),
    pytest.param("县委书记⟦某某某⟧同志主持会议并讲话。", id="某某同志"),
    pytest.param("⟦【填写单位名称】⟧2023年工作总结", id="填写提示方头"),
    pytest.param("⟦（此处填写本单位具体做法）⟧", id="填写提示圆括号"),
    pytest.param("⟦[此处插入相关数据]⟧，成效明显。", id="插入提示"),
    pytest.param("全年新增就业人数⟦（数据待补充）⟧。", id="待补"),
    pytest.param("三、下一步工作打算⟦（待补）⟧", id="待补二字"),
    pytest.param("会议由⟦【姓名】⟧同志主持。", id="姓名占位"),
    pytest.param("预算金额：⟦TBD⟧", id="TBD"),
    pytest.param("⟦TODO⟧：补充2023年数据", id="TODO"),
    pytest.param("在⟦【】⟧同志带领下，支部工作有声有色。", id="空方头括号"),
    pytest.param("认真贯彻落实⟦《》⟧精神，抓好各项任务。", id="空书名号"),
    pytest.param("平政办发⟦〔2024〕号⟧", id="发文字号无序号"),
    pytest.param("平政办发⟦〔2024〕XX号⟧", id="发文字号叉号"),
    pytest.param("一年来，共排查化解矛盾⟦纠纷 起⟧，群众满意。", id="空格代数字"),
    pytest.param("共⟦查处起⟧、约谈多人。", id="共查处起"),
    pytest.param("全县⟦共有 个⟧乡镇。", id="共有个乡镇"),
    pytest.param("群众满意度⟦达到%⟧，位居全市前列。", id="百分号前缺数"),
    pytest.param("同比⟦增长 %⟧，增速居全市前列。", id="同比增长空格"),
    pytest.param("传达学习县委⟦第次⟧全体会议精神。", id="第次全会"),
    pytest.param("认真学习十⟦四届次全会⟧精神。", id="届次全会"),
    pytest.param("更加紧密地团结在⟦以为核心的⟧党中央周围。", id="以为核心"),
    pytest.param("刚才，⟦同志⟧传达了中央会议精神。", id="同志传达"),
    pytest.param("会议由⟦同志⟧主持。", id="同志主持"),
    pytest.param("一年来，⟦在的坚强⟧领导下，全县政法工作成效明显。", id="在的领导下"),
    pytest.param("在此，⟦我代表⟧、县政府，向大家表示感谢！", id="我代表顿号"),
    pytest.param("在此，⟦我代表⟧向全县政法干警致以崇高敬意！", id="我代表向"),
    pytest.param("把工作放到⟦区⟧更加出彩的事业中去谋划。", id="放到区"),
    pytest.param("不断开创新时代⟦区⟧政法工作新局面。", id="新时代区"),
    pytest.param("近年来，⟦县⟧始终坚持绿色发展理念。", id="近年来县"),
    pytest.param("奋力谱写⟦县⟧高质量发展新篇章。", id="谱写县新篇"),
    pytest.param("重拳出击，破获⟦……⟧。", id="省略号代结果"),
    pytest.param("抓获犯罪嫌疑人⟦…⟧名。", id="抓获省略号名"),
    pytest.param("完成投资⟦……⟧万元。", id="省略号代金额"),
    pytest.param("以党建推动政法⟦工作高质量⟧，切实增强群众获得感。", id="工作高质量"),
    pytest.param("共查处违纪违法案件⟦1XX⟧件。", id="部分遮住数字"),
    pytest.param("——在⟦XX⟧县委经济工作会议上的讲话", id="某领导讲话"),
    pytest.param("⟦20年月日⟧，全市召开动员部署会。", id="省略年份日期"),
    pytest.param("印发《⟦XX⟧县平安建设实施方案》。", id="带书名号"),
    pytest.param("深入推进⟦XX⟧专项行动，取得阶段性成效。", id="专项行动"),
    pytest.param("学习贯彻习近平总书记视察⟦XX⟧重要讲话精神。", id="视察地"),
    pytest.param("全县⟦XX⟧个村开展试点，以⟦X⟧安保维稳为主线。", id="全篇遮盖后单字母也算"),
    pytest.param("1.⟦XX⟧镇党委书记作了发言。", id="编号后"),
    pytest.param("开展‘平安⟦XX⟧’建设活动。", id="单引号里"),
    pytest.param("⟦X-X月份⟧，全县用电量增长⟦X⟧%。", id="范围"),
    pytest.param("⟦XX⟧县第十⟦X⟧届人民代表大会第⟦X⟧次会议", id="届次遮盖"),
    pytest.param("学习贯彻二十届⟦X⟧中全会精神。", id="中全会遮盖"),
    pytest.param("完成年度任务的百分之⟦XX⟧。", id="百分之"),
    pytest.param("查处案件⟦×⟧起，抓获嫌疑人⟦×⟧名，收缴枪支⟦×⟧件。", id="单叉三处"),
    pytest.param("⟦×⟧县党委组织召开会议⟦×⟧次，突出科技⟦×⟧引领。", id="单叉加县"),
    pytest.param("报送时间：⟦20XX.XX.XX⟧", id="点分日期"),
    pytest.param("⟦20XX⟧工作总结", id="年份无年字"),
    pytest.param("刚才， ⟦同志⟧传达了市委会议精神。", id="空格代姓名"),
    pytest.param("会议由县委书记 ⟦同志⟧主持。", id="书记空格同志"),
    pytest.param("为建设平安 ⟦县⟧作出更大贡献。", id="平安空格县"),
    pytest.param("⟦20 年度⟧工作总结", id="空格代年"),
    pytest.param("会议于⟦ 年 月 日⟧召开，全体委员出席。", id="空白年月日"),
    pytest.param("由⟦XX⟧公司承建的⟦XX⟧大桥在⟦XX⟧县竣工。", id="单位名"),
    pytest.param("县委书记⟦XX⟧、县长⟦XX⟧、副书记⟦XXX⟧出席会议。", id="逗号间"),
    pytest.param("⟦XX⟧县司法局\n⟦XXX⟧\n（⟦2023年X月⟧）", id="作者行"),
    pytest.param("感谢⟦<请输入单位名称>⟧的大力支持。", id="尖括号"),
    pytest.param("二、存在的不足⟦（请结合本单位实际补充）⟧", id="自行补充"),
    pytest.param("由⟦{领导姓名}⟧同志致辞。", id="花括号"),
    pytest.param("全年化解矛盾纠纷⟦【具体数字】⟧件。", id="具体数字"),
    pytest.param("在⟦&&⟧县委领导下，工作扎实推进。", id="双和号"),
    pytest.param("全市⟦**⟧个县区开展试点，涉及群众⟦**⟧万人，选派⟦**⟧名干部。", id="星号在句中"),
    pytest.param("⟦**⟧县委书记⟦***⟧同志作了讲话。", id="县书记星号"),
    pytest.param("狠抓平安⟦**⟧、法治⟦**⟧建设。", id="星号建设"),
    pytest.param("增强四⟦*⟧意识，坚决做到两个⟦*⟧护。", id="星号意识"),
    pytest.param("受到⟦X⟧疫情影响，全县⟦X⟧家企业停产。", id="X疫情"),
    pytest.param("以习近平⟦XX⟧重要讲话为指引。", id="习近平后"),
    pytest.param("贯彻中央⟦XX⟧会议精神，全县⟦XX⟧个部门抓好落实。", id="中央会议"),
    pytest.param("⟦XX⟧名干部下沉一线。", id="首行数"),
    pytest.param("⟦×月×日⟧，全县召开大会。", id="乘号月日"),
    pytest.param("上午⟦X时⟧，会议准时开始。", id="上午几点"),
    pytest.param("⟦中央第 督导组⟧进驻以来。", id="督导组缺序数"),
    pytest.param("经镇⟦X⟧委、政府研究决定，召开全镇工作会议。", id="镇X委"),
    pytest.param("⟦*⟧区共召开会议⟦*⟧次，出动人员⟦*⟧名。", id="单星号三处"),
    pytest.param("⟦*⟧个协调小组共开会⟦*⟧次，⟦*⟧县委高度重视。", id="单星号段首"),
    pytest.param("刚刚，⟦同志⟧分别对去年工作作了总结。", id="刚刚同志"),
    pytest.param("⟦20_年⟧，全县信访形势平稳。", id="一道下划线"),
    pytest.param("⟦****年*月**日⟧，他回到村里任职。", id="星号全日期"),
    pytest.param("在⟦xx⟧ 镇党委换届中，⟦xx⟧ 同志当选书记。", id="盘古小写"),
    pytest.param("根据国办发⟦〔〕33号⟧文件精神，", id="发文字号无年份"),
    pytest.param("⟦关于的通知⟧", id="无事由标题"),
    pytest.param("⟦200X年⟧工作总结", id="两千年代"),
    pytest.param("村里欠债⟦**⟧多万元，⟦**⟧岁的村民直叹气。", id="欠债星号"),
    pytest.param("各位代表：⟦（简要介绍该镇的工作目标任务）⟧", id="简要介绍"),
    pytest.param("刚才， ⟦书记⟧对去年的工作进行了总结。", id="空格书记"),
    pytest.param("发展规划（⟦20xx⟧—⟦20xx年⟧）", id="括号范围年份"),
    pytest.param("在⟦【会议名称】⟧上的讲话", id="某会议名"),
]
SILENT = [
    pytest.param("变量snake_case和__init__方法保存在report_2024文件里。", id="代码里的下划线"),
    pytest.param("他说_这个_词要强调，她_也_同意。", id="下划线作强调"),
    pytest.param("姓名：__ 性别：__ 主持人：_同志。", id="表单里的下划线"),
    pytest.param("组长：王建国\n副组长：李卫东\n成员：张立新", id="名单已填"),
    pytest.param("今年月底完成，连续年份的数据，小（二）型水库除险加固。", id="像删去数字的词"),
    pytest.param("医院购置了一台X光机，X射线检查更加便捷。", id="X光"),
    pytest.param("X轴表示时间，Y轴表示产量。", id="X轴"),
    pytest.param("女性有两条X染色体，男性有X、Y染色体各一条。", id="染色体"),
    pytest.param("校服有XL、XXL、XXXL三种尺码。", id="尺码"),
    pytest.param("该机型搭载AT-X芯片，与iPhone X、SpaceX无关。", id="型号"),
    pytest.param("稳步推进“1+X”证书制度试点，构建“1+N+X”政策体系。", id="证书"),
    pytest.param("支持X86和ARM两种架构。", id="X86"),
    pytest.param("深入实施“数据要素×”行动和“人工智能+”行动。", id="数据要素乘"),
    pytest.param("推动“人工智能×制造”，促进科技×文化融合。", id="乘号标语"),
    pytest.param("热线实行7×24小时值守，标志牌为3×4米。", id="乘法"),
    pytest.param("会场面积1200米×1000米，排列5×8。", id="乘法二"),
    pytest.param("男子4×100米接力赛打破纪录。", id="接力赛"),
    pytest.param("应纳税额＝销售额×比例税率。补偿费=车价款（元）×行驶里程。", id="公式"),
    pytest.param("补助标准按人均×人数计算，即补助额=标准×人数。", id="人均公式"),
    pytest.param("设函数f(x)的自变量为x，若x＝3，则有x个解。", id="方程"),
    pytest.param("每袋装x个苹果，求方程的解。", id="数学"),
    pytest.param("依照本法第二十条的规定处罚。", id="法律"),
    pytest.param("被告人李某某系某县某局工作人员，与张某共谋。", id="某人"),
    pytest.param("某科技有限公司与某某公司签订协议。", id="某公司"),
    pytest.param("到二〇三五年基本实现现代化。一九八○年以前完成。", id="中文数字圈"),
    pytest.param("第一百○三条 本条例自公布之日起施行。", id="条文序号圈"),
    pytest.param("性别：□男 □女　是否党员：□是 □否", id="复选框"),
    pytest.param("单位类别：□县级 □市级 □省级", id="复选框二"),
    pytest.param("【案情】2020年3月，原告购买商品一件。【关键词】消费", id="方头标题"),
    pytest.param("【新华社北京3月1日电】国务院召开常务会议。", id="电头"),
    pytest.param("承诺人（签名）：__________　　年　　月　　日", id="签名横线"),
    pytest.param("姓名：______ 性别：____ 联系电话：__________", id="表格横线"),
    pytest.param("本合同自____年____月____日起生效，甲方支付____元。", id="合同横线"),
    pytest.param("联系电话：138****1234，身份证号：4101**********1234", id="电话遮盖"),
    pytest.param("拟录用人员：张*、李*明、王**。", id="姓名遮盖"),
    pytest.param("坚持**以人民为中心**的发展思想，**扎实**推进共同富裕。", id="加粗"),
    pytest.param("**一、主要任务**", id="加粗二"),
    pytest.param("请将全部*.txt文件复制到指定目录，2*3等于6。", id="通配符"),
    pytest.param("* 县委办公室\n* 市场监管局\n* 区政府办", id="列表"),
    pytest.param("*注：数据来源于统计局。", id="脚注星号"),
    pytest.param("***", id="分隔"),
    pytest.param("★★★★★ 五星级饭店", id="星级"),
    pytest.param("详见https://www.xxx.com/x/xx.html或发邮件至xx@xx.com。", id="网址"),
    pytest.param("附件为xx.docx和x.xlsx。", id="文件名"),
    pytest.param("Excel、Linux、XML、XX-Net和max(x, y)。", id="英文"),
    pytest.param("《大小姐×执事！》是上月司所著的轻小说。", id="刊名"),
    pytest.param("《X战警》与《X档案》都是系列作品。", id="X战警"),
    pytest.param("他说：“这件事……我也不清楚。”全场鸦雀无声……", id="省略号"),
    pytest.param("规定：“下列合同无效：……（二）用人单位免除自己责任的。”", id="引文省略号"),
    pytest.param("机关、学校、医院、企业……都行动起来。", id="列举省略号"),
    pytest.param("同年出演电影《xXx》，并为X JAPAN作曲。", id="电影"),
    pytest.param("标题格式为“XX县关于XX工作的报告”。", id="格式说明"),
    pytest.param("发文机关应写全称，如“XX县人民政府”。", id="举例说明"),
    pytest.param("刚才，同志们作了很好的发言。同志们，让我们一起努力。", id="同志们"),
    pytest.param("我代表县委、县政府，向大家表示感谢。我代表县委讲三点意见。", id="代表"),
    pytest.param("选出的代表向本级人民代表大会报告工作。", id="全国人大代表"),
    pytest.param("推动县域高质量发展，让区域更加协调，新时代市域治理有序推进。", id="县域"),
    pytest.param("推动市属国企改革，加快省重大项目建设，促进县中发展。", id="区属"),
    pytest.param("推动政法工作高质量发展，以高质量党建引领工作高质量、高效率。", id="高质量发展"),
    pytest.param("增长5.6%，占比达到30%。单位：亿元、%", id="增长百分比"),
    pytest.param("经查，案件起因系邻里纠纷；从案件 起诉阶段看，问题 起源于基层。", id="案件起因"),
    pytest.param("地区生产总值（亿元）　增长（%）", id="占比表头"),
    pytest.param("全年累计受理件12万件，办结件11万件，立案件数下降。", id="受理件"),
    pytest.param("请注明年月日，出生年月日以身份证为准。", id="出生年月日"),
    pytest.param("会议时间另行通知，处理待定状态的请求。", id="待定"),
    pytest.param("附件：参会人员名单（略）", id="附件略"),
    pytest.param("参见[单位名称](https://example.com)一节。", id="链接"),
    pytest.param("本章实现一个TODO列表应用，TODO应用支持增删。", id="待办"),
    pytest.param("这是我第一次、第二届、第三轮参加比赛，第 3 次夺冠。", id="第次"),
    pytest.param("县第十届一次全会审议通过了报告，届次、届期另行规定。", id="十届一次"),
    pytest.param("我原以为核心问题在于资金，其实不然。", id="以为"),
    pytest.param("#平安建设# #法治宣传#", id="话题标签"),
    pytest.param("##县情概况", id="标题符号"),
    pytest.param("对的打√，错的打×，×号表示否定。", id="对错号"),
    pytest.param("毛白杨×响叶杨是常见的杂交组合。", id="嫁接符号"),
    pytest.param("教宗若望XXIII世与路易XX。", id="罗马数字"),
    pytest.param("渲染了 X 次之后，状态变为 X，再点击 x 个按钮。", id="版本"),
    pytest.param("书名号《》和引号“”成对使用，【】用于标题。", id="书名号说明"),
    pytest.param(
        "该网游的国内代理公司X公司以马某违规为由封禁账号，马某将X公司及其关联Q公司诉至法院。", id="案例公司"),
    pytest.param("他骂道：“臭×！”", id="骂人"),
    pytest.param("中共中央×、“×”与“○”两种符号。", id="党名"),
    pytest.param("推广“党建+X”工作法，实施“互联网×”行动和“3+X”高考方案。", id="党建加"),
    pytest.param("执行GB/T XXXX—2020和DB××/T ×××标准。", id="标准号"),
    pytest.param("升级到Python 3.X版本和Windows 1.x系列。", id="版本号"),
    pytest.param("（2020）×民初×号民事判决书", id="案号"),
    pytest.param("驻军某部和××部队参加抢险。", id="部队"),
    pytest.param("△ABC与△DEF相似，○为圆心。", id="日语圈圈"),
    pytest.param("这次会议是十九届五中全会后召开的，届次无误。", id="五四运动"),
    pytest.param("近 20 年，全县共有 12 个乡镇、300 个村，办理 5 件，增长 6 %。", id="二十年"),
    pytest.param("共有 3 个项目、 2 名干部参加，处理 4 起 纠纷。", id="盘古"),
    pytest.param("带货达 人气旺，共 同努力，一起 步就领先。", id="达人"),
    pytest.param("总　则　第 一 章，工 作 人 员 名 单。", id="空格标题"),
    pytest.param("审查起诉人员，问题起底，查处起到震慑作用，破获名画失窃案。", id="立案件数"),
    pytest.param("领导同志主持会议，有关负责同志传达了精神，驻村同志就地办公，各位同志作了发言。", id="同志主语"),
    pytest.param("会上，老同志代表发言；随后，同志们讲话。", id="老同志"),
    pytest.param("近年来，县委始终坚持党建引领；今年以来，市场主体持续增加，区域协调。", id="市县"),
    pytest.param("让城市更加美好，让市民更加满意，推动区域高质量发展，推进县域经济高质量发展。", id="更加"),
    pytest.param("纳入县经济社会发展规划，服务市经济社会发展。", id="纳入规划"),
    pytest.param("代表、委员踊跃发言。我代表、我说话、我负责。", id="代表二"),
    pytest.param("不要以为核心技术可以买来。", id="以为二"),
    pytest.param("健在的老党员，存在的问题，在的单位。", id="在的"),
    pytest.param("增长率（%）　占比（%）\n增长%", id="增长率表"),
    pytest.param("难道不是吗？？县里的同志说！！", id="问号"),
    pytest.param("案件办理……群众满意。共……不，没有了。", id="省略"),
    pytest.param("魔力充电娘（）是一部漫画，f()函数没有参数。", id="空括号"),
    pytest.param("（请填写真实姓名）（可多选）（请打√）", id="表单填写"),
    pytest.param("具体内容另行通知（具体时间见附件）。", id="具体"),
    pytest.param("地点：【待定】 时间：3月5日（星期二）", id="日程"),
    pytest.param("据统计[1]，三大产业［2］增长较快，参见[单位]栏。", id="中括号引用"),
    pytest.param("2023年度、20年度财务，20世纪，20年代，二〇二〇年。", id="年度报告"),
    pytest.param("2024年 3月 5日，会议于2023年12月召开，5月 1日放假。", id="日期"),
    pytest.param("我国共有（　）个民族，____是中华人民共和国的首都。", id="填空题"),
    pytest.param("昵称为xx同学、小x老师、X先生。", id="用户名"),
    pytest.param("6×8=48，3×3矩阵，1920×1080分辨率，长×宽×高。", id="杂交"),
    pytest.param("《关雎》□□，残碑文字漫漶，缺字以□□代之。", id="诗"),
    pytest.param("X形支撑、“X”形布局、X因素，呈X型。", id="X形"),
    pytest.param("他来到X城，X城的夜晚很安静。", id="小说"),
    pytest.param("甲公司、乙公司与X公司签订三方协议。", id="字母公司"),
    pytest.param("按##键返回，编号#12，C#语言。", id="井号键"),
    pytest.param("● 县委办　● 市政府\n■ 区域协调\n○ 县直机关", id="项目符号"),
    pytest.param("评为AAA级、★★级，XX级台风编号。", id="等级"),
    pytest.param("TBD、TODO应用程序，FIXME注释，见TODO.md。", id="缩写"),
    pytest.param("把*这个共同家园建设得更加美好。", id="孤立的单星号"),
    pytest.param("打造“3十X”工作布局。", id="加号误作十"),
    pytest.param("以宪法为根据，结合实际制定本法。", id="为根据"),
    pytest.param("点击【单位名称】输入框，选择【人员姓名】一栏。", id="操作手册"),
    pytest.param("【项目名称】饮水安全工程\n【项目地址】城关镇", id="标签"),
    pytest.param(
        "公文标题由发文机关、事由和文种组成，如关于XX的请示。发文字号、主送机关、成文日期缺一不可。\nXX市人民政府、XX局都是规范写法。",
        id="写作说明"),
    pytest.param("签订日期：20__年__月__日", id="表单日期"),
    pytest.param("落实《条例》精神，关于做好防汛的通知，没有关于的用法。", id="书名号无误"),
]


@pytest.mark.parametrize("text", FOUND)
def test_is_found(text: str) -> None:
    plain, expected = unmarked(text)
    places = sorted(tuple(f.span) for f in lint(READY, parse(plain)))
    assert places == [(one.start, one.end) for one in expected]


@pytest.mark.parametrize("text", SILENT)
def test_stays_silent(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", SILENT)
def test_stays_silent_in_markdown(text: str) -> None:
    assert found(text, "markdown") == []


WORDS = [
    pytest.param("number", "共XX{}。", (
        "名 件 起 次 个村 项 家企业 户 座 份 批 条 台 辆 亩 公里 千米 公顷 "
        "平方米 立方米 吨 万 亿元 元 岁 届 周年 小时 分钟 例 位 种 颗 株 所高校 场 宗 % ％ ‰ 人 人次 人参加 "
        "人以上 人以下 人左右 人受伤 人死亡 人失联 倍 多名 余家 多台 余人 "
        "千余 千多 千万 千人 千元 千个 千名 千亩 千件 百人 分之一"), id="number before a measure word"),
    pytest.param("number", "总数{}XX，", (
        "共 达 到 约 超 近 至 增长 下降 提高 减少 超过 不少于 位列 位列第 排名第"), id="number after a verb"),
    pytest.param("number", "在第XX{}。", (
        "次 批 期 轮 名 位 个 届 季度 督导组 巡视组 巡察组 指导组 检查组 考核组 责任人 一书记"), id="ordinal"),
    pytest.param("number", "{}", "百分之XX 十XX届 九届XX中 五届XX次 XX届三次 党的XX大 党的XX届", id="session"),
    pytest.param("date", "于XX{}，", "月 日 时许 时至 季度", id="date"),
    pytest.param("place", "在XX{}的", (
        "省 县 市 自治区 自治州 自治县 自治旗 镇 乡 村 区 州 盟 旗 街道 社区 开发区 新区 园区 乡镇 县乡镇 两省 "
        "二省  "
        "三省 市区县 县区 大地 人民 儿女 父老 老区 籍 方言 口音"), id="place before its level"),
    pytest.param("place", "{}XX，", (
        "平安 法治 美丽 幸福 清廉 书香 和谐 健康 数字 智慧 魅力 活力 富裕 文明 善治 诚信 生态"), id="place, epithet"),
    pytest.param("place", "平安X{}", "、 ， 。 ； , ; ” ’ ） ) ！ 建设 新", id="place, epithet, what follows"),
    pytest.param(
        "", "{}XX抓", "全省 全市 全县 全区 全镇 全乡 全州 全盟 全旗 全村 我县 本市 各区",
        id="after the own unit"),
    pytest.param("person", "请XX{}出", (
        "同志 书记 总书记 省长 市长 县长 区长 州长 镇长 乡长 局长 厅长 处长 科长 副县长 检察长 副检察长 副部长 "
        "代县长  "
        "主任 副主任 院长 部长 主席 秘书长 常委 政委 所长 队长 支队长 副支队长 校长 总经理 董事长 等同志 "
        "等领导 等人 等3"), id="person before a title"),
    pytest.param(
        "person", "{}XX讲话", "书记 县长 市长 区长 省长 镇长 乡长 局长 主任 主席 部长 检察长 总理",
        id="person after a title"),
    pytest.param(
        "person", "局长XX{}", "同志 在会上 的批示 主持 批示 讲话 强调 指出 出席",
        id="person before a verb"),
    pytest.param("organ", "由XX{}办", (
        "政府 党委 党组 党工委 党支部 党总支 政法委 纪委 监委 纪检 组织部 宣传部 统战部 人大常委 人大办 政协 "
        "法院 检察院  "
        "公安 司法局 司法所 派出所 领导小组 指挥部 专班 办公室 委书记 委常委 委政府 委办 委组织 委宣传 委政法 "
        "委统战 委全会  "
        "委十 委关于 委、 委 局 厅"), id="body"),
    pytest.param("organ", "由XXX{}办", (
        "公司 集团 企业 学校 中学 小学 大学 学院 医院 银行 单位 部门 协会 商会 合作社 党校 支行 分行 "
        "律师事务所"), id="company or school"),
    pytest.param("", "以XX{}为", (
        "特色 样板 品牌 经验 模式 实践 专项行动 专项斗争 专项整治 专项治理 专项工作 专项督查 专项检查 "
        "等专项行动 督导  "
        "督导组 巡视 巡察 重要讲话 重要指示 重要批示 精神 全会 会议 战役 突发事件"), id="campaign or meeting"),
    pytest.param("", "始终坚持X{}武装头脑", "理论和 思想、", id="the name of a theory"),
    pytest.param("number", "累计×{}，", "亿元 万元 %", id="a sum or share after its verb"),
    pytest.param("place", "依照XX{}条例", "回族自治区 苗族自治县 傣族自治州", id="a people before its region"),
    pytest.param("", "{}", (
        "习近平XX 中央XX督导 省委XX督导 市委XX督导 县委XX督导 区委XX督导 XX的二十大 XX的十九大 面临XX的严峻 "
        "受XX影响  "
        "受到XX冲击 应对XX考验 抗击XX疫情 战胜着XX疫情 面临了XX考验"), id="around a fixed expression"),
]
LONGER = (
    "名称 名单 名额 件数 起到 起草 起诉 次序 次要 个人 个体 项目 家庭 家长 户籍 座谈 份额 批准 批示 条例 条件 "
    "台湾 台风  "
    "亩均 吨位 元素 例如 位置 种类 所有 所以 场所 宗教 倍数 人民群众 人才 人均 年代 年级 月亮 日常 省级 省内 "
    "县级 县域 市场  "
    "市民 镇定 乡村 村庄 区域 区间 州际 盟友 旗舰 局部 局面 厅堂 委员 委托 特色社 精神病 会议室 个股")


@pytest.mark.parametrize(("case", "template", "words"), WORDS)
def test_neighbours_say_what_is_missing(case: str, template: str, words: str) -> None:
    wrong = {}
    for word in words.split():
        text = template.replace("{}", word)
        message = [f.message for f in lint(ONLY_MASK, parse(text))]
        known = MASK.message[case]
        if len(message) != 1 or not message[0].endswith(known.rpartition("}”")[2]):
            wrong[text] = message
    assert wrong == {}


def test_longer_words_do_not_make_a_mask_certain() -> None:
    assert [word for word in LONGER.split() if found(f"谈XX{word}吧", rules=ruleset([NEAR]))] == []


@pytest.mark.parametrize("number", range(len(MASK.check.neighbours)))  # type: ignore[attr-defined]
def test_every_row_of_neighbours_is_needed(number: int) -> None:
    rows = NEAR.check.neighbours  # type: ignore[attr-defined]
    check = dataclasses.replace(NEAR.check, neighbours=rows[:number] + rows[number + 1:])  # type: ignore[type-var]
    weaker = ruleset([dataclasses.replace(NEAR, check=check)])
    texts = [p.values[1].replace("{}", word) for p in WORDS for word in p.values[2].split()]
    assert any(not found(text, rules=weaker) for text in texts)


PARTS = [
    pytest.param(rule, name, i, id=f"{rule.id}-{name}-{i}")
    for rule in RULES.values()
    for name in ("mask", "sure", "never", "not_in", "unless", "models")
    for i in range(len(getattr(rule.check, name, ())))
    if name != "mask" or len((*rule.check.mask, *rule.check.sure)) > 1  # type: ignore[attr-defined]
]


@pytest.mark.parametrize(("rule", "name", "i"), PARTS)
def test_an_example_fails_without_each_part(rule: Rule, name: str, i: int) -> None:
    values = getattr(rule.check, name)
    check = dataclasses.replace(rule.check, **{name: values[:i] + values[i + 1:]})  # type: ignore[type-var]
    assert failures(dataclasses.replace(rule, check=check)) != []


@pytest.mark.parametrize("phrase", MASK.check.phrases)  # type: ignore[attr-defined]
@pytest.mark.parametrize("mask", ["X", "×", "**"])
def test_a_mask_inside_a_fixed_phrase_names_the_phrase(phrase: str, mask: str) -> None:
    text = f"我们坚持{phrase[0]}{mask}{phrase[2:]}不动摇"
    finding, = lint(READY, parse(text))
    assert phrase in finding.message


DOCUMENTS = [
    pytest.param("受X影响，任务艰巨。", [], id="a doubtful mask alone"),
    pytest.param("受X影响，任务艰巨。\nX县委作出部署。", ["X", "X"], id="a doubtful mask beside a certain one"),
    pytest.param("科技×文化，任务艰巨。\nX县委作出部署。", ["X"], id="a doubtful mask beside another character"),
    pytest.param("发挥XX作用。\n落实XX要求。\n开展XX活动。", ["XX"] * 3, id="three long doubtful masks"),
    pytest.param("发挥X作用。\n落实X要求。\n开展X活动。", [], id="three short doubtful masks"),
    pytest.param("查处×件。\n抓获×名。\n收缴×支。", [], id="two likely masks"),
    pytest.param("查处×件。\n抓获×名。\n走访×户。", ["×"] * 3, id="three likely masks"),
    pytest.param("新建x个。\n改建x条。\n走访x户。", [], id="three unknowns"),
    pytest.param("".join(f"走访x户{word}。\n" for word in "甲乙丙丁戊己庚辛壬"), ["x"] * 9, id="nine unknowns"),
    pytest.param("## 基本案情\n\n被告系XX县XX公司职工，20XX年X月X日入职。", [], id="case report"),
    pytest.param("甲方：XX县XX局\n乙方：XX公司\n本合同一式X份，于____年__月__日签订。", [], id="contract"),
    pytest.param("她说道：“去X县。”\n他笑道：“X县很远。”\n老人叹道：“X县不远。”", [], id="story"),
    pytest.param("请按要求报送材料。\n附件1\nXX县XX局20XX年X月X日情况表", [], id="attached form"),
    pytest.param("XX县要按要求报送材料。\n附件1\nXX县情况", ["XX", "XX"], id="attachment to a draft"),
    pytest.param("现将表格印发。\nXX县干部信息登记表\n姓名XXX同志　XX县", [], id="a form and its title"),
    pytest.param("全县共有 XX 个村，处分 X人，点击了 X 次。", ["XX", "X", "X"], id="spaces around masks"),
    pytest.param("点击了 X 次。", [], id="a variable between spaces"),
]


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
def test_the_document_decides(text: str, expected: list[str]) -> None:
    assert found(text) == expected


MARKDOWN = [
    pytest.param(
        "建设平安**XX**县，落实`XX`要求。\n\n```\nXX县\n```\n", ["XX"], id="emphasis is no neighbour, code no text"),
    pytest.param("| 指标 | 数值 |\n|---|---|\n| 投资 | XX亿元 |\n", ["XX"], id="table"),
    pytest.param("* 县委办\n* *区*政府\n\n***\n\n2*3*4，**年度**目标", [], id="asterisks of markup"),
    pytest.param("# XX县总结\n\n- XX县局", ["XX", "XX"], id="heading and list"),
]


@pytest.mark.parametrize(("text", "expected"), MARKDOWN)
def test_markdown_is_read_as_markdown(text: str, expected: list[str]) -> None:
    assert found(text, "markdown") == expected


def test_one_finding_for_a_masked_date() -> None:
    finding, = lint(READY, parse("兹定于20XX年X月X日召开会议。"))
    assert finding.rule == "placeholder/unfilled-date"
