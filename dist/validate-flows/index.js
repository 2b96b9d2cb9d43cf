import{createRequire as __WEBPACK_EXTERNAL_createRequire}from"module";var __webpack_modules__={298:(module=>{function makeArray(subject){return Array.isArray(subject)?
subject:[subject]}const UNDEFINED=void 0,EMPTY="",SPACE2=" ",ESCAPE="\\",REGEX_LITERAL_SPECIAL=/[.*+?()[\]{}^$|\\/]/,BOM="\uFEFF",REGEX_ANCHORED_GLOBSTAR=/^\/\*{2,}$/,
REGEX_REPLACE_LEADING_EXCAPED_EXCLAMATION=/^\\!/,REGEX_REPLACE_LEADING_EXCAPED_HASH=/^\\#/,REGEX_SPLITALL_CRLF=/\r?\n/g,DOUBLE_SLASH="//",SLASH_CODE=47,DOT_CODE=46,
SLASH="/";let TMP_KEY_IGNORE="node-ignore";typeof Symbol<"u"&&(TMP_KEY_IGNORE=Symbol.for("node-ignore"));const KEY_IGNORE=TMP_KEY_IGNORE,define=(object,key2,value)=>(Object.
defineProperty(object,key2,{value}),value),RETURN_FALSE=()=>!1,POSIX_CLASSES={alnum:"0-9A-Za-z",alpha:"A-Za-z",blank:" \\t",cntrl:"\\x00-\\x1f\\x7f",digit:"0-9",
graph:"!-.0-~",lower:"a-z",print:" -.0-~",punct:"!-.:-@\\[-`{-~",space:" \\t\\n\\r",upper:"A-Z",xdigit:"0-9A-Fa-f"},CLASS_MEMBERS_TO_ESCAPE="\\]^-[",escapeMember=char=>CLASS_MEMBERS_TO_ESCAPE.
indexOf(char)<0?char:ESCAPE+char,NON_SLASH="(?!\\/)",classSource=(negated,body)=>{if(negated)return`[^\\/${body}]`;const source=`[${body}]`;return new RegExp(source).
test("/")?NON_SLASH+source:source},scanBracket=(pattern2,start)=>{const{length}=pattern2;let index=start+1,negated=EMPTY;const lead=pattern2[index];(lead==="!"||
lead==="^")&&(negated="^",index++);let body=EMPTY,prev=EMPTY;for(;;){const char=pattern2[index];if(char===UNDEFINED)return null;if(char===ESCAPE){const escaped=pattern2[++index];
body+=escapeMember(escaped),prev=escaped}else if(char==="-"&&prev&&index+1<length&&pattern2[index+1]!=="]"){index++;let to=pattern2[index];to===ESCAPE&&(to=pattern2[index+=
1]),prev<=to&&(body+=`-${escapeMember(to)}`),prev=EMPTY}else if(char==="["&&pattern2[index+1]===":"){const nameStart=index+2;let end=nameStart;for(;end<length&&
pattern2[end]!=="]";)end++;if(end===length)return null;if(end>nameStart&&pattern2[end-1]===":"){const name=pattern2.slice(nameStart,end-1);if(!Object.prototype.
hasOwnProperty.call(POSIX_CLASSES,name))return null;body+=POSIX_CLASSES[name],prev=EMPTY,index=end}else body+=escapeMember("["),prev="[",index=nameStart-2}else body+=
escapeMember(char),prev=char;if(index++,pattern2[index]==="]")return{end:index,source:classSource(negated,body)}}},NEVER_MATCH="[]",PLACEHOLDER="\0",REGEX_RESTORE_PLACEHOLDER=new RegExp(
`${PLACEHOLDER}(\\d+)${PLACEHOLDER}`,"g"),TRAILING_WILDCARD="",TRAILING_DOUBLESTAR="",isReserved=char=>char===PLACEHOLDER||char===TRAILING_WILDCARD||char===
TRAILING_DOUBLESTAR,extractBrackets=pattern2=>{const sources=[],hold=source=>`${PLACEHOLDER}${sources.push(source)-1}${PLACEHOLDER}`,{length}=pattern2;let out=EMPTY,
index=0;for(;index<length;){const char=pattern2[index];if(char===ESCAPE){const escaped=pattern2[index+1];escaped===SLASH&&index+2===length?out+=hold(NEVER_MATCH):
escaped==="*"||escaped==="["||escaped===SPACE2?out+=pattern2.slice(index,index+2):out+=hold(REGEX_LITERAL_SPECIAL.test(escaped)?ESCAPE+escaped:isReserved(escaped)?
`[${escaped}]`:escaped),index+=2}else if(isReserved(char))out+=hold(`[${char}]`),index++;else if(char==="["){const scanned=scanBracket(pattern2,index);scanned===
null?(out+=hold(NEVER_MATCH),index=length):(out+=hold(scanned.source),index=scanned.end+1)}else out+=char,index++}return{source:out,sources}},DIRECT=null,REGEX_INNER_SLASH=/\/(?!$)/,
WILDCARD="[^\\/]*",REPLACERS=[[/(\\+)( ?)/g,(_,run,space)=>space?run.slice(0,run.length-run.length%2)+SPACE2:run,ESCAPE+SPACE2],[/(^|\/)\*{3,}(?=\/|$)/g,(_,start)=>`${start}\
**`,"*"],[/[\\$.|*+(){^]/g,match=>`\\${match}`],[/(?!\\)\?/g,()=>"[^/]","?"],[/^\//,()=>"^",SLASH],[/\//g,()=>"\\/",SLASH],[/^\^*(?:\\\*\\\*\\\/)+/,()=>"(?:^|\\/\
)","*"],[DIRECT,(source,pattern2)=>!source||source[0]==="^"||source[0]==="("?source:(REGEX_INNER_SLASH.test(pattern2)?"^":"(?:^|\\/)")+source],[/\\\/\\\*\\\*(?=\\\/|$)/g,
(_,index,str)=>index+6<str.length?str.slice(index+6)==="\\/"?"(?:\\/[^\\/]+)+":"(?:\\/[^\\/]+)*":`\\/${TRAILING_DOUBLESTAR}`,"*"],[/(^|[^\\])(?:\\\*)+(?!$)/g,(_,p1)=>p1+
WILDCARD,"*"],[/(^|[^\\])((?:\\\\)*)\\\*$/,(match,p1,p2)=>p2===EMPTY?p1+TRAILING_WILDCARD:match,"*"],[/\\\\\\(?=[$.|*+(){^])/g,()=>ESCAPE,ESCAPE+ESCAPE],[/\\\\/g,
()=>ESCAPE,ESCAPE+ESCAPE],[/\\\[([^\]/]*?)($|\])/g,(match,range,close)=>`\\[${range}${close}`,"["],[DIRECT,source=>{const last=source[source.length-1];return!last||
last===TRAILING_WILDCARD||last===TRAILING_DOUBLESTAR?source:last===SLASH?`${source}$`:`${source}(?=$|\\/$)`}]],REGEX_REPLACE_TRAILING_WILDCARD=/(^|\\\/)?\uE000$/,
MODE_IGNORE="regex",MODE_CHECK_IGNORE="checkRegex",UNDERSCORE="_",replaceTrailingWildcard=(_,p1)=>`${p1?`${p1}[^/]+`:"[^/]*"}(?=$|\\/$)`,REGEX_REPLACE_TRAILING_DOUBLESTAR=/\uE001$/,
replaceTrailingDoublestar=()=>"[\\s\\S]",separatorAfter=(run,at)=>{let separator=EMPTY;for(let index=at+1;index<run.length&&!run[index].wildcard;index++)separator+=
run[index].single;return separator},pinWildcards=source=>{if(source.indexOf(WILDCARD)<0)return source;const tokens=[],{length}=source;let index=0;for(;index<length;){
const char=source[index];if(source.startsWith(WILDCARD,index))tokens.push({wildcard:!0}),index+=WILDCARD.length;else if(char==="["){let end=index+1;for(source[end]===
"^"&&end++,source[end]==="]"&&end++;end<length&&source[end]!=="]";)end+=source[end]===ESCAPE?2:1;end++,tokens.push({single:source.slice(index,end)}),index=end}else if(char===
ESCAPE)tokens.push({single:source.slice(index,index+2)}),index+=2;else if(char==="("){let depth=0,end=index;do source[end]===ESCAPE?end++:source[end]==="("?depth++:
source[end]===")"&&depth--,end++;while(end<length&&depth>0);"*+?".indexOf(source[end])>=0&&end++,tokens.push({boundary:source.slice(index,end)}),index=end}else char===
"^"||char==="$"?(tokens.push({boundary:char}),index++):(tokens.push({single:char}),index++)}let out=EMPTY,run=[];const flush=()=>{let lastWildcard;run.forEach((token2,at)=>{
token2.wildcard&&(lastWildcard=at)}),run.forEach((token2,at)=>{if(!token2.wildcard){out+=token2.single;return}out+=at===lastWildcard?WILDCARD:`(?:(?!${separatorAfter(
run,at)})[^\\/])*`}),run=[]};return tokens.forEach(token2=>{if(token2.boundary===void 0){run.push(token2);return}flush(),out+=token2.boundary}),flush(),out},makeRegexPrefix=pattern2=>{
REGEX_ANCHORED_GLOBSTAR.test(pattern2)&&(pattern2="**");const{source,sources}=extractBrackets(pattern2),replaced2=REPLACERS.reduce((prev,[matcher,replacer,required])=>matcher===
DIRECT?replacer(prev,pattern2):required!==UNDEFINED&&prev.indexOf(required)<0?prev:matcher.test(prev)?prev.replace(matcher,replacer.bind(pattern2)):prev,source);
return sources.length?replaced2.replace(REGEX_RESTORE_PLACEHOLDER,(match,index)=>sources[index]):replaced2},checkSourceOf=(body,prefix)=>{body[body.length-1]===
SLASH&&(prefix=makeRegexPrefix(body.slice(0,-1)));const head=prefix.slice(0,-1),last=prefix[prefix.length-1];return last===TRAILING_WILDCARD?`${head}$`:last===TRAILING_DOUBLESTAR?
head:NEVER_MATCH},matchesBasename=body=>{const index=body.indexOf(SLASH);return index<0||index===body.length-1},basenameOf=path2=>{const end=path2.length-1,index=path2.
lastIndexOf(SLASH,path2[end]===SLASH?end-1:end);return index<0?path2:path2.slice(index+1)},parentOf=path2=>{if(path2.charCodeAt(0)===SLASH_CODE||path2.indexOf(DOUBLE_SLASH)>=
0){const slices=path2.split(SLASH).filter(Boolean);return slices.pop(),slices.length?slices.join(SLASH)+SLASH:EMPTY}const end=path2.length-1,cut2=path2.lastIndexOf(
SLASH,path2.charCodeAt(end)===SLASH_CODE?end-1:end);return cut2<0?EMPTY:path2.slice(0,cut2+1)},isString=subject=>typeof subject=="string",checkPattern=pattern2=>pattern2&&
isString(pattern2),splitPattern=pattern2=>(pattern2[pattern2.length-1]==="\r"?pattern2.slice(0,-1):pattern2).split(REGEX_SPLITALL_CRLF).filter(Boolean);class IgnoreRule{constructor(pattern2,mark,body,ignoreCase,negative,prefix){
this.pattern=pattern2,this.mark=mark,this.negative=negative,define(this,"body",body),define(this,"ignoreCase",ignoreCase),define(this,"regexPrefix",prefix)}get _basenameOnly(){
return define(this,"_basenameOnly",matchesBasename(this.body))}get regex(){const key2=UNDERSCORE+MODE_IGNORE;return this[key2]?this[key2]:this._make(MODE_IGNORE,
key2)}get checkRegex(){const key2=UNDERSCORE+MODE_CHECK_IGNORE;return this[key2]?this[key2]:this._make(MODE_CHECK_IGNORE,key2)}_make(mode,key2){const str=pinWildcards(
mode===MODE_IGNORE?this.regexPrefix.replace(REGEX_REPLACE_TRAILING_WILDCARD,replaceTrailingWildcard).replace(REGEX_REPLACE_TRAILING_DOUBLESTAR,replaceTrailingDoublestar):
checkSourceOf(this.body,this.regexPrefix)),regex=this.ignoreCase?new RegExp(str,"i"):new RegExp(str);return define(this,key2,regex)}}const hasTrailingBackslash=str=>{
let count2=0;for(;str[str.length-count2-1]===ESCAPE;)count2++;return count2%2===1},trimEnd=(body,stripLineEnd)=>{let lineEnd2=body.length,end;for(;;){for(stripLineEnd&&
body[lineEnd2-1]==="\r"&&lineEnd2--,end=lineEnd2;body[end-1]===SPACE2;)end--;if(!stripLineEnd||body[end-1]!==`
`)break;lineEnd2=end-1}if(end===lineEnd2)return body.slice(0,lineEnd2);let backslashes=0;for(;body[end-backslashes-1]===ESCAPE;)backslashes++;return backslashes%
2?body.slice(0,end-1)+SPACE2:body.slice(0,end)},createRule=(pattern2,mark,ignoreCase,stripLineEnd,stripBOM)=>{let body=stripBOM&&pattern2[0]===BOM?pattern2.slice(
1):pattern2;if(body[0]==="#")return;let negative=!1;body[0]==="!"&&(negative=!0,body=body.slice(1));const last=body[body.length-1];if((last===SPACE2||stripLineEnd&&
(last==="\r"||last===`
`))&&(body=trimEnd(body,stripLineEnd)),!body||hasTrailingBackslash(body))return;body=body.replace(REGEX_REPLACE_LEADING_EXCAPED_EXCLAMATION,"!").replace(REGEX_REPLACE_LEADING_EXCAPED_HASH,
"#");const regexPrefix=makeRegexPrefix(body);return new IgnoreRule(pattern2,mark,body,ignoreCase,negative,regexPrefix)};class RuleManager{constructor(ignoreCase){
this._ignoreCase=ignoreCase,this._rules=[],this._basenameCount=0}_add(pattern2,index){if(pattern2&&pattern2[KEY_IGNORE]){this._rules=this._rules.concat(pattern2.
_rules._rules),this._basenameCount+=pattern2._rules._basenameCount,this._added=!0;return}const isStr=isString(pattern2),raw=isStr?pattern2:pattern2.pattern,rule=checkPattern(
raw)&&createRule(raw,isStr?UNDEFINED:pattern2.mark,this._ignoreCase,!this._split,this._stripBOM&&!index);rule&&(this._added=!0,this._rules.push(rule),matchesBasename(
rule.body)&&this._basenameCount++)}add(pattern2){return this._added=!1,this._split=isString(pattern2),this._stripBOM=!this._split||pattern2[0]===BOM,makeArray(this.
_split?splitPattern(pattern2):pattern2).forEach(this._add,this),this._added&&(this._literalRules=UNDEFINED),this._added}testLiteral(path2){const rules=this._literalRules||
(this._literalRules=this._rules.filter(({body})=>body[body.length-(body[body.length-1]===SLASH?2:1)]==="*"));let ignored=!1,unignored=!1,matchedRule;for(let index=rules.
length-1;index>=0;index--){const rule=rules[index];if(rule.checkRegex.test(path2)){ignored=!rule.negative,unignored=rule.negative,matchedRule=rule.negative?UNDEFINED:
rule;break}}const ret={ignored,unignored};return matchedRule&&(ret.rule=matchedRule),ret}test(path2,mode){const rules=this._rules,{length}=rules,shortcut=this._basenameCount*
2>=length,basename=shortcut?basenameOf(path2):path2;for(let index=length-1;index>=0;index--){const rule=rules[index];if(rule[mode].test(shortcut&&rule._basenameOnly?
basename:path2)){const{negative}=rule,ret={ignored:!negative,unignored:negative};return negative||(ret.rule=rule),ret}}return{ignored:!1,unignored:!1}}}const throwError=(message,Ctor)=>{
throw new Ctor(message)},checkPath=(path2,originalPath,doThrow)=>isString(path2)?path2?checkPath.isNotRelative(path2)?doThrow(`path should be a \`path.relative()\
\`d string, but got "${originalPath}"`,RangeError):!0:doThrow("path must not be empty",TypeError):doThrow(`path must be a string, but got \`${originalPath}\``,TypeError),
isNotRelative=path2=>{const first=path2.charCodeAt(0);if(first===SLASH_CODE)return!0;if(first!==DOT_CODE)return!1;if(path2.length===1)return!0;const second=path2.
charCodeAt(1);return second===SLASH_CODE?!0:second!==DOT_CODE?!1:path2.length===2||path2.charCodeAt(2)===SLASH_CODE};checkPath.isNotRelative=isNotRelative,checkPath.
convert=p=>p;const convertPath=target=>isString(target)&&checkPath.convert(target);class Ignore{constructor({ignorecase=!0,ignoreCase=ignorecase,allowRelativePaths=!1}={}){
define(this,KEY_IGNORE,!0),this._rules=new RuleManager(ignoreCase),this._strictPathCheck=!allowRelativePaths,this._initCache()}_initCache(){this._ignoreCache=Object.
create(null),this._testCache=Object.create(null)}add(pattern2){return this._rules.add(pattern2)&&this._initCache(),this}addPattern(pattern2){return this.add(pattern2)}_test(originalPath,cache,path2){
return checkPath(path2,originalPath,this._strictPathCheck?throwError:RETURN_FALSE),path2?this._t(path2,cache):{ignored:!1,unignored:!1}}checkIgnore(target){const path2=convertPath(
target);if(!path2||path2.charCodeAt(path2.length-1)!==SLASH_CODE)return this._test(target,this._testCache,path2);const dir=this._t(path2,this._testCache);if(dir.
ignored)return dir;const literal=this._rules.testLiteral(path2);return literal.ignored||literal.unignored?literal:dir}_t(path2,cache){if(path2 in cache)return cache[path2];
const parentPath=parentOf(path2),parent=parentPath?this._t(parentPath,cache):UNDEFINED;return cache[path2]=parent&&parent.ignored?parent:this._rules.test(path2,
MODE_IGNORE)}ignores(path2){return this._test(path2,this._ignoreCache,convertPath(path2)).ignored}createFilter(){return path2=>!this.ignores(path2)}filter(paths){
return makeArray(paths).filter(this.createFilter())}test(path2){return this._test(path2,this._testCache,convertPath(path2))}}const factory=options=>new Ignore(options),
isPathValid=path2=>checkPath(convertPath(path2),path2,RETURN_FALSE),setupWindows=()=>{const makePosix=str=>/^\\\\\?\\/.test(str)||/["<>|\u0000-\u001F]+/u.test(str)?
str:str.replace(/\\/g,"/");checkPath.convert=makePosix;const REGEX_TEST_WINDOWS_PATH_ABSOLUTE=/^[a-z]:\//i;checkPath.isNotRelative=path2=>REGEX_TEST_WINDOWS_PATH_ABSOLUTE.
test(path2)||isNotRelative(path2)};typeof process<"u"&&process.platform==="win32"&&setupWindows(),module.exports=factory,factory.default=factory,module.exports.
isPathValid=isPathValid,define(module.exports,Symbol.for("setupWindows"),setupWindows)}),4006:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const pico=__nccwpck_require__2(
8016),utils=__nccwpck_require__2(4059);function picomatch2(glob,options,returnState=!1){return options&&(options.windows===null||options.windows===void 0)&&(options=
{...options,windows:utils.isWindows()}),pico(glob,options,returnState)}Object.assign(picomatch2,pico),module.exports=picomatch2}),5595:(module=>{const WIN_NO_SLASH="\
[^\\\\/]",ONE_CHAR="(?=.)",QMARK="[^/]",END_ANCHOR="(?:\\/|$)",START_ANCHOR="(?:^|\\/)",DOTS_SLASH=`\\.{1,2}${END_ANCHOR}`,NO_DOT="(?!\\.)",NO_DOTS=`(?!${START_ANCHOR}${DOTS_SLASH}\
)`,NO_DOT_SLASH=`(?!\\.{0,1}${END_ANCHOR})`,NO_DOTS_SLASH=`(?!${DOTS_SLASH})`,QMARK_NO_DOT="[^.\\/]",STAR=`${QMARK}*?`,POSIX_CHARS={DOT_LITERAL:"\\.",PLUS_LITERAL:"\
\\+",QMARK_LITERAL:"\\?",SLASH_LITERAL:"\\/",ONE_CHAR,QMARK,END_ANCHOR,DOTS_SLASH,NO_DOT,NO_DOTS,NO_DOT_SLASH,NO_DOTS_SLASH,QMARK_NO_DOT,STAR,START_ANCHOR,SEP:"\
/"},WINDOWS_CHARS={...POSIX_CHARS,SLASH_LITERAL:"[\\\\/]",QMARK:WIN_NO_SLASH,STAR:`${WIN_NO_SLASH}*?`,DOTS_SLASH:"\\.{1,2}(?:[\\\\/]|$)",NO_DOT:"(?!\\.)",NO_DOTS:"\
(?!(?:^|[\\\\/])\\.{1,2}(?:[\\\\/]|$))",NO_DOT_SLASH:"(?!\\.{0,1}(?:[\\\\/]|$))",NO_DOTS_SLASH:"(?!\\.{1,2}(?:[\\\\/]|$))",QMARK_NO_DOT:"[^.\\\\/]",START_ANCHOR:"\
(?:^|[\\\\/])",END_ANCHOR:"(?:[\\\\/]|$)",SEP:"\\"},POSIX_REGEX_SOURCE={__proto__:null,alnum:"a-zA-Z0-9",alpha:"a-zA-Z",ascii:"\\x00-\\x7F",blank:" \\t",cntrl:"\
\\x00-\\x1F\\x7F",digit:"0-9",graph:"\\x21-\\x7E",lower:"a-z",print:"\\x20-\\x7E ",punct:"\\-!\"#$%&'()\\*+,./:;<=>?@[\\]^_`{|}~",space:" \\t\\r\\n\\v\\f",upper:"\
A-Z",word:"A-Za-z0-9_",xdigit:"A-Fa-f0-9"};module.exports={DEFAULT_MAX_EXTGLOB_RECURSION:0,MAX_LENGTH:1024*64,POSIX_REGEX_SOURCE,REGEX_BACKSLASH:/\\(?![*+?^${}(|)[\]])/g,
REGEX_NON_SPECIAL_CHARS:/^[^@![\].,$*+?^{}()|\\/]+/,REGEX_SPECIAL_CHARS:/[-*+?.^${}(|)[\]]/,REGEX_SPECIAL_CHARS_BACKREF:/(\\?)((\W)(\3*))/g,REGEX_SPECIAL_CHARS_GLOBAL:/([-*+?.^${}(|)[\]])/g,
REGEX_REMOVE_BACKSLASH:/(?:\[.*?[^\\]\]|\\(?=.))/g,REPLACEMENTS:{__proto__:null,"***":"*","**/**":"**","**/**/**":"**"},CHAR_0:48,CHAR_9:57,CHAR_UPPERCASE_A:65,
CHAR_LOWERCASE_A:97,CHAR_UPPERCASE_Z:90,CHAR_LOWERCASE_Z:122,CHAR_LEFT_PARENTHESES:40,CHAR_RIGHT_PARENTHESES:41,CHAR_ASTERISK:42,CHAR_AMPERSAND:38,CHAR_AT:64,CHAR_BACKWARD_SLASH:92,
CHAR_CARRIAGE_RETURN:13,CHAR_CIRCUMFLEX_ACCENT:94,CHAR_COLON:58,CHAR_COMMA:44,CHAR_DOT:46,CHAR_DOUBLE_QUOTE:34,CHAR_EQUAL:61,CHAR_EXCLAMATION_MARK:33,CHAR_FORM_FEED:12,
CHAR_FORWARD_SLASH:47,CHAR_GRAVE_ACCENT:96,CHAR_HASH:35,CHAR_HYPHEN_MINUS:45,CHAR_LEFT_ANGLE_BRACKET:60,CHAR_LEFT_CURLY_BRACE:123,CHAR_LEFT_SQUARE_BRACKET:91,CHAR_LINE_FEED:10,
CHAR_NO_BREAK_SPACE:160,CHAR_PERCENT:37,CHAR_PLUS:43,CHAR_QUESTION_MARK:63,CHAR_RIGHT_ANGLE_BRACKET:62,CHAR_RIGHT_CURLY_BRACE:125,CHAR_RIGHT_SQUARE_BRACKET:93,CHAR_SEMICOLON:59,
CHAR_SINGLE_QUOTE:39,CHAR_SPACE:32,CHAR_TAB:9,CHAR_UNDERSCORE:95,CHAR_VERTICAL_LINE:124,CHAR_ZERO_WIDTH_NOBREAK_SPACE:65279,extglobChars(chars){return{"!":{type:"\
negate",open:"(?:(?!(?:",close:`))${chars.STAR})`},"?":{type:"qmark",open:"(?:",close:")?"},"+":{type:"plus",open:"(?:",close:")+"},"*":{type:"star",open:"(?:",
close:")*"},"@":{type:"at",open:"(?:",close:")"}}},globChars(win32){return win32===!0?WINDOWS_CHARS:POSIX_CHARS}}}),8265:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const constants=__nccwpck_require__2(5595),utils=__nccwpck_require__2(4059),{MAX_LENGTH:MAX_LENGTH2,POSIX_REGEX_SOURCE,REGEX_NON_SPECIAL_CHARS,REGEX_SPECIAL_CHARS_BACKREF,
REPLACEMENTS}=constants,expandRange=(args,options)=>{if(typeof options.expandRange=="function")return options.expandRange(...args,options);args.sort();const value=`\
[${args.join("-")}]`;try{new RegExp(value)}catch{return args.map(v=>utils.escapeRegex(v)).join("..")}return value},syntaxError=(type,char)=>`Missing ${type}: "${char}\
" - use "\\\\${char}" to match literal characters`,splitTopLevel=input=>{const parts=[];let bracket=0,paren=0,quote=0,value="",escaped=!1;for(const ch of input){
if(escaped===!0){value+=ch,escaped=!1;continue}if(ch==="\\"){value+=ch,escaped=!0;continue}if(ch==='"'){quote=quote===1?0:1,value+=ch;continue}if(quote===0){if(ch===
"[")bracket++;else if(ch==="]"&&bracket>0)bracket--;else if(bracket===0){if(ch==="(")paren++;else if(ch===")"&&paren>0)paren--;else if(ch==="|"&&paren===0){parts.
push(value),value="";continue}}}value+=ch}return parts.push(value),parts},isPlainBranch=branch=>{let escaped=!1;for(const ch of branch){if(escaped===!0){escaped=
!1;continue}if(ch==="\\"){escaped=!0;continue}if(/[?*+@!()[\]{}]/.test(ch))return!1}return!0},normalizeSimpleBranch=branch=>{let value=branch.trim(),changed2=!0;
for(;changed2===!0;)changed2=!1,/^@\([^\\()[\]{}|]+\)$/.test(value)&&(value=value.slice(2,-1),changed2=!0);if(isPlainBranch(value))return value.replace(/\\(.)/g,
"$1")},hasRepeatedCharPrefixOverlap=branches=>{const values=branches.map(normalizeSimpleBranch).filter(Boolean);for(let i2=0;i2<values.length;i2++)for(let j=i2+
1;j<values.length;j++){const a=values[i2],b=values[j],char=a[0];if(!(!char||a!==char.repeat(a.length)||b!==char.repeat(b.length))&&(a===b||a.startsWith(b)||b.startsWith(
a)))return!0}return!1},parseRepeatedExtglob=(pattern2,requireEnd=!0)=>{if(pattern2[0]!=="+"&&pattern2[0]!=="*"||pattern2[1]!=="(")return;let bracket=0,paren=0,quote=0,
escaped=!1;for(let i2=1;i2<pattern2.length;i2++){const ch=pattern2[i2];if(escaped===!0){escaped=!1;continue}if(ch==="\\"){escaped=!0;continue}if(ch==='"'){quote=
quote===1?0:1;continue}if(quote!==1){if(ch==="["){bracket++;continue}if(ch==="]"&&bracket>0){bracket--;continue}if(!(bracket>0)){if(ch==="("){paren++;continue}if(ch===
")"&&(paren--,paren===0))return requireEnd===!0&&i2!==pattern2.length-1?void 0:{type:pattern2[0],body:pattern2.slice(2,i2),end:i2}}}}},buildCharClassStar=chars=>`${chars.
length===1?utils.escapeRegex(chars[0]):`[${chars.map(ch=>utils.escapeRegex(ch)).join("")}]`}*`,getStarExtglobSequenceChars=pattern2=>{let index=0;const chars=[];
for(;index<pattern2.length;){const match=parseRepeatedExtglob(pattern2.slice(index),!1);if(!match||match.type!=="*")return;const branches=splitTopLevel(match.body).
map(branch2=>branch2.trim());if(branches.length!==1)return;const branch=normalizeSimpleBranch(branches[0]);if(!branch||branch.length!==1)return;chars.push(branch),
index+=match.end+1}if(!(chars.length<1))return chars},repeatedExtglobRecursion=pattern2=>{let depth=0,value=pattern2.trim(),match=parseRepeatedExtglob(value);for(;match;)
depth++,value=match.body.trim(),match=parseRepeatedExtglob(value);return depth},analyzeRepeatedExtglob=(body,options)=>{if(options.maxExtglobRecursion===!1)return{
risky:!1};const max2=typeof options.maxExtglobRecursion=="number"?options.maxExtglobRecursion:constants.DEFAULT_MAX_EXTGLOB_RECURSION,branches=splitTopLevel(body).
map(branch=>branch.trim());if(branches.length>1&&(branches.some(branch=>branch==="")||branches.some(branch=>/^[*?]+$/.test(branch))||hasRepeatedCharPrefixOverlap(
branches)))return{risky:!0};const safeChars=[];let sawStarSequence=!1,combinable=!0;for(const branch of branches){const chars=getStarExtglobSequenceChars(branch);
if(chars){sawStarSequence=!0,safeChars.push(...chars);continue}const literal=normalizeSimpleBranch(branch);if(literal&&literal.length===1){safeChars.push(literal);
continue}if(combinable=!1,repeatedExtglobRecursion(branch)>max2)return{risky:!0}}return sawStarSequence?combinable?{risky:!0,safeOutput:buildCharClassStar([...new Set(
safeChars)])}:{risky:!0}:{risky:!1}},parse2=(input,options)=>{if(typeof input!="string")throw new TypeError("Expected a string");input=REPLACEMENTS[input]||input;
const opts={...options},max2=typeof opts.maxLength=="number"?Math.min(MAX_LENGTH2,opts.maxLength):MAX_LENGTH2;let len=input.length;if(len>max2)throw new SyntaxError(
`Input length: ${len}, exceeds maximum allowed length: ${max2}`);const bos={type:"bos",value:"",output:opts.prepend||""},tokens=[bos],capture=opts.capture?"":"?\
:",PLATFORM_CHARS=constants.globChars(opts.windows),EXTGLOB_CHARS=constants.extglobChars(PLATFORM_CHARS),{DOT_LITERAL,PLUS_LITERAL,SLASH_LITERAL,ONE_CHAR,DOTS_SLASH,
NO_DOT,NO_DOT_SLASH,NO_DOTS_SLASH,QMARK,QMARK_NO_DOT,STAR,START_ANCHOR}=PLATFORM_CHARS,globstar=opts2=>`(${capture}(?:(?!${START_ANCHOR}${opts2.dot?DOTS_SLASH:DOT_LITERAL}\
).)*?)`,nodot=opts.dot?"":NO_DOT,qmarkNoDot=opts.dot?QMARK:QMARK_NO_DOT;let star=opts.bash===!0?globstar(opts):STAR;opts.capture&&(star=`(${star})`),typeof opts.
noext=="boolean"&&(opts.noextglob=opts.noext);const state={input,index:-1,start:0,dot:opts.dot===!0,consumed:"",output:"",prefix:"",backtrack:!1,negated:!1,brackets:0,
braces:0,parens:0,quotes:0,globstar:!1,tokens};input=utils.removePrefix(input,state),len=input.length;const extglobs=[],braces=[],stack=[];let prev=bos,value;const eos=()=>state.
index===len-1,peek=state.peek=(n=1)=>input[state.index+n],advance=state.advance=()=>input[++state.index]||"",remaining=()=>input.slice(state.index+1),consume=(value2="",num=0)=>{
state.consumed+=value2,state.index+=num},append=token2=>{state.output+=token2.output!=null?token2.output:token2.value,consume(token2.value)},negate=()=>{let count2=1;
for(;peek()==="!"&&(peek(2)!=="("||peek(3)==="?");)advance(),state.start++,count2++;return count2%2===0?!1:(state.negated=!0,state.start++,!0)},increment=type=>{
state[type]++,stack.push(type)},decrement=type=>{state[type]--,stack.pop()},push2=tok=>{if(prev.type==="globstar"){const isBrace=state.braces>0&&(tok.type==="co\
mma"||tok.type==="brace"),isExtglob=tok.extglob===!0||extglobs.length&&(tok.type==="pipe"||tok.type==="paren");tok.type!=="slash"&&tok.type!=="paren"&&!isBrace&&
!isExtglob&&(state.output=state.output.slice(0,-prev.output.length),prev.type="star",prev.value="*",prev.output=star,state.output+=prev.output)}if(extglobs.length&&
tok.type!=="paren"&&(extglobs[extglobs.length-1].inner+=tok.value),(tok.value||tok.output)&&append(tok),prev&&prev.type==="text"&&tok.type==="text"){prev.output=
(prev.output||prev.value)+tok.value,prev.value+=tok.value;return}tok.prev=prev,tokens.push(tok),prev=tok},extglobOpen=(type,value2)=>{const token2={...EXTGLOB_CHARS[value2],
conditions:1,inner:""};token2.prev=prev,token2.parens=state.parens,token2.output=state.output,token2.startIndex=state.index,token2.tokensIndex=tokens.length;const output=(opts.
capture?"(":"")+token2.open;increment("parens"),push2({type,value:value2,output:state.output?"":ONE_CHAR}),push2({type:"paren",extglob:!0,value:advance(),output}),
extglobs.push(token2)},extglobClose=token2=>{const literal=input.slice(token2.startIndex,state.index+1),body=input.slice(token2.startIndex+2,state.index),analysis=analyzeRepeatedExtglob(
body,opts);if((token2.type==="plus"||token2.type==="star")&&analysis.risky){const safeOutput=analysis.safeOutput?(token2.output?"":ONE_CHAR)+(opts.capture?`(${analysis.
safeOutput})`:analysis.safeOutput):void 0,open=tokens[token2.tokensIndex];open.type="text",open.value=literal,open.output=safeOutput||utils.escapeRegex(literal);
for(let i2=token2.tokensIndex+1;i2<tokens.length;i2++)tokens[i2].value="",tokens[i2].output="",delete tokens[i2].suffix;state.output=token2.output+open.output,state.
backtrack=!0,push2({type:"paren",extglob:!0,value,output:""}),decrement("parens");return}let output=token2.close+(opts.capture?")":""),rest;if(token2.type==="ne\
gate"){let extglobStar=star;if(token2.inner&&token2.inner.length>1&&token2.inner.includes("/")&&(extglobStar=globstar(opts)),(extglobStar!==star||eos()||/^\)+$/.
test(remaining()))&&(output=token2.close=`)$))${extglobStar}`),token2.inner.includes("*")&&(rest=remaining())&&/^\.[^\\/.]+$/.test(rest)){const expression=parse2(
rest,{...options,fastpaths:!1}).output;output=token2.close=`)${expression})${extglobStar})`}token2.prev.type==="bos"&&(state.negatedExtglob=!0)}push2({type:"par\
en",extglob:!0,value,output}),decrement("parens")};if(opts.fastpaths!==!1&&!/(^[*!]|[/()[\]{}"])/.test(input)){let backslashes=!1,output=input.replace(REGEX_SPECIAL_CHARS_BACKREF,
(m,esc,chars,first,rest,index)=>first==="\\"?(backslashes=!0,m):first==="?"?esc?esc+first+(rest?QMARK.repeat(rest.length):""):index===0?qmarkNoDot+(rest?QMARK.repeat(
rest.length):""):QMARK.repeat(chars.length):first==="."?DOT_LITERAL.repeat(chars.length):first==="*"?esc?esc+first+(rest?star:""):star:esc?m:`\\${m}`);return backslashes===
!0&&(opts.unescape===!0?output=output.replace(/\\/g,""):output=output.replace(/\\+/g,m=>m.length%2===0?"\\\\":m?"\\":"")),output===input&&opts.contains===!0?(state.
output=input,state):(state.output=utils.wrapOutput(output,state,options),state)}for(;!eos();){if(value=advance(),value==="\0")continue;if(value==="\\"){const next=peek();
if(next==="/"&&opts.bash!==!0||next==="."||next===";")continue;if(!next){value+="\\",push2({type:"text",value});continue}const match=/^\\+/.exec(remaining());let slashes=0;
if(match&&match[0].length>2&&(slashes=match[0].length,state.index+=slashes,slashes%2!==0&&(value+="\\")),opts.unescape===!0?value=advance():value+=advance(),state.
brackets===0){push2({type:"text",value});continue}}if(state.brackets>0&&(value!=="]"||prev.value==="["||prev.value==="[^")){if(opts.posix!==!1&&value===":"){const inner=prev.
value.slice(1);if(inner.includes("[")&&(prev.posix=!0,inner.includes(":"))){const idx=prev.value.lastIndexOf("["),pre=prev.value.slice(0,idx),rest2=prev.value.slice(
idx+2),posix=POSIX_REGEX_SOURCE[rest2];if(posix){prev.value=pre+posix,state.backtrack=!0,advance(),!bos.output&&tokens.indexOf(prev)===1&&(bos.output=ONE_CHAR);
continue}}}(value==="["&&peek()!==":"||value==="-"&&peek()==="]")&&(value=`\\${value}`),value==="]"&&(prev.value==="["||prev.value==="[^")&&(value=`\\${value}`),
opts.posix===!0&&value==="!"&&prev.value==="["&&(value="^"),prev.value+=value,append({value});continue}if(state.quotes===1&&value!=='"'){value=utils.escapeRegex(
value),prev.value+=value,append({value});continue}if(value==='"'){state.quotes=state.quotes===1?0:1,opts.keepQuotes===!0&&push2({type:"text",value});continue}if(value===
"("){increment("parens"),push2({type:"paren",value});continue}if(value===")"){if(state.parens===0&&opts.strictBrackets===!0)throw new SyntaxError(syntaxError("o\
pening","("));const extglob=extglobs[extglobs.length-1];if(extglob&&state.parens===extglob.parens+1){extglobClose(extglobs.pop());continue}push2({type:"paren",value,
output:state.parens?")":"\\)"}),decrement("parens");continue}if(value==="["){if(opts.nobracket===!0||!remaining().includes("]")){if(opts.nobracket!==!0&&opts.strictBrackets===
!0)throw new SyntaxError(syntaxError("closing","]"));value=`\\${value}`}else increment("brackets");push2({type:"bracket",value});continue}if(value==="]"){if(opts.
nobracket===!0||prev&&prev.type==="bracket"&&prev.value.length===1){push2({type:"text",value,output:`\\${value}`});continue}if(state.brackets===0){if(opts.strictBrackets===
!0)throw new SyntaxError(syntaxError("opening","["));push2({type:"text",value,output:`\\${value}`});continue}decrement("brackets");const prevValue=prev.value.slice(
1);if(prev.posix!==!0&&prevValue[0]==="^"&&!prevValue.includes("/")&&(value=`/${value}`),prev.value+=value,append({value}),opts.literalBrackets===!1||utils.hasRegexChars(
prevValue))continue;const escaped=utils.escapeRegex(prev.value);if(state.output=state.output.slice(0,-prev.value.length),opts.literalBrackets===!0){state.output+=
escaped,prev.value=escaped;continue}prev.value=`(${capture}${escaped}|${prev.value})`,state.output+=prev.value;continue}if(value==="{"&&opts.nobrace!==!0){increment(
"braces");const open={type:"brace",value,output:"(",outputIndex:state.output.length,tokensIndex:state.tokens.length};braces.push(open),push2(open);continue}if(value===
"}"){const brace=braces[braces.length-1];if(opts.nobrace===!0||!brace){push2({type:"text",value,output:value});continue}let output=")";if(brace.dots===!0){const arr=tokens.
slice(),range=[];for(let i2=arr.length-1;i2>=0&&(tokens.pop(),arr[i2].type!=="brace");i2--)arr[i2].type!=="dots"&&range.unshift(arr[i2].value);output=expandRange(
range,opts),state.backtrack=!0}if(brace.comma!==!0&&brace.dots!==!0){const out=state.output.slice(0,brace.outputIndex),toks=state.tokens.slice(brace.tokensIndex);
brace.value=brace.output="\\{",value=output="\\}",state.output=out;for(const t of toks)state.output+=t.output||t.value}push2({type:"brace",value,output}),decrement(
"braces"),braces.pop();continue}if(value==="|"){extglobs.length>0&&extglobs[extglobs.length-1].conditions++,push2({type:"text",value});continue}if(value===","){
let output=value;const brace=braces[braces.length-1];brace&&stack[stack.length-1]==="braces"&&(brace.comma=!0,output="|"),push2({type:"comma",value,output});continue}
if(value==="/"){if(prev.type==="dot"&&state.index===state.start+1){state.start=state.index+1,state.consumed="",state.output="",tokens.pop(),prev=bos;continue}push2(
{type:"slash",value,output:SLASH_LITERAL});continue}if(value==="."){if(state.braces>0&&prev.type==="dot"){prev.value==="."&&(prev.output=DOT_LITERAL);const brace=braces[braces.
length-1];prev.type="dots",prev.output+=value,prev.value+=value,brace.dots=!0;continue}if(state.braces+state.parens===0&&prev.type!=="bos"&&prev.type!=="slash"){
push2({type:"text",value,output:DOT_LITERAL});continue}push2({type:"dot",value,output:DOT_LITERAL});continue}if(value==="?"){if(!(prev&&prev.value==="(")&&opts.
noextglob!==!0&&peek()==="("&&peek(2)!=="?"){extglobOpen("qmark",value);continue}if(prev&&prev.type==="paren"){const next=peek();let output=value;(prev.value===
"("&&!/[!=<:]/.test(next)||next==="<"&&!/<([!=]|\w+>)/.test(remaining()))&&(output=`\\${value}`),push2({type:"text",value,output});continue}if(opts.dot!==!0&&(prev.
type==="slash"||prev.type==="bos")){push2({type:"qmark",value,output:QMARK_NO_DOT});continue}push2({type:"qmark",value,output:QMARK});continue}if(value==="!"){if(opts.
noextglob!==!0&&peek()==="("&&(peek(2)!=="?"||!/[!=<:]/.test(peek(3)))){extglobOpen("negate",value);continue}if(opts.nonegate!==!0&&state.index===0){negate();continue}}
if(value==="+"){if(opts.noextglob!==!0&&peek()==="("&&peek(2)!=="?"){extglobOpen("plus",value);continue}if(prev&&prev.value==="("||opts.regex===!1){push2({type:"\
plus",value,output:PLUS_LITERAL});continue}if(prev&&(prev.type==="bracket"||prev.type==="paren"||prev.type==="brace")||state.parens>0){push2({type:"plus",value});
continue}push2({type:"plus",value:PLUS_LITERAL});continue}if(value==="@"){if(opts.noextglob!==!0&&peek()==="("&&peek(2)!=="?"){push2({type:"at",extglob:!0,value,
output:""});continue}push2({type:"text",value});continue}if(value!=="*"){(value==="$"||value==="^")&&(value=`\\${value}`);const match=REGEX_NON_SPECIAL_CHARS.exec(
remaining());match&&(value+=match[0],state.index+=match[0].length),push2({type:"text",value});continue}if(prev&&(prev.type==="globstar"||prev.star===!0)){prev.type=
"star",prev.star=!0,prev.value+=value,prev.output=star,state.backtrack=!0,state.globstar=!0,consume(value);continue}let rest=remaining();if(opts.noextglob!==!0&&
/^\([^?]/.test(rest)){extglobOpen("star",value);continue}if(prev.type==="star"){if(opts.noglobstar===!0){consume(value);continue}const prior=prev.prev,before=prior.
prev,isStart=prior.type==="slash"||prior.type==="bos",afterStar=before&&(before.type==="star"||before.type==="globstar");if(opts.bash===!0&&(!isStart||rest[0]&&
rest[0]!=="/")){push2({type:"star",value,output:""});continue}const isBrace=state.braces>0&&(prior.type==="comma"||prior.type==="brace"),isExtglob=extglobs.length&&
(prior.type==="pipe"||prior.type==="paren");if(!isStart&&prior.type!=="paren"&&!isBrace&&!isExtglob){push2({type:"star",value,output:""});continue}for(;rest.slice(
0,3)==="/**";){const after2=input[state.index+4];if(after2&&after2!=="/")break;rest=rest.slice(3),consume("/**",3)}const isEnd2=eos()||state.parens>0&&rest===")".
repeat(state.parens)&&!extglobs.some(extglob=>extglob.type==="negate");if(prior.type==="bos"&&eos()){prev.type="globstar",prev.value+=value,prev.output=globstar(
opts),state.output=prev.output,state.globstar=!0,consume(value);continue}if(prior.type==="slash"&&prior.prev.type!=="bos"&&!afterStar&&isEnd2){state.output=state.
output.slice(0,-(prior.output+prev.output).length),prior.output=`(?:${prior.output}`,prev.type="globstar",prev.output=globstar(opts)+(opts.strictSlashes?")":"|$\
)"),prev.value+=value,state.globstar=!0,state.output+=prior.output+prev.output,consume(value);continue}if(prior.type==="slash"&&prior.prev.type!=="bos"&&rest[0]===
"/"){const end=rest[1]!==void 0?"|$":"";state.output=state.output.slice(0,-(prior.output+prev.output).length),prior.output=`(?:${prior.output}`,prev.type="globs\
tar",prev.output=`${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`,prev.value+=value,state.output+=prior.output+prev.output,state.globstar=!0,consume(
value+advance()),push2({type:"slash",value:"/",output:""});continue}if(prior.type==="bos"&&rest[0]==="/"){prev.type="globstar",prev.value+=value,prev.output=`(?\
:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`,state.output=prev.output,state.globstar=!0,consume(value+advance()),push2({type:"slash",value:"/",output:""});
continue}state.output=state.output.slice(0,-prev.output.length),prev.type="globstar",prev.output=globstar(opts),prev.value+=value,state.output+=prev.output,state.
globstar=!0,consume(value);continue}const token2={type:"star",value,output:star};if(opts.bash===!0){token2.output=".*?",(prev.type==="bos"||prev.type==="slash")&&
(token2.output=nodot+token2.output),push2(token2);continue}if(prev&&(prev.type==="bracket"||prev.type==="paren")&&opts.regex===!0){token2.output=value,push2(token2);
continue}(state.index===state.start||prev.type==="slash"||prev.type==="dot")&&(prev.type==="dot"?(state.output+=NO_DOT_SLASH,prev.output+=NO_DOT_SLASH):opts.dot===
!0?(state.output+=NO_DOTS_SLASH,prev.output+=NO_DOTS_SLASH):(state.output+=nodot,prev.output+=nodot),peek()!=="*"&&(state.output+=ONE_CHAR,prev.output+=ONE_CHAR)),
push2(token2)}for(;state.brackets>0;){if(opts.strictBrackets===!0)throw new SyntaxError(syntaxError("closing","]"));state.output=utils.escapeLast(state.output,"\
["),decrement("brackets")}for(;state.parens>0;){if(opts.strictBrackets===!0)throw new SyntaxError(syntaxError("closing",")"));state.output=utils.escapeLast(state.
output,"("),decrement("parens")}for(;state.braces>0;){if(opts.strictBrackets===!0)throw new SyntaxError(syntaxError("closing","}"));state.output=utils.escapeLast(
state.output,"{"),decrement("braces")}if(opts.strictSlashes!==!0&&(prev.type==="star"||prev.type==="bracket")&&push2({type:"maybe_slash",value:"",output:`${SLASH_LITERAL}\
?`}),state.backtrack===!0){state.output="";for(const token2 of state.tokens)state.output+=token2.output!=null?token2.output:token2.value,token2.suffix&&(state.output+=
token2.suffix)}return state};parse2.fastpaths=(input,options)=>{const opts={...options},max2=typeof opts.maxLength=="number"?Math.min(MAX_LENGTH2,opts.maxLength):
MAX_LENGTH2,len=input.length;if(len>max2)throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max2}`);input=REPLACEMENTS[input]||input;
const{DOT_LITERAL,SLASH_LITERAL,ONE_CHAR,DOTS_SLASH,NO_DOT,NO_DOTS,NO_DOTS_SLASH,STAR,START_ANCHOR}=constants.globChars(opts.windows),nodot=opts.dot?NO_DOTS:NO_DOT,
slashDot=opts.dot?NO_DOTS_SLASH:NO_DOT,capture=opts.capture?"":"?:",state={negated:!1,prefix:""};let star=opts.bash===!0?".*?":STAR;opts.capture&&(star=`(${star}\
)`);const globstar=opts2=>opts2.noglobstar===!0?star:`(${capture}(?:(?!${START_ANCHOR}${opts2.dot?DOTS_SLASH:DOT_LITERAL}).)*?)`,create=str=>{switch(str){case"*":
return`${nodot}${ONE_CHAR}${star}`;case".*":return`${DOT_LITERAL}${ONE_CHAR}${star}`;case"*.*":return`${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;case"*/*":
return`${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;case"**":return nodot+globstar(opts);case"**/*":return`(?:${nodot}${globstar(opts)}${SLASH_LITERAL}\
)?${slashDot}${ONE_CHAR}${star}`;case"**/*.*":return`(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;case"**/.\
*":return`(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;default:{const match=/^(.*?)\.(\w+)$/.exec(str);if(!match)return;const source2=create(
match[1]);return source2?source2+DOT_LITERAL+match[2]:void 0}}},output=utils.removePrefix(input,state);let source=create(output);return source&&opts.strictSlashes!==
!0&&(source+=`${SLASH_LITERAL}?`),source},module.exports=parse2}),8016:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const scan=__nccwpck_require__2(
1781),parse2=__nccwpck_require__2(8265),utils=__nccwpck_require__2(4059),constants=__nccwpck_require__2(5595),isObject=val=>val&&typeof val=="object"&&!Array.isArray(
val),picomatch2=(glob,options,returnState=!1)=>{if(Array.isArray(glob)){const fns=glob.map(input=>picomatch2(input,options,returnState));return str=>{for(const isMatch of fns){
const state2=isMatch(str);if(state2)return state2}return!1}}const isState=isObject(glob)&&glob.tokens&&glob.input;if(glob===""||typeof glob!="string"&&!isState)
throw new TypeError("Expected pattern to be a non-empty string");const opts=options||{},posix=opts.windows,regex=isState?picomatch2.compileRe(glob,options):picomatch2.
makeRe(glob,options,!1,!0),state=regex.state;delete regex.state;let isIgnored2=()=>!1;if(opts.ignore){const ignoreOpts={...options,ignore:null,onMatch:null,onResult:null};
isIgnored2=picomatch2(opts.ignore,ignoreOpts,returnState)}const matcher=(input,returnObject=!1)=>{const{isMatch,match,output}=picomatch2.test(input,regex,options,
{glob,posix}),result={glob,state,regex,posix,input,output,match,isMatch};return typeof opts.onResult=="function"&&opts.onResult(result),isMatch===!1?(result.isMatch=
!1,returnObject?result:!1):isIgnored2(input)?(typeof opts.onIgnore=="function"&&opts.onIgnore(result),result.isMatch=!1,returnObject?result:!1):(typeof opts.onMatch==
"function"&&opts.onMatch(result),returnObject?result:!0)};return returnState&&(matcher.state=state),matcher};picomatch2.test=(input,regex,options,{glob,posix}={})=>{
if(typeof input!="string")throw new TypeError("Expected input to be a string");if(input==="")return{isMatch:!1,output:""};const opts=options||{},format=opts.format||
(posix?utils.toPosixSlashes:null);let match=input===glob,output=match&&format?format(input):input;return match===!1&&(output=format?format(input):input,match=output===
glob),(match===!1||opts.capture===!0)&&(opts.matchBase===!0||opts.basename===!0?match=picomatch2.matchBase(input,regex,options,posix):match=regex.exec(output)),
{isMatch:!!match,match,output}},picomatch2.matchBase=(input,glob,options,posix=options&&options.windows)=>(glob instanceof RegExp?glob:picomatch2.makeRe(glob,options)).
test(utils.basename(input,{windows:posix})),picomatch2.isMatch=(str,patterns2,options)=>picomatch2(patterns2,options)(str),picomatch2.parse=(pattern2,options)=>Array.
isArray(pattern2)?pattern2.map(p=>picomatch2.parse(p,options)):parse2(pattern2,{...options,fastpaths:!1}),picomatch2.scan=(input,options)=>scan(input,options),picomatch2.
compileRe=(state,options,returnOutput=!1,returnState=!1)=>{if(returnOutput===!0)return state.output;const opts=options||{},prepend=opts.contains?"":"^",append=opts.
contains?"":"$";let source=`${prepend}(?:${state.output})${append}`;state&&state.negated===!0&&(source=`^(?!${source}).*$`);const regex=picomatch2.toRegex(source,
options);return returnState===!0&&(regex.state=state),regex},picomatch2.makeRe=(input,options={},returnOutput=!1,returnState=!1)=>{if(!input||typeof input!="str\
ing")throw new TypeError("Expected a non-empty string");let parsed={negated:!1,fastpaths:!0};return options.fastpaths!==!1&&(input[0]==="."||input[0]==="*")&&(parsed.
output=parse2.fastpaths(input,options)),parsed.output||(parsed=parse2(input,options)),picomatch2.compileRe(parsed,options,returnOutput,returnState)},picomatch2.
toRegex=(source,options)=>{try{const opts=options||{};return new RegExp(source,opts.flags||(opts.nocase?"i":""))}catch(err2){if(options&&options.debug===!0)throw err2;
return/$^/}},picomatch2.constants=constants,module.exports=picomatch2}),1781:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const utils=__nccwpck_require__2(
4059),{CHAR_ASTERISK,CHAR_AT,CHAR_BACKWARD_SLASH,CHAR_COMMA,CHAR_DOT,CHAR_EXCLAMATION_MARK,CHAR_FORWARD_SLASH,CHAR_LEFT_CURLY_BRACE,CHAR_LEFT_PARENTHESES,CHAR_LEFT_SQUARE_BRACKET,
CHAR_PLUS,CHAR_QUESTION_MARK,CHAR_RIGHT_CURLY_BRACE,CHAR_RIGHT_PARENTHESES,CHAR_RIGHT_SQUARE_BRACKET}=__nccwpck_require__2(5595),isPathSeparator=code2=>code2===
CHAR_FORWARD_SLASH||code2===CHAR_BACKWARD_SLASH,depth=token2=>{token2.isPrefix!==!0&&(token2.depth=token2.isGlobstar?1/0:1)},scan=(input,options)=>{const opts=options||
{},length=input.length-1,scanToEnd=opts.parts===!0||opts.tokens===!0||opts.scanToEnd===!0,slashes=[],tokens=[],parts=[];let str=input,index=-1,start=0,lastIndex=0,
isBrace=!1,isBracket=!1,isGlob=!1,isExtglob=!1,isGlobstar=!1,braceEscaped=!1,backslashes=!1,negated=!1,negatedExtglob=!1,finished=!1,braces=0,prev,code2,token2={
value:"",depth:0,isGlob:!1};const eos=()=>index>=length,peek=()=>str.charCodeAt(index+1),advance=()=>(prev=code2,str.charCodeAt(++index));for(;index<length;){code2=
advance();let next;if(code2===CHAR_BACKWARD_SLASH){backslashes=token2.backslashes=!0,code2=advance(),code2===CHAR_LEFT_CURLY_BRACE&&(braceEscaped=!0);continue}if(braceEscaped===
!0||code2===CHAR_LEFT_CURLY_BRACE){for(braces++;eos()!==!0&&(code2=advance());){if(code2===CHAR_BACKWARD_SLASH){backslashes=token2.backslashes=!0,advance();continue}
if(code2===CHAR_LEFT_CURLY_BRACE){braces++;continue}if(braceEscaped!==!0&&code2===CHAR_DOT&&(code2=advance())===CHAR_DOT){if(isBrace=token2.isBrace=!0,isGlob=token2.
isGlob=!0,finished=!0,scanToEnd===!0)continue;break}if(braceEscaped!==!0&&code2===CHAR_COMMA){if(isBrace=token2.isBrace=!0,isGlob=token2.isGlob=!0,finished=!0,scanToEnd===
!0)continue;break}if(code2===CHAR_RIGHT_CURLY_BRACE&&(braces--,braces===0)){braceEscaped=!1,isBrace=token2.isBrace=!0,finished=!0;break}}if(scanToEnd===!0)continue;
break}if(code2===CHAR_FORWARD_SLASH){if(slashes.push(index),tokens.push(token2),token2={value:"",depth:0,isGlob:!1},finished===!0)continue;if(prev===CHAR_DOT&&index===
start+1){start+=2;continue}lastIndex=index+1;continue}if(opts.noext!==!0&&(code2===CHAR_PLUS||code2===CHAR_AT||code2===CHAR_ASTERISK||code2===CHAR_QUESTION_MARK||
code2===CHAR_EXCLAMATION_MARK)===!0&&peek()===CHAR_LEFT_PARENTHESES){if(isGlob=token2.isGlob=!0,isExtglob=token2.isExtglob=!0,finished=!0,code2===CHAR_EXCLAMATION_MARK&&
index===start&&(negatedExtglob=!0),scanToEnd===!0){let parens=0;for(;eos()!==!0&&(code2=advance());){if(code2===CHAR_BACKWARD_SLASH){backslashes=token2.backslashes=
!0,advance();continue}if(code2===CHAR_LEFT_PARENTHESES){parens++;continue}if(code2===CHAR_RIGHT_PARENTHESES&&--parens===0){finished=!0;break}}continue}break}if(code2===
CHAR_ASTERISK){if(prev===CHAR_ASTERISK&&(isGlobstar=token2.isGlobstar=!0),isGlob=token2.isGlob=!0,finished=!0,scanToEnd===!0)continue;break}if(code2===CHAR_QUESTION_MARK){
if(isGlob=token2.isGlob=!0,finished=!0,scanToEnd===!0)continue;break}if(code2===CHAR_LEFT_SQUARE_BRACKET){for(;eos()!==!0&&(next=advance());){if(next===CHAR_BACKWARD_SLASH){
backslashes=token2.backslashes=!0,advance();continue}if(next===CHAR_RIGHT_SQUARE_BRACKET){isBracket=token2.isBracket=!0,isGlob=token2.isGlob=!0,finished=!0;break}}
if(scanToEnd===!0)continue;break}if(opts.nonegate!==!0&&code2===CHAR_EXCLAMATION_MARK&&index===start){negated=token2.negated=!0,start++;continue}if(opts.noparen!==
!0&&code2===CHAR_LEFT_PARENTHESES){if(isGlob=token2.isGlob=!0,scanToEnd===!0){let parens=1;for(;eos()!==!0&&(code2=advance());){if(code2===CHAR_BACKWARD_SLASH){
backslashes=token2.backslashes=!0,advance();continue}if(code2===CHAR_LEFT_PARENTHESES){parens++;continue}if(code2===CHAR_RIGHT_PARENTHESES&&--parens===0){finished=
!0;break}}continue}break}if(isGlob===!0){if(finished=!0,scanToEnd===!0)continue;break}}opts.noext===!0&&(isExtglob=!1,isGlob=!1);let base=str,prefix="",glob="";
start>0&&(prefix=str.slice(0,start),str=str.slice(start),lastIndex-=start),base&&isGlob===!0&&lastIndex>0?(base=str.slice(0,lastIndex),glob=str.slice(lastIndex)):
isGlob===!0?(base="",glob=str):base=str,base&&base!==""&&base!=="/"&&base!==str&&isPathSeparator(base.charCodeAt(base.length-1))&&(base=base.slice(0,-1)),opts.unescape===
!0&&(glob&&(glob=utils.removeBackslashes(glob)),base&&backslashes===!0&&(base=utils.removeBackslashes(base)));const state={prefix,input,start,base,glob,isBrace,
isBracket,isGlob,isExtglob,isGlobstar,negated,negatedExtglob};if(opts.tokens===!0&&(state.maxDepth=0,isPathSeparator(code2)||tokens.push(token2),state.tokens=tokens),
opts.parts===!0||opts.tokens===!0){let prevIndex;for(let idx=0;idx<slashes.length;idx++){const n2=prevIndex!==void 0?prevIndex+1:start,i2=slashes[idx],value2=input.
slice(n2,i2);opts.tokens&&(idx===0&&start!==0?(tokens[idx].isPrefix=!0,tokens[idx].value=prefix):tokens[idx].value=value2,depth(tokens[idx]),state.maxDepth+=tokens[idx].
depth),i2>=start&&(parts.push(value2),prevIndex=i2)}const n=prevIndex!==void 0?prevIndex+1:start,value=input.slice(n);parts.push(value),opts.tokens&&prevIndex&&
prevIndex+1<input.length&&(tokens[tokens.length-1].value=value,depth(tokens[tokens.length-1]),state.maxDepth+=tokens[tokens.length-1].depth),state.slashes=slashes,
state.parts=parts}return state};module.exports=scan}),4059:((__unused_webpack_module,exports,__nccwpck_require__2)=>{const{REGEX_BACKSLASH,REGEX_REMOVE_BACKSLASH,
REGEX_SPECIAL_CHARS,REGEX_SPECIAL_CHARS_GLOBAL}=__nccwpck_require__2(5595);exports.isObject=val=>val!==null&&typeof val=="object"&&!Array.isArray(val),exports.hasRegexChars=
str=>REGEX_SPECIAL_CHARS.test(str),exports.isRegexChar=str=>str.length===1&&exports.hasRegexChars(str),exports.escapeRegex=str=>str.replace(REGEX_SPECIAL_CHARS_GLOBAL,
"\\$1"),exports.toPosixSlashes=str=>str.replace(REGEX_BACKSLASH,"/"),exports.isWindows=()=>{if(typeof navigator<"u"&&navigator.platform){const platform=navigator.
platform.toLowerCase();return platform==="win32"||platform==="windows"}return typeof process<"u"&&process.platform?process.platform==="win32":!1},exports.removeBackslashes=
str=>str.replace(REGEX_REMOVE_BACKSLASH,match=>match==="\\"?"":match),exports.escapeLast=(input,char,lastIdx)=>{const idx=input.lastIndexOf(char,lastIdx);return idx===
-1?input:input[idx-1]==="\\"?exports.escapeLast(input,char,idx-1):`${input.slice(0,idx)}\\${input.slice(idx)}`},exports.removePrefix=(input,state={})=>{let output=input;
return output.startsWith("./")&&(output=output.slice(2),state.prefix="./"),output},exports.wrapOutput=(input,state={},options={})=>{const prepend=options.contains?
"":"^",append=options.contains?"":"$";let output=`${prepend}(?:${input})${append}`;return state.negated===!0&&(output=`(?:^(?!${output}).*$)`),output},exports.basename=
(path2,{windows}={})=>{const segs=path2.split(windows?/[\\/]/:"/"),last=segs[segs.length-1];return last===""?segs[segs.length-2]:last}}),2613:(module=>{module.exports=
__WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert")}),4434:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("events")}),9896:(module=>{
module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs")}),8611:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("http")}),
5692:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("https")}),9278:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.
url)("net")}),4589:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert")}),6698:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:async_hooks")}),4573:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer")}),7540:(module=>{module.exports=
__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console")}),7598:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto")}),
3053:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel")}),610:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:dns")}),8474:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events")}),3024:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:fs")}),7067:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http")}),2467:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:http2")}),7030:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net")}),643:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:perf_hooks")}),1792:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring")}),7075:(module=>{module.
exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream")}),1692:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node\
:tls")}),3136:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url")}),7975:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:util")}),3429:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types")}),5919:(module=>{module.exports=
__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads")}),8522:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node\
:zlib")}),857:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("os")}),3193:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("string_decoder")}),4756:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls")}),9023:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("util")}),9243:((__unused_webpack___webpack_module__,__webpack_exports__,__nccwpck_require__2)=>{__nccwpck_require__2.d(__webpack_exports__,{eb:()=>UsageError,
lZ:()=>ActionError,yN:()=>FilesError});class ActionError extends Error{hint;reason="server";constructor(message,options={}){super(message,options.cause===void 0?
void 0:{cause:options.cause}),this.name=new.target.name,this.hint=options.hint}}class UsageError extends ActionError{reason="inputs";problems;constructor(problems,hint){
super(problems.join(`
`),{hint}),this.problems=problems}}class FilesError extends ActionError{reason="files"}})},__webpack_module_cache__={};function __nccwpck_require__(moduleId){var cachedModule=__webpack_module_cache__[moduleId];
if(cachedModule!==void 0)return cachedModule.exports;var module=__webpack_module_cache__[moduleId]={exports:{}},threw=!0;try{__webpack_modules__[moduleId](module,
module.exports,__nccwpck_require__),threw=!1}finally{threw&&delete __webpack_module_cache__[moduleId]}return module.exports}__nccwpck_require__.m=__webpack_modules__;
typeof __nccwpck_require__<"u"&&(__nccwpck_require__.ab=decodeURIComponent(new URL(".",import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/)?
1:0,-1)+"/");(()=>{var getProto=Object.getPrototypeOf?obj=>Object.getPrototypeOf(obj):obj=>obj.__proto__,leafPrototypes;__nccwpck_require__.t=function(value,mode){
if(mode&1&&(value=this(value)),mode&8||typeof value=="object"&&value&&(mode&4&&value.__esModule||mode&16&&typeof value.then=="function"))return value;var ns=Object.
create(null);__nccwpck_require__.r(ns);var def={};leafPrototypes=leafPrototypes||[null,getProto({}),getProto([]),getProto(getProto)];for(var current=mode&2&&value;typeof current==
"object"&&!~leafPrototypes.indexOf(current);current=getProto(current))Object.getOwnPropertyNames(current).forEach(key2=>def[key2]=()=>value[key2]);return def.default=
()=>value,__nccwpck_require__.d(ns,def),ns}})();__nccwpck_require__.d=(exports,definition)=>{for(var key2 in definition)__nccwpck_require__.o(definition,key2)&&
!__nccwpck_require__.o(exports,key2)&&Object.defineProperty(exports,key2,{enumerable:!0,get:definition[key2]})};__nccwpck_require__.f={},__nccwpck_require__.e=chunkId=>Promise.
all(Object.keys(__nccwpck_require__.f).reduce((promises,key2)=>(__nccwpck_require__.f[key2](chunkId,promises),promises),[]));__nccwpck_require__.u=chunkId=>""+chunkId+
".index.js";__nccwpck_require__.o=(obj,prop)=>Object.prototype.hasOwnProperty.call(obj,prop);__nccwpck_require__.r=exports=>{typeof Symbol<"u"&&Symbol.toStringTag&&
Object.defineProperty(exports,Symbol.toStringTag,{value:"Module"}),Object.defineProperty(exports,"__esModule",{value:!0})};(()=>{var installedChunks={792:0},installChunk=data=>{
var{ids,modules,runtime}=data,moduleId,chunkId,i2=0;for(moduleId in modules)__nccwpck_require__.o(modules,moduleId)&&(__nccwpck_require__.m[moduleId]=modules[moduleId]);
for(runtime&&runtime(__nccwpck_require__);i2<ids.length;i2++)chunkId=ids[i2],__nccwpck_require__.o(installedChunks,chunkId)&&installedChunks[chunkId]&&installedChunks[chunkId][0](),
installedChunks[ids[i2]]=0};__nccwpck_require__.f.j=(chunkId,promises)=>{var installedChunkData=__nccwpck_require__.o(installedChunks,chunkId)?installedChunks[chunkId]:
void 0;if(installedChunkData!==0)if(installedChunkData)promises.push(installedChunkData[1]);else{var promise=import("./"+__nccwpck_require__.u(chunkId)).then(installChunk,
e=>{throw installedChunks[chunkId]!==0&&(installedChunks[chunkId]=void 0),e}),promise=Promise.race([promise,new Promise(resolve=>installedChunkData=installedChunks[chunkId]=
[resolve])]);promises.push(installedChunkData[1]=promise)}}})();var external_node_fs_=__nccwpck_require__(3024);const external_node_os_namespaceObject=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");function readContext(env=process.
env){const{GITHUB_REPOSITORY:repository,GITHUB_SHA:sha,GITHUB_SERVER_URL:serverUrl2,GITHUB_RUN_ID:run}=env,{GITHUB_ACTION_REPOSITORY:own,GITHUB_ACTION_REF:ref}=env;
return{workspace:env.GITHUB_WORKSPACE||process.cwd(),temp:env.RUNNER_TEMP||(0,external_node_os_namespaceObject.tmpdir)(),eventName:env.GITHUB_EVENT_NAME??"",event:eventOf(
readPayload(env.GITHUB_EVENT_PATH)),...repository?{repository}:{},...sha?{sha}:{},...serverUrl2?{serverUrl:serverUrl2}:{},...serverUrl2&&own&&ref?{docsUrl:`${serverUrl2}\
/${own}/blob/${ref}/docs`}:{},...serverUrl2&&repository&&run?{runUrl:`${serverUrl2}/${repository}/actions/runs/${run}`}:{}}}function readPayload(path2){if(!path2)
return{};try{return objectOf(JSON.parse((0,external_node_fs_.readFileSync)(path2,"utf8")))}catch{return{}}}function eventOf(payload){const pull=objectOf(payload.
pull_request);if(typeof pull.number=="number"){const base=objectOf(pull.base),head=objectOf(pull.head),name=side=>objectOf(side.repo).full_name;return{pullRequest:{
number:pull.number,base:context_textOf(base.sha),head:context_textOf(head.sha),fromFork:typeof name(head)!="string"||name(head)!==name(base)}}}const group=objectOf(
payload.merge_group);if(typeof group.head_sha=="string"){const[before,after2,ref]=[group.base_sha,group.head_sha,group.head_ref].map(context_textOf);return{push:{
ref,before,after:after2,created:!1,forced:!1}}}if(typeof payload.after!="string")return{};const branch=objectOf(payload.repository).default_branch;return{push:{
ref:context_textOf(payload.ref),before:context_textOf(payload.before),after:payload.after,created:payload.created===!0,forced:payload.forced===!0,...typeof branch==
"string"?{defaultBranch:branch}:{}}}}function objectOf(value){return typeof value=="object"&&value!==null?value:{}}function context_textOf(value){return typeof value==
"string"?value:""}var external_os_=__nccwpck_require__(857);function utils_toCommandValue(input){return input==null?"":typeof input=="string"||input instanceof String?
input:JSON.stringify(input)}function toCommandProperties(annotationProperties){return Object.keys(annotationProperties).length?{title:annotationProperties.title,
file:annotationProperties.file,line:annotationProperties.startLine,endLine:annotationProperties.endLine,col:annotationProperties.startColumn,endColumn:annotationProperties.
endColumn}:{}}function command_issueCommand(command,properties,message){const cmd=new Command(command,properties,message);process.stdout.write(cmd.toString()+external_os_.
EOL)}function command_issue(name,message=""){command_issueCommand(name,{},message)}const CMD_STRING="::";class Command{constructor(command,properties,message){command||
(command="missing.command"),this.command=command,this.properties=properties,this.message=message}toString(){let cmdStr=CMD_STRING+this.command;if(this.properties&&
Object.keys(this.properties).length>0){cmdStr+=" ";let first=!0;for(const key2 in this.properties)if(this.properties.hasOwnProperty(key2)){const val=this.properties[key2];
val&&(first?first=!1:cmdStr+=",",cmdStr+=`${key2}=${escapeProperty(val)}`)}}return cmdStr+=`${CMD_STRING}${escapeData(this.message)}`,cmdStr}}function escapeData(s){
return utils_toCommandValue(s).replace(/%/g,"%25").replace(/\r/g,"%0D").replace(/\n/g,"%0A")}function escapeProperty(s){return utils_toCommandValue(s).replace(/%/g,
"%25").replace(/\r/g,"%0D").replace(/\n/g,"%0A").replace(/:/g,"%3A").replace(/,/g,"%2C")}const external_crypto_namespaceObject=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("crypto");var external_fs_=__nccwpck_require__(9896);function file_command_issueFileCommand(command,message){const filePath=process.env[`GITHUB\
_${command}`];if(!filePath)throw new Error(`Unable to find environment variable for file command ${command}`);if(!external_fs_.existsSync(filePath))throw new Error(
`Missing file at path: ${filePath}`);external_fs_.appendFileSync(filePath,`${utils_toCommandValue(message)}${external_os_.EOL}`,{encoding:"utf8"})}function file_command_prepareKeyValueMessage(key2,value){
const delimiter=`ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`,convertedValue=utils_toCommandValue(value);if(key2.includes(delimiter))throw new Error(
`Unexpected input: name should not contain the delimiter "${delimiter}"`);if(convertedValue.includes(delimiter))throw new Error(`Unexpected input: value should \
not contain the delimiter "${delimiter}"`);return`${key2}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`}const external_path_namespaceObject=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("path");var ExitCode;(function(ExitCode2){ExitCode2[ExitCode2.Success=0]="Success",ExitCode2[ExitCode2.Failure=1]="Failure"})(ExitCode||(ExitCode={}));function setSecret(secret){command_issueCommand("add-mask",{},secret)}function getInput(name,options){const val=process.env[`INPUT_${name.replace(/ /g,"_").toUpperCase()}`]||"";if(options&&options.required&&!val)throw new Error(`I\
nput required and not supplied: ${name}`);return options&&options.trimWhitespace===!1?val:val.trim()}function setOutput(name,value){if(process.env.GITHUB_OUTPUT||"")return file_command_issueFileCommand("OUTPUT",file_command_prepareKeyValueMessage(name,value));process.
stdout.write(external_os_.EOL),command_issueCommand("set-output",{name},utils_toCommandValue(value))}function debug(message){command_issueCommand("debug",{},message)}function error(message,properties={}){command_issueCommand("error",toCommandProperties(properties),
message instanceof Error?message.toString():message)}function warning(message,properties={}){command_issueCommand("warning",toCommandProperties(properties),message instanceof
Error?message.toString():message)}function notice(message,properties={}){command_issueCommand("notice",toCommandProperties(properties),message instanceof Error?
message.toString():message)}function info(message){process.stdout.write(message+external_os_.EOL)}function startGroup(name){command_issue("group",name)}function endGroup(){
command_issue("endgroup")}var summary_awaiter=function(thisArg,_arguments,P,generator){function adopt(value){return value instanceof P?value:new P(function(resolve){resolve(value)})}return new(P||
(P=Promise))(function(resolve,reject){function fulfilled(value){try{step(generator.next(value))}catch(e){reject(e)}}function rejected(value){try{step(generator.
throw(value))}catch(e){reject(e)}}function step(result){result.done?resolve(result.value):adopt(result.value).then(fulfilled,rejected)}step((generator=generator.
apply(thisArg,_arguments||[])).next())})};const{access,appendFile,writeFile}=external_fs_.promises,SUMMARY_ENV_VAR="GITHUB_STEP_SUMMARY";class Summary{constructor(){this._buffer=""}filePath(){return summary_awaiter(this,void 0,void 0,function*(){if(this._filePath)return this._filePath;const pathFromEnv=process.
env[SUMMARY_ENV_VAR];if(!pathFromEnv)throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports jo\
b summaries.`);try{yield access(pathFromEnv,external_fs_.constants.R_OK|external_fs_.constants.W_OK)}catch{throw new Error(`Unable to access summary file: '${pathFromEnv}\
'. Check if the file has correct read/write permissions.`)}return this._filePath=pathFromEnv,this._filePath})}wrap(tag,content,attrs={}){const htmlAttrs=Object.
entries(attrs).map(([key2,value])=>` ${key2}="${value}"`).join("");return content?`<${tag}${htmlAttrs}>${content}</${tag}>`:`<${tag}${htmlAttrs}>`}write(options){
return summary_awaiter(this,void 0,void 0,function*(){const overwrite=!!options?.overwrite,filePath=yield this.filePath();return yield(overwrite?writeFile:appendFile)(
filePath,this._buffer,{encoding:"utf8"}),this.emptyBuffer()})}clear(){return summary_awaiter(this,void 0,void 0,function*(){return this.emptyBuffer().write({overwrite:!0})})}stringify(){
return this._buffer}isEmptyBuffer(){return this._buffer.length===0}emptyBuffer(){return this._buffer="",this}addRaw(text,addEOL=!1){return this._buffer+=text,addEOL?
this.addEOL():this}addEOL(){return this.addRaw(external_os_.EOL)}addCodeBlock(code2,lang){const attrs=Object.assign({},lang&&{lang}),element=this.wrap("pre",this.
wrap("code",code2),attrs);return this.addRaw(element).addEOL()}addList(items,ordered=!1){const tag=ordered?"ol":"ul",listItems=items.map(item2=>this.wrap("li",item2)).
join(""),element=this.wrap(tag,listItems);return this.addRaw(element).addEOL()}addTable(rows){const tableBody=rows.map(row=>{const cells2=row.map(cell=>{if(typeof cell==
"string")return this.wrap("td",cell);const{header,data,colspan,rowspan}=cell,tag=header?"th":"td",attrs=Object.assign(Object.assign({},colspan&&{colspan}),rowspan&&
{rowspan});return this.wrap(tag,data,attrs)}).join("");return this.wrap("tr",cells2)}).join(""),element=this.wrap("table",tableBody);return this.addRaw(element).
addEOL()}addDetails(label2,content){const element=this.wrap("details",this.wrap("summary",label2)+content);return this.addRaw(element).addEOL()}addImage(src,alt,options){
const{width,height}=options||{},attrs=Object.assign(Object.assign({},width&&{width}),height&&{height}),element=this.wrap("img",null,Object.assign({src,alt},attrs));
return this.addRaw(element).addEOL()}addHeading(text,level){const tag=`h${level}`,allowedTag=["h1","h2","h3","h4","h5","h6"].includes(tag)?tag:"h1",element=this.
wrap(allowedTag,text);return this.addRaw(element).addEOL()}addSeparator(){const element=this.wrap("hr",null);return this.addRaw(element).addEOL()}addBreak(){const element=this.
wrap("br",null);return this.addRaw(element).addEOL()}addQuote(text,cite){const attrs=Object.assign({},cite&&{cite}),element=this.wrap("blockquote",text,attrs);return this.
addRaw(element).addEOL()}addLink(text,href){const element=this.wrap("a",text,{href});return this.addRaw(element).addEOL()}}const _summary=new Summary;const summary=_summary;function loggable(text){return text.split(/\r\n|[\r\n\u0085\u2028\u2029]/).map(line=>line.replace(/[\u001b\u009b]\[?[0-9;:?]*[ -/]*[@-~]/g,
"").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu,"�").replace(/#(?=\p{DI}*#\p{DI}*\[)/gu,"# ").replace(
/^([\s\p{DI}\uFFFD]*):(?=\p{DI}*:)/u,"$1: ")).join(`
`)}function maskForms(secret){const lines2=secret.split(/\r?\n/).map(line=>line.trim()),forms=[secret,...lines2,...lines2.map(headerValue)].flatMap(value=>[value,
encodeURIComponent(Buffer.from(value).toString()),JSON.stringify(value).slice(1,-1),Buffer.from(value).toString("base64"),Buffer.from(value).toString("base64url")]);
return[...new Set(forms)].filter(form=>form.trim().length>=3)}function headerValue(line){return/^[A-Za-z0-9-]+:\s*(.+)/.exec(line)?.[1]??line}const COMMANDS={error,
warning,notice};class Runner{input(name){return getInput(name)}mask(texts2){for(const form of new Set(texts2.flatMap(maskForms)))setSecret(form)}info(text){info(
loggable(text))}debug(text){debug(loggable(text))}group(title,lines2){this.open(title);for(const line of lines2)this.info(line);this.close()}open(title){startGroup(
loggable(title).replaceAll(`
`," "))}close(){endGroup()}annotate(annotations){for(const{severity,message,title,...place}of annotations)COMMANDS[severity](loggable(message),{...place,title:loggable(
title)})}warning(text){warning(loggable(text))}outputs(values){for(const[name,value]of Object.entries(values))setOutput(name,String(value))}async summary(markdown2){
if(process.env.GITHUB_STEP_SUMMARY)try{await summary.addRaw(markdown2,!0).write()}catch(error2){this.warning(`The job summary could not be written: ${error2 instanceof
Error?error2.message:String(error2)}`)}}fail(message){error(loggable(message)),process.exitCode=1}}var _build_errors=__nccwpck_require__(9243);function readInputs(table,raw){
const values={},problems=[],notices=[];for(const[name,input]of Object.entries(table)){const text=raw(name).trim()||(input.mayBeEmpty?"":fallback(input));if(text===
""){input.required&&problems.push(`\`${name}\` is required, but it is empty. Example: ${exampleOf(name,input)}`);continue}const reading=input.reader.read(text);
"problem"in reading?problems.push(wrong(name,input,text,reading.problem)):(values[name]=reading.value,reading.notice!==void 0&&notices.push(reading.notice))}if(problems.
length>0)throw new _build_errors.eb(problems,missingSecretHint(problems));return{values,notices}}function secretTexts(table,raw){return Object.entries(table).filter(
([,input])=>input.secret).map(([name])=>raw(name)).filter(text=>text.trim()!=="")}function fallback(input){const text=input.default??"";return text.startsWith("\
${{")?"":text}function wrong(name,input,text,problem){const shown=withoutSecrets(text.length>200?`${text.slice(0,200)}…`:text),value=input.secret?"":` "${shown}\
"`;return`\`${name}\`${value} ${problem}. Allowed: ${input.reader.allowed}. Example: ${exampleOf(name,input)}`}function withoutSecrets(text){return/^[^\s]*(@|[?#][^\s]*=)/.
test(text)?text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/?#\s]*@/i,"$1***@").replace(/([?#]).*/s,"$1***"):text}function exampleOf(name,input){return`\`${name}: ${input.
example}\``}function missingSecretHint(problems){return problems.some(problem=>problem.includes("is required"))?"An input filled from `secrets` is empty when th\
e secret does not exist, and in pull requests from forks, which get no secrets.":void 0}function counted(count2,one,many=`${one}s`){return`${count2.toLocaleString(
"en-US")} ${count2===1?one:many}`}function countedActions({created,updated,unchanged,deleted,failed}){return listed({created,updated,unchanged,deleted,failed})}
function countedPlan({created,updated,unchanged,deleted,failed}){return listed({"to create":created,"to update":updated,unchanged,"to delete":deleted,failed})}function listed(counts){
return Object.entries(counts).filter(([,count2])=>count2>0).map(([words2,count2])=>`${count2.toLocaleString("en-US")} ${words2}`).join(", ")}function countedFindings(counts){
const{files,flows,errors,warnings,notices,silenced}=counts,least=files===0?1:0;return[[files,least,"file"],[flows,least,"flow"],[errors,least,"error"],[warnings,
least,"warning"],[notices,1,"notice"],[silenced,1,"silenced","silenced"]].filter(([count2,from])=>count2>=from).map(([count2,,one,many])=>counted(count2,one,many))}
function sizeOf(bytes){return bytes<1e3?`${bytes} B`:bytes<999500?`${twoDigits(bytes/1e3)} kB`:`${twoDigits(bytes/1e6)} MB`}function twoDigits(size){return size.
toFixed(size<9.95?1:0)}function sizeOfFile({file,bytes,bytesBefore}){const sizes=[...bytesBefore===void 0?[]:[bytesBefore],...file===void 0?[]:[bytes]];return[...new Set(
sizes.map(sizeOf))].join(" → ")}function groupBy(items,keyOf2){const groups=new Map;for(const item2 of items){const key2=keyOf2(item2),group=groups.get(key2);
group===void 0?groups.set(key2,[item2]):group.push(item2)}return groups}const MANY=5;function groupEqual(findings){const equal=[...groupBy(findings,keyOf).values()].
filter(({length})=>length>=MANY),grouped=new Set(equal.flat());return{equal:equal.map(list=>{const[{severity,message,hint,afterLine}]=list;return{severity,message,
hint,afterLine,findings:list}}),others:findings.filter(finding=>!grouped.has(finding))}}function distinctFirst(findings){const seen=new Set,first=findings.filter(
finding=>{const words2=keyOf(finding);return seen.has(words2)?!1:seen.add(words2)}),again=new Set(first);return[...first,...findings.filter(finding=>!again.has(
finding))]}function keyOf({severity,rule,message,hint,afterLine}){return[severity,rule,message,hint,afterLine].join(`
`)}function placesOf({findings}){const files=new Set(findings.map(({file})=>file)).size,flows=new Set(findings.map(({file,document=0})=>`${document} ${file}`)).
size;return flows===findings.length?`in ${counted(flows,"flow")}`:`in ${counted(findings.length,"place")} of ${counted(files,"file")}`}const UNSAFE=/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;
function visible(text){return text.replace(UNSAFE,"�")}function escape_oneLine(text){return visible(text.replace(/\s+/g," ")).trim()}const LINKED=[[/@/g,"@​"],
[/#(?=\d)/g,"#​"],[/\bGH-(?=\d)/gi,"$&​"],[/:(?=\/\/)/g,":​"],[/www(?=\.)/gi,"$&​"],[/\b(mailto|xmpp)(?=:)/gi,"$&​"],[/:(?=[\w+-]+:)/g,":​"]],COMMIT=/\b[0-9a-f]{7,40}\b/gi;
function markdown(text){return LINKED.reduce((rest,[pattern2,by])=>rest.replace(pattern2,by),escape_oneLine(text)).replace(COMMIT,word=>word.replace(/.{6}(?=.)/g,
"$&​")).replace(/[&<>"'\\`*_{}[\]()#|~!$^]/g,entity).replace(/^[-+=]/,entity).replace(/^(\d+)\.(?=\s|$)/,"$1&#46;").replaceAll("​","&#8203;")}function entity(character){
return`&#${character.charCodeAt(0)};`}function code(text){return`<code>${markdown(text)}</code>`}function digits(text){return/^[0-9a-f]+$/i.test(text)?`<code>${text}\
</code>`:code(text)}function escape_link(text,url){return url===void 0||!/^https?:\/\//i.test(url)?text:`<a href="${url.replace(/\p{Cs}/gu,"�").replace(/[\s"'<>`|\\\u0000-\u001f\u007f]/g,
character=>character==="'"?"%27":encodeURIComponent(character)).replaceAll("&","&amp;")}">${text}</a>`}function fence(language,content){const text=visible(content),
longest=Math.max(2,...[...text.matchAll(/`+/g)].map(([run])=>run.length)),marks="`".repeat(longest+1);return`${marks}${language}
${text.replace(/\n$/,"")}
${marks}`}function details(title,content){return`<details><summary>${title}</summary>

${content}

</details>`}function shortened_shortened(text,length){return text.length<=length?text:`${text.slice(0,length-1).replace(/[\uD800-\uDBFF]$/,"")}…`}const WIDE=/[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\ufe0f]|\p{Emoji_Presentation}/u,
NO_WIDTH=/^[\p{M}\u200c\u200d]+$/u,graphemes=new Intl.Segmenter("en",{granularity:"grapheme"});function displayWidth(text){if(/^[\x20-\x7e]*$/.test(text))return text.
length;let width=0;for(const{segment:segment2}of graphemes.segment(text))width+=WIDE.test(segment2)?2:NO_WIDTH.test(segment2)?0:1;return width}const WIDTH=110,BEFORE=30;
function renderExcerpt(line,{startLine,startColumn,endLine:endLine2,endColumn}){const text=(startLine===1?line.replace(/^\uFEFF/,""):line).replace(/\r$/,""),start=Math.
min(startColumn-1,text.length),end=Math.min(endLine2>startLine?text.length:Math.max(endColumn-1,start),text.length),from=text.length<=WIDTH||start<WIDTH-BEFORE?
0:whole(text,start-BEFORE),to=whole(text,Math.min(from+WIDTH,text.length)),before=`${from>0?"…":""}${cells(text.slice(from,start))}`,marked=cells(text.slice(start,
Math.min(end,to))),after2=cells(text.slice(Math.max(start,Math.min(end,to)),to)),number=String(startLine),carets="^".repeat(Math.max(1,displayWidth(marked)));return[
`${number} │ ${before}${marked}${after2}${to<text.length?"…":""}`.trimEnd(),`${" ".repeat(number.length)} │ ${" ".repeat(displayWidth(before))}${carets}`].
join(`
`)}function cells(text){return visible(text.replaceAll("	"," "))}function whole(text,offset){return/[\uDC00-\uDFFF]/.test(text.charAt(offset))?offset-1:offset}function wordsOf({
message,hint,afterLine}){const after2=afterLine===void 0?void 0:`Kestra stops at line ${afterLine} before it comes to this.`;return[message,after2,hint].filter(
part=>part!==void 0).join(" ")}function markedWordsOf({message,hint,afterLine}){return[message,hint,afterMark(afterLine)].filter(part=>part!==void 0).join(" ")}
function afterMark(afterLine){return afterLine===void 0?void 0:`(after line ${afterLine})`}function explainMarks(findings){return findings.some(({afterLine})=>afterLine!==
void 0)?'"After line …": Kestra stops at that line, and reports this once the line is right.':void 0}function fileUrl(context,path2,line){const{url,sha}=repositoryOf(
context,path2)??ofTheRun(context);if(url===void 0||sha===void 0)return;const below2=encodePath(inRepository(context,path2));return`${url}/blob/${sha}/${below2}${line===
void 0?"":`?plain=1#L${line}`}`}function inRepository(context,path2){const folder=repositoryOf(context,path2)?.folder??"";return folder===""?path2:path2.slice(folder.
length+1)}function repositoryOf({repositories},path2){return repositories?.find(({folder})=>folder===""||path2.startsWith(`${folder}/`))}function ofTheRun(context){
return{url:repositoryUrl(context),sha:context.sha}}function repositoryUrl({githubUrl,repository}){return githubUrl===void 0||repository===void 0?void 0:`${githubUrl}\
/${repository}`}function commitUrl(context,commit){const url=repositoryUrl(context);return url===void 0?void 0:`${url}/commit/${commit}`}function flowUrl({kestraUrl},{
kestra,dryRun},{action,namespace:namespace2,id,revisionBefore}){if(kestraUrl===void 0||kestra===void 0)return;const isThere=revisionBefore!==void 0||action==="u\
nchanged"||action==="conflict";if(!(dryRun?isThere||action==="updated":isThere||action==="created"||action==="updated")||action==="deleted"&&!dryRun)return;const path2=[
kestra.tenant,"flows","edit",namespace2,id].map(part=>encodePath(part).replaceAll("/","%2F"));return`${kestraUrl}/ui/${path2.join("/")}`}function encodePath(path2){
return path2.replace(/\p{Cs}/gu,"�").split("/").map(encodeURIComponent).join("/")}function flow(below2){return`id: hello
namespace: company.team
${below2}`}function logging(below2){return flow(`tasks:
  - id: log
    type: io.kestra.plugin.core.log.Log
    message: Hello
${below2}`)}const PLAIN=logging(""),says=text=>PLAIN.replace("message: Hello",`message: ${text}`),INPUTS=`inputs:
  - { id: name, type: STRING }
`,VARIABLES=`variables: { name: World, count: 3 }
`,RETURN=`    type: io.kestra.plugin.core.debug.Return
    format: Hello
`,returns=(...texts2)=>{const log=(text,index)=>`  - id: log-${index}
${LOG}    message: ${text}
`;return flow(`tasks:
  - id: greet
${RETURN}${texts2.map(log).join("")}`)},LOG=`    type: io.kestra.plugin.core.log.Log
`,loops=text=>flow(`tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: [a, b]
    tasks:
      - id: if
        type: io.kestra.plugin.core.flow.If
        condition: "{{ taskrun.value == 'a' }}"
        then:
          - id: log
            type: io.kestra.plugin.core.log.Log
            message: ${text}
`),RULES_ABOUT_EXPRESSIONS={"pebble-syntax":{meaning:"Kestra cannot parse the expression: the task fails when it runs.",fix:"Correct it; put text of another lan\
guage between `{% raw %}` and `{% endraw %}`.",severity:"warning",example:says('"{{ inputs.name }"')+INPUTS,fixed:says('"{{ inputs.name }}"')+INPUTS},"pebble-un\
known-tag":{meaning:"The expressions of Kestra have no such tag.",fix:"Correct its name; put text of another language between `{% raw %}` and `{% endraw %}`.",severity:"\
warning",example:says('"{% unless a %}b{% endunless %}"'),fixed:says('"{% if not a %}b{% endif %}"')},"pebble-unknown-function":{meaning:"The expressions of thi\
s Kestra have no such function.",fix:"Correct its name.",severity:"warning",example:says(`"{{ secrets('KEY') }}"`),fixed:says(`"{{ secret('KEY') }}"`)},"pebble-\
unknown-filter":{meaning:"The expressions of this Kestra have no such filter.",fix:"Correct its name.",severity:"warning",example:says('"{{ vars.name | upperCas\
e }}"')+VARIABLES,fixed:says('"{{ vars.name | upper }}"')+VARIABLES},"pebble-unknown-test":{meaning:"The expressions of this Kestra have no such test behind `is\
`.",fix:"Correct its name.",severity:"warning",example:says('"{{ vars.count is odds }}"')+VARIABLES,fixed:says('"{{ vars.count is odd }}"')+VARIABLES},"pebble-u\
nknown-variable":{meaning:"The expressions of Kestra have no such variable, and one with nearly the same name: the task fails when it runs.",fix:"Correct its na\
me.",severity:"warning",example:says('"{{ input.name }}"')+INPUTS,fixed:says('"{{ inputs.name }}"')+INPUTS},"unknown-input":{meaning:"An expression names an inp\
ut that the flow does not declare: the task fails when it runs. Names in an expression that says what to do without (`??`, `default`, `is defined`) are left alo\
ne, here and in the rules below.",fix:"Correct the name, or declare the input.",severity:"warning",example:says('"{{ inputs.nmae }}"')+INPUTS,fixed:says('"{{ in\
puts.name }}"')+INPUTS},"unknown-variable":{meaning:"An expression names a variable that neither `variables` of the flow nor a task SetVariables sets.",fix:"Cor\
rect the name, or add the variable.",severity:"warning",example:says('"{{ vars.nmae }}"')+VARIABLES,fixed:says('"{{ vars.name }}"')+VARIABLES},"unknown-label":{
meaning:"An expression names a label that differs from one of the flow by a letter. Whoever starts the flow may give it further labels.",fix:"Correct the name.",
severity:"notice",example:says('"{{ labels.taem }}"')+`labels: { team: etl }
`,fixed:says('"{{ labels.team }}"')+`labels: { team: etl }
`},"unknown-trigger-value":{meaning:"An expression names a value that no trigger of the flow gives, nor a flow that calls it. Only where all triggers are of the\
 core.",fix:"Correct the name, add the trigger, or write what to use without: `trigger.date ?? now()`.",severity:"warning",example:says('"{{ trigger.date }}"'),
fixed:says('"{{ trigger.date ?? now() }}"')},"unknown-output":{meaning:"An expression names the outputs of a task that the flow does not have.",fix:"Correct the\
 name.",severity:"warning",example:returns('"{{ outputs.gret.value }}"'),fixed:returns('"{{ outputs.greet.value }}"')},"unreachable-output":{meaning:"An express\
ion names the outputs of a task that has not run then, or may not have: it is a later one, in another branch, runs at the same time, or is not waited for.",fix:"\
Change the order of the tasks, or name another one.",severity:"warning",example:returns(`"{{ outputs['log-1'] }}"`,"Done"),fixed:returns('"{{ outputs.greet.valu\
e }}"',"Done")},"value-outside-loop":{meaning:"An expression names the value of an iteration where there is none: outside of a loop, or deeper in it than right \
below it.",fix:"Use what the message names; deeper in a loop that is `parent.taskrun.value`.",severity:"warning",example:loops('"{{ taskrun.value }}"'),fixed:loops(
'"{{ parent.taskrun.value }}"')},"changed-in-2.0":{meaning:"Kestra 2.0 takes this and does something else with it than 1.3, or fails when it runs.",fix:"See the\
 message.",severity:"warning",versions:"since 2.0",example:says('"{{ schedule.date }}"'),fixed:says('"{{ trigger.date ?? now() }}"'),by:{rules:"2.0"}},"unused-i\
gnore":{meaning:"A comment `# kestra-ignore: …` silences nothing: there is no such finding here, or it is one that cannot be silenced.",fix:"Remove the commen\
t, or correct the name of the rule.",severity:"notice",example:logging(`# kestra-ignore: deprecated because
`),fixed:PLAIN}},RULES_ABOUT_FILES={"yaml-syntax":{meaning:"The file is no YAML: Kestra cannot read it.",fix:"Correct the place that is marked; most often it is\
 an indentation, a quote, or a value that begins with `{{` and needs quotes.",severity:"error",example:flow(`description: {{ inputs.name }}
`),fixed:logging(`description: "{{ inputs.name }}"
`)},"yaml-limit":{meaning:"The file is longer or nested deeper than a flow can be.",fix:"Split it, or move data out of the flow.",severity:"error",by:{tooDeep:!0}},
"not-utf8":{meaning:"The file holds bytes that are no UTF-8 text.",fix:"Save it as UTF-8.",severity:"error",by:{unreadable:{problem:"not-utf8",line:1,column:1}}},
"file-too-large":{meaning:"The file is larger than any flow: it is not read.",fix:"Leave it out with `exclude` if it is no flow.",severity:"error",by:{unreadable:{
problem:"too-large",megabytes:12,most:4}}},"file-unreadable":{meaning:"The file or folder cannot be read, so nothing in it was judged.",fix:"Change its permissi\
ons, or leave it out with `exclude`.",severity:"error",by:{unreadable:{problem:"unreadable",code:"EACCES"}}},"link-dangling":{meaning:"The symbolic link leads n\
owhere: there is no file to judge.",fix:"Repair or remove the link, or leave it out with `exclude`.",severity:"error",by:{unreadable:{problem:"dangling"}}},"lin\
k-outside":{meaning:"The symbolic link leads outside the workspace, where no file is read.",fix:"Replace the link by a copy of the file, or leave it out with `e\
xclude`.",severity:"error",by:{unreadable:{problem:"outside"}}},"empty-document":{meaning:"There is no flow here: the file, or a document of it, is empty or hol\
ds only comments.",fix:"Remove it, or leave the file out with `exclude`.",severity:"error",example:`# Coming soon
`,fixed:PLAIN},"not-a-flow":{meaning:"The document is a list or a single value. A flow is a mapping with `id`, `namespace` and `tasks`.",fix:"Write the flow as \
a mapping, one flow a document, `---` between them.",severity:"error",example:`- one
- two
`,fixed:PLAIN},"duplicate-key":{meaning:"A key stands twice in one mapping. The server validates such a flow and refuses to store it.",fix:"Remove one of the tw\
o.",severity:"error",example:logging(`description: One
description: Two
`),fixed:logging(`description: Two
`)},"identity-missing":{meaning:"The flow has no `id` or no `namespace`.",fix:"Add it.",severity:"error",example:logging("").replace(`id: hello
`,""),fixed:PLAIN},"identity-not-text":{meaning:"YAML 1.1 reads the `id` or the `namespace` as a number or a boolean: Kestra would store the flow under another \
name.",fix:"Put quotes around it.",severity:"error",example:logging("").replace("id: hello","id: off"),fixed:logging("").replace("id: hello",'id: "off"')},"dele\
ted-flow":{meaning:"Kestra deletes a flow that says `deleted: true` as soon as it is stored, and answers as if it were there.",fix:"Remove the line. To delete t\
he flow, remove it from the checkout and deploy with `prune: removed`.",severity:"error",example:logging(`deleted: true
`),fixed:PLAIN},"duplicate-flow":{meaning:"Two documents have the same `namespace` and `id`: the last one deployed would win.",fix:"Rename or remove one of them\
.",severity:"error",example:`${PLAIN}---
${PLAIN}`,fixed:`${PLAIN}---
${PLAIN.replace("hello","good-morning")}`},"reserved-flow-id":{meaning:"Kestra needs this `id` for an address of its own.",fix:"Choose another `id`.",severity:"\
error",versions:"1.0 to 1.3",example:PLAIN.replace("id: hello","id: search"),fixed:PLAIN.replace("id: hello","id: find")},"outdated-revision":{meaning:"The `rev\
ision` written in the flow does not follow the newest one on the server.",fix:"Remove `revision`: Kestra counts by itself.",severity:"warning",example:logging(`\
revision: 3
`),fixed:PLAIN,by:{answer:{outdated:!0}}},"file-include":{meaning:"`[[> file]]` is stored as it stands. The command line of older servers put the file in here.",
fix:"Upload the file with deploy-namespace-files and write `{{ read('file') }}`, or write its content here.",severity:"warning",example:PLAIN.replace("message: \
Hello",'message: "[[> hello.txt]]"'),fixed:PLAIN.replace("message: Hello",`message: "{{ read('hello.txt') }}"`)},"yaml-surprise":{meaning:"YAML 1.1 reads a valu\
e as something else than what stands there – `off` as a boolean, `012` as ten – where Kestra wants text.",fix:"Put quotes around it.",severity:"warning",example:logging(
`variables:
  code: 0123
`),fixed:logging(`variables:
  code: "0123"
`)},"yaml-anchor":{meaning:"Kestra does not resolve anchors: the mark has no effect.",fix:"Write the value out, or keep it in `variables` and refer to it by `{{\
 vars.… }}`.",severity:"warning",example:logging(`variables:
  name: &name World
`),fixed:logging(`variables:
  name: World
`)},"yaml-alias":{meaning:'Kestra does not resolve aliases: `*name` is the text "name" to it.',fix:"Write the value out, or keep it in `variables` and refer to \
it by `{{ vars.… }}`.",severity:"warning",example:logging(`variables:
  greeting: *name
`),fixed:logging(`variables:
  greeting: World
`)},"yaml-merge-key":{meaning:"Kestra does not merge mappings: `<<` is a property of that name to it.",fix:"Write the properties out.",severity:"warning",example:logging(
`variables:
  <<: { name: World }
`),fixed:logging(`variables:
  name: World
`)}},about_flows_LOG=`    type: io.kestra.plugin.core.log.Log
    message: Hello
`,subflow=lines2=>flow(`tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
${lines2}`),LOAD=PLAIN.replace("id: hello","id: load"),waiting=(...ids)=>logging(`triggers:
${ids.map((id,index)=>`  - id: after-${index}
    type: io.kestra.plugin.core.trigger.Flow
    preconditions:
      id: ${id}
      flows: [{ namespace: company.team, flowId: load }]
`).join("")}`),DAILY=`triggers:
  - id: daily
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "@daily"
`,inputs=lines2=>logging(`inputs:
${lines2}`),RULES_ABOUT_FLOWS={"duplicate-task":{meaning:"Two tasks of the flow, at whatever depth, have the same `id`.",fix:"Rename one of them.",severity:"err\
or",example:flow(`tasks:
  - id: log
${about_flows_LOG}  - id: log
${about_flows_LOG}`),fixed:flow(`tasks:
  - id: log
${about_flows_LOG}  - id: log-again
${about_flows_LOG}`)},"duplicate-trigger":{meaning:"Two triggers have the same `id`.",fix:"Rename one of them.",severity:"error",example:logging(`triggers:
  - id: t
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "@daily"
  - id: t
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "@weekly"
`),fixed:logging(`triggers:
  - id: t
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "@daily"
`)},"duplicate-input":{meaning:"Two inputs have the same `id`.",fix:"Rename one of them.",severity:"error",example:inputs(`  - { id: name, type: STRING }
  - { id: name, type: INT }
`),fixed:inputs(`  - { id: name, type: STRING }
  - { id: age, type: INT }
`)},"duplicate-input-path":{meaning:"The `id` of an input is also the beginning of another one: `a` and `a.b` cannot both have a value.",fix:"Rename one of them\
.",severity:"error",versions:"since 1.3",example:inputs(`  - { id: a, type: STRING }
  - { id: a.b, type: STRING }
`),fixed:inputs(`  - { id: a, type: STRING }
  - { id: b, type: STRING }
`)},"duplicate-output":{meaning:"Two outputs of the flow have the same `id`.",fix:"Rename one of them.",severity:"error",example:logging(`outputs:
  - { id: a, type: STRING, value: x }
  - { id: a, type: STRING, value: y }
`),fixed:logging(`outputs:
  - { id: a, type: STRING, value: x }
  - { id: b, type: STRING, value: y }
`)},"duplicate-preconditions":{meaning:"Two Flow triggers have preconditions with the same `id`.",fix:"Rename one of them.",severity:"error",versions:"1.1 to 1.\
3",example:`${waiting("p","p")}---
${LOAD}`,fixed:`${waiting("p","q")}---
${LOAD}`},"input-dependency":{meaning:"An input depends on one that does not exist, or inputs depend on each other in a circle.",fix:"Correct `dependsOn`.",severity:"\
error",example:inputs(`  - id: name
    type: STRING
    dependsOn: { inputs: [age] }
`),fixed:inputs(`  - id: age
    type: INT
  - id: name
    type: STRING
    dependsOn: { inputs: [age] }
`)},"missing-trigger-input":{meaning:"A trigger starts the flow without anybody to ask, and gives no value for a required input.",fix:"Give the value in the `in\
puts` of the trigger, or `defaults` or `required: false` in those of the flow.",severity:"error",versions:"since 2.0",example:inputs(`  - { id: name, type: STRI\
NG }
${DAILY}`),fixed:inputs(`  - { id: name, type: STRING }
${DAILY}    inputs: { name: World }
`),by:{rules:"2.0"}},"dashed-reference":{meaning:"An expression refers to a name with a dash by a dot: that is a subtraction.",fix:"Write `inputs['first-name']`\
.",severity:"error",example:inputs(`  - { id: first-name, type: STRING }
`).replace("message: Hello",'message: "{{ inputs.first-name }}"'),fixed:inputs(`  - { id: first-name, type: STRING }
`).replace("message: Hello",`message: "{{ inputs['first-name'] }}"`)},"recursive-call":{meaning:"The flow calls itself.",fix:"Call another flow, or use a loop.",
severity:"error",example:subflow(`    flowId: hello
`),fixed:PLAIN},"unknown-subflow":{meaning:"The flow that is called is neither in the files nor on the server.",fix:"Correct the name; list flows that live else\
where in `externalFlows`.",severity:"warning",example:subflow(`    flowId: load
`),fixed:`${subflow(`    flowId: load
`)}---
${PLAIN.replace("id: hello","id: load")}`},"unknown-flow":{meaning:"A trigger waits for a flow that is neither in the files nor on the server.",fix:"Correct the\
 name; list flows that live elsewhere in `externalFlows`.",severity:"warning",example:logging(`triggers:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
    preconditions:
      id: p
      flows: [{ namespace: company.team, flowId: load }]
`),fixed:PLAIN},"unknown-file":{meaning:"The flow names a namespace file – in `read()`, by a `nsfile:` URI or in `include` of `namespaceFiles` – that is neither\
 on the server nor in the checkout. In a deployment of namespace files: the run deletes it. Names that expressions make up are not judged.",fix:"Correct the pat\
h, or upload the file with deploy-namespace-files.",severity:"warning",example:PLAIN.replace("message: Hello",`message: "{{ read('sql/load.sql') }}"`),fixed:PLAIN.
replace("message: Hello",`message: "{{ read('sql/loads.sql') }}"`),by:{namespaceFiles:["/sql/loads.sql"]}},"disabled-subflow":{meaning:"The flow that is called \
is disabled on the server: the call will fail.",fix:"Enable that flow, or remove the call.",severity:"warning",example:subflow(`    flowId: load
`),fixed:PLAIN,by:{answer:{warnings:["The subflow 'load' is disabled in namespace 'company.team'."]}}},"triggered-by-everything":{meaning:"A Flow trigger withou\
t conditions starts the flow after every execution of every flow.",fix:"Say for which flows and states it is meant.",severity:"warning",example:logging(`trigger\
s:
  - id: after
    type: io.kestra.plugin.core.trigger.Flow
`),fixed:PLAIN},"property-without-effect":{meaning:"The property has an effect only on tasks that a worker runs, and this is none.",fix:"Move it to the tasks in\
side.",severity:"warning",example:flow(`tasks:
  - id: all
    type: io.kestra.plugin.core.flow.Sequential
    timeout: PT1M
    tasks:
      - id: log
        type: io.kestra.plugin.core.log.Log
        message: Hello
`),fixed:flow(`tasks:
  - id: all
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - id: log
        type: io.kestra.plugin.core.log.Log
        message: Hello
        timeout: PT1M
`)},"enterprise-only":{meaning:"The Open Source edition refuses this; the Enterprise Edition takes it.",fix:"Remove it, if your server is Open Source.",severity:"\
warning",example:PLAIN.replace(`message: Hello
`,`message: Hello
    assets: { enableAuto: true }
`),fixed:PLAIN},"system-label":{meaning:"Labels that begin with `system.` belong to Kestra, but for `system.readOnly`.",fix:"Choose another key.",severity:"erro\
r",example:logging(`labels:
  system.team: etl
`),fixed:logging(`labels:
  team: etl
`)},"unknown-plugin-defaults":{meaning:"A `pluginDefaultsRef` names plugin defaults that the flow does not have; the namespace or the server may.",fix:"Correct \
the name, or add plugin defaults with this `ref`.",severity:"warning",versions:"1.3",example:PLAIN.replace(`message: Hello
`,`message: Hello
    pluginDefaultsRef: loud
`),fixed:PLAIN},info:{meaning:"A remark of the server that has no name of its own.",fix:"See the message.",severity:"notice",example:PLAIN,by:{answer:{infos:["S\
omething to know."]}}},kestra:{meaning:"The server says something that has no name of its own.",fix:"See the message.",severity:"error",example:PLAIN,by:{answer:{
constraints:"Validation error: Something is wrong"}}},"kestra-internal":{meaning:"The server stumbles over the flow and answers with an error of its own program\
.",fix:"Look for a property without a value, or a list with an empty element.",severity:"error",example:PLAIN,by:{answer:{constraints:'Unable to validate the fl\
ow: Cannot invoke "Object.x()" because "y" is null'}}}},ECHO=`tasks:
  - id: sum
    type: io.kestra.plugin.core.debug.Return
    format: "{{ 1 + 1 }}"
`,schedule=lines2=>logging(`triggers:
  - id: daily
    type: io.kestra.plugin.core.trigger.Schedule
${lines2}`),parallel=lines2=>flow(`tasks:
  - id: both
    type: io.kestra.plugin.core.flow.Parallel
${lines2}`),RULES_ABOUT_VALUES={"unknown-property":{meaning:"The flow, the task, or whatever it is, has no property of this name. An error when Kestra itself, o\
r the schema of your server, says so; a warning when the catalogue of the official plugins does, as another version of the plugin may differ.",fix:"Correct the \
name, or remove the property.",severity:"error",example:PLAIN.replace("message:","mesage:").replace("mesage",`message: Hello
    mesage`),fixed:PLAIN},"unknown-type":{meaning:"There is no task, trigger, input … of this type, or it is gone or renamed.",fix:"Correct the type, or insta\
ll the plugin on the server.",severity:"error",example:PLAIN.replace("log.Log","log.Logg"),fixed:PLAIN},"missing-type":{meaning:"A task, a trigger, an input … h\
as no `type`.",fix:"Add `type`.",severity:"error",example:PLAIN.replace(`    type: io.kestra.plugin.core.log.Log
`,""),fixed:PLAIN},"missing-property":{meaning:"A property that Kestra needs is missing or empty.",fix:"Add it.",severity:"error",example:PLAIN.replace(`    mes\
sage: Hello
`,""),fixed:PLAIN},"wrong-type":{meaning:"A value has another form than the property wants: text for a list, a list for text, a word for a number.",fix:"Write t\
he value in the form that the message names.",severity:"error",example:logging(`description: [Hello]
`),fixed:logging(`description: Hello
`)},"wrong-value":{meaning:"The property takes only certain values – constants, durations, dates – and this is none of them. A warning where Kestra stores any t\
ext and reads it only when the flow runs.",fix:"Choose one of the values that the message names.",severity:"error",example:PLAIN.replace(`message: Hello
`,`message: Hello
    logLevel: LOUD
`),fixed:PLAIN.replace(`message: Hello
`,`message: Hello
    logLevel: WARN
`)},"wrong-kind-of-plugin":{meaning:"A trigger stands among the tasks, a task among the conditions, or the like.",fix:"Move it to where it belongs.",severity:"e\
rror",example:flow(`tasks:
  - id: daily
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 * * *"
`),fixed:schedule(`    cron: "0 9 * * *"
`)},"empty-element":{meaning:"A list has an empty element, over which Kestra stumbles.",fix:"Remove it, or write what belongs there.",severity:"error",example:logging(
`pluginDefaults:
  -
`.replace(`-
`,`- ~
`)),fixed:PLAIN},"templates-disabled":{meaning:"The task needs a template, and templates are switched off on servers by default.",fix:"Use `io.kestra.plugin.cor\
e.flow.Subflow`.",severity:"error",versions:"up to 1.3",also:["deprecated"],example:flow(`tasks:
  - id: old
    type: io.kestra.plugin.core.flow.Template
    namespace: company.team
    templateId: greet
`),fixed:PLAIN},pattern:{meaning:"A name holds characters that are not allowed there.",fix:"Use the characters that the message names.",severity:"error",example:PLAIN.
replace("- id: log","- id: log it"),fixed:PLAIN.replace("- id: log","- id: log-it")},size:{meaning:"A text or a list is longer or shorter than it may be.",fix:"\
Keep within the limits that the message names.",severity:"error",example:PLAIN.replace("id: hello",`id: ${"a".repeat(101)}`),fixed:PLAIN.replace("id: hello",`id\
: ${"a".repeat(100)}`)},range:{meaning:"A number is greater or smaller than it may be.",fix:"Keep within the limits that the message names.",severity:"error",example:logging(
`concurrency:
  limit: 0
`),fixed:logging(`concurrency:
  limit: 1
`)},cron:{meaning:"The cron expression is not valid: five fields (six with `withSeconds`), or a nickname such as `@daily`.",fix:"Correct the field that the mess\
age names.",severity:"error",example:schedule(`    cron: "0 25 * * *"
`),fixed:schedule(`    cron: "0 5 * * *"
`)},"time-zone":{meaning:"The time zone does not exist. Names are those of the time zone database; case matters.",fix:"Write a name such as `Europe/Paris`, or a\
n offset such as `+02:00`.",severity:"error",example:schedule(`    cron: "0 5 * * *"
    timezone: Europe/Pariss
`),fixed:schedule(`    cron: "0 5 * * *"
    timezone: Europe/Paris
`)},constraint:{meaning:"Properties of one object do not go together, in a way that the message names.",fix:"See the message.",severity:"error",example:logging(
`inputs:
  - id: name
    type: STRING
    required: false
    defaults: World
`),fixed:logging(`inputs:
  - id: name
    type: STRING
    defaults: World
`)},"label-key":{meaning:"A label has a key with other characters than lower-case letters, digits, `-`, `_` and `.`.",fix:"Rename the label.",severity:"error",versions:"\
since 1.2",example:logging(`labels:
  Team: etl
`),fixed:logging(`labels:
  team: etl
`)},"dag-dependency":{meaning:"A task of a Dag waits for a task that does not exist, or tasks wait for each other.",fix:"Correct `dependsOn`.",severity:"error",
example:flow(`tasks:
  - id: dag
    type: io.kestra.plugin.core.flow.Dag
    tasks:
      - task:
          id: log
          type: io.kestra.plugin.core.log.Log
          message: Hello
        dependsOn: [load]
`),fixed:parallel(`    tasks:
      - id: log
        type: io.kestra.plugin.core.log.Log
        message: Hello
`)},deprecated:{meaning:"The type or the property still works and will be removed.",fix:"Use what the documentation of the plugin names instead.",severity:"warn\
ing",example:flow(`tasks:
  - id: echo
    type: io.kestra.plugin.core.debug.Echo
    format: Hello
`),fixed:flow(ECHO)},"moved-type":{meaning:"The type left the core of Kestra long ago: only servers with a certain plugin still have it.",fix:"Use the type that\
 the message names.",severity:"warning",example:flow(`tasks:
  - id: hello
    type: io.kestra.core.tasks.scripts.Bash
    commands: [echo Hello]
`),fixed:flow(`tasks:
  - id: hello
    type: io.kestra.plugin.scripts.shell.Commands
    commands: [echo Hello]
`)},"replaced-type":{meaning:"The type has a new name; the old one still works.",fix:"Use the new name.",severity:"notice",example:PLAIN.replace("io.kestra.plug\
in.core.log.Log","io.kestra.core.tasks.log.Log"),fixed:PLAIN}},RULE_GROUPS={"Files and YAML":RULES_ABOUT_FILES,"Properties and values":RULES_ABOUT_VALUES,"The f\
low as a whole":RULES_ABOUT_FLOWS,"Expressions and versions":RULES_ABOUT_EXPRESSIONS},ALL=new Map(Object.values(RULE_GROUPS).flatMap(group=>Object.entries(group)));
function ruleOf(id){return ALL.get(withoutUpgrade(id))}function anchorOf(id){return withoutUpgrade(id)}function ruleIds(){return ALL.keys()}function withoutUpgrade(id){
return id.replace(/^upgrade-/,"")}function ruleUrl({rulesUrl},id){return rulesUrl===void 0||ruleOf(id)===void 0?void 0:`${rulesUrl}#${anchorOf(id)}`}function ruleHelp({
meaning,fix,example,fixed,by}){const words2=[meaning,`**What to do:** ${fix}`],yaml=(title,text)=>{text!==void 0&&by?.answer===void 0&&words2.push(`${title}

\`\`\`yaml
${text}\`\`\``)};return yaml("For example",example),yaml("becomes",fixed),words2.join(`

`)}const ICONS={done:"✅",warning:"⚠️",failed:"❌",planned:"📋",undone:"↩️",nothing:"⚪"};function plainHeadline({pieces},context){return escape_oneLine(
pieces.map(piece=>plainPiece(piece,context)).join(""))}function markdownHeadline({mark,pieces},context){return`${ICONS[mark]} ${pieces.map(piece=>markdownPiece(
piece,context)).join("")}`}function plainPiece(piece,{kestraUrl}){return typeof piece=="string"?piece:"code"in piece?piece.code:kestraUrl===void 0?UNNAMED[piece.
server]:withServer(piece.server,hostOf(kestraUrl))}function markdownPiece(piece,{kestraUrl}){return typeof piece=="string"?inSentence(shortened_shortened(piece,
500)):"code"in piece?code(shortened_shortened(piece.code,200)):kestraUrl===void 0?UNNAMED[piece.server]:withServer(piece.server,escape_link(markdown(hostOf(kestraUrl)),
kestraUrl))}function withServer(word,server){return word==="is"?` ${server} is`:` ${word} ${server}`}const UNNAMED={to:"",on:"",for:"",by:" by the server",is:" \
the server is"};function hostOf(url){return url.slice(url.indexOf("//")+2)}function prose(text){const parts=escape_oneLine(text).split("`"),pairs=parts.length%2===
1?parts.length:parts.length-1;return parts.map((part,index)=>index>=pairs?inSentence(`\`${part}`):index%2===0?inSentence(part):part.trim()===""?markdown(`\`${part}\
\``):digits(part)).join("")}function inSentence(text){return`${/^\s/.test(text)?" ":""}${markdown(text)}${/.\s$/s.test(text)?" ":""}`}const ORDER={error:0,warning:1,
notice:2};function worstFindings(findings,room){return firstByRank(findings,findings.map(({severity})=>ORDER[severity]),room)}function fairShare(findings,room){
const counts=new Map,ranks=findings.map(({file,afterLine})=>{const behind=afterLine===void 0?0:findings.length,group=`${behind} ${file}`,nth=counts.get(group)??
0;return counts.set(group,nth+1),behind+nth});return firstByRank(findings,ranks,room)}function firstByRank(findings,ranks,room){return findings.map((_,index)=>index).
sort((a,b)=>ranks[a]-ranks[b]).slice(0,room).sort((a,b)=>a-b).map(index=>findings[index])}const SEVERITIES={error:"🔴 error",warning:"🟡 warning",notice:"🔵\
 notice"},OPEN_FILES=10,NAMED_FLOWS=3,PLACES_IN_A_LINE=3;function findingSections({findings},context,detail){const shown=worstFindings(findings,detail.rows),errors=shown.
filter(({severity})=>severity==="error"),others=shown.filter(({severity})=>severity!=="error"),rest=findings.length-shown.length,below2=blocks(others,context,detail);
return[...blocks(errors,context,detail),...errors.length>0&&below2.length>0?[details(countsOf(others),below2.join(`

`))]:below2,...rest===0?[]:[`… and ${counted(rest,"more finding")}; all of them are in the log and in the JSON report.`]]}function countsOf(findings){return`${[
"error","warning","notice"].flatMap(wanted=>{const count2=findings.filter(({severity})=>severity===wanted).length;return count2===0?[]:[counted(count2,wanted)]}).
join(" and ")} in ${counted(new Set(findings.map(({file})=>file)).size,"file")}`}function blocks(findings,context,detail){const{equal,others}=groupEqual(findings),
marks=explainMarks(findings);return[...equal.map(group=>equalBlock(group,context)),...[...byFile(others)].map(([file,list],index)=>{const{head,body}=fileBlock(file,
list,context,detail);return index<OPEN_FILES&&worstOf(list)!=="notice"?`**${head}**

${body}`:details(`${head} – ${counted(list.length,"finding")}`,body)}),...marks===void 0?[]:[prose(marks)]]}function equalBlock(group,context){const{severity,
message,findings}=group,advice=adviceOf(group),named=about(findings[0].rule,context),sentence2=`${SEVERITIES[severity]} ${prose(shortened_shortened(message,1e3))}${advice}${named}`,
places=[...byFile(findings)].map(([file,list])=>{const lines2=list.map(({range})=>placeLink(file,range,context)).filter(place=>place!==""),shown=[...lines2.slice(
0,PLACES_IN_A_LINE),...lines2.length>PLACES_IN_A_LINE?[`${lines2.length-PLACES_IN_A_LINE} more`]:[]];return`- ${escape_link(code(file),fileUrl(context,file))} ${shown.
join(", ")}`.trimEnd()});return`${sentence2}

${details(placesOf(group),places.join(`
`))}`}function byFile(findings){return groupBy(findings,({file})=>file)}function worstOf(findings){return["error","warning"].find(wanted=>findings.some(f=>f.severity===
wanted))??"notice"}function fileBlock(file,findings,context,detail){const flows=[...new Set(findings.flatMap(({flow:flow2})=>flow2?[`${flow2.namespace} / ${flow2.
id}`]:[]))],more=flows.length>NAMED_FLOWS?[`and ${flows.length-NAMED_FLOWS} more`]:[],named=[...flows.slice(0,NAMED_FLOWS),...more].map(flow2=>` · ${markdown(flow2)}`),
head=`${escape_link(code(file),fileUrl(context,file,findings[0]?.range?.startLine))}${named.join("")}`,lines2=detail.blocks>0?context.sources.get(file)?.split(`\

`):void 0,body=findings.map(finding=>item(finding,context,lines2)).join(`

`);return{head,body}}function item(finding,context,lines2){const{severity,rule,message,range,file}=finding,advice=adviceOf(finding),place=range===void 0?"":`${placeLink(
file,range,context)} `,sentence2=`${SEVERITIES[severity]} ${place}${prose(shortened_shortened(message,1e3))}${advice}${about(rule,context)}`,line=range&&lines2?.[range.
startLine-1];return line===void 0?sentence2:`${sentence2}

${fence("text",renderExcerpt(line,range))}`}function adviceOf({hint,afterLine}){return[hint,afterMark(afterLine)].filter(part=>part!==void 0).map(part=>` ${prose(
shortened_shortened(part,1e3))}`).join("")}function placeLink(file,range,context){return range===void 0?"":escape_link(`${range.startLine}:${range.startColumn}`,
fileUrl(context,file,range.startLine))}function about(rule,context){const url=ruleUrl(context,rule);return url===void 0?"":` <sub>${escape_link(markdown(rule),url)}\
</sub>`}function countUndone(changes2){return changes2.filter(({action})=>action==="undone").length}const NOTHING="nothing to do";function headlineOf(report2){return report2.
action==="validate-flows"?validationHeadline(report2):deploymentHeadline(report2)}function validationHeadline(report2){const{failure:failure2,counts,directory,leftOut=0}=report2,
{files,flows,invalidFlows,errors,warnings}=counts;if(failure2!==void 0&&failure2.reason!=="findings")return{mark:"failed",pieces:[`Flows not checked: ${failure2.
short}`]};const where=checkedBy(report2);if(invalidFlows>0){const are=invalidFlows===1?"is":"are";return{mark:"failed",pieces:[`Flows: ${count(invalidFlows)} of\
 ${count(flows)} ${are} invalid`,...where]}}if(errors>0){const bad=new Set(report2.findings.filter(({severity})=>severity==="error").map(({file})=>file)).size,of=bad===
files?counted(files,"file"):`${count(bad)} of ${counted(files,"file")}`;return{mark:"failed",pieces:[`Flows: ${counted(errors,"error")} in ${of}`,...where]}}if(flows===
0)return{mark:"nothing",pieces:["Flows: nothing to check – ",...emptiness(directory,leftOut)]};const mark=failure2!==void 0?"failed":warnings>0?"warning":"don\
e",found2=warnings>0?`, ${counted(warnings,"warning")}`:"",offline=report2.rules===void 0?"":" offline";return{mark,pieces:[`Flows: ${count(flows)} valid${offline}${found2}`,
...where,...unchecked(report2)]}}function checkedBy({rules}){return rules===void 0?[" (checked",{server:"by"},")"]:[` (rules of Kestra ${rules})`]}function unchecked({
uncheckedTypes=[]}){if(uncheckedTypes.length===0)return[];const were=uncheckedTypes.length===1?"was":"were";return[`; ${counted(uncheckedTypes.length,"plugin ty\
pe")} ${were} not checked (no `,{code:"pluginSchema"},")"]}function emptiness(directory,leftOut){const folders=directory.flatMap((path2,index)=>[...index>0?[", "]:
[],{code:path2}]);return[leftOut>0?"no changed file below ":"no flow below ",...folders]}function deploymentHeadline(report2){const{failure:failure2,counts,dryRun,
changed:changed2}=report2;if(failure2!==void 0)return failedHeadline(report2,failure2);if(dryRun)return{mark:"planned",pieces:[...planOf(report2),`: ${countedPlan(
counts)||NOTHING}`]};if(!changed2){const mark2=hasWarnings(report2)?"warning":"done",kept2=counts.unchanged===0?NOTHING:`${count(counts.unchanged)} unchanged`;return{
mark:mark2,pieces:[...subjectOf(report2),{server:"on"},` are up to date: ${kept2}`]}}const mark=hasWarnings(report2)?"warning":"done",what=report2.action==="dep\
loy-flows"?["Flows deployed",{server:"to"}]:[...subjectOf(report2),{server:"on"}];return{mark,pieces:[...what,`: ${countedActions(counts)}`]}}function failedHeadline(report2,{
reason,short}){const{counts,changed:changed2,dryRun}=report2;if(reason==="rolled-back"){const items=report2.action==="deploy-flows"?report2.flows:report2.files,
undone=countUndone(items),before=undone===0?"":undone===1?", the 1 change before it was undone":`, the ${count(undone)} changes before it were undone`,failed=counts.
failed===0?"cancelled":`${count(counts.failed)} of ${count(items.length)} failed`;return{mark:"undone",pieces:[...subjectOf(report2),`: ${failed}${before};`,{server:"\
is"}," as it was"]}}if(dryRun)return{mark:"failed",pieces:[...planOf(report2),`: ${short}`]};if(changed2){const done=countedActions({...counts,failed:0}),more=done===
""?"":`; ${done}`;return{mark:"failed",pieces:[...subjectOf(report2),{server:"on"},`: ${short}${more}`]}}return{mark:"failed",pieces:[...report2.action==="deplo\
y-flows"?["Flows not deployed",{server:"to"}]:["Files not uploaded",...targetAfter(" to ",report2),{server:"on"}],`: ${short}`]}}function subjectOf(report2){return report2.
action==="deploy-flows"?["Flows"]:["Files",...targetAfter(" in ",report2)]}function planOf(report2){return report2.action==="deploy-flows"?["Plan",{server:"for"}]:
["Plan for files",...targetAfter(" in ",report2),{server:"on"}]}function targetAfter(word,{namespace:namespace2,namespacePath}){return namespace2===""?[]:[word,
{code:`${namespace2}:${namespacePath}`}]}function hasWarnings({findings}){return findings.some(({severity})=>severity==="warning")}function count(number){return number.
toLocaleString("en-US")}const WORDS={error:"error  ",warning:"warning",notice:"notice "},MARKS={created:"+",updated:"~",unchanged:"=",deleted:"-",failed:"✗",conflict:"\
!",skipped:"·",undone:"↩"},PLANNED={created:"create",updated:"update",deleted:"delete"},LISTED_PLACES=20;function renderFindings(findings){const errors=findings.
filter(({severity})=>severity==="error"),others=findings.filter(({severity})=>severity!=="error");return errors.length===0||others.length===0?{open:linesOf(findings)}:
{open:linesOf(errors),folded:{title:countsOf(others),lines:linesOf(others)}}}function linesOf(findings){const{equal,others}=groupEqual(findings),lines2=equal.flatMap(
equalLines);let last;for(const finding of others){const{file,severity}=finding;file!==last&&(lines2.push(`${severity==="error"?"✗":"!"} ${escape_oneLine(file)}`),
last=file),lines2.push(`    ${placeOf(finding).padEnd(8)} ${WORDS[severity]}  ${sentenceOf(finding)}`)}const marks=explainMarks(findings);return marks===void 0?
lines2:[...lines2,`    ${marks}`]}function equalLines(group){const{severity,findings}=group,listed2=findings.slice(0,LISTED_PLACES).map(finding=>`    ${escape_oneLine(
finding.file)} ${placeOf(finding)}`.trimEnd()),rest=findings.length-listed2.length;return[`${severity==="error"?"✗":"!"} ${placesOf(group)}: ${WORDS[severity].
trim()}  ${sentenceOf(group)}`,...listed2,...rest===0?[]:[`    … and ${counted(rest,"more place")}; all of them are in the JSON report`]]}function placeOf({range}){
return range===void 0?"":`${range.startLine}:${range.startColumn}`}function sentenceOf(words2){return escape_oneLine(markedWordsOf(words2))}function renderClean({
files,findings}){const marked=new Set(findings.map(({file})=>file)),clean=files.filter(({path:path2})=>!marked.has(path2)).length;return clean===0?void 0:`✓ ${counted(
clean,"file")} without findings`}function renderChanges(report2){const items=report2.action==="deploy-flows"?report2.flows.map(flow2=>{const{revisionBefore:before,
revisionAfter:after2}=flow2,revision=after2===void 0?"":` · revision ${before===void 0||before===after2?after2:`${before} → ${after2}`}`,from=flow2.file??flow2.
reason;return{...flow2,text:`${flow2.namespace}/${flow2.id}${from===void 0?"":` · ${from}`}${revision}`}}):report2.files.map(file=>({...file,text:[file.target,
sizeOfFile(file),file.reason].filter(Boolean).join(" · ")})),many=items.filter(({action})=>action==="unchanged").length>20,skipped=items.filter(({action})=>action===
"skipped").length,loud=items.filter(({action})=>action!=="skipped"&&!(many&&action==="unchanged")),isBad=({action})=>action==="failed"||action==="conflict",shown=[
...loud.filter(isBad),...loud.filter(item2=>!isBad(item2))],lines2=shown.map(({action,text,error:error2})=>{const why=error2===void 0?"":` – ${escape_oneLine(
error2)}`,word=(report2.dryRun?PLANNED[action]:void 0)??action;return`${MARKS[action]} ${word.padEnd(9)} ${escape_oneLine(text)}${why}`}),hidden=items.length-shown.
length-skipped;return[...lines2,...hidden===0?[]:[`= unchanged ${hidden.toLocaleString("en-US")}`],...skipped===0||!report2.changed?[]:[`· not reached ${skipped.
toLocaleString("en-US")}`]]}function renderFailure(report2,{summary:summary2}){const{failure:failure2,findings}=report2;if(failure2===void 0)return[];const lines2=[
failure2.message,...failure2.hint===void 0?[]:[failure2.hint]];if(failure2.reason!=="findings")return lines2;const severity=findings.some(finding=>finding.severity===
"error")?"error":"warning",count2=findings.filter(finding=>finding.severity===severity).length,where=summary2?"marked above; the summary lists them with their l\
ines.":"marked above.";return count2===0?lines2:[...lines2,`Fix the ${counted(count2,severity)} ${where}`]}function renderLastLine(report2,context={}){const numbers=report2.
action==="validate-flows"?countedFindings(report2.counts):[];return[plainHeadline(headlineOf(report2),context),...numbers,...effortOf(report2)].join(" · ")}function effortOf(report2){
return[...report2.action==="deploy-namespace-files"&&report2.bytes>0?[`${sizeOf(report2.bytes)} sent`]:[],...report2.kestra===void 0?[]:[counted(report2.requests,
"request")],`${(report2.durationMs/1e3).toFixed(1)} s`]}function readCredentials(inputs2){const{apiToken,user,password}=inputs2;if(apiToken!==void 0)return{credentials:{
kind:"token",token:apiToken},notices:user!==void 0||password!==void 0?["`apiToken` is used; `user` and `password` are ignored."]:[]};if(user!==void 0&&password!==
void 0)return{credentials:{kind:"basic",user,password},notices:[]};if(user===void 0&&password===void 0)return{credentials:{kind:"anonymous"},notices:[]};const missing=user===
void 0?"user":"password";throw new _build_errors.eb([`\`${missing}\` is empty, but \`${missing==="user"?"password":"user"}\` is set: Kestra needs both.`],"A sec\
ret that does not exist gives an empty input; pull requests from forks get no secrets.")}function refuseHalfCertificate(clientCertificate,clientKey){if(clientCertificate===
void 0==(clientKey===void 0))return;const[missing,given2]=clientKey===void 0?["clientKey","clientCertificate"]:["clientCertificate","clientKey"];throw new _build_errors.
eb([`\`${missing}\` is empty, but \`${given2}\` is set: one is of no use without the other.`])}function refuseWithoutServer(inputs2,required){const given2=["api\
Token","password","user"].filter(name=>inputs2[name]!==void 0);if(given2.length===0&&!required)return;const names=given2.map(name=>`\`${name}\``).join(" and "),
but=given2.length===0?"`requireServer` is true":`${names} ${given2.length===1?"is":"are"} set`;throw new _build_errors.eb([`\`server\` is empty, but ${but}: no \
server would judge the flows.`],"The secret or variable that `server` is filled from (often KESTRA_HOSTNAME or KESTRA_URL) is probably missing or misspelt, or b\
elongs to another environment; pull requests from forks and from Dependabot do not get it."+(required?"":` To validate offline, leave ${names} out as well.`))}function basicSecret(user,password){
return password.trim()===""?[]:[Buffer.from(`${user.trim()}:${password.trim()}`).toString("base64")]}const promises_namespaceObject=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:fs/promises"),external_node_path_namespaceObject=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path"),SHOWN={error:9,warning:10,
notice:10},MESSAGE_LIMIT=4e3;function renderAnnotations(findings,context={}){const annotations=[],hidden=[];let rest=0;for(const severity of["error","warning","\
notice"]){const all=distinctFirst(findings.filter(finding=>finding.severity===severity)),shown=fairShare(all,SHOWN[severity]);annotations.push(...shown.map(finding=>annotationOf(
finding,context)));const more=all.length-shown.length;rest+=more,more>0&&hidden.push(counted(more,`more ${severity}`))}if(rest===0)return{annotations};const list=new Intl.
ListFormat("en-GB").format(hidden);return{annotations,rest:`GitHub marks at most 10 errors, 10 warnings and 10 notices of a step in the files; ${list} ${rest===
1?"is":"are"} in the log above.`}}function annotationOf(finding,context){const{severity,rule,file:path2,range}=finding,file=inRepository(context,path2),url=ruleUrl(
context,rule),about2=url===void 0?"":` See ${url}`,text=`${shortened_shortened(escape_oneLine(wordsOf(finding)),MESSAGE_LIMIT-about2.length)}${about2}`,place=range===
void 0?{startLine:1}:annotations_placeOf(range);return{severity,title:titleOf(rule),message:text,file,...place}}function annotations_placeOf({startLine,startColumn,
endLine:endLine2,endColumn}){return endLine2>startLine?{startLine,endLine:endColumn<=1?endLine2-1:endLine2}:{startLine,endLine:startLine,startColumn,endColumn:Math.
max(endColumn,startColumn)}}function titleOf(rule){return`Kestra: ${escape_oneLine(rule)}`}function findingsOfChanges(report2){if(report2.action==="validate-flo\
ws")return[];const known2=new Set(report2.findings.filter(({severity})=>severity==="error").map(({file})=>file)),open=(report2.action==="deploy-flows"?report2.flows:
report2.files).filter(({action,file})=>(action==="failed"||action==="conflict")&&file!==void 0&&!known2.has(file)),shared=new Map;for(const{action,error:error2=""}of open)
action==="failed"&&shared.set(error2,(shared.get(error2)??0)+1);const reported=new Set;return open.flatMap(change=>{const{action,error:error2=""}=change,others=(action===
"failed"?shared.get(error2)??1:1)-1;return others>0&&reported.has(error2)?[]:(reported.add(error2),[findingOf(change,others,report2.action==="deploy-flows"?"flo\
w":"file")])})}function findingOf(change,others,one){const{action,file="",line=1,error:error2=""}=change,name="target"in change?change.target:`${change.namespace}\
/${change.id}`,and=others===0?"":` and ${others} more ${one}${others===1?"":"s"}`;return{severity:"error",rule:action==="conflict"?`${one}-conflict`:`${one}-not\
-deployed`,message:`${name}${and}: ${error2}`,origin:"server",file,range:{startLine:line,startColumn:1,endLine:line,endColumn:1}}}const MAX_DRAWN_FLOWS=60,MAX_DRAWN_CALLS=400,
STYLES={created:"fill:#dafbe1,stroke:#1a7f37",updated:"fill:#fff8c5,stroke:#9a6700",deleted:"fill:#ffebe9,stroke:#cf222e",failed:"fill:#ffebe9,stroke:#cf222e",conflict:"\
fill:#ffebe9,stroke:#cf222e",undone:"fill:#eaeef2,stroke:#57606a"};function callsAroundChanges({calls,flows}){const neighbours=new Map,connect2=(from,to)=>{const known2=neighbours.
get(from);known2===void 0?neighbours.set(from,[to]):known2.push(to)};for(const{from,to}of calls)connect2(from,to),connect2(to,from);const reached=new Set(flows.
filter(({action})=>action in STYLES).map(({namespace:namespace2,id})=>`${namespace2}/${id}`));for(const key2 of reached)for(const neighbour2 of neighbours.get(key2)??
[])reached.add(neighbour2);return calls.filter(({from})=>reached.has(from))}function renderCallGraph(report2){const changed2=new Map(report2.flows.flatMap(({action,
namespace:namespace2,id})=>action in STYLES?[[`${namespace2}/${id}`,action]]:[])),around=callsAroundChanges(report2);if(around.length===0)return"none";const near=around.
filter(({from,to})=>changed2.has(from)||changed2.has(to)),drawn=[around,near].find(fits);return drawn===void 0?"too-many":{mermaid:draw(drawn,changed2),isPart:drawn.
length<around.length}}function fits(calls){return calls.length<=MAX_DRAWN_CALLS&&namesOf(calls).length<=MAX_DRAWN_FLOWS}function namesOf(calls){return[...new Set(
calls.flatMap(({from,to})=>[from,to]))].sort()}function draw(calls,changed2){const names=namesOf(calls),id=new Map(names.map((name,index)=>[name,`f${index}`])),
edges=[...new Set(calls.map(({from,to})=>`  ${id.get(from)} --> ${id.get(to)}`))],lines2=["flowchart LR",...names.map(name=>`  ${id.get(name)}["${label(name)}"]`),
...edges];for(const[action,style]of Object.entries(STYLES)){const members=names.filter(name=>changed2.get(name)===action).map(name=>id.get(name));members.length>
0&&lines2.push(`  classDef ${action} ${style}`,`  class ${members.join(",")} ${action}`)}return lines2.join(`
`)}function label(name){return escape_oneLine(name).replace(/[^\p{L}\p{N} ./_-]/gu,"·").slice(0,120)||"·"}const OPEN_ROWS=50;function renderTable(titles,cells2,limit2,what){
const hasText=titles.map((_title,column)=>cells2.some(row=>row[column]!=="")),head=titles.filter((_title,column)=>hasText[column]),rows=cells2.map(row=>row.filter(
(_cell,column)=>hasText[column])),shown=rows.slice(0,limit2),folded=shown.slice(OPEN_ROWS),rest=rows.length-shown.length;return[...shown.length===0?[]:[tableOf(
head,shown.slice(0,OPEN_ROWS))],...folded.length===0?[]:[details(counted(folded.length,`more ${what}`),tableOf(head,folded))],...rest===0?[]:[`… and ${counted(
rest,`more ${what}`)}.`]].join(`

`)}function tableOf(head,rows){const line=cells2=>`| ${cells2.join(" | ")} |`;return[line(head),line(head.map(()=>"---")),...rows.map(line)].join(`
`)}function entryOf(key2,value){const keySpan="span"in key2?key2.span:{start:key2.start.offset,end:key2.end.offset};return{key:key2.text,keySpan,value}}function mappingOf(style,start,end,entries,anchor){
const node={kind:"mapping",span:{start,end},style,entries};return anchor===void 0?node:{...node,anchor}}function sequenceOf(style,start,end,items,anchor){const node={
kind:"sequence",span:{start,end},style,items};return anchor===void 0?node:{...node,anchor}}class YamlReadError extends Error{kind;problem;mark;context;contextMark;constructor(kind,problem,mark,context,contextMark){
super(problem),this.kind=kind,this.problem=problem,this.mark=mark,this.context=context,this.contextMark=contextMark,this.name="YamlReadError"}}const TOKEN_NAMES={
"stream-end":"<stream end>","document-start":"<document start>","document-end":"<document end>","block-sequence-start":"<block sequence start>","block-mapping-s\
tart":"<block mapping start>","block-end":"<block end>","flow-sequence-start":"[","flow-sequence-end":"]","flow-mapping-start":"{","flow-mapping-end":"}","flow-\
entry":",","block-entry":"-",key:"?",value:":",alias:"<alias>",anchor:"<anchor>",tag:"<tag>",scalar:"<scalar>",directive:"<directive>"},NO_VALUE=["key","value",
"block-end"],NO_ITEM=["block-entry","block-end"],NO_LOOSE_ITEM=["block-entry","key","value","block-end"];function readBlockMapping(at,read2,anchor){const{start}=at.
take();at.enter(start);const entries=[];for(;at.is("key");){const{end}=at.take(),key2=at.isOneOf(NO_VALUE)?at.absent(end):read2.key("loose");entries.push(entryOf(
key2,readValue(at,read2)))}if(!at.is("block-end"))throw noBlockEnd("mapping",at.peek(),start);return at.leaveBlock(),mappingOf("block",start.offset,entries.at(-1)?.
value.span.end??start.offset,entries,anchor)}function readValue(at,read2){const token2=at.peek();if(token2.kind==="scalar")return read2.scalar(token2);if(token2.
kind!=="value")return at.absent(token2.start);const{end}=at.take();return at.isOneOf(NO_VALUE)?at.absent(end):read2.node("loose")}function readBlockSequence(at,read2,anchor){
const{start}=at.take();at.enterList(start,start,"block");const items=[];for(;at.is("block-entry");){const{end}=at.take();items.push(at.isOneOf(NO_ITEM)?at.absent(
end):read2.node("block"))}if(!at.is("block-end"))throw noBlockEnd("collection",at.peek(),start);return at.leaveBlock(),sequenceOf("block",start.offset,items.at(
-1)?.span.end??start.offset,items,anchor)}function readLooseSequence(at,read2,anchor){const{start,end:afterDash}=at.peek();at.enter(afterDash);const items=[];for(;at.
is("block-entry");){const{end}=at.take();items.push(at.isOneOf(NO_LOOSE_ITEM)?at.absent(end):read2.node("block"))}return at.leaveOpen(),sequenceOf("block",start.
offset,items.at(-1).span.end,items,anchor)}function noBlockEnd(what,{kind,start:mark},start){const problem=`expected <block end>, but found '${TOKEN_NAMES[kind]}\
'`;return new YamlReadError("parser",problem,mark,`while parsing a block ${what}`,start)}const DEFAULT_PREFIXES=[["!","!"],["!!","tag:yaml.org,2002:"]];class Directives{#given=new Map;#hasVersion=!1;add({
version:version2,tag,start}){if(version2!==void 0){if(this.#hasVersion)throw new YamlReadError("parser","found duplicate YAML directive",start);if(version2[0]!==
1)throw new YamlReadError("parser","found incompatible YAML document (version 1.* is required)",start);this.#hasVersion=!0}if(tag!==void 0){const[handle,prefix]=tag;
if(this.#given.has(handle))throw new YamlReadError("parser",`duplicate tag handle ${handle}`,start);this.#given.set(handle,prefix)}}resolve({handle,suffix,start:mark},start){
if(handle===void 0)return suffix;const prefix=this.#given.get(handle)??DEFAULT_PREFIXES.find(([known2])=>known2===handle)?.[1];if(prefix===void 0)throw new YamlReadError(
"parser",`found undefined tag handle ${handle}`,mark,"while parsing a node",start);return prefix+suffix}}function readFlowMapping(at,read2,anchor){const{start,end}=at.
take();at.enter(end);const entries=[];for(let isFirst=!0;!at.is("flow-mapping-end")&&!(!isFirst&&(takeComma(at,"mapping","}",start),at.is("flow-mapping-end")));isFirst=
!1)if(at.is("key"))entries.push(readPair(at,read2,"flow-mapping-end"));else{const key2=read2.key("flow");entries.push(entryOf(key2,at.absent(at.peek().start)))}
return mappingOf("flow",start.offset,at.leaveFlow().offset,entries,anchor)}function readFlowSequence(at,read2,anchor){const{start,end}=at.take();at.enterList(start,
end,"flow");const items=[];for(let isFirst=!0;!at.is("flow-sequence-end")&&!(!isFirst&&(takeComma(at,"sequence","]",start),at.is("flow-sequence-end")));isFirst=
!1)items.push(at.is("key")?readSinglePair(at,read2):read2.node("flow"));return sequenceOf("flow",start.offset,at.leaveFlow().offset,items,anchor)}function takeComma(at,what,end,start){
const token2=at.peek();if(token2.kind!=="flow-entry"){const problem=`expected ',' or '${end}', but got ${TOKEN_NAMES[token2.kind]}`;throw new YamlReadError("par\
ser",problem,token2.start,`while parsing a flow ${what}`,start)}at.take()}function readSinglePair(at,read2){const{start,end}=at.peek();at.enter(end);const pair2=readPair(
at,read2,"flow-sequence-end");return at.leaveOpen(),mappingOf("flow",start.offset,pair2.value.span.end,[pair2],void 0)}function isEnd(at,close){return at.is("fl\
ow-entry")||at.is(close)}function readPair(at,read2,close){const{end}=at.take(),key2=at.is("value")||isEnd(at,close)?at.absent(end):read2.key("flow");if(!at.is(
"value"))return entryOf(key2,at.absent(at.peek().start));const{end:afterColon}=at.take();return entryOf(key2,isEnd(at,close)?at.absent(afterColon):read2.node("f\
low"))}const PADDING="=";function checkBase64(text){let place=0;for(let at=0;at<text.length;at++){const character=text[at];if(character<=" "){if(place!==0)return whiteSpace(
character,place);continue}if(character===PADDING&&place===3){place=0;continue}if(character===PADDING&&place===2){const next=text[at+1];if(next===void 0)return ENDS_EARLY;
if(next!==PADDING)return illegal(next,": expected padding character '='");at++,place=0;continue}if(character===PADDING)return`Unexpected padding character ('=')\
 as character #${place+1} of 4-char base64 unit: padding only legal as 3rd or 4th character`;if(!/[A-Za-z0-9+/]/.test(character))return illegal(character,"");place=
(place+1)%4}return place===0?void 0:ENDS_EARLY}const ENDS_EARLY="Unexpected end of base64-encoded String: base64 variant 'MIME' expects padding (one or more '='\
 characters) at the end. This Base64Variant might have been incorrectly configured";function whiteSpace(character,place){return`Illegal white space character (c\
ode 0x${codeOf(character)}) as character #${place+1} of 4-char base64 unit: can only used between units`}function illegal(character,why){return`Illegal characte\
r '${/[\uD800-\uDFFF]/.test(character)?"?":character}' (code 0x${codeOf(character)}) in base64 content${why}`}function codeOf(character){return character.charCodeAt(
0).toString(16)}const TRUE=new Set(["yes","Yes","YES","true","True","TRUE","on","On","ON"]),FALSE=new Set(["no","No","NO","false","False","FALSE","off","Off","O\
FF"]),NULL=new Set(["~","null","Null","NULL"]),INTEGER=/^[-+]?(0b_*[01][01_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*|0_*[0-7][0-7_]*|0|[1-9][0-9_]*)$/,FLOAT=/^[-+]?([0-9][0-9_]*\.[0-9_]*([eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+|\.[0-9_]+([eE][-+]?[0-9]+)?)$/,
NO_FLOAT=/^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*)$/,JAVA_DOUBLE=/^[-+]?(NaN|Infinity|([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?[fFdD]?)$/,
OF_ANOTHER_BASE=/^([-+]?)0([bBxX]|(?=[0-9_]))([^]*)$/,MAX_NUMBER=5e3;function readPlainScalar(text){const first=text.charCodeAt(0);return first>57||first<43||first===
44||first===47?text.length>5?{value:text}:TRUE.has(text)?{value:!0}:FALSE.has(text)?{value:!1}:{value:NULL.has(text)?null:text}:text===""||text.length>MAX_NUMBER?
{value:text}:INTEGER.test(text)?{value:integerOf(text.replaceAll("_","")),float:!1}:FLOAT.test(text)?readDouble(text):NO_FLOAT.test(text)?malformed(text):{value:text}}
function readTaggedScalar(tag,text){if(text==="")return{value:""};if(tag==="!")return readPlainScalar(text);switch(tag.replace(/^tag:yaml\.org,2002:/,"").split(
",")[0]){case"int":return INTEGER.test(text)?{value:integerOf(text.replaceAll("_","")),float:!1}:readNoInteger(text);case"float":return readDouble(text);case"bo\
ol":return{value:TRUE.has(text)?!0:FALSE.has(text)?!1:text};case"null":return{value:null};case"binary":{const problem=checkBase64(text);return problem===void 0?
{value:text.replace(/\s/g,"")}:{value:text,problem}}default:return{value:text}}}function readNoInteger(text){if(text==="-"||text==="+")return{value:text,problem:NOTHING_READ};
const[,sign,letter,rest]=OF_ANOTHER_BASE.exec(text)??[];if(letter===void 0||rest===void 0)return{value:text};const lowered=/^[BX]$/.test(letter)?readPlainScalar(
`${sign}0${letter.toLowerCase()}${rest}`):void 0;if(typeof lowered?.value=="number")return lowered;const radix={b:2,x:16}[letter.toLowerCase()]??8,digits2=rest.
replaceAll("_",""),problem=`Invalid base-${radix} number ('${digits2}'), problem: For input string: "${digits2}" under radix ${radix}`;return{value:text,problem}}
const JAVA_BLANKS=/^[\0- ]+|[\0- ]+$/g;function readDouble(text){const digits2=text.replaceAll("_","").replace(JAVA_BLANKS,"");return JAVA_DOUBLE.test(digits2)?
{value:Number(digits2.replace(/[fFdD]$/,"")),float:!0}:malformed(text)}const NOTHING_READ="Unexpected end-of-input when trying read value of type `java.lang.Obj\
ect`";function malformed(text){return{value:text,problem:`Malformed numeric value '${text}'`}}function integerOf(digits2){const[,sign,body]=/^([-+]?)(.*)$/.exec(
digits2),literal=/^0[0-7]+$/.test(body)?`0o${body.slice(1)}`:body,small=Number(literal);return Number.isSafeInteger(small)?sign==="-"?0-small:small:sign==="-"?-BigInt(
literal):BigInt(literal)}const NO_PROPERTIES={};function absentNode(offset,{anchor}){return{kind:"scalar",span:{start:offset,end:offset},value:"",text:"",style:"\
absent",...anchor===void 0?{}:{anchor}}}function aliasNode({name,start,end}){return{kind:"scalar",span:{start:start.offset,end:end.offset},value:name,text:name,
style:"alias"}}function scalarNode({text,style,start,end},{anchor,tag}){const reading=readingOf(text,style,tag);if(reading.problem!==void 0)return{problem:reading.
problem};const{value,float}=reading,span={start:start.offset,end:end.offset},node=float===void 0?{kind:"scalar",span,value,text,style}:{kind:"scalar",span,value,
float,text,style};return anchor===void 0&&tag===void 0?node:{...node,...anchor===void 0?{}:{anchor},...tag===void 0?{}:{tag}}}function readingOf(text,style,tag){
return tag!==void 0?readTaggedScalar(tag,text):style==="plain"?readPlainScalar(text):{value:text}}const NO_CONTENT=["directive","document-start","document-end",
"stream-end"];class Parser{at;#directives=new Directives;constructor(at){this.at=at}document=()=>{const{at}=this,first=at.peek();if(first.kind==="directive"||first.
kind==="document-start"){if(!this.#documentStart())return;if(at.isOneOf(NO_CONTENT))return at.absent(at.peek().start)}else if(at.last=first.start,first.kind==="\
stream-end")return;return this.node("block")};#documentStart(){const{at}=this;let token2=at.peek();for(;token2.kind==="directive";token2=at.peek())this.#directives.
add(token2),at.take();if(token2.kind==="stream-end")return at.last=token2.end,!1;if(token2.kind!=="document-start"){const problem=`expected '<document start>', \
but found '${TOKEN_NAMES[token2.kind]}'`;throw new YamlReadError("parser",problem,token2.start)}return at.last=at.take().end,!0}node=place=>{const{at}=this,first=at.
peek();if(first.kind==="scalar")return this.scalar(first);if(first.kind==="alias")return at.last=at.take().end,aliasNode(first);const properties=this.#properties(),
anchor=properties?.anchor,token2=at.peek();switch(token2.kind){case"scalar":return this.scalar(token2,properties);case"flow-mapping-start":return readFlowMapping(
at,this,anchor);case"flow-sequence-start":return readFlowSequence(at,this,anchor);case"block-mapping-start":if(place!=="flow")return readBlockMapping(at,this,anchor);
break;case"block-sequence-start":if(place!=="flow")return readBlockSequence(at,this,anchor);break;case"block-entry":if(place==="loose")return readLooseSequence(
at,this,anchor);break;default:}if(properties===void 0)throw noContent(token2,place);return this.#nothing(properties)};key=place=>{const{at}=this,isAlias=at.is("\
alias"),properties=this.#properties(),token2=at.peek();if(token2.kind==="scalar")return at.last=at.take().end,token2;const isBlock=place!=="flow"&&(token2.kind===
"block-mapping-start"||token2.kind==="block-sequence-start"),isFlow=token2.kind==="flow-mapping-start"||token2.kind==="flow-sequence-start";if(isAlias||isFlow||
isBlock||token2.kind==="block-entry"&&place==="loose")throw at.last=isBlock?token2.start:token2.end,new YamlReadError("structure","Expected a field name (Scalar\
 value in YAML)",token2.start);if(properties===void 0)throw noContent(token2,place);return at.absent(properties.end)};#properties(){const{at}=this,{start}=at.peek();
let anchor,tag,end;for(;anchor===void 0||tag===void 0;){const token2=at.peek();if(token2.kind==="anchor"&&anchor===void 0)anchor=token2.name;else if(token2.kind===
"tag"&&tag===void 0)tag=token2;else break;({end}=at.take())}if(end!==void 0)return{end,...anchor===void 0?{}:{anchor},...tag===void 0?{}:{tag:this.#directives.resolve(
tag,start)}}}scalar=(token2,properties=NO_PROPERTIES)=>{this.at.last=this.at.take().end;const node=scalarNode(token2,properties);if("kind"in node)return node;throw new YamlReadError(
"value",node.problem,token2.start)};#nothing(properties){const{end}=properties;if(properties.tag===void 0)return this.at.absent(end,properties);this.at.last=end;
const node=scalarNode({kind:"scalar",text:"",style:"plain",start:end,end},properties);if("kind"in node)return node;throw new YamlReadError("value",node.problem,
end)}}function noContent({kind,start},place){const problem=`expected the node content, but found '${TOKEN_NAMES[kind]}'`,context=`while parsing a ${place==="flo\
w"?"flow":"block"} node`;return new YamlReadError("parser",problem,start,context,start)}const END=-1,TAB=9,LF=10,CR=13,SPACE=32;function characters_isBreak(code2){
return code2<=13?code2===LF||code2===CR:code2>=133&&(code2===133||code2===8232||code2===8233)}function isBlank(code2){return code2===SPACE||code2===TAB}function isGap(code2){
return code2<=SPACE?code2===SPACE||code2===TAB||code2===LF||code2===CR||code2===END:characters_isBreak(code2)}function isFlowIndicator(code2){return code2===44||
code2===91||code2===93||code2===123||code2===125}function isDigit(code2){return code2>=48&&code2<=57}function isWordCharacter(code2){return isDigit(code2)||code2>=
65&&code2<=90||code2>=97&&code2<=122||code2===45||code2===95}function isHexDigit(code2){return isDigit(code2)||code2>=65&&code2<=70||code2>=97&&code2<=102}function describeCharacter(text,offset){
const code2=text.codePointAt(offset)??0;return`${String.fromCodePoint(code2)}(${code2})`}function skipToToken(cursor){for(let crossedLine=!1;;crossedLine=!0){if(cursor.
skipSpaces(),cursor.peek()===35&&cursor.skipLine(),!characters_isBreak(cursor.peek()))return crossedLine;cursor.takeBreak()}}function noTokenAt(cursor){const code2=cursor.
text.codePointAt(cursor.offset),character=code2===TAB?"\\t(TAB)":String.fromCodePoint(code2),problem=`found character '${character}' that cannot start any token\
. (Do not use ${character} for indentation)`;return new YamlReadError("scanner",problem,cursor.mark(),"while scanning for the next token")}class Cursor{text;offset=0;line=0;column=0;#pairs=0;#mark;#hasPairs;constructor(text){
this.text=text,this.#hasPairs=/[\uD800-\uDBFF]/.test(text),text.charCodeAt(0)===65279&&(this.offset=1)}get codePoints(){return this.offset-this.#pairs}mark(){return this.#mark?.
offset!==this.offset&&(this.#mark={offset:this.offset,line:this.line,column:this.column}),this.#mark}peek(ahead=0){const at=this.offset+ahead;return at<this.text.
length?this.text.charCodeAt(at):END}advance(units){const end=this.offset+units;if(this.column+=units,this.#hasPairs)for(let at=this.offset;at<end;at++){const code2=this.
text.charCodeAt(at);code2>=55296&&code2<56320&&(this.#pairs++,this.column--)}this.offset=end}take(units){const taken=this.text.slice(this.offset,this.offset+units);
return this.advance(units),taken}skipSpaces(limit2=1/0){let count2=0;for(;count2<limit2&&this.peek(count2)===SPACE;)count2++;this.offset+=count2,this.column+=count2}skipBlanks(){
let count2=0;for(let code2=this.peek();code2===SPACE||code2===TAB;code2=this.peek(count2))count2++;this.offset+=count2,this.column+=count2}skipLine(){let count2=0;
for(let code2=this.peek();code2!==END&&!characters_isBreak(code2);code2=this.peek(count2))count2++;this.advance(count2)}takeBreak(){const code2=this.peek();return characters_isBreak(
code2)?code2===CR&&this.peek(1)===END?(this.offset++,this.column++,`
`):(this.offset+=code2===CR&&this.peek(1)===LF?2:1,this.line++,this.column=0,code2>=8232?String.fromCharCode(code2):`
`):""}atDocumentMarker(){const code2=this.peek();if(code2!==45&&code2!==46||this.peek(1)!==code2||this.peek(2)!==code2)return!1;const next=this.peek(3);return next===
SPACE||next===TAB||next===END||characters_isBreak(next)}}const MAX_KEY=1024;class ImplicitKeys{cursor;#open=[];#first=0;constructor(cursor){this.cursor=cursor}get firstToken(){
return this.#open[this.#first]?.token??1/0}add(level,token2,required){this.drop(level);const{codePoints}=this.cursor;this.#open.push({level,token:token2,required,
mark:this.cursor.mark(),codePoints})}take(level){return this.#innermost?.level===level?this.#pop():void 0}drop(level){const key2=this.take(level);if(key2?.required)
throw this.#missingColon(key2)}expire(){const{line,codePoints}=this.cursor;for(let key2=this.#open[this.#first];key2!==void 0;key2=this.#open[this.#first]){if(key2.
mark.line===line&&codePoints-key2.codePoints<=MAX_KEY)return;if(this.#first++,this.#first===this.#open.length&&this.#clear(),key2.required)throw this.#missingColon(
key2)}}get#innermost(){return this.#open.length>this.#first?this.#open.at(-1):void 0}#pop(){const key2=this.#open.pop();return this.#first>=this.#open.length&&this.#clear(),
key2}#clear(){this.#open.length=0,this.#first=0}#missingColon({mark}){const problem="could not find expected ':'";return new YamlReadError("scanner",problem,this.
cursor.mark(),"while scanning a simple key",mark)}}class Indentation{column=-1;#outer=[];opens(column){return this.column>=column?!1:(this.#outer.push(this.column),
this.column=column,!0)}close(column){let count2=0;for(;this.column>column;count2++)this.column=this.#outer.pop();return count2}}const MAX_CODE_POINTS=3145728,FORBIDDEN=/[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u,
CHUNK=1023;class ReadableText{cursor;maxTokens;#forbidden;#chunk;#mayBeTooLarge;constructor(cursor,maxTokens){this.cursor=cursor,this.maxTokens=maxTokens;const{
text}=cursor;this.#forbidden=FORBIDDEN.exec(text)?.index,this.#chunk=this.#forbidden===void 0?1/0:chunkOf(text,this.#forbidden),this.#mayBeTooLarge=text.length>
MAX_CODE_POINTS}check(tokens){if(this.cursor.offset>=this.#chunk-1)throw this.#refusal();if(tokens>this.maxTokens)throw new YamlReadError("tokens",`more than ${this.
maxTokens.toLocaleString("en")} YAML tokens`,this.cursor.mark());if(this.#mayBeTooLarge&&this.cursor.codePoints>MAX_CODE_POINTS){const problem=`The incoming YAM\
L document exceeds the limit: ${MAX_CODE_POINTS} code points.`;throw new YamlReadError("size",problem,this.cursor.mark())}}first(error2){return this.cursor.offset>=
this.#chunk-1?this.#refusal():error2}#refusal(){return new YamlReadError("reader","special characters are not allowed",markAt(this.cursor.text,this.#forbidden))}}
function chunkOf(text,offset){for(let start=0;;){let end=start+CHUNK;const last=text.charCodeAt(end-1);if(last>=55296&&last<56320&&end++,offset<end)return start;
start=end}}function markAt(text,offset){const lines2=text.slice(0,offset).split(/\r\n|[\n\r\x85\u2028\u2029]/);return{offset,line:lines2.length-1,column:[...lines2.
at(-1).replace(/^\uFEFF/,"")].length}}const PIECES=1e3;class TextBuilder{#text="";#pieces;add(piece){this.#pieces!==void 0?this.#pieces.push(piece)>PIECES&&this.#flush():
this.#text===""?this.#text=piece:this.#pieces=[piece]}text(){return this.#flush(),this.#text}#flush(){this.#pieces!==void 0&&(this.#text+=this.#pieces.join(""),
this.#pieces=void 0)}}const FOLDED=62,PLUS=43,MINUS=45;function scanBlock(cursor,parentIndent){const start=cursor.mark(),folded=cursor.peek()===FOLDED;cursor.advance(
1);const{chomping,indentation}=scanHeader(cursor,start),least=Math.max(parentIndent+1,1),lead=indentation===void 0?scanLead(cursor):void 0,indent=lead===void 0?
least+indentation-1:Math.max(least,lead.column);let{breaks,end}=lead??scanBlank(cursor,indent);const content=new TextBuilder;let lineBreak="";for(;cursor.column===
indent&&cursor.peek()!==END;){content.add(breaks);const isText2=!isBlank(cursor.peek());if(content.add(scanLine(cursor)),lineBreak=cursor.takeBreak(),{breaks,end}=
scanBlank(cursor,indent),cursor.column!==indent||cursor.peek()===END)break;folded&&lineBreak===`
`&&isText2&&!isBlank(cursor.peek())?breaks===""&&content.add(" "):content.add(lineBreak)}return chomping!=="strip"&&content.add(lineBreak),chomping==="keep"&&content.
add(breaks),{kind:"scalar",text:content.text(),style:folded?"folded":"literal",start,end}}function scanHeader(cursor,start){let chomping=chompingAt(cursor);const indentation=indentationAt(
cursor,start);if(chomping??=indentation===void 0?void 0:chompingAt(cursor),cursor.peek()!==SPACE&&!characters_isBreak(cursor.peek())&&cursor.peek()!==END)throw refuse(
`expected chomping or indentation indicators, but found ${found(cursor)}`,cursor,start);if(cursor.skipSpaces(),cursor.peek()===35&&cursor.skipLine(),cursor.peek()!==
END&&cursor.takeBreak()==="")throw refuse(`expected a comment or a line break, but found ${found(cursor)}`,cursor,start);return{chomping:chomping??"clip",indentation}}
function chompingAt(cursor){const code2=cursor.peek();if(!(code2!==PLUS&&code2!==MINUS))return cursor.advance(1),code2===PLUS?"keep":"strip"}function indentationAt(cursor,start){
const code2=cursor.peek();if(isDigit(code2)){if(code2===48)throw refuse("expected indentation indicator in the range 1-9, but found 0",cursor,start);return cursor.
advance(1),code2-48}}function scanLead(cursor){let breaks="",end=cursor.mark(),column=0;for(;;){if(cursor.skipSpaces(),column=Math.max(column,cursor.column),!characters_isBreak(
cursor.peek()))return{breaks,end,column};breaks+=cursor.takeBreak(),end=cursor.mark()}}function scanBlank(cursor,indent){let breaks="",end=cursor.mark();for(;;){
if(cursor.skipSpaces(indent-cursor.column),!characters_isBreak(cursor.peek()))return{breaks,end};breaks+=cursor.takeBreak(),end=cursor.mark()}}function scanLine(cursor){
const{text,offset}=cursor;let at=offset;for(;at<text.length&&!characters_isBreak(text.charCodeAt(at));)at++;return cursor.take(at-offset)}function found(cursor){
return describeCharacter(cursor.text,cursor.offset)}function refuse(problem,cursor,start){return new YamlReadError("scanner",problem,cursor.mark(),"while scanni\
ng a block scalar",start)}const URI=/[-A-Za-z0-9_;/?:@&=+$,.!~*'()[\]]/,PERCENT="%";function scanUri(cursor,what,start){let uri="";for(;;){const{text,offset}=cursor;
let at=offset;for(;at<text.length&&URI.test(text[at]);)at++;if(uri+=cursor.take(at-offset),text[at]!==PERCENT)break;uri+=scanEscapes(cursor,what,start)}if(uri===
"")throw scan_uri_refuse(`expected URI, but found ${describeCharacter(cursor.text,cursor.offset)}`,cursor,what,start);return uri}function scanEscapes(cursor,what,start){
const begin=cursor.mark(),bytes=[];for(;cursor.text[cursor.offset]===PERCENT;){if(!isHexDigit(cursor.peek(1))||!isHexDigit(cursor.peek(2))){const{text,offset}=cursor,
next=describeCharacter(text,offset+1),then=describeCharacter(text,offset+1+((text.codePointAt(offset+1)??0)>65535?2:1));cursor.advance(1);const problem=`expecte\
d URI escape sequence of 2 hexadecimal numbers, but found ${next} and ${then}`;throw scan_uri_refuse(problem,cursor,what,start)}bytes.push(parseInt(cursor.text.
slice(cursor.offset+1,cursor.offset+3),16)),cursor.advance(3)}try{return new TextDecoder("utf-8",{fatal:!0,ignoreBOM:!0}).decode(Uint8Array.from(bytes))}catch{const problem="\
expected URI in UTF-8: Input length = 1";throw new YamlReadError("scanner",problem,begin,`while scanning a ${what}`,start)}}function scan_uri_refuse(problem,cursor,what,start){
return new YamlReadError("scanner",problem,cursor.mark(),`while scanning a ${what}`,start)}const BANG="!";function endsName(code2){return isGap(code2)||isFlowIndicator(
code2)||code2===58||code2===47||code2===46||code2===42||code2===38}function followsName(code2){return isGap(code2)||code2===58||code2===44||code2===93||code2===
125}function scanName(cursor){const start=cursor.mark(),kind=cursor.peek()===42?"alias":"anchor";cursor.advance(1);let length=0;for(;!endsName(cursor.peek(length));)
length++;const name=cursor.take(length);if(name===""||!followsName(cursor.peek())){const article=kind==="alias"?"an alias":"an anchor",problem=`unexpected chara\
cter found ${describeCharacter(cursor.text,cursor.offset)}`;throw new YamlReadError("scanner",problem,cursor.mark(),`while scanning ${article}`,start)}return{kind,
name,start,end:cursor.mark()}}function scanTag(cursor){const start=cursor.mark(),tag=cursor.text[cursor.offset+1]==="<"?scanVerbatim(cursor,start):scanShorthand(
cursor,start);if(!isGapNoTab(cursor.peek()))throw scan_properties_refuse(`expected ' ', but found ${quotedCharacter(cursor)}`,cursor,start);return{kind:"tag",...tag,
start,end:cursor.mark()}}function scanVerbatim(cursor,start){cursor.advance(2);const suffix=scanUri(cursor,"tag",start);if(cursor.text[cursor.offset]!==">")throw scan_properties_refuse(
`expected '>', but found ${quotedCharacter(cursor)}`,cursor,start);return cursor.advance(1),{handle:void 0,suffix}}function scanShorthand(cursor,start){return isGap(
cursor.peek(1))?(cursor.advance(1),{handle:void 0,suffix:BANG}):{handle:handleFollows(cursor)?scanHandle(cursor,"tag",start):cursor.take(1),suffix:scanUri(cursor,
"tag",start)}}function handleFollows(cursor){for(let ahead=1;;ahead++){const code2=cursor.peek(ahead);if(code2===33)return!0;if(code2===END||isGapNoTab(code2))return!1}}
function scanHandle(cursor,what,start){if(cursor.text[cursor.offset]!==BANG)throw wrongHandle(cursor,what,start);let length=1;if(cursor.peek(1)!==32){for(;isWordCharacter(
cursor.peek(length));)length++;if(cursor.peek(length)!==33)throw cursor.advance(length),wrongHandle(cursor,what,start);length++}return cursor.take(length)}function wrongHandle(cursor,what,start){
const problem=`expected '!', but found ${describeCharacter(cursor.text,cursor.offset)}`;return new YamlReadError("scanner",problem,cursor.mark(),`while scanning\
 a ${what}`,start)}function isGapNoTab(code2){return code2!==TAB&&isGap(code2)}function quotedCharacter(cursor){const code2=cursor.text.codePointAt(cursor.offset)??
0;return`'${String.fromCodePoint(code2)}' (${code2})`}function scan_properties_refuse(problem,cursor,start){return new YamlReadError("scanner",problem,cursor.mark(),
"while scanning a tag",start)}const MAX_VERSION_DIGITS=10;function scanDirective(cursor){const start=cursor.mark();cursor.advance(1);const name=scan_directive_scanName(
cursor,start);if(name==="YAML"){const version2=scanVersion(cursor,start),end2=cursor.mark();return endLine(cursor,start),{kind:"directive",name,version:version2,
start,end:end2}}if(name==="TAG"){const tag=scanTagPrefix(cursor,start),end2=cursor.mark();return endLine(cursor,start),{kind:"directive",name,tag,start,end:end2}}
const end=cursor.mark();return cursor.skipLine(),endLine(cursor,start),{kind:"directive",name,start,end}}function scan_directive_scanName(cursor,start){let length=0;
for(;isWordCharacter(cursor.peek(length));)length++;const name=cursor.take(length);if(name===""||!atWordEnd(cursor))throw scan_directive_refuse("expected alphab\
etic or numeric character",cursor,start);return name}function scanVersion(cursor,start){cursor.skipSpaces();const major=scanNumber(cursor,start);if(cursor.peek()!==
46)throw scan_directive_refuse("expected a digit or '.'",cursor,start);cursor.advance(1);const minor=scanNumber(cursor,start);if(!atWordEnd(cursor))throw scan_directive_refuse(
"expected a digit or ' '",cursor,start);return[major,minor]}function scanNumber(cursor,start){if(!isDigit(cursor.peek()))throw scan_directive_refuse("expected a\
 digit",cursor,start);let length=0;for(;isDigit(cursor.peek(length));)length++;const digits2=cursor.take(length);if(length>MAX_VERSION_DIGITS){const problem=`fo\
und a number which cannot represent a valid version: ${digits2}`;throw new YamlReadError("scanner",problem,cursor.mark(),"while scanning a YAML directive",start)}
return Number(digits2)}function scanTagPrefix(cursor,start){cursor.skipSpaces();const handle=scanHandle(cursor,"directive",start);if(cursor.peek()!==SPACE)throw scan_directive_refuse(
"expected ' '",cursor,start);cursor.skipSpaces();const prefix=scanUri(cursor,"directive",start);if(!atWordEnd(cursor))throw scan_directive_refuse("expected ' '",
cursor,start);return[handle,prefix]}function endLine(cursor,start){if(cursor.skipSpaces(),cursor.peek()===35&&cursor.skipLine(),cursor.peek()!==END&&cursor.takeBreak()===
"")throw scan_directive_refuse("expected a comment or a line break",cursor,start)}function atWordEnd(cursor){const code2=cursor.peek();return code2===SPACE||code2===
END||characters_isBreak(code2)}function scan_directive_refuse(expected,cursor,start){const problem=`${expected}, but found ${describeCharacter(cursor.text,cursor.
offset)}`;return new YamlReadError("scanner",problem,cursor.mark(),"while scanning a directive",start)}const HASH=35,COLON=58,QUESTION=63;function startsPlain(cursor,inFlow){
const code2=cursor.peek();if(isGap(code2))return!1;switch(code2){case 45:return!isGap(cursor.peek(1));case COLON:case QUESTION:return!inFlow&&!isGap(cursor.peek(
1));case 33:case 34:case HASH:case 37:case 38:case 39:case 42:case 62:case 64:case 96:case 124:return!1;default:return!isFlowIndicator(code2)}}function scanPlain(cursor,indent,inFlow){
const start=cursor.mark();let end=start;const content=new TextBuilder;let gap="",crossedLine=!1;for(;;){const length=lineLength(cursor,inFlow);if(length===0||(gap!==
""&&content.add(gap),content.add(cursor.take(length)),end=cursor.mark(),cursor.skipBlanks(),crossedLine=characters_isBreak(cursor.peek()),gap=crossedLine?scanBreaks(
cursor):"",gap===""||!inFlow&&cursor.column<indent))break}return{token:{kind:"scalar",text:content.text(),style:"plain",start,end},crossedLine}}function lineLength(cursor,inFlow){
const{text,offset}=cursor;let at=offset,end=offset;for(;text.charCodeAt(at)!==HASH;){const word=at;if(at=wordEnd(text,at,inFlow),at===word)break;for(end=at;isBlank(
text.charCodeAt(at));)at++;if(at===end)break}return end-offset}function wordEnd(text,start,inFlow){const size=text.length;let at=start;for(;at<size;at++){const code2=text.
charCodeAt(at);if(isGap(code2))break;if(code2===COLON){const next=at+1<size?text.charCodeAt(at+1):END;if(isGap(next)||inFlow&&isFlowIndicator(next))break}else if(inFlow&&
(code2===QUESTION||isFlowIndicator(code2)))break}return at}function scanBreaks(cursor){const first=cursor.takeBreak();let breaks="";for(;;){if(cursor.atDocumentMarker()||
cursor.text.startsWith("---",cursor.offset))return"";if(cursor.skipSpaces(),!characters_isBreak(cursor.peek()))break;breaks+=cursor.takeBreak()}return first!==`\

`?first+breaks:breaks===""?" ":breaks}const DOUBLE=34,SINGLE=39,BACKSLASH=92,ESCAPES=new Map([["0","\0"],["a","\x07"],["b","\b"],["t","	"],["n",`
`],["v","\v"],["f","\f"],["r","\r"],["e","\x1B"],[" "," "],['"','"'],["\\","\\"],["N",""],["_"," "],["L","\u2028"],["P","\u2029"]]),HEX_DIGITS=new Map([["x",
2],["u",4],["U",8]]);function scanQuoted(cursor){const start=cursor.mark(),quote=cursor.peek();cursor.advance(1);const content=new TextBuilder;for(;;){content.add(
scanRun(cursor,quote));const code2=cursor.peek();if(code2===quote){if(quote===DOUBLE||cursor.peek(1)!==SINGLE)break;content.add("'"),cursor.advance(2)}else if(code2===
BACKSLASH)content.add(scanEscape(cursor,start));else{if(code2===END)throw unexpected("end of stream",cursor,start);content.add(scanFold(cursor,start))}}cursor.advance(
1);const style=quote===DOUBLE?"double":"single";return{kind:"scalar",text:content.text(),style,start,end:cursor.mark()}}function scanRun(cursor,quote){const{text,
offset}=cursor;let at=offset,code2=text.charCodeAt(at);for(;at<text.length&&code2!==quote&&!(code2===BACKSLASH&&quote===DOUBLE)&&!characters_isBreak(code2);)code2=
text.charCodeAt(++at);const run=cursor.take(at-offset);if(at<text.length&&!characters_isBreak(code2))return run;let length=run.length;for(;length>0&&isBlank(run.
charCodeAt(length-1));)length--;return run.slice(0,length)}function scanEscape(cursor,start){cursor.advance(1);const code2=cursor.peek();if(characters_isBreak(code2))
return cursor.takeBreak(),scan_quoted_scanBreaks(cursor,start);const letter=code2===END?"":String.fromCharCode(code2),plain=ESCAPES.get(letter);if(plain!==void 0)
return cursor.advance(1),plain;const digits2=HEX_DIGITS.get(letter);if(digits2===void 0)throw scan_quoted_refuse(`found unknown escape character ${describeCharacter(
cursor.text,cursor.offset)}`,cursor,start);return cursor.advance(1),scanCode(cursor,digits2,start)}function scanCode(cursor,digits2,start){const given2=[...cursor.
text.slice(cursor.offset,cursor.offset+2*digits2)].slice(0,digits2).join("");if(![...given2].every(digit=>isHexDigit(digit.charCodeAt(0))))throw scan_quoted_refuse(
`expected escape sequence of ${digits2} hexadecimal numbers, but found: ${given2}`,cursor,start);const code2=parseInt(given2,16);if(!(code2<=2147483647)){const why=`\
Malformed Number token: failed to tokenize due to (java.lang.NumberFormatException): For input string: "${given2}" under radix 16`;throw new YamlReadError("valu\
e",why,cursor.mark())}if(code2>1114111)throw scan_quoted_refuse(`found unknown escape character ${given2}`,cursor,start);return cursor.advance(given2.length),String.
fromCodePoint(code2)}function scan_quoted_refuse(problem,cursor,start){return new YamlReadError("scanner",problem,cursor.mark(),"while scanning a double-quoted \
scalar",start)}function scanFold(cursor,start){const first=cursor.takeBreak(),breaks=scan_quoted_scanBreaks(cursor,start);return first!==`
`?first+breaks:breaks===""?" ":breaks}function scan_quoted_scanBreaks(cursor,start){let breaks="";for(;;){if(cursor.atDocumentMarker())throw unexpected("documen\
t separator",cursor,start);if(cursor.skipBlanks(),!characters_isBreak(cursor.peek()))return breaks;breaks+=cursor.takeBreak()}}function unexpected(what,cursor,start){
return new YamlReadError("scanner",`found unexpected ${what}`,cursor.mark(),"while scanning a quoted scalar",start)}class TokenQueue{#tokens=[];#head=0;#taken=0;get firstNumber(){
return this.#taken}get nextNumber(){return this.#taken+this.#tokens.length-this.#head}get isEmpty(){return this.#head===this.#tokens.length}get first(){return this.#tokens[this.#head]}push(token2){
this.#tokens.push(token2)}insert(number,token2){this.#tokens.splice(number-this.#taken+this.#head,0,token2)}take(){const token2=this.first;return this.#head++,this.#taken++,
this.isEmpty&&(this.#tokens=[],this.#head=0),token2}}class Scanner{cursor;#readable;#keys;#queue=new TokenQueue;#indentation=new Indentation;#done=!1;#ready=!1;#level=0;#mayBegin=!0;constructor(text,maxTokens){
this.cursor=new Cursor(text),this.#readable=new ReadableText(this.cursor,maxTokens),this.#keys=new ImplicitKeys(this.cursor)}peek(){return this.#ready||this.#scanToken(),
this.#queue.first}#scanToken(){try{for(;this.#needsMore();)this.#scan()}catch(error2){throw error2 instanceof YamlReadError?this.#readable.first(error2):error2}
this.#ready=!0}take(){return this.#ready=!1,this.#queue.take()}#needsMore(){return this.#done?!1:this.#queue.isEmpty?!0:(this.#keys.expire(),this.#keys.firstToken===
this.#queue.firstNumber)}#scan(){const{cursor}=this;this.#readable.check(this.#queue.nextNumber),skipToToken(cursor)&&this.#level===0&&(this.#mayBegin=!0),this.#keys.
expire(),this.#closeDeeperThan(cursor.column);const code2=cursor.peek();if(code2===END)return this.#end();if(cursor.column===0&&code2===37)return this.#directive();
if(cursor.column===0&&cursor.atDocumentMarker())return this.#documentMarker();this.#token(code2)}#token(code2){const{cursor}=this;switch(code2){case 91:case 123:
return this.#flowStart(code2===91?"flow-sequence-start":"flow-mapping-start");case 93:case 125:return this.#flowEnd(code2===93?"flow-sequence-end":"flow-mapping\
-end");case 44:return this.#flowEntry();case 42:case 38:return this.#beginning(scanName);case 33:return this.#beginning(scanTag);case 34:case 39:return this.#beginning(
scanQuoted);case 45:if(isGap(cursor.peek(1)))return this.#blockEntry();break;case 63:case 58:if(this.#level===0&&!isGap(cursor.peek(1)))break;return code2===63?
this.#explicitKey():this.#value();case 124:case 62:if(this.#level===0)return this.#block();break}if(!startsPlain(cursor,this.#level>0))throw noTokenAt(cursor);this.#plain()}#push(kind,mark){
this.#queue.push({kind,start:mark,end:mark})}#pushSigns(kind,units){const start=this.cursor.mark();this.cursor.advance(units),this.#queue.push({kind,start,end:this.
cursor.mark()})}#closeDeeperThan(column){if(!(this.#level>0))for(let count2=this.#indentation.close(column);count2>0;count2--)this.#push("block-end",this.cursor.
mark())}#end(){this.#closeAll(),this.#push("stream-end",this.cursor.mark()),this.#done=!0}#closeAll(){this.#closeDeeperThan(-1),this.#keys.drop(this.#level),this.#mayBegin=
!1}#directive(){this.#closeAll(),this.#queue.push(scanDirective(this.cursor))}#documentMarker(){this.#closeAll(),this.#pushSigns(this.cursor.peek()===45?"docume\
nt-start":"document-end",3)}#flowStart(kind){this.#mayBeKey(),this.#level++,this.#mayBegin=!0,this.#pushSigns(kind,1)}#flowEnd(kind){this.#keys.drop(this.#level),
this.#level>0&&this.#level--,this.#mayBegin=!1,this.#pushSigns(kind,1)}#flowEntry(){this.#mayBegin=!0,this.#keys.drop(this.#level),this.#pushSigns("flow-entry",
1)}#blockEntry(){this.#beginBlock("block-sequence-start","sequence entries"),this.#mayBegin=!0,this.#keys.drop(this.#level),this.#pushSigns("block-entry",1)}#explicitKey(){
this.#beginBlock("block-mapping-start","mapping keys"),this.#mayBegin=this.#level===0,this.#keys.drop(this.#level),this.#pushSigns("key",1)}#value(){const key2=this.#keys.
take(this.#level);if(key2!==void 0){const{mark}=key2;this.#queue.insert(key2.token,{kind:"key",start:mark,end:mark}),this.#level===0&&this.#indentation.opens(mark.
column)&&this.#queue.insert(key2.token,{kind:"block-mapping-start",start:mark,end:mark}),this.#mayBegin=!1}else this.#beginBlock("block-mapping-start","mapping \
values"),this.#mayBegin=this.#level===0,this.#keys.drop(this.#level);this.#pushSigns("value",1)}#beginBlock(kind,what){if(this.#level>0)return;const mark=this.cursor.
mark();if(!this.#mayBegin)throw new YamlReadError("scanner",`${what} are not allowed here`,mark);this.#indentation.opens(mark.column)&&this.#push(kind,mark)}#beginning(scan){
this.#mayBeKey(),this.#mayBegin=!1,this.#queue.push(scan(this.cursor))}#plain(){this.#mayBeKey();const{token:token2,crossedLine}=scanPlain(this.cursor,this.#indentation.
column+1,this.#level>0);this.#mayBegin=crossedLine,this.#queue.push(token2)}#block(){this.#mayBegin=!0,this.#keys.drop(this.#level),this.#queue.push(scanBlock(this.
cursor,this.#indentation.column))}#mayBeKey(){const{cursor}=this,required=this.#level===0&&this.#indentation.column===cursor.column;if(!this.#mayBegin){if(!required)
return;const problem="A simple key is required only if it is the first token in the current line";throw new YamlReadError("scanner",problem,cursor.mark())}this.#keys.
add(this.#level,this.#queue.nextNumber,required)}}const MAX_DEPTH=1e3;class Progress{last={offset:0,line:0,column:0};list;#scanner;#depth=0;constructor(text,maxTokens){
this.#scanner=new Scanner(text,maxTokens)}peek(){return this.#scanner.peek()}is(kind){return this.#scanner.peek().kind===kind}isOneOf(kinds){return kinds.includes(
this.#scanner.peek().kind)}take(){return this.#scanner.take()}absent(mark,properties=NO_PROPERTIES){return this.last=mark,absentNode(mark.offset,properties)}enter(end){
if(this.last=end,++this.#depth<=MAX_DEPTH)return;const problem=`Document nesting depth (${this.#depth}) exceeds the maximum allowed (${MAX_DEPTH}, from \`StreamR\
eadConstraints.getMaxNestingDepth()\`)`;throw new YamlReadError("depth",problem,end)}enterList(start,end,style){this.#depth===0&&(this.list={kind:"sequence",span:{
start:start.offset,end:end.offset},style,items:[]}),this.enter(end)}leaveBlock(){this.#depth--,this.last=this.take().end}leaveFlow(){this.#depth--;const{end}=this.
take();return this.peek(),this.last=end}leaveOpen(){this.#depth--,this.last=this.peek().end}}const MAX_TOKENS=12e4;function readYaml(text,maxTokens){const progress=new Progress(
text,maxTokens);try{const root=new Parser(progress).document(),{last:end}=progress;return root===void 0?{kind:"empty",end}:{kind:"document",root,end}}catch(error2){
if(!(error2 instanceof YamlReadError))throw error2;return progress.list!==void 0&&error2.kind!=="tokens"?{kind:"document",root:progress.list,end:progress.last}:
{kind:"problem",problem:problemOf(error2,progress)}}}function problemOf({kind,problem,mark,context,contextMark},{last}){return{kind,problem,mark,last,...context===
void 0?{}:{context},...contextMark===void 0?{}:{contextMark}}}function countTokens(text,limit2){const scanner=new Scanner(text,1/0);let count2=0;try{for(;count2<=
limit2&&scanner.peek().kind!=="stream-end";count2++)scanner.take()}catch(error2){if(!(error2 instanceof YamlReadError))throw error2}return count2}function scalarBefore(text,offset){
const scanner=new Scanner(text,1/0);let found2;try{for(let token2=scanner.peek();token2.kind!=="stream-end"&&!(token2.start.offset>=offset);token2=scanner.peek())
token2.kind==="scalar"&&(found2={start:token2.start.offset,end:token2.end.offset}),scanner.take()}catch(error2){if(!(error2 instanceof YamlReadError))throw error2}
return found2}const SNIPPET=75,CUT=" ... ",INDENT="    ";function parserText({kind,problem,mark,context,contextMark},text){if(kind!=="scanner"&&kind!=="parser")
return problem;const lines2=context===void 0?[]:[context],isApart=contextMark!==void 0&&(contextMark.line!==mark.line||contextMark.column!==mark.column);return contextMark!==
void 0&&(isApart||kind==="parser")&&lines2.push(markText(contextMark,text)),lines2.push(problem,markText(mark,text)),`${lines2.join(`
`)}
`}function markText({offset,line,column},text){return` in 'reader', line ${line+1}, column ${column+1}:
${excerpt(text,offset)}`}function excerpt(text,offset){const before=[.../[^\n\r\x85\u2028\u2029]*$/.exec(text.slice(Math.max(offset-4*SNIPPET,0),offset))[0]],after2=[
.../^[^\n\r\x85\u2028\u2029]*/.exec(text.slice(offset,offset+4*SNIPPET))[0]],half=Math.floor(SNIPPET/2-1),isCutBefore=before.length>half,isCutAfter=after2.length>
half,head=isCutBefore?CUT+before.slice(before.length-half-1+CUT.length).join(""):before.join(""),tail=isCutAfter?after2.slice(0,half+1-CUT.length).join("")+CUT:
after2.join("");return`${INDENT}${head}${tail}
${INDENT}${" ".repeat([...head].length)}^`}const SOURCE="Validation error: Illegal Flow source:",PARSING=`${SOURCE} YAML parsing error:`;function syntax_problem_problemOf(yaml,source){
const constraints=constraintsOf(yaml,source);switch(yaml.kind){case"depth":return limit("The document is nested deeper than Kestra reads (1000 levels).",constraints);case"\
size":return limit("The document is larger than Kestra reads: 3,145,728 characters.",constraints);case"tokens":return limit(`This is too much for one flow to be\
 checked: ${yaml.problem}.`,constraints);default:return{kind:"syntax",yaml,constraints,span:spanOf(yaml,source)}}}function constraintsOf(yaml,source){const line=yaml.
last.line+1;switch(yaml.kind){case"structure":return`${SOURCE} YAML syntax error: Invalid structure. Check indentation and ensure all fields are properly format\
ted. (at line ${line})`;case"depth":return`${PARSING} ${yaml.problem}`;default:return`${PARSING} ${parserText(yaml,source)}${locationOf(yaml.last)}`}}function locationOf({
line,column}){return`
 at [Source: (StringReader); line: ${line+1}, column: ${column+1}] (at line ${line+1})`}function spanOf({problem,mark,contextMark},source){const isOpen2=problem.
includes("unexpected end of stream")&&contextMark!==void 0,isAtEnd=mark.offset>=source.length,at=isOpen2?contextMark.offset:isAtEnd?source.trimEnd().length:mark.
offset,start=Math.min(at,source.length);if(!(source[start]==="{"&&source[start-1]==="{"))return{start,end:lineEnd(source,start)};const line=source.slice(start,lineEnd(
source,start)),close=line.indexOf("}}");return{start:start-1,end:start+(close===-1?line.length:close+2)}}function lineEnd(source,offset){return offset+source.slice(
offset).search(/\r?(?:\n|$)/)}function emptyDocument(end,holds2="nothing"){return{kind:"empty",constraints:`${PARSING} ${holds2==="nothing"?"No content to map d\
ue to end-of-input":'Cannot coerce empty String ("") to element of `java.util.LinkedHashMap` (but could if coercion was enabled using `CoercionConfig`)'}${locationOf(
end)}`,span:{start:0,end:0}}}function stackUsedUp(){return limit("The document is nested too deeply to be checked.")}function tooManyDocuments(){return limit("T\
he file holds more documents than can be checked together; spread them over several files.")}function limit(message,constraints=`${PARSING} ${message}`){return{
kind:"limit",message,constraints,span:{start:0,end:0}}}function parseFlow(document){const{source}=document;if(document.tooLarge)return{ok:!1,document,problem:tooManyDocuments()};
try{const reading=readYaml(source,MAX_TOKENS);if(reading.kind==="problem")return{ok:!1,document,problem:syntax_problem_problemOf(reading.problem,source)};if(reading.
kind==="empty")return{ok:!1,document,problem:emptyDocument(reading.end)};const{root}=reading;return root.kind==="scalar"&&root.style==="absent"?{ok:!1,document,
problem:emptyDocument(reading.end,"marker")}:{ok:!0,document,root}}catch(error2){if(error2 instanceof RangeError)return{ok:!1,document,problem:stackUsedUp()};throw error2}}
function stored_source_parseStoredSource(source){return parseFlow({file:{path:"",text:source},index:0,count:1,start:0,source})}const MANY_ENTRIES=50,indexes=new WeakMap;
function navigate_entryOf(node,key2){if(node?.kind!=="mapping")return;if(node.entries.length<MANY_ENTRIES)return node.entries.findLast(entry=>entry.key===key2);
let index=indexes.get(node);return index===void 0&&(index=new Map(node.entries.map(entry=>[entry.key,entry])),indexes.set(node,index)),index.get(key2)}function hasRepeatedKey({
entries}){if(entries.length>=MANY_ENTRIES)return new Set(entries.map(({key:key2})=>key2)).size<entries.length;for(let index=1;index<entries.length;index++){const{
key:key2}=entries[index];for(let earlier=0;earlier<index;earlier++)if(entries[earlier].key===key2)return!0}return!1}function navigate_valueOf(node,key2){return navigate_entryOf(
node,key2)?.value}function navigate_textOf(node,key2){const value=navigate_valueOf(node,key2);return value?.kind==="scalar"?value.text:void 0}function itemsOf(node){
return node?.kind==="sequence"?node.items:[]}function nodeAt(root,path2){let node=root;for(const step of path2)if(typeof step=="number"?node=node?.kind==="seque\
nce"?node.items[step]:void 0:node=navigate_valueOf(node,step),node===void 0)return;return node}function entryAt(root,path2){const last=path2.at(-1);return typeof last==
"string"?navigate_entryOf(nodeAt(root,path2.slice(0,-1)),last):void 0}class Visit{node;parent;step;constructor(node,parent,step){this.node=node,this.parent=parent,
this.step=step}get path(){const path2=[];for(let visit2=this;visit2.parent!==void 0;visit2=visit2.parent)path2.push(visit2.step);return path2.reverse()}}function walk(root){
return visitsOf(root).all}let latest;function visitsOf(root){if(latest?.root!==root){const all=visitAll(root);latest={root,all,mappings:all.filter(isOfMapping)}}
return latest}function visitAll(root){const visits=[],open=[new Visit(root)];for(let visit2=open.pop();visit2!==void 0;visit2=open.pop()){visits.push(visit2);const{
node}=visit2;if(node.kind==="mapping")for(let index=node.entries.length-1;index>=0;index--){const{key:key2,value}=node.entries[index];open.push(new Visit(value,
visit2,key2))}else if(node.kind==="sequence")for(let index=node.items.length-1;index>=0;index--)open.push(new Visit(node.items[index],visit2,index))}return visits}
function mappingsIn(root){return visitsOf(root).mappings}function isOfMapping(visit2){return visit2.node.kind==="mapping"}const lineStarts=new WeakMap;function positions_rangeOf(document,span){
const start=positionAt(document.file,document.start+span.start),end=positionAt(document.file,document.start+Math.max(span.end,span.start));return{startLine:start.
line,startColumn:start.column,endLine:end.line,endColumn:end.column}}function positionAt(file,offset){const starts=startsOf(file);let low=0,high=starts.length-1;
for(;low<high;){const middle=low+high+1>>1;starts[middle]<=offset?low=middle:high=middle-1}const mark=low===0&&file.text.startsWith("\uFEFF")?1:0;return{line:low+
1,column:Math.max(offset-starts[low]-mark,0)+1}}function spanOfLine(document,start,line,column){const{source}=document;let offset=start;for(let left=line-1;left>
0;left--){const next=source.indexOf(`
`,offset);if(next===-1)break;offset=next+1}const newline=source.indexOf(`
`,offset),end=offset+source.slice(offset,newline===-1?source.length:newline).trimEnd().length,indent=/^[ \t]*/.exec(source.slice(offset,end))[0].length,from=column===
void 0?offset+indent:Math.min(offset+column-1,end);return{start:from,end:Math.max(end,from)}}function startsOf(file){let starts=lineStarts.get(file);if(starts===
void 0){const found2=[0];for(let at=file.text.indexOf(`
`);at!==-1;at=file.text.indexOf(`
`,at+1))found2.push(at+1);lineStarts.set(file,starts=found2)}return starts}function countChangedLines(diff){return diff.split(`
`).filter(line=>/^[-+]/.test(line)).length}const change_sections_ICONS={created:"🟢 created",updated:"🟡 updated",unchanged:"⚪ unchanged",deleted:"🔴 deleted",failed:"❌ failed",conflict:"⛔ exis\
ts and differs",skipped:"⏸️ not reached",undone:"↩️ undone"},change_sections_PLANNED={created:"🟢 create",updated:"🟡 update",deleted:"🔴 delete"},
MAX_DIFF=2e4,MAX_CALL_ROWS=500;function changeSections(report2,context,detail){if(report2.action==="deploy-namespace-files")return fileSections(report2,context,
detail);const flows=worstFirst(report2.flows),rows=flows.map(flow2=>flowRow(flow2,report2,context));return[renderTable(["","flow","file","revision"],rows,detail.
rows,"flow"),notReached(report2.flows,report2.changed,"flow"),...diffsOf(flows,({namespace:namespace2,id})=>markdown(`${namespace2} / ${id}`),detail),graphOf(report2,
detail),digestLine(report2)]}function worstFirst(changes2){const isBad=({action})=>action==="failed"||action==="conflict",isQuiet=({action})=>action==="unchange\
d"||action==="skipped";return[...changes2.filter(isBad),...changes2.filter(change=>!isBad(change)&&!isQuiet(change))]}function notReached(changes2,changed2,what){
const skipped=changes2.filter(({action})=>action==="skipped").length;return skipped===0||!changed2?"":`${change_sections_ICONS.skipped}: ${counted(skipped,what)}`}
function actionOf(action,{dryRun}){return(dryRun?change_sections_PLANNED[action]:void 0)??change_sections_ICONS[action]}function flowRow(flow2,report2,context){
const{revisionBefore:before,revisionAfter:after2}=flow2,revision=before===void 0||after2===void 0||before===after2?after2??before??"":`${before} → ${after2}`,
name=escape_link(markdown(`${flow2.namespace} / ${flow2.id}`),flowUrl(context,report2,flow2)),file=flow2.file===void 0?reasonOf(flow2,context):escape_link(code(
flow2.file),fileUrl(context,flow2.file,flow2.line));return[actionOf(flow2.action,report2),`${name}${errorOf(flow2)}`,file,String(revision)]}function reasonOf({reason=""},context){
const[,lead,commit]=/^(removed in )([0-9a-f]{7,64})$/.exec(reason)??[];return commit===void 0?markdown(reason):`${lead}${escape_link(digits(commit),commitUrl(context,
commit))}`}function errorOf({action,error:error2}){return error2===void 0||action==="conflict"?"":`<br>${prose(shortened_shortened(error2,500))}`}function diffsOf(changes2,nameOf2,{
rows,blocks:blocks2}){return blocks2===0?[]:changes2.slice(0,rows).flatMap(change=>{if(change.diff===void 0)return[];const lines2=countChangedLines(change.diff),
title=`${nameOf2(change)} – ${lines2===0?"difference":counted(lines2,"changed line")}`;return[details(title,fence("diff",cutLines(change.diff,Math.min(blocks2,
MAX_DIFF))))]})}function cutLines(diff,longest){if(diff.length<=longest)return diff;const lines2=diff.split(`
`);let length=0;const shown=lines2.slice(0,Math.max(1,lines2.findIndex(line=>(length+=line.length+1)>longest)));return[...shown.map(line=>shortened_shortened(line,
longest)),`… ${counted(lines2.length-shown.length,"more line")}`].join(`
`)}function graphOf(report2,{blocks:blocks2,rows}){if(blocks2===0)return"";const graph=renderCallGraph(report2);if(graph==="none")return"";if(graph==="too-many"){
const calls=callsAroundChanges(report2).map(({from,to})=>[markdown(from),markdown(to)]);return details("The deployed flows that start each other, too many to dr\
aw",renderTable(["flow","starts"],calls,Math.min(rows,MAX_CALL_ROWS),"call"))}const title=graph.isPart?"What changed, and the flows next to it":"How the deploye\
d flows call each other";return graph.mermaid.length>blocks2?"":details(title,fence("mermaid",graph.mermaid))}function digestLine({dryRun,planDigest,failure:failure2}){
return!dryRun||planDigest===void 0||failure2!==void 0?"":`Plan ${digits(planDigest)} – give it as <code>planDigest</code> to deploy exactly this.`}function fileSections(report2,context,detail){
const row=change=>[actionOf(change.action,report2),`${code(change.target)}${errorOf(change)}`,change.file===void 0?reasonOf(change,context):escape_link(code(change.
file),fileUrl(context,change.file)),sizeOfFile(change)],files=worstFirst(report2.files);return[renderTable(["","target","file","size"],files.map(row),detail.rows,
"file"),notReached(report2.files,report2.changed,"file"),...diffsOf(files,({target})=>code(target),detail),digestLine(report2)]}const LEAST={blocks:0,rows:0},STEPS=[
{blocks:1/0,rows:1/0},{blocks:2e4,rows:1e3},{blocks:5e3,rows:300},{blocks:2e3,rows:100},{blocks:0,rows:1e3},{blocks:0,rows:200},{blocks:1e3,rows:20},{blocks:0,rows:20},
LEAST],validation_sections_NAMED_FLOWS=3;function renderCounts({counts,findings}){const marked=byFile(findings).size,clean=counts.files-marked;return[...countedFindings(
counts),...marked>0&&clean>0?[`${counted(clean,"file")} without findings`]:[]].join(" · ")}function fileTable(report2,context,{rows}){const marked=byFile(report2.
findings);if(marked.size<2)return"";const keys=new Map(report2.files.map(file=>[file.path,file.flows])),worst=new Set(worstFindings(report2.findings,rows).map(({
file})=>file)),table=[...marked].sort(([a],[b])=>Number(worst.has(b))-Number(worst.has(a))).map(([file,findings])=>fileRow(file,findings,keys.get(file)??[],context)),
head=["","file","flows","errors","warnings","notices"];return details(`${counted(marked.size,"file")} with findings`,renderTable(head,table,rows,"file"))}function fileRow(file,findings,flows,context){
const count2=wanted=>findings.filter(({severity})=>severity===wanted).length,named=flows.slice(0,validation_sections_NAMED_FLOWS).map(flow2=>markdown(`${flow2.namespace}\
 / ${flow2.id}`)),more=flows.length>validation_sections_NAMED_FLOWS?[`and ${flows.length-validation_sections_NAMED_FLOWS} more`]:[];return[SEVERITIES[worstOf(findings)],
escape_link(code(file),fileUrl(context,file)),[...named,...more].join("<br>"),...["error","warning","notice"].map(severity=>String(count2(severity)||""))]}const SUMMARY_LIMIT=1047552;
function renderSummary(report2,context,maxBytes=SUMMARY_LIMIT){const{requests,durationMs}=report2,parts=[...aboutServer(report2),...report2.kestra===void 0?[]:[
counted(requests,"request")],`${(durationMs/1e3).toFixed(1)} s`,...context.runUrl===void 0?[]:[escape_link("this run",context.runUrl)]];return renderWithin(report2,
context,maxBytes,{foot:`<sub>${parts.join(" · ")}</sub>`})}function renderWithin(report2,context,maxBytes,{lead="",foot}){const end=`

${foot}
`,room=maxBytes-Buffer.byteLength(end);for(const detail of STEPS){const text=render(report2,context,detail,lead);if(Buffer.byteLength(text)<=room)return text+end}
return cut(render(report2,context,LEAST,lead),room)+end}function render(report2,context,detail,lead){return[`### ${markdownHeadline(headlineOf(report2),context)}`,
lead,...failureSections(report2,detail),...report2.action==="validate-flows"?[renderCounts(report2),...findingSections(report2,context,detail),fileTable(report2,
context,detail)]:report2.failure?.reason==="findings"?[...findingSections(report2,context,detail),...changeSections(report2,context,detail)]:[...changeSections(
report2,context,detail),...findingSections(report2,context,detail)],...report2.notices.map(notice2=>`> ${prose(shortened_shortened(notice2,1e3))}`)].filter(section=>section!==
"").join(`

`)}const SHOWN_ELSEWHERE=new Set(["findings","conflict","names","incomplete","rolled-back","cancelled"]);function failureSections({failure:failure2},{rows}){if(failure2===
void 0)return[];const hint=failure2.hint===void 0?[]:[prose(shortened_shortened(failure2.hint,1e3))];if(SHOWN_ELSEWHERE.has(failure2.reason))return hint;const[first="",
...more]=failure2.message.split(`
`).filter(line=>line.trim()!==""),shown=more.slice(0,rows).map(line=>`- ${prose(shortened_shortened(line,1e3))}`);return[prose(shortened_shortened(first,1e3)),shown.
join(`
`),...hint]}function aboutServer({kestra,...report2}){if(kestra!==void 0){const edition=kestra.edition==="OSS"?" (Open Source)":kestra.edition==="EE"?" (Enterpr\
ise)":"";return[`Kestra ${markdown(kestra.version??"of unknown version")}${edition}, tenant ${code(kestra.tenant)}`]}return report2.action==="validate-flows"&&report2.
rules!==void 0?[`Offline rules of Kestra ${markdown(report2.rules)}`]:[]}function cut(text,maxBytes){const end=`

… the rest is in the log.`,room=maxBytes-Buffer.byteLength(end);let kept2="";for(const paragraph of text.split(`

`)){const longer=kept2===""?paragraph:`${kept2}

${paragraph}`;if(Buffer.byteLength(longer)>room)break;kept2=longer}return kept2+end}function withoutAddress(report2,url=""){if(!URL.canParse(url))return report2;
const forms=formsOf(url),clean=text=>forms.reduce((rest,form)=>rest.replaceAll(form,"the server"),text),walk2=value=>typeof value=="string"?clean(value):Array.isArray(
value)?value.map(walk2):typeof value!="object"||value===null?value:Object.fromEntries(Object.entries(value).map(([key2,item2])=>[key2,FILES.has(key2)?item2:walk2(
item2)]));return walk2(report2)}const FILES=new Set(["diff","file","path","directory"]);function formsOf(url){const{origin,host,hostname}=new URL(url),isName=text=>/[.:]/.
test(text);return[url,origin,...[host,hostname].filter(isName)]}const COMMENT_LIMIT=65536;function markerOf(action,commentId){const id=encodeURIComponent(commentId.
replace(/\p{Cs}/gu,"�")).replaceAll("-","%2D");return`<!-- kestra-actions:${action}:${id} -->`}function renderComment(report2,context,commentId){const marker=`${markerOf(
report2.action,commentId)}
`,{kestraUrl,...shown}=context,{commit,runUrl}=shown,lead=[TITLES[report2.action],...commentId==="default"?[]:[code(shortened_shortened(commentId,100))],...commit===
void 0?[]:[`commit ${escape_link(digits(commit.slice(0,7)),commitUrl(context,commit))}`],...runUrl===void 0?[]:[escape_link("the run",runUrl)]].join(" · "),foot=[
...aboutServer(report2),"This comment is updated on every push."].join(" · "),room=COMMENT_LIMIT-1024-Buffer.byteLength(marker);return marker+renderWithin(withoutAddress(
report2,kestraUrl),shown,room,{lead,foot:`<sub>${foot}</sub>`})}const TITLES={"validate-flows":"Kestra flows","deploy-flows":"Deployment of Kestra flows","deplo\
y-namespace-files":"Deployment of Kestra namespace files"};function renderJson(report2,kestraUrl){return`${JSON.stringify(withoutAddress(report2,kestraUrl),null,
2)}
`}const TIMEOUT_MS=3e4;async function connectGitHub(token2,repository){const{getOctokit}=await Promise.all([__nccwpck_require__.e(820),__nccwpck_require__.e(434)]).
then(__nccwpck_require__.bind(__nccwpck_require__,5434)),quiet=()=>{},octokit=getOctokit(token2,{log:{debug:quiet,info:quiet,warn:quiet,error:quiet}});octokit.hook.
before("request",options=>{options.request={...options.request,signal:AbortSignal.timeout(TIMEOUT_MS)}});const{rest,paginate,graphql}=octokit,[owner="",repo=""]=repository.
split("/"),at={owner,repo},page={per_page:100};return{listComments:async number=>(await paginate(rest.issues.listComments,{...at,...page,issue_number:number})).
map(({id,body,user})=>({id,body:body??"",login:user?.login??""})),createComment:async(number,body)=>{await rest.issues.createComment({...at,issue_number:number,
body})},updateComment:async(id,body)=>{await rest.issues.updateComment({...at,comment_id:id,body})},ownLogin:async()=>{const viewer=async()=>(await graphql("{ v\
iewer { login } }")).viewer.login,user=async()=>(await rest.users.getAuthenticated()).data.login;return viewer().catch(user).catch(()=>{})},pullRequestFiles:async number=>(await paginate(
rest.pulls.listFiles,{...at,...page,pull_number:number})).map(changedFile),compare:async(base,head)=>{const basehead=`${base}...${head}`,{data}=await rest.repos.
compareCommitsWithBasehead({...at,basehead,per_page:1});return(data.files??[]).map(changedFile)}}}function changedFile(file){const{filename:path2,status,previous_filename:previousPath}=file;
return{path:path2,removed:status==="removed",...previousPath===void 0?{}:{previousPath}}}const BOT="github-actions[bot]";async function upsertComment(api,{pullRequest,
marker,body,begin}){try{const marked=(await api.listComments(pullRequest)).filter(comment=>comment.body.startsWith(marker)),author=marked.length===0?BOT:await api.
ownLogin()??BOT,own=marked.find(({login})=>sameAccount(login,author));return own===void 0?begin?(await api.createComment(pullRequest,body),{kind:"created"}):{kind:"\
skipped"}:stored(own.body)===stored(body)?{kind:"unchanged"}:(await api.updateComment(own.id,body),{kind:"updated"})}catch(error2){return refusal(error2)}}function sameAccount(login,author){
return login.toLowerCase()===author.toLowerCase()}function stored(body){return body.replaceAll(`\r
`,`
`).trimEnd()}function refusal(error2){const{status}=Object(error2),reason=error2 instanceof Error?error2.message:String(error2);return status===401?{kind:"not-a\
llowed",message:"The comment could not be written: GitHub does not accept `githubToken` (401). Leave the input out to use the token of the workflow."}:status===
403&&!/rate limit/i.test(reason)||status===404?{kind:"not-allowed",message:`The comment could not be written: the token may not (${status}). Give the job \`permi\
ssions: pull-requests: write\`; a pull request from a fork or of Dependabot gets a read-only token.`}:{kind:"failed",message:`The comment could not be written: ${reason}`}}
async function commentOnPullRequest(report2,body,{comment,commentId,githubToken},run){if(comment==="false")return;const{runner}=run,{repository,event}=run.context;
if(event.pullRequest===void 0)return runner.info("No comment: this run belongs to no pull request.");if(githubToken===void 0||repository===void 0)return runner.
info("No comment: there is no `githubToken`.");const{number,fromFork}=event.pullRequest,result=await upsertComment(await connectGitHub(githubToken,repository),{
pullRequest:number,marker:markerOf(report2.action,commentId),body,begin:begins(comment,report2)});result.kind==="not-allowed"&&fromFork?runner.info("No comment:\
 a pull request from a fork gets a token that may only read. The summary says the same."):result.kind==="not-allowed"||result.kind==="failed"?runner.warning(result.
message):runner.info(`Comment in pull request #${number}: ${result.kind}.`)}function begins(comment,report2){return comment==="on-failure"?report2.outcome==="fa\
ilure":comment==="true"||report2.outcome==="failure"||report2.findings.length>0||changes(report2)}function changes(report2){if(report2.action==="validate-flows")
return!1;const{created,updated,deleted}=report2.counts;return created+updated+deleted>0}async function publish(report2,context,run,how){const{runner}=run;logReport(
report2,run);const failureReason=report2.failure?.reason??"",commentBody=renderComment(report2,context,how.commentId);await orWarn(run,"The outputs",async()=>runner.
outputs({...how.outputs,failureReason,commentBody})),await orWarn(run,"The JSON report",async()=>{runner.outputs({report:await writeReport(run.context.temp,report2,
context.kestraUrl)})}),how.annotations&&annotate(report2,context,run),how.summary&&await orWarn(run,"The job summary",()=>runner.summary(renderSummary(report2,context))),
await orWarn(run,"The comment",()=>commentOnPullRequest(report2,commentBody,how,run)),runner.info(renderLastLine(report2,context))}function logReport(report2,{runner}){
const{open,folded}=renderFindings(report2.findings);for(const line of open)runner.info(line);if(folded!==void 0&&runner.group(folded.title,folded.lines),report2.
action==="validate-flows"){const clean=renderClean(report2);clean!==void 0&&runner.info(clean);return}const changes2=renderChanges(report2);if(report2.outcome===
"success")runner.group(report2.dryRun?"Plan":"Deployment",changes2);else for(const line of changes2)runner.info(line)}async function orWarn(run,what,work){try{await work()}catch(error2){
run.runner.warning(`${what} could not be written: ${error2 instanceof Error?error2.message:String(error2)}`)}}async function writeReport(temp,report2,kestraUrl){
const path2=(0,external_node_path_namespaceObject.join)(await(0,promises_namespaceObject.mkdtemp)((0,external_node_path_namespaceObject.join)(temp,`${report2.action}\
-`)),"report.json");return await(0,promises_namespaceObject.writeFile)(path2,renderJson(report2,kestraUrl)),path2}function annotate(report2,context,{runner}){const{
annotations,rest}=renderAnnotations([...report2.findings,...findingsOfChanges(report2)],context);annotations.length!==0&&(runner.open("Annotations"),runner.annotate(
annotations),runner.close(),rest!==void 0&&runner.info(rest))}function readActionInputs(table,run){const raw=name=>run.runner.input(name),errors=[],attempt2=read2=>{
try{return read2()}catch(error2){if(!(error2 instanceof _build_errors.eb))throw error2;errors.push(error2);return}},report2=attempt2(()=>readInputs(table,raw)),
text=name=>raw(name).trim()||void 0;attempt2(()=>refuseHalfCertificate(text("clientCertificate"),text("clientKey")));const credentials={apiToken:text("apiToken"),
user:text("user"),password:text("password")};if(raw("server").trim()!==""?attempt2(()=>readCredentials(credentials)):table.server?.required===void 0&&attempt2(()=>refuseWithoutServer(
credentials,raw("requireServer").trim().toLowerCase()==="true")),errors.length>0||report2===void 0)throw new _build_errors.eb(errors.flatMap(({problems})=>problems),
errors.find(({hint})=>hint!==void 0)?.hint);for(const notice2 of report2.notices)run.notice(notice2);return report2.values}const OURS=new Set(["action","failOn",
"file","origin","outcome","path","rule","severity"]);function redactor(secrets){const forms=[...new Set(secrets.flatMap(maskForms))].sort((a,b)=>b.length-a.length),
clean=text=>forms.reduce((rest,form)=>rest.replaceAll(form,"***"),text),walk2=value=>typeof value=="string"?clean(value):Array.isArray(value)?value.map(walk2):value instanceof
Map?new Map([...value].map(([key2,item2])=>[key2,walk2(item2)])):typeof value!="object"||value===null?value:Object.fromEntries(Object.entries(value).map(([key2,
item2])=>[key2,OURS.has(key2)&&typeof item2=="string"?item2:walk2(item2)]));return forms.length===0?value=>value:value=>walk2(value)}function hasGit(folder){return(0,promises_namespaceObject.stat)((0,external_node_path_namespaceObject.join)(folder,".git")).then(()=>!0,()=>!1)}var external_string_decoder_=__nccwpck_require__(
3193),external_events_=__nccwpck_require__(4434);const external_child_process_namespaceObject=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
var external_assert_=__nccwpck_require__(2613),io_util_awaiter=function(thisArg,_arguments,P,generator){function adopt(value){return value instanceof P?value:new P(
function(resolve){resolve(value)})}return new(P||(P=Promise))(function(resolve,reject){function fulfilled(value){try{step(generator.next(value))}catch(e){reject(
e)}}function rejected(value){try{step(generator.throw(value))}catch(e){reject(e)}}function step(result){result.done?resolve(result.value):adopt(result.value).then(
fulfilled,rejected)}step((generator=generator.apply(thisArg,_arguments||[])).next())})};const{chmod,copyFile,lstat,mkdir,open:io_util_open,readdir,rename,rm,rmdir,
stat,symlink,unlink}=external_fs_.promises,IS_WINDOWS=process.platform==="win32";const READONLY=external_fs_.constants.O_RDONLY;function exists(fsPath){return io_util_awaiter(this,void 0,void 0,function*(){try{yield stat(fsPath)}catch(err2){
if(err2.code==="ENOENT")return!1;throw err2}return!0})}function isRooted(p){if(p=normalizeSeparators(p),!p)throw new Error('isRooted() parameter "p" cannot be empty');return IS_WINDOWS?p.startsWith("\\")||/^[A-Z]:/i.
test(p):p.startsWith("/")}function tryGetExecutablePath(filePath,extensions){return io_util_awaiter(this,void 0,void 0,function*(){let stats;try{stats=yield stat(
filePath)}catch(err2){err2.code!=="ENOENT"&&console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err2}`)}if(stats&&stats.
isFile()){if(IS_WINDOWS){const upperExt=external_path_namespaceObject.extname(filePath).toUpperCase();if(extensions.some(validExt=>validExt.toUpperCase()===upperExt))
return filePath}else if(isUnixExecutable(stats))return filePath}const originalFilePath=filePath;for(const extension of extensions){filePath=originalFilePath+extension,
stats=void 0;try{stats=yield stat(filePath)}catch(err2){err2.code!=="ENOENT"&&console.log(`Unexpected error attempting to determine if executable file exists '${filePath}\
': ${err2}`)}if(stats&&stats.isFile()){if(IS_WINDOWS){try{const directory=external_path_namespaceObject.dirname(filePath),upperName=external_path_namespaceObject.
basename(filePath).toUpperCase();for(const actualName of yield readdir(directory))if(upperName===actualName.toUpperCase()){filePath=external_path_namespaceObject.
join(directory,actualName);break}}catch(err2){console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err2}`)}return filePath}else if(isUnixExecutable(
stats))return filePath}}return""})}function normalizeSeparators(p){return p=p||"",IS_WINDOWS?(p=p.replace(/\//g,"\\"),p.replace(/\\\\+/g,"\\")):p.replace(/\/\/+/g,
"/")}function isUnixExecutable(stats){return(stats.mode&1)>0||(stats.mode&8)>0&&process.getgid!==void 0&&stats.gid===process.getgid()||(stats.mode&64)>0&&process.
getuid!==void 0&&stats.uid===process.getuid()}var io_awaiter=function(thisArg,_arguments,P,generator){function adopt(value){return value instanceof P?value:new P(function(resolve){resolve(value)})}return new(P||
(P=Promise))(function(resolve,reject){function fulfilled(value){try{step(generator.next(value))}catch(e){reject(e)}}function rejected(value){try{step(generator.
throw(value))}catch(e){reject(e)}}function step(result){result.done?resolve(result.value):adopt(result.value).then(fulfilled,rejected)}step((generator=generator.
apply(thisArg,_arguments||[])).next())})};function which(tool,check){return io_awaiter(this,void 0,void 0,function*(){if(!tool)throw new Error("parameter 'tool' is required");if(check){const result=yield which(
tool,!1);if(!result)throw IS_WINDOWS?new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found wi\
thin a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`):new Error(`Unable to locate ex\
ecutable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also c\
heck the file mode to verify the file is executable.`);return result}const matches=yield findInPath(tool);return matches&&matches.length>0?matches[0]:""})}function findInPath(tool){
return io_awaiter(this,void 0,void 0,function*(){if(!tool)throw new Error("parameter 'tool' is required");const extensions=[];if(IS_WINDOWS&&process.env.PATHEXT)
for(const extension of process.env.PATHEXT.split(external_path_namespaceObject.delimiter))extension&&extensions.push(extension);if(isRooted(tool)){const filePath=yield tryGetExecutablePath(
tool,extensions);return filePath?[filePath]:[]}if(tool.includes(external_path_namespaceObject.sep))return[];const directories=[];if(process.env.PATH)for(const p of process.
env.PATH.split(external_path_namespaceObject.delimiter))p&&directories.push(p);const matches=[];for(const directory of directories){const filePath=yield tryGetExecutablePath(
external_path_namespaceObject.join(directory,tool),extensions);filePath&&matches.push(filePath)}return matches})}const external_timers_namespaceObject=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");var toolrunner_awaiter=function(thisArg,_arguments,P,generator){
function adopt(value){return value instanceof P?value:new P(function(resolve){resolve(value)})}return new(P||(P=Promise))(function(resolve,reject){function fulfilled(value){
try{step(generator.next(value))}catch(e){reject(e)}}function rejected(value){try{step(generator.throw(value))}catch(e){reject(e)}}function step(result){result.done?
resolve(result.value):adopt(result.value).then(fulfilled,rejected)}step((generator=generator.apply(thisArg,_arguments||[])).next())})};const toolrunner_IS_WINDOWS=process.
platform==="win32";class ToolRunner extends external_events_.EventEmitter{constructor(toolPath,args,options){if(super(),!toolPath)throw new Error("Parameter 'to\
olPath' cannot be null or empty.");this.toolPath=toolPath,this.args=args||[],this.options=options||{}}_debug(message){this.options.listeners&&this.options.listeners.
debug&&this.options.listeners.debug(message)}_getCommandString(options,noPrefix){const toolPath=this._getSpawnFileName(),args=this._getSpawnArgs(options);let cmd=noPrefix?
"":"[command]";if(toolrunner_IS_WINDOWS)if(this._isCmdFile()){cmd+=toolPath;for(const a of args)cmd+=` ${a}`}else if(options.windowsVerbatimArguments){cmd+=`"${toolPath}\
"`;for(const a of args)cmd+=` ${a}`}else{cmd+=this._windowsQuoteCmdArg(toolPath);for(const a of args)cmd+=` ${this._windowsQuoteCmdArg(a)}`}else{cmd+=toolPath;for(const a of args)
cmd+=` ${a}`}return cmd}_processLineBuffer(data,strBuffer,onLine){try{let s=strBuffer+data.toString(),n=s.indexOf(external_os_.EOL);for(;n>-1;){const line=s.substring(
0,n);onLine(line),s=s.substring(n+external_os_.EOL.length),n=s.indexOf(external_os_.EOL)}return s}catch(err2){return this._debug(`error processing line. Failed \
with error ${err2}`),""}}_getSpawnFileName(){return toolrunner_IS_WINDOWS&&this._isCmdFile()?process.env.COMSPEC||"cmd.exe":this.toolPath}_getSpawnArgs(options){
if(toolrunner_IS_WINDOWS&&this._isCmdFile()){let argline=`/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;for(const a of this.args)argline+=" ",argline+=options.
windowsVerbatimArguments?a:this._windowsQuoteCmdArg(a);return argline+='"',[argline]}return this.args}_endsWith(str,end){return str.endsWith(end)}_isCmdFile(){const upperToolPath=this.
toolPath.toUpperCase();return this._endsWith(upperToolPath,".CMD")||this._endsWith(upperToolPath,".BAT")}_windowsQuoteCmdArg(arg){if(!this._isCmdFile())return this.
_uvQuoteCmdArg(arg);if(!arg)return'""';const cmdSpecialChars=[" ","	","&","(",")","[","]","{","}","^","=",";","!","'","+",",","`","~","|","<",">",'"'];let needsQuotes=!1;
for(const char of arg)if(cmdSpecialChars.some(x2=>x2===char)){needsQuotes=!0;break}if(!needsQuotes)return arg;let reverse='"',quoteHit=!0;for(let i2=arg.length;i2>
0;i2--)reverse+=arg[i2-1],quoteHit&&arg[i2-1]==="\\"?reverse+="\\":arg[i2-1]==='"'?(quoteHit=!0,reverse+='"'):quoteHit=!1;return reverse+='"',reverse.split("").
reverse().join("")}_uvQuoteCmdArg(arg){if(!arg)return'""';if(!arg.includes(" ")&&!arg.includes("	")&&!arg.includes('"'))return arg;if(!arg.includes('"')&&!arg.includes(
"\\"))return`"${arg}"`;let reverse='"',quoteHit=!0;for(let i2=arg.length;i2>0;i2--)reverse+=arg[i2-1],quoteHit&&arg[i2-1]==="\\"?reverse+="\\":arg[i2-1]==='"'?(quoteHit=
!0,reverse+="\\"):quoteHit=!1;return reverse+='"',reverse.split("").reverse().join("")}_cloneExecOptions(options){options=options||{};const result={cwd:options.
cwd||process.cwd(),env:options.env||process.env,silent:options.silent||!1,windowsVerbatimArguments:options.windowsVerbatimArguments||!1,failOnStdErr:options.failOnStdErr||
!1,ignoreReturnCode:options.ignoreReturnCode||!1,delay:options.delay||1e4};return result.outStream=options.outStream||process.stdout,result.errStream=options.errStream||
process.stderr,result}_getSpawnOptions(options,toolPath){options=options||{};const result={};return result.cwd=options.cwd,result.env=options.env,result.windowsVerbatimArguments=
options.windowsVerbatimArguments||this._isCmdFile(),options.windowsVerbatimArguments&&(result.argv0=`"${toolPath}"`),result}exec(){return toolrunner_awaiter(this,
void 0,void 0,function*(){return!isRooted(this.toolPath)&&(this.toolPath.includes("/")||toolrunner_IS_WINDOWS&&this.toolPath.includes("\\"))&&(this.toolPath=external_path_namespaceObject.
resolve(process.cwd(),this.options.cwd||process.cwd(),this.toolPath)),this.toolPath=yield which(this.toolPath,!0),new Promise((resolve,reject)=>toolrunner_awaiter(
this,void 0,void 0,function*(){this._debug(`exec tool: ${this.toolPath}`),this._debug("arguments:");for(const arg of this.args)this._debug(`   ${arg}`);const optionsNonNull=this.
_cloneExecOptions(this.options);!optionsNonNull.silent&&optionsNonNull.outStream&&optionsNonNull.outStream.write(this._getCommandString(optionsNonNull)+external_os_.
EOL);const state=new ExecState(optionsNonNull,this.toolPath);if(state.on("debug",message=>{this._debug(message)}),this.options.cwd&&!(yield exists(this.options.
cwd)))return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));const fileName=this._getSpawnFileName(),cp=external_child_process_namespaceObject.
spawn(fileName,this._getSpawnArgs(optionsNonNull),this._getSpawnOptions(this.options,fileName));let stdbuffer="";cp.stdout&&cp.stdout.on("data",data=>{this.options.
listeners&&this.options.listeners.stdout&&this.options.listeners.stdout(data),!optionsNonNull.silent&&optionsNonNull.outStream&&optionsNonNull.outStream.write(data),
stdbuffer=this._processLineBuffer(data,stdbuffer,line=>{this.options.listeners&&this.options.listeners.stdline&&this.options.listeners.stdline(line)})});let errbuffer="";
if(cp.stderr&&cp.stderr.on("data",data=>{state.processStderr=!0,this.options.listeners&&this.options.listeners.stderr&&this.options.listeners.stderr(data),!optionsNonNull.
silent&&optionsNonNull.errStream&&optionsNonNull.outStream&&(optionsNonNull.failOnStdErr?optionsNonNull.errStream:optionsNonNull.outStream).write(data),errbuffer=
this._processLineBuffer(data,errbuffer,line=>{this.options.listeners&&this.options.listeners.errline&&this.options.listeners.errline(line)})}),cp.on("error",err2=>{
state.processError=err2.message,state.processExited=!0,state.processClosed=!0,state.CheckComplete()}),cp.on("exit",code2=>{state.processExitCode=code2,state.processExited=
!0,this._debug(`Exit code ${code2} received from tool '${this.toolPath}'`),state.CheckComplete()}),cp.on("close",code2=>{state.processExitCode=code2,state.processExited=
!0,state.processClosed=!0,this._debug(`STDIO streams have closed for tool '${this.toolPath}'`),state.CheckComplete()}),state.on("done",(error2,exitCode)=>{stdbuffer.
length>0&&this.emit("stdline",stdbuffer),errbuffer.length>0&&this.emit("errline",errbuffer),cp.removeAllListeners(),error2?reject(error2):resolve(exitCode)}),this.
options.input){if(!cp.stdin)throw new Error("child process missing stdin");cp.stdin.end(this.options.input)}}))})}}function argStringToArray(argString){const args=[];
let inQuotes=!1,escaped=!1,arg="";function append(c){escaped&&c!=='"'&&(arg+="\\"),arg+=c,escaped=!1}for(let i2=0;i2<argString.length;i2++){const c=argString.charAt(
i2);if(c==='"'){escaped?append(c):inQuotes=!inQuotes;continue}if(c==="\\"&&escaped){append(c);continue}if(c==="\\"&&inQuotes){escaped=!0;continue}if(c===" "&&!inQuotes){
arg.length>0&&(args.push(arg),arg="");continue}append(c)}return arg.length>0&&args.push(arg.trim()),args}class ExecState extends external_events_.EventEmitter{constructor(options,toolPath){
if(super(),this.processClosed=!1,this.processError="",this.processExitCode=0,this.processExited=!1,this.processStderr=!1,this.delay=1e4,this.done=!1,this.timeout=
null,!toolPath)throw new Error("toolPath must not be empty");this.options=options,this.toolPath=toolPath,options.delay&&(this.delay=options.delay)}CheckComplete(){
this.done||(this.processClosed?this._setResult():this.processExited&&(this.timeout=(0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout,this.delay,
this)))}_debug(message){this.emit("debug",message)}_setResult(){let error2;this.processExited&&(this.processError?error2=new Error(`There was an error when atte\
mpting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`):this.processExitCode!==0&&!this.options.
ignoreReturnCode?error2=new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`):this.processStderr&&this.options.failOnStdErr&&
(error2=new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`))),this.timeout&&(clearTimeout(this.timeout),
this.timeout=null),this.done=!0,this.emit("done",error2,this.processExitCode)}static HandleTimeout(state){if(!state.done){if(!state.processClosed&&state.processExited){
const message=`The STDIO streams did not close within ${state.delay/1e3} seconds of the exit event from process '${state.toolPath}'. This may indicate a child p\
rocess inherited the STDIO streams and has not yet exited.`;state._debug(message)}state._setResult()}}}var exec_awaiter=function(thisArg,_arguments,P,generator){
function adopt(value){return value instanceof P?value:new P(function(resolve){resolve(value)})}return new(P||(P=Promise))(function(resolve,reject){function fulfilled(value){
try{step(generator.next(value))}catch(e){reject(e)}}function rejected(value){try{step(generator.throw(value))}catch(e){reject(e)}}function step(result){result.done?
resolve(result.value):adopt(result.value).then(fulfilled,rejected)}step((generator=generator.apply(thisArg,_arguments||[])).next())})};function exec(commandLine,args,options){
return exec_awaiter(this,void 0,void 0,function*(){const commandArgs=argStringToArray(commandLine);if(commandArgs.length===0)throw new Error("Parameter 'command\
Line' cannot be null or empty.");const toolPath=commandArgs[0];return args=commandArgs.slice(1).concat(args||[]),new ToolRunner(toolPath,args,options).exec()})}const MAX_ERROR_TEXT=1e3,SAFE=["-c","core.fsmonitor=false","-c","safe.bareRepository=explicit"];async function runGit(args,{cwd,input,onOutput}){let errorText="";
const options={cwd,silent:!0,ignoreReturnCode:!0,env:{...process.env,LC_ALL:"C",GIT_OPTIONAL_LOCKS:"0"},...input===void 0?{}:{input},listeners:{stdout:onOutput,
stderr:chunk=>{errorText.length<MAX_ERROR_TEXT&&(errorText+=chunk.toString("utf8").slice(0,MAX_ERROR_TEXT))}}};try{return{exitCode:await exec("git",[...SAFE,...args],
options),errorText:errorText.trim()}}catch{return"absent"}}async function gitText(cwd,args){const chunks=[],end=await runGit(args,{cwd,onOutput:chunk=>chunks.push(
chunk)});return end!=="absent"&&end.exitCode===0?Buffer.concat(chunks).toString("utf8"):void 0}async function findRepositories(workspace,paths){const folders=new Set(
[""]);for(const path2 of paths)for(let folder=external_node_path_namespaceObject.posix.dirname(path2);folder!=="."&&!folders.has(folder);folder=external_node_path_namespaceObject.
posix.dirname(folder))folders.add(folder);const found2=[];for(const folder of[...folders].sort((a,b)=>b.length-a.length)){const root=(0,external_node_path_namespaceObject.
join)(workspace,folder);await hasGit(root)&&found2.push({folder,...await aboutRepository(root)})}return found2}async function aboutRepository(root){const[sha,prefix]=(await gitText(
root,["rev-parse","HEAD","--show-prefix"]))?.split(/\r?\n/)??[];if(sha===void 0||prefix!=="")return{};const url=pageOf((await gitText(root,["config","--get","re\
mote.origin.url"]))?.trim()??"");return{sha,...url===void 0?{}:{url}}}function pageOf(remote){const short=/^(?:[^@/:\s]+@)?([\w.-]+\.[\w.-]+):(?!\/)([^\s]+)$/.exec(
remote),text=short===null?remote:`ssh://${short[1]}/${short[2]}`;if(!URL.canParse(text))return;const{protocol,host,hostname,pathname}=new URL(text);if(protocol!==
"https:"&&protocol!=="http:"&&protocol!=="ssh:")return;const path2=pathname.replace(/\/+$/,"").replace(/\.git$/,"");return protocol==="ssh:"?`https://${hostname}${path2}`:
`${protocol}//${host}${path2}`}async function renderContext(report2,{context,kestra},sources){const{serverUrl:serverUrl2,repository,sha,runUrl,event,docsUrl}=context,
commit=event.pullRequest?.head||sha;return{...serverUrl2===void 0?{}:{githubUrl:serverUrl2},...docsUrl===void 0?{}:{rulesUrl:`${docsUrl}/rules.md`},...repository===
void 0?{}:{repository},...sha===void 0?{}:{sha},...commit===void 0?{}:{commit},...kestra===void 0?{}:{kestraUrl:kestra.url},...runUrl===void 0?{}:{runUrl},repositories:await repositoriesOf(
report2,context),sources}}async function repositoriesOf(report2,context){const found2=await findRepositories(context.workspace,pathsIn(report2)),{serverUrl:serverUrl2,
repository,sha}=context,own={...serverUrl2===void 0||repository===void 0?{}:{url:`${serverUrl2}/${repository}`},...sha===void 0?{}:{sha}};return found2.map(place=>place.
folder===""||found2.length===1?{...own,...place}:place)}function pathsIn(report2){const findings=report2.findings.map(({file})=>file),others=report2.action==="v\
alidate-flows"?report2.files.map(({path:path2})=>path2):(report2.action==="deploy-flows"?report2.flows:report2.files).flatMap(({file})=>file??[]);return[...new Set(
[...findings,...others])]}const reasons={inputs:{short:"the inputs are wrong",meaning:"An input is missing, wrong, or does not go together with another one. Not\
hing was sent."},files:{short:"the files cannot be used",meaning:"No file matches, or a file cannot be read, is too large, or lies outside the workspace."},history:{
short:"the Git history is not enough",meaning:"`prune: removed` cannot tell what the repository once held, for example after a shallow checkout."},findings:{short:"\
there are findings",meaning:"A flow is invalid, or has a finding that fails the step by `failOn` or `strictReferences`."},names:{short:"the server would store n\
ames wrongly",meaning:"Names of files that the server would refuse or store wrongly, or two files with one target."},conflict:{short:"something exists there and\
 differs",meaning:"Something exists on the server and differs, and `override` is `false`."},deletions:{short:"the plan deletes too much",meaning:"The plan delet\
es more than `maxDelete`, or something that is still needed on the server."},plan:{short:"the plan is another one by now",meaning:"`planDigest` is not the diges\
t of the plan: files or server changed since it was reviewed."},unauthorized:{short:"the credentials were refused",meaning:"The server refused the credentials (\
401)."},forbidden:{short:"a permission is missing",meaning:"The credentials are right, but a permission is missing (403)."},unreachable:{short:"the server is no\
t available",meaning:"No connection, no answer in time, too many requests, or a gateway in trouble (429, 502, 503, 504), also when asked again. Running the step\
 again may help."},protocol:{short:"the answer was not Kestra’s",meaning:"Something answered that is not Kestra, or not what Kestra promises: a login page, a \
redirect."},server:{short:"a request to the server failed",meaning:"Any other status that is no success."},incomplete:{short:"not everything was deployed",meaning:"\
Some flows or files could not be written, others were; or a file read back is not what was sent."},"rolled-back":{short:"the changes were undone",meaning:"Somet\
hing could not be written, and `onError: rollback` put back all that the run had changed."},"rollback-incomplete":{short:"not all changes could be undone",meaning:"\
Something could not be written, and not everything could be put back: look at the server."},cancelled:{short:"the run was cancelled",meaning:"The job was cancel\
led or ran out of time. What was under way was finished, nothing new began."},bug:{short:"a bug in the action",meaning:"An unexpected error: please report it."}},
FAILURE_REASONS=reasons,version="1.0.0";function reportHead(run,failure2){return{schemaVersion:1,version,outcome:failure2===void 0?"success":"failure",startedAt:run.
startedAt.toISOString(),durationMs:run.durationMs,requests:run.requests,...run.kestra===void 0?{}:{kestra:withoutUrl(run.kestra)},findings:run.findings,notices:[
...run.notices],...failure2===void 0?{}:{failure:reportedFailure(failure2)}}}function reportedFailure({reason,short,message,hint}){return{reason,short:short??FAILURE_REASONS[reason].
short,message,...hint===void 0?{}:{hint}}}function withoutUrl({url:_address,...kestra}){return kestra}const BUG="This is a bug in the action, not in your flows.\
 Please report it with the lines above to the repository of the action.";function failureOf(error2){return error2 instanceof _build_errors.lZ?{reason:error2.reason,
message:error2.message,hint:error2.hint}:{reason:"bug",message:`Unexpected: ${error2 instanceof Error?error2.message:String(error2)}`,hint:BUG}}class Run{runner;context;stop;undoUntil;startedAt=new Date;requests=0;kestra;notices=[];sources=new Map;findings=[];#started=performance.
now();#atEnd=[];constructor(runner,context,stop,undoUntil){this.runner=runner,this.context=context,this.stop=stop,this.undoUntil=undoUntil}get durationMs(){return Math.
round(performance.now()-this.#started)}notice(text,{annotate:annotate2=!1}={}){this.notices.push(text),annotate2?this.runner.annotate([{severity:"notice",title:"\
Kestra",message:text}]):this.runner.info(text)}warning(text){this.notices.push(text),this.runner.warning(text)}keepSources(files){const wanted=new Set(this.findings.
map(({file})=>file));for(const{path:path2,text}of files)wanted.has(path2)&&this.sources.set(path2,text)}atEnd(close){this.#atEnd.push(close)}async end(){await Promise.
allSettled(this.#atEnd.map(close=>close()))}}const UNDO_MS=5e3,REPORT_MS=6500;function stopSignals(onStop){const stop=new AbortController,undoUntil=new AbortController,
timers=[];let onReportDue=()=>{};const reportDue=new Promise(resolve=>onReportDue=resolve),onSignal=()=>{if(stop.signal.aborted){undoUntil.abort(),onReportDue();
return}onStop(),timers.push(setTimeout(()=>undoUntil.abort(),UNDO_MS),setTimeout(onReportDue,REPORT_MS)),stop.abort()};return process.on("SIGINT",onSignal).on("\
SIGTERM",onSignal),{stop:stop.signal,undoUntil:undoUntil.signal,reportDue,release:()=>{process.off("SIGINT",onSignal).off("SIGTERM",onSignal),timers.forEach(clearTimeout)}}}
const STOPPED={reason:"cancelled",message:"The run was cancelled before it was complete."};function verdictOf({verdict:verdict2,isComplete},result,inputs2,isCancelled){
const failure2=verdict2(result,inputs2);return failure2!==void 0||!isCancelled?failure2:isComplete?.(result,inputs2)===!0?void 0:STOPPED}async function runAction(action){
const runner=new Runner,raw=name=>runner.input(name),secrets=[...secretTexts(action.spec.inputs,raw),...basicSecret(raw("user"),raw("password"))];runner.mask(secrets);
const{stop,undoUntil,reportDue,release}=stopSignals(()=>runner.info("The run is being cancelled: no new write starts.")),run=new Run(runner,readContext(),stop,undoUntil),
{inputs:inputs2,result,failure:failure2}=await perform(action,run,reportDue);await run.end();const redact=redactor(secrets),report2=redact(action.report(reportHead(
run,failure2),result,inputs2)),reporting={...BY_DEFAULT,...inputs2},context=await renderContext(report2,run,redact(run.sources));await publish(report2,context,run,
{...reporting,outputs:action.outputs(report2)}),inputs2!==void 0&&await action.publishMore?.({report:report2,inputs:inputs2,context,isCarriedOut:result!==void 0},
run),release(),report2.failure!==void 0&&runner.fail(renderFailure(report2,reporting).join(`
`))}const BY_DEFAULT={annotations:!0,summary:!0,comment:"false",commentId:"default",githubToken:void 0};async function perform(action,run,reportDue){const{spec,
advice={}}=action;let inputs2,resultSoFar;const carryOut=async()=>{try{inputs2=readActionInputs(spec.inputs,run);const result=await action.perform(inputs2,run,soFar=>resultSoFar=
soFar);return{inputs:inputs2,result,failure:verdictOf(action,result,inputs2,run.stop.aborted)}}catch(error2){const failure2=withAdvice(failureOf(error2),advice),
stack=error2 instanceof Error?error2.stack:void 0;return stack!==void 0&&run.runner[failure2.reason==="bug"?"info":"debug"](stack),{inputs:inputs2,result:void 0,
failure:failure2}}},cutOff=async()=>(await reportDue,{inputs:inputs2,result:resultSoFar?.(),failure:CUT_OFF});return Promise.race([carryOut(),cutOff()])}function withAdvice(failure2,advice){
const more=advice[failure2.reason];return more===void 0?failure2:{...failure2,hint:[failure2.hint,more].filter(Boolean).join(" ")}}const CUT_OFF={reason:"cancel\
led",message:"The run was cancelled, and did not come to its end in time.",hint:"What was under way is marked: look at it in Kestra, then run the step again."},
readers_text={kind:"text",allowed:"any text",read:value=>({value})},readers_boolean={kind:"boolean",allowed:"true or false",read:given2=>{const lower=given2.toLowerCase();
return lower==="true"||lower==="false"?{value:lower==="true"}:{problem:"is neither true nor false"}}};function integer(min,max2){return{kind:"number",allowed:`a\
 whole number from ${min} to ${max2}`,read:given2=>{const value=/^\d{1,9}$/.test(given2)?Number(given2):Number.NaN;return value>=min&&value<=max2?{value}:{problem:`\
is no whole number from ${min} to ${max2}`}}}}function choice(...words2){const allowed2=words2.map(word=>`\`${word}\``).join(", ");return{kind:words2.map(word=>`\
\`${word}\``).join(" / "),allowed:`one of ${words2.join(", ")}`,read:given2=>{const found2=words2.find(word=>word.toLowerCase()===given2.toLowerCase());return found2===
void 0?{problem:`is none of ${allowed2.replaceAll("`","")}`}:{value:found2}}}}const lines={kind:"one per line",allowed:"one value per line",read:given2=>({value:given2.
split(/\r?\n/).map(line=>line.trim()).filter(line=>line!=="")})};const namespace={kind:"namespace",allowed:'lower-case letters, digits, ".", "_" and "-", beginning with a letter or digit, at most 150',read:given2=>given2.length<=
150&&/^[a-z0-9][a-z0-9._-]*$/.test(given2)?{value:given2}:{problem:"is no Kestra namespace"}},parentNamespace={kind:namespace.kind,allowed:`${namespace.allowed}\
, without a dot at the end`,read:given2=>given2.endsWith(".")?{problem:"ends with a dot, and one more would be put behind it"}:namespace.read(given2)};const tenant={kind:"tenant",allowed:'lower-case letters, digits, "_" and "-", beginning with a letter or digit',read:given2=>/^[a-z0-9][a-z0-9_-]*$/.test(given2)?
{value:given2}:{problem:"is no tenant id"}},readers_version={kind:"version",allowed:"a Kestra version",read:given2=>/^v?\d+\.\d+([-.][\w.-]+)?$/.test(given2)?{value:given2.
replace(/^v/,"")}:{problem:"is no version of Kestra"}},identifier={kind:"text",allowed:'letters, digits, ".", "_" and "-", at most 60',read:given2=>/^[\w.-]{1,60}$/.
test(given2)?{value:given2}:{problem:"has other characters"}};function nearestName(name,candidates){const wanted=name.slice(0,LONGEST).toLowerCase();let best=Math.max(1,Math.floor(wanted.length/3))+1,found2;for(const candidate of candidates){
if(candidate===name||Math.abs(candidate.length-name.length)>=best)continue;const distance2=editDistance(wanted,candidate.slice(0,LONGEST).toLowerCase());(distance2<
best||distance2===0&&found2===void 0)&&(best=distance2,found2=candidate)}return found2}const LONGEST=200;function editDistance(a,b,most=1/0){let leastBefore=0,before=[],
previous=Array.from({length:b.length+1},(_,index)=>index);for(let i2=1;i2<=a.length;i2++){const current=[i2];let least=i2;for(let j=1;j<=b.length;j++){const same=a[i2-
1]===b[j-1];let cost=Math.min(previous[j]+1,current[j-1]+1,previous[j-1]+(same?0:1));i2>1&&j>1&&a[i2-1]===b[j-2]&&a[i2-2]===b[j-1]&&(cost=Math.min(cost,before[j-
2]+1)),current.push(cost),cost<least&&(least=cost)}if(least>most&&leastBefore>most)return least;leastBefore=least,before=previous,previous=current}return previous[b.
length]}const ignoredRules={kind:"rules, one per line",allowed:"`rule-id` or `rule-id: glob`, one per line",read:given2=>{const reading=lines.read(given2);if(!("\
value"in reading))return reading;const ignored=reading.value.map(line=>{const[,rule=line,glob]=/^([^:\s]+)\s*:\s*(.+)/.exec(line)??[];return{rule,glob}}),unknown=ignored.
find(({rule})=>ruleOf(rule)===void 0);if(unknown===void 0)return{value:ignored};const meant=nearestName(unknown.rule,ruleIds());return{problem:`names no rule wi\
th "${unknown.rule}"${meant===void 0?"":` – did you mean "${meant}"?`}`}}},LOOPBACK=/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/,serverUrl={kind:"URL",allowed:"t\
he http(s) address of a Kestra server, without /ui and /api",read:readServerUrl};function readServerUrl(given2){const bare2=!/^[a-z][a-z0-9+.-]*:\/\//i.test(given2),
url=parseUrl(bare2?`https://${given2}`:given2);if(url===void 0||/[\s\\]/.test(given2))return{problem:"is no URL"};if(url.protocol!=="https:"&&url.protocol!=="ht\
tp:")return{problem:`begins with ${url.protocol}//, only https:// and http:// lead to Kestra`};if(url.username!==""||url.password!=="")return{problem:"carries c\
redentials: put them into `user` and `password`"};bare2&&LOOPBACK.test(url.hostname)&&(url.protocol="http:");const better=withoutTail(url);if(better!==void 0)return{
problem:`is not the server's own address. Use ${better}`};const value=url.origin+url.pathname.replace(/\/+$/,"");return bare2?{value,notice:`\`server\` has no sch\
eme: "${given2}" is taken as ${value}`}:{value}}function parseUrl(text){return URL.canParse(text)?new URL(text):void 0}function withoutTail(url){const tail=/\/(ui|api\/v1|api)(\/|$)/.
exec(url.pathname);if(tail===null&&url.search===""&&url.hash==="")return;const path2=tail===null?url.pathname:url.pathname.slice(0,tail.index);return url.origin+
path2.replace(/\/+$/,"")}const headers_OURS=new Set(["host","content-length","content-type","transfer-encoding","connection","accept-encoding"]),headers={kind:"\
`Name: value`, one per line",allowed:'one "Name: value" per line',read:given2=>{const found2={};for(const[index,line]of given2.split(/\r?\n/).entries()){if(line.
trim()==="")continue;const colon=line.indexOf(":"),name=line.slice(0,Math.max(colon,0)).trim(),value=line.slice(colon+1).trim();if(!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.
test(name))return{problem:`has no "Name: value" in line ${index+1}`};if(!/^[\x20-\x7e\t]+$/.test(value))return{problem:`has an empty or non-ASCII value for "${name}\
" in line ${index+1}`};if(headers_OURS.has(name.toLowerCase()))return{problem:`sets "${name}", which the request itself decides`};found2[name]=value}return{value:found2}}};const connectionInputs={tenant:{reader:tenant,description:"Tenant (Enterprise Edition). Open Source knows only `main`.",example:"production",default:"main"},apiToken:{
reader:readers_text,description:"API token (Enterprise Edition). Wins over `user` and `password`.",example:"${{ secrets.KESTRA_API_TOKEN }}",secret:!0},user:{reader:readers_text,
description:"User name for basic authentication.",example:"${{ secrets.KESTRA_USER }}"},password:{reader:readers_text,description:"Password for basic authentica\
tion.",example:"${{ secrets.KESTRA_PASSWORD }}",secret:!0},headers:{reader:headers,description:"Extra request headers, one `Name: value` per line, for access pr\
oxies. The values are masked.",example:"CF-Access-Client-Id: ${{ secrets.CF_ID }}",secret:!0},caCertificate:{reader:readers_text,description:"Certificate of you\
r own authority: PEM text, or path of a PEM file. Trusted beside the usual ones.",example:"${{ vars.KESTRA_CA_CERTIFICATE }}"},clientCertificate:{reader:readers_text,
description:"Certificate for a server that asks for one (mutual TLS): PEM text, or path of a PEM file.",example:"${{ vars.KESTRA_CLIENT_CERTIFICATE }}"},clientKey:{
reader:readers_text,description:"Private key of `clientCertificate`, without passphrase: PEM text, or path of a PEM file.",example:"${{ secrets.KESTRA_CLIENT_KE\
Y }}",secret:!0},waitForServer:{reader:integer(0,3600),description:"Seconds to wait for a server that is still starting.",example:"120",default:"0"},timeout:{reader:integer(
1,3600),description:"Seconds that one request may take.",example:"60",default:"30"},retries:{reader:integer(0,20),description:"Repeats after a connection failur\
e or a status 408, 425, 429, 502, 503 or 504, where a repeat is safe.",example:"5",default:"3"},concurrency:{reader:integer(1,64),description:"Maximum concurren\
t requests.",example:"4",default:"8"}},commentInputs={comment:{reader:choice("false","true","on-change","on-failure"),description:"One pull-request comment, upd\
ated in place: `true`; `on-change`: only when there is something to say; `on-failure`: only when the step fails. Needs `pull-requests: write`.",example:"on-fail\
ure",default:"false"},commentId:{reader:identifier,description:"Keeps the comments of several steps apart, and stands below their headings.",example:"billing",default:"\
default"},githubToken:{reader:readers_text,description:"Token for the comment and for looking up changed files.",example:"${{ secrets.GITHUB_TOKEN }}",default:"\
${{ github.token }}",secret:!0}},reportingInputs={...commentInputs,annotations:{reader:readers_boolean,description:"Put findings on the lines of the files.",example:"\
false",default:"true"},summary:{reader:readers_boolean,description:"Write the job summary.",example:"false",default:"true"},kestractlVersion:{reader:readers_text,
description:"Accepted and ignored, so that workflows of the official actions run unchanged: nothing is downloaded.",example:"1.0.0"}},reportingOutputs={failureReason:{
description:"Why the step failed, one word of a closed list (docs/failure-reasons.md); empty on success."},commentBody:{description:"Markdown of the pull-reques\
t comment, whether it was posted or not."},report:{description:"Path of the JSON report."}},flowFileInputs={directory:{reader:lines,description:"Folder of the f\
lows (with its subfolders) or a single file; several, one per line.",example:"./kestra/flows",default:"./"},include:{reader:lines,description:"Globs relative to\
 the directory, one per line, in order: `!glob` takes back. Hidden files and folders are skipped.",example:"billing/**/*.yaml",default:`**/*.yml
**/*.yaml`},exclude:{reader:lines,description:"Globs of files to leave out, one per line, relative to the directory; `!glob` takes back.",example:"drafts/**"}},
validateFlowsSpec={name:"validate-flows",title:"Validate Kestra flows",description:"Check Kestra flows, each message on its line: by the rules of your server, o\
r offline (pull requests from forks).",icon:"check-circle",inputs:{...flowFileInputs,server:{reader:serverUrl,description:"Address of your Kestra server, also w\
ith a path prefix. Without a scheme `https://` is meant (`http://` for localhost). Leave it out to validate offline, without a server and without secrets.",example:"\
https://kestra.example.com"},...connectionInputs,requireServer:{reader:readers_boolean,description:"An empty `server` is an error, instead of a validation offli\
ne.",example:"true",default:"false"},failOn:{reader:choice("error","warning","never"),description:"The mildest finding that fails the step: `error`, `warning`, \
or `never`.",example:"warning",default:"error"},changedOnly:{reader:readers_boolean,description:"Report only on files that the pull request or push changed. Ide\
ntities and references are still judged over the whole directory.",example:"true",default:"false"},kestraVersion:{reader:readers_version,description:"Kestra ver\
sion whose rules apply offline: `1.3` or `2.0`; older 1.x lines by their known differences, later versions like `2.0`. Default: the newest known 1.x. With a ser\
ver its own version counts.",example:"2.0"},upgradeTo:{reader:readers_version,description:"Also warn about what this newer Kestra version will refuse. Known: `2\
.0`; a later one is judged like it.",example:"2.0"},pluginSchema:{reader:readers_text,description:"Path of a JSON schema saved from `GET /api/v1/plugins/schemas\
/flow` of your server: judges every plugin exactly, without the server.",example:".kestra/flow-schema.json"},upgradeSchema:{reader:readers_text,description:"The\
 same of a newer server: also warn about what its plugins will refuse.",example:".kestra/next-flow-schema.json"},ignore:{reader:ignoredRules,description:"Rules \
not to report: `rule-id` or `rule-id: glob` of files, one per line; docs/rules.md lists them. What Kestra refuses is always reported.",example:"deprecated: lega\
cy/**"},externalFlows:{reader:lines,description:"Flows that live elsewhere, so that calling them is no warning: globs of `namespace/id`, one per line.",example:"\
company.shared/*"},sarif:{reader:readers_text,description:"Path of a SARIF 2.1.0 file to write, for GitHub code scanning.",example:"kestra.sarif"},...reportingInputs},
outputs:{valid:{description:"`true` when no flow has an error, else `false`."},flows:{description:"Number of flows that were checked."},errors:{description:"Num\
ber of errors."},warnings:{description:"Number of warnings."},...reportingOutputs}},merge_OURS=new Set(["duplicate-key","identity-missing","identity-not-text","\
deleted-flow","duplicate-flow","not-a-flow","empty-document","yaml-syntax","yaml-limit","not-utf8"]);function mergeFindings(own,server){const stop=server.find(({
severity})=>severity==="error"),kept2=unreportedOf(own,server).map(({finding,shared})=>finding.severity!=="error"||shared||merge_OURS.has(finding.rule)?finding:
stop===void 0||isPassed(finding,stop)?{...comeTo(finding),severity:"warning",hint:"The server accepts it."}:finding.afterLine===void 0&&!isOfReading(stop)||stop.
range===void 0?finding:{...finding,afterLine:stop.range.startLine});return sortFindings([...kept2,...server])}function comeTo(finding){const{afterLine,...reached}=finding;
return afterLine===void 0?finding:reached}function isOfReading({original}){return/^(?:Unrecognized field |Invalid type: |Illegal \w+ source: )/.test(original??"")}
function isPassed(finding,stop){if(!isOfReading(finding))return!1;if(!isOfReading(stop))return!0;const[here,there]=[finding.range,stop.range];return here===void 0||
there===void 0?!1:here.startLine<there.startLine||here.startLine===there.startLine&&here.startColumn<there.startColumn}function mergeOwn(local,offline){const errors=local.
filter(({severity})=>severity==="error"),kept2=withoutRepeatsOf(errors,offline),warnings=local.filter(({severity})=>severity!=="error");return[...errors,...unreportedOf(
warnings,kept2).map(({finding})=>finding),...kept2]}function withoutRepeatsOf(local,offline){const keys=local.filter(({rule})=>rule.startsWith("identity-")).map(
({message})=>message.includes("`id")?"id: ":"namespace: ");return unreportedOf(offline,local).map(({finding})=>finding).filter(({original})=>!keys.some(key2=>original?.
startsWith(key2)===!0))}function unreportedOf(own,server){if(server.length===0)return own.map(finding=>({finding,shared:!1}));const open=new Set(own),answered=new Set;
for(const isSame2 of[sameWordsAndPlace,sameWords,sameMessageAndPlace,sameRuleAndPlace]){const byKey=new Map;for(const finding of open)push(byKey,isSame2(finding),
finding);for(const reported of server){if(answered.has(reported))continue;const found2=byKey.get(isSame2(reported))?.shift();found2!==void 0&&(open.delete(found2),
answered.add(reported))}}const words2=new Set(server.map(sameWords));return[...open].map(finding=>({finding,shared:words2.has(sameWords(finding))}))}function push(groups,key2,finding){
const group=groups.get(key2);group===void 0?groups.set(key2,[finding]):group.push(finding)}function sameWordsAndPlace(finding){return`${merge_placeOf(finding)} ${sameWords(
finding)}`}function sameWords({original,message}){const text=original??message,list=text.indexOf(" known properties: ");return(list===-1?text:text.slice(0,text.
lastIndexOf("(",list))).replace(/\s+/g," ").trim()}function sameMessageAndPlace(finding){return`${merge_placeOf(finding)} ${topicOf(finding)??finding.message}`}
function topicOf({rule,message,original}){const key2=rule==="identity-missing"?/`(id|namespace)`/.exec(message)?.[1]:/^(id|namespace): must not be (?:null|blank)$/.
exec(original??message)?.[1];return key2!==void 0?`identity ${key2}`:rule==="not-a-flow"||rule==="empty-document"?"no flow":void 0}function sameRuleAndPlace(finding){
return`${merge_placeOf(finding)} ${finding.rule} ${MANIFOLD.has(finding.rule)?finding.message:""}`}const MANIFOLD=new Set(["missing-property","constraint","kest\
ra","kestra-internal"]);function merge_placeOf({range}){return`${range?.startLine}:${range?.startColumn}`}function withoutSuperseded(findings){const key2=finding=>`${merge_placeOf(
finding)} ${finding.file}`,refused=new Set(findings.filter(({rule})=>rule.startsWith("upgrade-unknown-")).map(key2));return findings.filter(finding=>finding.rule!==
"deprecated"||!refused.has(key2(finding)))}function uniqueFindings(findings){const seen=new Set;return findings.filter(({file,rule,message,range})=>{const key2=JSON.
stringify([file,rule,message,range]);return!seen.has(key2)&&seen.add(key2)!==void 0})}const merge_ORDER={error:0,warning:1,notice:2};function sortFindings(findings){
return[...findings].sort((a,b)=>compare(a.file,b.file)||(a.document??0)-(b.document??0)||+(a.afterLine!==void 0)-+(b.afterLine!==void 0)||(a.range?.startLine??0)-
(b.range?.startLine??0)||(a.range?.startColumn??0)-(b.range?.startColumn??0)||merge_ORDER[a.severity]-merge_ORDER[b.severity])}function compare(a,b){return a<b?
-1:a>b?1:0}function javaDouble(value){if(Number.isNaN(value))return"NaN";if(!Number.isFinite(value))return value>0?"Infinity":"-Infinity";if(value===0)return Object.
is(value,-0)?"-0.0":"0.0";const size=Math.abs(value);if(size>=.001&&size<1e7){const text=String(value);return text.includes(".")?text:`${text}.0`}const[digits2="\
0",power="0"]=value.toExponential().split("e");return`${digits2.includes(".")?digits2:`${digits2}.0`}E${Number(power)}`}function identityOf(root){const namespace2=storedText(
navigate_valueOf(root,"namespace")),id=storedText(navigate_valueOf(root,"id"));return{...namespace2===void 0?{}:{namespace:namespace2},...id===void 0?{}:{id}}}function flowKeyOf(flow2){
const{namespace:namespace2,id}=flow2.ok?identityOf(flow2.root):{};return namespace2===void 0||id===void 0?void 0:`${namespace2}/${id}`}function storedText(node){
if(!(node?.kind!=="scalar"||node.value===null))return node.float?javaDouble(Number(node.value)):String(node.value)}function pluginCatalogueOf(file,exact){if(file.
meta.format!==1)throw new Error("The catalogue of plugins has an unknown format.");const aliases=new Map(Object.entries(file.aliases)),classes=new Map(Object.entries(
file.classes)),unions=new Map(Object.entries(file.unions)),flat=new Map,isType=found2=>found2!==void 0&&found2.abstract===void 0&&found2.kind!=="model";let types;
return{file,exact,resolveType:type=>isType(classes.get(type))?type:aliases.get(type),union:base=>unions.get(base),classOf:name=>{const found2=classes.get(name);
if(found2===void 0)return;const known2=flat.get(name)??flatten(name,found2,file,classes);return flat.set(name,known2),known2},get types(){return types??=[...classes].
filter(([,one])=>isType(one)).map(([name])=>name)}}}function flatten(name,own,file,classes){const line=[own],bases=[];for(let next=own.extends;next!==void 0&&bases.
length<DEEPEST;next=classes.get(next)?.extends){bases.push(next);const found2=classes.get(next);found2!==void 0&&line.push(found2)}const table=pick=>new Map(line.
toReversed().flatMap(one=>Object.entries(pick(one)??{}))),props=new Map([...table(one=>one.props)].map(([key2,index])=>[key2,file.shapes[index]]));for(const name2 of line.
flatMap(({without:without2=[]})=>without2))props.delete(name2);const open=line.find(one=>one.open!==void 0)?.open,source=file.sources[own.of];return{name,kind:own.
kind,...source===void 0?{}:{source},props,...open===void 0?{}:{open},ignored:new Set(line.flatMap(({ignored=[]})=>ignored)),names:table(one=>one.names),deprecated:own.
deprecated===1,had:table(one=>one.had),required:own.required??[],bases}}const DEEPEST=20;function coreClassOf(catalogue,name){const entry=catalogue.classEntry(name);
if(entry===void 0)return;const props=new Map(Object.entries(entry.props).map(([key2,index])=>[key2,catalogue.shape(index)]));return{name,kind:entry.kind,props,...entry.
reader===void 0?entry.open===void 0?{}:{open:entry.open}:{open:"any"},ignored:new Set(entry.ignored),names:new Map(Object.entries(entry.names??{})),deprecated:entry.
deprecated===1,had:new Map,required:[],bases:[]}}function nameOf({name}){return name.startsWith("io.kestra.core.models.")?/\w+$/.exec(name)[0]:name.replaceAll("\
$",".")}let loading;function loadOfficialPlugins(){return loading??=__nccwpck_require__.e(417).then(__nccwpck_require__.t.bind(__nccwpck_require__,4417,17)).then(
({default:file})=>pluginCatalogueOf(file,!1)),loading}const known=new WeakMap;function basePropertiesOf(catalogue,kind){const kinds=known.get(catalogue)??new Map;
known.set(catalogue,kinds);const found2=kinds.get(kind)??inAll(catalogue,kind);return kinds.set(kind,found2),found2}function inAll(catalogue,kind){const entries=Object.
values(catalogue.file.classes).filter(entry=>entry.kind===kind),props={};for(const name of Object.keys(entries[0]?.props??{})){const shapes=entries.flatMap(entry=>Object.
hasOwn(entry.props,name)?[entry.props[name]]:[]);shapes.length===entries.length&&(props[name]=mostFrequent(shapes))}return props}function mostFrequent(numbers){
const count2=wanted=>numbers.filter(number=>number===wanted).length;return numbers.reduce((best,number)=>count2(number)>count2(best)?number:best)}function plugin_kinds_fits(object,base){
const kinds=KINDS_OF_BASE.get(base);return kinds===void 0||kinds===object.entry.kind}const KINDS_OF_BASE=new Map([["io.kestra.core.models.tasks.Task","task"],["\
io.kestra.core.models.triggers.AbstractTrigger","trigger"]]);function isCoreType(type){return type.startsWith("io.kestra.plugin.core.")||OLD_PACKAGES.has(type.slice(
0,type.lastIndexOf(".")))}const OLD_PACKAGES=new Set(["io.kestra.core.models.conditions.types","io.kestra.core.models.tasks.runners.types","io.kestra.core.model\
s.triggers.types",...["debugs","executions","flows","log","states","storages","templating","trigger"].map(name=>`io.kestra.core.tasks.${name}`)]),CHARTS=/^io\.kestra\.plugin\.core\.dashboard\.chart\.(Bar|Pie|Table|TimeSeries)$/;
function outsideEntry(catalogue,base){const kind=KINDS_OF_BASE.get(base),props=kind===void 0?{}:basePropertiesOf(catalogue,kind);return{kind:kind??"plugin",props,
open:"any"}}const TYPE=/\btype["']?\s*:\s*["']?([\w$.]+)/g,CONSTANT=/^(?:[A-Z\d_]+|constant|exponential|random|key|version)$/;function mentionsPlugins(source){for(const[
,type]of source.matchAll(TYPE))if(!isCoreType(type)&&!CONSTANT.test(type))return!0;return!1}function ruleSetFor(version2){const major=/^\s*v?(\d+)/.exec(version2??
"")?.[1];return major!==void 0&&Number(major)>=2?"2.0":"1.3"}const SINCE={"reserved-flow-id":[1,0],"default-of-optional-input":[1,1],"duplicate-preconditions-id":[
1,1],"label-key":[1,2],"task-id-length":[0,24]};function hasRule(version2,rule){const since=Object.hasOwn(SINCE,rule)?SINCE[rule]:void 0;return since===void 0||
!isBefore(version2,since)}function isBefore(version2,line){const match=/^\s*v?(\d+)(?:\.(\d+))?/.exec(version2??"");if(match===null)return!1;const[major,minor]=[
Number(match[1]),Number(match[2]??99)];return major<line[0]||major===line[0]&&minor<line[1]}const kestra_1_3_namespaceObject=JSON.parse(`{"meta":{"format":1,"ke\
stra":"1.3.31","from":["io.kestra:core:1.3.31","io.kestra:model:1.3.31","io.kestra:script:1.3.31"]},"shapes":[{"t":{"k":"any"},"c":[["NotNull","must not be null\
"]]},{"t":{"k":"any"}},{"t":{"k":"boolean","java":"java.lang.Boolean"},"c":[["NotNull","must not be null"]]},{"t":{"k":"boolean","java":"java.lang.Boolean"},"o"\
:1,"c":[["NotNull","must not be null"]]},{"t":{"k":"boolean","java":"java.lang.Boolean"},"o":1},{"t":{"k":"boolean","java":"java.lang.Boolean"}},{"t":{"k":"bool\
ean"},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"boolean"},"o":1},{"t":{"k":"custom","java":"java.util.List<io.kestra.core.models.Label>","reader":"\
ListOrMapOfLabelDeserializer","c":[["NoSystemLabelValidation","System labels can only be set by Kestra itself."]]},"c":[["NotNull","must not be null"]]},{"t":{"\
k":"custom","java":"java.util.List<io.kestra.core.models.Label>","reader":"ListOrMapOfLabelDeserializer","c":[["NoSystemLabelValidation","System labels can only\
 be set by Kestra itself."]]}},{"t":{"k":"custom","java":"java.util.List<io.kestra.core.models.Label>","reader":"ListOrMapOfLabelDeserializer","v":1},"v":1},{"t\
":{"k":"date","java":"java.time.Instant"},"o":1},{"t":{"k":"date","java":"java.time.Instant"}},{"t":{"k":"date","java":"java.time.LocalDate"}},{"t":{"k":"date",\
"java":"java.time.LocalTime"}},{"t":{"k":"double","java":"java.lang.Double"}},{"t":{"k":"duration","java":"java.time.Duration"},"c":[["NotNull","must not be nul\
l"]]},{"t":{"k":"duration","java":"java.time.Duration"},"c":[["Null","must be null"]]},{"t":{"k":"duration","java":"java.time.Duration"},"d":1},{"t":{"k":"durat\
ion","java":"java.time.Duration"},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"duration","java":"java.time.Duration"},"o":1},{"t":{"k":"duration","jav\
a":"java.time.Duration"}},{"t":{"k":"enum","java":"io.kestra.core.http.client.configurations.AbstractAuthConfiguration$AuthType","values":["BEARER","DIGEST","BA\
SIC"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.models.flows.Concurrency$Behavior","values":["QUEUE","CANCEL","FAIL"]},"o":\
1,"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.models.flows.Type","values":["ENUM","FORM","YAML","JSON","BOOL","URI","TIME","DA\
TE","INT","SECRET","STRING","DURATION","MULTISELECT","ARRAY","DATETIME","FLOAT","BOOLEAN","EMAIL","SELECT","FILE"]},"c":[["NotNull","must not be null"]],"v":1},\
{"t":{"k":"enum","java":"io.kestra.core.models.flows.Type","values":["ENUM","FORM","YAML","JSON","BOOL","URI","TIME","DATE","INT","SECRET","STRING","DURATION","\
MULTISELECT","ARRAY","DATETIME","FLOAT","BOOLEAN","EMAIL","SELECT","FILE"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.models\
.flows.Type","values":["ENUM","FORM","YAML","JSON","BOOL","URI","TIME","DATE","INT","SECRET","STRING","DURATION","MULTISELECT","ARRAY","DATETIME","FLOAT","BOOLE\
AN","EMAIL","SELECT","FILE"]}},{"t":{"k":"enum","java":"io.kestra.core.models.flows.check.Check$Behavior","values":["CREATE_EXECUTION","BLOCK_EXECUTION","FAIL_E\
XECUTION"]},"o":1},{"t":{"k":"enum","java":"io.kestra.core.models.flows.check.Check$Style","values":["ERROR","SUCCESS","WARNING","INFO"]},"o":1},{"t":{"k":"enum\
","java":"io.kestra.core.models.flows.sla.SLA$Behavior","values":["NONE","CANCEL","FAIL"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kes\
tra.core.models.flows.sla.SLA$Type","values":["EXECUTION_ASSERTION","MAX_DURATION"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.co\
re.models.tasks.ExecutableTask$RestartBehavior","values":["NEW_EXECUTION","RETRY_FAILED"]},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"\
io.kestra.core.models.tasks.ExecutableTask$RestartBehavior","values":["NEW_EXECUTION","RETRY_FAILED"]}},{"t":{"k":"enum","java":"io.kestra.core.models.tasks.Wor\
kerGroup$Fallback","values":["CANCEL","WAIT","FAIL"]}},{"t":{"k":"enum","java":"io.kestra.core.models.tasks.retrys.AbstractRetry$Behavior","values":["RETRY_FAIL\
ED_TASK","CREATE_NEW_EXECUTION"]}},{"t":{"k":"enum","java":"io.kestra.core.models.triggers.RecoverMissedSchedules","values":["NONE","ALL","LAST"]}},{"t":{"k":"e\
num","java":"io.kestra.core.models.triggers.TimeWindow$Type","values":["SLIDING_WINDOW","DURATION_WINDOW","DAILY_TIME_WINDOW","DAILY_TIME_DEADLINE"]}},{"t":{"k"\
:"enum","java":"io.kestra.plugin.core.trigger.Flow$Field","values":["EXPRESSION","STATE","NAMESPACE","FLOW_ID"]},"c":[["NotNull","must not be null"]]},{"t":{"k"\
:"enum","java":"io.kestra.plugin.core.trigger.Flow$Operand","values":["OR","AND"]}},{"t":{"k":"enum","java":"io.kestra.plugin.core.trigger.Flow$Type","values":[\
"NOT_IN","NOT_EQUAL_TO","IS_TRUE","STARTS_WITH","IN","EQUAL_TO","REGEX","IS_NOT_NULL","IS_NULL","ENDS_WITH","IS_FALSE","CONTAINS"]},"c":[["NotNull","must not be\
 null"]]},{"t":{"k":"enum","java":"io.micronaut.logging.LogLevel","values":["ALL","DEBUG","NOT_SPECIFIED","TRACE","WARN","ERROR","INFO","OFF"]},"d":1},{"t":{"k"\
:"enum","java":"java.net.Proxy$Type","values":["HTTP","DIRECT","SOCKS"]},"d":1},{"t":{"k":"enum","java":"org.slf4j.event.Level","values":["ERROR","DEBUG","TRACE\
","INFO","WARN"]}},{"t":{"k":"float","java":"java.lang.Float"}},{"t":{"k":"int","java":"java.lang.Integer"},"c":[["Min","must be greater than or equal to 1",{"v\
alue":1}],["NotNull","must not be null"]]},{"t":{"k":"int","java":"java.lang.Integer"},"c":[["Min","must be greater than or equal to 1",{"value":1}]]},{"t":{"k"\
:"int","java":"java.lang.Integer"},"d":1},{"t":{"k":"int","java":"java.lang.Integer"},"o":1,"c":[["NotNull","must not be null"],["PositiveOrZero","must be great\
er than or equal to 0"]]},{"t":{"k":"int","java":"java.lang.Integer"},"o":1},{"t":{"k":"int","java":"java.lang.Integer"}},{"t":{"k":"list","java":"io.kestra.cor\
e.http.client.configurations.HttpConfiguration$LoggingType[]","of":{"k":"enum","java":"io.kestra.core.http.client.configurations.HttpConfiguration$LoggingType",\
"values":["RESPONSE_HEADERS","REQUEST_BODY","REQUEST_HEADERS","RESPONSE_BODY"]}}},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.Label>","of\
":{"k":"object","class":"io.kestra.core.models.Label"}}},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.conditions.Condition>","of":{"k":"pl\
ugin","base":"io.kestra.core.models.conditions.Condition"},"c":[["NotNull","must not be null"]],"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.ke\
stra.core.models.conditions.Condition>","of":{"k":"plugin","base":"io.kestra.core.models.conditions.Condition"},"c":[["NotNull","must not be null"]],"v":1}},{"t\
":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.conditions.Condition>","of":{"k":"plugin","base":"io.kestra.core.models.conditions.Condition"},"\
v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.conditions.Condition>","of":{"k":"plugin","base":"io.kestra.core.models.conditio\
ns.Condition"}},"c":[["NotEmpty","must not be empty"],["NotNull","must not be null"]]},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.condit\
ions.ScheduleCondition>","of":{"k":"object","class":"io.kestra.core.models.conditions.ScheduleCondition"},"v":1},"d":1,"v":1},{"t":{"k":"list","java":"java.util\
.ArrayList<io.kestra.core.models.executions.statistics.Flow>","of":{"k":"object","class":"io.kestra.core.models.executions.statistics.Flow"}}},{"t":{"k":"list",\
"java":"java.util.ArrayList<io.kestra.core.models.flows.Input<java.lang.Object>>","of":{"k":"union","base":"io.kestra.core.models.flows.Input"},"v":1},"c":[["No\
tNull","must not be null"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.Input<java.lang.Object>>","of":{"k":"union","base":"\
io.kestra.core.models.flows.Input"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.Output>","of":{"k":"object","class":"\
io.kestra.core.models.flows.Output"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.PluginDefault>","of":{"k":"object","\
class":"io.kestra.core.models.flows.PluginDefault"},"v":1},"d":1,"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.PluginDefault>"\
,"of":{"k":"object","class":"io.kestra.core.models.flows.PluginDefault"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.\
State$Type>","of":{"k":"enum","java":"io.kestra.core.models.flows.State$Type","values":["SUCCESS","KILLING","RESUBMITTED","PAUSED","SKIPPED","CANCELLED","QUEUED\
","RETRIED","RETRYING","SUBMITTED","WARNING","FAILED","RUNNING","CREATED","RESTARTED","BREAKPOINT","KILLED"]}},"o":1},{"t":{"k":"list","java":"java.util.ArrayLi\
st<io.kestra.core.models.flows.State$Type>","of":{"k":"enum","java":"io.kestra.core.models.flows.State$Type","values":["SUCCESS","KILLING","RESUBMITTED","PAUSED\
","SKIPPED","CANCELLED","QUEUED","RETRIED","RETRYING","SUBMITTED","WARNING","FAILED","RUNNING","CREATED","RESTARTED","BREAKPOINT","KILLED"]}}},{"t":{"k":"list",\
"java":"java.util.ArrayList<io.kestra.core.models.flows.check.Check>","of":{"k":"object","class":"io.kestra.core.models.flows.check.Check"},"v":1},"v":1},{"t":{\
"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.sla.SLA>","of":{"k":"union","base":"io.kestra.core.models.flows.sla.SLA"},"v":1},"v":1},{"t":\
{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.listeners.Listener>","of":{"k":"object","class":"io.kestra.core.models.listeners.Listener"},"v":1}\
,"d":1,"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"c":\
[["NotNull","must not be null"]],"v":1},"c":[["NotEmpty","must not be empty"],["NotNull","must not be null"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayLis\
t<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1},"c":[["NotEmpty","The 'tasks' property cannot be empty\
"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1},\
"c":[["NotEmpty","must not be empty"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kest\
ra.core.models.tasks.Task"},"v":1},"c":[["NotNull","must not be null"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","\
of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1},"d":1,"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>"\
,"of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1},"j":"_else","v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.task\
s.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1},"j":"_finally","v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.\
models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.mode\
ls.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"}}},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.triggers.Abst\
ractTrigger>","of":{"k":"plugin","base":"io.kestra.core.models.triggers.AbstractTrigger"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.p\
lugin.core.flow.Dag$DagTask>","of":{"k":"object","class":"io.kestra.plugin.core.flow.Dag$DagTask"},"v":1},"c":[["NotEmpty","must not be empty"]],"v":1},{"t":{"k\
":"list","java":"java.util.ArrayList<io.kestra.plugin.core.trigger.Flow$ExecutionFilter>","of":{"k":"object","class":"io.kestra.plugin.core.trigger.Flow$Executi\
onFilter"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.plugin.core.trigger.Flow$Filter>","of":{"k":"object","class":"io.kestra.plugin.c\
ore.trigger.Flow$Filter"},"v":1},"c":[["NotEmpty","must not be empty"],["NotNull","must not be null"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.ke\
stra.plugin.core.trigger.Flow$UpstreamFlow>","of":{"k":"object","class":"io.kestra.plugin.core.trigger.Flow$UpstreamFlow"}}},{"t":{"k":"list","java":"java.util.\
ArrayList<io.kestra.plugin.scripts.runner.docker.DeviceRequest>","of":{"k":"object","class":"io.kestra.plugin.scripts.runner.docker.DeviceRequest"}}},{"t":{"k":\
"list","java":"java.util.ArrayList<java.lang.String>","of":{"k":"string"},"c":[["Regex","invalid pattern ({validatedValue})"]]},"c":[["NotNull","must not be nul\
l"]]},{"t":{"k":"list","java":"java.util.ArrayList<java.lang.String>","of":{"k":"string"},"c":[["Regex","invalid pattern ({validatedValue})"]]},"d":1},{"t":{"k"\
:"list","java":"java.util.ArrayList<java.lang.String>","of":{"k":"string"},"c":[["Regex","invalid pattern ({validatedValue})"]]}},{"t":{"k":"list","java":"java.\
util.ArrayList<java.lang.String>","of":{"k":"string"}},"c":[["NotNull","must not be null"]]},{"t":{"k":"list","java":"java.util.ArrayList<java.lang.String>","of\
":{"k":"string"}},"o":1},{"t":{"k":"list","java":"java.util.ArrayList<java.lang.String>","of":{"k":"string"}}},{"t":{"k":"map","java":"java.util.LinkedHashMap<j\
ava.lang.String,io.kestra.core.models.conditions.Condition>","key":{"k":"string"},"of":{"k":"plugin","base":"io.kestra.core.models.conditions.Condition"}},"c":[\
["NotEmpty","must not be empty"],["NotNull","must not be null"]]},{"t":{"k":"map","java":"java.util.LinkedHashMap<java.lang.String,java.lang.Object>","key":{"k"\
:"string"},"of":{"k":"any"}},"d":1},{"t":{"k":"map","java":"java.util.LinkedHashMap<java.lang.String,java.lang.Object>","key":{"k":"string"},"of":{"k":"any"}},"\
o":1},{"t":{"k":"map","java":"java.util.LinkedHashMap<java.lang.String,java.lang.Object>","key":{"k":"string"},"of":{"k":"any"}}},{"t":{"k":"map","java":"java.u\
til.LinkedHashMap<java.lang.String,java.lang.String>","key":{"k":"string"},"of":{"k":"string"}}},{"t":{"k":"map","java":"java.util.LinkedHashMap<java.lang.Strin\
g,java.util.List<io.kestra.core.models.tasks.Task>>","key":{"k":"string"},"of":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{\
"k":"plugin","base":"io.kestra.core.models.tasks.Task"}}}},{"t":{"k":"object","class":"io.kestra.core.http.client.configurations.HttpConfiguration"},"o":1},{"t"\
:{"k":"object","class":"io.kestra.core.http.client.configurations.HttpConfiguration"}},{"t":{"k":"object","class":"io.kestra.core.http.client.configurations.Pro\
xyConfiguration"}},{"t":{"k":"object","class":"io.kestra.core.http.client.configurations.SslOptions"},"d":1},{"t":{"k":"object","class":"io.kestra.core.http.cli\
ent.configurations.SslOptions"}},{"t":{"k":"object","class":"io.kestra.core.http.client.configurations.TimeoutConfiguration"}},{"t":{"k":"object","class":"io.ke\
stra.core.models.assets.AssetsDeclaration"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.assets.AssetsDeclaration"}},{"t":{"k":"object","class":"io.\
kestra.core.models.flows.Concurrency"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.flows.DependsOn"}},{"t":{"k":"object","class":"io.kestra.core.mo\
dels.tasks.Cache"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.tasks.ExecutableTask$SubflowId"}},{"t":{"k":"object","class":"io.kestra.core.models.\
tasks.NamespaceFiles"}},{"t":{"k":"object","class":"io.kestra.core.models.tasks.WorkerGroup"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.templates\
.Template"}},{"t":{"k":"object","class":"io.kestra.core.models.triggers.TimeWindow"},"o":1,"v":1},{"t":{"k":"object","class":"io.kestra.core.models.triggers.Tim\
eWindow"},"v":1},{"t":{"k":"object","class":"io.kestra.plugin.core.flow.ForEachItem$Batch"},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"object","clas\
s":"io.kestra.plugin.core.flow.ForEachItem$Batch"}},{"t":{"k":"object","class":"io.kestra.plugin.core.flow.LoopUntil$CheckFrequency"},"o":1},{"t":{"k":"object",\
"class":"io.kestra.plugin.core.flow.WorkingDirectory$Cache"}},{"t":{"k":"object","class":"io.kestra.plugin.core.trigger.Flow$Preconditions"},"v":1},{"t":{"k":"o\
bject","class":"io.kestra.plugin.scripts.runner.docker.Cpu"}},{"t":{"k":"object","class":"io.kestra.plugin.scripts.runner.docker.Credentials"}},{"t":{"k":"objec\
t","class":"io.kestra.plugin.scripts.runner.docker.Memory"}},{"t":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"c":[["NotNull","must not be null"]]}\
,{"t":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1},{"t":{"k":"property","of":{"k":"any"},"v":1},"o":1,"v":1},{"t":{"k":"property","of":{"k":"\
any"}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"any"}},"o":1},{"t":{"k":"property","of":{"k":"any"}}},{"t":{"k":"property","of":{"k\
":"boolean","java":"java.lang.Boolean"}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"boolean","java":"java.lang.Boolean"}},"d":1},{"t"\
:{"k":"property","of":{"k":"boolean","java":"java.lang.Boolean"}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"boolean","java":"j\
ava.lang.Boolean"}},"o":1},{"t":{"k":"property","of":{"k":"boolean","java":"java.lang.Boolean"}}},{"t":{"k":"property","of":{"k":"date","java":"java.time.Instan\
t"}}},{"t":{"k":"property","of":{"k":"date","java":"java.time.LocalDate"}}},{"t":{"k":"property","of":{"k":"date","java":"java.time.LocalTime"}}},{"t":{"k":"pro\
perty","of":{"k":"date","java":"java.time.OffsetTime"}}},{"t":{"k":"property","of":{"k":"date","java":"java.time.ZonedDateTime"}}},{"t":{"k":"property","of":{"k\
":"double","java":"java.lang.Double"}}},{"t":{"k":"property","of":{"k":"duration","java":"java.time.Duration"}},"c":[["NotNull","must not be null"]]},{"t":{"k":\
"property","of":{"k":"duration","java":"java.time.Duration"}},"d":1},{"t":{"k":"property","of":{"k":"duration","java":"java.time.Duration"}},"o":1,"c":[["NotNul\
l","must not be null"]]},{"t":{"k":"property","of":{"k":"duration","java":"java.time.Duration"}}},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.core.m\
odels.kv.KVType","values":["STRING","NUMBER","BOOLEAN","DATETIME","DATE","DURATION","JSON"]}}},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.core.mode\
ls.tasks.FileExistComportment","values":["OVERWRITE","FAIL","WARN","IGNORE"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.core.storages.Name\
space$Conflicts","values":["OVERWRITE","ERROR","SKIP"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.plugin.core.condition.DayWeekInMonth$Day\
InMonth","values":["FIRST","LAST","SECOND","THIRD","FOURTH"]}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.plu\
gin.core.condition.ExecutionNamespace$Comparison","values":["EQUALS","PREFIX","SUFFIX"]}}},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.plugin.core.e\
xecution.Exit$ExitState","values":["SUCCESS","WARNING","KILLED","FAILED","CANCELED","CANCELLED"]}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"proper\
ty","of":{"k":"enum","java":"io.kestra.plugin.core.flow.Pause$Behavior","values":["RESUME","WARN","CANCEL","FAIL"]}},"o":1,"c":[["NotNull","must not be null"]]}\
,{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.plugin.core.storage.FilterItems$ErrorOrNullBehavior","values":["FAIL","INCLUDE","EXCLUDE"]}},"o":1},{"t\
":{"k":"property","of":{"k":"enum","java":"io.kestra.plugin.core.storage.FilterItems$FilterType","values":["INCLUDE","EXCLUDE"]}},"o":1},{"t":{"k":"property","o\
f":{"k":"enum","java":"io.kestra.plugin.scripts.runner.docker.Docker$FileHandlingStrategy","values":["MOUNT","VOLUME"]}},"o":1,"c":[["NotNull","must not be null\
"]]},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.plugin.scripts.runner.docker.PullPolicy","values":["IF_NOT_PRESENT","ALWAYS","NEVER"]}},"o":1},{"t"\
:{"k":"property","of":{"k":"enum","java":"java.net.Proxy$Type","values":["DIRECT","HTTP","SOCKS"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"java.ti\
me.DayOfWeek","values":["MONDAY","TUESDAY","WEDNESDAY","THURSDAY","FRIDAY","SATURDAY","SUNDAY"]}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of\
":{"k":"enum","java":"org.slf4j.event.Level","values":["ERROR","WARN","INFO","DEBUG","TRACE"]}},"o":1},{"t":{"k":"property","of":{"k":"float","java":"java.lang.\
Float"}}},{"t":{"k":"property","of":{"k":"int","java":"java.lang.Integer"}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"int","ja\
va":"java.lang.Integer"}},"o":1},{"t":{"k":"property","of":{"k":"int","java":"java.lang.Integer"}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List\
<io.kestra.core.models.assets.Asset>","of":{"k":"any"}}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<io.kestra.core.models.assets.AssetIdentif\
ier>","of":{"k":"any"}}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<io.kestra.core.models.flows.State$Type>","of":{"k":"enum","java":"io.kest\
ra.core.models.flows.State$Type","values":["CREATED","SUBMITTED","RUNNING","PAUSED","RESTARTED","KILLING","SUCCESS","WARNING","FAILED","KILLED","CANCELLED","QUE\
UED","RETRYING","RETRIED","SKIPPED","BREAKPOINT","RESUBMITTED"]}},"v":1},"v":1},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<io.kestra.core.mode\
ls.flows.State$Type>","of":{"k":"enum","java":"io.kestra.core.models.flows.State$Type","values":["CREATED","SUBMITTED","RUNNING","PAUSED","RESTARTED","KILLING",\
"SUCCESS","WARNING","FAILED","KILLED","CANCELLED","QUEUED","RETRYING","RETRIED","SKIPPED","BREAKPOINT","RESUBMITTED"]}}}},{"t":{"k":"property","of":{"k":"list",\
"java":"java.util.List<io.kestra.core.models.tasks.metrics.AbstractMetric>","of":{"k":"any"}}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<jav\
a.lang.Integer>","of":{"k":"int","java":"java.lang.Integer"}}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<java.lang.Object>","of":{"k":"any"}\
}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<java.lang.String>","of":{"k":"string"}},"v":1},"v":1},{"t":{"k":"property","of":{"k":"list","ja\
va":"java.util.List<java.lang.String>","of":{"k":"string"}}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<\
java.lang.String>","of":{"k":"string"}}},"o":1},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<java.lang.String>","of":{"k":"string"}}}},{"t":{"k"\
:"property","of":{"k":"list","java":"java.util.List<java.time.ZonedDateTime>","of":{"k":"date","java":"java.time.ZonedDateTime"}}},"c":[["NotNull","must not be \
null"]]},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<java.util.List<java.lang.String>>","of":{"k":"list","java":"java.util.List<java.lang.Strin\
g>","of":{"k":"string"}}}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<org.slf4j.event.Level>","of":{"k":"enum","java":"org.slf4j.event.Level"\
,"values":["ERROR","WARN","INFO","DEBUG","TRACE"]}}}},{"t":{"k":"property","of":{"k":"map","java":"java.util.Map<java.lang.CharSequence,java.lang.CharSequence>"\
,"key":{"k":"any"},"of":{"k":"any"}}}},{"t":{"k":"property","of":{"k":"map","java":"java.util.Map<java.lang.String,java.lang.Object>","key":{"k":"string"},"of":\
{"k":"any"}}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"map","java":"java.util.Map<java.lang.String,java.lang.Object>","key":{"k":"s\
tring"},"of":{"k":"any"}}}},{"t":{"k":"property","of":{"k":"map","java":"java.util.Map<java.lang.String,java.lang.String>","key":{"k":"string"},"of":{"k":"strin\
g"}}}},{"t":{"k":"property","of":{"k":"string"}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"string"}},"o":1,"c":[["NotNull","must not\
 be null"]]},{"t":{"k":"property","of":{"k":"string"}},"o":1},{"t":{"k":"property","of":{"k":"string"}}},{"t":{"k":"property","of":{"k":"uri","java":"java.net.U\
RI"}}},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNull","must not be null"],["Pattern","must match \\"^[A-Za-z_$][A-Za-z0-9_$]*(\\\\.[A-Za-z_$]\
[A-Za-z0-9_$]*)*$\\"",{"regexp":"^[A-Za-z_$][A-Za-z0-9_$]*(\\\\.[A-Za-z_$][A-Za-z0-9_$]*)*$"}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNul\
l","must not be null"],["Pattern","must match \\"^[a-zA-Z0-9][.a-zA-Z0-9_-]*\\"",{"regexp":"^[a-zA-Z0-9][.a-zA-Z0-9_-]*"}]]},{"t":{"k":"string"},"c":[["NotBlank",\
"must not be blank"],["NotNull","must not be null"],["Pattern","must match \\"^[a-zA-Z0-9][a-zA-Z0-9._-]*\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-9._-]*"}],["Size","s\
ize must be between 1 and 100",{"max":100,"min":1}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNull","must not be null"],["Pattern","must \
match \\"^[a-zA-Z0-9][a-zA-Z0-9._-]*\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-9._-]*"}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNull","must no\
t be null"],["Pattern","must match \\"^[a-zA-Z0-9][a-zA-Z0-9_-]*\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-9_-]*"}],["Size","Task id must be at most 256 characters",{"m\
ax":256,"min":0}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNull","must not be null"],["Pattern","must match \\"^[a-zA-Z0-9][a-zA-Z0-9_-]*\
\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-9_-]*"}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["Pattern","must match \\"^[a-zA-Z0-9][a-zA-Z0-9._:-]*\\"\
",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-9._:-]*"}],["Size","size must be between 1 and 150",{"max":150,"min":1}]]},{"t":{"k":"string"},"c":[["NotEmpty","must not be e\
mpty"],["NotNull","must not be null"]]},{"t":{"k":"string"},"c":[["NotEmpty","must not be empty"],["Pattern","Invalid label key. A valid key contains only lower\
case letters numbers hyphens (-) underscores (_) or periods (.) and must begin with a lowercase letter.",{"regexp":"^[\\\\p{Ll}][\\\\p{L}0-9._-]*$"}]]},{"t":{"k":"s\
tring"},"c":[["NotEmpty","must not be empty"]]},{"t":{"k":"string"},"c":[["NotNull","must not be null"],["Pattern","must match \\"^[A-Za-z_$][A-Za-z0-9_$]*(\\\\.[A\
-Za-z_$][A-Za-z0-9_$]*)*$\\"",{"regexp":"^[A-Za-z_$][A-Za-z0-9_$]*(\\\\.[A-Za-z_$][A-Za-z0-9_$]*)*$"}]]},{"t":{"k":"string"},"c":[["NotNull","must not be null"],["\
Pattern","must match \\"^[a-z0-9][a-z0-9._-]*\\"",{"regexp":"^[a-z0-9][a-z0-9._-]*"}],["Size","size must be between 1 and 150",{"max":150,"min":1}]]},{"t":{"k":"s\
tring"},"c":[["NotNull","must not be null"],["Pattern","must match \\"^[a-z0-9][a-z0-9._-]*\\"",{"regexp":"^[a-z0-9][a-z0-9._-]*"}]]},{"t":{"k":"string"},"c":[["N\
otNull","must not be null"],["Size","size must be between 0 and 256",{"max":256,"min":0}]]},{"t":{"k":"string"},"c":[["NotNull","must not be null"]]},{"t":{"k":\
"string"},"c":[["Pattern","must match \\"^[a-z0-9][a-z0-9._-]*\\"",{"regexp":"^[a-z0-9][a-z0-9._-]*"}],["Size","size must be between 1 and 150",{"max":150,"min":1\
}]]},{"t":{"k":"string"},"c":[["Pattern","must match \\"^[a-z0-9][a-z0-9_-]*\\"",{"regexp":"^[a-z0-9][a-z0-9_-]*"}]]},{"t":{"k":"string"},"c":[["Regex","invalid p\
attern ({validatedValue})"]]},{"t":{"k":"string"},"d":1},{"t":{"k":"string"},"j":"_assert","c":[["NotEmpty","must not be empty"],["NotNull","must not be null"]]\
},{"t":{"k":"string"},"o":1,"c":[["NotBlank","must not be blank"],["NotNull","must not be null"]]},{"t":{"k":"string"},"o":1,"c":[["NotNull","must not be null"]\
]},{"t":{"k":"string"},"o":1,"c":[["TimezoneId","invalid timezone ({validatedValue})"]]},{"t":{"k":"string"},"o":1},{"t":{"k":"string"}},{"t":{"k":"union","base\
":"io.kestra.core.http.client.configurations.AbstractAuthConfiguration"}},{"t":{"k":"union","base":"io.kestra.core.models.tasks.retrys.AbstractRetry"},"v":1}],"\
classes":{"io.kestra.core.http.client.configurations.BasicAuthConfiguration":{"kind":"model","props":{"type":22,"password":180,"username":180}},"io.kestra.core.\
http.client.configurations.BearerAuthConfiguration":{"kind":"model","props":{"token":180,"type":22}},"io.kestra.core.http.client.configurations.DigestAuthConfig\
uration":{"kind":"model","props":{"type":22,"password":180,"username":180}},"io.kestra.core.http.client.configurations.HttpConfiguration":{"kind":"model","props\
":{"logLevel":40,"timeout":100,"proxyUsername":200,"proxyAddress":200,"auth":207,"proxyPassword":200,"readTimeout":18,"ssl":99,"proxy":97,"logs":50,"basicAuthPa\
ssword":200,"connectionPoolIdleTimeout":18,"connectTimeout":18,"maxContentLength":46,"allowedResponseCodes":164,"basicAuthUser":200,"allowFailed":129,"proxyType\
":41,"defaultCharset":124,"proxyPort":46,"readIdleTimeout":18,"enabledTcpExtendedKeepAlive":129,"followRedirects":129},"as":"io.kestra.core.http.client.configur\
ations.HttpConfiguration$HttpConfigurationBuilder"},"io.kestra.core.http.client.configurations.ProxyConfiguration":{"kind":"model","props":{"port":158,"type":15\
2,"password":180,"address":180,"username":180},"as":"io.kestra.core.http.client.configurations.ProxyConfiguration$ProxyConfigurationBuilder"},"io.kestra.core.ht\
tp.client.configurations.SslOptions":{"kind":"model","props":{"insecureTrustAllCertificates":130}},"io.kestra.core.http.client.configurations.TimeoutConfigurati\
on":{"kind":"model","props":{"connectTimeout":140,"readIdleTimeout":140}},"io.kestra.core.models.Label":{"kind":"model","props":{"value":191,"key":190}},"io.kes\
tra.core.models.assets.AssetsDeclaration":{"kind":"model","props":{"inputs":160,"enableAuto":129,"outputs":159}},"io.kestra.core.models.assets.External":{"kind"\
:"asset","props":{"tenantId":198,"created":11,"deleted":7,"type":202,"namespace":197,"description":206,"displayName":206,"metadata":91,"id":188,"updated":11},"o\
pen":"any"},"io.kestra.core.models.conditions.ScheduleCondition":{"kind":"model","props":{},"reader":"AbstractDeserializer"},"io.kestra.core.models.executions.s\
tatistics.Flow":{"kind":"model","props":{"flowId":196,"namespace":196}},"io.kestra.core.models.flows.Concurrency":{"kind":"model","props":{"behavior":23,"limit"\
:44}},"io.kestra.core.models.flows.DependsOn":{"kind":"model","props":{"inputs":88,"condition":206}},"io.kestra.core.models.flows.FlowWithSource":{"kind":"flow"\
,"props":{"workerGroup":108,"finally":74,"tenantId":198,"retry":208,"inputs":59,"errors":75,"tasks":70,"outputs":60,"concurrency":103,"variables":92,"deleted":6\
,"id":184,"description":206,"labels":10,"pluginDefaults":62,"sla":66,"checks":65,"taskDefaults":61,"namespace":193,"disabled":6,"listeners":67,"revision":45,"up\
dated":12,"afterExecution":75,"triggers":77,"source":206},"checks":[["FlowValidation","invalid Flow"]]},"io.kestra.core.models.flows.Output":{"kind":"model","pr\
ops":{"value":0,"type":24,"id":183,"description":206,"displayName":206,"required":5}},"io.kestra.core.models.flows.PluginDefault":{"kind":"model","props":{"forc\
ed":7,"type":196,"ref":206,"values":92},"checks":[["PluginDefaultValidation","invalid plugin default"]]},"io.kestra.core.models.flows.check.Check":{"kind":"mode\
l","props":{"style":28,"behavior":27,"condition":189,"message":191}},"io.kestra.core.models.flows.input.ArrayInput":{"kind":"model","props":{"defaults":165,"dep\
endsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"prefill":165,"name":200,"itemType":25},"checks":[["ArrayInputValidation","inval\
id array input"],["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.BoolInput":{"kind":"model","props":{"defaults":130,"dependsOn":104,"ty\
pe":24,"id":183,"description":206,"displayName":206,"required":5,"prefill":130,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.model\
s.flows.input.BooleanInput":{"kind":"model","deprecated":1,"props":{"defaults":130,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"requi\
red":5,"prefill":130,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.DateInput":{"kind":"model","props":{"default\
s":132,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"prefill":132,"name":200,"after":13,"before":13},"checks":[["InputVal\
idation","invalid input"]]},"io.kestra.core.models.flows.input.DateTimeInput":{"kind":"model","props":{"defaults":131,"dependsOn":104,"type":24,"id":183,"descri\
ption":206,"displayName":206,"required":5,"prefill":131,"name":200,"after":12,"before":12},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.model\
s.flows.input.DurationInput":{"kind":"model","props":{"defaults":140,"max":21,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":\
5,"min":21,"prefill":140,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.EmailInput":{"kind":"model","props":{"de\
faults":180,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"prefill":180,"name":200},"checks":[["InputValidation","invalid \
input"]]},"io.kestra.core.models.flows.input.EnumInput":{"kind":"model","deprecated":1,"props":{"defaults":180,"dependsOn":104,"type":24,"id":183,"description":\
206,"displayName":206,"required":5,"values":83,"prefill":180,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.File\
Input":{"kind":"model","props":{"defaults":181,"dependsOn":104,"allowedFileExtensions":88,"type":24,"id":183,"description":206,"displayName":206,"required":5,"p\
refill":181,"name":200,"extension":200},"checks":[["FileInputValidation","invalid file input"],["InputValidation","invalid input"]]},"io.kestra.core.models.flow\
s.input.FloatInput":{"kind":"model","props":{"defaults":155,"max":43,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"min":4\
3,"prefill":155,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.FormInput":{"kind":"model","props":{"defaults":12\
5,"dependsOn":104,"inputs":58,"type":24,"id":183,"description":206,"displayName":206,"required":5,"prefill":125,"name":200},"checks":[["InputValidation","invali\
d input"]]},"io.kestra.core.models.flows.input.IntInput":{"kind":"model","props":{"defaults":158,"max":49,"dependsOn":104,"type":24,"id":183,"description":206,"\
displayName":206,"required":5,"min":49,"prefill":158,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.JsonInput":{\
"kind":"model","props":{"defaults":125,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"prefill":125,"name":200},"checks":[[\
"InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.MultiselectInput":{"kind":"model","props":{"values":85,"autoSelectFirst":2,"dependsOn":1\
04,"name":200,"displayName":206,"defaults":169,"allowCustomValue":2,"expression":206,"type":24,"id":183,"description":206,"options":84,"required":5,"prefill":16\
9,"itemType":26},"checks":[["InputValidation","invalid input"],["MultiselectInputValidation","invalid multiselect input"]]},"io.kestra.core.models.flows.input.S\
ecretInput":{"kind":"model","props":{"defaults":125,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"validator":199,"prefill\
":125,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.SelectInput":{"kind":"model","props":{"values":85,"autoSele\
ctFirst":2,"dependsOn":104,"name":200,"displayName":206,"isRadio":2,"defaults":180,"allowCustomValue":2,"expression":206,"type":24,"id":183,"description":206,"r\
equired":5,"prefill":180},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.StringInput":{"kind":"model","props":{"defaults":18\
0,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"validator":199,"prefill":180,"name":200},"checks":[["InputValidation","in\
valid input"]]},"io.kestra.core.models.flows.input.TimeInput":{"kind":"model","props":{"defaults":133,"dependsOn":104,"type":24,"id":183,"description":206,"disp\
layName":206,"required":5,"prefill":133,"name":200,"after":14,"before":14},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.UR\
IInput":{"kind":"model","props":{"defaults":180,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"prefill":180,"name":200},"c\
hecks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.YamlInput":{"kind":"model","props":{"defaults":125,"dependsOn":104,"type":24,"i\
d":183,"description":206,"displayName":206,"required":5,"prefill":125,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.s\
la.types.ExecutionAssertionSLA":{"kind":"model","props":{"type":30,"id":189,"assert":201,"labels":9,"behavior":29}},"io.kestra.core.models.flows.sla.types.MaxDu\
rationSLA":{"kind":"model","props":{"type":30,"id":189,"duration":16,"labels":9,"behavior":29}},"io.kestra.core.models.listeners.Listener":{"kind":"model","prop\
s":{"conditions":54,"description":206,"tasks":70}},"io.kestra.core.models.tasks.Cache":{"kind":"model","props":{"enabled":2,"ttl":21}},"io.kestra.core.models.ta\
sks.ExecutableTask$SubflowId":{"kind":"model","props":{"flowId":206,"namespace":206,"revision":48}},"io.kestra.core.models.tasks.NamespaceFiles":{"kind":"model"\
,"props":{"enabled":129,"include":166,"ifExists":142,"exclude":166,"folderPerNamespace":129,"namespaces":168},"as":"io.kestra.core.models.tasks.NamespaceFiles$N\
amespaceFilesBuilder"},"io.kestra.core.models.tasks.WorkerGroup":{"kind":"model","props":{"fallback":33,"key":206}},"io.kestra.core.models.tasks.retrys.Constant\
":{"kind":"model","props":{"behavior":34,"interval":16,"maxDuration":21,"maxAttempt":46,"maxAttempts":45,"warningOnRetry":5,"type":196},"derived":{"intervalLess\
ThanMaxDuration":{"c":[["AssertTrue","'interval' must be less than 'maxDuration'"]]}}},"io.kestra.core.models.tasks.retrys.Exponential":{"kind":"model","props":\
{"behavior":34,"interval":16,"maxDuration":21,"maxInterval":16,"maxAttempts":45,"warningOnRetry":5,"delayFactor":15,"maxAttempt":46,"type":196},"derived":{"inte\
rvalLessThanMaxDuration":{"c":[["AssertTrue","'interval' must be less than 'maxDuration'"]]},"intervalLessThanMaxInterval":{"c":[["AssertTrue","'interval' must \
be less than 'maxInterval'"]]}}},"io.kestra.core.models.tasks.retrys.Random":{"kind":"model","props":{"behavior":34,"minInterval":16,"maxDuration":21,"maxInterv\
al":16,"maxAttempts":45,"warningOnRetry":5,"maxAttempt":46,"type":196},"derived":{"maxIntervalLessThanMaxDuration":{"c":[["AssertTrue","'maxInterval' must be le\
ss than 'maxDuration'"]]},"minIntervalLessThanMaxDuration":{"c":[["AssertTrue","'minInterval' must be less than 'maxDuration'"]]},"minIntervalLessThanMaxInterva\
l":{"c":[["AssertTrue","'minInterval' must be less than 'maxInterval'"]]}}},"io.kestra.core.models.templates.Template":{"kind":"model","props":{"finally":74,"te\
nantId":198,"deleted":6,"id":185,"description":206,"tasks":70,"namespace":194,"errors":75}},"io.kestra.core.models.triggers.TimeWindow":{"kind":"model","props":\
{"window":21,"windowAdvance":21,"deadline":14,"type":36,"startTime":14,"endTime":14},"checks":[["TimeWindowValidation","invalid time window definition"]]},"io.k\
estra.plugin.core.condition.DateTimeBetween":{"kind":"condition","props":{"type":192,"after":135,"date":203,"before":135}},"io.kestra.plugin.core.condition.DayW\
eek":{"kind":"condition","props":{"type":192,"date":178,"dayOfWeek":153}},"io.kestra.plugin.core.condition.DayWeekInMonth":{"kind":"condition","props":{"type":1\
92,"date":203,"dayOfWeek":153,"dayInMonth":144}},"io.kestra.plugin.core.condition.ExecutionFlow":{"kind":"condition","props":{"flowId":177,"type":192,"namespace\
":177}},"io.kestra.plugin.core.condition.ExecutionLabels":{"kind":"condition","props":{"type":192,"labels":8}},"io.kestra.plugin.core.condition.ExecutionNamespa\
ce":{"kind":"condition","props":{"comparison":145,"type":192,"namespace":177,"prefix":129}},"io.kestra.plugin.core.condition.ExecutionOutputs":{"kind":"conditio\
n","props":{"expression":126,"type":192}},"io.kestra.plugin.core.condition.ExecutionStatus":{"kind":"condition","props":{"notIn":161,"type":192,"in":161}},"io.k\
estra.plugin.core.condition.Expression":{"kind":"condition","props":{"expression":177,"type":192}},"io.kestra.plugin.core.condition.FlowCondition":{"kind":"cond\
ition","deprecated":1,"props":{"flowId":196,"type":192,"namespace":196}},"io.kestra.plugin.core.condition.FlowNamespaceCondition":{"kind":"condition","deprecate\
d":1,"props":{"type":192,"namespace":196,"prefix":4}},"io.kestra.plugin.core.condition.HasRetryAttempt":{"kind":"condition","props":{"notIn":161,"type":192,"in"\
:161}},"io.kestra.plugin.core.condition.MultipleCondition":{"kind":"condition","deprecated":1,"props":{"window":18,"windowAdvance":18,"resetOnSuccess":3,"condit\
ions":89,"type":192,"id":187,"timeWindow":110}},"io.kestra.plugin.core.condition.Not":{"kind":"condition","props":{"conditions":55,"type":192}},"io.kestra.plugi\
n.core.condition.Or":{"kind":"condition","props":{"conditions":55,"type":192}},"io.kestra.plugin.core.condition.PublicHoliday":{"kind":"condition","props":{"typ\
e":192,"subDivision":180,"date":178,"country":180}},"io.kestra.plugin.core.condition.TimeBetween":{"kind":"condition","props":{"type":192,"after":134,"date":178\
,"before":134}},"io.kestra.plugin.core.condition.Weekend":{"kind":"condition","props":{"type":192,"date":178}},"io.kestra.plugin.core.dashboard.chart.Bar":{"kin\
d":"plugin","props":{"chartOptions":1,"type":1,"id":1,"data":1}},"io.kestra.plugin.core.dashboard.chart.KPI":{"kind":"plugin","props":{"chartOptions":1,"type":1\
,"id":1,"data":1}},"io.kestra.plugin.core.dashboard.chart.Markdown":{"kind":"plugin","props":{"chartOptions":1,"content":1,"type":1,"id":1,"source":1}},"io.kest\
ra.plugin.core.dashboard.chart.Pie":{"kind":"plugin","props":{"chartOptions":1,"type":1,"id":1,"data":1}},"io.kestra.plugin.core.dashboard.chart.Table":{"kind":\
"plugin","props":{"chartOptions":1,"type":1,"id":1,"data":1}},"io.kestra.plugin.core.dashboard.chart.TimeSeries":{"kind":"plugin","props":{"chartOptions":1,"typ\
e":1,"id":1,"data":1}},"io.kestra.plugin.core.dashboard.data.Executions":{"kind":"plugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugi\
n.core.dashboard.data.ExecutionsKPI":{"kind":"plugin","props":{"numerator":1,"type":1,"columns":1,"where":1}},"io.kestra.plugin.core.dashboard.data.Flows":{"kin\
d":"plugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugin.core.dashboard.data.FlowsKPI":{"kind":"plugin","props":{"numerator":1,"type"\
:1,"columns":1,"where":1}},"io.kestra.plugin.core.dashboard.data.Logs":{"kind":"plugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugin.\
core.dashboard.data.LogsKPI":{"kind":"plugin","props":{"numerator":1,"type":1,"columns":1,"where":1}},"io.kestra.plugin.core.dashboard.data.Metrics":{"kind":"pl\
ugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugin.core.dashboard.data.MetricsKPI":{"kind":"plugin","props":{"numerator":1,"type":1,"\
columns":1,"where":1}},"io.kestra.plugin.core.dashboard.data.Triggers":{"kind":"plugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugin.\
core.debug.Echo":{"kind":"task","deprecated":1,"is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"level":154,"retry":208,"pluginDefaultsRef":2\
06,"allowWarning":7,"format":180,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"a\
llowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.debug.Return":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout\
":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"format":180,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"worker\
Group":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.Assert":{"kind":\
"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":18\
6,"description":206,"taskCache":105,"errorMessage":180,"workerGroup":108,"runIf":205,"conditions":86,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["fl\
owable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.Count":{"kind":"task","deprecated":1,"is":["runnable"],"props":{"logLevel":42,"timeout":140,"state\
s":162,"assets":101,"flows":57,"retry":208,"endDate":180,"pluginDefaultsRef":206,"startDate":177,"allowWarning":7,"version":206,"type":182,"id":186,"description\
":206,"taskCache":105,"workerGroup":108,"runIf":205,"expression":196,"logToFile":7,"disabled":4,"allowFailure":7,"namespaces":169},"ignored":["flowable","sendTo\
WorkerTask"]},"io.kestra.plugin.core.execution.Exit":{"kind":"task","props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"state\
":146,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailur\
e":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.Fail":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"a\
ssets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"errorMessage":179,"workerGr\
oup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7,"condition":180},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.La\
bels":{"kind":"task","props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"d\
escription":206,"taskCache":105,"labels":0,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]}\
,"io.kestra.plugin.core.execution.PurgeExecutions":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"states":162,"assets":101,"retry":208,"\
flowId":180,"purgeExecution":129,"pluginDefaultsRef":206,"startDate":180,"allowWarning":7,"version":206,"purgeLog":129,"type":182,"id":186,"description":206,"ta\
skCache":105,"workerGroup":108,"runIf":205,"purgeStorage":129,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":180,"endDate":177,"purgeMetric":129,"batch\
Size":156},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.Resume":{"kind":"task","deprecated":1,"is":["runnable"],"props":{"logLeve\
l":42,"timeout":140,"assets":101,"retry":208,"flowId":180,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCach\
e":105,"workerGroup":108,"runIf":205,"executionId":180,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":180,"inputs":175},"ignored":["flowable","sendToWo\
rkerTask"]},"io.kestra.plugin.core.execution.SetVariables":{"kind":"task","props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"overwrite":128,"pluginD\
efaultsRef":206,"allowWarning":7,"variables":174,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7\
,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.UnsetVariables":{"kind":"task","props":{"logLevel":4\
2,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"ignoreMissing":128,"variables":167,"version":206,"type":182,"id":186,"descrip\
tion":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugi\
n.core.flow.AllowFailure":{"kind":"task","is":["flowable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"al\
lowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"tasks":69,"logToFile":7,"disabled"\
:4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Dag":{"kind":"task","is":["flowable"],"props":{"logLevel":42,"timeou\
t":140,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"allowWarning":7,"concurrent":156,"version":206,"type":182,"id":186,"description":206,"taskC\
ache":105,"workerGroup":108,"finally":74,"runIf":205,"tasks":78,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"],"checks":\
[["DagTaskValidation","invalid Dag task"]]},"io.kestra.plugin.core.flow.Dag$DagTask":{"kind":"model","props":{"task":120,"dependsOn":88}},"io.kestra.plugin.core\
.flow.EachParallel":{"kind":"task","deprecated":1,"is":["flowable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef\
":206,"value":0,"allowWarning":7,"concurrent":156,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205\
,"tasks":68,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.EachSequential":{"kind":"task","\
deprecated":1,"is":["flowable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"value":0,"allowWarning":7,"ve\
rsion":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"tasks":69,"logToFile":7,"disabled":4,"allowFailure"\
:7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.ForEach":{"kind":"task","is":["flowable"],"props":{"logLevel":42,"timeout":140,"value\
s":0,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGr\
oup":108,"finally":74,"runIf":205,"tasks":69,"logToFile":7,"disabled":4,"allowFailure":7,"concurrencyLimit":47},"ignored":["flowable","sendToWorkerTask"]},"io.k\
estra.plugin.core.flow.ForEachItem":{"kind":"task","is":["flowable"],"props":{"items":191,"allowFailure":7,"assets":101,"runIf":205,"transmitFailed":4,"tasks":7\
6,"allowWarning":7,"version":206,"inheritLabels":4,"id":186,"logLevel":42,"timeout":140,"scheduleDate":135,"retry":208,"flowId":191,"errors":75,"pluginDefaultsR\
ef":206,"wait":4,"type":182,"logToFile":7,"description":206,"taskCache":105,"labels":9,"restartBehavior":31,"finally":74,"namespace":191,"workerGroup":108,"inpu\
ts":92,"batch":112,"disabled":4,"revision":49},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.ForEachItem$Batch":{"kind":"model","props"\
:{"partitions":158,"bytes":180,"separator":179,"rows":157,"regexPattern":180}},"io.kestra.plugin.core.flow.ForEachItem$ForEachItemExecutable":{"kind":"task","is\
":["executable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"inputs":92,"transmitFailed":5,"pluginDefaultsRef":206,"allowWarning":7,"wait":5,\
"scheduleOn":135,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"labels":51,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allow\
Failure":7,"inheritLabels":5,"subflowId":106,"restartBehavior":32},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.ForEachItem$ForEachIte\
mMergeOutputs":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version"\
:206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sen\
dToWorkerTask"],"from":["string"]},"io.kestra.plugin.core.flow.ForEachItem$ForEachItemSplit":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":1\
40,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runI\
f":205,"logToFile":7,"disabled":4,"allowFailure":7,"items":206,"batch":113},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.If":{"kind":"\
task","is":["flowable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"else":\
73,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7,"condition":206,\
"then":70},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.LoopUntil":{"kind":"task","is":["flowable"],"props":{"logLevel":42,"timeout":1\
40,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"allowWarning":7,"checkFrequency":114,"version":206,"type":182,"id":186,"description":206,"taskC\
ache":105,"workerGroup":108,"finally":74,"runIf":205,"failOnMaxReached":129,"tasks":71,"logToFile":7,"disabled":4,"allowFailure":7,"condition":177},"ignored":["\
flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.LoopUntil$CheckFrequency":{"kind":"model","props":{"maxDuration":140,"maxIterations":158,"interval":1\
39}},"io.kestra.plugin.core.flow.Parallel":{"kind":"task","is":["flowable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"errors":75,"pluginDef\
aultsRef":206,"allowWarning":7,"concurrent":156,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"\
tasks":68,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Pause":{"kind":"task","is":["flowa\
ble"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pauseDuration":140,"errors":75,"onResume":59,"pluginDefaultsRef":206,"behavior":147,"allowW\
arning":7,"onPause":121,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"delay":138,"runIf":205,"tasks":72,"logToFile":7,"\
disabled":4,"allowFailure":7,"finally":74},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Sequential":{"kind":"task","is":["flowable"],"\
props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description\
":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"tasks":69,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask\
"]},"io.kestra.plugin.core.flow.Sleep":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"a\
llowWarning":7,"duration":137,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allo\
wFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Subflow":{"kind":"task","is":["executable"],"props":{"allowFailure":7,"asset\
s":101,"runIf":205,"transmitFailed":4,"outputs":90,"allowWarning":7,"version":206,"inheritLabels":129,"id":186,"logLevel":42,"timeout":140,"scheduleDate":135,"r\
etry":208,"flowId":196,"pluginDefaultsRef":206,"wait":4,"type":182,"logToFile":7,"description":206,"taskCache":105,"labels":9,"restartBehavior":31,"namespace":1\
91,"workerGroup":108,"inputs":92,"disabled":4,"revision":45},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Switch":{"kind":"task","is":\
["flowable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"value":177,"defaults":75,"allowWarning":7,"versi\
on":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"cases":94,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7,"finally":74}\
,"ignored":["flowable","sendToWorkerTask"],"checks":[["SwitchTaskValidation","invalid Switch task"]]},"io.kestra.plugin.core.flow.Template":{"kind":"task","depr\
ecated":1,"is":["flowable"],"props":{"logLevel":42,"timeout":140,"assets":101,"tenantId":206,"retry":208,"errors":75,"pluginDefaultsRef":206,"allowWarning":7,"t\
emplateId":196,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"logToFile":7,"disabled":4,"allowF\
ailure":7,"namespace":196,"args":93},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Template$ExecutorTemplate":{"kind":"task","is":["flo\
wable"],"props":{"logLevel":42,"timeout":140,"assets":101,"tenantId":206,"retry":208,"errors":75,"pluginDefaultsRef":206,"allowWarning":7,"templateId":196,"vers\
ion":206,"template":109,"id":186,"description":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"type":182,"disabled":4,"allowFailure":7,"logToFil\
e":7,"namespace":196,"args":93},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.WorkingDirectory":{"kind":"task","is":["flowable"],"props\
":{"logLevel":42,"timeout":140,"cache":115,"assets":101,"retry":208,"errors":75,"inputFiles":1,"pluginDefaultsRef":206,"allowWarning":7,"outputFiles":169,"versi\
on":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"tasks":69,"logToFile":7,"disabled":4,"allowFailure":7,\
"namespaceFiles":107},"ignored":["flowable","sendToWorkerTask"],"checks":[["WorkingDirectoryTaskValidation","invalid WorkingDirectory task"]]},"io.kestra.plugin\
.core.flow.WorkingDirectory$Cache":{"kind":"model","props":{"patterns":167,"ttl":140}},"io.kestra.plugin.core.http.Download":{"kind":"task","is":["runnable"],"p\
rops":{"allowFailure":7,"assets":101,"params":175,"runIf":205,"formData":175,"saveAs":180,"failOnEmptyResponse":129,"allowWarning":7,"version":206,"id":186,"opt\
ions":95,"logLevel":42,"timeout":140,"body":180,"allowFailed":127,"retry":208,"uri":177,"pluginDefaultsRef":206,"sslOptions":98,"type":182,"logToFile":7,"descri\
ption":206,"taskCache":105,"headers":173,"contentType":179,"workerGroup":108,"disabled":4,"method":179},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.pl\
ugin.core.http.Request":{"kind":"task","is":["runnable"],"props":{"allowFailure":7,"assets":101,"params":175,"runIf":205,"formData":175,"allowWarning":7,"versio\
n":206,"id":186,"options":95,"logLevel":42,"timeout":140,"body":180,"allowFailed":127,"encryptBody":129,"retry":208,"uri":177,"pluginDefaultsRef":206,"sslOption\
s":98,"type":182,"logToFile":7,"description":206,"taskCache":105,"headers":173,"contentType":179,"workerGroup":108,"disabled":4,"method":179},"ignored":["flowab\
le","sendToWorkerTask"]},"io.kestra.plugin.core.http.SseRequest":{"kind":"task","is":["runnable"],"props":{"allowFailure":7,"assets":101,"params":175,"runIf":20\
5,"formData":175,"allowWarning":7,"version":206,"id":186,"options":95,"logLevel":42,"timeout":140,"body":180,"allowFailed":127,"retry":208,"uri":177,"pluginDefa\
ultsRef":206,"failedOnMissingJq":129,"sslOptions":98,"concatJqExpression":180,"type":182,"logToFile":7,"description":206,"taskCache":105,"headers":173,"contentT\
ype":179,"workerGroup":108,"disabled":4,"method":179},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.http.Trigger":{"kind":"trigger","props":\
{"assets":102,"interval":20,"params":175,"formData":175,"minLogLevel":42,"contentType":179,"version":206,"responseCondition":178,"id":187,"options":96,"logLevel\
":42,"workerGroup":108,"body":180,"encryptBody":129,"uri":177,"failOnTriggerError":7,"pluginDefaultsRef":206,"sslOptions":98,"conditions":52,"type":182,"logToFi\
le":7,"description":206,"labels":9,"headers":173,"allowConcurrent":7,"stopAfter":64,"disabled":7,"method":179}},"io.kestra.plugin.core.kv.Delete":{"kind":"task"\
,"is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"des\
cription":206,"taskCache":105,"key":177,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"errorOnMissing":128,"allowFailure":7,"namespace":178},"ignored\
":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.kv.Get":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208\
,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"key":177,"workerGroup":108,"runIf":205,"logToFile\
":7,"disabled":4,"errorOnMissing":128,"allowFailure":7,"namespace":178},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.kv.GetKeys":{"kind":"t\
ask","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"prefix":180,"allowWarning":7,"version":206,"type":\
182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":178},"ignored":["flowable",\
"sendToWorkerTask"]},"io.kestra.plugin.core.kv.PurgeKV":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"includeC\
hildNamespaces":129,"pluginDefaultsRef":206,"keyPattern":180,"behavior":122,"allowWarning":7,"namespacePattern":180,"version":206,"type":182,"id":186,"descripti\
on":206,"taskCache":105,"workerGroup":108,"runIf":205,"expiredOnly":127,"namespaces":169,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sen\
dToWorkerTask"]},"io.kestra.plugin.core.kv.Put":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRe\
f":206,"value":123,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"key":177,"workerGroup":108,"runIf":205,"logToFile":7,"d\
isabled":4,"errorOnMissing":129,"allowFailure":7,"namespace":178},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.kv.Set":{"kind":"task","is":\
["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"kvType":141,"retry":208,"overwrite":128,"ttl":140,"pluginDefaultsRef":206,"kvDescription":180,"a\
llowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"key":177,"workerGroup":108,"runIf":205,"value":177,"logToFile":7,"disabled":\
4,"allowFailure":7,"namespace":178},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.log.Fetch":{"kind":"task","deprecated":1,"is":["runnable"]\
,"props":{"logLevel":42,"timeout":140,"assets":101,"level":154,"retry":208,"flowId":180,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":1\
86,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"executionId":180,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":180,"tasksId":169},\
"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.log.Log":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"l\
evel":154,"message":0,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108\
,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.log.PurgeLogs":{"kind":"task","is":[\
"runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"flowId":180,"pluginDefaultsRef":206,"startDate":180,"allowWarning":7,"version":206,"t\
ype":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"executionId":180,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":180,\
"logLevels":172,"endDate":177},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.metric.Publish":{"kind":"task","is":["runnable"],"props":{"logL\
evel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"wo\
rkerGroup":108,"metrics":163,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.namespac\
e.DeleteFiles":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"files":0\
,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"deleteParentFolder":129,"runIf":205,"logToFile":7,"disabled":4,"allowFai\
lure":7,"namespace":177},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.namespace.DownloadFiles":{"kind":"task","is":["runnable"],"props":{"l\
ogLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"files":0,"version":206,"type":182,"id":186,"description":206,"taskC\
ache":105,"workerGroup":108,"runIf":205,"destination":179,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":177},"ignored":["flowable","sendToWorkerTask"]\
},"io.kestra.plugin.core.namespace.PurgeFiles":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"includeChildNames\
paces":129,"pluginDefaultsRef":206,"behavior":122,"allowWarning":7,"filePattern":180,"namespacePattern":180,"version":206,"type":182,"id":186,"description":206,\
"taskCache":105,"workerGroup":108,"runIf":205,"namespaces":169,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestr\
a.plugin.core.namespace.UploadFiles":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"filesMap":1,"retry":208,"pluginDefaults\
Ref":206,"conflict":143,"allowWarning":7,"files":169,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"destinat\
ion":179,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":177},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.output.OutputValues":{"k\
ind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"values":175,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,\
"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWo\
rkerTask"]},"io.kestra.plugin.core.runner.Process":{"kind":"taskRunner","props":{"version":206,"type":182,"pluginDefaultsRef":206}},"io.kestra.plugin.core.state\
.Delete":{"kind":"task","deprecated":1,"is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"name":178,"pluginDefaultsRef":206,"allow\
Warning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"errorOnMissing":129,"workerGroup":108,"runIf":205,"taskrunValue":129,"logToFile"\
:7,"disabled":4,"allowFailure":7,"namespace":129},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.state.Get":{"kind":"task","deprecated":1,"is\
":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"name":178,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":1\
86,"description":206,"taskCache":105,"errorOnMissing":129,"workerGroup":108,"runIf":205,"taskrunValue":129,"logToFile":7,"disabled":4,"allowFailure":7,"namespac\
e":129},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.state.Set":{"kind":"task","deprecated":1,"is":["runnable"],"props":{"logLevel":42,"tim\
eout":140,"assets":101,"retry":208,"data":175,"name":178,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache\
":105,"workerGroup":108,"runIf":205,"taskrunValue":129,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":129},"ignored":["flowable","sendToWorkerTask"]},"\
io.kestra.plugin.core.storage.Concat":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"separator":180,"retry":208,"pluginDefa\
ultsRef":206,"allowWarning":7,"files":0,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"extension":179,"workerGroup":108,"runIf":205,"logTo\
File":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.DeduplicateItems":{"kind":"task","is":["runnabl\
e"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"from":177,"pluginDefaultsRef":206,"allowWarning":7,"expr":196,"version":206,"type":182,"id":1\
86,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.k\
estra.plugin.core.storage.Delete":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"uri":177,"pluginDefaultsRef":2\
06,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"errorOnMissing":129,"workerGroup":108,"runIf":205,"logToFile":7,"disabl\
ed":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.FilterItems":{"kind":"task","is":["runnable"],"props":{"logLev\
el":42,"timeout":140,"assets":101,"errorOrNullBehavior":148,"retry":208,"from":177,"pluginDefaultsRef":206,"filterType":149,"allowWarning":7,"version":206,"type\
":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"filterCondition":196,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["fl\
owable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.LocalFiles":{"kind":"task","deprecated":1,"is":["runnable"],"props":{"logLevel":42,"timeout":140,"as\
sets":101,"retry":208,"inputs":1,"pluginDefaultsRef":206,"outputs":169,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"wor\
kerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.PurgeCurrentExe\
cutionFiles":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":2\
06,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendT\
oWorkerTask"]},"io.kestra.plugin.core.storage.PurgeStorage":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"flow\
Id":180,"pluginDefaultsRef":206,"startDate":180,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":2\
05,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":180,"endDate":177,"dryRun":129},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.sto\
rage.Reverse":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"separator":179,"retry":208,"from":177,"charset":179,"pluginDef\
aultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"all\
owFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Size":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":\
140,"assets":101,"retry":208,"uri":177,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup\
":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Split":{"kind":"task","\
is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"separator":179,"retry":208,"partitions":158,"from":177,"bytes":180,"pluginDefaultsRef":206,"\
allowWarning":7,"version":206,"rows":158,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFa\
ilure":7,"regexPattern":180},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Write":{"kind":"task","is":["runnable"],"props":{"logLeve\
l":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"content":177,"type":182,"id":186,"description":206,"taskCac\
he":105,"extension":180,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.\
core.templating.TemplatedTask":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarn\
ing":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7,"spec":177}\
,"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.trigger.Flow":{"kind":"trigger","props":{"logLevel":42,"workerGroup":108,"states":63,"assets"\
:102,"inputs":92,"failOnTriggerError":7,"pluginDefaultsRef":206,"minLogLevel":42,"version":206,"type":182,"id":187,"description":206,"labels":9,"allowConcurrent\
":7,"conditions":52,"stopAfter":64,"disabled":7,"logToFile":7,"preconditions":116}},"io.kestra.plugin.core.trigger.Flow$ExecutionFilter":{"kind":"model","props"\
:{"operand":38,"id":189,"filters":80}},"io.kestra.plugin.core.trigger.Flow$Filter":{"kind":"model","props":{"value":206,"field":37,"type":39,"values":88},"check\
s":[["PreconditionFilterValidation","invalid precondition filter"]]},"io.kestra.plugin.core.trigger.Flow$Preconditions":{"kind":"model","props":{"id":187,"timeW\
indow":111,"where":79,"resetOnSuccess":5,"flows":81},"ignored":["conditions","upstreamFlowsConditions","whereConditions"]},"io.kestra.plugin.core.trigger.Flow$U\
pstreamFlow":{"kind":"model","props":{"flowId":206,"states":64,"namespace":196,"labels":92}},"io.kestra.plugin.core.trigger.Schedule":{"kind":"trigger","props":\
{"logLevel":42,"workerGroup":108,"assets":102,"interval":17,"inputs":92,"backfill":90,"failOnTriggerError":7,"pluginDefaultsRef":206,"scheduleConditions":56,"mi\
nLogLevel":42,"version":206,"withSeconds":3,"type":182,"id":187,"description":206,"recoverMissedSchedules":35,"labels":9,"allowConcurrent":7,"lateMaximumDelay":\
21,"cron":196,"conditions":52,"stopAfter":64,"disabled":7,"logToFile":7,"timezone":204},"checks":[["ScheduleValidation","invalid cron expression ({validatedValu\
e.cron})"]]},"io.kestra.plugin.core.trigger.ScheduleOnDates":{"kind":"trigger","props":{"logLevel":42,"workerGroup":108,"assets":102,"interval":17,"inputs":92,"\
failOnTriggerError":7,"pluginDefaultsRef":206,"minLogLevel":42,"version":206,"timezone":204,"type":182,"id":187,"description":206,"recoverMissedSchedules":35,"l\
abels":9,"allowConcurrent":7,"dates":170,"conditions":53,"stopAfter":64,"disabled":7,"logToFile":7}},"io.kestra.plugin.core.trigger.Toggle":{"kind":"task","depr\
ecated":1,"is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"flowId":206,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"t\
ype":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"trigger":196,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":206,"ena\
bled":3},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.trigger.Webhook":{"kind":"trigger","props":{"logLevel":42,"workerGroup":108,"returnOu\
tputs":4,"assets":102,"inputs":92,"failOnTriggerError":7,"pluginDefaultsRef":206,"responseContentType":206,"wait":4,"version":206,"type":182,"id":187,"descripti\
on":206,"labels":9,"allowConcurrent":7,"responseCode":158,"minLogLevel":42,"conditions":53,"stopAfter":64,"disabled":7,"key":195,"logToFile":7},"checks":[["Abst\
ractWebhookValidation","invalid webhook ({validatedValue})"],["WebhookValidation","invalid webhook ({validatedValue})"]]},"io.kestra.plugin.scripts.runner.docke\
r.Cpu":{"kind":"model","props":{"cpus":136}},"io.kestra.plugin.scripts.runner.docker.Credentials":{"kind":"model","props":{"username":180,"auth":180,"password":\
180,"registryToken":180,"registry":180,"identityToken":180}},"io.kestra.plugin.scripts.runner.docker.DeviceRequest":{"kind":"model","props":{"driver":180,"devic\
eIds":169,"capabilities":171,"count":158,"options":176}},"io.kestra.plugin.scripts.runner.docker.Docker":{"kind":"taskRunner","props":{"memory":119,"config":1,"\
host":206,"user":206,"resume":129,"pluginDefaultsRef":206,"portBindings":88,"networkMode":206,"privileged":130,"fileHandlingStrategy":150,"wait":128,"pullPolicy\
":151,"version":206,"volumes":88,"type":182,"image":206,"credentials":118,"entryPoint":87,"cpu":117,"delete":128,"shmSize":206,"extraHosts":88,"deviceRequests":\
82,"killGracePeriod":19}},"io.kestra.plugin.scripts.runner.docker.Memory":{"kind":"model","props":{"memory":180,"memorySwap":180,"memoryReservation":180,"oomKil\
lDisable":130,"kernelMemory":180,"memorySwappiness":180}},"io.kestra.storage.local.LocalStorage":{"kind":"plugin","props":{"basePath":1}}},"aliases":{"io.kestra\
.core.models.conditions.types.DateTimeBetweenCondition":"io.kestra.plugin.core.condition.DateTimeBetween","io.kestra.core.models.conditions.types.DayWeekConditi\
on":"io.kestra.plugin.core.condition.DayWeek","io.kestra.core.models.conditions.types.DayWeekInMonthCondition":"io.kestra.plugin.core.condition.DayWeekInMonth",\
"io.kestra.core.models.conditions.types.ExecutionFlowCondition":"io.kestra.plugin.core.condition.ExecutionFlow","io.kestra.core.models.conditions.types.Executio\
nLabelsCondition":"io.kestra.plugin.core.condition.ExecutionLabels","io.kestra.core.models.conditions.types.ExecutionNamespaceCondition":"io.kestra.plugin.core.\
condition.ExecutionNamespace","io.kestra.core.models.conditions.types.ExecutionOutputsCondition":"io.kestra.plugin.core.condition.ExecutionOutputs","io.kestra.c\
ore.models.conditions.types.ExecutionStatusCondition":"io.kestra.plugin.core.condition.ExecutionStatus","io.kestra.core.models.conditions.types.FlowCondition":"\
io.kestra.plugin.core.condition.FlowCondition","io.kestra.core.models.conditions.types.FlowNamespaceCondition":"io.kestra.plugin.core.condition.FlowNamespaceCon\
dition","io.kestra.core.models.conditions.types.HasRetryAttemptCondition":"io.kestra.plugin.core.condition.HasRetryAttempt","io.kestra.core.models.conditions.ty\
pes.MultipleCondition":"io.kestra.plugin.core.condition.MultipleCondition","io.kestra.core.models.conditions.types.NotCondition":"io.kestra.plugin.core.conditio\
n.Not","io.kestra.core.models.conditions.types.OrCondition":"io.kestra.plugin.core.condition.Or","io.kestra.core.models.conditions.types.PublicHolidayCondition"\
:"io.kestra.plugin.core.condition.PublicHoliday","io.kestra.core.models.conditions.types.TimeBetweenCondition":"io.kestra.plugin.core.condition.TimeBetween","io\
.kestra.core.models.conditions.types.VariableCondition":"io.kestra.plugin.core.condition.Expression","io.kestra.core.models.conditions.types.WeekendCondition":"\
io.kestra.plugin.core.condition.Weekend","io.kestra.core.models.triggers.types.Flow":"io.kestra.plugin.core.trigger.Flow","io.kestra.core.models.triggers.types.\
Schedule":"io.kestra.plugin.core.trigger.Schedule","io.kestra.core.models.triggers.types.Webhook":"io.kestra.plugin.core.trigger.Webhook","io.kestra.core.tasks.\
debugs.Echo":"io.kestra.plugin.core.debug.Echo","io.kestra.core.tasks.debugs.Return":"io.kestra.plugin.core.debug.Return","io.kestra.core.tasks.executions.Count\
s":"io.kestra.plugin.core.execution.Count","io.kestra.core.tasks.executions.Fail":"io.kestra.plugin.core.execution.Fail","io.kestra.core.tasks.executions.Labels\
":"io.kestra.plugin.core.execution.Labels","io.kestra.core.tasks.flows.AllowFailure":"io.kestra.plugin.core.flow.AllowFailure","io.kestra.core.tasks.flows.Dag":\
"io.kestra.plugin.core.flow.Dag","io.kestra.core.tasks.flows.EachParallel":"io.kestra.plugin.core.flow.EachParallel","io.kestra.core.tasks.flows.EachSequential"\
:"io.kestra.plugin.core.flow.EachSequential","io.kestra.core.tasks.flows.Flow":"io.kestra.plugin.core.flow.Subflow","io.kestra.core.tasks.flows.ForEachItem":"io\
.kestra.plugin.core.flow.ForEachItem","io.kestra.core.tasks.flows.If":"io.kestra.plugin.core.flow.If","io.kestra.core.tasks.flows.Parallel":"io.kestra.plugin.co\
re.flow.Parallel","io.kestra.core.tasks.flows.Pause":"io.kestra.plugin.core.flow.Pause","io.kestra.core.tasks.flows.Sequential":"io.kestra.plugin.core.flow.Sequ\
ential","io.kestra.core.tasks.flows.Subflow":"io.kestra.plugin.core.flow.Subflow","io.kestra.core.tasks.flows.Switch":"io.kestra.plugin.core.flow.Switch","io.ke\
stra.core.tasks.flows.Template":"io.kestra.plugin.core.flow.Template","io.kestra.core.tasks.flows.Worker":"io.kestra.plugin.core.flow.WorkingDirectory","io.kest\
ra.core.tasks.flows.WorkingDirectory":"io.kestra.plugin.core.flow.WorkingDirectory","io.kestra.core.tasks.log.Fetch":"io.kestra.plugin.core.log.Fetch","io.kestr\
a.core.tasks.log.Log":"io.kestra.plugin.core.log.Log","io.kestra.core.tasks.states.Delete":"io.kestra.plugin.core.state.Delete","io.kestra.core.tasks.states.Get\
":"io.kestra.plugin.core.state.Get","io.kestra.core.tasks.states.Set":"io.kestra.plugin.core.state.Set","io.kestra.core.tasks.storages.Concat":"io.kestra.plugin\
.core.storage.Concat","io.kestra.core.tasks.storages.DeduplicateItems":"io.kestra.plugin.core.storage.DeduplicateItems","io.kestra.core.tasks.storages.Delete":"\
io.kestra.plugin.core.storage.Delete","io.kestra.core.tasks.storages.FilterItems":"io.kestra.plugin.core.storage.FilterItems","io.kestra.core.tasks.storages.Loc\
alFiles":"io.kestra.plugin.core.storage.LocalFiles","io.kestra.core.tasks.storages.Purge":"io.kestra.plugin.core.execution.PurgeExecutions","io.kestra.core.task\
s.storages.PurgeExecution":"io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles","io.kestra.core.tasks.storages.Reverse":"io.kestra.plugin.core.storage.Rev\
erse","io.kestra.core.tasks.storages.Size":"io.kestra.plugin.core.storage.Size","io.kestra.core.tasks.storages.Split":"io.kestra.plugin.core.storage.Split","io.\
kestra.core.tasks.templating.TemplatedTask":"io.kestra.plugin.core.templating.TemplatedTask","io.kestra.core.tasks.trigger.Toggle":"io.kestra.plugin.core.trigge\
r.Toggle","io.kestra.plugin.core.condition.DateTimeBetweenCondition":"io.kestra.plugin.core.condition.DateTimeBetween","io.kestra.plugin.core.condition.DayWeekC\
ondition":"io.kestra.plugin.core.condition.DayWeek","io.kestra.plugin.core.condition.DayWeekInMonthCondition":"io.kestra.plugin.core.condition.DayWeekInMonth","\
io.kestra.plugin.core.condition.ExecutionFlowCondition":"io.kestra.plugin.core.condition.ExecutionFlow","io.kestra.plugin.core.condition.ExecutionLabelsConditio\
n":"io.kestra.plugin.core.condition.ExecutionLabels","io.kestra.plugin.core.condition.ExecutionNamespaceCondition":"io.kestra.plugin.core.condition.ExecutionNam\
espace","io.kestra.plugin.core.condition.ExecutionOutputsCondition":"io.kestra.plugin.core.condition.ExecutionOutputs","io.kestra.plugin.core.condition.Executio\
nStatusCondition":"io.kestra.plugin.core.condition.ExecutionStatus","io.kestra.plugin.core.condition.ExpressionCondition":"io.kestra.plugin.core.condition.Expre\
ssion","io.kestra.plugin.core.condition.HasRetryAttemptCondition":"io.kestra.plugin.core.condition.HasRetryAttempt","io.kestra.plugin.core.condition.NotConditio\
n":"io.kestra.plugin.core.condition.Not","io.kestra.plugin.core.condition.OrCondition":"io.kestra.plugin.core.condition.Or","io.kestra.plugin.core.condition.Pub\
licHolidayCondition":"io.kestra.plugin.core.condition.PublicHoliday","io.kestra.plugin.core.condition.TimeBetweenCondition":"io.kestra.plugin.core.condition.Tim\
eBetween","io.kestra.plugin.core.condition.WeekendCondition":"io.kestra.plugin.core.condition.Weekend","io.kestra.plugin.core.flow.WaitFor":"io.kestra.plugin.co\
re.flow.LoopUntil","io.kestra.plugin.core.storage.Purge":"io.kestra.plugin.core.execution.PurgeExecutions","io.kestra.plugin.core.storage.PurgeExecution":"io.ke\
stra.plugin.core.storage.PurgeCurrentExecutionFiles","io.kestra.plugin.fs.http.Download":"io.kestra.plugin.core.http.Download","io.kestra.plugin.fs.http.Request\
":"io.kestra.plugin.core.http.Request","io.kestra.plugin.fs.http.Trigger":"io.kestra.plugin.core.http.Trigger"},"unions":{"io.kestra.core.http.client.configurat\
ions.AbstractAuthConfiguration":{"by":"type","types":{"BASIC":"io.kestra.core.http.client.configurations.BasicAuthConfiguration","BEARER":"io.kestra.core.http.c\
lient.configurations.BearerAuthConfiguration","DIGEST":"io.kestra.core.http.client.configurations.DigestAuthConfiguration"}},"io.kestra.core.models.flows.Input"\
:{"by":"type","types":{"ARRAY":"io.kestra.core.models.flows.input.ArrayInput","BOOL":"io.kestra.core.models.flows.input.BoolInput","BOOLEAN":"io.kestra.core.mod\
els.flows.input.BooleanInput","DATE":"io.kestra.core.models.flows.input.DateInput","DATETIME":"io.kestra.core.models.flows.input.DateTimeInput","DURATION":"io.k\
estra.core.models.flows.input.DurationInput","EMAIL":"io.kestra.core.models.flows.input.EmailInput","ENUM":"io.kestra.core.models.flows.input.EnumInput","FILE":\
"io.kestra.core.models.flows.input.FileInput","FLOAT":"io.kestra.core.models.flows.input.FloatInput","FORM":"io.kestra.core.models.flows.input.FormInput","INT":\
"io.kestra.core.models.flows.input.IntInput","JSON":"io.kestra.core.models.flows.input.JsonInput","MULTISELECT":"io.kestra.core.models.flows.input.MultiselectIn\
put","SECRET":"io.kestra.core.models.flows.input.SecretInput","SELECT":"io.kestra.core.models.flows.input.SelectInput","STRING":"io.kestra.core.models.flows.inp\
ut.StringInput","TIME":"io.kestra.core.models.flows.input.TimeInput","URI":"io.kestra.core.models.flows.input.URIInput","YAML":"io.kestra.core.models.flows.inpu\
t.YamlInput"}},"io.kestra.core.models.flows.sla.SLA":{"by":"type","types":{"EXECUTION_ASSERTION":"io.kestra.core.models.flows.sla.types.ExecutionAssertionSLA","\
MAX_DURATION":"io.kestra.core.models.flows.sla.types.MaxDurationSLA"}},"io.kestra.core.models.tasks.retrys.AbstractRetry":{"by":"type","types":{"constant":"io.k\
estra.core.models.tasks.retrys.Constant","exponential":"io.kestra.core.models.tasks.retrys.Exponential","random":"io.kestra.core.models.tasks.retrys.Random"}}}}`),
kestra_2_0_namespaceObject=JSON.parse(`{"meta":{"format":1,"kestra":"2.0.0","from":["io.kestra:core:2.0.0","io.kestra:model:2.0.0","io.kestra:script:2.0.0"]},"s\
hapes":[{"t":{"k":"any"},"c":[["NotNull","must not be null"]]},{"t":{"k":"any"}},{"t":{"k":"boolean","java":"java.lang.Boolean"},"c":[["NotNull","must not be nu\
ll"]]},{"t":{"k":"boolean","java":"java.lang.Boolean"},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"boolean","java":"java.lang.Boolean"},"o":1},{"t":{\
"k":"boolean","java":"java.lang.Boolean"}},{"t":{"k":"boolean"},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"boolean"},"o":1},{"t":{"k":"custom","java\
":"java.util.List<io.kestra.core.models.Label>","reader":"ListOrMapOfLabelDeserializer","c":[["NoSystemLabelValidation","System labels can only be set by Kestra\
 itself."]]}},{"t":{"k":"custom","java":"java.util.List<io.kestra.core.models.Label>","reader":"ListOrMapOfLabelDeserializer","v":1},"v":1},{"t":{"k":"date","ja\
va":"java.time.Instant"},"o":1},{"t":{"k":"date","java":"java.time.Instant"}},{"t":{"k":"date","java":"java.time.LocalDate"}},{"t":{"k":"date","java":"java.time\
.LocalTime"}},{"t":{"k":"double","java":"java.lang.Double"}},{"t":{"k":"duration","java":"java.time.Duration"},"c":[["DurationMax","duration must not exceed P36\
50D",{"max":"P3650D"}],["DurationMin","must be a positive duration",{"days":0,"hours":0,"inclusive":true,"millis":1,"minutes":0,"nanos":0,"seconds":0}],["NotNul\
l","must not be null"]]},{"t":{"k":"duration","java":"java.time.Duration"},"c":[["DurationMax","duration must not exceed P3650D",{"max":"P3650D"}],["DurationMin\
","must be a positive duration",{"days":0,"hours":0,"inclusive":true,"millis":1,"minutes":0,"nanos":0,"seconds":0}]]},{"t":{"k":"duration","java":"java.time.Dur\
ation"},"c":[["DurationMin","must be a positive duration",{"days":0,"hours":0,"inclusive":true,"millis":1,"minutes":0,"nanos":0,"seconds":0}]]},{"t":{"k":"durat\
ion","java":"java.time.Duration"},"c":[["DurationMin","must be longer than or equal to 1 minute",{"days":0,"hours":0,"inclusive":true,"millis":0,"minutes":1,"na\
nos":0,"seconds":0}],["NotNull","must not be null"]]},{"t":{"k":"duration","java":"java.time.Duration"},"c":[["Null","must be null"]]},{"t":{"k":"duration","jav\
a":"java.time.Duration"},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"duration","java":"java.time.Duration"},"o":1},{"t":{"k":"duration","java":"java.\
time.Duration"}},{"t":{"k":"enum","java":"io.kestra.core.http.client.configurations.AbstractAuthConfiguration$AuthType","values":["BEARER","DIGEST","BASIC"]},"c\
":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.models.flows.Concurrency$Behavior","values":["QUEUE","CANCEL","FAIL"]},"o":1,"c":[["\
NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.models.flows.Type","values":["FORM","YAML","ION","BOOL","URI","TIME","DATE","INT","SECRET\
","STRING","DURATION","MULTISELECT","ARRAY","DATETIME","FLOAT","REUSABLE_INPUTS","JSON","EMAIL","SELECT","FILE"]},"c":[["NotNull","must not be null"]],"v":1},{"\
t":{"k":"enum","java":"io.kestra.core.models.flows.Type","values":["FORM","YAML","ION","BOOL","URI","TIME","DATE","INT","SECRET","STRING","DURATION","MULTISELEC\
T","ARRAY","DATETIME","FLOAT","REUSABLE_INPUTS","JSON","EMAIL","SELECT","FILE"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.m\
odels.flows.Type","values":["FORM","YAML","ION","BOOL","URI","TIME","DATE","INT","SECRET","STRING","DURATION","MULTISELECT","ARRAY","DATETIME","FLOAT","REUSABLE\
_INPUTS","JSON","EMAIL","SELECT","FILE"]}},{"t":{"k":"enum","java":"io.kestra.core.models.flows.check.Check$Behavior","values":["CREATE_EXECUTION","BLOCK_EXECUT\
ION","FAIL_EXECUTION"]},"o":1},{"t":{"k":"enum","java":"io.kestra.core.models.flows.check.Check$Style","values":["ERROR","SUCCESS","WARNING","INFO"]},"o":1},{"t\
":{"k":"enum","java":"io.kestra.core.models.flows.quota.Quota$Behavior","values":["CANCEL","FAIL"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java\
":"io.kestra.core.models.flows.sla.SLA$Behavior","values":["NONE","CANCEL","FAIL"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.cor\
e.models.flows.sla.SLA$Type","values":["EXECUTION_ASSERTION","MAX_DURATION"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.mode\
ls.tasks.ExecutableTask$RestartBehavior","values":["NEW_EXECUTION","RETRY_FAILED"]},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kest\
ra.core.models.tasks.WorkerQueueFallback","values":["CANCEL","WAIT","FAIL","IGNORE"]}},{"t":{"k":"enum","java":"io.kestra.core.models.tasks.WorkerSelectorMatch"\
,"values":["ALL","ANY"]}},{"t":{"k":"enum","java":"io.kestra.core.models.tasks.retrys.AbstractRetry$Behavior","values":["RETRY_FAILED_TASK","CREATE_NEW_EXECUTIO\
N"]}},{"t":{"k":"enum","java":"io.kestra.core.models.triggers.RecoverMissedSchedules","values":["NONE","ALL","LAST"]}},{"t":{"k":"enum","java":"io.kestra.core.m\
odels.triggers.multipleflows.MultipleCondition$Mode","values":["ALL","ANY","AT_LEAST"]},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.\
kestra.plugin.core.flow.Loop$FetchType","values":["STORE","FETCH","AUTO"]},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.plugin\
.core.trigger.AbstractWebhookTrigger$FetchType","values":["NONE","STORE","FETCH"]},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"org.slf4\
j.event.Level","values":["ERROR","DEBUG","TRACE","INFO","WARN"]}},{"t":{"k":"float","java":"java.lang.Float"}},{"t":{"k":"int","java":"java.lang.Integer"},"c":[\
["Min","must be greater than or equal to 1",{"value":1}],["NotNull","must not be null"]]},{"t":{"k":"int","java":"java.lang.Integer"},"c":[["Min","must be great\
er than or equal to 1",{"value":1}]]},{"t":{"k":"int","java":"java.lang.Integer"},"c":[["Positive","must be greater than 0"]]},{"t":{"k":"int","java":"java.lang\
.Integer"},"o":1,"c":[["NotNull","must not be null"],["PositiveOrZero","must be greater than or equal to 0"]]},{"t":{"k":"int","java":"java.lang.Integer"}},{"t"\
:{"k":"list","java":"io.kestra.core.http.client.configurations.HttpConfiguration$LoggingType[]","of":{"k":"enum","java":"io.kestra.core.http.client.configuratio\
ns.HttpConfiguration$LoggingType","values":["RESPONSE_HEADERS","REQUEST_BODY","REQUEST_HEADERS","RESPONSE_BODY"]}}},{"t":{"k":"list","java":"java.util.ArrayList\
<io.kestra.core.models.flows.Input<java.lang.Object>>","of":{"k":"union","base":"io.kestra.core.models.flows.Input"},"v":1},"c":[["NotNull","must not be null"]]\
,"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.Input<java.lang.Object>>","of":{"k":"union","base":"io.kestra.core.models.flows\
.Input"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.Output>","of":{"k":"object","class":"io.kestra.core.models.flows\
.Output"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.State$Type>","of":{"k":"enum","java":"io.kestra.core.models.flo\
ws.State$Type","values":["SUCCESS","KILLING","RESUBMITTED","PAUSED","SKIPPED","CANCELLED","QUEUED","RETRIED","RETRYING","SUBMITTED","WARNING","FAILED","RUNNING"\
,"CREATED","RESTARTED","BREAKPOINT","KILLED"]}},"o":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.State$Type>","of":{"k":"enum","j\
ava":"io.kestra.core.models.flows.State$Type","values":["SUCCESS","KILLING","RESUBMITTED","PAUSED","SKIPPED","CANCELLED","QUEUED","RETRIED","RETRYING","SUBMITTE\
D","WARNING","FAILED","RUNNING","CREATED","RESTARTED","BREAKPOINT","KILLED"]}}},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.check.C\
heck>","of":{"k":"object","class":"io.kestra.core.models.flows.check.Check"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.fl\
ows.input.ValueOption>","of":{"k":"object","class":"io.kestra.core.models.flows.input.ValueOption"},"v":1}},{"t":{"k":"list","java":"java.util.ArrayList<io.kest\
ra.core.models.flows.quota.Quota>","of":{"k":"object","class":"io.kestra.core.models.flows.quota.Quota"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayL\
ist<io.kestra.core.models.flows.sla.SLA>","of":{"k":"union","base":"io.kestra.core.models.flows.sla.SLA"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.Array\
List<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1},"c":[["NotEmpty","The 'tasks' property cannot be em\
pty"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":\
1},"c":[["NotEmpty","must not be empty"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.k\
estra.core.models.tasks.Task"},"v":1},"j":"_else","v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","bas\
e":"io.kestra.core.models.tasks.Task"},"v":1},"j":"_finally","v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"p\
lugin","base":"io.kestra.core.models.tasks.Task"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.triggers.AbstractTrigger>","o\
f":{"k":"plugin","base":"io.kestra.core.models.triggers.AbstractTrigger"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.plugin.core.flow.\
Dag$DagTask>","of":{"k":"object","class":"io.kestra.plugin.core.flow.Dag$DagTask"},"v":1},"c":[["NotEmpty","must not be empty"]],"v":1},{"t":{"k":"list","java":\
"java.util.ArrayList<io.kestra.plugin.core.trigger.Flow$Dependency>","of":{"k":"object","class":"io.kestra.plugin.core.trigger.Flow$Dependency"},"v":1},"v":1},{\
"t":{"k":"list","java":"java.util.ArrayList<io.kestra.plugin.scripts.runner.docker.DeviceRequest>","of":{"k":"object","class":"io.kestra.plugin.scripts.runner.d\
ocker.DeviceRequest"}}},{"t":{"k":"list","java":"java.util.ArrayList<java.lang.String>","of":{"k":"string"},"c":[["Rfc1123Label","must be an RFC 1123 label (low\
ercase alphanumerics and hyphens, must start and end with alphanumeric, max 64 chars), got '\${validatedValue}'"]]},"c":[["Size","size must be between 0 and 20",\
{"max":20,"min":0}]]},{"t":{"k":"list","java":"java.util.ArrayList<java.lang.String>","of":{"k":"string"}},"c":[["NotNull","must not be null"]]},{"t":{"k":"list\
","java":"java.util.ArrayList<java.lang.String>","of":{"k":"string"}},"o":1},{"t":{"k":"list","java":"java.util.ArrayList<java.lang.String>","of":{"k":"string"}\
}},{"t":{"k":"long","java":"java.lang.Long"},"c":[["NotNull","must not be null"],["Positive","must be greater than 0"]]},{"t":{"k":"map","java":"java.util.Linke\
dHashMap<java.lang.String,java.lang.Object>","key":{"k":"string"},"of":{"k":"any"}},"o":1},{"t":{"k":"map","java":"java.util.LinkedHashMap<java.lang.String,java\
.lang.Object>","key":{"k":"string"},"of":{"k":"any"}}},{"t":{"k":"map","java":"java.util.LinkedHashMap<java.lang.String,java.util.List<io.kestra.core.models.tas\
ks.Task>>","key":{"k":"string"},"of":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models\
.tasks.Task"}}}},{"t":{"k":"object","class":"io.kestra.core.http.client.configurations.HttpConfiguration"},"o":1},{"t":{"k":"object","class":"io.kestra.core.htt\
p.client.configurations.HttpConfiguration"}},{"t":{"k":"object","class":"io.kestra.core.http.client.configurations.ProxyConfiguration"}},{"t":{"k":"object","cla\
ss":"io.kestra.core.http.client.configurations.SslOptions"}},{"t":{"k":"object","class":"io.kestra.core.http.client.configurations.TimeoutConfiguration"}},{"t":\
{"k":"object","class":"io.kestra.core.models.assets.AssetsDeclaration"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.assets.AssetsDeclaration"}},{"t\
":{"k":"object","class":"io.kestra.core.models.flows.Concurrency"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.flows.DependsOn"}},{"t":{"k":"object\
","class":"io.kestra.core.models.tasks.Cache"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.tasks.NamespaceFiles"}},{"t":{"k":"object","class":"io.k\
estra.core.models.tasks.WorkerSelector"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.triggers.Window"},"v":1},{"t":{"k":"object","class":"io.kestra\
.plugin.core.flow.LoopUntil$CheckFrequency"},"o":1,"v":1},{"t":{"k":"object","class":"io.kestra.plugin.core.flow.WorkingDirectory$Cache"}},{"t":{"k":"object","c\
lass":"io.kestra.plugin.core.trigger.McpToolTrigger$Annotations"},"o":1},{"t":{"k":"object","class":"io.kestra.plugin.scripts.runner.docker.Cpu"}},{"t":{"k":"ob\
ject","class":"io.kestra.plugin.scripts.runner.docker.Credentials"}},{"t":{"k":"object","class":"io.kestra.plugin.scripts.runner.docker.Memory"}},{"t":{"k":"plu\
gin","base":"io.kestra.core.models.tasks.Task"},"c":[["NotNull","must not be null"]],"v":1},{"t":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1}\
,{"t":{"k":"property","of":{"k":"any"},"v":1},"o":1,"c":[["NotNull","must not be null"]],"v":1},{"t":{"k":"property","of":{"k":"any"},"v":1},"o":1,"v":1},{"t":{\
"k":"property","of":{"k":"any"}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"any"}},"o":1},{"t":{"k":"property","of":{"k":"any"}}},{"t\
":{"k":"property","of":{"k":"boolean","java":"java.lang.Boolean"}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"boolean","java":"\
java.lang.Boolean"}},"o":1},{"t":{"k":"property","of":{"k":"boolean","java":"java.lang.Boolean"}}},{"t":{"k":"property","of":{"k":"date","java":"java.time.Insta\
nt"}}},{"t":{"k":"property","of":{"k":"date","java":"java.time.LocalDate"}}},{"t":{"k":"property","of":{"k":"date","java":"java.time.LocalTime"}}},{"t":{"k":"pr\
operty","of":{"k":"date","java":"java.time.ZonedDateTime"}}},{"t":{"k":"property","of":{"k":"double","java":"java.lang.Double"}}},{"t":{"k":"property","of":{"k"\
:"duration","java":"java.time.Duration"},"c":[["DurationMin","must be a positive duration",{"days":0,"hours":0,"inclusive":true,"millis":1,"minutes":0,"nanos":0\
,"seconds":0}]]},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"duration","java":"java.time.Duration"},"c":[["DurationMin","must be a pos\
itive duration",{"days":0,"hours":0,"inclusive":true,"millis":1,"minutes":0,"nanos":0,"seconds":0}]]},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"pro\
perty","of":{"k":"duration","java":"java.time.Duration"},"c":[["DurationMin","must be a positive duration",{"days":0,"hours":0,"inclusive":true,"millis":1,"minu\
tes":0,"nanos":0,"seconds":0}]]}},{"t":{"k":"property","of":{"k":"duration","java":"java.time.Duration"}}},{"t":{"k":"property","of":{"k":"enum","java":"io.kest\
ra.core.models.kv.KVType","values":["STRING","NUMBER","BOOLEAN","DATETIME","DATE","DURATION","JSON"]}}},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.\
core.models.tasks.AssetFailureBehavior","values":["IGNORE","FAIL","WARN"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.core.models.tasks.Fil\
eExistComportment","values":["OVERWRITE","FAIL","WARN","IGNORE"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.core.storages.Namespace$Confli\
cts","values":["OVERWRITE","ERROR","SKIP"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.plugin.core.execution.Exit$ExitState","values":["SUC\
CESS","WARNING","KILLED","FAILED","CANCELLED"]}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.plugin.core\
.flow.OnChildFailureInterface$OnChildFailure","values":["CONTINUE","CANCEL","FAIL"]}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k"\
:"enum","java":"io.kestra.plugin.core.flow.Pause$Behavior","values":["RESUME","WARN","CANCEL","FAIL"]}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"p\
roperty","of":{"k":"enum","java":"io.kestra.plugin.core.storage.FilterItems$ErrorOrNullBehavior","values":["FAIL","INCLUDE","EXCLUDE"]}},"o":1},{"t":{"k":"prope\
rty","of":{"k":"enum","java":"io.kestra.plugin.core.storage.FilterItems$FilterType","values":["INCLUDE","EXCLUDE"]}},"o":1},{"t":{"k":"property","of":{"k":"enum\
","java":"io.kestra.plugin.scripts.runner.docker.Docker$FileHandlingStrategy","values":["MOUNT","VOLUME"]}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k\
":"property","of":{"k":"enum","java":"io.kestra.plugin.scripts.runner.docker.PullPolicy","values":["IF_NOT_PRESENT","ALWAYS","NEVER"]}},"o":1},{"t":{"k":"proper\
ty","of":{"k":"enum","java":"java.net.Proxy$Type","values":["DIRECT","HTTP","SOCKS"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"org.slf4j.event.Leve\
l","values":["ERROR","WARN","INFO","DEBUG","TRACE"]}},"o":1},{"t":{"k":"property","of":{"k":"float","java":"java.lang.Float"}}},{"t":{"k":"property","of":{"k":"\
int","java":"java.lang.Integer"},"c":[["Positive","must be greater than 0"]]}},{"t":{"k":"property","of":{"k":"int","java":"java.lang.Integer"},"c":[["PositiveO\
rZero","must be greater than or equal to 0"]]},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"int","java":"java.lang.Integer"}},"o"\
:1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"int","java":"java.lang.Integer"}}},{"t":{"k":"property","of":{"k":"list","java":"java.u\
til.List<io.kestra.core.models.assets.Asset>","of":{"k":"any"},"v":1}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<io.kestra.core.models.asset\
s.AssetIdentifier>","of":{"k":"any"},"v":1}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<io.kestra.core.models.flows.State$Type>","of":{"k":"e\
num","java":"io.kestra.core.models.flows.State$Type","values":["CREATED","SUBMITTED","RUNNING","PAUSED","RESTARTED","KILLING","SUCCESS","WARNING","FAILED","KILL\
ED","CANCELLED","QUEUED","RETRYING","RETRIED","SKIPPED","BREAKPOINT","RESUBMITTED"]}}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<io.kestra.c\
ore.models.tasks.metrics.AbstractMetric>","of":{"k":"any"}}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<java.lang.Integer>","of":{"k":"int","\
java":"java.lang.Integer"}}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<java.lang.Object>","of":{"k":"any"}}}},{"t":{"k":"property","of":{"k"\
:"list","java":"java.util.List<java.lang.String>","of":{"k":"string"}},"v":1},"v":1},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<java.lang.Stri\
ng>","of":{"k":"string"}}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<java.lang.String>","of":{"k":"stri\
ng"}}},"o":1},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<java.lang.String>","of":{"k":"string"}}}},{"t":{"k":"property","of":{"k":"list","java\
":"java.util.List<java.time.ZonedDateTime>","of":{"k":"date","java":"java.time.ZonedDateTime"}}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of"\
:{"k":"list","java":"java.util.List<java.util.List<java.lang.String>>","of":{"k":"list","java":"java.util.List<java.lang.String>","of":{"k":"string"}}}}},{"t":{\
"k":"property","of":{"k":"list","java":"java.util.List<org.slf4j.event.Level>","of":{"k":"enum","java":"org.slf4j.event.Level","values":["ERROR","WARN","INFO","\
DEBUG","TRACE"]}}}},{"t":{"k":"property","of":{"k":"map","java":"java.util.Map<java.lang.CharSequence,java.lang.CharSequence>","key":{"k":"any"},"of":{"k":"any"\
}}}},{"t":{"k":"property","of":{"k":"map","java":"java.util.Map<java.lang.String,java.lang.Object>","key":{"k":"string"},"of":{"k":"any"}}},"c":[["NotNull","mus\
t not be null"]]},{"t":{"k":"property","of":{"k":"map","java":"java.util.Map<java.lang.String,java.lang.Object>","key":{"k":"string"},"of":{"k":"any"}}}},{"t":{\
"k":"property","of":{"k":"map","java":"java.util.Map<java.lang.String,java.lang.String>","key":{"k":"string"},"of":{"k":"string"}}}},{"t":{"k":"property","of":{\
"k":"string"}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"string"}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property",\
"of":{"k":"string"}},"o":1},{"t":{"k":"property","of":{"k":"string"}}},{"t":{"k":"property","of":{"k":"uri","java":"java.net.URI"}}},{"t":{"k":"string"},"c":[["\
NotBlank","must not be blank"],["NotNull","must not be null"],["Pattern","must match \\"^[A-Za-z_$][A-Za-z0-9_$]*(\\\\.[A-Za-z_$][A-Za-z0-9_$]*)*$\\"",{"regexp":"^[\
A-Za-z_$][A-Za-z0-9_$]*(\\\\.[A-Za-z_$][A-Za-z0-9_$]*)*$"}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNull","must not be null"],["Pattern",\
"must match \\"^[a-zA-Z0-9][.a-zA-Z0-9_-]*\\"",{"regexp":"^[a-zA-Z0-9][.a-zA-Z0-9_-]*"}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNull","m\
ust not be null"],["Pattern","must match \\"^[a-zA-Z0-9][a-zA-Z0-9._-]*\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-9._-]*"}],["Size","size must be between 1 and 100",{"m\
ax":100,"min":1}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNull","must not be null"],["Pattern","must match \\"^[a-zA-Z0-9][a-zA-Z0-9_-]*\
\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-9_-]*"}],["Size","Task id must be at most 256 characters",{"max":256,"min":0}]]},{"t":{"k":"string"},"c":[["NotBlank","must \
not be blank"],["NotNull","must not be null"],["Pattern","must match \\"^[a-zA-Z0-9][a-zA-Z0-9_-]*\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-9_-]*"}],["Size","Trigger i\
d must be at most 256 characters",{"max":256,"min":0}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNull","must not be null"]]},{"t":{"k":"s\
tring"},"c":[["NotBlank","must not be blank"],["Pattern","must match \\"^[a-zA-Z0-9][a-zA-Z0-9._:-]*\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-9._:-]*"}],["Size","size \
must be between 1 and 150",{"max":150,"min":1}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["Size","size must be between 0 and 256",{"max":256,\
"min":0}]]},{"t":{"k":"string"},"c":[["NotEmpty","must not be empty"],["NotNull","must not be null"]]},{"t":{"k":"string"},"c":[["NotEmpty","must not be empty"]\
]},{"t":{"k":"string"},"c":[["NotNull","must not be null"],["Pattern","Tool name must contain only alphanumeric characters hyphens underscores or dots and must \
start and end with an alphanumeric character",{"regexp":"^[a-zA-Z0-9]([a-zA-Z0-9_.-]*[a-zA-Z0-9])?$"}],["Size","size must be between 1 and 64",{"max":64,"min":1\
}]]},{"t":{"k":"string"},"c":[["NotNull","must not be null"],["Pattern","must match \\"^[a-z0-9][a-z0-9._-]*\\"",{"regexp":"^[a-z0-9][a-z0-9._-]*"}],["Size","size\
 must be between 1 and 150",{"max":150,"min":1}]]},{"t":{"k":"string"},"c":[["NotNull","must not be null"]]},{"t":{"k":"string"},"c":[["Pattern","must match \\"^\
[a-z0-9][a-z0-9._-]*\\"",{"regexp":"^[a-z0-9][a-z0-9._-]*"}],["Size","size must be between 1 and 150",{"max":150,"min":1}]]},{"t":{"k":"string"},"c":[["Regex","i\
nvalid pattern ({validatedValue})"]]},{"t":{"k":"string"},"c":[["TenantId","must be a tenant id (lowercase alphanumerics, underscores and hyphens, must start wi\
th an alphanumeric, max 100 chars), got '\${validatedValue}'"]]},{"t":{"k":"string"},"c":[["TimezoneId","invalid timezone ({validatedValue})"]]},{"t":{"k":"strin\
g"},"j":"_assert","c":[["NotEmpty","must not be empty"],["NotNull","must not be null"]]},{"t":{"k":"string"},"o":1,"c":[["NotBlank","must not be blank"],["NotNu\
ll","must not be null"]]},{"t":{"k":"string"},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"string"},"o":1,"c":[["TimezoneId","invalid timezone ({valid\
atedValue})"]]},{"t":{"k":"string"},"o":1},{"t":{"k":"string"}},{"t":{"k":"union","base":"io.kestra.core.http.client.configurations.AbstractAuthConfiguration"}}\
,{"t":{"k":"union","base":"io.kestra.core.models.tasks.retrys.AbstractRetry"},"v":1}],"classes":{"io.kestra.core.http.client.configurations.BasicAuthConfigurati\
on":{"kind":"model","props":{"type":23,"password":151,"username":151}},"io.kestra.core.http.client.configurations.BearerAuthConfiguration":{"kind":"model","prop\
s":{"token":151,"type":23}},"io.kestra.core.http.client.configurations.DigestAuthConfiguration":{"kind":"model","props":{"type":23,"password":151,"username":151\
}},"io.kestra.core.http.client.configurations.HttpConfiguration":{"kind":"model","props":{"timeout":79,"allowFailed":102,"auth":176,"defaultCharset":99,"ssl":78\
,"allowedResponseCodes":135,"proxy":77,"logs":48,"followRedirects":102,"enabledTcpExtendedKeepAlive":102},"as":"io.kestra.core.http.client.configurations.HttpCo\
nfiguration$HttpConfigurationBuilder"},"io.kestra.core.http.client.configurations.ProxyConfiguration":{"kind":"model","props":{"port":130,"type":124,"password":\
151,"address":151,"username":151},"as":"io.kestra.core.http.client.configurations.ProxyConfiguration$ProxyConfigurationBuilder"},"io.kestra.core.http.client.con\
figurations.SslOptions":{"kind":"model","props":{"insecureTrustAllCertificates":103}},"io.kestra.core.http.client.configurations.TimeoutConfiguration":{"kind":"\
model","props":{"connectTimeout":112,"readIdleTimeout":112}},"io.kestra.core.models.assets.AssetsDeclaration":{"kind":"model","props":{"inputs":132,"enableAuto"\
:102,"assetFailureBehavior":114,"outputs":131}},"io.kestra.core.models.assets.External":{"kind":"asset","props":{"tenantId":168,"created":10,"deleted":7,"type":\
171,"namespace":166,"description":175,"displayName":175,"metadata":72,"id":159,"updated":10},"open":"any"},"io.kestra.core.models.flows.Concurrency":{"kind":"mo\
del","props":{"behavior":24,"limit":43}},"io.kestra.core.models.flows.DependsOn":{"kind":"model","props":{"inputs":70,"condition":175}},"io.kestra.core.models.f\
lows.FlowWithSource":{"kind":"flow","props":{"draft":6,"finally":61,"tenantId":168,"retry":177,"inputs":50,"errors":62,"tasks":59,"outputs":51,"concurrency":82,\
"variables":73,"deleted":6,"id":155,"description":175,"workerSelector":86,"labels":9,"sla":57,"checks":54,"policyRefs":70,"namespace":164,"disabled":6,"revision\
":44,"updated":11,"afterExecution":62,"triggers":63,"quotas":56,"source":175},"checks":[["FlowValidation","invalid Flow"]]},"io.kestra.core.models.flows.Output"\
:{"kind":"model","props":{"value":0,"type":25,"id":154,"description":175,"displayName":175,"required":5}},"io.kestra.core.models.flows.check.Check":{"kind":"mod\
el","props":{"style":29,"when":161,"condition":175,"message":162,"behavior":28}},"io.kestra.core.models.flows.input.ArrayInput":{"kind":"model","props":{"defaul\
ts":136,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":136,"itemType":26},"checks":[["ArrayInputValidation","inval\
id array input"],["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.BoolInput":{"kind":"model","props":{"defaults":103,"dependsOn":83,"typ\
e":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":103},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.inpu\
t.DateInput":{"kind":"model","props":{"defaults":105,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":105,"after":12\
,"before":12},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.DateTimeInput":{"kind":"model","props":{"defaults":104,"depends\
On":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":104,"after":11,"before":11},"checks":[["InputValidation","invalid input"]]}\
,"io.kestra.core.models.flows.input.DurationInput":{"kind":"model","props":{"defaults":112,"max":22,"dependsOn":83,"type":25,"id":154,"description":175,"display\
Name":175,"required":5,"min":22,"prefill":112},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.EmailInput":{"kind":"model","p\
rops":{"defaults":151,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":151},"checks":[["InputValidation","invalid in\
put"]]},"io.kestra.core.models.flows.input.FileInput":{"kind":"model","props":{"defaults":152,"dependsOn":83,"allowedFileExtensions":70,"type":25,"id":154,"desc\
ription":175,"displayName":175,"required":5,"prefill":152},"checks":[["FileInputValidation","invalid file input"],["InputValidation","invalid input"]]},"io.kest\
ra.core.models.flows.input.FloatInput":{"kind":"model","props":{"defaults":126,"max":42,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"r\
equired":5,"min":42,"prefill":126},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.FormInput":{"kind":"model","props":{"defau\
lts":100,"dependsOn":83,"inputs":49,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":100},"checks":[["InputValidation","invalid inp\
ut"]]},"io.kestra.core.models.flows.input.IntInput":{"kind":"model","props":{"defaults":130,"max":47,"dependsOn":83,"type":25,"id":154,"description":175,"displa\
yName":175,"required":5,"min":47,"prefill":130},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.IonInput":{"kind":"model","pr\
ops":{"defaults":100,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":100},"checks":[["InputValidation","invalid inp\
ut"]]},"io.kestra.core.models.flows.input.JsonInput":{"kind":"model","props":{"defaults":100,"dependsOn":83,"jsonSchema":175,"type":25,"id":154,"description":17\
5,"displayName":175,"required":5,"prefill":100},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.MultiselectInput":{"kind":"mo\
del","props":{"values":55,"autoSelectFirst":2,"dependsOn":83,"displayName":175,"defaults":140,"allowCustomValue":2,"expression":175,"type":25,"id":154,"descript\
ion":175,"required":5,"prefill":140,"itemType":27},"checks":[["InputValidation","invalid input"],["MultiselectInputValidation","invalid multiselect input"]]},"i\
o.kestra.core.models.flows.input.ReusableInputsInput":{"kind":"model","props":{"defaults":100,"ref":158,"dependsOn":83,"type":25,"id":154,"description":175,"dis\
playName":175,"required":5,"prefill":100,"namespace":175,"revision":47},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.Secre\
tInput":{"kind":"model","props":{"defaults":100,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"validator":167,"prefill":100\
},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.SelectInput":{"kind":"model","props":{"values":55,"autoSelectFirst":2,"depe\
ndsOn":83,"displayName":175,"isRadio":2,"defaults":151,"allowCustomValue":2,"expression":175,"type":25,"id":154,"description":175,"required":5,"prefill":151},"c\
hecks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.StringInput":{"kind":"model","props":{"defaults":151,"dependsOn":83,"type":25,"\
id":154,"description":175,"displayName":175,"required":5,"validator":167,"prefill":151},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.f\
lows.input.TimeInput":{"kind":"model","props":{"defaults":106,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":106,"\
after":13,"before":13},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.URIInput":{"kind":"model","props":{"defaults":151,"dep\
endsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":151},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.mo\
dels.flows.input.ValueOption":{"kind":"model","props":{"value":165,"label":165},"reader":"delegate"},"io.kestra.core.models.flows.input.YamlInput":{"kind":"mode\
l","props":{"defaults":100,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":100},"checks":[["InputValidation","inval\
id input"]]},"io.kestra.core.models.flows.quota.Quota":{"kind":"model","props":{"behavior":30,"limit":71,"duration":18}},"io.kestra.core.models.flows.sla.types.\
ExecutionAssertionSLA":{"kind":"model","props":{"type":32,"id":161,"assert":170,"labels":8,"behavior":31}},"io.kestra.core.models.flows.sla.types.MaxDurationSLA\
":{"kind":"model","props":{"type":32,"id":161,"duration":15,"labels":8,"behavior":31}},"io.kestra.core.models.tasks.Cache":{"kind":"model","props":{"enabled":2,\
"ttl":17}},"io.kestra.core.models.tasks.NamespaceFiles":{"kind":"model","props":{"enabled":102,"include":137,"ifExists":115,"exclude":137,"folderPerNamespace":1\
02,"namespaces":139},"as":"io.kestra.core.models.tasks.NamespaceFiles$NamespaceFilesBuilder"},"io.kestra.core.models.tasks.WorkerSelector":{"kind":"model","prop\
s":{"tags":67,"fallback":34,"match":35},"ignored":["fallbackOnlyWithTags","matchOnlyWithTags"],"derived":{"fallbackOnlyWithTags":{"c":[["AssertTrue","fallback c\
an only be set when tags is non-empty"]]},"matchOnlyWithTags":{"c":[["AssertTrue","match can only be set when tags is non-empty"]]}}},"io.kestra.core.models.tas\
ks.retrys.Constant":{"kind":"model","props":{"behavior":36,"interval":15,"maxDuration":16,"maxAttempts":44,"warningOnRetry":5,"type":165},"derived":{"intervalLe\
ssThanMaxDuration":{"c":[["AssertTrue","'interval' must be less than 'maxDuration'"]]}}},"io.kestra.core.models.tasks.retrys.Exponential":{"kind":"model","props\
":{"behavior":36,"interval":15,"maxDuration":16,"maxInterval":15,"maxAttempts":44,"warningOnRetry":5,"delayFactor":14,"type":165},"derived":{"intervalLessThanMa\
xDuration":{"c":[["AssertTrue","'interval' must be less than 'maxDuration'"]]},"intervalLessThanMaxInterval":{"c":[["AssertTrue","'interval' must be less than '\
maxInterval'"]]}}},"io.kestra.core.models.tasks.retrys.Random":{"kind":"model","props":{"behavior":36,"minInterval":15,"maxDuration":16,"maxInterval":15,"maxAtt\
empts":44,"warningOnRetry":5,"type":165},"derived":{"maxIntervalLessThanMaxDuration":{"c":[["AssertTrue","'maxInterval' must be less than 'maxDuration'"]]},"min\
IntervalLessThanMaxDuration":{"c":[["AssertTrue","'minInterval' must be less than 'maxDuration'"]]},"minIntervalLessThanMaxInterval":{"c":[["AssertTrue","'minIn\
terval' must be less than 'maxInterval'"]]}}},"io.kestra.core.models.triggers.Window":{"kind":"model","props":{"offset":22,"lookback":22,"deadline":13,"timezone\
":169,"from":13,"to":13,"every":22},"checks":[["WindowValidation","invalid window definition"]]},"io.kestra.plugin.core.dashboard.chart.Bar":{"kind":"plugin","p\
rops":{"chartOptions":1,"type":1,"id":1,"data":1}},"io.kestra.plugin.core.dashboard.chart.KPI":{"kind":"plugin","props":{"chartOptions":1,"type":1,"id":1,"data"\
:1}},"io.kestra.plugin.core.dashboard.chart.Markdown":{"kind":"plugin","props":{"chartOptions":1,"type":1,"id":1,"source":1}},"io.kestra.plugin.core.dashboard.c\
hart.Pie":{"kind":"plugin","props":{"chartOptions":1,"type":1,"id":1,"data":1}},"io.kestra.plugin.core.dashboard.chart.Table":{"kind":"plugin","props":{"chartOp\
tions":1,"type":1,"id":1,"data":1}},"io.kestra.plugin.core.dashboard.chart.TimeSeries":{"kind":"plugin","props":{"chartOptions":1,"type":1,"id":1,"data":1}},"io\
.kestra.plugin.core.dashboard.data.Executions":{"kind":"plugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugin.core.dashboard.data.Exec\
utionsKPI":{"kind":"plugin","props":{"numerator":1,"type":1,"columns":1,"where":1}},"io.kestra.plugin.core.dashboard.data.Flows":{"kind":"plugin","props":{"type\
":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugin.core.dashboard.data.FlowsKPI":{"kind":"plugin","props":{"numerator":1,"type":1,"columns":1,"where":1}}\
,"io.kestra.plugin.core.dashboard.data.Logs":{"kind":"plugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugin.core.dashboard.data.LogsKP\
I":{"kind":"plugin","props":{"numerator":1,"type":1,"columns":1,"where":1}},"io.kestra.plugin.core.dashboard.data.Metrics":{"kind":"plugin","props":{"type":1,"c\
olumns":1,"where":1,"orderBy":1}},"io.kestra.plugin.core.dashboard.data.MetricsKPI":{"kind":"plugin","props":{"numerator":1,"type":1,"columns":1,"where":1}},"io\
.kestra.plugin.core.dashboard.data.Triggers":{"kind":"plugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugin.core.debug.Return":{"kind"\
:"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"format":151,"version":175,"type":153,"i\
d":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},\
"io.kestra.plugin.core.execution.Assert":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWar\
ning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"errorMessage":151,"allowFailure":7,"runIf":174,"conditions":68,"logToFile":7,"d\
isabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.Exit":{"kind":"task","props":{"logLevel":41,"timeout":111\
,"assets":80,"retry":177,"state":117,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"\
runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.Fail":{"kind":"task","is":["ru\
nnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"work\
erSelector":86,"errorMessage":150,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84,"condition":151},"ignored":["flowable","sendToWorkerTas\
k"]},"io.kestra.plugin.core.execution.Labels":{"kind":"task","props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"vers\
ion":175,"type":153,"id":156,"description":175,"workerSelector":86,"labels":0,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":\
["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.PurgeExecutions":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"states\
":133,"assets":80,"retry":177,"flowId":151,"purgeExecution":102,"startDate":151,"policyRefs":70,"allowWarning":7,"version":175,"purgeLog":102,"type":153,"id":15\
6,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"purgeStorage":102,"logToFile":7,"disabled":4,"taskCache":84,"namespace":151,"endDate":148,\
"purgeMetric":102,"batchSize":129},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.SetVariables":{"kind":"task","props":{"logLevel":\
41,"timeout":111,"assets":80,"retry":177,"overwrite":101,"policyRefs":70,"allowWarning":7,"variables":145,"version":175,"type":153,"id":156,"description":175,"w\
orkerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.exec\
ution.UnsetVariables":{"kind":"task","props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"ignoreMissing":101,"variable\
s":138,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored"\
:["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.AllowFailure":{"kind":"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"assets":80,"r\
etry":177,"errors":62,"tasks":58,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"fina\
lly":61,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Dag":{"kind":"task","is":[\
"flowable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"errors":62,"onChildFailure":118,"tasks":64,"policyRefs":70,"allowWarning":7,"concurren\
t":128,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"finally":61,"runIf":174,"logToFile":7,"disabled":4,"taskCache":\
84},"ignored":["flowable","sendToWorkerTask"],"checks":[["DagTaskValidation","invalid Dag task"]]},"io.kestra.plugin.core.flow.Dag$DagTask":{"kind":"model","pro\
ps":{"task":94,"dependsOn":70}},"io.kestra.plugin.core.flow.If":{"kind":"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"e\
rrors":62,"policyRefs":70,"allowWarning":7,"version":175,"else":60,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"finally":61,"runI\
f":174,"logToFile":7,"disabled":4,"taskCache":84,"condition":165,"then":59},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Loop":{"kind"\
:"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"values":0,"assets":80,"retry":177,"errors":62,"transmitFailed":4,"tasks":58,"policyRefs":70,"all\
owWarning":7,"fetchType":39,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"finally":61,"runIf":174,"outputs":51,"logT\
oFile":7,"disabled":4,"taskCache":84,"concurrencyLimit":46},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.LoopUntil":{"kind":"task","is\
":["flowable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"errors":62,"tasks":58,"policyRefs":70,"allowWarning":7,"checkFrequency":88,"version\
":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"finally":61,"runIf":174,"failOnMaxReached":102,"logToFile":7,"disabled":4,"tas\
kCache":84,"condition":148},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.LoopUntil$CheckFrequency":{"kind":"model","props":{"maxDurati\
on":111,"maxIterations":127,"interval":110}},"io.kestra.plugin.core.flow.Parallel":{"kind":"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"assets\
":80,"retry":177,"errors":62,"onChildFailure":118,"tasks":58,"policyRefs":70,"allowWarning":7,"concurrent":128,"version":175,"type":153,"id":156,"description":1\
75,"workerSelector":86,"allowFailure":7,"finally":61,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestr\
a.plugin.core.flow.Pause":{"kind":"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"pauseDuration":111,"errors":62,"onResum\
e":50,"policyRefs":70,"allowWarning":7,"onPause":95,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"finally":61,"runIf\
":174,"behavior":119,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.PurgeFlows":{"kind":"task\
","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"flowId":151,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156\
,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"behavior":96,"logToFile":7,"disabled":4,"taskCache":84,"namespace":151},"ignored":["flowabl\
e","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Sequential":{"kind":"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"e\
rrors":62,"tasks":58,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"finally":61,"run\
If":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Sleep":{"kind":"task","is":["runnable"\
],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"duration":109,"version":175,"type":153,"id":156,"description":1\
75,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core\
.flow.Subflow":{"kind":"task","is":["executable"],"props":{"logLevel":41,"timeout":111,"assets":80,"scheduleDate":107,"retry":177,"flowId":165,"transmitFailed":\
4,"policyRefs":70,"allowWarning":7,"wait":4,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"labels":8,"allowFailure":7,"runIf":174,"log\
ToFile":7,"disabled":4,"taskCache":84,"namespace":162,"revision":44,"inputs":73,"inheritLabels":102,"restartBehavior":33},"ignored":["flowable","sendToWorkerTas\
k"]},"io.kestra.plugin.core.flow.Switch":{"kind":"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"errors":62,"value":148,"\
policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"cases":74,"runIf":174,"defaults":62,"l\
ogToFile":7,"disabled":4,"taskCache":84,"finally":61},"ignored":["flowable","sendToWorkerTask"],"checks":[["SwitchTaskValidation","invalid Switch task"]]},"io.k\
estra.plugin.core.flow.WorkingDirectory":{"kind":"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"cache":89,"assets":80,"retry":177,"errors":62,"i\
nputFiles":1,"tasks":58,"policyRefs":70,"allowWarning":7,"outputFiles":140,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure\
":7,"finally":61,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84,"namespaceFiles":85},"ignored":["flowable","sendToWorkerTask"],"checks":[["WorkingDirecto\
ryTaskValidation","invalid WorkingDirectory task"]]},"io.kestra.plugin.core.flow.WorkingDirectory$Cache":{"kind":"model","props":{"patterns":138,"ttl":111}},"io\
.kestra.plugin.core.http.Download":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"body":151,"assets":80,"params":146,"retry":177,"uri":1\
48,"formData":146,"saveAs":151,"failOnEmptyResponse":102,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":8\
6,"options":75,"allowFailure":7,"headers":144,"runIf":174,"contentType":150,"logToFile":7,"disabled":4,"taskCache":84,"method":150},"ignored":["flowable","sendT\
oWorkerTask"]},"io.kestra.plugin.core.http.Request":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"body":151,"assets":80,"params":146,"e\
ncryptBody":102,"retry":177,"uri":148,"formData":146,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"o\
ptions":75,"allowFailure":7,"headers":144,"runIf":174,"contentType":150,"logToFile":7,"disabled":4,"taskCache":84,"method":150},"ignored":["flowable","sendToWor\
kerTask"]},"io.kestra.plugin.core.http.SseRequest":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"body":151,"assets":80,"params":146,"re\
try":177,"uri":148,"formData":146,"failedOnMissingJq":102,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":\
86,"options":75,"allowFailure":7,"headers":144,"runIf":174,"contentType":150,"logToFile":7,"disabled":4,"taskCache":84,"method":150,"concatJqExpression":151},"i\
gnored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.http.Trigger":{"kind":"trigger","props":{"logLevel":41,"method":150,"body":151,"assets":81,"inte\
rval":21,"params":146,"encryptBody":102,"uri":148,"failOnTriggerError":7,"formData":146,"policyRefs":70,"contentType":150,"version":175,"type":153,"id":157,"des\
cription":175,"workerSelector":86,"options":76,"labels":8,"allowConcurrent":7,"headers":144,"when":172,"disabled":7,"stopAfter":53,"logToFile":7,"responseCondit\
ion":149}},"io.kestra.plugin.core.kv.Delete":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allo\
wWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"key":148,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"errorOnMi\
ssing":101,"taskCache":84,"namespace":149},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.kv.Get":{"kind":"task","is":["runnable"],"props":{"\
logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"key\
":148,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"errorOnMissing":101,"taskCache":84,"namespace":149},"ignored":["flowable","sendToWorkerTask"]},"i\
o.kestra.plugin.core.kv.GetKeys":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,\
"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"prefix":151,"logToFile":7,"disabled":4,"taskCache":84,"nam\
espace":149},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.kv.PurgeKV":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111\
,"assets":80,"retry":177,"includeChildNamespaces":102,"keyPattern":151,"policyRefs":70,"allowWarning":7,"namespacePattern":151,"version":175,"type":153,"id":156\
,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"behavior":96,"namespaces":140,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowab\
le","sendToWorkerTask"]},"io.kestra.plugin.core.kv.Put":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"value":98\
,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"key":148,"allowFailure":7,"runIf":174,"logToFile":7,"\
disabled":4,"errorOnMissing":102,"taskCache":84,"namespace":149},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.kv.Set":{"kind":"task","is":[\
"runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"kvType":113,"retry":177,"overwrite":101,"ttl":111,"kvDescription":151,"policyRefs":70,"allowWarnin\
g":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"key":148,"allowFailure":7,"runIf":174,"value":148,"logToFile":7,"disabled":4,"task\
Cache":84,"namespace":149},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.log.Log":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"t\
imeout":111,"assets":80,"level":125,"message":0,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector\
":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.log.PurgeLogs":{"\
kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"purgeNonExecutionLogs":102,"retry":177,"flowId":151,"startDate":151,"policyRefs\
":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"executionId":151,"logToFile":7,"disa\
bled":4,"taskCache":84,"namespace":151,"logLevels":143,"endDate":148,"purgeExecutionLogs":102,"batchSize":130},"ignored":["flowable","sendToWorkerTask"]},"io.ke\
stra.plugin.core.metric.Publish":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,\
"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"metrics":134,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"i\
gnored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.namespace.DeleteFiles":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"as\
sets":80,"retry":177,"policyRefs":70,"allowWarning":7,"files":0,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"delete\
ParentFolder":102,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84,"namespace":148},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.names\
pace.DownloadFiles":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"destination":150,"policyRefs":70,"allowWarnin\
g":7,"files":0,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84,"n\
amespace":148},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.namespace.PurgeFiles":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"\
timeout":111,"assets":80,"retry":177,"includeChildNamespaces":102,"policyRefs":70,"allowWarning":7,"filePattern":151,"namespacePattern":151,"version":175,"type"\
:153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"behavior":97,"namespaces":140,"logToFile":7,"disabled":4,"taskCache":84},"igno\
red":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.namespace.UploadFiles":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"asset\
s":80,"filesMap":1,"retry":177,"destination":150,"policyRefs":70,"allowWarning":7,"files":140,"version":175,"type":153,"id":156,"description":175,"workerSelecto\
r":86,"allowFailure":7,"runIf":174,"conflict":116,"logToFile":7,"disabled":4,"taskCache":84,"namespace":148},"ignored":["flowable","sendToWorkerTask"]},"io.kest\
ra.plugin.core.output.OutputValues":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"values":146,"assets":80,"retry":177,"policyRefs":70,"\
allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},\
"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.preview.ImageFileRenderer":{"kind":"plugin","props":{}},"io.kestra.plugin.core.preview.IonFile\
Renderer":{"kind":"plugin","props":{}},"io.kestra.plugin.core.preview.PdfFileRenderer":{"kind":"plugin","props":{}},"io.kestra.plugin.core.preview.TextFileRende\
rer":{"kind":"plugin","props":{}},"io.kestra.plugin.core.runner.Process":{"kind":"taskRunner","props":{"version":175,"type":153}},"io.kestra.plugin.core.storage\
.Concat":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"separator":151,"retry":177,"policyRefs":70,"allowWarning":7,"files":\
0,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"extension":150,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84\
},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.DeduplicateItems":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":\
111,"assets":80,"retry":177,"from":148,"policyRefs":70,"allowWarning":7,"expr":165,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allo\
wFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Delete":{"kind":"ta\
sk","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"uri":148,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,\
"description":175,"workerSelector":86,"errorOnMissing":102,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendTo\
WorkerTask"]},"io.kestra.plugin.core.storage.FilterItems":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"errorOrNullBehavior\
":120,"retry":177,"from":148,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"filterCo\
ndition":165,"runIf":174,"filterType":121,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.P\
urgeCurrentExecutionFiles":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"versi\
on":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable",\
"sendToWorkerTask"]},"io.kestra.plugin.core.storage.PurgeStorage":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,\
"flowId":151,"startDate":151,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":1\
74,"logToFile":7,"disabled":4,"taskCache":84,"namespace":151,"endDate":148,"dryRun":102},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.stora\
ge.Reverse":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"separator":150,"retry":177,"from":148,"charset":150,"policyRefs":\
70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":\
84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Size":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"asset\
s":80,"retry":177,"uri":148,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":17\
4,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Split":{"kind":"task","is":["runnable"],"\
props":{"logLevel":41,"timeout":111,"assets":80,"separator":150,"retry":177,"partitions":127,"from":148,"bytes":151,"policyRefs":70,"allowWarning":7,"version":1\
75,"rows":127,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84,"regexPattern":15\
1},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Write":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"asset\
s":80,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"content":148,"type":153,"id":156,"description":175,"workerSelector":86,"extension":151,"allowF\
ailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.templating.TemplatedTask":{"k\
ind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"d\
escription":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84,"spec":148},"ignored":["flowable","sendToWorkerTask"]\
},"io.kestra.plugin.core.trigger.Flow":{"kind":"trigger","props":{"logLevel":41,"states":52,"assets":81,"dependsOn":65,"inputs":73,"failOnTriggerError":7,"windo\
w":87,"policyRefs":70,"version":175,"type":153,"id":157,"description":175,"workerSelector":86,"labels":8,"allowConcurrent":7,"mode":38,"when":172,"disabled":7,"\
stopAfter":53,"logToFile":7,"minSatisfied":45},"checks":[["FlowTriggerValidation","invalid flow trigger configuration"]]},"io.kestra.plugin.core.trigger.Flow$De\
pendency":{"kind":"model","props":{"flowId":175,"states":53,"namespace":175,"labels":73,"when":151}},"io.kestra.plugin.core.trigger.McpToolTrigger":{"kind":"tri\
gger","props":{"logLevel":41,"assets":81,"toolDescription":165,"failOnTriggerError":7,"policyRefs":70,"version":175,"type":153,"id":157,"description":175,"worke\
rSelector":86,"labels":8,"allowConcurrent":7,"toolName":163,"annotations":90,"title":165,"when":172,"disabled":7,"stopAfter":53,"logToFile":7,"mcpServer":172}},\
"io.kestra.plugin.core.trigger.McpToolTrigger$Annotations":{"kind":"model","props":{"openWorld":7,"idempotent":7,"readOnly":7,"returnDirect":7,"destructive":7}}\
,"io.kestra.plugin.core.trigger.Schedule":{"kind":"trigger","props":{"logLevel":41,"assets":81,"interval":19,"inputs":73,"failOnTriggerError":7,"cron":165,"poli\
cyRefs":70,"version":175,"withSeconds":3,"type":153,"id":157,"description":175,"workerSelector":86,"labels":8,"allowConcurrent":7,"lateMaximumDelay":17,"timezon\
e":173,"when":172,"disabled":7,"stopAfter":53,"logToFile":7,"recoverMissedSchedules":37},"checks":[["ScheduleValidation","invalid cron expression ({validatedVal\
ue.cron})"]]},"io.kestra.plugin.core.trigger.ScheduleOnDates":{"kind":"trigger","props":{"logLevel":41,"assets":81,"interval":19,"inputs":73,"failOnTriggerError\
":7,"policyRefs":70,"version":175,"timezone":173,"type":153,"id":157,"description":175,"workerSelector":86,"labels":8,"allowConcurrent":7,"dates":141,"when":172\
,"disabled":7,"stopAfter":53,"logToFile":7,"recoverMissedSchedules":37}},"io.kestra.plugin.core.trigger.Webhook":{"kind":"trigger","props":{"logLevel":41,"retur\
nOutputs":4,"assets":81,"inputs":73,"failOnTriggerError":7,"responseCode":130,"policyRefs":70,"fetchType":40,"wait":4,"version":175,"type":153,"id":157,"descrip\
tion":175,"workerSelector":86,"labels":8,"allowConcurrent":7,"responseContentType":175,"when":172,"disabled":7,"key":160,"stopAfter":53,"logToFile":7},"checks":\
[["WebhookValidation","invalid webhook ({validatedValue})"]]},"io.kestra.plugin.scripts.runner.docker.Cpu":{"kind":"model","props":{"cpus":108}},"io.kestra.plug\
in.scripts.runner.docker.Credentials":{"kind":"model","props":{"username":151,"auth":151,"password":151,"registryToken":151,"registry":151,"identityToken":151}}\
,"io.kestra.plugin.scripts.runner.docker.DeviceRequest":{"kind":"model","props":{"driver":151,"deviceIds":140,"capabilities":142,"count":130,"options":147}},"io\
.kestra.plugin.scripts.runner.docker.Docker":{"kind":"taskRunner","props":{"memory":93,"config":1,"host":175,"user":175,"resume":102,"portBindings":70,"networkM\
ode":175,"privileged":103,"fileHandlingStrategy":122,"wait":101,"pullPolicy":123,"version":175,"volumes":70,"type":153,"image":175,"credentials":92,"entryPoint"\
:69,"cpu":91,"delete":101,"shmSize":175,"extraHosts":70,"deviceRequests":66,"killGracePeriod":20}},"io.kestra.plugin.scripts.runner.docker.Memory":{"kind":"mode\
l","props":{"memory":151,"memorySwap":151,"memoryReservation":151,"oomKillDisable":103,"kernelMemory":151,"memorySwappiness":151}},"io.kestra.repository.h2.H2Lo\
gDataStore":{"kind":"plugin","props":{"systemFlowsConfiguration":1,"username":1,"password":1,"filterService":1,"table":1,"url":1}},"io.kestra.storage.local.Loca\
lStorage":{"kind":"plugin","props":{"basePath":1}}},"aliases":{"io.kestra.plugin.core.flow.WaitFor":"io.kestra.plugin.core.flow.LoopUntil","io.kestra.plugin.fs.\
http.Download":"io.kestra.plugin.core.http.Download","io.kestra.plugin.fs.http.Request":"io.kestra.plugin.core.http.Request","io.kestra.plugin.fs.http.Trigger":\
"io.kestra.plugin.core.http.Trigger"},"unions":{"io.kestra.core.http.client.configurations.AbstractAuthConfiguration":{"by":"type","types":{"BASIC":"io.kestra.c\
ore.http.client.configurations.BasicAuthConfiguration","BEARER":"io.kestra.core.http.client.configurations.BearerAuthConfiguration","DIGEST":"io.kestra.core.htt\
p.client.configurations.DigestAuthConfiguration"}},"io.kestra.core.models.flows.Input":{"by":"type","types":{"ARRAY":"io.kestra.core.models.flows.input.ArrayInp\
ut","BOOL":"io.kestra.core.models.flows.input.BoolInput","DATE":"io.kestra.core.models.flows.input.DateInput","DATETIME":"io.kestra.core.models.flows.input.Date\
TimeInput","DURATION":"io.kestra.core.models.flows.input.DurationInput","EMAIL":"io.kestra.core.models.flows.input.EmailInput","FILE":"io.kestra.core.models.flo\
ws.input.FileInput","FLOAT":"io.kestra.core.models.flows.input.FloatInput","FORM":"io.kestra.core.models.flows.input.FormInput","INT":"io.kestra.core.models.flo\
ws.input.IntInput","ION":"io.kestra.core.models.flows.input.IonInput","JSON":"io.kestra.core.models.flows.input.JsonInput","MULTISELECT":"io.kestra.core.models.\
flows.input.MultiselectInput","REUSABLE_INPUTS":"io.kestra.core.models.flows.input.ReusableInputsInput","SECRET":"io.kestra.core.models.flows.input.SecretInput"\
,"SELECT":"io.kestra.core.models.flows.input.SelectInput","STRING":"io.kestra.core.models.flows.input.StringInput","TIME":"io.kestra.core.models.flows.input.Tim\
eInput","URI":"io.kestra.core.models.flows.input.URIInput","YAML":"io.kestra.core.models.flows.input.YamlInput"}},"io.kestra.core.models.flows.sla.SLA":{"by":"t\
ype","types":{"EXECUTION_ASSERTION":"io.kestra.core.models.flows.sla.types.ExecutionAssertionSLA","MAX_DURATION":"io.kestra.core.models.flows.sla.types.MaxDurat\
ionSLA"}},"io.kestra.core.models.tasks.retrys.AbstractRetry":{"by":"type","types":{"constant":"io.kestra.core.models.tasks.retrys.Constant","exponential":"io.ke\
stra.core.models.tasks.retrys.Exponential","random":"io.kestra.core.models.tasks.retrys.Random"}}}}`),catalogueFiles={"1.3":kestra_1_3_namespaceObject,"2.0":kestra_2_0_namespaceObject},
TYPES={"io.kestra.plugin.core.http.SseRequest":[1,3],"io.kestra.plugin.core.kv.Put":[1,3],"io.kestra.plugin.core.namespace.PurgeFiles":[1,2],"io.kestra.plugin.c\
ore.storage.PurgeStorage":[1,3]},SHARED={pluginDefaultsRef:[1,3],assets:[1,2],allowConcurrent:[1,2]},PROPERTIES={"io.kestra.core.models.flows.FlowWithSource":{checks:[
1,2],updated:[1,3]},"io.kestra.plugin.core.execution.PurgeExecutions":{batchSize:[1,1]},"io.kestra.plugin.core.http.Download":{params:[1,1],saveAs:[1,2]},"io.ke\
stra.plugin.core.http.Request":{params:[1,1]},"io.kestra.plugin.core.http.Trigger":{params:[1,1]},"io.kestra.plugin.core.kv.PurgeKV":{behavior:[1,1]},"io.kestra\
.plugin.core.storage.Split":{regexPattern:[1,1]},"io.kestra.plugin.core.trigger.Webhook":{inputs:[1,1],returnOutputs:[1,1],responseCode:[1,3],responseContentType:[
1,3]}};function asOf(version2,file){const isMissing2=since=>since!==void 0&&isBefore(version2,since),known2=Object.entries(file.classes).filter(([name])=>!isMissing2(
TYPES[name]));return{...file,classes:Object.fromEntries(known2.map(([name,entry])=>[name,older(name,entry)]))};function older(name,entry){const own=PROPERTIES[name]??
{},props=Object.entries(entry.props).filter(([property])=>!isMissing2(own[property])&&!isMissing2(entry.kind==="model"?void 0:SHARED[property]));return{...entry,
props:Object.fromEntries(props)}}}const FLOW="io.kestra.core.models.flows.FlowWithSource",LABEL="io.kestra.core.models.Label";function catalogueOf(rules,version2){
const line=rules==="1.3"&&isBefore(version2,[1,3])?version2:void 0,key2=`${rules} ${line??""}`;let catalogue=loaded.get(key2);return catalogue===void 0&&(catalogue=
load(rules,line),loaded.set(key2,catalogue)),catalogue}const loaded=new Map;function load(rules,line){const newest=withDefaults(withLabel(catalogueFiles[rules])),
file=line===void 0?newest:asOf(line,newest);if(file.meta.format!==1)throw new Error(`The plugin catalogue of Kestra ${rules} has an unknown format.`);const classes=new Map(
Object.entries(file.classes)),aliases=new Map(Object.entries(file.aliases)),unions=new Map(Object.entries(file.unions)),isType=name=>(classes.get(name)?.kind??"\
model")!=="model"&&name!==FLOW;return{rules,kestra:file.meta.kestra,file,resolveType:type=>isType(type)?type:aliases.get(type),classEntry:className=>classes.get(
className),shape:index=>file.shapes[index],union:base=>unions.get(base)}}function withLabel(file){if(Object.hasOwn(file.classes,LABEL))return file;const other=catalogueFiles["\
1.3"],shapes=[...file.shapes],props={};for(const[name,index]of Object.entries(other.classes[LABEL].props))props[name]=shapes.push(other.shapes[index])-1;return{
...file,shapes,classes:{...file.classes,[LABEL]:{kind:"model",props}}}}const BUILT_DEFAULTS=[["io.kestra.core.models.flows.input.MultiselectInput","allowCustomV\
alue"],["io.kestra.core.models.flows.input.MultiselectInput","autoSelectFirst"],["io.kestra.core.models.flows.input.SelectInput","allowCustomValue"],["io.kestra\
.core.models.flows.input.SelectInput","autoSelectFirst"],["io.kestra.core.models.flows.input.SelectInput","isRadio"]];function withDefaults(file){const shapes=[
...file.shapes],classes={...file.classes};for(const[className,property]of BUILT_DEFAULTS){const entry=classes[className],shape=shapes[entry?.props[property]??-1];
if(entry===void 0||shape===void 0)continue;const index=shapes.push({...shape,o:1})-1;classes[className]={...entry,props:{...entry.props,[property]:index}}}return{
...file,shapes,classes}}function knownTypes(rules){const{classes,aliases}=catalogueOf(rules).file;return[...Object.entries(classes).filter(([,{kind}])=>!["model",
"flow","plugin"].includes(kind)).map(([name])=>name),...Object.keys(aliases)]}function knownUnionTypes(rules){return Object.values(catalogueOf(rules).file.unions).
flatMap(({types})=>Object.keys(types))}function propertiesOf(rules,className){const catalogue=catalogueOf(rules),entry=catalogue.classEntry(catalogue.resolveType(
className)??className);return entry===void 0?void 0:Object.keys(entry.props)}function classOfType(rules,type){return catalogueOf(rules).resolveType(type)}function isTaskThatRuns(rules,type){
const catalogue=catalogueOf(rules),className=catalogue.resolveType(type),entry=className===void 0?void 0:catalogue.classEntry(className);return entry?.kind==="t\
ask"?entry.is?.includes("runnable")===!0:void 0}function isDeprecatedType(rules,type){const className=classNameOf(rules,type);return className!==void 0&&catalogueOf(
rules).classEntry(className)?.deprecated===1}function classNameOf(rules,type){const catalogue=catalogueOf(rules),unions=Object.values(catalogue.file.unions).map(
({types})=>types);return catalogue.resolveType(type)??unions.find(types=>Object.hasOwn(types,type))?.[type]}const today=hint=>({from:"1.3",hint}),later=hint=>({
from:"2.0",hint});function typeHint(type,rules){const current=classOfType("1.3",type)??type,replacement=replacements_TYPES.get(current);return replacement!==void 0?
hintFor(replacement,rules):rules==="1.3"?current!==type?`Use ${current}.`:isKnown(type,"2.0")&&!isKnown(type,"1.3")?"It came with Kestra 2.0.":void 0:current!==
type&&classOfType("2.0",current)===current?`Use ${current}.`:/\.conditions?\./.test(type)?CONDITIONS.hint:isKnown(type,"1.3")&&!isKnown(type,"2.0")?GONE:void 0}
function propertyHint(property,className,rules){const[old,current]=[propertiesOf("1.3",className),propertiesOf("2.0",className)],isPlugin=old===void 0&&className.
startsWith("io.kestra.plugin.");if(old?.includes(property)===!0||isPlugin&&replacements_SHARED.has(property)){const replacement=replacements_PROPERTIES.get(property);
return replacement!==void 0?hintFor(replacement,rules):rules==="2.0"&&current?.includes(property)!==!0?GONE:void 0}return rules==="1.3"&&current?.includes(property)===
!0?"It came with Kestra 2.0.":void 0}function hintFor({from,hint},rules){return from==="2.0"&&rules==="1.3"?`Kestra 2.0 refuses it. There: ${hint}`:hint}function isKnown(type,rules){
return classOfType(rules,type)!==void 0||knownUnionTypes(rules).includes(type)}const GONE="It was removed in Kestra 2.0.",CONDITIONS=later("Write the conditions\
 as one expression in the `when` property of the trigger."),DEFAULTS=later("Write the values on each task, or use a policy (Enterprise Edition)."),LOOP=later("U\
se io.kestra.plugin.core.flow.Loop; `taskrun.value` becomes `item.value`, `taskrun.iteration` becomes `item.index`."),BY_API=later("Use the API, or a task of io\
.kestra.plugin.kestra."),HTTP_TIMEOUT=today("Use `timeout` with `connectTimeout` and `readIdleTimeout`."),HTTP_PROXY=today("Use `proxy` with `address`, `port`, \
`username` and `password`."),replacements_SHARED=new Set(["conditions","minLogLevel","pluginDefaultsRef","workerGroup"]),replacements_PROPERTIES=new Map([["plug\
inDefaults",DEFAULTS],["taskDefaults",DEFAULTS],["pluginDefaultsRef",DEFAULTS],["listeners",today("Move it to a flow of its own with a Flow trigger.")],["worker\
Group",later("Use `workerSelector` with `tags`.")],["conditions",CONDITIONS],["scheduleConditions",CONDITIONS],["multipleConditions",CONDITIONS],["preconditions",
later("Use `dependsOn`, `window` and `mode` of the Flow trigger.")],["timeWindow",later("Use `window`.")],["name",today("Use `id`.")],["options",today("Use `val\
ues`.")],["maxAttempt",today("Use `maxAttempts`.")],["delay",today("Use `pauseDuration`.")],["tasks",today("Write the tasks behind the Pause task.")],["minLogLe\
vel",today("Use `logLevel`.")],["backfill",today("Remove it; backfills are started in the UI or by the API.")],["backfills",today("Remove it; backfills are star\
ted in the UI or by the API.")],["outputs",today("Remove it; the outputs of the called flow are what counts.")],["extension",today("Use `allowedFileExtensions`.")],
["sslOptions",today("Use `options.ssl`.")],["allowFailed",today("Use `options.allowFailed`.")],["basicAuthUser",today("Use `auth` with `type: BASIC` and `userna\
me`.")],["basicAuthPassword",today("Use `auth` with `type: BASIC` and `password`.")],["connectTimeout",HTTP_TIMEOUT],["readTimeout",HTTP_TIMEOUT],["readIdleTime\
out",HTTP_TIMEOUT],["proxyAddress",HTTP_PROXY],["proxyPort",HTTP_PROXY],["proxyType",HTTP_PROXY],["proxyUsername",HTTP_PROXY],["proxyPassword",HTTP_PROXY],["exp\
iredOnly",later("Use `behavior` with `type: key` and `expiredOnly`.")]]),replacements_TYPES=new Map([["BOOLEAN",today("Use BOOL.")],["ENUM",today("Use SELECT.")],
["io.kestra.plugin.core.flow.ForEach",LOOP],["io.kestra.plugin.core.flow.ForEachItem",LOOP],["io.kestra.plugin.core.flow.EachSequential",LOOP],["io.kestra.plugi\
n.core.flow.EachParallel",LOOP],["io.kestra.plugin.core.flow.Template",today("Use io.kestra.plugin.core.flow.Subflow; `templateId` becomes `flowId`.")],["io.kes\
tra.plugin.core.debug.Echo",today("Use io.kestra.plugin.core.log.Log; `format` becomes `message`.")],["io.kestra.plugin.core.log.Fetch",later("Use io.kestra.plu\
gin.kestra.logs.Fetch.")],["io.kestra.plugin.core.state.Set",today("Use io.kestra.plugin.core.kv.Set.")],["io.kestra.plugin.core.state.Get",today("Use io.kestra\
.plugin.core.kv.Get.")],["io.kestra.plugin.core.state.Delete",today("Use io.kestra.plugin.core.kv.Delete.")],["io.kestra.plugin.core.execution.Count",BY_API],["\
io.kestra.plugin.core.execution.Resume",BY_API],["io.kestra.plugin.core.trigger.Toggle",BY_API],["io.kestra.plugin.core.storage.Purge",today("Use io.kestra.plug\
in.core.execution.PurgeExecutions.")],["io.kestra.plugin.core.storage.PurgeExecution",today("Use io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles.")],["\
io.kestra.plugin.core.storage.LocalFiles",today("Use io.kestra.plugin.core.flow.WorkingDirectory.")],["io.kestra.core.models.tasks.runners.types.ProcessTaskRunn\
er",today("Use io.kestra.plugin.core.runner.Process.")],["io.kestra.plugin.core.condition.MultipleCondition",later("Use `dependsOn` of the Flow trigger.")]]);function explainDeprecated(path2,covered,rules){
if(covered?.property===void 0)return{};const{key:key2,owner}=covered.property;if(key2!==(path2.endsWith("]")?"type":path2.slice(path2.lastIndexOf(".")+1).replace(
/^_/,"")))return{};const type=navigate_textOf(owner,"type");if(type===void 0)return withHint(`The property \`${key2}\` is deprecated.`,propertyHint(key2,deprecated_FLOW,
rules));if(key2==="type")return withHint(`The type ${type} is deprecated.`,typeHint(type,rules));const hint=propertyHint(key2,classNameOf(rules,type)??type,rules);
return withHint(`The property \`${key2}\` of ${type} is deprecated.`,hint)}const deprecated_FLOW="io.kestra.core.models.flows.FlowWithSource";function withHint(message,hint){
return{message,...hint===void 0?{}:{hint}}}function between(text,open,close){const start=text.indexOf(open);if(start===-1)return;const end=text.indexOf(close,start+
open.length);return end===-1?void 0:text.slice(start+open.length,end)}function matchAt(text,phrase,pattern2){const at=text.indexOf(phrase);return at===-1?null:(pattern2.
lastIndex=at,pattern2.exec(text))}function readUnknownProperty(text){const field='Unrecognized field "',key2=between(text,field,'" (class ');if(key2===void 0)return;
const rest=text.slice(text.indexOf(field)+field.length+key2.length+1),className=between(rest,"(class ",")")?.replace(/\$[^$]*Builder[^$]*/,"");if(className!==void 0)
return{key:key2,className,known:[...rest.matchAll(/"([^"]+)"/g)].map(([,name])=>name)}}function isFlowClass(className){return/\.flows\.(FlowWithSource|GenericFlow|Flow)$/.
test(className)}function readInvalidType(text){const phrase="Invalid type:",at=text.indexOf(phrase),type=(at===-1?void 0:text.slice(at+phrase.length).split(`
 at [Source`)[0].trim())??between(text,"Could not resolve type id '","' as a subtype");return type==="<null>"||type==="null"?"":type}function readDuplicate(text){
const match=/^Duplicate (task|trigger|input path|input|output|preconditions)(?: id)?(?: with (?:name|id))? \[([^]*)\]/.exec(text);return match===null?void 0:{kind:match[1],
names:match[2].split(", ")}}const CHAIN="(through reference chain: ";function readReferenceChain(text){const at=text.lastIndexOf(CHAIN);return at===-1?void 0:[...text.
slice(at).matchAll(/\["([^"]*)"\]|\[(\d+)\]/g)].map(([,key2,index])=>key2??Number(index))}function withoutLocation(text){const chain=text.lastIndexOf(CHAIN);return(chain===
-1?text:text.slice(0,chain)).replace(/^(?:Validation error: |Unable to validate the flow: ?)?(?:Illegal \w+ source: )?(?:YAML (?:parsing|syntax) error: )?/,"").
split(`
 at [Source`)[0].replace(/ \(at line -?\d+\)$/,"").trim()}function sentence(text){const line=shortened_shortened(text.replace(/\s+/g," ").trim(),1e3);return/[.!?…]$/.
test(line)?line:`${line}.`}function capitalised(text){return text.charAt(0).toUpperCase()+text.slice(1)}function quoted(value){return`"${shortened_shortened(value,
120)}"`}function didYouMean(name){return name===void 0?".":` – did you mean "${name}"?`}function words_listed(names){const more=names.length>12?[`${names.length-
12} more`]:[];return joined([...names.slice(0,12).map(quoted),...more],"conjunction")}function joined(parts,type){return new Intl.ListFormat("en-GB",{type}).format(
parts)}function nameOfClass(className){if(isFlowClass(className))return"a flow";const input=/^io\.kestra\.core\.models\.flows\.input\.(\w+)Input$/.exec(className)?.[1];
return input!==void 0?`an input of type ${input.toUpperCase()}`:/^(?:io\.kestra\.core\.models|java)\./.test(className)?className.slice(Math.max(className.lastIndexOf(
"."),className.lastIndexOf("$"))+1):className.replaceAll("$",".")}const explainInternal=text=>{if(!/^Unable to validate the flow:|^Cannot invoke "|^class \S+ cannot be cast/.
test(text))return;const reported=withoutLocation(text),cast=/class (\S+) cannot be cast to class (\S+)/.exec(reported);if(cast!==null)return explainCast(cast[1],
cast[2]);for(const[phrase,explanation]of KNOWN)if(reported.includes(phrase))return explanation;return/Cannot invoke |HV\d|^null$|^$|Exception\b/.test(reported)?
STUMBLES:{rule:"kestra-internal",message:`Kestra cannot validate this flow: ${sentence(reported)}`}},STUMBLES={rule:"kestra-internal",message:"Kestra stumbles o\
ver this flow without saying where.",hint:"Look for a property without a value, or a list with an empty element."},EMPTY_ELEMENT="Remove it, or write what belon\
gs there.",KNOWN=[['"mapFlow" is null',{rule:"empty-document",message:"There is no flow here: the document is empty."}],['"defaults" is null',{rule:"empty-eleme\
nt",message:"The plugin defaults hold an empty element.",hint:EMPTY_ELEMENT}],["PluginDefault.getValues()",{rule:"missing-property",message:"`values` is missing\
 in these plugin defaults.",hint:"Add `values: …`."}],["for null identifier",{rule:"missing-property",message:"`type` is missing in these plugin defaults."}],
["plugin identifier from null or empty string",{rule:"missing-property",message:"`type` must not be empty."}],['"listener" is null',{rule:"empty-element",message:"\
The listeners hold an empty element.",hint:EMPTY_ELEMENT}],["Listener.getTasks()",{rule:"missing-property",message:"`tasks` is missing in this listener."}],['"t\
his.tasks" is null',{rule:"missing-property",message:"`tasks` is missing in this task."}],["Templates are disabled",{rule:"templates-disabled",message:"The serv\
er has templates switched off, and this task needs one.",hint:"Use io.kestra.plugin.core.flow.Subflow."}]];function explainCast(from,to){if(to==="java.lang.Stri\
ng")return{rule:"identity-not-text",message:`\`namespace\` must be text, but YAML reads ${noun(from)}.`,hint:"Put quotes around it."};if(to==="java.lang.Integer")
return{rule:"wrong-type",message:`\`revision\` must be a whole number, but it is ${noun(from)}.`};if(to.startsWith("java."))return STUMBLES;const wanted=nameOfClass(
to).replace(/^Abstract|Interface$/g,"");return{rule:"wrong-kind-of-plugin",message:`${nameOfClass(from)} cannot stand here: Kestra expects something of the kind\
 ${wanted}.`}}function noun(javaClass){return javaClass.includes("Boolean")?"a boolean":javaClass.includes("String")?"text":javaClass.includes("Map")?"a mapping":
javaClass.includes("List")?"a list":"a number"}const explainDuplicate=text=>{const found2=readDuplicate(text);if(found2===void 0)return;const{kind,names}=found2,
isPath2=kind==="input path",one=names.length===1,subject=isPath2?`The ${kind}${one?"":"s"}`:`The ${kind} id${one?"":"s"}`;return{rule:kind==="input path"?"dupli\
cate-input-path":`duplicate-${kind}`,message:`${subject} ${words_listed(names)} ${one?"is":"are"} used twice.`}},SENTENCES=[[/^The subflow [^]* not found/,"unkn\
own-subflow"],[/^The subflow [^]* is disabled/,"disabled-subflow"],[/^Recursive call/,"recursive-call"],[/^Flow id is a reserved/,"reserved-flow-id"],[/^System labels/,
"system-label"],[/^Invalid (?:input|output) reference/,"dashed-reference"],[/^Input with id '[^']*' depends on a non-existent input|^Cycle dependency/,"input-de\
pendency"],[/^Input path /,"duplicate-input-path"],[/^This flow will be triggered for EVERY/,"triggered-by-everything"],[/^The task '[^']*' cannot use the '\w+' property/,
"property-without-effect"],[/^Task '[^']*' can't have any `\w+`/,"enterprise-only"],[/^\S+ is replaced by \S+$/,"replaced-type"],[/^pluginDefaultsRef: /,"unknow\
n-plugin-defaults"]],explainFlowRule=text=>{const missing=/^Missing inputs for (\w+) Trigger '([^]*)', missing inputs: '([^]*)'/.exec(text);if(missing!==null)return explainMissingInputs(
missing[1],missing[2],missing[3].split(" | "));const rule=SENTENCES.find(([pattern2])=>pattern2.test(text))?.[1];return rule===void 0?void 0:{rule,message:sentence(
text.replace(/^pluginDefaultsRef: /,""))}};function explainMissingInputs(kind,trigger,inputs2){const[are,them]=inputs2.length===1?["input","it"]:["inputs","them"];
return{rule:"missing-trigger-input",message:`The ${kind} trigger ${quoted(trigger)} gives no value for the required ${are} ${words_listed(inputs2)}.`,hint:`Give\
 ${them} in the \`inputs\` of the trigger, or \`defaults\` or \`required: false\` in the flow's.`}}const script=(plugin,language)=>({plugin:`plugin-script-${plugin}`,
instead:`io.kestra.plugin.scripts.${language}.Commands`}),MOVED=new Map([["io.kestra.core.tasks.scripts.Bash",script("shell","shell")],["io.kestra.core.tasks.sc\
ripts.Node",script("node","node")],["io.kestra.core.tasks.scripts.Python",script("python","python")]]);function movedType(type){return MOVED.get(type)}const SLIPS=3;
function nearestType(type,types){return nearestSpelling(type,types)??neighbour(type,types)??namesake(type,types)}function nearestSpelling(type,types){let best=SLIPS+
1,found2;for(const candidate of types){if(Math.abs(candidate.length-type.length)>=best)continue;const distance2=distanceWithin(type,candidate,best);distance2>=best||
(best=distance2,found2=candidate)}return found2}function distanceWithin(a,b,limit2){let start=0;for(;start<a.length&&start<b.length&&a[start]===b[start];)start++;
let end=0;for(;end<a.length-start&&end<b.length-start&&a.at(-1-end)===b.at(-1-end);)end++;const[first,second]=[a.slice(start,a.length-end),b.slice(start,b.length-
end)];return Math.max(first.length,second.length)>WIDEST?limit2:editDistance(first,second,limit2)}const WIDEST=30;function neighbour(type,types){const home=packageOf(
type),simple=nearestName(type.slice(home.length+1),types.filter(name=>packageOf(name)===home).map(name=>name.slice(home.length+1)));return simple===void 0?void 0:
`${home}.${simple}`}function namesake(type,types){const simple=type.slice(type.lastIndexOf(".")),words2=new Set(packageOf(type).split(".")),same=types.filter(name=>name.
endsWith(simple)).map(name=>({name,shared:packageOf(name).split(".").filter(word=>words2.has(word)).length})).sort((a,b)=>b.shared-a.shared),[best,next]=same;return best===
void 0||best.shared<4||next?.shared===best.shared?void 0:best.name}function typeNamed(simple,types){const wanted=`.${simple.toLowerCase()}`,same=types.filter(name=>name.
toLowerCase().endsWith(wanted));return same.find(name=>name.startsWith("io.kestra.plugin.core."))??(same.length===1?same[0]:void 0)}function isSlipOf(name,other){
return other.length<4||`${name}s`===other||name===`${other}s`?!1:name!==other&&Math.abs(name.length-other.length)<=1&&editDistance(name,other)===1}function packageOf(type){
return type.slice(0,Math.max(0,type.lastIndexOf(".")))}const explainUnknownProperty=(text,rules)=>{const found2=readUnknownProperty(text);if(found2===void 0)return;
const{key:key2,className}=found2,names=found2.known.length>0?found2.known:propertiesOf(rules,className)??[],meant=nearestName(key2,names),message=`Unknown prope\
rty ${quoted(key2)} on ${nameOfClass(className)}${didYouMean(meant)}`,rule="unknown-property";if(key2==="<<")return{rule,message,hint:"Kestra does not resolve Y\
AML merge keys: write the properties out."};const replacement=propertyHint(key2,className,rules);return replacement!==void 0?{rule,message:`Unknown property ${quoted(
key2)} on ${nameOfClass(className)}.`,hint:replacement}:meant!==void 0||names.length===0||names.length>12?{rule,message}:{rule,message,hint:`Known: ${[...names].
sort().join(", ")}.`}},explainUnknownType=(text,rules)=>{const type=readInvalidType(text);if(type===void 0)return;if(type==="")return{rule:"missing-type",message:"\
A `type` is missing here."};const replacement=typeHint(type,rules);if(replacement!==void 0)return{rule:"unknown-type",message:`Unknown type ${quoted(type)}.`,hint:replacement};
if(!type.includes("."))return explainShortType(type,rules);const meant=nearestClass(type,knownTypes(rules)),moved2=movedType(type);return moved2!==void 0?{rule:"\
unknown-type",message:`Unknown type ${quoted(type)}: it left Kestra's core with 0.11 for ${moved2.plugin}, which this server has not.`,hint:`Use ${moved2.instead}\
.`}:{rule:"unknown-type",message:`Unknown type ${quoted(type)}${didYouMean(meant)}`,...meant===void 0&&!isCoreType(type)?{hint:"Is the plugin installed on the s\
erver?"}:{}}};function explainShortType(type,rules){const meant=typeNamed(type,knownTypes(rules))??nearestName(type,knownUnionTypes(rules)),message=`Unknown typ\
e ${quoted(type)}${didYouMean(meant)}`;return meant!==void 0?{rule:"unknown-type",message}:{rule:"unknown-type",message,hint:"The type of a task, a trigger … is\
 written in full, with its package: `io.kestra.plugin.core.log.Log`."}}function nearestClass(type,candidates){const near=nearestName(type,candidates);return near!==
void 0&&editDistance(near,type)<=3?near:sameName(type,candidates)}function sameName(type,candidates){const simple=type.slice(type.lastIndexOf(".")+1),same=candidates.
filter(name=>name.startsWith("io.kestra.plugin.")&&name.endsWith(`.${simple}`));return same.length===1?same[0]:void 0}const explainViolation=text=>{const colon=text.
indexOf(": ");if(colon<1||/^[\s:]/.test(text))return;const path2=text.slice(0,colon),message=text.slice(colon+2);if(!isPath(path2,message))return{rule:"constrai\
nt",message:sentence(capitalised(text))};const list=/(?:^|[.\]])(\w+)\[\d+\]\.<list element>$/.exec(path2)?.[1],name=list===void 0?violations_nameOf(path2):`An \
element of ${quoted(list)}`;if(list!==void 0&&message==="must not be null"){const kind="a mapping with a `type`";return{rule:"wrong-type",message:`${name} must \
be ${kind}.`,expected:{name,kind}}}for(const[pattern2,rule2,say]of STANDARD){const match=pattern2.exec(message);if(match!==null)return{rule:rule2,message:`${name}\
 ${say(match)}.`}}return{rule:OTHERS.find(([phrase])=>message.includes(phrase))?.[1]??"constraint",message:sentence(/^\w+ must /.test(message)?message:capitalised(
message))}};function violations_nameOf(path2){const property=/(?:^|[.\]])_?(\w+)$/.exec(path2)?.[1],owner=ownerOf(path2),on=owner===void 0?"":` of ${quoted(owner)}`;
return property===void 0?quoted(path2):`${quoted(property)}${on}`}function isPath(path2,message){return/\s/.test(path2.replace(/\[[^\][]*\]/g,""))?STANDARD.some(
([pattern2])=>pattern2.test(message))&&!/Invalid (?:default|value) for input /.test(path2):!0}const STANDARD=[[/^must not be null$/,"missing-property",()=>"is m\
issing"],[/^must not be (blank|empty)$/,"missing-property",([,what])=>`must not be ${what}`],[/^must match "([^]*)"$/,"pattern",([,pattern2])=>allowed(pattern2)??
`must match ${pattern2}`],[/^size must be between (\d+) and (\d+)$/,"size",([,least,most])=>`must be ${least} to ${most} long`],[/^must be greater than or equal to (\S+)$/,
"range",([,limit2])=>`must be at least ${limit2}`],[/^must be less than or equal to (\S+)$/,"range",([,limit2])=>`must be at most ${limit2}`]],OTHERS=[["invalid\
 cron expression","cron"],["is not a valid time-zone ID","time-zone"],["Invalid label key","label-key"],["Cyclic dependency detected","dag-dependency"],["Not ex\
isting task id in dependency","dag-dependency"],["No task defined","missing-property"],["cannot be empty","missing-property"]];function allowed(pattern2){const match=/^\^?\[([^\][]+)\]\[([^\][]+)\]\*\$?$/.
exec(pattern2);if(match===null)return;const[first,all]=[characters(match[1]),characters(match[2])];if(!(first===void 0||all===void 0))return`may hold only ${joined(
all,"conjunction")}, and must begin with ${joined(first,"disjunction")}`}const RANGES=[["a-zA-Z","letters"],["a-z","lower-case letters"],["A-Z","upper-case lett\
ers"],["0-9","digits"]];function characters(set){const names=[];let rest=set;for(const[range,name]of RANGES)rest.includes(range)&&(names.push(name),rest=rest.replace(
range,""));if(/^[._$]*-?$/.test(rest))return[...names,...[...rest].map(sign=>`"${sign}"`)]}const LISTS=/^_?(?:retry|labels|concurrency|tasks|triggers|inputs|outputs|errors|finally|afterExecution|sla|checks)\b/;
function ownerOf(path2){const end=path2.lastIndexOf(".");if(end===-1)return;const parent=path2.slice(0,end),id=[...parent.matchAll(/\[([^\][]*)\]/g)].map(([,name])=>name).
findLast(name=>!/^\d+$/.test(name));if(id!==void 0)return id==="null"||id===""?void 0:id;if(!LISTS.test(parent))return halved(parent.split(/\._?(?:then|else|errors|finally|defaults|onPause|cases)\b/,
1)[0])}function halved(ids){for(let times=8;times>1;times--){const id=ids.slice(0,(ids.length-(times-1))/times);if(ids===new Array(times).fill(id).join("."))return id}
return ids}const explainWrongValue=text=>{const chain=readReferenceChain(text),reported=withoutLocation(text);if(!/^Cannot (?:deserialize|construct|coerce) /.test(
reported))return chain===void 0?void 0:explainOther(reported,propertyOf(chain));const property=propertyOf(chain??[]),name=property===void 0?"This value":quoted(
property),value=between(reported,'from String "','": ')??between(reported,"String value ('","')"),is=value===void 0?kindGiven(reported):quoted(value),choices=between(
reported,"Enum class: [","]");if(choices!==void 0){const meant=value===void 0?void 0:nearestName(value,choices.split(", "));return{rule:"wrong-value",message:`${name}\
 is ${is}${didYouMean(meant)}`,hint:`Allowed: ${choices}.`}}if(property===void 0&&reported.includes("`java.util.LinkedHashMap"))return{rule:"not-a-flow",message:`\
This is ${is}, not a flow: a flow is a mapping with \`id\`, \`namespace\` and \`tasks\`.`};const java=between(reported,"`","`");return java===void 0?wrongForm(name):
wrongKind(name,kindWanted(java),`, but it is ${is}`)};function wrongKind(name,kind,is=""){return{rule:"wrong-type",message:`${name} must be ${kind}${is}.`,expected:{
name,kind}}}function wrongForm(name){return{rule:"wrong-type",message:`${name} does not have the form that Kestra expects.`}}function explainOther(reported,property){
const label2=between(reported,"Unsupported type for key: ",", value: ");if(label2!==void 0)return{rule:"wrong-type",message:`The label ${quoted(label2)} must ha\
ve text, a number or a boolean as its value.`};const missing=between(reported,"Missing required creator property '","'");if(missing!==void 0)return{rule:"missin\
g-property",message:`${quoted(missing)} is missing.`};const name=property===void 0?"This value":quoted(property);if(reported.includes("neither an object neither\
 an array"))return wrongKind(name,"a list or a mapping");const kind=expectedKind(reported);return kind!==void 0?wrongKind(name,kind):/^class |Cannot invoke|Unable to deserialize|Expected array|Unexpected token/.
test(reported)?wrongForm(name):{rule:"wrong-value",message:`${name}: ${sentence(capitalised(reported))}`}}function expectedKind(reported){if(reported.startsWith(
"Expected array or string"))return"a date";const java=reported.startsWith("Unexpected token ")?between(reported,"] for "," value"):void 0;return java===void 0?void 0:
kindWanted(java)}function propertyOf(chain){return chain.findLast(step=>typeof step=="string")}function kindGiven(reported){return/START_OBJECT|Object value/.test(
reported)?"a mapping":/START_ARRAY|Array value/.test(reported)?"a list":/VALUE_TRUE|VALUE_FALSE|oolean value/.test(reported)?"a boolean":/VALUE_NUMBER|Number value|from number/.
test(reported)?"a number":reported.includes("empty String")?"empty":"text"}function kindWanted(java){const type=java.replace(/<.*/,"");return/(?:List|Set|\[\])$/.
test(type)?"a list":type.endsWith("Map")?"a mapping":KINDS.get(type)??`a mapping (${nameOfClass(type)})`}const KINDS=new Map([...["boolean","java.lang.Boolean"].
map(type=>[type,"true or false"]),...["int","long","short"].map(type=>[type,"a whole number"]),...["Integer","Long","Short"].map(type=>[`java.lang.${type}`,"a w\
hole number"]),...["float","double","java.lang.Float","java.lang.Double"].map(type=>[type,"a number"]),["java.lang.String","text"],["java.time.Duration","a dura\
tion such as PT1H30M"],["java.time.LocalTime","a time"],...["LocalDate","LocalDateTime","Instant","ZonedDateTime","OffsetDateTime"].map(type=>[`java.time.${type}`,
"a date"])]),NO_FLOW={rule:"empty-document",message:"There is no flow here: the document is empty or holds only comments.",hint:"If a flow follows, remove the `\
---` above it."},explainSyntax=text=>{if(!/Illegal \w+ source: YAML (?:parsing|syntax) error/.test(text)&&!text.includes(`
 in 'reader', line`))return;const rule="yaml-syntax";if(text.includes("Invalid structure"))return{rule,message:"The YAML cannot be read here.",hint:"Check the i\
ndentation; a value that begins with {{ needs quotes."};if(text.includes("Unexpected mapping start")||text.includes("Expected a simple value"))return{rule,message:"\
A simple value is expected, but the YAML holds a mapping or list.",hint:"A value that begins with {, [, &, * or another sign of YAML needs quotes."};if(text.includes(
"No content to map"))return NO_FLOW;const field=between(text,"Duplicate field '","'");if(field!==void 0)return{rule:"duplicate-key",message:`The key ${quoted(field)}\
 stands here a second time. Kestra refuses to store such a flow.`,hint:"Remove one of the two."};const reported=reportedBy(text);if(reported.includes("(TAB)"))return{
rule,message:"YAML does not allow tabs for indentation; use spaces."};if(reported.includes("mapping values are not allowed here"))return{rule,message:'There is \
a ":" where no key can stand.',hint:"Put quotes around the value, or move the nested mapping to its own lines."};const start=between(reported,"found character '",
"' that cannot start any token");return start!==void 0?{rule,message:`A value cannot begin with ${quoted(start)}.`,hint:"Put quotes around it."}:{rule,message:`\
The YAML cannot be read: ${sentence(reported)}`}};function reportedBy(text){const sentences=withoutLocation(text).split(`
`).filter(line=>/^\S/.test(line)),problem=sentences.filter(line=>!line.startsWith("while "));return(problem.length>0?problem:sentences).join(" ").replace(/ at line \d+, column \d+/g,
"")}const EXPLAINERS=[explainUnknownProperty,explainUnknownType,explainWrongValue,explainInternal,explainSyntax,explainDuplicate,explainFlowRule,explainViolation];
function explain(text,answer,rules){if(answer==="deprecationPaths")return{rule:"deprecated",message:`\`${text}\` is deprecated.`};if(answer==="outdated")return{
rule:"outdated-revision",message:"The `revision` written here does not follow the newest one on the server.",hint:"Remove `revision`: Kestra counts by itself."};
for(const explainer of EXPLAINERS){const found2=explainer(text,rules);if(found2!==void 0)return found2}return{rule:answer==="infos"?"info":"kestra",message:sentence(
text)}}const LEAD=/^ *(?:-(?: +|$))*/,KEY=/^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'[\]{},&*!|>%@`-][^#]*?|-[^\s#][^#]*?)[ \t]*:(?:[ \t]+(.*))?$/,BLOCK=/^(?:[&!]\S+ +)*[|>][-+0-9]*\s*(?:#.*)?$/;
function outlineOf(lines2){const outline=[];let textBelow=-1;return lines2.forEach((line,number)=>{const text=line.trim(),indent=line.length-line.trimStart().length;
if(text===""||textBelow>=0&&indent>textBelow||(textBelow=-1,text.startsWith("#")||/^(?:---|\.\.\.)\s/.test(line)))return;const entry=outlineLine(line,number);outline.
push(entry),textBelow=textColumn(entry)??-1}),outline}function outlineLine(line,number){const[lead]=LEAD.exec(line),dashes=[...lead.matchAll(/-/g)].map(({index})=>index),
rest=line.slice(lead.length),match=KEY.exec(rest),value=match===null?rest:match[2]??"";return{number,dashes,column:lead.length,key:match?.[1],value:value.startsWith(
"#")?"":value}}function textColumn({key:key2,dashes,column,value}){if(BLOCK.test(value))return key2===void 0?dashes.at(-1):column}function nameOfLine({key:key2,
dashes}){return key2!==void 0?nameOfKey(key2):dashes.length>0?"the list item":"this line"}function nameOfKey(key2){return/^["']/.test(key2)?key2:quoted(key2)}function openColumns(outline){
const open=[];for(const line of outline.toReversed()){const keys=line.key===void 0?[]:[{column:line.column,isDash:!1,line}],dashes=line.dashes.toReversed().map(
column=>({column,isDash:!0,line}));for(const place of[...keys,...dashes]){const last=open.at(-1),isOwner=last!==void 0&&last.isDash&&!place.isDash&&place.column===
last.column;(last===void 0||place.column<last.column||isOwner)&&open.push(place)}}return open}const blockHeader=({problem,context})=>{if(context?.what!=="while \
scanning a block scalar")return;const sign=quoted(context.after.charAt(0));return problem.problem.endsWith("found #(35)")?{message:`A comment behind ${sign} nee\
ds a blank before it.`,hint:"Add the blank."}:{message:`${sign} begins a block of text, which starts on the next line: behind the sign only -, + and a digit fro\
m 1 to 9 may stand.`,hint:"Begin the text on the next line, indented, or put quotes around the value."}},outdentedText=place=>{const text=textAbove(place);if(text===
void 0)return;const{at,indent,owner,column,begins:begins2}=text;if(indent>=(begins2??column+1))return;const{key:key2,dashes}=outlineLine(place.lines[at],at);if(indent<=
column&&(key2!==void 0||dashes.length>0))return;const line=place.numberOf(at),name=`${nameOfLine(owner)} (line ${place.numberOf(owner.number)})`;return begins2===
void 0?{message:`Line ${line} begins in column ${indent+1}, too far left for the block of text of ${name}: it does not belong to it.`,hint:`Indent the line to c\
olumn ${column+3} if it belongs to the text.`}:{message:`Line ${line} begins in column ${indent+1}, left of the block of text of ${name}, which begins in column\
 ${begins2+1}: it does not belong to it.`,hint:`Indent the line to column ${begins2+1} if it belongs to the text.`}},commentEndsText=place=>{const text=textAbove(
place);if(text?.comment===void 0||text.indent<=text.column)return;const{comment,owner,begins:begins2,indent}=text,name=`${nameOfLine(owner)} (line ${place.numberOf(
owner.number)})`;return{message:`The comment in line ${place.numberOf(comment)} stands left of the block of text of ${name} and ends it: what follows does not b\
elong to it.`,hint:`Indent the comment to column ${(begins2??indent)+1}, which makes it a part of the text, or remove it.`}},textAfterComment=({problem,above,lines:lines2,
numberOf:numberOf2})=>{const last=above.at(-1);if(!problem.problem.includes("found '<scalar>'")||last===void 0||/^(?:["'|>[{]|$)/.test(last.value))return;const comment=lines2.
slice(last.number,problem.mark.line).findIndex(line=>/(?:^|\s)#/.test(line));if(comment!==-1)return{message:`A comment ends a value that has no quotes: after th\
e one in line ${numberOf2(last.number+comment)} this line cannot go on with it.`,hint:"Remove the comment, or write the value as a block of text (|) or in quote\
s."}};function textAbove({problem,context,above,lines:lines2}){if(problem.problem==="mapping values are not allowed here")return;const at=context?.what==="while\
 scanning a simple key"?context.mark.line:problem.mark.line,owner=above.findLast(({number})=>number<at),column=owner&&textColumn(owner);if(column===void 0)return;
const indentOf=number=>lines2[number].search(/\S/),below2=[...lines2.keys()].slice(owner.number+1,at),begins2=below2.map(indentOf).find(indent=>indent>column),comment=below2.
find(number=>indentOf(number)<(begins2??1/0)&&lines2[number].trimStart().startsWith("#"));return{at,indent:indentOf(at),owner,column,begins:begins2,comment}}const NO_KEY_HERE="\
mapping values are not allowed here",SIMPLE_KEY="while scanning a simple key",NO_BLANK=/^\s*(?:- +)*((?:[A-Za-z_][\w.-]*|"[^"]*"|'[^']*')):(?=[^\s:/\\])/,noBlankAfterColon=place=>{
for(const number of suspects(place)){const key2=NO_BLANK.exec(place.lines[number])?.[1];if(key2!==void 0)return{message:`There is no blank behind the colon of ${nameOfKey(
key2)}${inLine(number,place)}: to YAML the colon is part of a word.`,hint:`Write ${nameOfKey(key2)} as a key: \`${key2}: …\`.`}}},noBlankAfterDash=place=>{for(const number of suspects(
place)){const word=/^\s*-("[^"]*"|'[^']*'|[A-Za-z_][^\s:]*):?(?:\s|$)/.exec(place.lines[number])?.[1];if(word!==void 0)return{message:`There is no blank behind \
the dash before ${nameOfKey(word)}${inLine(number,place)}: to YAML it is part of the word, and no list item begins.`,hint:`Write \`- ${word}\`.`}}},doubleDash=place=>{
for(const number of suspects(place)){const dashes=/^\s*(--+) \S/.exec(place.lines[number])?.[1];if(dashes!==void 0)return{message:`Line ${place.numberOf(number)}\
 begins with ${quoted(dashes)}: dashes without a blank between them are a word to YAML, and no list item begins.`,hint:"Write one dash for an item."}}},colonInValue=({
problem,here,before})=>{if(!(problem.problem!==NO_KEY_HERE||here.key===void 0)&&before.slice(here.column+here.key.length).trim()!=="")return{message:`The value \
of ${nameOfKey(here.key)} holds a colon with a blank behind it, which YAML takes for the end of another key.`,hint:"Put quotes around the value, or move what is\
 nested to lines of its own."}},missingColon=({context,lines:lines2,numberOf:numberOf2})=>{if(context?.what!==SIMPLE_KEY)return;const{line:number}=context.mark,
line=lines2[number];return outlineLine(line,number).key!==void 0?{message:`The key in line ${numberOf2(number)} is longer than YAML allows: its colon must be am\
ong the first 1024 characters.`,hint:"Shorten it."}:{message:`Line ${numberOf2(number)} (${quoted(line.trim())}) stands where a key is expected, but no colon en\
ds it.`,hint:"Add the colon and a blank, or indent the line if it goes on with the value above."}},colonMissingAbove=({problem,here,above,lines:lines2,numberOf:numberOf2})=>{
if(problem.problem!==NO_KEY_HERE||here.key===void 0)return;const last=above.at(-1);if(!(last===void 0||last.key!==void 0))return{message:`Line ${numberOf2(last.
number)} (${quoted(lines2[last.number].trim())}) has no colon with a blank behind it: to YAML it is text, and this line goes on with it.`,hint:here.dashes.length>
0?"Add the colon if this list is meant to be its value, or move the dash to the column of the others.":"Write what is missing there, or put quotes around the wh\
ole text if it is one."}},strayColon=({problem:{problem}})=>{if(!(problem!==NO_KEY_HERE&&!problem.includes("found ':'")))return{message:"There is a colon with a\
 blank behind it where no key can end.",hint:"Put quotes around the text that holds it, or write a key before it."}};function suspects({problem,above}){return[...above.
slice(-1).map(({number})=>number),problem.mark.line]}function inLine(number,{problem,numberOf:numberOf2}){return number===problem.mark.line?"":` in line ${numberOf2(
number)}`}const tab=({problem,before,after:after2})=>{if(problem.problem.includes("'\\t(TAB)'"))return before.trim()===""?after2.trim()===""?{message:"This line\
 holds nothing but a tab, which YAML does not allow here.",hint:"Empty the line."}:{message:"This line is indented with a tab; YAML allows blanks only.",hint:"R\
eplace each tab by blanks, two a level."}:after2.trim()===""?{message:"There is a tab at the end of this line, which YAML does not allow here.",hint:"Remove it."}:
/[:\-?,]\s*$/.test(before)?{message:`There is a tab behind the ${quoted(before.trimEnd().slice(-1))}; YAML wants a blank.`,hint:"Replace the tab by a blank."}:{
message:"There is a tab where YAML does not allow one.",hint:"Replace it by blanks."}},reservedStart=({problem,after:after2,before})=>{if(!problem.problem.includes(
"that cannot start any token"))return;const[sign]=after2;return sign==="%"&&/\{\s*$/.test(before)?{message:"An expression that begins a value, {% … %}, needs qu\
otes: to YAML the brace begins a mapping.",hint:"Put quotes around the whole value, or write it as a block of text (|)."}:{message:`A value cannot begin with ${sign===
"`"?"a backquote":quoted(`${sign}`)}.`,hint:"Put quotes around the value."}},forbiddenCharacter=({problem,after:after2})=>{if(problem.kind==="reader")return{message:`\
The character ${characters_codeOf(after2)} is not allowed in YAML.`,hint:"Remove it, or write it as an escape in double quotes."}},FOREIGN_BLANK=/^[\xA0\u2000-\u200B\u202F\u3000\uFEFF]/,
characters_LEAD=/^ *(?:- +)*(?:-|[\w.-]+:|"[^"]*":|'[^']*':)?(?=[\xA0\u2000-\u200B\u202F\u3000\uFEFF])/,foreignBlank=place=>{const{problem,before,after:after2,lines:lines2,
numberOf:numberOf2}=place,at=(number,column,character)=>({message:`In column ${column+1} of line ${numberOf2(number)} stands an invisible character that is no b\
lank to YAML (${characters_codeOf(character)}).`,hint:"Replace it by a blank, or remove it."});if(FOREIGN_BLANK.test(after2))return at(problem.mark.line,before.
length,after2);for(const number of suspects(place)){const line=lines2[number],lead=characters_LEAD.exec(line)?.[0];if(lead!==void 0)return at(number,lead.length,
line.slice(lead.length))}};function characters_codeOf(text){return`U+${text.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}`}const unclosed=({problem,
context,before,after:after2,here,numberOf:numberOf2})=>{const match=/expected ',' or '(.)', but got (.+)/.exec(problem.problem);if(match===null)return;const[,close,
found2]=match,open=close==="]"?"[":"{",{line,column}=context.mark,where=`The ${open} in line ${numberOf2(line)}, column ${column+1}`;if(found2==="<stream end>")
return{message:`${where}, is never closed.`,hint:`Add the ${close} that is missing, or put quotes around the value if it is text.`};if(found2==="]"||found2==="}")
return{message:`${where}, is closed by ${found2} instead of ${close}.`,hint:`Write ${close}, or add the one that is missing before it.`};if(found2===":"&&problem.
mark.line>line&&here.key!==void 0){const name=nameOfKey(here.key);return{message:`${where}, is not closed before line ${numberOf2(problem.mark.line)}, where ${name}\
 begins.`,hint:`Add the ${close} that is missing, or the comma before ${name}, or put quotes around the value if it is text.`}}if(found2===":"&&before.trim()!==
"")return{message:`A second colon stands in one entry of the ${open==="["?"list":"mapping"} that ${open} begins in line ${numberOf2(line)}.`,hint:`Add the comma\
 between two entries, the missing ${close}, or quotes around a value with a colon in it.`};const next=/\S+?(?=:?(?:\s|$))/.exec(after2)?.[0],what=next===void 0||
/["']/.test(next)?next:quoted(next);return{message:`${where}, is still open, and between its entries a comma is missing${what===void 0?"":` before ${what}`}.`,hint:`\
Add the comma, the ${close} that is missing, or quotes around the value if it is text.`}},openAtEnd=({problem})=>{if(problem.problem.endsWith("but found '<strea\
m end>'"))return{message:"A bracket or a brace is still open where the document ends.",hint:"Add the ] or } that is missing, or put quotes around the value if i\
t is text."}},tooMany=({problem})=>{const sign=/found '([\]}])'/.exec(problem.problem)?.[1];if(sign===void 0)return;const open=sign==="]"?"[":"{";return{message:`\
There is a ${sign} too much: no ${open} is open here.`,hint:`Remove it, or add the ${open}.`}},strayComma=({problem,before})=>problem.problem.includes("found ',\
'")?problem.context==="while parsing a flow node"?{message:"Between two commas, or before the first one, an entry is missing.",hint:"Remove the comma, or add th\
e entry."}:{message:/(^|[:-])\s*$/.test(before)?"A value cannot begin with a comma.":"A comma cannot stand behind a value that has ended.",hint:"Put quotes arou\
nd the whole value, or remove the comma."}:void 0,signInFlow=({problem,numberOf:numberOf2})=>{const sign=/expected the node content, but found '([-:?])'/.exec(problem.
problem)?.[1];if(sign!==void 0)return sign==="-"?{message:"Inside of brackets or braces no list with dashes can stand.",hint:"Separate the entries by commas, wi\
thout dashes, or close the bracket above."}:{message:`A value is missing before ${quoted(sign)} in line ${numberOf2(problem.mark.line)}.`,hint:"Add it, or put q\
uotes around the text."}},textAfterBrackets=({problem,before})=>{if(!/found '(<(scalar|alias|anchor|tag)>|[[{])'|sequence entries/.test(problem.problem))return;
const sign=/([\]}])\s*$/.exec(before)?.[1];if(sign!==void 0)return{message:`What begins with ${sign==="]"?"a bracket":"a brace"} ends at the ${sign}; nothing ma\
y follow it on its line.`,hint:"Put quotes around the whole value if it is text."}},colonAfterBrackets=({problem,before})=>{if(problem.problem!=="mapping values\
 are not allowed here")return;const sign=/([\]}])\s*$/.exec(before)?.[1];return sign===void 0?void 0:{message:`Behind the ${sign} stands a colon, as if it ended\
 a key, but a value stands here.`,hint:"Put quotes around the whole value if it is text."}},tooFarRight=({problem,here,above,numberOf:numberOf2})=>{const isText2=problem.
problem==="mapping values are not allowed here",isEntry=/expected <block end>, but found '(<block mapping start>|<block sequence start>)'/.test(problem.problem),
parent=above.at(-1);if(parent?.key===void 0||parent.value===""||!(isText2||isEntry))return;const column=here.dashes[0]??here.column;if(column<=parent.column)return;
const name=startOf(here),wanted=parent.column+1,continues=isText2?": to YAML it goes on with that value":"";return{message:`${capitalised(name)} begins in colum\
n ${column+1}, further to the right than ${nameOfLine(parent)} (line ${numberOf2(parent.number)}, column ${wanted}), which has a value already${continues}.`,hint:here.
dashes.length>0?`Remove the value of ${nameOfLine(parent)} if this list is meant to be its value.`:`Move ${name} to column ${wanted}, or remove the value of ${nameOfLine(
parent)} if ${name} was meant to be nested.`}},wrongColumn=({problem,here,above,numberOf:numberOf2})=>{if(!problem.problem.startsWith("expected <block end>"))return;
const column=here.dashes[0]??here.column,isDash2=here.dashes.length>0,fitting=openColumns(above).filter(one=>one.isDash===isDash2);if(fitting.length===0&&!isDash2||
fitting.some(one=>one.column===column))return;const places=fitting.toSorted((a,b)=>Math.abs(a.column-column)-Math.abs(b.column-column)).slice(0,2).map(({column:at,
line})=>`column ${at+1} (as ${isDash2?"the dash":nameOfLine(line)} in line ${numberOf2(line.number)})`);return{message:`${capitalised(startOf(here))} begins in \
column ${column+1}, but no ${isDash2?"item of a list":"entry"} above it that is still open begins there.`,hint:`Move it to ${places.length>0?places.join(" or "):
"the right of the key that it belongs to"}.`}},itemUnderValue=({problem,here,above,numberOf:numberOf2})=>{if(problem.problem!=="expected <block end>, but found \
'-'")return;const column=here.dashes[0],owner=openColumns(above).find(one=>one.column===column&&!one.isDash)?.line;if(owner===void 0)return;const line=numberOf2(
owner.number);if(owner.value!=="")return{message:`This list item belongs to ${nameOfLine(owner)} (line ${line}), which has a value already.`,hint:`Remove the va\
lue of ${nameOfLine(owner)} if it is a list, or the dash.`};const below2=above.find(({number})=>number>owner.number);if(below2===void 0)return;if(below2.dashes[0]===
void 0)return{message:`This list item belongs to ${nameOfLine(owner)} (line ${line}), which has a value already (line ${numberOf2(below2.number)}).`,hint:"Remov\
e that value if the list is meant instead of it, or the dash."};const wanted=below2.dashes[0]+1;return{message:`This list item begins in column ${column+1}, the\
 items above it in column ${wanted}.`,hint:`Move it to column ${wanted}.`}},entryAmongItems=({problem,here,above,numberOf:numberOf2})=>{if(problem.problem!=="ex\
pected <block end>, but found '?'"||here.key===void 0)return;const item2=above.findLast(({dashes})=>dashes.includes(here.column));if(item2===void 0)return;const line=numberOf2(
item2.number);return item2.dashes.length>1?{message:`${nameOfLine(here)} stands in the column of a dash: line ${line} begins with ${item2.dashes.length} dashes,\
 a list inside a list.`,hint:`Remove the dash too many in line ${line}, or move ${nameOfLine(here)} to column ${item2.column+1}.`}:{message:`${nameOfLine(here)}\
 begins in column ${here.column+1}, where the items of the list begin (line ${line}), but it is no item.`,hint:`Move it to column ${item2.column+1} if it belong\
s to the item, or put a dash before it if it is one.`}};function startOf(line){return line.dashes.length===0?nameOfLine(line):line.key===void 0?"the dash":`the \
dash before ${nameOfLine(line)}`}const CONFLICT=/^(<{7}|={7}|>{7}|\|{7})(\s|$)/,mergeConflict=({problem:{mark,contextMark=mark},lines:lines2,numberOf:numberOf2})=>{
const from=Math.min(mark.line,contextMark.line);for(let number=mark.line;number>=Math.max(from-3,0);number--){const marker=CONFLICT.exec(lines2[number]??"")?.[1];
if(marker!==void 0)return{message:`Line ${numberOf2(number)} is the marker of a merge conflict (${marker}).`,hint:"Resolve the conflict: keep one side, or both,\
 and remove the three markers."}}},documentMarkers=({problem:{problem:text},context,line})=>{if(text.includes("duplicate"))return{message:"This line that begins\
 with % is a directive of YAML for a second time.",hint:"Remove it."};if(context?.what.endsWith("directive"))return{message:"A line that begins with % is a dire\
ctive of YAML, and this one is not valid.",hint:"Put quotes around the text, or indent it if it goes on with a value."};if(text.includes("incompatible YAML docu\
ment"))return{message:"Kestra reads YAML 1.1; this document says that it is of another major version.",hint:"Remove the %YAML line."};if(text.startsWith("expect\
ed '<document start>'"))return{message:"Behind the lines that begin with % a document must begin with a line of three dashes (---).",hint:"Add the line, or remo\
ve the lines with %."};if(/but (?:got|found) '?<document (start|end)>/.exec(text)?.[1]!==void 0)return{message:`The document marker ${quoted(line.slice(0,3))} s\
tands where something else has to end first.`,hint:"Close what is open above it, or remove the marker."};if(/^---\s/.test(line)&&text.endsWith("not allowed here"))
return{message:"On the line of a document marker (---) no mapping and no list can begin.",hint:"Begin it on the next line."}},DIGITS={x:2,u:4,U:8},ESCAPED_PATH=/^[A-Za-z]:\\|^\\\\|\\[A-Za-z]+\\/,
openQuote=({problem,context,numberOf:numberOf2})=>{if(context?.what!=="while scanning a quoted scalar")return;const{mark,after:after2}=context,quote=after2.charAt(
0),runsTo=problem.problem.endsWith("separator")?`document marker in line ${numberOf2(problem.mark.line)}`:"end of the document";return{message:`The text that be\
gins with ${quote} in line ${numberOf2(mark.line)}, column ${mark.column+1}, is never closed: it reaches the ${runsTo}.`,hint:`Add the closing ${quote} where th\
e text ends. If it ends where it should, look for a ${quote} too many above.`}},unknownEscape=({problem,context,after:after2,before})=>{if(!problem.problem.startsWith(
"Malformed Number token")&&context?.what!=="while scanning a double-quoted scalar")return;const hint=ESCAPED_PATH.test(before.slice(before.lastIndexOf('"')+1)+after2)?
"Put the path into single quotes, or write every backslash twice.":"Put the text into single quotes, or write the backslash twice.",kind=/\\([xuU])$/.exec(before)?.[1],
[letter]=after2;return{message:`A backslash in double quotes ${kind===void 0?`begins an escape, and YAML 1.1 knows no \\${letter}.`:`begins an escape: behind \\${kind}\
 the code of a character must stand, ${DIGITS[kind]} hexadecimal digits.`}`,hint}},textAfterQuotes=({problem,before,after:after2,numberOf:numberOf2})=>{if(!/found '(<(scalar|anchor|alias|tag)>|[[\]{}?])'|could not find expected|any token|not allowed here/.
test(problem.problem)||after2===""||after2.startsWith(":"))return;const closed=/(?:^|[\s[{,])("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*$/.exec(before)?.[1];if(closed===
void 0)return;const[quote]=closed,inner=quote==='"'?'Write \\" for a quote inside of double quotes, or put single quotes around the whole.':"Write '' for an apo\
strophe inside of single quotes, or put double quotes around the whole.";return{message:`The text in quotes ends in column ${before.trimEnd().length} of line ${numberOf2(
problem.mark.line)}; nothing may follow it there.`,hint:after2.includes(quote)?inner:"Put quotes around the whole value, or remove them."}},quoteFromAbove=({problem,
before,lines:lines2,numberOf:numberOf2})=>{const quote=/(["'])\s*(?:[*&][^\s"']*)?$/.exec(before)?.[1];if(quote===void 0||!isOdd(before,quote))return;const number=lines2.
slice(0,problem.mark.line).findLastIndex(line=>isOdd(line,quote));if(number!==-1)return{message:`The text in quotes that ends here begins in line ${numberOf2(number)}\
, column ${withoutInner(lines2[number],quote).lastIndexOf(quote)+1}, where it is not closed.`,hint:`Add the closing ${quote} in line ${numberOf2(number)}.`}};function isOdd(text,quote){
return withoutInner(text,quote).split(quote).length%2===0}function withoutInner(text,quote){return text.replace(quote==='"'?/\\./g:/\w'(?=\w)/g,"  ")}const keyAfterQuotes=({
before,after:after2})=>{if(!(!after2.startsWith(":")||!/: +("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*$/.test(before)))return{message:"The text in quotes has a colon \
behind it, as if it were a key, but it stands where a value does.",hint:"Move the colon inside of the quotes, or what is nested to a line of its own."}},LINE_BREAK=/\r\n|[\n\r\x85\u2028\u2029]/g;
function syntaxPlace(problem,document){const{source}=document,starts=[source.startsWith("\uFEFF")?1:0],lines2=[];for(const{index,0:lineBreak}of source.matchAll(
LINE_BREAK))lines2.push(source.slice(starts.at(-1),index)),starts.push(index+lineBreak.length);lines2.push(source.slice(starts.at(-1)));const around=({offset,line:number})=>{
const line=lines2[number]??"",column=offset-(starts[number]??offset);return{line,before:line.slice(0,column),after:line.slice(column)}},{mark,context:what,contextMark}=problem;
return{problem,...around(mark),context:contextMark&&{what,mark:contextMark,...around(contextMark)},above:outlineOf(lines2.slice(0,mark.line)),here:outlineLine(around(
mark).line,mark.line),lines:lines2,numberOf:number=>positionAt(document.file,document.start+(starts[number]??source.length)).line}}const CRON_FIELD=/^(?:[-\d*/,?#LW]|MON|TUE|WED|THU|FRI|SAT|SUN|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)+$/i,
bareExpression=({problem,before})=>{if(!(!(problem.kind==="structure"&&/\{\s*$/.test(before))&&!/(?:^|[:,[{-]) *\{\{(?!.*\}\})/.test(before)))return{message:"An\
 expression that begins a value needs quotes: to YAML its braces begin a mapping.",hint:'Put quotes around the whole value: "{{ … }}".'}},keyIsNoText=({problem,
after:after2})=>problem.kind!=="structure"?void 0:{message:`A key must be plain text, and this one is ${after2.startsWith("*")?"an alias":/^[[-]/.test(after2)?"\
a list":"a mapping"}.`,hint:"Put quotes around it if it is meant as text."},starOrAmpersand=({context})=>{const isAlias=context?.what==="while scanning an alias";
if(context===void 0||!isAlias&&context.what!=="while scanning an anchor")return;const fields=context.after.replace(/ #.*/,"").trim().split(/\s+/);return isAlias&&
fields.length>=5&&fields.every(field=>CRON_FIELD.test(field))?{message:"A schedule that begins with * needs quotes: to YAML the star begins an alias.",hint:`Wri\
te "${fields.join(" ")}" in quotes.`}:{message:`A value that begins with ${isAlias?"*":"&"} needs quotes: to YAML it is ${isAlias?"an alias":"an anchor"}.`,hint:"\
Put quotes around the value."}},textAfterAlias=({problem,before})=>{if(!/found '(<(scalar|alias|anchor|tag)>|[[{,:])'/.test(problem.problem))return;const name=/(?:^|[\s[{,])([*&][^\s,:[\]{}]+)\s*$/.
exec(before)?.[1];if(name!==void 0)return{message:`To YAML ${quoted(name)} is ${name.startsWith("*")?"an alias":"an anchor"}, and what follows it cannot stand t\
here.`,hint:"Put quotes around the whole value."}},badTag=({problem,context})=>{if(!(context?.what!=="while scanning a tag"&&!problem.problem.startsWith("found \
undefined tag handle")))return{message:"A value that begins with ! has a tag to YAML, and this tag is not valid.",hint:"Put quotes around the value."}},notHere=({
problem,here,before})=>{if(problem.problem==="mapping keys are not allowed here")return{message:"A question mark with a blank behind it begins a key, and none c\
an stand here.",hint:"Put quotes around the value."};if(problem.problem==="sequence entries are not allowed here")return here.key!==void 0&&before.slice(here.column+
here.key.length).trim()===":"?{message:`A list cannot begin on the line of its key: the dash stands directly behind ${nameOfKey(here.key)}.`,hint:"Begin the lis\
t on the next line, or put quotes around the value if it is text."}:{message:"A dash with a blank behind it begins a list item, and none can stand here.",hint:"\
Put quotes around the whole value if it is text."}},NO_NUMBER="Malformed numeric value '",noNumber=({problem:{kind,problem}})=>{if(kind!=="value")return;if(!problem.
startsWith(NO_NUMBER))return{message:`This value does not fit its tag: ${sentence(problem)}`,hint:"Remove the tag, which begins with !, or mend the value."};const text=problem.
slice(NO_NUMBER.length,-1);return{message:`Kestra cannot read ${quoted(text)}: YAML 1.1 takes it for a number${text.includes(":")?" to the base of 60":""}.`,hint:"\
Put quotes around it if it is meant as text."}},MISTAKES=[forbiddenCharacter,mergeConflict,tab,unknownEscape,noNumber,foreignBlank,openQuote,quoteFromAbove,bareExpression,
textAfterQuotes,keyAfterQuotes,commentEndsText,keyIsNoText,starOrAmpersand,badTag,blockHeader,reservedStart,documentMarkers,textAfterAlias,colonAfterBrackets,textAfterBrackets,
notHere,tooMany,strayComma,unclosed,openAtEnd,signInFlow,doubleDash,noBlankAfterDash,noBlankAfterColon,colonInValue,outdentedText,textAfterComment,tooFarRight,itemUnderValue,
entryAmongItems,wrongColumn,colonMissingAbove,missingColon,strayColon];function explainSyntaxProblem({problem,document}){if(problem.kind==="empty")return NO_FLOW;
if(problem.kind==="limit")return{rule:"yaml-limit",message:problem.message};const rule="yaml-syntax",place=syntaxPlace(problem.yaml,document);for(const mistake of MISTAKES){
const words2=mistake(place);if(words2!==void 0)return{rule,...words2}}return{rule,message:`The YAML cannot be read here: ${sentence(problem.yaml.problem)}`}}function likeliestFirst(all,isLikely){
const likely=[],others=[];for(const one of all)(isLikely(one)?likely:others).push(one);return[...likely,...others]}const FREE=new Set(["variables","values","inp\
uts","outputs","labels","env","headers","body","metadata"]);function objectsIn(root){return likeliestFirst(mappingsIn(root),({path:path2})=>!isFree(path2))}function isFree(path2){
return path2.some((step,index)=>FREE.has(step)&&typeof path2[index+1]!="number")}const TASK_LISTS=new Set(["tasks","errors","finally","afterExecution","then","e\
lse","defaults"]),objects_LISTS=new Map([["triggers","trigger"],["inputs","input"],["onResume","input"],["outputs","output"]]);function kindOf(path2){const[parent,
last]=[path2.at(-2),path2.at(-1)];if(last==="preconditions")return"preconditions";if(last==="task"||last==="onPause")return"task";if(typeof last=="number")return TASK_LISTS.
has(parent)||path2.at(-3)==="cases"?"task":objects_LISTS.get(parent)}function spanOfPath(root,path2){const node=nodeAt(root,path2);return node?.kind==="scalar"&&
node.span.end>node.span.start?node.span:headOfPath(root,path2)}function headOfPath(root,path2){const entry=entryAt(root,path2);if(entry!==void 0)return entry.keySpan;
const node=nodeAt(root,path2);return node!==void 0?headOf(node):headOfPath(root,path2.slice(0,-1))}function headOf(node){return node.kind==="mapping"?node.entries[0]?.
keySpan??node.span:node.kind==="sequence"?node.items[0]===void 0?node.span:headOf(node.items[0]):node.span}function valueSpans(node,key2){const entry=navigate_entryOf(
node,key2);if(entry===void 0)return[];const{value,keySpan}=entry;return[value.kind==="scalar"&&value.span.end>value.span.start?value.span:keySpan]}function keySpans(node,key2){
const entry=navigate_entryOf(node,key2);return entry===void 0?[]:[entry.keySpan]}function readText(node){return node?.kind==="scalar"&&node.value!==null?String(
node.value):void 0}function idOf(node){return readText(navigate_valueOf(node,"id"))}const placeDuplicate=({text,root})=>{const[conflict,...names]=/^Input path '([^']*)' conflicts with '([^']*)'/.
exec(text)??[];if(conflict!==void 0){const later2=occurrences(root,"input path").findLast(({name})=>names.includes(name));return later2===void 0?[]:[later2.span]}
const found2=readDuplicate(text);if(found2===void 0)return[];const places=occurrences(root,found2.kind),byName=found2.names.map(name=>places.filter(place=>place.
name===name).map(({span})=>span));return[...byName.flatMap(spans=>spans.slice(1)),...byName.flat()]};function firstOfDuplicate(root,text){const found2=readDuplicate(
text);if(found2===void 0)return;const[first,second]=occurrences(root,found2.kind).filter(({name})=>name===found2.names[0]);return second&&first.span}function occurrences(root,kind){
const isPath2=kind==="input path";return objectsIn(root).filter(({path:path2})=>kindOf(path2)===(isPath2?"input":kind)).map(({node,path:path2})=>{const key2=kind===
"input"&&navigate_valueOf(node,"id")===void 0?"name":"id";return{name:isPath2?formPath(root,path2):readText(navigate_valueOf(node,key2))??"null",span:valueSpans(
node,key2)[0]??headOf(node)}})}function formPath(root,path2){return path2.flatMap((step,index)=>typeof step=="number"?[idOf(nodeAt(root,path2.slice(0,index+1)))]:
[]).join(".")}function typeOf(node){return navigate_textOf(node,"type")}function isOfClass(node,className,rules){const type=typeOf(node);return type!==void 0&&(type===
className||classOfType(rules,type)===className)}function simpleName(className){return className.slice(Math.max(className.lastIndexOf("."),className.lastIndexOf(
"$"))+1)}function isNamed(node,...names){return names.some(name=>typeOf(node)?.endsWith(`.${name}`)===!0)}const placeDeprecation=({text,root,rules})=>{const steps=[
...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([,index,name])=>index===void 0?name.replace(/^_/,""):Number(index)),found2=objectsIn(root).flatMap(({node,path:path2})=>{
const target=nodeAt(node,steps);return target===void 0?[]:[{target,path:[...path2,...steps]}]});return likeliestFirst(found2,({target})=>isOld(target,rules)).map(
({path:path2})=>deprecation_placeOf(root,path2))};function isOld(node,rules){const type=typeOf(node);return type!==void 0&&isDeprecatedType(rules,type)}function deprecation_placeOf(root,path2){
return(typeof path2.at(-1)=="number"?valueSpans(nodeAt(root,path2),"type")[0]:void 0)??headOfPath(root,path2)}const placeInternal=reported=>{const{root}=reported,
prefix="Unable to validate the flow: ";if(!reported.text.startsWith(prefix))return[];const text=reported.text.slice(prefix.length);if(text.includes("PluginDefau\
lt.getValues()"))return internals_itemsOf(root,lacks("values"),internals_DEFAULTS);if(TYPELESS.includes(text))return internals_itemsOf(root,isTypeless,internals_DEFAULTS);
if(text.includes("Listener.getTasks()"))return internals_itemsOf(root,lacks("tasks"),["listeners"]);if(text.includes('"this.tasks" is null'))return loopsWithoutTasks(
reported);if(text.includes("Templates are disabled"))return placeClass("io.kestra.plugin.core.flow.Template",reported);const cast=/class (\S+) cannot be cast to class (\S+)/.
exec(text);return cast!==null?placeCast(cast[1],cast[2],reported):text==="null"||text.includes("isValid")?gaps(reported):[]},internals_DEFAULTS=["pluginDefaults",
"taskDefaults"],TYPELESS=["Cannot found plugin for null identifier","Cannot create plugin identifier from null or empty string"];function placeCast(from,to,{root,
rules}){if(to==="java.lang.String")return valueSpans(root,"namespace");if(to==="java.lang.Integer")return valueSpans(root,"revision");const wanted=TASKS.has(simpleName(
to))?"task":"trigger",plugins=objectsIn(root).filter(({node})=>isOfClass(node,from,rules));return likeliestFirst(plugins,({path:path2})=>kindOf(path2)===wanted).
flatMap(({node})=>valueSpans(node,"type"))}const TASKS=new Set(["Task","TaskInterface","RunnableTask"]);function gaps({root}){const objects2=objectsIn(root).map(
({node})=>node),inputs2=objects2.flatMap(node=>internals_itemsOf(node,isNull,["inputs"])),others=internals_itemsOf(root,isNull,["outputs","triggers"]),nameless=internals_itemsOf(
root,node=>lacks("id")(node)&&lacks("name")(node),["inputs"]),taskless=objects2.filter(node=>isNamed(node,"Dag")).flatMap(dag=>internals_itemsOf(dag,lacks("task"),
["tasks"])),unkeyed=objects2.flatMap(node=>internals_itemsOf(node,label2=>label2.kind==="mapping"&&lacks("key")(label2),["labels"])),untyped=internals_itemsOf(root,
lacks("type"),internals_DEFAULTS);return[...inputs2,...others,...nameless,...taskless,...unkeyed,...untyped]}function loopsWithoutTasks({root}){return objectsIn(
root).filter(({node,path:path2})=>kindOf(path2)==="task"&&isNamed(node,"LoopUntil","WaitFor")&&lacks("tasks")(node)).map(({path:path2})=>headOfPath(root,path2))}
function placeClass(className,{root,rules}){return objectsIn(root).filter(({node})=>isOfClass(node,className,rules)).flatMap(({node})=>valueSpans(node,"type"))}
function internals_itemsOf(owner,holds2,lists2){return lists2.flatMap(list=>{const node=navigate_valueOf(owner,list);return node?.kind==="sequence"?node.items.filter(
holds2).map(headOf):[]})}function lacks(key2){return node=>{const value=navigate_valueOf(node,key2);return value===void 0||isNull(value)}}function isTypeless(node){
return lacks("type")(node)||String(navigate_textOf(node,"type")).trim()===""}function isNull(node){return node.kind==="scalar"&&node.value===null}const placeInvalidType=({
text,root})=>{const type=readInvalidType(text);if(type===void 0)return[];if(type==="")return typeless(root,text.includes("<null>"));const typed=objectsIn(root).
filter(({node})=>isText(navigate_valueOf(node,"type"),type));return typed.length>0?typed.flatMap(({node})=>valueSpans(node,"type")):walk(root).filter(({node,path:path2})=>typeof path2.
at(-1)=="number"&&isText(node,type)).map(({path:path2})=>headOfPath(root,path2.slice(0,-1)))};function typeless(root,isPlugin){const objects2=objectsIn(root),dags=objects2.
filter(({node})=>isNamed(node,"Dag")),dagItems2=new Set(dags.flatMap(({node})=>itemsOf(navigate_valueOf(node,"tasks")))),needsType=({node,path:path2})=>!dagItems2.
has(node)&&isKindWithType(path2),fits2=({path:path2})=>isPluginPlace(path2)===isPlugin,lacking=objects2.filter(one=>needsType(one)&&lacksType(navigate_valueOf(one.
node,"type"),isPlugin)),bare2=walk(root).filter(one=>isBare(one.node)&&needsType(one)&&fits2(one)&&!isOfNames(one.path));return[...bare2.filter(({node})=>node.style===
"alias").map(({node})=>node.span),...likeliestFirst(lacking,fits2).map(({node,path:path2})=>valueSpans(node,"type")[0]??headOfPath(root,path2)),...bare2.map(({node})=>node.
span)]}function isBare(node){return node.kind==="scalar"&&node.value!==null}function isOfNames(path2){return path2.includes("labels")||path2.includes("dependsOn")}
function lacksType(type,isPlugin){return type?.kind!=="scalar"||type.value===null||type.value===""?!0:isPlugin&&typeof type.value!="string"}const PLUGINS=new Set(
["conditions","taskRunner","logExporters","exporter"]),UNIONS=new Set(["retry","sla"]);function isPluginPlace(path2){const kind=kindOf(path2);return kind==="tas\
k"||kind==="trigger"||PLUGINS.has(invalid_type_propertyOf(path2))}function isKindWithType(path2){const kind=kindOf(path2);return kind!==void 0&&kind!=="precondi\
tions"||PLUGINS.has(invalid_type_propertyOf(path2))||UNIONS.has(invalid_type_propertyOf(path2))||isHttpAuth(path2)}function isHttpAuth(path2){return path2.at(-2)===
"options"&&path2.at(-1)==="auth"}function invalid_type_propertyOf(path2){const last=path2.at(-1);return String(typeof last=="number"?path2.at(-2):last)}function isText(node,text){
return node?.kind==="scalar"&&(node.text.trim()===text||String(node.value)===text)}const MAX_DOCUMENTS=2e3,MARKER=/^(\uFEFF?---|\.\.\.)(?=[ \t\r\n]|$)/gm;function splitDocuments(file){
const{text}=file,filled=[];let above;for(const{lead,start,end}of piecesOf(text))if(hasContent(text,start,end)?(filled.push({start:above??lead,end}),above=void 0):
above=/\S/.test(text.slice(start,end))?start:void 0,filled.length>MAX_DOCUMENTS)break;if(isTooMuch(text,filled))return[{file,index:0,count:1,start:0,source:text,
tooLarge:!0}];const only=filled.length===1?[{start:0,end:text.length}]:filled;return only.map(({start,end},index)=>({file,index,count:only.length,start,source:text.
slice(start,end)}))}function isTooMuch(text,pieces){if(pieces.length>MAX_DOCUMENTS)return!0;if(pieces.length<2||text.length<=MAX_TOKENS)return!1;let left=3*MAX_TOKENS;
for(const{start,end}of pieces)left-=countTokens(text.slice(start,end),left);return left<0}function*piecesOf(text){let start=text.startsWith("\uFEFF")?1:0,lead=start;
for(const{index,0:marker}of text.matchAll(MARKER))yield{lead,start,end:index},start=afterMarker(text,index+marker.length),lead=marker.endsWith("---")&&text.slice(
index+marker.length,start).includes("#")?index+marker.length-3:start;yield{lead,start,end:text.length}}function afterMarker(text,offset){const rest=/[ \t]*(#[^\n]*)?(\r?\n|$)/y;
rest.lastIndex=offset;const match=rest.exec(text);return match===null?offset:offset+match[0].length}function hasContent(text,start,end){return/^[^\S\n]*[^\s#%]/m.
test(text.slice(start,end))}function sendable({source}){const start=leadOf(source);let end=source.length;for(;end>start;){const line=source.lastIndexOf(`
`,end-1)+1;if(!/^(---|\.\.\.)?[ \t\r]*$/.test(source.slice(line,end)))break;end=Math.max(line-1,start)}const text=source.slice(start,end).replace(TAIL,"").replace(
/\r$/,"");return{text,start,alone:/(^|\n)---/.test(text)}}const documents_LEAD=/(?:[ \t]*(?:[#%][^\n]*)?\r?\n)*(?:---|\.\.\.)[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y,BLANK=/[ \t]*\r?\n/y,
TAIL=/\r?\n(?:---|\.\.\.)[ \t]*(?:#[^\n]*)?(?:\r?\n[ \t]*(?:#[^\n]*)?)*$/;function leadOf(source){let at=source.startsWith("\uFEFF")?1:0;for(const part of[documents_LEAD,
BLANK])for(;;){part.lastIndex=at;const match=part.exec(source);if(match===null)break;at+=match[0].length}return at}function nextYamlLine(source,offset){for(let at=offset;at<source.length;at++){const code2=source.charCodeAt(at);if(characters_isBreak(code2))return code2===CR&&
source.charCodeAt(at+1)===LF?at+2:at+1}}function placeByMarks(parsed,text,linesBefore){const{document}=parsed,marks=[...text.matchAll(/^ in 'reader', line (\d+), column (\d+)/gm)],
mark=text.includes("unexpected end of stream")?marks[0]:marks.at(-1);if(mark!==void 0)return spanAt(document,Number(mark[1])-linesBefore,Number(mark[2]));const source=/^ at \[Source: [^;\n]*; line: (\d+), column: (\d+)\]/m.
exec(text),line=source?.[1]??(/^Illegal \w+ source: /.test(text)?/\(at line (\d+)\)$/.exec(text)?.[1]:void 0);if(line===void 0)return;const field=matchAt(text,"\
Duplicate field '",/Duplicate field '([^\n]*)'/y)?.[1],wanted=Number(line)-linesBefore,vague=source===null||/No content to map|Malformed numeric/.test(text);if(!parsed.
ok&&vague){const span=spanAt(document,wanted);return sameLine(document,span,parsed.problem.span)?parsed.problem.span:span}const place=spanAt(document,wanted,vague?
void 0:Number(source[2]));return field===void 0?place:repeatedKey(parsed,field,place)??spanAt(document,wanted)}function spanAt(document,line,column){const{source}=document,
{start}=sendable(document);let from=start;for(let left=line-1;left>0;left--){const next=nextYamlLine(source,from);if(next===void 0)break;from=next}const whole2=spanOfLine(
document,from,1);if(column===void 0)return whole2;let at=from;for(let left=column-1;left>0&&at<whole2.end;left--)at+=String.fromCodePoint(source.codePointAt(at)).
length;return{start:at,end:Math.max(whole2.end,at)}}function sameLine({file,start},a,b){return positionAt(file,start+a.start).line===positionAt(file,start+b.start).
line}function repeatedKey(parsed,key2,place){return parsed.ok?mappingsIn(parsed.root).flatMap(({node})=>node.entries).filter(({keySpan})=>keySpan.start<=place.start).
findLast(one=>one.key===key2)?.keySpan:void 0}const placeReferenceChain=({text,root})=>{const chain=readReferenceChain(text);if(chain===void 0)return isAboutDefaults(
text)?valueSpans(root,defaultsOf(root)):[];const path2=rooted(root,chain),label2=between(text,"Unsupported type for key: ",", value: ");if(label2!==void 0)return[
...labelSpans(nodeAt(root,path2),label2),spanOfPath(root,path2)];const own=spanOfPath(root,path2);return text.includes("plugin identifier from null or empty str\
ing")?[...valueSpans(nodeAt(root,path2),"type"),own]:[own]};function rooted(root,chain){return typeof chain[0]=="number"?[defaultsOf(root),...chain]:chain}function isAboutDefaults(text){
return text.includes("Cannot deserialize value of type `java.util.ArrayList<io.kestra.core.models.flows.PluginDefault>`")}function defaultsOf(root){return navigate_valueOf(
root,"pluginDefaults")===void 0?"taskDefaults":"pluginDefaults"}function labelSpans(labels,key2){const item2=itemsOf(labels).find(one=>readText(navigate_valueOf(
one,"key"))===key2);return item2===void 0?valueSpans(labels,key2):[...valueSpans(item2,"value"),headOf(item2)]}const placeDashedReference=({text,root,document})=>{
const match=/^Invalid (input|output) reference: /.exec(text),offending2=matchAt(text,"offending ",/offending (task|output)s: \[([^]*)\]/y);if(match===null||offending2===
null)return[];const pattern2=match[1]==="input"?/\binputs\.\w+-[\w-]*/g:/\boutputs\.\w+-[\w-]*/g,owners=offending2[2].split(", ").flatMap(name=>objectsIn(root).
filter(({node,path:path2})=>kindOf(path2)===offending2[1]&&(idOf(node)??"null")===name)),found2=owners.flatMap(owner=>dashedReferences(owner.node,pattern2,document));
return found2.length>0?found2:owners.flatMap(({node})=>valueSpans(node,"id"))};function dashedReferences(owner,pattern2,{source}){const spans=[];for(const{node}of walk(
owner)){if(node.kind!=="scalar")continue;const text=source.slice(node.span.start,node.span.end);for(const match of text.matchAll(pattern2)){if(text.lastIndexOf(
"{{",match.index)<=text.lastIndexOf("}}",match.index))continue;const start=node.span.start+match.index;spans.push({start,end:start+match[0].length})}}return spans}
const placeSubflow=({text,root})=>{const warning2=/^The subflow '([^']*)' (?:not found|is disabled) in namespace '([^']*)'/.exec(text),recursive=/^Recursive call to flow \[([^]*)\]/.
exec(text),wanted=warning2!==null?`${warning2[2]}.${warning2[1]}`:recursive?.[1],calls=objectsIn(root).filter(({node})=>calledBy(node)===wanted),tasksFirst=likeliestFirst(
calls,({path:path2})=>kindOf(path2)==="task");return likeliestFirst(tasksFirst,({path:path2})=>path2.length===2&&path2[0]==="tasks").flatMap(({node})=>valueSpans(
node,"flowId"))};function calledBy(node){return[navigate_valueOf(node,"namespace"),navigate_valueOf(node,"flowId")].map(name=>String(readText(name))).join(".")}
const sentences_SENTENCES=[{pattern:/^The task '([^']+)' cannot use the '(\w+)' property/,kind:"task",place:(node,match)=>keySpans(node,match[2])},{pattern:/^Task '([^']+)' can't have any `(\w+)`/,
kind:"task",place:(node,match)=>keySpans(node,match[2])},{pattern:/^This flow will be triggered for EVERY [^']*'([^']+)'\.$/,kind:"trigger"},{pattern:/^Input with id '([^']+)' depends on a non-existent input '([^']*)'/,
kind:"input",place:(node,match)=>itemSpans(dependencies(node),match[2])},{pattern:/^Invalid default for input '([^']+)'/,kind:"input",place:node=>valueSpans(node,
"defaults")},{pattern:/^Missing inputs for [\w ]*Trigger '([^']+)'/,kind:"trigger",place:node=>keySpans(node,"inputs")},{pattern:/^Invalid value for input '[^']*' supplied by [\w ]*Trigger '([^']+)'/,
kind:"trigger",place:(node,match)=>[...valueSpans(navigate_valueOf(node,"inputs"),between(match[0],"'","'")),...keySpans(node,"inputs")]},{pattern:/^Cycle dependency detected for input with id '([^']+)': \[([^]*)\]/,
kind:"input",place:(node,match)=>{const circle=match[2].split(", ");return likeliestFirst(itemsOf(dependencies(node)),item2=>circle.includes(readText(item2))).map(
({span})=>span)}}],placeNamed=({text,root})=>{for(const{pattern:pattern2,kind,place}of sentences_SENTENCES){const match=pattern2.exec(text);if(match===null)continue;
const named=objectsIn(root).filter(({node,path:path2})=>kindOf(path2)===kind&&idOf(node)===match[1]),inside=named.flatMap(({node})=>place?.(node,match)??[]);return inside.
length>0?inside:named.map(({path:path2})=>headOfPath(root,path2))}return[]};function dependencies(input){return nodeAt(input,["dependsOn","inputs"])}function itemSpans(list,text){
return itemsOf(list).filter(item2=>readText(item2)===text).map(({span})=>span)}const placeAboutFlow=reported=>{const{text,root}=reported;return/^Flow id is a reserved/.
test(text)?valueSpans(root,"id"):/^Namespace '[^]*' does not exist/.test(text)?valueSpans(root,"namespace"):text==="outdated"?valueSpans(root,"revision"):text.startsWith(
"pluginDefaultsRef: ")?unknownDefaults(reported):offendingLabel(reported)};function offendingLabel({text,root}){const label2=/offending label: ([^]*)/.exec(text)?.[1],
labels=navigate_valueOf(root,"labels");return label2===void 0||labels===void 0?[]:labels.kind==="mapping"?labels.entries.filter(({key:key2})=>label2.startsWith(
`${key2}=`)).map(({keySpan})=>keySpan):itemsOf(labels).filter(item2=>label2.startsWith(`${String(readText(navigate_valueOf(item2,"key")))}=`)).flatMap(item2=>valueSpans(
item2,"key"))}function unknownDefaults({text,root}){return objectsIn(root).filter(({node})=>text.includes(`'${String(navigate_textOf(node,"pluginDefaultsRef"))}\
'`)).flatMap(({node})=>valueSpans(node,"pluginDefaultsRef"))}const placeReplacedType=({text,root})=>{const old=/^(\S+) is replaced by /.exec(text)?.[1];return walk(
root).flatMap(({node,path:path2})=>node.kind==="scalar"&&typeof path2.at(-1)=="string"&&node.text===old?[node.span]:[])},placeUnknownProperty=({text,root,rules})=>{
const found2=readUnknownProperty(text);if(found2===void 0)return[];const{key:key2,className,known:known2}=found2;if(isFlowClass(className))return keySpans(root,
key2);const[,...inside]=objectsIn(root);return inside.flatMap(object=>keySpans(object.node,key2).map(span=>({span,rank:rankOf(object)}))).sort((a,b)=>a.rank-b.rank).
map(({span})=>span);function rankOf({node,path:path2}){if(isOfClass(node,className,rules))return 0;const type=typeOf(node);if(type!==void 0&&isTyped(className,type))
return 1;if(type?.includes(".")===!0)return 6;const isNamed2=nameFits(className,path2),isShaped=node.entries.every(entry=>entry.key===key2||known2.includes(entry.
key));return isNamed2&&isShaped?2:isNamed2?3:isShaped?4:5}};function isTyped(className,type){const simple=simpleName(className);return type.includes(".")?simpleName(
type)===simple:simple.toLowerCase().startsWith(type.replaceAll("_","").toLowerCase())}function nameFits(className,path2){const property=singular(String(path2.findLast(
step=>typeof step=="string")).toLowerCase()),words2=className.toLowerCase().split(/[.$]/);return words2.some(word=>singular(word)===property)||words2.at(-1).endsWith(
property)}function singular(word){return word.replace(/s$/,"")}function resolveViolation(root,line){const mappings=mappingsIn(root),found2=[...asPrinted(mappings,
line),...byIndex(root,line),...byIdAlone(mappings,line)];return likeliestFirst(found2,hasDefect)}function asPrinted(mappings,line){const found2=mappings.flatMap(
owner=>printedPaths(owner).filter(printed2=>line.startsWith(printed2)&&/^(?:\.|\[|: )/.test(line.slice(printed2.length))).map(printed2=>({owner,printed:printed2})));
return longestOf(found2).map(({owner,printed:printed2})=>followFrom(owner,line.slice(printed2.length)))}function longestOf(found2){const longest=found2.reduce((length,{
printed:printed2})=>Math.max(length,printed2.length),0);return found2.filter(({printed:printed2})=>printed2.length===longest)}function printedPaths({node,path:path2}){
const list=path2[0]==="inputs"?"inputs":"tasks";if(!path2.includes(list))return[];const id=idOf(node),now=print(path2,list,`${list}[${id??"null"}]`);return id===
void 0?[now]:[id===""?"":print(path2,list,id),now]}function print(path2,list,element){let printed2="";for(let index=0;index<path2.length;index++){const step=path2[index];
step===list?(printed2+=`.${element}`,index++):typeof step=="number"||path2[index-1]==="cases"?printed2+=`[${step}]`:printed2+=`.${JAVA_NAMES.get(step)??step}`}return printed2.
slice(1)}const JAVA_NAMES=new Map([["else","_else"],["finally","_finally"]]);function byIndex(root,line){const found2=followFrom({node:root,path:[]},line);return found2.
path.length>0||found2.rest.length===1?[found2]:[]}function byIdAlone(mappings,line){const[,...inside]=mappings,found2=inside.flatMap(owner=>{const id=idOf(owner.
node);return id!==void 0&&line.startsWith(id)&&/^[.[:]/.test(line.slice(id.length))?[{owner,printed:id}]:[]});return longestOf(found2).map(({owner,printed:printed2})=>followFrom(
owner,line.slice(printed2.length)))}function followFrom(start,line){const parts=line.split(": "),message=parts.slice(1).join(": "),tokens=[...parts[0].matchAll(
/\[[^\][]*\]|[^.[]+/g)].map(([whole2])=>whole2);let{node,path:path2}=start;for(const[index,token2]of tokens.entries()){const step=stepInto(node,token2,path2.at(
-1)==="labels");if(step===void 0)return{path:path2,node,rest:tokens.slice(index).filter(left=>!left.startsWith("<")),message};[path2,node]=[[...path2,step.key],
step.node]}return{path:path2,node,rest:[],message}}function stepInto(node,token2,isLabels){if(token2.startsWith("["))return itemOf(node,token2.slice(1,-1),isLabels);
for(const key2 of[token2,token2.replace(/^_/,"")]){const value=navigate_entryOf(node,key2)?.value;if(value!==void 0)return{key:key2,node:value}}}function itemOf(node,name,isLabels){
const index=Number(name);if(node.kind==="mapping"){const counted2=node.entries.filter(({value})=>value.kind!=="scalar"||value.value!==null),entry=navigate_entryOf(
node,name)??(isLabels?counted2[index]:void 0);return entry&&{key:entry.key,node:entry.value}}const item2=itemsOf(node)[index];return item2&&{key:index,node:item2}}
function hasDefect({node,rest,message}){return MISSING.has(message)?rest.length>0?rest.length===1:isNothing(node):rest.length===0}const MISSING=new Set(["must n\
ot be null","must not be blank","must not be empty"]);function isNothing(node){return node.kind==="scalar"?node.value===null||node.text.trim()==="":(node.kind===
"mapping"?node.entries:node.items).length===0}const placeViolation=({text,root,rules})=>resolveViolation(root,text).map(found2=>spanOfViolation(root,found2,rules));
function spanOfViolation(root,{path:path2,node,rest,message},rules){const inside=placeInside(node,message,rules);return inside!==void 0?inside:rest.length===0||
rest[0]==="value"?spanOfPath(root,path2):comparedBy(node,rest[0])??headOfPath(root,path2)}function comparedBy(node,name){if(node.kind!=="mapping")return;const entry=node.
entries.find(({key:key2})=>name.startsWith(key2)&&/[A-Z]/.test(name.charAt(key2.length)));return entry&&valueSpans(node,entry.key)[0]}const INSIDE=[[/^invalid cron expression/,
node=>valueSpans(node,"cron")],[/^'(\w+)' must be less than '\w+' but is /,(node,match)=>valueSpans(node,match[1])],[/^Inputs with a default value must be required/,
node=>valueSpans(node,"required")],[/^Inputs with a default value cannot also have a prefill/,node=>keySpans(node,"prefill")],[/^Not existing task id in dependency: ([^]*)$/,
(node,match)=>match[1].split(", ").flatMap(name=>dagItems(node).flatMap(item2=>itemSpans(navigate_valueOf(item2,"dependsOn"),name)))],[/^Cyclic dependency detected: ([^]*)$/,
(node,match)=>cycleIn(node,match[1].split(", "))],[/^Invalid Plugin Default: No (?:property '([^']*)' exists|value provided for key '([^']*)')/,(node,match)=>keySpans(
navigate_valueOf(node,"values"),match[1]??match[2])],[/^`\w+` cannot be null for type /,node=>valueSpans(node,"type")],[/^Only runnable tasks are allowed/,(node,_match,rules)=>notRunnable(
node,rules)]];function placeInside(node,message,rules){for(const[pattern2,place]of INSIDE){const match=pattern2.exec(message);if(match!==null)return place(node,
match,rules)[0]}}function placeAround(root,path2,message,rules){for(let length=path2.length;length>0;length--){const found2=placeInside(nodeAt(root,path2.slice(
0,length)),message,rules);if(found2!==void 0)return found2}}function dagItems(dag){return itemsOf(navigate_valueOf(dag,"tasks"))}function cycleIn(dag,names){return dagItems(
dag).filter(item2=>names.includes(readText(nodeAt(item2,["task","id"])))).flatMap(item2=>names.flatMap(name=>itemSpans(navigate_valueOf(item2,"dependsOn"),name)))}
function notRunnable(directory,rules){return itemsOf(navigate_valueOf(directory,"tasks")).flatMap(child=>{const type=typeOf(child);return type!==void 0&&isTaskThatRuns(
rules,type)===!1?valueSpans(child,"type"):[]})}const PLACERS=[placeUnknownProperty,placeInvalidType,placeReferenceChain,placeInternal,placeDuplicate,placeDashedReference,
placeSubflow,placeNamed,placeAboutFlow,placeReplacedType,placeViolation];function placeText(parsed,{text,answer,rules,nth=0,linesBefore=0}){const byMarks=placeByMarks(
parsed,text,linesBefore);if(byMarks!==void 0)return byMarks;if(!parsed.ok)return parsed.problem.span;const{root,document}=parsed;if(root.kind!=="mapping")return root.
span;for(const place of answer==="deprecationPaths"?[placeDeprecation]:PLACERS){const spans=place({text,root,document,rules});if(spans.length>0)return spans[Math.
min(nth,spans.length-1)]}return headOf(root)}const NAMING=[placeDashedReference,placeNamed,placeAboutFlow];function placeRule(parsed,{text,target},rules){if("sp\
an"in target)return target.span;if(!parsed.ok)return parsed.problem.span;const{root,document}=parsed;if(root.kind!=="mapping")return root.span;const{path:path2,
part}=target,isLabelKey=/^labels\[\d+\]\.key: /.test(text)&&path2.length===2,own=part==="key"||isLabelKey?headOfPath(root,path2):spanOfPath(root,path2),reported={
text,root,document,rules},[duplicate2]=placeDuplicate(reported);if(duplicate2!==void 0)return duplicate2;const empty=emptyValue(root,path2,text);if(empty!==void 0)
return empty;for(const place of NAMING){const spans=place(reported);if(spans.length>0)return nearest(spans,own)}return placeAround(root,path2,text.slice(text.indexOf(
": ")+2),rules)??own}function emptyValue(root,path2,text){const colon=text.lastIndexOf(": ");if(!/: must not be (?:null|blank|empty)$/.test(text))return;const value=navigate_valueOf(
nodeAt(root,path2),text.slice(0,colon).split(".").at(-1));return value?.kind==="scalar"&&value.value===null?value.span:void 0}function nearest(spans,to){const away=({
start})=>Math.abs(start-to.start);return spans.toSorted((a,b)=>away(a)-away(b))[0]}function splitVerdict(verdict2){const all=(answer,severity)=>(verdict2[answer]??
[]).map(text=>({text,severity,answer}));return[...splitConstraints(verdict2.constraints).map(text=>({text,severity:"error",answer:"constraints"})),...all("warni\
ngs","warning"),...all("deprecationPaths","warning"),...all("infos","notice"),...verdict2.outdated?[{text:"outdated",severity:"warning",answer:"outdated"}]:[]]}
const PREFIX=/^(?:jakarta\.validation\.ConstraintViolationException: )?(?:Validation error: ?)?/,WHOLE=/^(?:Unable to validate the flow:|Illegal \w+ source:|Unrecognized field|Invalid type:|Unsupported type for key|Cannot |Unable to deserialize)|through reference chain/;
function splitConstraints(constraints){if(constraints===void 0)return[];const text=constraints.replace(PREFIX,"");if(WHOLE.test(text.trimStart()))return[text.trim()];
const lines2=joinContinued(text.split(`
`).filter(line=>line.trim()!==""));return lines2.length===0?[constraints.trim()===""?"The flow is invalid.":constraints.trim()]:lines2.flatMap(line=>{const rules=withoutFlowPrefix(
line);return rules===line?[line.trim()]:splitSentences(rules)})}function joinContinued(lines2){const joined2=[];for(const line of lines2)joined2.length===0||line.
includes(": ")?joined2.push([line]):joined2.at(-1).push(line);return joined2.map(parts=>parts.join(`
`))}function withoutFlowPrefix(text){return text.replace(/^:?\s*Invalid Flow: /,"")}function splitSentences(text){const parts=[];let start=0,depth=0;for(const{0:sign,
index}of text.matchAll(/[[\],]/g))sign==="["?depth++:sign==="]"?depth=Math.max(0,depth-1):depth===0&&BEGINNING.test(text.slice(index+2,index+40))&&(parts.push(text.
slice(start,index)),start=index+2);return[...parts,text.slice(start)]}const BEGINNING=/^(?:Duplicate |Flow id |Input |Cycle |Recursive |System |Invalid |Task |Trigger |Missing |Namespace |Output |No |Only )/;
function nodeAtSpan(root,span){return search({node:root},span)}function search(here,span){const{node}=here;for(const child of childrenOf(node)){const first=child.
property?.keySpan??child.node.span;if(span.start<first.start||span.start>Math.max(first.end,child.node.span.end))continue;if(isSame(first,span))return child;const found2=search(
child,span);if(found2!==void 0)return found2}return isSame(node.span,span)?here:void 0}function childrenOf(node){return node.kind==="mapping"?node.entries.map(({
key:key2,keySpan,value})=>({node:value,property:{key:key2,keySpan,owner:node}})):node.kind==="sequence"?node.items.map(item2=>({node:item2})):[]}function isSame(a,b){
return a.start===b.start&&a.end===b.end}function describeNode(node){if(node.kind==="mapping")return"a mapping";if(node.kind==="sequence")return"a list";const{value,
text}=node;if(value===null||text.trim()==="")return"empty";if(typeof value=="boolean")return String(value);const shown=[...text].length>60?`${[...text].slice(0,
60).join("")}…`:text;return typeof value=="string"?`the text "${shown}"`:`the number ${shown}`}function findingsOfVerdict(parsed,verdict2,rules,linesBefore=0){
const counts=new Map,findings=splitVerdict(verdict2).map(({text,severity,answer})=>{const nth=counts.get(`${answer} ${text}`)??0;counts.set(`${answer} ${text}`,
nth+1);const span=placeText(parsed,{text,answer,rules,nth,linesBefore});return findingAt(parsed,span,{severity,origin:"server",original:text,...wordsFor(parsed,
span,{text,answer,rules})})});return withoutEchoes(findings)}function findingsOfRules(parsed,verdict2,rules){return findingsOfProblems(parsed,verdict2.problems,
rules)}function findingsOfProblems(parsed,problems,rules){return withoutEchoes(problems.map(problem=>findingOfRule(parsed,problem,rules)))}function withoutEchoes(findings){
const reported=new Set(findings.map(({original})=>original));return findings.filter(({original})=>{const missing=original?.replace(/: must not be (?:blank|empty)$/,
": must not be null");return missing===original||!reported.has(missing)})}function findingOfRule(parsed,problem,rules){const{severity,answer,rule,hint}=problem,
text=withoutFlowPrefix(problem.text),span=placeRule(parsed,{...problem,text},rules),isKestras=problem.words==="kestra"||problem.words===void 0&&answer!=="none",
words2=isKestras?wordsFor(parsed,span,{text,answer,rules}):{rule,message:text},hints=[words2.hint,hint].filter(one=>one!==void 0).join(" ");return findingAt(parsed,
span,{severity,origin:"offline",...words2,...hints===""?{}:{hint:hints},...isKestras&&answer!=="none"?{original:text}:{}})}function wordsFor(parsed,span,{text,answer,
rules}){if(!parsed.ok&&isSameProblem(parsed,text))return explainSyntaxProblem(parsed);const{expected,...words2}=explain(text,answer,rules);if(!parsed.ok)return words2;
if(answer==="deprecationPaths")return{...words2,...explainDeprecated(text,nodeAtSpan(parsed.root,span),rules)};const covered=expected===void 0?void 0:nodeAtSpan(
parsed.root,span);if(expected!==void 0&&covered!==void 0){const{name,kind}=expected;return{...words2,message:`${name} must be ${kind}, but it is ${describeNode(
covered.node)}.`}}const first=firstOfDuplicate(parsed.root,text);if(first===void 0)return words2;const{startLine}=positions_rangeOf(parsed.document,first);return{
...words2,message:words2.message.replace(/\.$/,`; first at line ${startLine}.`)}}function isSameProblem({problem},text){return problem.kind!=="syntax"?!1:text.includes(
problem.yaml.kind==="structure"?"Invalid structure":problem.yaml.problem)}function findingsOfLocalProblems(parsed,problems){return problems.map(({span,...words2})=>findingAt(
parsed,span,{severity:"error",origin:"local",...words2}))}function findingOfSyntax(parsed){const{span,constraints}=parsed.problem,original=constraints.replace(/^Validation error: /,
"").trim();return findingAt(parsed,span,{severity:"error",origin:"local",original,...explainSyntaxProblem(parsed)})}function findingAt(parsed,span,words2){const{
document}=parsed,{namespace:namespace2,id}=parsed.ok?identityOf(parsed.root):{};return{...words2,message:shortened_shortened(words2.message,4e3),file:document.file.
path,range:positions_rangeOf(document,span),...namespace2!==void 0&&id!==void 0?{flow:{namespace:namespace2,id}}:{},...document.count>1?{document:document.index}:
{}}}class Node{value;next;constructor(value){this.value=value}}class Queue{#head;#tail;#size;constructor(){this.clear()}enqueue(value){const node=new Node(value);
this.#head?(this.#tail.next=node,this.#tail=node):(this.#head=node,this.#tail=node),this.#size++}dequeue(){const current=this.#head;if(current)return this.#head=
this.#head.next,this.#size--,this.#head||(this.#tail=void 0),current.value}peek(){if(this.#head)return this.#head.value}clear(){this.#head=void 0,this.#tail=void 0,
this.#size=0}get size(){return this.#size}*[Symbol.iterator](){let current=this.#head;for(;current;)yield current.value,current=current.next}*drain(){for(;this.#head;)
yield this.dequeue()}}function pLimit(concurrency){let rejectOnClear=!1;if(typeof concurrency=="object"&&({concurrency,rejectOnClear=!1}=concurrency),validateConcurrency(
concurrency),typeof rejectOnClear!="boolean")throw new TypeError("Expected `rejectOnClear` to be a boolean");const queue=new Queue;let activeCount=0;const resumeNext=()=>{
activeCount<concurrency&&queue.size>0&&(activeCount++,queue.dequeue().run())},next=()=>{activeCount--,resumeNext()},run=async(function_,resolve,arguments_)=>{const result=(async()=>function_(
...arguments_))();resolve(result);try{await result}catch{}next()},enqueue=(function_,resolve,reject,arguments_)=>{const queueItem={reject};new Promise(internalResolve=>{
queueItem.run=internalResolve,queue.enqueue(queueItem)}).then(run.bind(void 0,function_,resolve,arguments_)),activeCount<concurrency&&resumeNext()},generator=(function_,...arguments_)=>new Promise(
(resolve,reject)=>{enqueue(function_,resolve,reject,arguments_)});return Object.defineProperties(generator,{activeCount:{get:()=>activeCount},pendingCount:{get:()=>queue.
size},clearQueue:{value(){if(!rejectOnClear){queue.clear();return}const abortError=AbortSignal.abort().reason;for(;queue.size>0;)queue.dequeue().reject(abortError)}},
concurrency:{get:()=>concurrency,set(newConcurrency){validateConcurrency(newConcurrency),concurrency=newConcurrency,queueMicrotask(()=>{for(;activeCount<concurrency&&
queue.size>0;)resumeNext()})}},map:{async value(iterable,function_){const promises=[];try{Array.from(iterable,(value,index)=>{const promise=generator(function_,
value,index);return promises.push(promise),promise})}catch(error2){for(const promise of promises)promise.catch(()=>{});throw error2}return Promise.all(promises)}}}),
generator}function validateConcurrency(concurrency){if(!((Number.isInteger(concurrency)||concurrency===Number.POSITIVE_INFINITY)&&concurrency>0))throw new TypeError("Expe\
cted `concurrency` to be a number from 1 and up")}const DOCUMENTS_A_REQUEST=100,BYTES_A_REQUEST=4e6;function batchesOf(items){const batches=[];let open=[],bytes=0;
for(const[index,item2]of items.entries()){if(item2.alone){batches.push([index]);continue}(open.length===DOCUMENTS_A_REQUEST||bytes+item2.text.length>BYTES_A_REQUEST)&&
(open=[],bytes=0),open.length===0&&batches.push(open),open.push(index),bytes+=item2.text.length}return batches}async function validateOnServer(items,server,{concurrency,
failures}){const verdicts=new Array(items.length),limit2=pLimit(concurrency),asking={validate:body=>limit2(()=>server.validateFlows(body)),isBreakdown:failures.
isBreakdown,answered:!1};if(await Promise.all(batchesOf(items).map(async batch=>{const answers=await ask(batch.map(index=>items[index]),asking);batch.forEach((index,position2)=>verdicts[index]=
answers[position2])})),!asking.answered&&asking.breakdown!==void 0)throw asking.breakdown;return verdicts}async function ask(batch,asking){let answer;try{answer=
await asking.validate(batch.map(item2=>item2.text).join(`
---
`))}catch(error2){if(!asking.isBreakdown(error2))throw error2;return askAfterBreakdown(batch,asking,error2)}asking.answered=!0;const fitting=fit(batch,answer);if(fitting!==
void 0)return fitting;if(batch.length===1){if(batch[0].alone)return[{verdict:SPLIT,linesBefore:0}];throw misfit(batch[0],answer)}return(await Promise.all(halvesOf(
batch).map(half=>ask(half,asking)))).flat()}async function askAfterBreakdown(batch,asking,error2){if(batch.length===1){if(!asking.answered&&asking.breakdown!==void 0)
throw asking.breakdown;return asking.breakdown=error2,[{verdict:BREAKDOWN,linesBefore:0}]}const[first,second]=halvesOf(batch);return[...await ask(first,asking),
...await ask(second,asking)]}function halvesOf(batch){const middle=Math.ceil(batch.length/2);return[batch.slice(0,middle),batch.slice(middle)]}function fit(batch,answer){
if(answer.length!==batch.length)return;const ordered=new Array(batch.length);for(const entry of answer){const item2=batch[entry.index];if(item2===void 0||ordered[entry.
index]!==void 0||!isAbout(entry,item2))return;const{index,...verdict2}=entry;ordered[index]={verdict:verdict2,linesBefore:index===0?0:1}}return ordered}function isAbout(entry,{
identity}){const same=(sent,answered)=>sent===void 0||answered===void 0||sent===answered;return same(identity?.namespace,entry.namespace)&&same(identity?.id,entry.
flow)}const SPLIT={outdated:!1,constraints:"Kestra splits this flow at a line that begins with `---`, and cannot judge it. Indent that line."},BREAKDOWN={outdated:!1,
constraints:"Kestra answers 500 when it is asked to judge this flow, and judges others: its log says why."};class VerdictError extends _build_errors.lZ{reason="\
protocol"}function misfit(item2,answer){return new VerdictError(`Kestra's verdict on ${item2.name} cannot be trusted: one flow was sent, ${answer.length===1?"th\
e answer is about another one":`${answer.length} verdicts came back`}.`,{hint:"Run the step again. If it happens again, look for a proxy that changes requests o\
r answers."})}async function askServer(flows,server,options){const parsed=flows.filter(flow2=>flow2.ok),keys=new Set((options.allFlows??flows).map(flowKeyOf)),verdicts=await validateOnServer(
parsed.map(ask_server_itemOf),server,options);return new Map(parsed.map((flow2,index)=>{const{verdict:verdict2,linesBefore}=verdicts[index],findings=findingsOfVerdict(
flow2,verdict2,options.rules,linesBefore);return[flow2,findings.filter(finding=>!isOfThisRun(finding,keys))]}))}function ask_server_itemOf(flow2){const{text,alone}=sendable(
flow2.document),{path:path2}=flow2.document.file;return{text,alone,identity:identityOf(flow2.root),name:path2}}function isOfThisRun({original},keys){const match=/^The subflow '(.*)' not found in namespace '(.*)'\.$/.
exec(original??"");return match!==null&&keys.has(`${match[2]}/${match[1]}`)}function findAnchors({root,source}){const problems=[],add=(rule,span,text,hint)=>{problems.
push({rule,severity:"warning",text,target:{span},hint,answer:"none"})},merged=new Set;for(const{node}of walk(root)){if(node.anchor!==void 0){const text=`Kestra \
does not resolve anchors: &${node.anchor} has no effect.`;add("yaml-anchor",anchorSpan(source,node),text,WRITE_OUT)}if(node.kind==="mapping"){for(const{key:key2,
keySpan,value}of node.entries)if(!(key2!=="<<"||source.slice(keySpan.start,keySpan.end)!=="<<")&&(add("yaml-merge-key",keySpan,'Kestra does not merge mappings: \
"<<" is a property of this name to it.',WRITE_OUT),merged.add(value),value.kind==="sequence"))for(const item2 of value.items)merged.add(item2)}else if(node.kind===
"scalar"&&node.style==="alias"&&!merged.has(node)){const text=`Kestra does not resolve aliases: *${node.text} is the text "${node.text}" to it.`;add("yaml-alias",
node.span,text,WRITE_OUT)}}return problems}const WRITE_OUT="Write the value out, or keep it in `variables` and refer to it by `{{ vars.… }}`.";function anchorSpan(source,{
anchor,span}){const mark=`&${anchor}`,start=source.lastIndexOf(mark,span.start);return start===-1?span:{start,end:start+mark.length}}function spanInScalar(source,node,start,end){
scalar_offsets_known.has(node)||scalar_offsets_known.set(node,scalar_offsets_placesOf(source,node));const places=scalar_offsets_known.get(node),first=places?.[start],
last=places?.[Math.max(end-1,start)];return first===void 0||last===void 0?node.span:{start:first.start,end:Math.max(last.end,first.end)}}const scalar_offsets_known=new WeakMap;
function scalar_offsets_placesOf(source,node){const written2=writtenOf(source,node).filter(({char})=>!scalar_offsets_isBlank(char)),places=[];let next=0;for(let index=0;index<
node.text.length;index++){const char=node.text[index];if(scalar_offsets_isBlank(char)){const at=written2[next]?.start??node.span.end;places.push({start:at,end:at})}else{
const place=written2[next++];if(place?.char!==char)return;places.push(place)}}return places}function scalar_offsets_isBlank(char){return char<=" "||BLANKS.has(char)}
const BLANKS=new Set([""," ","\u2028","\u2029"]);function writtenOf(source,{style,span}){const{start,end}=span;if(style==="double")return doubleQuoted(source,
start+1,end-1);const quoted2=style==="single",block=style==="literal"||style==="folded",newline=source.indexOf(`
`,start),from=quoted2?start+1:block?newline===-1?end:newline:start,written2=[];for(let at=from;at<(quoted2?end-1:end);at++){const char=source[at];written2.push(
{char,start:at,end:at+1}),quoted2&&char==="'"&&at++}return written2}const scalar_offsets_ESCAPES=new Map([["0","\0"],["a","\x07"],["b","\b"],["t","	"],["	","	"],
["n",`
`],["v","\v"],["f","\f"],["r","\r"],["e","\x1B"],["N",""],["_"," "],["L","\u2028"],["P","\u2029"]]),scalar_offsets_DIGITS=new Map([["x",2],["u",4],["U",8]]);
function doubleQuoted(source,from,to){const written2=[];for(let at=from;at<to;at++){const start=at;let text=source[at];if(text==="\\"){const letter=source[++at],
digits2=scalar_offsets_DIGITS.get(letter);if(digits2!==void 0)text=String.fromCodePoint(Number.parseInt(source.slice(at+1,at+1+digits2),16)||0),at+=digits2;else{
if(/[\r\n]/.test(letter))continue;text=scalar_offsets_ESCAPES.get(letter)??letter}}for(let index=0;index<text.length;index++)written2.push({char:text[index],start,
end:at+1})}return written2}class ReferenceList{#all=[];#own=new Set;get length(){return this.#all.length}get all(){return this.#all.filter(({path:path2})=>!this.#own.
has(path2[0].name))}own(name){this.#own.add(name)}add({value,start,end}){const path2=[{name:value,start,end}];return this.#all.push({path:path2}),path2}handle(first,how){
for(let index=first;index<this.#all.length;index++)this.#all[index].missing??=how}}const RESERVED=new Set(["true","false","null","none"]),UNARY=new Set(["not","\
+","-"]),CONSTANTS=new Set(["true","TRUE","false","FALSE","none","NONE","null","NULL"]);class ExpressionParser{#cursor;#uses=[];#references=new ReferenceList;constructor(cursor){
this.#cursor=cursor}get uses(){return this.#uses}get references(){return this.#references.all}expression(){const first=this.#references.length;for(this.#operand();this.#cursor.
current.kind==="operator"&&this.#cursor.current.value!=="not";){const{value}=this.#cursor.current;this.#cursor.advance();const{value:name}=this.#cursor.current;
(value==="??"||value==="???"||value==="|"&&name==="default")&&this.#references.handle(first,"handled"),value==="|"?this.call("filter"):value==="is"||value==="is\
 not"?(this.#references.handle(first,"tested"),this.call("test")):this.#operand()}this.#cursor.is("punctuation","?")&&(this.#cursor.advance(),this.expression(),
this.#cursor.expect("punctuation",":"),this.expression())}#operand(){for(;this.#cursor.current.kind==="operator"&&UNARY.has(this.#cursor.current.value);)this.#cursor.
advance();const token2=this.#cursor.current;if(this.#cursor.is("punctuation","("))return this.#cursor.advance(),this.expression(),this.#cursor.expect("punctuati\
on",")"),this.#postfix(!1);if(this.#cursor.is("punctuation","["))return this.#elements("]",()=>this.expression());if(this.#cursor.is("punctuation","{"))return this.#elements(
"}",()=>{this.expression(),this.#cursor.expect("punctuation",":"),this.expression()});let path2;if(token2.kind==="string"||token2.kind==="interpolation-start")this.#string();else if(token2.
kind==="name"||token2.kind==="number")this.#cursor.advance(),token2.kind==="name"&&!this.#cursor.is("punctuation","(")&&(path2=this.#references.add(token2));else
throw this.#cursor.unexpected();this.#postfix(token2.kind==="name"&&!CONSTANTS.has(token2.value),path2)}#string(){for(let previous="";;){const{kind}=this.#cursor.
current;if(kind==="string"&&previous!=="string")this.#cursor.advance();else if(kind==="interpolation-start")this.#cursor.advance(),this.expression(),this.#cursor.
expect("interpolation-end");else return;previous=kind}}#elements(close,element){if(this.#cursor.advance(),this.#cursor.is("punctuation",close)){this.#cursor.advance();
return}for(;element(),!this.#cursor.is("punctuation",close);)this.#cursor.expect("punctuation",",");this.#cursor.advance()}#postfix(callable,path2){let constant=path2;
for(let mayCall=callable;;mayCall=!1)if(this.#cursor.is("punctuation",".")){this.#cursor.advance();const{value,start,end}=this.#cursor.current;this.#cursor.expect(
"name"),this.#cursor.is("punctuation","(")?(constant=void 0,this.#arguments(!1)):constant?.push({name:value,start,end})}else if(this.#cursor.is("punctuation","[")){
this.#cursor.advance();const name=constantIn(this.#cursor);this.expression(),name===void 0?constant=void 0:constant?.push(name),this.#cursor.expect("punctuation",
"]")}else if(this.#cursor.is("punctuation","(")){if(!mayCall)throw this.#cursor.unexpected();this.#cursor.back(),this.call("function")}else return}call(kind){const{
value:name,start,end}=this.#cursor.current;this.#cursor.expect("name");const index=this.#uses.length,args=this.#cursor.is("punctuation","(")?this.#arguments(!0):
[];this.#uses.splice(index,0,{kind,name,start,end,args})}#arguments(mayName){const args=[];this.#cursor.expect("punctuation","(");for(let first=!0;!this.#cursor.
is("punctuation",")");first=!1){first||this.#cursor.expect("punctuation",",");const next=this.#cursor.next;let named={};if(next?.kind==="punctuation"&&next.value===
"="){if(!mayName)throw this.#cursor.unexpected();named={name:this.#name()},this.#cursor.advance()}else if(args.at(-1)?.name!==void 0)throw this.#cursor.unexpected();
const{start}=this.#cursor.current;this.expression(),args.push({...named,start,end:this.#cursor.previous.end})}return this.#cursor.advance(),args}newName(){this.#references.
own(this.#name())}#name(){const{value}=this.#cursor.current;if(RESERVED.has(value))throw this.#cursor.unexpected();return this.#cursor.expect("name"),value}parameters(){
this.#cursor.expect("punctuation","(");for(let first=!0;!this.#cursor.is("punctuation",")");first=!1)first||this.#cursor.expect("punctuation",","),this.newName(),
this.#cursor.is("punctuation","=")&&(this.#cursor.advance(),this.expression());this.#cursor.advance()}}function constantIn({current,next}){if(next?.kind!=="punc\
tuation"||next.value!=="]")return;const{kind,value,start,end}=current;return kind==="number"?{name:value,start,end}:kind==="string"&&!value.includes("\\")?value.
startsWith("'")||value.startsWith('"')?{name:value.slice(1,-1),start:start+1,end:end-1}:{name:value,start,end}:void 0}class PebbleError extends Error{kind;what;start;end;constructor(kind,what,start,end){
super(`${kind} ${what}`),this.kind=kind,this.what=what,this.start=start,this.end=end}}const DELIMITER=/\{[{%#]/g,VERBATIM=/\s*verbatim\s*-?%\}/y,END_VERBATIM=/\{%-?\s*endverbatim\s*-?%\}/g,
lexer_SPACE=/\s*/y,OPERATOR=/(?:(?:contains|is not|equals|isIn|not|and|is|or)(?![a-zA-Z0-9_])|\?\?\?|\?\?|==|!=|>=|<=|\.\.|[-+*/%|~<>])/y,NAME=/[\p{L}_][\p{L}\p{Nd}_]*/uy,
NUMBER=/[0-9]+(?:L|\.[0-9]+)?/y,PLAIN_STRING=/"[^#"\\]*(?:\\[^][^#"\\]*)*"|'[^'\\]*(?:\\[^][^'\\]*)*'/y,STRING_PART=/[^#"\\]*(?:(?:\\[^]|#(?!\{))[^#"\\]*)*/y,PAIRS=new Map(
[[")","("],["]","["],["}","{"]]);function tokenizePebble(text){return new Lexer(text).run()}class Lexer{text;#tokens=[];#at=0;constructor(text){this.text=text}run(){
for(;this.#at<this.text.length;){DELIMITER.lastIndex=this.#at;const delimiter=DELIMITER.exec(this.text),start=delimiter?.index??this.text.length;if(start>this.#at&&
this.#push("text",this.#at,start),this.#at=start+2,delimiter===null)break;this.#skip(/-\s+/y),delimiter[0]==="{#"?this.#comment(start):delimiter[0]==="{{"?this.#code(
start,"print"):this.#skip(VERBATIM)?this.#verbatim(start):this.#code(start,"tag")}return this.#at=this.text.length,this.#push("end",this.#at,this.#at),this.#tokens}#comment(start){
if(this.#at>=this.text.length)return;const end=this.text.indexOf("#}",this.#at);if(end===-1)throw new PebbleError("unclosed-comment","{#",start,start+2);this.#at=
end+2}#verbatim(start){END_VERBATIM.lastIndex=this.#at;const end=END_VERBATIM.exec(this.text);if(end===null)throw new PebbleError("unclosed-verbatim","verbatim",
start,this.#at);this.#push("text",this.#at,end.index),this.#at=END_VERBATIM.lastIndex}#code(start,kind){this.#push(`${kind}-start`,start,start+2);const close=kind===
"print"?/\s*-?\}\}/y:/\s*-?%\}/y,open=[];for(;;){if(open.length===0){const from=this.#at;if(this.#skip(close)){this.#push(`${kind}-end`,from,this.#at);return}}const inner=open.
at(-1);inner?.bracket==='"'?this.#insideString(open,start,kind):inner?.bracket==="#{"&&this.#skip(/\s*\}/y)?(open.pop(),this.#push("interpolation-end",this.#at-
1,this.#at)):this.#expression(open,start,kind)}}#insideString(open,start,kind){const from=this.#at;this.text.startsWith("#{",from)?(open.push({bracket:"#{",at:from}),
this.#at+=2,this.#push("interpolation-start",from,this.#at)):this.text[from]==='"'?(open.pop(),this.#at++):(this.#skip(STRING_PART),(this.#at===from||this.#at===
this.text.length)&&this.#stop(open,start,kind),this.#push("string",from,this.#at))}#expression(open,start,kind){this.#skip(lexer_SPACE);const from=this.#at;if(from>=
this.text.length&&this.#stop(open,start,kind),this.#skip(OPERATOR))return this.#push("operator",from,this.#at);if(this.#skip(NAME))return this.#push("name",from,
this.#at);if(this.#skip(NUMBER))return this.#push("number",from,this.#at);const char=this.text[from];if("()[]{}?:.,|=".includes(char))return this.#bracket(open,
char,start,kind),this.#at++,this.#push("punctuation",from,this.#at);if(this.#skip(PLAIN_STRING))return this.#push("string",from,this.#at);if(char==='"'){open.push(
{bracket:'"',at:from}),this.#at++;return}throw char==="'"?this.#unclosed(start,kind)??new PebbleError("unclosed-quote","'",start,from+1):this.#unclosed(start,kind)??
new PebbleError("unexpected",char,start,from+1)}#bracket(open,char,start,kind){"([{".includes(char)&&open.push({bracket:char,at:this.#at});const partner=PAIRS.get(
char);if(partner===void 0)return;const last=open.pop();if(last?.bracket===partner)return;const error2=last===void 0?new PebbleError("unexpected",char,start,this.#at+
1):new PebbleError("unclosed-bracket",last.bracket,start,this.#at+1);throw this.#unclosed(start,kind)??error2}#stop(open,start,kind){const unclosed2=this.#unclosed(
start,kind);if(unclosed2!==void 0)throw unclosed2;const inner=open.at(-1);throw inner?.bracket==='"'?new PebbleError("unclosed-quote",'"',start,inner.at+1):new PebbleError(
"unclosed-bracket",inner?.bracket??"{{",start,this.#lineEnd(start))}#unclosed(start,kind){const close=this.text.indexOf(kind==="print"?"}}":"%}",start+2),next=this.
text.indexOf(kind==="print"?"{{":"{%",start+2);if(!(close!==-1&&(next===-1||close<next)))return new PebbleError(kind==="print"?"unclosed-print":"unclosed-tag",kind===
"print"?"{{":"{%",start,this.#lineEnd(start))}#lineEnd(start){const end=/\s*(\n|$)/g;return end.lastIndex=start,Math.max(end.exec(this.text)?.index??this.text.length,
start+2)}#skip(pattern2){pattern2.lastIndex=this.#at;const match=pattern2.exec(this.text);return match===null?!1:(this.#at+=match[0].length,!0)}#push(kind,start,end){
this.#tokens.push({kind,value:this.text.slice(start,end),start,end})}}function hideRawBlocks(text){if(!text.includes("endraw"))return text;const closing=/\{%-*\s*endraw\s*-*%\}/g,
lineEnd2=/[\n\r\x85\u2028\u2029]/g;let hidden="",done=0,close,line=-1;for(const open of text.matchAll(/\{%-*\s*raw\s*-*%\}/g)){const inside=open.index+open[0].length;
if(!(open.index<done)){if((close===void 0||close!==null&&close.index<inside)&&(closing.lastIndex=inside,close=closing.exec(text)),close===null)break;line<inside&&
(lineEnd2.lastIndex=inside,line=lineEnd2.exec(text)?.index??text.length),!(line<close.index)&&(hidden+=text.slice(done,open.index),done=close.index+close[0].length,
hidden+="x".repeat(done-open.index))}}return hidden+text.slice(done)}class TokenCursor{#tokens;#at=0;#start=0;constructor(tokens){this.#tokens=tokens}get current(){
return this.#tokens[Math.min(this.#at,this.#tokens.length-1)]}is(kind,value){const token2=this.current;return token2.kind===kind&&token2.value===value}expect(kind,value){
const token2=this.current;if(token2.kind!==kind||value!==void 0&&token2.value!==value)throw this.unexpected();this.#at++}unexpected(){const{value,kind,end}=this.
current,close=this.#tokens.findLast(({start,kind:kind2})=>start<=this.#start&&kind2.endsWith("-start"))?.kind==="tag-start"?"%}":"}}";if(kind==="end"){const tag=close===
"%}";return new PebbleError(tag?"unclosed-tag":"unclosed-print",tag?"{%":"{{",this.#start,this.#start+2)}return new PebbleError("unexpected",value.trim(),this.#start,
this.#endOfExpression(end))}#endOfExpression(least){return this.#tokens.slice(this.#at).find(({kind})=>kind==="print-end"||kind==="tag-end")?.end??least}endOfTag(opening){
return this.#tokens.find(({start,kind})=>start>opening.start&&kind==="tag-end")?.end??opening.end}get next(){return this.#tokens[this.#at+1]}get previous(){return this.#tokens[this.#at-
1]}advance(){this.#at++}back(){this.#at--}begin(start){this.#start=start}}function readPebble(text){let parser;try{return parser=new TemplateParser(hideRawBlocks(
text)),parser.template(),parser.reading()}catch(error2){if(error2 instanceof PebbleError)return{...parser?.reading()??parser_NOTHING,error:error2};if(error2 instanceof
RangeError)return parser_NOTHING;throw error2}}const parser_NOTHING={uses:[],references:[]},BLOCKS=new Map([["if",["elseif","else"]],["for",["else"]],["block",[]],
["filter",[]],["macro",[]]]);class TemplateParser{#cursor;#expressions;#macros=new Set;constructor(text){this.#cursor=new TokenCursor(tokenizePebble(text)),this.#expressions=
new ExpressionParser(this.#cursor)}reading(){const{uses,references}=this.#expressions;return{uses:uses.filter(({kind,name})=>kind!=="function"||!this.#macros.has(
name)),references}}template(){this.#body(void 0)}#body(block){for(;;){const token2=this.#cursor.current;switch(token2.kind){case"end":if(block===void 0)return"";
throw new PebbleError("unclosed-block",block.tag,block.opening.start,this.#cursor.endOfTag(block.opening));case"print-start":this.#begin(token2),this.#expressions.
expression(),this.#cursor.expect("print-end");break;case"tag-start":{this.#begin(token2);const name=this.#cursor.current;if(name.kind!=="name")throw this.#cursor.
unexpected();if(block?.until.includes(name.value))return name.value;this.#tag(name,token2);break}default:this.#cursor.advance()}}}#begin(token2){this.#cursor.begin(
token2.start),this.#cursor.advance();const{kind,end}=this.#cursor.current;if(kind==="print-end")throw new PebbleError("empty","{{",token2.start,end);if(kind==="\
tag-end")throw new PebbleError("empty","{%",token2.start,end)}#tag({value:tag},opening){const between2=BLOCKS.get(tag);if(between2===void 0&&tag!=="set")throw new PebbleError(
"unknown-tag",tag,opening.start,this.#cursor.endOfTag(opening));if(this.#cursor.advance(),this.#head(tag),between2===void 0)return this.#cursor.expect("tag-end");
let until=[...between2,`end${tag}`];for(;;){this.#cursor.expect("tag-end");const found2=this.#body({tag,until,opening});if(this.#cursor.advance(),found2===`end${tag}`)
break;found2==="elseif"?this.#expressions.expression():until=[`end${tag}`]}tag==="block"&&this.#cursor.current.kind!=="tag-end"&&this.#cursor.advance(),this.#cursor.
expect("tag-end")}#head(tag){switch(tag){case"if":return this.#expressions.expression();case"for":return this.#expressions.newName(),this.#cursor.expect("name",
"in"),this.#expressions.expression();case"set":return this.#expressions.newName(),this.#cursor.expect("punctuation","="),this.#expressions.expression();case"fil\
ter":for(this.#expressions.call("filter");this.#cursor.is("operator","|");)this.#cursor.advance(),this.#expressions.call("filter");return;case"macro":this.#macros.
add(this.#cursor.current.value),this.#cursor.expect("name"),this.#expressions.parameters();return;default:if(this.#cursor.current.kind!=="string")return this.#cursor.
expect("name");this.#cursor.advance()}}}function typedValues(rules,root){if(typed_values_latest?.root!==root||typed_values_latest.rules!==rules){const walk2=new Walk(
catalogueOf(rules));walk2.object(FLOW,root,[]),typed_values_latest={rules,root,values:walk2.found}}return typed_values_latest.values}let typed_values_latest;const typed_values_FREE={
k:"any"},TEXT={k:"string"},OF_EVERY_PLUGIN=new Set(["id","type","version","description","displayName","pluginDefaultsRef","cron"]),RENDERED=new Map([["io.kestra\
.core.models.flows.Output",["value"]],["io.kestra.core.models.flows.check.Check",["condition","when"]],["io.kestra.core.models.flows.DependsOn",["condition"]],[
"io.kestra.core.models.flows.sla.types.ExecutionAssertionSLA",["assert"]],["io.kestra.core.models.flows.input.SelectInput",["expression"]],["io.kestra.core.mode\
ls.flows.input.MultiselectInput",["expression"]]]),typed_values_PLAIN=new Set(["timezone","responseContentType","templateId","backfill","ref","tenantId","metada\
ta"]),COMPARED=/\.condition\.(FlowCondition|FlowNamespaceCondition|ExecutionFlow)$/;class Walk{catalogue;found=[];constructor(catalogue){this.catalogue=catalogue}object(className,node,path2){
const entry=this.catalogue.classEntry(className);for(const{key:key2,value}of node.entries){const name=entry?.names?.[key2]??key2,index=entry!==void 0&&Object.hasOwn(
entry.props,name)?entry.props[name]:void 0;if(index===void 0)continue;const spec=this.catalogue.shape(index).t,rendered=this.#isRendered(className,name,spec);name===
"pluginDefaults"||name==="taskDefaults"?this.#pluginDefaults(value,[...path2,key2]):this.#property(className,name,spec,value,[...path2,key2],rendered)}}#property(owner,name,spec,value,path2,rendered){
const late=spec.k==="property"?{late:{owner,property:name}}:{};this.#value(spec,value,path2,{rendered,...late})}#isRendered(className,name,spec){const kind=this.
catalogue.classEntry(className)?.kind;return kind==="flow"?!1:spec.k==="property"?name!=="prefill":kind==="model"?RENDERED.get(className)?.includes(name)??!1:!OF_EVERY_PLUGIN.
has(name)&&!typed_values_PLAIN.has(name)&&!COMPARED.test(className)}#value(spec,node,path2,state){switch(spec.k){case"property":return this.#value(spec.of,node,
path2,state);case"list":if(node.kind!=="sequence")break;return node.items.forEach((item2,index)=>this.#value(spec.of,item2,[...path2,index],state));case"map":return this.#entries(
node,path2,spec.of,state);case"object":return this.#model(spec.class,node,path2);case"union":return this.#union(spec.base,node,path2);case"plugin":return node.kind===
"mapping"?this.plugin(node,path2,spec.base):void 0;case"custom":return spec.reader==="ListOrMapOfLabelDeserializer"?this.#labels(node,path2,state):void 0;default:}
if(node.kind==="scalar"){const wants=spec.k==="string"?"text":spec.k==="any"?"free":"other",java=state.late===void 0?void 0:javaTime(spec,state.late),late=java===
void 0?{}:{late:{...state.late,java}};this.found.push({node,path:path2,wants,rendered:state.rendered,...late})}else this.#free(node,path2,state)}#entries(node,path2,spec,state){
if(node.kind==="mapping")for(const{key:key2,value}of node.entries)this.#value(spec,value,[...path2,key2],state)}#model(className,node,path2){this.catalogue.classEntry(
className)?.reader==="delegate"?node.kind==="mapping"?this.#entries(node,path2,TEXT,{rendered:!1}):this.#value(TEXT,node,path2,{rendered:!1}):node.kind==="mappi\
ng"&&this.object(className,node,path2)}#union(base,node,path2){const union=this.catalogue.union(base),type=union?.by===void 0?void 0:navigate_valueOf(node,union.
by),className=type?.kind==="scalar"?union.types[type.text]:void 0;className!==void 0&&node.kind==="mapping"&&this.object(className,node,path2)}plugin(node,path2,base){
const type=navigate_valueOf(node,"type"),className=type?.kind==="scalar"?this.catalogue.resolveType(type.text):void 0;className!==void 0?this.object(className,node,
path2):type!==void 0&&this.#outside(node,path2,KINDS_OF_BASE.get(base??""))}#outside(node,path2,kind){const base=kind===void 0?{}:basePropertiesOf(this.catalogue,
kind);for(const{key:key2,value}of node.entries){const at=[...path2,key2],spec=Object.hasOwn(base,key2)?this.catalogue.shape(base[key2]).t:void 0;spec?.k==="prop\
erty"?this.#property(kind,key2,spec,value,at,!0):OF_EVERY_PLUGIN.has(key2)?this.#value(TEXT,value,at,{rendered:!1}):key2==="env"?this.#env(value,at):NEVER_RENDERED.
has(key2)||this.#value(typed_values_FREE,value,at,{rendered:!0})}}#env(node,path2){node.kind==="mapping"?this.#entries(node,path2,TEXT,{rendered:!0}):this.#value(
typed_values_FREE,node,path2,{rendered:!0})}#free(node,path2,state){if(node.kind==="sequence"&&node.items.forEach((item2,index)=>this.#value(typed_values_FREE,item2,
[...path2,index],state)),node.kind!=="mapping")return;const type=navigate_valueOf(node,"type");if(state.rendered&&type?.kind==="scalar"&&type.text.includes(".")&&
!type.text.includes("{{"))return this.plugin(node,path2);this.#entries(node,path2,typed_values_FREE,state)}#labels(node,path2,state){node.kind==="mapping"&&this.#entries(
node,path2,TEXT,state),node.kind==="sequence"&&node.items.forEach((item2,index)=>this.#entries(item2,[...path2,index],TEXT,state))}#pluginDefaults(node,path2){node.
kind==="sequence"&&node.items.forEach((item2,index)=>{const values=navigate_valueOf(item2,"values"),type=navigate_valueOf(item2,"type");if(values?.kind!=="mappi\
ng"||type?.kind!=="scalar")return;const className=this.catalogue.resolveType(type.text),at=[...path2,index,"values"];className===void 0?this.#outside(values,at):
this.object(className,values,at)})}}function javaTime(spec,{owner,property}){return spec.k==="duration"||spec.k==="date"?spec.java:PURGES.test(owner)&&/^(start|end)Date$/.
test(property)?"java.time.ZonedDateTime":void 0}const PURGES=/\.plugin\.core\.(execution\.PurgeExecutions|log\.PurgeLogs|storage\.PurgeStorage)$/,NEVER_RENDERED=new Set(
["retry","taskCache","disabled","logLevel","allowFailure","assets","stopAfter"]),MOST_TEXT=2e5;function templatesOf(rules,root){let left=MOST_TEXT;return typedValues(
rules,root).filter(({node,rendered})=>!rendered||!/\{[{%#]/.test(node.text)?!1:(left-=node.text.length,left>=0))}function templates_readingOf({text}){let reading=readings.
get(text);return reading===void 0&&(kept>MOST_TEXT&&(readings.clear(),kept=0),reading=readPebble(text),readings.set(text,reading),kept+=text.length),reading}const readings=new Map;
let kept=0;function findChangesOf20(context){return[...pluginChanges(context.root),...expressionChanges(context)]}function findTrapsOf20(context){return context.
rules==="2.0"?findChangesOf20(context):[]}function pluginChanges(root){const problems=[],add=(path2,part,text,hint)=>{problems.push({rule:"changed-in-2.0",severity:"\
warning",text,target:{path:path2,part},hint,answer:"none"})};for(const{node,path:path2}of mappingsIn(root)){const type=navigate_textOf(node,"type")??"",has=key2=>navigate_entryOf(
node,key2)!==void 0;if(path2[0]==="checks"&&path2.length===2&&has("condition")&&add([...path2,"condition"],"key","`condition` of a check is an old name in Kestr\
a 2.0.","Use `when`."),NEEDS_AUTH.test(type)&&!has("auth")){const text=`Kestra 2.0 wants credentials for ${type}: without \`auth\` or defaults of the namespace it\
 fails when it runs.`;add([...path2,"type"],"value",text,"Add `auth`.")}if(type==="io.kestra.plugin.fs.local.Delete"&&!has("recursive")&&add([...path2,"type"],"\
value","In Kestra 2.0 this leaves the content of folders alone.","Add `recursive: true` if folders are meant."),type.startsWith("io.kestra.plugin.scripts."))for(const[
key2,instead]of SCRIPT_PROPERTIES)has(key2)&&add([...path2,key2],"key",`Script tasks of Kestra 2.0 have no \`${key2}\`.`,`Use \`${instead}\`.`);if(REMOVED.test(
type)){const instead=type.includes(".git.")?"io.kestra.plugin.git.SyncFlows":"the tasks of io.kestra.plugin.graalvm";add([...path2,"type"],"value",`${type} is g\
one in Kestra 2.0.`,`Use ${instead}.`)}addCanceled(node,path2,type,add)}return problems}const NEEDS_AUTH=/^io\.kestra\.plugin\.(git\.(SyncFlows?|Sync|PushFlows|TenantSync|NamespaceSync)|kestra\..+|ai\.tool\.KestraFlow)$|^io\.kestra\.plugin\.ee\.git\./,
REMOVED=/^io\.kestra\.plugin\.(git\.Push|scripts\.nashorn\..+)$/,SCRIPT_PROPERTIES=[["runner","taskRunner"],["docker","containerImage"]];function addCanceled(node,path2,type,add){
const text="Kestra 2.0 has no state CANCELED.",hint="Write CANCELLED.",states=navigate_valueOf(node,"states");states?.kind==="sequence"&&states.items.forEach((item2,index)=>{
item2.kind==="scalar"&&item2.text==="CANCELED"&&add([...path2,"states",index],"value",text,hint)}),type.endsWith(".execution.Exit")&&navigate_textOf(node,"state")===
"CANCELED"&&add([...path2,"state"],"value",text,hint)}function expressionChanges({root,source,rules}){return templatesOf(rules,root).flatMap(({node})=>{const{uses,
references}=templates_readingOf(node);return[...uses.filter(({name})=>name==="read"||name==="fileURI").filter(({args})=>args.some(argument=>argument.name==="ver\
sion")).map(({name,start,end})=>({text:`In Kestra 2.0 \`${name}\` has no argument \`version\`.`,hint:"Use `revision`.",start,end})),...references.flatMap(({path:path2})=>{
const{name,start,end}=path2[0],hint=changed_in_2_0_VARIABLES.get(name);return hint===void 0?[]:[{text:`Kestra 2.0 has no variable \`${name}\`.`,hint,start,end}]})].
map(({text,hint,start,end})=>{const target={span:spanInScalar(source,node,start,end)};return{rule:"changed-in-2.0",severity:"warning",text,target,hint,answer:"n\
one"}})})}const changed_in_2_0_VARIABLES=new Map([["schedule","Use `trigger`."],["outputDir","Name the files in `outputFiles`."]]);function findUnknownDefaults({
root,rules}){return["pluginDefaults","taskDefaults"].flatMap(list=>itemsOf(navigate_valueOf(root,list)).flatMap((item2,index)=>{const type=navigate_textOf(item2,
"type")??"",types=knownTypes(rules);if(!isOfCore(type)||types.some(name=>name.startsWith(type)))return[];const meant=type.includes(".")?nearestSpelling(type,types):
typeNamed(type,types),text=`These defaults are for no plugin: there is no type that begins with "${type}".`,target={path:[list,index,"type"],part:"value"},hint=meant===
void 0?{}:{hint:`Did you mean "${meant}"?`};return[{rule:"unknown-type",severity:"warning",text,target,answer:"none",...hint}]}))}function isOfCore(type){return isCoreType(
type)||/^[A-Z]\w*$/.test(type)}function findMovedTypes({root}){return mappingsIn(root).flatMap(visit2=>{const type=navigate_textOf(visit2.node,"type")??"",moved2=movedType(
type);if(moved2===void 0)return[];const text=`${type} left Kestra's core with 0.11: only servers with ${moved2.plugin} have it, as deprecated.`,target={path:[...visit2.
path,"type"],part:"value"},hint=`Use ${moved2.instead}.`;return[{rule:"moved-type",severity:"warning",text,target,hint,answer:"none"}]})}const words=text=>text.
trim().split(/\s+/),FILTERS=words(`
  abbreviate abs base64decode base64encode capitalize chunk className date dateAdd default distinct endsWith escapeChar
  first flatten format indent join jq keys last length lower md5 merge nindent nl2br number numberFormat replace reverse
  rsort sha1 sha256 sha512 slice slugify sort split startsWith string substringAfter substringAfterLast substringBefore
  substringBeforeLast timestamp timestampMicro timestampMilli timestampNano title toIon toJson trim upper urldecode
  urlencode values yaml`),FUNCTIONS=words(`
  block decrypt encrypt errorLogs fetchContext fileExists fileSize fileURI fromIon fromJson http i18n id isFileEmpty ksuid
  kv max min nanoId now parent printContext randomInt randomPort range read render renderOnce secret subflow tasksWithState
  uuid yaml`),ENTERPRISE=words("appLink assets credential"),DOCUMENTED=words("iterationOutput parentOutput"),TESTS=words("defined empty even iterable json map n\
ull odd"),NAMES={"1.3":{filters:new Set([...FILTERS,"json"]),functions:new Set([...FUNCTIONS,...ENTERPRISE,...DOCUMENTED,...words("currentEachOutput json")]),tests:new Set(
TESTS)},"2.0":{filters:new Set([...FILTERS,...words("regexExtract regexMatch regexReplace")]),functions:new Set([...FUNCTIONS,...ENTERPRISE,...DOCUMENTED,...words(
`dayOfMonth dayOfWeek env hourOfDay isDayWeekInMonth isLastWorkingDay isPublicHoliday isWeekend loopOutputs
         monthOfYear`)]),tests:new Set(TESTS)}};function pebbleNames(rules){return NAMES[rules]}function insteadOf(kind,name){return INSTEAD.get(`${kind} ${name}`)}
const INSTEAD=new Map([["function json","Use `fromJson(…)`."],["filter json","Use `| toJson`."],["function currentEachOutput","Use `loopOutputs(…)` with io.ke\
stra.plugin.core.flow.Loop."],["filter dateFormat","Use `| date(…)`."],["filter tojson","Use `| toJson`."],["filter b64encode","Use `| base64encode`."],["filt\
er b64decode","Use `| base64decode`."],["filter int","Use `| number`."],["filter count","Use `| length`."]]);function findPebbleProblems({rules,root,source}){return templatesOf(
rules,root).flatMap(({node,path:path2})=>{const{uses,error:error2}=templates_readingOf(node);return[...unknownNames(uses,rules),...error2===void 0?[]:[{...expressions_wordsOf(
error2,node.text),start:error2.start,end:error2.end}]].map(({rule,text,hint,start,end})=>{const span=spanInScalar(source,node,start,end);return{rule,severity:"w\
arning",text,target:source===""?{path:path2,part:"value"}:{span},...hint===void 0?{}:{hint},answer:"none"}})})}const MOST=100;function unknownNames(uses,rules){
const found2=[];for(const use of uses)if(found2.push(...unknownName(use,rules)),found2.length===MOST)break;return found2}function unknownName({kind,name,start,end},rules){
const names=pebbleNames(rules)[`${kind}s`];if(names.has(name))return[];const near=nearestName(name,names),hint=insteadOf(kind,name)??(near===void 0?RAW:`Did you\
 mean \`${near}\`?`);return[{rule:`pebble-unknown-${kind}`,text:`Expressions of Kestra ${rules} have no ${kind} "${name}".`,hint,start,end}]}const RAW="If this \
belongs to another language, put it between `{% raw %}` and `{% endraw %}` on one line, or between `{% verbatim %}` and `{% endverbatim %}`.";function expressions_wordsOf(error2,text){
const rule=error2.kind==="unknown-tag"?"pebble-unknown-tag":"pebble-syntax",{what}=error2;switch(error2.kind){case"unclosed-print":case"unclosed-tag":return{rule,
text:`The expression begins with ${what} and has no ${what==="{{"?"}}":"%}"}: Kestra cannot render it.`,hint:RAW};case"unclosed-comment":{const why=text[error2.
start-1]==="$"?"Inside ${#…}, {# begins":"{# begins";return{rule,text:`${why} a comment for Kestra, and #} is missing.`,hint:RAW}}case"unclosed-verbatim":return{
rule,text:"The block {% verbatim %} has no {% endverbatim %}."};case"unclosed-block":return{rule,text:`The block {% ${what} %} has no {% end${what} %}.`};case"u\
nclosed-bracket":return{rule,text:`In this expression "${what}" is not closed.`};case"unclosed-quote":return{rule,text:`In this expression a quote (${what}) is \
not closed.`};case"empty":return{rule,text:"This expression is empty: Kestra cannot render it.",hint:RAW};case"unexpected":return{rule,text:`Kestra cannot parse\
 this expression: "${what}" is not expected here.`,hint:RAW};case"unknown-tag":return unknownTag(rule,what,text)}}function unknownTag(rule,tag,text){return tag===
"raw"&&text.includes("endraw")?{rule,text:"Kestra takes {% raw %} and {% endraw %} on one line only.",hint:"Use `{% verbatim %}` and `{% endverbatim %}`."}:/^(end|else)/.
test(tag)?{rule,text:`Kestra cannot parse {% ${tag} %}: no block is open here.`}:{rule,text:`Kestra's expressions have no tag {% ${tag} %}.`,hint:RAW}}function written(root,name){
return isPlain(name)?`${root}.${name}`:`${root}['${name}']`}function isPlain(name){return name.split(".").every(part=>/^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(part))}function mistake_didYouMean(root,name,known2,what){
const near=name.length<3?void 0:nearestName(name,known2);if(near!==void 0)return`Did you mean \`${written(root,near)}\`?`;if(known2.size===0)return`It has no ${what}\
.`;const names=[...known2].slice(0,MOST_NAMES).join(", ");return`Its ${what}: ${names}${known2.size>MOST_NAMES?` and ${known2.size-MOST_NAMES} more`:""}.`}const MOST_NAMES=8,
DASHED=/[\p{L}_][\p{L}\p{Nd}_]*(?:-[\p{L}\p{Nd}_]+)+/uy;function dashedMistake(root,at,known2,text){if(text[at.start-1]!==".")return;DASHED.lastIndex=at.start;const name=DASHED.
exec(text)?.[0];if(name===void 0)return;const meant=longestKnown(name,known2)??nearestName(name,[...known2].filter(hasDash));if(meant!==void 0)return{rule:"dash\
ed-reference",text:`\`${root}.${name}\` is a subtraction: a dash ends a name.`,hint:`Write \`${written(root,meant)}\`.`,at:{name,start:at.start,end:at.start+name.
length}}}function longestKnown(name,known2){for(let end=name.length;end>0;end=name.lastIndexOf("-",end-1)){const part=name.slice(0,end);if(known2.has(part)&&hasDash(
part))return part}}function hasDash(name){return name.includes("-")}function isBehindDash(text,{start}){return text[start-1]==="-"&&/[\p{L}\p{Nd}_]$/u.test(text.
slice(0,start-1))}function inputMistake({path:path2},{inputs:inputs2},text){const at=path2[1];if(at===void 0||inputs2==="any")return;const whole2=path2.slice(1).
map(({name:name2})=>name2).join(".");for(const id of inputs2)if(id===whole2||whole2.startsWith(`${id}.`)||id.startsWith(`${whole2}.`))return;const dashed2=dashedMistake(
"inputs",at,inputs2,text);if(dashed2!==void 0)return dashed2;const isInside2=path2.length>2&&[...inputs2].some(id=>id.startsWith(`${at.name}.`)),wrong2=isInside2?
path2[2]:at,name=isInside2?`${at.name}.${wrong2.name}`:at.name,hint=mistake_didYouMean("inputs",name,inputs2,"inputs");return{rule:"unknown-input",text:`The flo\
w has no input "${name}".`,hint,at:wrong2}}function variableMistake({path:path2},{vars},text){const at=path2[1];if(at===void 0||vars==="any"||vars.has(at.name)||
[...vars].some(name=>name.startsWith(`${at.name}.`)))return;const hint=mistake_didYouMean("vars",at.name,vars,"variables");return dashedMistake("vars",at,vars,text)??
{rule:"unknown-variable",text:`The flow has no variable "${at.name}".`,hint,at}}function labelMistake({path:path2},{labels}){const at=path2[1];if(at===void 0||labels.
has(at.name))return;const meant=[...labels].find(key2=>isSlipOf(at.name,key2));if(!(meant===void 0||path2.length>2))return{rule:"unknown-label",severity:"notice",
text:`The flow has no label "${at.name}".`,hint:`Did you mean \`${written("labels",meant)}\`?`,at}}function triggerMistake({path:path2},names){const at=path2[1],
{trigger,caller,hasTriggers}=names;if(at===void 0||trigger==="any"||trigger.has(at.name)||caller.has(at.name))return;const text=hasTriggers?`No trigger of the f\
low gives a value "${at.name}".`:`The flow has no trigger that could give a value "${at.name}".`,hint=hasTriggers?mistake_didYouMean("trigger",at.name,trigger,"\
values"):`Add the trigger, or write \`trigger.${at.name} ?? …\`.`;return{rule:"unknown-trigger-value",text,hint,at}}function flowNames({root,resolveType},tasks){
const triggers=itemsOf(navigate_valueOf(root,"triggers"));return{inputs:inputIds(navigate_valueOf(root,"inputs")),vars:variables(root,resolveType),labels:labelKeys(
navigate_valueOf(root,"labels")),tasks:taskIds(tasks),trigger:triggerValues(triggers,resolveType),caller:OF_CALLER,hasTriggers:triggers.length>0}}function inputIds(node,prefix=""){
if(node!==void 0&&node.kind!=="sequence")return"any";const ids=new Set;for(const input of itemsOf(node)){const id=navigate_textOf(input,"id")??navigate_textOf(input,
"name");if(id===void 0||navigate_textOf(input,"type")==="REUSABLE_INPUTS")return"any";if(navigate_textOf(input,"type")!=="FORM"){ids.add(`${prefix}${id}`);continue}
const inner=inputIds(navigate_valueOf(input,"inputs"),`${prefix}${id}.`);if(inner==="any")return"any";for(const one of inner)ids.add(one)}return ids}function variables(root,resolveType){
const lists2=[navigate_valueOf(root,"variables")];for(const{node}of walk(root)){const type=navigate_textOf(node,"type");type!==void 0&&resolveType(type)===SET_VARIABLES&&
lists2.push(navigate_valueOf(node,"variables"))}const names=new Set;for(const list of lists2)if(list!==void 0){if(list.kind!=="mapping")return"any";for(const{key:key2}of list.
entries)names.add(key2)}return names}const SET_VARIABLES="io.kestra.plugin.core.execution.SetVariables";function labelKeys(labels){return labels?.kind==="mappin\
g"?new Set(labels.entries.map(({key:key2})=>key2)):new Set(itemsOf(labels).flatMap(label2=>navigate_textOf(label2,"key")??[]))}function taskIds({all}){const ids=new Set;
for(const{id,node}of all){const type=navigate_textOf(node,"type")??"";if(id===void 0||type.endsWith(".Template")||type.includes(".dbt."))return"any";if(ids.add(
id),type.endsWith(".ForEachItem"))for(const part of["split","items","merge"])ids.add(`${id}_${part}`)}return ids}function triggerValues(triggers,resolveType){const values=new Set;
for(const trigger of triggers){const className=resolveType(navigate_textOf(trigger,"type")??"")??"",known2=OF_TRIGGERS.get(className.replace("io.kestra.plugin.c\
ore.",""));if(known2===void 0)return"any";for(const name of known2)values.add(name)}return values}const OF_CALLER=new Set(["executionId","namespace","flowId","f\
lowRevision","taskRunId","taskId","taskRunOutputs","taskRunValue","taskRunIteration","_context","id","type"]),OF_TRIGGERS=new Map([["trigger.Schedule",["date","\
next","previous"]],["trigger.ScheduleOnDates",["date"]],["trigger.Webhook",["body","headers","parameters"]],["http.Trigger",["uri","code","headers","body","encr\
yptedBody","formData"]],["trigger.Flow",["executionId","executionLabels","state","startDate","endDate","namespace","flowId","flowRevision","firstFailedTaskId","\
lastTaskId","outputs"]]]);function tasksOf({root,resolveType}){const all=[],byPath=new Map,list=(name,node,path2,parent)=>{itemsOf(node).forEach((item2,index)=>task(
item2,[...path2,index],{parent,list:name,index}))},task=(node,path2,where)=>{if(node.kind!=="mapping")return;const type=navigate_textOf(node,"type"),className=type===
void 0?void 0:resolveType(type),one={id:navigate_textOf(node,"id"),className,node,path:path2,...where};all.push(one),byPath.set(JSON.stringify(path2),one),children(
one)},children=one=>{const{node,path:path2,className=""}=one,lists2=tasks_LISTS.get(className.replace("io.kestra.plugin.core.flow.",""));if(lists2===void 0)return unknownChildren(
one);for(const name of[...lists2,"errors","finally"]){const value=navigate_valueOf(node,name),at=[...path2,name];if(name==="cases"&&value?.kind==="mapping")for(const{
key:key2,value:tasks}of value.entries)list(`cases.${key2}`,tasks,[...at,key2],one);else name==="onPause"&&value!==void 0?task(value,at,{parent:one,list:name,index:0}):
className.endsWith(".Dag")&&name==="tasks"?itemsOf(value).forEach((item2,index)=>{const inner=navigate_valueOf(item2,"task");inner!==void 0&&task(inner,[...at,index,
"task"],{parent:one,list:name,index})}):list(name,value,at,one)}},unknownChildren=parent=>{if(!parent.node.entries.every(({value})=>value.kind==="scalar"))for(const{
node,path:path2}of mappingsIn(parent.node)){if(path2.length===0||navigate_textOf(node,"id")===void 0||navigate_textOf(node,"type")===void 0)continue;const at=[...parent.
path,...path2],one={id:navigate_textOf(node,"id"),className:void 0,node,path:at,parent,list:"?",index:0};all.push(one),byPath.set(JSON.stringify(at),one)}};for(const name of FLOW_LISTS)
list(name,navigate_valueOf(root,name),[name]);return itemsOf(navigate_valueOf(root,"listeners")).forEach((item2,index)=>list("listeners",navigate_valueOf(item2,
"tasks"),["listeners",index,"tasks"])),{all,at:path2=>{for(let length=path2.length;length>1;length--){const found2=byPath.get(JSON.stringify(path2.slice(0,length)));
if(found2!==void 0)return found2}}}}const FLOW_LISTS=["tasks","errors","finally","afterExecution"],tasks_LISTS=new Map([...["AllowFailure","Dag","EachParallel",
"EachSequential","ForEach","Loop","LoopUntil"].map(inTasks),...["Parallel","Sequential","WorkingDirectory"].map(inTasks),["If",["then","else"]],["Switch",["case\
s","defaults"]],["Pause",["tasks","onPause"]]]);function inTasks(name){return[name,["tasks"]]}function isFlowTask({className},...names){return names.some(name=>className===
`io.kestra.plugin.core.flow.${name}`)}function*ancestry(task){for(let one=task;one!==void 0;one=one.parent)yield one}const RULE="value-outside-loop";function loopMistake(reference,place,rules){
if(place.kind!=="task")return;const{path:path2}=reference,{task,property}=place,names=path2.map(({name})=>name).join("."),at=path2.at(-1);if(/^taskrun\.value$/.
test(names))return hasValue(task)===!1?ofTaskrun(task,at):void 0;if(/^(parent|parents\.\d+)\.taskrun\.value$/.test(names))return hasParentValue(task)?void 0:ofParent(
task,at);if(names.startsWith("parent.")&&task.parent===void 0)return{rule:RULE,text:"This task is in no other task: there is no `parent`.",at:path2[0]};if(path2[0].
name==="item"&&rules==="2.0")return ofItem(task,property,path2[0])}function hasValue(task){for(const one of ancestry(task)){const{parent,list}=one;if(parent===void 0)
return!1;if(parent.className===void 0)return;if(isEach(parent)&&list==="tasks")return!0;if(!isFlowTask(parent,"WorkingDirectory"))return!1}return!1}function hasParentValue(task){
const{parent}=task;return parent!==void 0&&[...ancestry(parent)].some(one=>one.className===void 0||hasValue(one)!==!1)}const isEach=task=>isFlowTask(task,"EachP\
arallel","EachSequential","ForEach");function ofTaskrun(task,at){const{parent}=task;if(parent!==void 0&&[...ancestry(parent)].some(one=>isFlowTask(one,"Loop")))
return{rule:RULE,text:"A Loop gives its values as `item`: `taskrun` has none.",hint:"Use `item.value`.",at};if(parent===void 0||![...ancestry(parent)].some(isEach))
return{rule:RULE,text:"This task is in no loop: its `taskrun` has no `value`.",at};const depth=[...ancestry(parent)].findIndex(one=>hasValue(one)!==!1),text="On\
ly the tasks right below a loop have a `taskrun.value`: this one is deeper.";return depth===-1?{rule:RULE,text,at}:{rule:RULE,text,hint:`Use \`${depth===0?"pare\
nt":`parents[${depth}]`}.taskrun.value\`.`,at}}function ofParent(task,at){const text="No task that this one is in has a value of a loop.",hint=hasValue(task)===
!0?{hint:"Use `taskrun.value`: the loop is right above this task."}:{};return{rule:RULE,text,...hint,at}}function ofItem(task,property,at){if(isFlowTask(task,"L\
oop")&&property==="outputs")return;const{parent}=task;if(!(parent===void 0?[]:[...ancestry(parent)]).some(one=>isFlowTask(one,"Loop")||one.className===void 0))return{
rule:RULE,text:"This task is in no Loop: there is no `item`.",at}}function whyUnreachable(reader,target){if(reader===target)return isRepeated(reader.parent)||!order_isPlain(
reader)?void 0:"itself";const readers=[...ancestry(reader)].reverse(),targets=[...ancestry(target)].reverse();let shared=0;for(;readers[shared]!==void 0&&readers[shared]===
targets[shared];)shared++;const[from,to]=[readers[shared],targets[shared]];if(targets.slice(shared).some(one=>one!==target&&isFlowTask(one,"Loop")))return"insid\
e-loop";if(!(from===void 0||to===void 0))return betweenSiblings(from,to)}function betweenSiblings(from,to){if(from.list==="?"||to.list==="?"||isRepeated(from.parent))
return;const[first,second]=[rank(from),rank(to)];if(first!==second)return first<second?"later":void 0;if(from.list!==to.list)return"other-branch";const{parent}=from;
return from.list!=="tasks"||parent===void 0?from.index<to.index?"later":void 0:isFlowTask(parent,"Parallel")?isLimited(parent)?void 0:"at-once":isFlowTask(parent,
"Dag")?waitsFor(parent,to.index,from.index)?"later":isLimited(parent)||waitsFor(parent,from.index,to.index)?void 0:"not-awaited":from.index<to.index?"later":void 0}
function rank({list}){return{errors:1,finally:2,afterExecution:3,listeners:3}[list]??0}function isRepeated(parent){return parent!==void 0&&[...ancestry(parent)].
some(one=>isLoop(one)||isUnknown(one))}const isLoop=task=>isFlowTask(task,"EachParallel","EachSequential","ForEach","LoopUntil","Loop"),isUnknown=({className,list})=>className===
void 0||list==="?";function order_isPlain({className="io.kestra.plugin.core.flow."}){return!className.startsWith("io.kestra.plugin.core.flow.")}function isLimited({
node}){const concurrent=navigate_textOf(node,"concurrent");return concurrent!==void 0&&concurrent!=="0"}function waitsFor(dag,one,other){const items=navigate_valueOf(
dag.node,"tasks");if(items?.kind!=="sequence")return!0;const ids=items.items.map(item2=>navigate_textOf(navigate_valueOf(item2,"task"),"id")),seen=new Set,open=[
one];for(let index=open.pop();index!==void 0;index=open.pop()){if(seen.has(index))continue;seen.add(index);const names=navigate_valueOf(items.items[index],"depe\
ndsOn");if(names?.kind==="sequence")for(const name of names.items)name.kind==="scalar"&&open.push(ids.indexOf(name.text))}return seen.has(other)&&one!==other}function outputMistake({
path:path2},{tasks},byId2,place,text){const at=path2[1];if(at===void 0||place.kind==="trigger")return;const target=byId2.get(at.name);if(target===void 0){if(tasks===
"any"||tasks.has(at.name))return;const own=place.kind==="task"?place.task.id:void 0,others=new Set([...tasks].filter(id=>id!==own)),hint=mistake_didYouMean("out\
puts",at.name,others,"other tasks");return dashedMistake("outputs",at,tasks,text)??{rule:"unknown-output",text:`The flow has no task "${at.name}".`,hint,at}}if(place.
kind!=="task"||place.property==="assets")return;const why=whyUnreachable(place.task,target);return why===void 0?void 0:{rule:"unreachable-output",...outputs_words(
why,at.name),at}}function outputs_words(why,id){switch(why){case"itself":return{text:`These would be outputs of this very task, "${id}": there are none before i\
t has run.`,hint:"Name a task that runs before."};case"later":return{text:`The task "${id}" runs only after this one: its outputs are not there yet.`,hint:`Move\
 this task behind it, or write \`${written("outputs",id)}… ?? …\`.`};case"other-branch":return{text:`The task "${id}" is in another branch: it has not run w\
hen this one does.`,hint:"Name a task of this branch, or one that runs before."};case"at-once":return{text:`The task "${id}" runs at the same time as this one: \
nothing makes sure that its outputs are there.`,hint:"Move this task behind the Parallel, or both into one branch of it."};case"not-awaited":return{text:`This t\
ask of the Dag does not wait for "${id}": nothing makes sure that its outputs are there.`,hint:`Add "${id}" to \`dependsOn\`.`};case"inside-loop":return{text:`T\
he task "${id}" is inside a Loop: its outputs are not there outside of it.`,hint:"Hand them out by the `outputs` of the Loop."}}}function places_placeOf(path2,{
root,resolveType},tasks){if(path2[0]==="triggers"){const trigger=itemsOf(navigate_valueOf(root,"triggers"))[Number(path2[1])];return{kind:resolveType(navigate_textOf(
trigger,"type")??"")==="io.kestra.plugin.core.trigger.Flow"?"foreign":"trigger"}}const task=tasks.at(path2);if(task===void 0)return{kind:"flow"};const property=String(
path2[task.path.length]??"");return property==="outputs"&&isFlowTask(task,"Subflow")?{kind:"foreign"}:{kind:"task",task,property}}const ROOTS={"1.3":new Set([...common(),
"schedule"]),"2.0":new Set([...common(),"item"])};function common(){return["envs","execution","files","flow","globals","inputs","kestra","labels","loop","namesp\
ace","outputs","parent","parents","task","taskrun","tasks","trigger","vars","workerTaskrun","workingDir","outputFiles","inputFiles","outputDir"]}const roots_INSTEAD=new Map(
[["env","`envs`"],["global","`globals`"],["input","`inputs`"],["kv","`kv('…')`"],["label","`labels`"],["output","`outputs`"],["secret","`secret('…')`"],["se\
crets","`secret('…')`"],["triggers","`trigger`"],["var","`vars`"],["variable","`vars`"],["variables","`vars`"]]);function rootMistake({path:path2},rules){const at=path2[0],
{name}=at;if(path2.length===1||ROOTS[rules].has(name))return;const meant=roots_INSTEAD.get(name)??nearRoot(name,ROOTS[rules]);if(meant!==void 0)return{rule:"peb\
ble-unknown-variable",text:`Expressions of Kestra ${rules} have no variable "${name}".`,hint:`Did you mean ${meant}?`,at}}function nearRoot(name,roots){const lower=name.
toLowerCase();for(const root of roots){if(lower===root)return`\`${root}\``;if(!(root.length<roots_LEAST||lower.startsWith(root)||Math.abs(root.length-lower.length)>
1)&&editDistance(lower,root)<=(root.length<LONG?1:2))return`\`${root}\``}}const roots_LEAST=5,LONG=7;function findWrongReferences(context){const{rules,root,source,
reported}=context,templates=templatesOf(rules,root).filter(({node})=>templates_readingOf(node).error===void 0);if(!templates.some(({node})=>templates_readingOf(
node).references.length>0))return[];const tested=new Set(templates.flatMap(({node})=>testedIn(templates_readingOf(node).references))),tasks=tasksOf(context),known2={
rules,names:flowNames(context,tasks),byId:byId(tasks.all)},dashed2=new Set(reported.filter(({rule})=>rule==="dashed-reference").map(find_references_keyOf));return templates.
flatMap(({node,path:path2})=>{const place=places_placeOf(path2,context,tasks);return place.kind==="foreign"?[]:templates_readingOf(node).references.flatMap(reference=>reference.
missing!==void 0||isTested(reference,tested)?[]:mistakeOf(reference,known2,place,node.text)??[]).slice(0,find_references_MOST).flatMap(({rule,severity="warning",
text,hint,at})=>{const value={path:path2,part:"value"};if(rule==="dashed-reference"&&dashed2.has(JSON.stringify(value)))return[];const target=source===""?value:
{span:spanInScalar(source,node,at.start,at.end)};return[{rule,severity,text,target,...hint===void 0?{}:{hint},answer:"none"}]})})}const find_references_MOST=100;
function mistakeOf(reference,known2,place,text){const{rules,names}=known2,at=reference.path[0];if(!isBehindDash(text,at))switch(at.name){case"inputs":return inputMistake(
reference,names,text);case"vars":return variableMistake(reference,names,text);case"labels":return labelMistake(reference,names);case"trigger":return triggerMistake(
reference,names);case"outputs":return outputMistake(reference,names,known2.byId,place,text);default:return loopMistake(reference,place,rules)??rootMistake(reference,
rules)}}function byId(tasks){return new Map(tasks.flatMap(task=>task.id===void 0?[]:[[task.id,task]]))}function testedIn(references){return references.filter(({
missing})=>missing==="tested").map(({path:path2})=>JSON.stringify(path2.map(({name})=>name)))}function isTested({path:path2},tested){if(tested.size===0)return!1;
const names=path2.map(({name})=>name);return names.some((_,index)=>tested.has(JSON.stringify(names.slice(0,index+1))))}function find_references_keyOf({target}){
return JSON.stringify(target)}function suggestedDuration(text){const clock=/^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(text.trim());if(clock!==null)return durations_written(
{H:clock[1],M:clock[2],S:clock[3]});const weeks=/^P(\d+)W$/i.exec(text.trim());if(weeks!==null)return`P${Number(weeks[1])*7}D`;const parts={};return text.trim().
replace(PART,(_,number,unit)=>{const letter=UNITS.get(unit.toLowerCase().replace(/s$/,""))??UNITS.get(unit.toLowerCase());return letter===void 0||parts[letter]!==
void 0?"!":(parts[letter]=number,"")})===""?durations_written(parts):void 0}const PART=/(\d+)\s*([A-Za-z]+)[\s,]*/g,UNITS=new Map([["d","D"],["day","D"],["h","H"],
["hr","H"],["hour","H"],["m","M"],["min","M"],["minute","M"],["s","S"],["sec","S"],["second","S"]]);function durations_written(parts){const part=unit=>Number(parts[unit]??
0)===0?"":`${Number(parts[unit])}${unit}`,time=`${part("H")}${part("M")}${part("S")}`,days=part("D");return time===""&&days===""?void 0:`P${days}${time===""?"":
`T${time}`}`}function javaTrim(text){let start=0,end=text.length;for(;start<end&&text.charCodeAt(start)<=32;)start++;for(;end>start&&text.charCodeAt(end-1)<=32;)
end--;return text.slice(start,end)}function javaClassOf(value,float){if(typeof value=="string")return"java.lang.String";if(typeof value=="boolean")return"java.l\
ang.Boolean";if(float)return"java.lang.Double";const whole2=BigInt(value??0);return whole2>=-(2n**31n)&&whole2<2n**31n?"java.lang.Integer":whole2>=-(2n**63n)&&whole2<
2n**63n?"java.lang.Long":"java.math.BigInteger"}function javaFloat(value){const float=Math.fround(value);if(!Number.isFinite(float))return javaDouble(float);for(let digits2=1;digits2<
10;digits2++){const short=Number(float.toPrecision(digits2));if(Math.fround(short)===float)return javaDouble(short)}return javaDouble(float)}function javaDuration(nanos){
if(nanos===0n)return"PT0S";const seconds=nanos/1000000000n,rest=nanos%1000000000n,[hours,minutes,left]=[seconds/3600n,seconds/60n%60n,seconds%60n],fraction=rest===
0n?"":`.${String(rest<0n?-rest:rest).padStart(9,"0").replace(/0+$/,"")}`,sign=left===0n&&rest<0n?"-":"";return["PT",hours===0n?"":`${hours}H`,minutes===0n?"":`${minutes}\
M`,left===0n&&rest===0n?"":`${sign}${left}${fraction}S`].join("")}class Refusal extends Error{rule;target;form;steps=[];constructor(form,rule,message,target){super(
message),this.form=form,this.rule=rule,this.target=target}within(step){return this.steps.unshift(step),this}constraints(){const chain=this.steps.length===0?"":`\
 (through reference chain: ${this.steps.join("->")})`;switch(this.form){case"plain":return`Validation error: ${this.message}`;case"chained":return`${MAPPING}${this.
message}${chain}`;case"located":return`${MAPPING}${this.message}${UNKNOWN_POSITION}${chain} (at line -1)`}}unable(){const chain=this.steps.length===0?"":` (thro\
ugh reference chain: ${this.steps.join("->")})`;return`Unable to validate the flow: ${this.message}${this.form==="chained"?"":UNKNOWN_POSITION}${chain}`}}const MAPPING="\
Validation error: Illegal flowwithsource source: YAML parsing error: ",UNKNOWN_POSITION=`
 at [Source: UNKNOWN; byte offset: #UNKNOWN]`;function atValue(path2){return{path:path2,part:"value"}}function atKey(path2){return{path:path2,part:"key"}}function wrongShape(java,node,path2){
return located("wrong-type",`Cannot deserialize value of type \`${java}\` from ${token(node)}`,path2)}function located(rule,message,path2){return new Refusal("l\
ocated",rule,message,atValue(path2))}function bare(rule,message,path2){return new Refusal("chained",rule,message,atValue(path2))}function token(node){return node.
kind==="mapping"?"Object value (token `JsonToken.START_OBJECT`)":node.kind==="sequence"?"Array value (token `JsonToken.START_ARRAY`)":`${SCALAR_NAMES[scalarToken(
node)]} value (token \`JsonToken.${scalarToken(node)}\`)`}const SCALAR_NAMES={VALUE_STRING:"String",VALUE_NUMBER_INT:"Integer",VALUE_NUMBER_FLOAT:"Floating-poin\
t",VALUE_TRUE:"Boolean",VALUE_FALSE:"Boolean",VALUE_NULL:"Null"};function scalarToken(node){const value=scalarValue(node);return value===null?"VALUE_NULL":typeof value==
"string"?"VALUE_STRING":typeof value=="boolean"?value?"VALUE_TRUE":"VALUE_FALSE":typeof value=="number"&&node.float===!0?"VALUE_NUMBER_FLOAT":"VALUE_NUMBER_INT"}
function scalarValue(node){return node.style==="absent"?"":node.value}function scalarText(node){const value=scalarValue(node);return typeof value=="number"&&node.
float===!0?javaDouble(value):String(value)}function isJavaTrue(node){if(node?.kind!=="scalar")return!1;const{value,float}=node;return typeof value=="string"?/^[\0- ]*(?:true|True|TRUE)[\0- ]*$/.
test(value):typeof value=="boolean"?value:float===!1&&Number(value)!==0}function readBoolean(spec,node,path2){const java=spec.java??"boolean";if(isJavaTrue(node))
return!0;const value=scalarValue(node),empty=spec.java===void 0?!1:void 0;if(typeof value=="string"){const text=javaTrim(value);if(["false","False","FALSE"].includes(
text))return!1;if(text===""||text==="null")return empty;const words2=spec.java===void 0?'"true"/"True"/"TRUE" or "false"/"False"/"FALSE"':'"true" or "false"';throw fromString(
java,text,`only ${words2} recognized`,path2)}if(value===null||node.float===!0)throw wrongShape(java,node,path2);return!1}const LIMITS={int:{min:-(2n**31n),max:2n**
31n-1n,name:"int",boxed:"java.lang.Integer"},long:{min:-(2n**63n),max:2n**63n-1n,name:"long",boxed:"java.lang.Long"}};function readWholeNumber(spec,node,path2){
const limits=LIMITS[spec.k],java=spec.java??limits.name,value=scalarValue(node);if(typeof value=="string"){const text=javaTrim(value);if(text===""||text==="null")
return spec.java===void 0?0n:void 0;const valid=/^[+-]?\d+$/.test(text)?BigInt(text.replace(/^\+/,"")):void 0;if(valid===void 0||valid<LIMITS.long.min||valid>LIMITS.
long.max)throw fromString(java,text,`not a valid \`${limits.boxed}\` value`,path2);if(valid>=limits.min&&valid<=limits.max)return valid;const range=`(${limits.min}\
 -${limits.max})`;throw fromString(java,text,`Overflow: numeric value (${text}) out of range of \`${limits.boxed}\` ${range}`,path2)}if(typeof value=="boolean"||
value===null)throw wrongShape(java,node,path2);if(typeof value=="number"&&!Number.isFinite(value))throw outOfRange(node,limits,path2);const whole2=typeof value==
"number"?BigInt(Math.trunc(value)):value;if(whole2<limits.min||whole2>limits.max)throw outOfRange(node,limits,path2);return whole2}function outOfRange(node,limits,path2){
const message=`Numeric value (${scalarText(node)}) out of range of ${limits.name} (${limits.min} - ${limits.max})`;return new Refusal("located","wrong-type",message,
atValue(path2))}function readFraction(spec,node,path2){const java=spec.java??spec.k,value=scalarValue(node);if(typeof value=="number"||typeof value=="bigint")return Number(
value);if(typeof value!="string")throw wrongShape(java,node,path2);const text=javaTrim(value);if(text===""||text==="null")return spec.java===void 0?0:void 0;if([
"NaN","INF","-INF","Infinity","-Infinity","+INF","+Infinity"].includes(text))return Number.NaN;if(/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text))return Number(
text);throw fromString(java,text,`not a valid \`${spec.k==="float"?"Float":"Double"}\` value`,path2)}const INT={...LIMITS.int};function readEnum(spec,node,path2){
const value=scalarValue(node),indexes2=spec.values.length-1;if(typeof value=="string"){const text=javaTrim(value),known2=spec.values.find(name=>name===text||spec.
ci===1&&name.toLowerCase()===text.toLowerCase());if(known2!==void 0)return known2;if(text==="")throw located("wrong-value",emptyString(spec.java),path2);if(/^(0|[1-9]\d{0,8})$/.
test(text)&&Number(text)<=indexes2)return`#${text}`;if(spec.unknown!==void 0)return spec.unknown;throw fromString(spec.java,text,`not one of the values accepted\
 for Enum class: [${spec.values.join(", ")}]`,path2)}if(typeof value=="boolean"||value===null||node.float===!0)throw wrongShape(spec.java,node,path2);const index=BigInt(
value);if(index<INT.min||index>INT.max)throw outOfRange(node,INT,path2);if(index>=0n&&index<=BigInt(indexes2))return`#${index}`;if(spec.unknown!==void 0)return spec.
unknown;const message=`Cannot deserialize value of type \`${spec.java}\` from number ${index}: index value outside legal index range [0..${indexes2}]`;throw located(
"wrong-value",message,path2)}function fromString(java,text,why,path2){return located("wrong-value",`Cannot deserialize value of type \`${java}\` from String "${text}\
": ${why}`,path2)}function emptyString(java,element=!1){return`Cannot coerce empty String ("") to ${element?"element of ":""}\`${java}\`${element?"":" value"} (\
but could if coercion was enabled using \`CoercionConfig\`)`}const times_LONG={min:-(2n**63n),max:2n**63n-1n,name:"long"},SECOND=1000000000n;function readDuration(java,node,path2){
const text=timeText(java,node,path2);if(text===void 0)return;if(typeof text=="bigint")return text;const nanos=parseDuration(text);if(nanos!==void 0)return nanos;
throw fromString(java,text,unparsed(java,"Text cannot be parsed to a Duration"),path2)}const DURATION=/^([-+]?)P(?:([-+]?\d+)D)?(T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?)(\d+)(?:[.,](\d{0,9}))?S)?)?$/i;
function parseDuration(text){const match=DURATION.exec(text);if(match===null)return;const[,sign,days,time,hours,minutes,secondSign,seconds,fraction=""]=match;if(time?.
toUpperCase()==="T"||(days??hours??minutes??seconds)===void 0)return;const number=digits2=>BigInt((digits2??"0").replace(/^\+/,"")),exact=number(seconds)*SECOND+
BigInt(fraction.padEnd(9,"0")),total=((number(days)*24n+number(hours))*60n+number(minutes))*60n*SECOND+(secondSign==="-"?-exact:exact);if(!(total/SECOND>times_LONG.
max||total/SECOND<times_LONG.min))return sign==="-"?-total:total}function readDate(java,node,path2){if(java==="java.time.Instant"){const text=timeText(java,node,
path2);if(typeof text!="string"||INSTANT.test(text))return text;throw fromString(java,text,unparsed(java,`Text '${text}' could not be parsed at index ${failure(
text,INSTANT_FORM)}`),path2)}const isDate=java==="java.time.LocalDate";if(node.kind==="sequence")return readParts(java,node.items,path2);if(node.kind==="mapping")
throw located("wrong-type","Expected array or string",path2);const value=scalarValue(node);if(typeof value=="string")return readLocal(java,javaTrim(value),path2);
if(typeof value=="boolean"||value===null||node.float===!0)throw located("wrong-type","Expected array or string",path2);if(isDate){const day=BigInt(value);if(day<
times_LONG.min||day>times_LONG.max)throw outOfRange(node,times_LONG,path2);return String(value)}const message=`raw timestamp (${value}) not allowed for \`${java}\
\`: need additional information such as an offset or time-zone (see class Javadocs)`;throw located("wrong-value",message,path2)}const INSTANT=/^[+-]?\d{4,10}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d{0,9})?)?(Z|[+-]\d\d(:?\d\d(:?\d\d)?)?)$/i,
INSTANT_FORM="0000-00-00T00:00:00Z";function readLocal(java,text,path2){if(text==="")return;const isDate=java==="java.time.LocalDate",why=(isDate?/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z?)?$/:
/^(\d{4}-\d\d-\d\dT)?\d\d:\d\d(:\d\d(\.\d{1,9})?)?$/).test(text)?isDate?wrongDate(text):wrongTime(text.slice(text.indexOf("T")+1)):`at index ${failure(text,isDate?
"0000-00-00":"00:00")}`;if(why===void 0)return text;const parsed=why.startsWith("at ")?`could not be parsed ${why}`:`could not be parsed: ${why}`;throw fromString(
java,text,unparsed(java,`Text '${text}' ${parsed}`),path2)}function wrongDate(text){const[year=0,month=0,day=0]=text.slice(0,10).split("-").map(Number);if(month<
1||month>12)return`Invalid value for MonthOfYear (valid values 1 - 12): ${month}`;if(day<1||day>31)return`Invalid value for DayOfMonth (valid values 1 - 28/31):\
 ${day}`;const days=new Date(Date.UTC(year,month,0)).getUTCDate();if(!(day<=days))return day===29?`Invalid date 'February 29' as '${year}' is not a leap year`:`\
Invalid date '${MONTHS[month-1]} ${day}'`}const MONTHS=["JANUARY","FEBRUARY","MARCH","APRIL","MAY","JUNE","JULY","AUGUST","SEPTEMBER","OCTOBER","NOVEMBER","DECE\
MBER"];function wrongTime(text){const[hour=0,minute=0,second=0]=text.split(":").map(part=>Math.trunc(Number(part)));return hour>23?`Invalid value for HourOfDay \
(valid values 0 - 23): ${hour}`:minute>59?`Invalid value for MinuteOfHour (valid values 0 - 59): ${minute}`:second>59?`Invalid value for SecondOfMinute (valid v\
alues 0 - 59): ${second}`:void 0}function readParts(java,items,path2){if(items.length===0)return;const numbers=[];for(const item2 of items){const value=item2.kind===
"scalar"?scalarValue(item2):void 0;if(typeof value!="number"||item2.kind==="scalar"&&item2.float===!0){const given2=item2.kind==="scalar"?scalarToken(item2):item2.
kind==="mapping"?"START_OBJECT":"START_ARRAY";throw located("wrong-type",`Unexpected token (${given2}) within Array, expected VALUE_NUMBER_INT`,path2)}numbers.push(
value)}const two=part=>String(part??0).padStart(2,"0"),why=java==="java.time.LocalDate"?wrongDate(`${String(numbers[0]).padStart(4,"0")}-${two(numbers[1])}-${two(
numbers[2])}`):wrongTime(numbers.slice(0,3).map(two).join(":"));if(why!==void 0)throw bare("wrong-value",why,path2);return numbers.join("-")}function unparsed(java,why){
return`Failed to deserialize ${java}: (java.time.format.DateTimeParseException) ${why}`}function failure(text,form){const fits2=(expected,given2)=>given2!==void 0&&
(expected==="0"?/\d/.test(given2):expected.toLowerCase()===given2.toLowerCase());let index=0;for(;index<form.length&&fits2(form[index],text[index]);)index++;if(index<
form.length&&form[index]==="0")for(;index>0&&form[index-1]==="0";)index--;return index}function timeText(java,node,path2){if(node.kind==="sequence")throw wrongShape(
java,node,path2);const value=node.kind==="scalar"?scalarValue(node):!0;if(node.kind==="mapping"||typeof value=="boolean"||value===null){const given2=node.kind===
"scalar"?scalarToken(node):"START_OBJECT";throw located("wrong-type",`Unexpected token (${given2}), expected one of [VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBE\
R_FLOAT] for ${java} value`,path2)}if(typeof value=="bigint"||typeof value=="number"&&node.float!==!0){const whole2=BigInt(value);if(whole2<times_LONG.min||whole2>
times_LONG.max)throw outOfRange(node,times_LONG,path2);return whole2*SECOND}if(typeof value=="number")return Number.isFinite(value)?BigInt(Math.trunc(value*1e3))*
1000000n:0n;const text=javaTrim(value);if(text!==""){if(/^[+-]?\d+$/.test(text)){const whole2=BigInt(text.replace(/^\+/,""));if(whole2>=times_LONG.min&&whole2<=
times_LONG.max)return whole2*SECOND}if(/^[+-]?[\d.]+$/.test(text)&&text.includes(".")){if(text.split(".").length>2)throw bare("wrong-value","multiple points",path2);
if(!/\d/.test(text))throw bare("wrong-value",`For input string: "${text}"`,path2);return BigInt(Math.trunc(Number(text)*1e3))*1000000n}return text}}function values_valueOf(node,key2){
return node.entries.find(entry=>entry.key===key2)?.value}function propOf(value,name){return value?.k==="object"?value.props.get(name):void 0}function values_itemsOf(value,name){
const list=propOf(value,name);return list?.k!=="list"?[]:list.items.some(isUnread)?list.items.filter(item2=>!isUnread(item2)):list.items}function insideOf(value){
return value.k==="object"?[...value.props.values()]:value.k==="list"?value.items:value.k==="map"?value.entries.map(([,item2])=>item2):[]}function isUnread(value){
return value?.k==="other"&&value.unread===!0}function values_textOf(value){return value?.k==="scalar"?String(value.value):void 0}function isMissing(value){return value===
void 0||value.k==="null"}function violation(rule,message,at){return{rule,message,...at===void 0?{}:{target:{path:at.path,part:"value"}}}}const cron_fields_MONTHS=[
"JAN","FEB","MAR","APR","MAY","JUN","JUL","AUG","SEP","OCT","NOV","DEC"],DAYS=["MON","TUE","WED","THU","FRI","SAT","SUN"];function fieldsOf({withSeconds=!1,lastDay=!1}){
const sixty={min:0,max:59};return[...withSeconds?[sixty]:[],sixty,{min:0,max:23},{min:1,max:31,last:lastDay},{min:1,max:12,names:cron_fields_MONTHS,first:1},{min:0,
max:7,names:DAYS,first:1,sevenIsZero:!0}]}class CronError extends Error{}function wholeNumber(text){const latin=/^[+-]?[0-9]+$/.test(text)?text:inLatinDigits(text);
return latin!==void 0&&Math.abs(Number(latin))<2**31?Number(latin):void 0}function inLatinDigits(text){if(/^[+-]?\p{Nd}+$/u.test(text))return text.replace(/\p{Nd}/gu,
digit=>String(digitValue(digit.codePointAt(0))))}function digitValue(code2){if(code2<128)return code2-48;let zero=code2;for(;code2-zero<9&&/\p{Nd}/u.test(String.
fromCodePoint(zero-1));)zero--;return code2-zero}function plainNumber(text){const number=wholeNumber(text);if(number===void 0)throw new CronError(`For input str\
ing: "${text}"`);return number}function invalidChars(expression,left){return`Invalid chars in expression! Expression: ${expression} Invalid chars: ${left}`}const NICKNAMES=[
"@yearly","@annually","@monthly","@weekly","@daily","@midnight","@hourly"];function cronProblem(expression,syntax={}){const key2=`${syntax.withSeconds??!1} ${syntax.
lastDay??!1} ${expression}`;if(cron_known.has(key2))return cron_known.get(key2);const problem=findProblem(expression,syntax);return cron_known.size===MOST_KNOWN&&
cron_known.clear(),key2.length<=LONGEST_KNOWN&&cron_known.set(key2,problem),problem}const cron_known=new Map,MOST_KNOWN=1e3,LONGEST_KNOWN=200;function findProblem(expression,syntax){
try{parse(expression,fieldsOf(syntax));return}catch(error2){if(error2 instanceof CronError)return error2.message;throw error2}}function parse(expression,fields){
const text=expression.replace(/[ \t\n\v\f\r]+/g," ").trim();if(text==="")throw new CronError("Empty expression!");if(text.startsWith("@")){if(NICKNAMES.includes(
text))return;if(text==="@reboot")throw new CronError("Nickname @reboot not supported!")}if(/^[|]+$/.test(text))throw new CronError("List of Cron cannot be null \
or empty");if(text.includes("||"))return javaSplit(text,"||").forEach(part=>parse(part,fields));if(text.includes("|"))return parseAlternatives(text,fields);const parts=text.
toUpperCase().split(" "),trailing=parts.find(part=>part.endsWith(","));if(trailing!==void 0)throw new CronError(`Invalid field value! Trailing commas not permit\
ted! '${trailing}'`);if(parts.length!==fields.length)throw new CronError(`Cron expression contains ${parts.length} parts but we expect one of [${fields.length}]`);
const read2=parts.map((part,index)=>inField(()=>new FieldReader(fields[index]).read(part)));for(const{validate}of read2)inField(validate)}function parseAlternatives(text,fields){
const parts=text.split(" ").map(part=>javaSplit(part,"|")),count2=Math.max(...parts.map(part=>part.length));if(parts.some(part=>part.length!==1&&part.length<count2))
throw new CronError("Missing alternatives");for(let index=0;index<count2;index++)parse(parts.map(part=>part[index]??part[0]??"").join(" "),fields)}function javaSplit(text,separator){
const parts=text.split(separator);for(;parts.length>1&&parts.at(-1)==="";)parts.pop();return parts}function inField(action){try{return action()}catch(error2){throw error2 instanceof
CronError&&(error2.message=`Failed to parse cron expression. ${error2.message}`),error2}}class FieldReader{#field;constructor(field){this.#field=field}read(given2){
const day=this.#field.sevenIsZero&&given2.endsWith("L")?this.#named(given2.slice(0,-1)):void 0;return this.#expression(day===void 0?given2:`${day}L`)}#part(text,validate=()=>{}){
return{text,validate:()=>{const left=this.#left(text);if(left!=="")throw new CronError(invalidChars(text,left));validate()}}}#expression(text){if(!/[,\-/]/.test(
text)){if(text.includes("?"))throw new CronError(`Invalid expression: ${text}`);return this.#single(text)}const list=javaSplit(text,",");if(list.length>1){const parts=list.
map(part=>this.#expression(part));return this.#part(parts.map(part=>part.text).join(","),()=>parts.forEach(({validate})=>validate()))}const range=javaSplit(text,
"-");if(text.includes("-")&&range.length!==2)throw new CronError(`Missing values for range: ${text}`);if(range.length===1)return this.#steps(text);const[from,to]=range;
if(from!=="L")return this.#between(from,to);const before=this.#number(to);return this.#part(`L-${before}`,()=>this.#inRange(before))}#steps(text){const parts=javaSplit(
text,"/");if(parts.length===1)throw new CronError(`Missing steps for expression: ${text}`);if(parts.length!==2)throw new CronError(`Invalid expression: ${text}`);
const[start,step]=parts;if(start==="*"&&step==="1")return this.#single(start);const from=start==="*"||start===""?void 0:this.#number(start),every=plainNumber(step);
return this.#part(`${from??"*"}/${every}`,()=>{from!==void 0&&this.#inRange(from),this.#period(every)})}#between(from,to){if(from===""||to===""){const range2=`${from}\
-${to}`;throw new CronError(`Invalid expression! Expression: ${range2} does not describe a range. Negative numbers are not allowed.`)}const[end="",step]=javaSplit(
to,"/"),[low,high]=[this.#edge(from),this.#edge(end)];if(to.includes("/")&&step===void 0)throw new CronError(`Missing steps for expression: ${from}-${to}`);const every=step===
void 0?void 0:this.#number(step),range=this.#part(`${low}-${high}`,()=>{for(const edge of[low,high])typeof edge=="number"&&this.#inRange(edge);if([low,high].some(
edge=>typeof edge=="string"&&edge!=="L"))throw new CronError("No special characters allowed in range, except for 'L'");if(typeof low=="number"&&typeof high=="nu\
mber"&&low>high)throw new CronError(`Invalid range! [${low},${high}]`)});return every===void 0?range:this.#part(`${range.text}/${every}`,()=>{range.validate(),this.#period(
every)})}#edge(text){return["L","W","LW","#"].includes(text)?text:this.#toInt(text)}#single(text){if(text==="*")return this.#part(text);if(text.includes("#"))throw new CronError(
`Invalid expression: ${text}`);if(text.includes("LW")){const rest=text.replaceAll("LW","");if(rest!=="")throw new CronError(`Expected: LW, found: ${rest}`);return this.#part(
"LW")}const marked=text==="L"||/\dL/.test(text)?"L":/\dW/.test(text)?"W":"",digits2=text.replaceAll(marked,"");if(marked!==""&&digits2==="")return this.#part(marked);
const number=this.#number(digits2);return this.#part(`${number}${marked}`,()=>this.#inRange(number))}#number(text){const number=this.#toInt(text);return this.#field.
sevenIsZero&&number===7?0:number}#toInt(text){const number=this.#named(text)??wholeNumber(text);if(number===void 0)throw new CronError(invalidChars(text,this.#left(
text)));return number}#named(text){const index=this.#field.names?.indexOf(text)??-1;return index<0?void 0:index+(this.#field.first??0)}#left(text){const bare2=text.
replace(/[#?/*0-9]/g,""),words2=[...this.#field.names??[],...this.#field.last?["L"]:[]];return(words2.length===0?bare2:bare2.replace(new RegExp(`\\b(${words2.join(
"|")})\\b`,"g"),"")).replace(/[\s,-]+/g,"")}#inRange(value){const{min,max:max2}=this.#field;if(value<min||value>max2)throw new CronError(`Value ${value} not in \
range [${min}, ${max2}]`)}#period(value){const{min,max:max2}=this.#field;if(!(value>0&&value<=max2-min+1&&value<=max2))throw new CronError(`Period ${value} not \
in range [${min}, ${max2}]`)}}const checkSchedule=(trigger,context)=>{const cron=propOf(trigger,"cron"),text=values_textOf(cron);if(text===void 0)return[];const seconds=propOf(
trigger,"withSeconds"),problem=cronProblem(text,{withSeconds:seconds?.k==="scalar"&&seconds.value===!0,lastDay:context.rules==="2.0"});return problem===void 0?[]:
[violation("invalid-cron",`invalid cron expression '${text}': ${problem}`,cron)]},checkTimezone=value=>{const text=values_textOf(value);return text===void 0||isZone(
text)?[]:[violation("invalid-timezone",`timezone '(${text})' is not a valid time-zone ID`,value)]},zones=new Map;function isZone(text){let known2=zones.get(text);
return known2===void 0&&(known2=isOffset(text.replace(/^(UTC|GMT|UT)(?=[+-])/,""))||/^(Z|UTC|GMT|UT|GMT0)$/.test(text)||isRegion(text),zones.set(text,known2)),known2}
function isOffset(text){const match=/^[+-](\d\d?)(?::?(\d\d)(?::?(\d\d))?)?$/.exec(text);if(match===null)return!1;const[hours,minutes,seconds]=[1,2,3].map(group=>Number(
match[group]??0)),isUniform=match[3]===void 0||text.split(":").length!==2,isWide=match[1].length===2||match[2]===void 0;return isUniform&&isWide&&minutes<60&&seconds<
60&&hours*3600+minutes*60+seconds<=18*3600}const NOT_IN_JAVA=new Set(["EST","MST","HST","ROC"]);function isRegion(text){if(!/^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(
text)||NOT_IN_JAVA.has(text))return!1;try{const known2=new Intl.DateTimeFormat("en",{timeZone:text}).resolvedOptions().timeZone;return known2===text||known2.toLowerCase()!==
text.toLowerCase()}catch{return!1}}const checkDurationMin=(value,_context,params)=>{const least=parseDuration(String(params.min??""))??lengthOf(params);return value.
k!=="scalar"||typeof value.value!="bigint"||value.value>=least?[]:[violation("duration-too-short",minText(params),value)]};function lengthOf(params){const part=(name,nanos)=>BigInt(
Number(params[name]??0))*nanos;return(part("days",86400n)+part("hours",3600n)+part("minutes",60n)+part("seconds",1n))*1000000000n+part("millis",1000000n)+part("\
nanos",1n)}function minText(params){return params.minutes===1?"must be longer than or equal to 1 minute":"must be a positive duration"}const checkDurationMax=(value,_context,params)=>{
const most=parseDuration(String(params.max??""));if(most===void 0||value.k!=="scalar"||typeof value.value!="bigint"||value.value<=most)return[];const message=`d\
uration '${javaDuration(value.value)}' must not exceed ${params.max}`;return[violation("duration-too-long",message,value)]},checkTimeWindow=window=>{const type=values_textOf(
propOf(window,"type"))??"DURATION_WINDOW",form=TIME_WINDOWS[type];return form===void 0?[]:checkWindow(window,`Time window of type \`${type}\``,form)},TIME_WINDOWS={
DAILY_TIME_DEADLINE:{cannot:["window","windowAdvance","startTime","endTime"],must:["deadline"]},DAILY_TIME_WINDOW:{cannot:["window","windowAdvance","deadline"],
must:["startTime","endTime"]},DURATION_WINDOW:{cannot:["deadline","startTime","endTime"],must:[]},SLIDING_WINDOW:{cannot:["deadline","startTime","endTime","wind\
owAdvance"],must:[]}},checkTriggerWindow=window=>{const has=name=>isGiven(propOf(window,name)),type=has("deadline")?"DAILY_TIME_DEADLINE":has("from")||has("to")?
"DAILY_TIME_WINDOW":has("lookback")?"SLIDING_WINDOW":void 0;if(type===void 0)return[];const form=WINDOWS[type],incomplete=form.must.some(name=>!has(name));return checkWindow(
window,`Window of type \`${type}\``,incomplete?{...form,cannot:[]}:form)},WINDOWS={DAILY_TIME_DEADLINE:{cannot:["every","offset","from","to","lookback"],must:[]},
DAILY_TIME_WINDOW:{cannot:["deadline","every","offset","lookback"],must:["from","to"]},SLIDING_WINDOW:{cannot:["deadline","from","to","offset","every"],must:[]}};
function checkWindow(window,what,{cannot,must}){const given2=cannot.filter(name=>isGiven(propOf(window,name)));if(given2.length>0){const reported=given2.filter(
name=>name!=="deadline"||!must.includes("startTime")),isDeadlineReported=reported.length<given2.length&&reported.length===0;return(must.includes("startTime")&&isGiven(
propOf(window,"startTime"))||isDeadlineReported?[...reported,"deadline"]:reported).map(name=>violation("wrong-window",`${what} cannot have ${PARTS[name]}.`,propOf(
window,name)??window))}return must.filter(name=>!isGiven(propOf(window,name))).map(name=>violation("wrong-window",`${what} must have ${PARTS[name]}.`,window))}function isGiven(value){
return value!==void 0&&value.k!=="null"}const PARTS={deadline:"a deadline",startTime:"a start time",endTime:"an end time",window:"a window",windowAdvance:"a win\
dow advance",from:"a from time",to:"a to time",every:"an every duration",offset:"an offset",lookback:"a lookback duration"};function isLateTime(java,text){const trimmed=text.
trim();switch(java){case"java.time.Duration":return parseDuration(trimmed)!==void 0;case"java.time.ZonedDateTime":return isZonedDateTime(trimmed);case"java.time\
.OffsetTime":return isOffsetTime(trimmed);case"java.time.Instant":return isInstant(trimmed);case"java.time.LocalDate":case"java.time.LocalTime":return canBeRead(
java,trimmed);default:return!0}}const TIME=String.raw`(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)`,ZONED=new RegExp(String.raw`^(\d{4}-\d\d-\d\d)T${TIME}(Z|[+-]\d\d(?::?\d\d)?(?::?\d\d)?)(?:\[([^\]]+)\])?$`,
"i"),OFFSET_TIME=new RegExp(String.raw`^${TIME}(Z|[+-]\d\d(?::\d\d)?(?::\d\d)?)$`,"i");function isZonedDateTime(text){const[match,date,time,offset,zone]=ZONED.exec(
text)??[];return match===void 0?!1:canBeRead("java.time.LocalDate",date)&&canBeRead("java.time.LocalTime",time)&&zoned_times_isOffset(offset)&&(zone===void 0||isZone(
zone))}const zoned_times_INSTANT=/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d(?::\d\d)?)$/i;function isInstant(text){const[match,date,time,
offset]=zoned_times_INSTANT.exec(text)??[];if(match===void 0)return!1;const isTime=canBeRead("java.time.LocalTime",time)||/^24:00:00(?:\.0+)?$/.test(time);return canBeRead(
"java.time.LocalDate",date)&&isTime&&zoned_times_isOffset(offset)}function isOffsetTime(text){const[match,time,offset]=OFFSET_TIME.exec(text)??[];return match!==
void 0&&canBeRead("java.time.LocalTime",time)&&zoned_times_isOffset(offset)}function zoned_times_isOffset(text){return/^z$/i.test(text)||isZone(text)}function canBeRead(java,text){
const node={kind:"scalar",style:"plain",text,value:text,span:{start:0,end:0}};try{return readDate(java,node,[]),!0}catch(error2){if(error2 instanceof Refusal)return!1;
throw error2}}function findWrongTimes({rules,root,reported}){const known2=new Set(reported.map(({target})=>JSON.stringify(target)));return typedValues(rules,root).
flatMap(({node,path:path2,late})=>{if(late===void 0||isOpen(node))return[];const words2=late_times_wordsFor(node.text,late),target={path:path2,part:"value"};return words2===
void 0||known2.has(JSON.stringify(target))?[]:[{rule:"wrong-value",severity:"warning",target,answer:"none",...words2}]})}function isOpen({value,text}){return typeof value!=
"string"||text.trim()===""||/\{[{%#]/.test(text)||/^\s*(["[{]|null\b)/.test(text)}const LATE="Kestra stores it, and what it belongs to fails when it runs.";function late_times_wordsFor(text,{
java,property}){const isDuration=java==="java.time.Duration",number=/^\s*([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(\s+\S[^]*)?$/.exec(text);if(number!==null&&!(isDuration&&
number[2]!==void 0))return;const write=isDuration?suggestedDuration(text):void 0,hint=write===void 0?LATE:`Write ${write}.`;if(number!==null)return{text:`"${property}\
" is "${text}": Kestra reads the number alone, as ${number[1]} seconds.`,hint};if(isLateTime(java,text))return;const wanted=FORMS[java]??"of another form";return{
text:`"${property}" must be ${wanted}, but it is the text "${text}".`,hint:write===void 0?LATE:`${hint} ${LATE}`}}const FORMS={"java.time.Duration":"a duration \
such as PT1H30M","java.time.Instant":"a date with time and offset such as 2026-01-31T09:00:00Z","java.time.ZonedDateTime":"a date with time and offset such as 2\
026-01-31T09:00:00Z","java.time.LocalDate":"a date such as 2026-01-31","java.time.LocalTime":"a time such as 09:00:00","java.time.OffsetTime":"a time with an of\
fset such as 09:00:00Z"},SUBFLOW=/\.(Subflow|ForEachItem|flow\.Flow)$/,FLOW_TRIGGER=/\.trigger\.Flow$/,FLOW_CONDITION=/\.(ExecutionFlow|ExecutionFlowCondition)$/,
OWN_NAMESPACE=/^\{\{-?\s*flow\.namespace\s*-?\}\}$/;function findReferences(root){const literal=[],templated=[],own=identityOf(root).namespace,add=(kind,at)=>{const{
namespace:namespace2,id,path:path2}=at;if(namespace2===void 0||id===void 0||namespace2.text===""||id.text==="")return;const isOwn=own!==void 0&&OWN_NAMESPACE.test(
namespace2.text),known2=isOwn?own:namespace2.text;known2.includes("{{")||id.text.includes("{{")?templated.push({kind,path:path2,text:`${namespace2.text}/${id.text}`}):
literal.push({kind,namespace:known2,id:id.text,path:path2,...isOwn?{}:{namespaceNode:namespace2}})};for(const visit2 of mappingsIn(root)){const{node}=visit2,type=navigate_textOf(
node,"type")??"";if(FLOW_TRIGGER.test(type))for(const place of placesOfTrigger(node,visit2.path))add("trigger",place);else SUBFLOW.test(type)?add("subflow",references_placeOf(
node,visit2.path)):FLOW_CONDITION.test(type)&&visit2.path[0]==="triggers"&&add("trigger",references_placeOf(node,visit2.path))}return{literal,templated}}function referencesOf(root){
return findReferences(root).literal.filter(({namespaceNode})=>namespaceNode!==void 0)}function references_placeOf(node,path2){return{namespace:scalarOf(node,"na\
mespace"),id:scalarOf(node,"flowId"),path:[...path2,"flowId"]}}function*placesOfTrigger(trigger,path2){const preconditions=navigate_valueOf(trigger,"preconditio\
ns");for(const[list,base]of[[navigate_valueOf(preconditions,"flows"),[...path2,"preconditions","flows"]],[navigate_valueOf(trigger,"dependsOn"),[...path2,"depen\
dsOn"]]])for(const[index,item2]of itemsOf(list).entries())yield references_placeOf(item2,[...base,index]);for(const[index,where]of itemsOf(navigate_valueOf(preconditions,
"where")).entries()){const filters=itemsOf(navigate_valueOf(where,"filters")),equal=field=>filters.findIndex(filter=>navigate_textOf(filter,"field")===field&&navigate_textOf(
filter,"type")==="EQUAL_TO"),[namespace2,id]=[equal("NAMESPACE"),equal("FLOW_ID")];yield{namespace:scalarOf(filters[namespace2],"value"),id:scalarOf(filters[id],
"value"),path:[...path2,"preconditions","where",index,"filters",id,"value"]}}}function scalarOf(node,key2){const value=navigate_valueOf(node,key2);return value?.
kind==="scalar"?value:void 0}function findUnknownFlows({root,knownFlow,reported}){if(knownFlow===void 0)return[];const reportedPaths=new Set(reported.map(({target})=>JSON.
stringify("path"in target?target.path:[])));return referencesOf(root).flatMap(({kind,namespace:namespace2,id,path:path2})=>{if(reportedPaths.has(JSON.stringify(
path2))||knownFlow(namespace2,id)!=="missing")return[];const text=kind==="subflow"?`The subflow '${id}' is not found in namespace '${namespace2}'.`:`No flow '${id}\
' is known in namespace '${namespace2}': the trigger would never start.`;return[{rule:kind==="subflow"?"unknown-subflow":"unknown-flow",severity:"warning",text,
target:{path:path2,part:"value"},answer:"none"}]})}function findYamlSurprises({rules,root}){return typedValues(rules,root).flatMap(({node,path:path2,wants})=>{if(path2.
length===1&&(path2[0]==="id"||path2[0]==="namespace")||!isSurprise(node,wants))return[];const text=`YAML 1.1 reads ${node.text} as ${yaml_surprises_nameOf(node)}\
: Kestra takes it for ${scalarText(node)}.`,hint=`Put quotes around it: "${node.text}".`;return[{rule:"yaml-surprise",severity:"warning",text,target:{path:path2,
part:"value"},hint,answer:"none"}]})}function isSurprise(node,wants){return node.style!=="plain"||node.tag!==void 0||wants==="other"||typeof node.value=="string"||
node.value===null?!1:wants==="free"?/^0[0-7_]+$/.test(node.text):scalarText(node)!==node.text}function yaml_surprises_nameOf({value,text}){return typeof value==
"boolean"?"a boolean":/^[-+]?0[0-7_]+$/.test(text)?"an octal number":/^[-+]?0x/.test(text)?"a hexadecimal number":"a number"}const RULES=[findUnknownFlows,findYamlSurprises,
findAnchors,findMovedTypes,findUnknownDefaults,findPebbleProblems,findWrongTimes,findWrongReferences,findTrapsOf20],lintFlow=context=>RULES.flatMap(rule=>rule(context));
function allTasks(flow2,context){let found2=tasks_of_flow_counted.get(flow2);if(found2===void 0){found2=[];for(const task of topLevelTasks(flow2))tasks_of_flow_count(
task,context,found2);tasks_of_flow_counted.set(flow2,found2)}return found2}const tasks_of_flow_counted=new WeakMap;function topLevelTasks(flow2){const listeners=values_itemsOf(
flow2,"listeners").flatMap(listener=>values_itemsOf(listener,"tasks")),lists2=["tasks","errors","finally"].flatMap(name=>values_itemsOf(flow2,name));return objects(
[...lists2,...listeners,...values_itemsOf(flow2,"afterExecution")])}function tasks_of_flow_count(task,context,found2){const id=values_textOf(propOf(task,"id")),
subflow2={namespace:values_textOf(propOf(task,"namespace")),flowId:values_textOf(propOf(task,"flowId"))};found2.push({id,task,...task.className===tasks_of_flow_SUBFLOW?
{subflow:subflow2}:{}}),task.className===FOR_EACH_ITEM&&(found2.push({id:`${id}_split`,task,takes:["items","batch"]}),found2.push({id:`${id}_items`,task,takes:[
"inputs","labels"],subflow:subflow2}),found2.push({id:`${id}_merge`,task,takes:[]}));for(const child of tasks_of_flow_childrenOf(task,context))tasks_of_flow_count(
child,context,found2)}const tasks_of_flow_SUBFLOW="io.kestra.plugin.core.flow.Subflow",FOR_EACH_ITEM="io.kestra.plugin.core.flow.ForEachItem";function tasks_of_flow_childrenOf(task,context){
if(!context.is(task.className,"flowable"))return[];const last=[...values_itemsOf(task,"errors"),...values_itemsOf(task,"finally")];switch(task.className){case"i\
o.kestra.plugin.core.flow.If":return objects([...values_itemsOf(task,"then"),...values_itemsOf(task,"else"),...last]);case"io.kestra.plugin.core.flow.Switch":{const cases=propOf(
task,"cases"),inCases=(cases?.k==="map"?cases.entries.map(([,list])=>list):[]).flatMap(list=>list.k==="list"?list.items:[]);return objects([...values_itemsOf(task,
"defaults"),...inCases,...last])}case"io.kestra.plugin.core.flow.Dag":return objects([...values_itemsOf(task,"tasks").map(item2=>propOf(item2,"task")),...last]);case"\
io.kestra.plugin.core.flow.Pause":{const onPause=propOf(task,"onPause");return objects([...values_itemsOf(task,"tasks"),...isMissing(onPause)?[]:[onPause],...last])}case FOR_EACH_ITEM:
return objects(last);default:return objects([...values_itemsOf(task,"tasks"),...last])}}function objects(values){return values.flatMap(value=>value?.k==="object"?
[value]:[])}function*earlyBreakdowns(catalogue,flow2,context){const listeners=values_itemsOf(flow2,"listeners").filter(item2=>item2.k==="object"),reached=[flow2,
...listeners,...allTasks(flow2,context).map(({task})=>task)];for(const object of reached){yield*wrongKindsIn(catalogue,object);const broken=brokenTask(catalogue,
object);broken!==void 0&&(yield broken)}const bare2=findBareListener(flow2);bare2!==void 0&&(yield bare2)}function*wrongKindsIn(catalogue,object){for(const[name,
value]of object.props){const index=object.entry.props[name],spec=index===void 0?void 0:catalogue.shape(index).t,list=spec?.k==="map"?spec.of:spec;if(list?.k!=="\
list"||list.of.k!=="plugin")continue;const lists2=value.k==="map"?value.entries.map(([,item2])=>item2):[value];yield*wrongKindsAmong(list.of.base,lists2)}}function*wrongKindsAmong(base,lists2){
for(const item2 of lists2.flatMap(list=>list.k==="list"?list.items:[])){if(item2.k!=="object"||plugin_kinds_fits(item2,base))continue;const classes=`${item2.className}\
 and ${base} are in unnamed module of loader 'app'`,message=`class ${item2.className} cannot be cast to class ${base} (${classes})`;yield breakdown("wrong-kind-\
of-plugin",item2,message)}}function brokenTask(catalogue,object){switch(object.className){case"io.kestra.plugin.core.flow.Dag":{const gap=values_itemsOf(object,
"tasks").find(item2=>item2.k==="null");return gap===void 0?void 0:breakdown("empty-element",gap,"null")}case"io.kestra.plugin.core.flow.LoopUntil":return catalogue.
rules!=="1.3"||!isMissing(object.props.get("tasks"))?void 0:breakdown("missing-property",object,'Cannot invoke "java.util.List.stream()" because "this.tasks" is\
 null');case"io.kestra.plugin.core.flow.Template":return breakdown("templates-disabled",object,"Templates are disabled, please check your configuration");case"i\
o.kestra.plugin.core.flow.Template$ExecutorTemplate":return breakdown("templates-disabled",object,'Cannot invoke "io.kestra.core.models.templates.Template.getTa\
sks()" because "template" is null');default:return}}function findBareListener(flow2){const bare2=values_itemsOf(flow2,"listeners").find(item2=>item2.k==="null"||
isMissing(propOf(item2,"tasks")));if(bare2===void 0)return;const listener="io.kestra.core.models.listeners.Listener.getTasks()",message=bare2.k==="null"?`Cannot\
 invoke "${listener}" because "listener" is null`:`Cannot invoke "java.util.List.stream()" because the return value of "${listener}" is null`;return breakdown("\
missing-property",bare2,message)}function*flowBreakdowns(catalogue,flow2){const inputs2=values_itemsOf(flow2,"inputs");for(const item2 of[...inputs2,...inputs2.
flatMap(input=>values_itemsOf(input,"inputs")),...values_itemsOf(flow2,"outputs")])item2.k==="null"&&(yield breakdown("empty-element",item2,IS_VALID));for(const input of inputs2)
isMissing(propOf(input,"id"))&&(yield breakdown("missing-property",input,IS_VALID));const emptyTrigger=values_itemsOf(flow2,"triggers").find(trigger=>trigger.k===
"null");catalogue.rules==="2.0"&&emptyTrigger!==void 0&&inputs2.length>0&&(yield breakdown("empty-element",emptyTrigger,IS_VALID));for(const object of breakdown_objectsIn(
flow2)){object.className===EXECUTABLE&&isMissing(propOf(object,"subflowId"))&&(yield breakdown("missing-property",object,IS_VALID));const broken=SUBFLOWS.has(object.
className)?brokenRecursionCheck(object,flow2):void 0;broken!==void 0&&(yield broken)}}const EXECUTABLE="io.kestra.plugin.core.flow.ForEachItem$ForEachItemExecut\
able",SUBFLOWS=new Set(["io.kestra.plugin.core.flow.Subflow","io.kestra.plugin.core.flow.ForEachItem"]),IS_VALID="HV000028: Unexpected exception during isValid \
call.";function brokenObject(object,root){switch(object.className){case"io.kestra.plugin.core.flow.Dag":return brokenDag(object);case"io.kestra.plugin.core.trig\
ger.Flow$Filter":return isMissing(object.props.get("type"))?breakdown("missing-property",object,IS_VALID):void 0;case"io.kestra.core.models.flows.PluginDefault":
return brokenDefault(object,root);default:return}}function brokenDefault(one,root){const type=propOf(one,"type");if(!isMissing(type)&&values_textOf(type)?.trim()!==
"")return;const rule=isMissing(type)?"missing-property":"empty-value";return one.path[0]==="taskDefaults"&&values_valueOf(root,"pluginDefaults")!==void 0?breakdown(
rule,one,IS_VALID):isMissing(type)?breakdown(rule,one,"Cannot found plugin for null identifier"):breakdown(rule,one,"Cannot create plugin identifier from null o\
r empty string")}function brokenLabel(label2){return!isUnread(label2)&&isMissing(propOf(label2,"key"))?breakdown("missing-property",label2,IS_VALID):void 0}function brokenDag(dag){
const items=values_itemsOf(dag,"tasks"),without2=items.find(item2=>isMissing(propOf(item2,"task")));if(without2!==void 0)return breakdown("missing-property",without2,
IS_VALID);const ids=items.map(item2=>values_textOf(propOf(propOf(item2,"task"),"id")));if(items.flatMap(item2=>values_itemsOf(item2,"dependsOn")).map(values_textOf).
some(id=>id===void 0||!ids.includes(id)))return;const nameless=items.find((item2,index)=>ids[index]===void 0&&!isMissing(propOf(item2,"dependsOn")));return nameless===
void 0?void 0:breakdown("missing-property",nameless,IS_VALID)}function brokenRecursionCheck(task,flow2){const id=values_textOf(propOf(flow2,"id")),same=id!==void 0&&
id===values_textOf(propOf(task,"flowId"));return id===void 0||same&&isMissing(propOf(flow2,"namespace"))?breakdown("missing-property",flow2,IS_VALID):void 0}function breakdown(rule,value,message){
const constraints=`Unable to validate the flow: ${message}`,target={path:value.path,part:"value"};return{rule,constraints,target,...value.k==="object"?{of:value}:
{}}}function breakdown_objectsIn(value,found2=[]){value.k==="object"&&found2.push(value);for(const item2 of insideOf(value))breakdown_objectsIn(item2,found2);return found2}
function answer_identityOf(root){const text=key2=>{const node=values_valueOf(root,key2);return node?.kind==="scalar"?scalarText(node):void 0},[namespace2,flow2]=[
text("namespace"),text("id")];return{...namespace2===void 0?{}:{namespace:namespace2},...flow2===void 0?{}:{flow:flow2}}}function answer_constraintsOf(violations){
if(violations.length===0)return;const linesByObject=new Map;return`Validation error: ${violations.filter(({of,line})=>{const own=linesByObject.get(of)??new Set;
return linesByObject.set(of,own),own.size<own.add(line).size}).map(({line})=>`${line}
`).join("").replace(/^:/,"")}`}function answer_errorOf({rule,line,message,target}){const text=line.startsWith(": Invalid Flow: ")?message:line;return{rule,severity:"\
error",text,target,answer:"constraints"}}function texts(problems,answer){return problems.filter(problem=>problem.answer===answer).map(({text})=>text)}function answer_problemOf({
rule,constraints,target}){return{rule,severity:"error",text:constraints.replace(/^Validation error: /,""),target,answer:"constraints"}}function refusedBy(breakdown2){
return refusedWhole(breakdown2.constraints,breakdown2.rule,breakdown2.target)}function refusedWhole(constraints,rule,target){const problems=[answer_problemOf({rule,
constraints,target})];return{server:{constraints,outdated:!1},problems,unjudgedTypes:[]}}const checkPluginDefault=(one,context)=>{const type=values_textOf(propOf(
one,"type")),values=propOf(one,"values");if(isMissing(values))return[violation("missing-property","Invalid Plugin Default: No 'values' provided",one)];const className=type===
void 0?void 0:context.resolveType(type),known2=className===void 0?void 0:context.propertiesOf(className);if(known2===void 0||values?.k!=="map")return[];const names=new Set(
[...known2,...ALWAYS_THERE].map(name=>name.toLowerCase())),unknown=values.entries.filter(([key2])=>!names.has(key2.toLowerCase()));if(unknown.length===0)return[];
const messages=unknown.map(([key2])=>`No property '${key2}' exists in plugin '${type}'`);return[{...violation("unknown-default",`Invalid Plugin Default: ${messages.
join(", ")}`),target:{path:unknown[0][1].path,part:"key"}}]},ALWAYS_THERE=["class","flowable","sendToWorkerTask"],ENTERPRISE_ONLY="enterprise-only";function findEnterpriseParts(flow2,context){
const tasks=context.rules==="2.0"?topLevelTasks(flow2):allTasks(flow2,context).map(({task})=>task),found2=[...new Set(tasks)].flatMap(task=>{const assets=propOf(
task,"assets");if(isMissing(assets))return[];const message=`Task '${values_textOf(propOf(task,"id"))??"null"}' can't have any \`assets\` because assets are only a\
vailable in Enterprise Edition.`;return[violation(ENTERPRISE_ONLY,message,assets)]});return values_itemsOf(flow2,"quotas").length===0?found2:[...found2,violation(
ENTERPRISE_ONLY,"Quotas are only available in Enterprise Edition.",propOf(flow2,"quotas"))]}function findDuplicateTasks(flow2,context){const tasks=allTasks(flow2,
context).map(({id,task})=>({id,at:propOf(task,"id")??task}));return duplicates("duplicate-task-id","Duplicate task id with name",tasks)}function findDuplicateTriggers(flow2){
const named=values_itemsOf(flow2,"triggers").map(duplicates_byId);return duplicates("duplicate-trigger-id","Duplicate trigger id with name",withId(named))}function findDuplicateInputs(flow2){
return duplicates("duplicate-input-id","Duplicate input with name",values_itemsOf(flow2,"inputs").map(duplicates_byId))}function findDuplicateOutputs(flow2){return duplicates(
"duplicate-output-id","Duplicate output with name",values_itemsOf(flow2,"outputs").map(duplicates_byId))}function findDuplicatePreconditions(flow2){const conditions=values_itemsOf(
flow2,"triggers").flatMap(trigger=>{const preconditions=propOf(trigger,"preconditions");return preconditions===void 0||preconditions.k==="null"?[]:[duplicates_byId(
preconditions)]});return duplicates("duplicate-preconditions-id","Duplicate preconditions with id",conditions)}function duplicates(rule,what,named){const seen=new Set,
twice=new Map;for(const{id,at}of named)seen.has(id)&&!twice.has(id)&&twice.set(id,at),seen.add(id);if(twice.size===0)return[];const ids=[...seen].filter(id=>twice.
has(id));return[violation(rule,`${what} [${ids.map(id=>id??"null").join(", ")}]`,twice.get(ids[0]))]}function duplicates_byId(item2){const id=propOf(item2,"id");
return{id:values_textOf(id),at:id??item2}}function withId(named){return named.filter(({id})=>id!==void 0)}function hashOrder(keys){const distinct=[...new Set(keys)];
let buckets=16;for(;distinct.length>buckets*.75;)buckets*=2;const bucketOf=key2=>{const hash=javaHash(key2);return(hash^hash>>>16)&buckets-1};return distinct.map(
key2=>[bucketOf(key2),key2]).sort(([a],[b])=>a-b).map(([,key2])=>key2)}function javaHash(text){let hash=0;for(let index=0;index<text.length;index++)hash=Math.imul(
hash,31)+text.charCodeAt(index)|0;return hash}function leafInputs(flow2){return values_itemsOf(flow2,"inputs").flatMap(input=>{const id=values_textOf(propOf(input,
"id"))??"null";return isForm(input)?values_itemsOf(input,"inputs").map(child=>({id:`${id}.${values_textOf(propOf(child,"id"))??"null"}`,input:child})):[{id,input}]})}
function isForm(input){return input.k==="object"&&input.className==="io.kestra.core.models.flows.input.FormInput"}function findPathConflicts(flow2){const named=leafInputs(
flow2).map(({id,input})=>({id,at:propOf(input,"id")??input})),dotted=named.filter(({id})=>id.includes(".")),found2=[...duplicates("duplicate-input-id","Duplicat\
e input path",dotted)],ids=new Set(named.map(({id})=>id)),below2=new Map;for(const{id}of dotted)for(const ancestor of prefixesOf(id).filter(prefix=>ids.has(prefix))){
const known2=below2.get(ancestor);known2===void 0?below2.set(ancestor,[id]):known2.push(id)}for(const{id:ancestor,at}of below2.size===0?[]:named)for(const id of below2.
get(ancestor)??[]){const message=`Input path '${ancestor}' conflicts with '${id}'; one cannot be nested under the other.`;if(found2.push(violation("input-path-c\
onflict",message,at)),found2.length>input_tree_MOST)return found2}return found2}const input_tree_MOST=1e3;function prefixesOf(id){return[...id.matchAll(/\./g)].
map(({index})=>id.slice(0,index))}function findBrokenDependencies(flow2){const graph=new Map;for(const{id,input}of leafInputs(flow2)){const needed=values_itemsOf(
propOf(input,"dependsOn"),"inputs").map(at=>[values_textOf(at)??"null",at]);graph.set(id,[...graph.get(id)??[],...needed])}if([...graph.values()].every(needed=>needed.
length===0))return[];const harmless=new Set;return hashOrder([...graph.keys()]).flatMap(id=>{const found2=[];for(const[needed,at]of graph.get(id)){if(graph.has(
needed))continue;const message=`Input with id '${id}' depends on a non-existent input '${needed}'.`;found2.push(violation("unknown-input-dependency",message,at))}
const cycle=findCycle(id,graph,harmless);if(cycle!==void 0){const message=`Cycle dependency detected for input with id '${id}': [${cycle.join(", ")}]`;found2.push(
violation("cyclic-input-dependency",message,graph.get(id)[0]?.[1]))}return found2})}function findCycle(start,graph,harmless){const path2=[],onPath=new Set,open=[],
enter=id=>{path2.push(id),onPath.add(id),open.push({needed:graph.get(id)??[],next:0})};harmless.has(start)||enter(start);for(let top=open.at(-1);top!==void 0;top=
open.at(-1)){const next=top.needed[top.next++]?.[0];if(next===void 0){open.pop();const id=path2.pop();onPath.delete(id),harmless.add(id)}else{if(onPath.has(next))
return path2.slice(path2.indexOf(next));harmless.has(next)||enter(next)}}}function findMissingTriggerInputs(flow2,context){if(context.rules!=="2.0")return[];const needed=[
...new Set(leafInputs(flow2).filter(({input})=>needsValue(input)).map(({id})=>id))];return needed.length===0?[]:triggerInputs(flow2).flatMap(({kind,trigger,supplied})=>{
const missing=needed.filter(id2=>!supplied.has(id2));if(missing.join("")==="")return[];const id=propOf(trigger,"id"),message=`Missing inputs for ${kind} Trigger\
 '${values_textOf(id)??"null"}', missing inputs: '${missing.join(" | ")}'`;return[violation("missing-trigger-inputs",message,propOf(trigger,"inputs")??id??trigger)]})}
function needsValue(input){const required=propOf(input,"required");return isMissing(propOf(input,"defaults"))&&!(required?.k==="scalar"&&required.value===!1)}function triggerInputs(flow2){
return values_itemsOf(flow2,"triggers").flatMap(trigger=>{const kind=trigger.k==="object"?SUPPLIERS.get(trigger.className):void 0;if(kind===void 0)return[];const inputs2=propOf(
trigger,"inputs");return[{kind,trigger,supplied:new Map(inputs2?.k==="map"?inputs2.entries:[])}]})}const SUPPLIERS=new Map([["io.kestra.plugin.core.trigger.Sche\
dule","Schedule"],["io.kestra.plugin.core.trigger.Webhook","Webhook"]]);function findEnterpriseInputs(flow2,context){return context.rules!=="2.0"?[]:values_itemsOf(
flow2,"inputs").flatMap(input=>[input,...isForm(input)?values_itemsOf(input,"inputs"):[]]).flatMap(input=>{if(input.k!=="object"||input.className!=="io.kestra.c\
ore.models.flows.input.ReusableInputsInput")return[];const message=`Input '${values_textOf(propOf(input,"id"))??"null"}' of type REUSABLE_INPUTS is only availab\
le in Enterprise Edition.`;return[violation(ENTERPRISE_ONLY,message,propOf(input,"type")??input)]})}function cleanMapping(root){return mappingsIn(root).some(({node})=>isUnclean(
node))?cleaned(root):root}function isUnclean(node){return node.entries.some(({value})=>clean_isNull(value))||hasRepeatedKey(node)}function cleaned(node){const last=new Map;
for(const entry of node.entries)last.set(entry.key,entry);const entries=[...last.values()].flatMap(entry=>{if(clean_isNull(entry.value))return[];const value=cleanTree(
entry.value);return[value===entry.value?entry:{...entry,value}]});return clean_isSame(entries,node.entries)?node:{...node,entries}}function cleanTree(node){if(node.
kind==="scalar")return node;if(node.kind==="mapping")return cleaned(node);const items=node.items.map(cleanTree);return clean_isSame(items,node.items)?node:{...node,
items}}function clean_isSame(one,other){return one.length===other.length&&one.every((item2,index)=>item2===other[index])}function clean_isNull(node){return node.
kind==="scalar"&&node.value===null&&node.style!=="absent"}function javaToString(node){return node.kind==="sequence"?`[${node.items.map(javaToString).join(", ")}\
]`:node.kind==="mapping"?`{${node.entries.map(({key:key2,value})=>`${key2}=${javaToString(value)}`).join(", ")}}`:clean_isNull(node)?"null":scalarText(node)}function propertyText(node){
return node.kind==="scalar"?scalarText(node):jsonText(node)}function jsonText(node){return node.kind==="sequence"?`[${node.items.map(jsonText).join(",")}]`:node.
kind==="mapping"?`{${node.entries.map(({key:key2,value})=>`${JSON.stringify(key2)}:${jsonText(value)}`).join(",")}}`:clean_isNull(node)?"null":typeof scalarValue(
node)=="string"?JSON.stringify(scalarValue(node)):scalarText(node)}function isBrokenPattern(pattern2){let depth=0,index=0,repeatable=!1;for(;index<pattern2.length;){
const char=pattern2[index];if(char==="\\"){if(index+1>=pattern2.length)return!0;if(pattern2[index+1]==="Q"){const end=pattern2.indexOf("\\E",index+2);if(end<0)return!1;
index=end+2}else index+=/^\\[pPxNk]\{[^}]*\}/.exec(pattern2.slice(index,index+80))?.[0].length??2;repeatable=!0}else if(char==="["){const end=endOfClass(pattern2,
index);if(end===void 0)return!0;index=end,repeatable=!0}else if(char==="("){if(depth++,index++,pattern2[index]==="?")return!pattern2.includes(")",index);repeatable=
!1}else if(char===")"){if(--depth<0)return!0;index++,repeatable=!0}else if(char==="|")index++,repeatable=!1;else if(char==="*"||char==="+"||char==="?"){if(!repeatable)
return!0;index++,(pattern2[index]==="?"||pattern2[index]==="+")&&index++,repeatable=!1}else if(char==="{"){const counted2=/^\{\d+(,\d*)?\}/.exec(pattern2.slice(
index,index+24));if(!/^\{\d/.test(pattern2.slice(index,index+2))||counted2===null)return!0;index+=counted2[0].length,(pattern2[index]==="?"||pattern2[index]==="\
+")&&index++,repeatable=!1}else index++,repeatable=!0}return depth>0}function endOfClass(pattern2,start){let depth=0;for(let index=start;index<pattern2.length;index++){
const char=pattern2[index];if(char==="\\"){if(pattern2[index+1]==="Q")return pattern2.length;index++}else if(char==="[")depth++,pattern2[index+1]==="^"&&index++,
pattern2[index+1]==="]"&&index++;else if(char==="]"&&--depth===0)return index+1}}function matchesWhole(pattern2,text){const unbounded=pattern2.match(/[*+]|\{\d+,\d*\}/g)?.
length??0,isPlain2=/^[\w\s\-^$.,:;@/=!<>#%&~'"|()[\]*+?{}]*$/.test(pattern2.replace(/\\[dwDW.\-/[\](){}*+?^$|\\]/g,"")),isNested=/[*+}]\)?[*+?{]|\)[*+{]/.test(pattern2);
if(!(!isPlain2||isNested||unbounded>3||text.length>256||pattern2.includes("(?")||pattern2.includes("&&")||/\[[^\]]*\[/.test(pattern2)))try{return new RegExp(`^(\
?:${pattern2})$`).test(text)}catch{return}}const DAY=86400000000000n;function parseLocalDate(text){const match=/^([+-]\d{4,10}|\d{4})-(\d\d)-(\d\d)$/.exec(text),
day=match===null?void 0:epochDay(Number(match[1]),Number(match[2]),Number(match[3]));return day===void 0||/^-0+-/.test(text)||/^\+\d{4}-/.test(text)?void 0:localDate(
day)}function localDate(day){return{value:BigInt(day),text:dateText(day)}}function parseLocalTime(text){const match=/^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?$/.
exec(text);if(match===null||Number(match[1])>23)return;const nanos=nanosOf(match[1],match[2],match[3]??"0",match[4]??"");return nanos===void 0?void 0:{value:nanos,
text:java_times_timeText(nanos,!1)}}const java_times_INSTANT=/^([+-]\d{4,10}|\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{0,9}))?(Z|[+-]\d\d:\d\d(?::\d\d)?)$/i;
function parseInstant(text){const match=java_times_INSTANT.exec(text);if(match===null)return;const[,year,month,date,hour,minute,second,fraction="",zone="Z"]=match,
day=epochDay(Number(year),Number(month),Number(date)),endOfDay=hour==="24"&&/^0*$/.test(`${minute}${second}${fraction}`),nanos=Number(hour)>23&&!endOfDay?void 0:
nanosOf(hour,minute,second,fraction),offset=/^z$/i.test(zone)?0n:nanosOf(zone.slice(1,3),zone.slice(4,6),zone.slice(7)||"0","");if(!(day===void 0||nanos===void 0||
offset===void 0||offset>64800000000000n))return instant(BigInt(day)*DAY+nanos-(zone.startsWith("-")?-offset:offset))}function instant(value){const within2=(value%
DAY+DAY)%DAY;return{value,text:`${dateText(Number((value-within2)/DAY))}T${java_times_timeText(within2,!0)}Z`}}function epochDay(year,month,day){if(month<1||month>
12||day<1||day>daysIn(year,month))return;const shifted=month>2?year:year-1,era=Math.floor(shifted/400),ofEra=shifted-era*400,ofYear=Math.floor((153*((month+9)%12)+
2)/5)+day-1;return era*146097+ofEra*365+Math.floor(ofEra/4)-Math.floor(ofEra/100)+ofYear-719468}function daysIn(year,month){return month===2?year%4===0&&year%100!==
0||year%400===0?29:28:[4,6,9,11].includes(month)?30:31}function dateText(day){const date=new Date(day*864e5);if(Number.isNaN(date.getTime()))return String(day);
const year=date.getUTCFullYear(),digits2=String(Math.abs(year)).padStart(4,"0"),sign=year<0?"-":year>9999?"+":"",two=part=>String(part).padStart(2,"0");return`${sign}${digits2}\
-${two(date.getUTCMonth()+1)}-${two(date.getUTCDate())}`}function nanosOf(hour,minute,second,fraction){if(Number(minute)>59||Number(second)>59)return;const seconds=Number(
hour)*3600+Number(minute)*60+Number(second);return BigInt(seconds)*1000000000n+BigInt(fraction.padEnd(9,"0"))}function java_times_timeText(nanos,withSeconds){const two=part=>String(
part).padStart(2,"0"),seconds=nanos/1000000000n,fraction=String(nanos%1000000000n).padStart(9,"0").replace(/(000)+$/,""),short=`${two(seconds/3600n)}:${two(seconds/
60n%60n)}`;return!withSeconds&&seconds%60n===0n&&fraction===""?short:`${short}:${two(seconds%60n)}${fraction===""?"":`.${fraction}`}`}function findWrongInputValues(flow2,context){
if(context.rules!=="2.0")return[];const leaves=leafInputs(flow2),found2=leaves.flatMap(({id,input})=>{const given2=propOf(input,"defaults"),why=given2===void 0||
given2.k==="null"?void 0:input_values_refusal(input,propertyText(given2.node));return why===void 0?[]:[input_values_wrong(`Invalid default for input '${id}': ${why}`,
given2)]}),byId2=new Map;for(const{id,input}of leaves)byId2.has(id)||byId2.set(id,input);for(const{kind,trigger,supplied}of leaves.length===0?[]:triggerInputs(flow2)){
const name=values_textOf(propOf(trigger,"id"))??"null";for(const[id,given2]of supplied){const input=byId2.get(id),why=input===void 0||given2.k==="null"?void 0:input_values_refusal(
input,javaToString(given2.node));why!==void 0&&found2.push(input_values_wrong(`Invalid value for input '${id}' supplied by ${kind} Trigger '${name}': ${why}`,given2))}}
return found2}function input_values_wrong(message,at){return violation("wrong-input-value",message,at)}function input_values_refusal(input,text){const type=values_textOf(
propOf(input,"type"));if(type===void 0||/\{\{|\{%/.test(text))return;const unreadable=`\`${text}\` is not a valid ${type} value`;switch(type){case"INT":{if(!/^[+-]?\d+$/.
test(text))return unreadable;const value=BigInt(text.replace(/^\+/,""));return value<-(2n**31n)||value>=2n**31n?unreadable:numberOutside(input,Number(value),String)}case"\
FLOAT":{const value=parseFloatText(text);return value===void 0?unreadable:numberOutside(input,Math.fround(value),javaFloat)}case"DURATION":{const value=parseDuration(
text);return value===void 0?unreadable:durationOutside(input,value)}case"DATE":return timeOutside(input,parseLocalDate(text),dateBound)??(parseLocalDate(text)?void 0:
unreadable);case"TIME":return timeOutside(input,parseLocalTime(text),timeBound)??(parseLocalTime(text)?void 0:unreadable);case"DATETIME":return timeOutside(input,
parseInstant(text),instantBound)??(parseInstant(text)?void 0:unreadable);case"EMAIL":return EMAIL.test(text)?void 0:"The input must be a valid email";case"STRIN\
G":{const validator=values_textOf(propOf(input,"validator"));return validator===void 0||matchesWhole(validator,text)!==!1?void 0:`it must match the pattern \`${validator}\
\``}case"SELECT":return selectRefusal(input,text);default:return}}const EMAIL=/^$|^[a-zA-Z0-9_!#$%&’*+/=?`{|}~^.-]+@[a-zA-Z0-9.-]+$/;function parseFloatText(text){
const trimmed=text.replace(/^[\0- ]+|[\0- ]+$/g,"");return/^[+-]?(NaN|Infinity)$/.test(trimmed)?Number(trimmed.replace(/^([+-])(?=NaN)/,"")):/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?$/.
test(trimmed)?Number(trimmed.replace(/[fFdD]$/,"")):/^[+-]?0[xX][\da-fA-F]*\.?[\da-fA-F]*[pP][+-]?\d+[fFdD]?$/.test(trimmed)?Number.NaN:void 0}function numberOutside(input,value,write){
const bound=name=>{const read2=propOf(input,name);return read2?.k==="scalar"?Number(read2.value):void 0},[min,max2]=[bound("min"),bound("max")];return min!==void 0&&
value<input_values_fit(min,write)?`it must be more than \`${write(min)}\``:max2!==void 0&&value>input_values_fit(max2,write)?`it must be less than \`${write(max2)}\
\``:void 0}function input_values_fit(bound,write){return write===javaFloat?Math.fround(bound):Math.trunc(bound)}function durationOutside(input,value){const bound=name=>{
const read2=propOf(input,name);return read2?.k==="scalar"&&typeof read2.value=="bigint"?read2.value:void 0},[min,max2]=[bound("min"),bound("max")];return min!==
void 0&&value<min?`It must be more than \`${javaDuration(min)}\``:max2!==void 0&&value>max2?`It must be less than \`${javaDuration(max2)}\``:void 0}function timeOutside(input,value,bound){
if(value===void 0)return;const[after2,before]=[bound(propOf(input,"after")),bound(propOf(input,"before"))];return after2!==void 0&&value.value<after2.value?`it \
must be after \`${after2.text}\``:before!==void 0&&value.value>before.value?`it must be before \`${before.text}\``:void 0}function dateBound(read2){if(read2?.k!==
"scalar")return;const text=String(read2.value);return/^-?\d+$/.test(text)?localDate(Number(text)):parseLocalDate(paddedParts(text))??parseLocalDate(text.slice(0,
10))}function timeBound(read2){if(read2?.k!=="scalar")return;const text=String(read2.value);return parseLocalTime(text.slice(text.indexOf("T")+1))??parseLocalTime(
paddedParts(text).replaceAll("-",":"))}function paddedParts(text){return text.replace(/(?<=^|-)\d(?=-|$)/g,"0$&")}function instantBound(read2){if(read2?.k==="sc\
alar")return typeof read2.value=="bigint"?instant(read2.value):parseInstant(String(read2.value))}function selectRefusal(input,text){const custom=propOf(input,"a\
llowCustomValue"),given2=propOf(input,"values");if(custom?.k==="scalar"&&custom.value===!0||given2?.k!=="list")return;const values=values_itemsOf(input,"values").
map(({node})=>{const value=node.kind==="mapping"?values_valueOf(node,"value"):node;return value===void 0?"null":javaToString(value)});return values.includes(text)?
void 0:`it must match the values \`[${values.join(", ")}]\``}const names_RESERVED=["pause","resume","force-run","change-status","kill","executions","search","so\
urce","disable","enable"];function findReservedId(flow2,context){const id=propOf(flow2,"id"),text=values_textOf(id);if(context.rules!=="1.3"||text===void 0||!names_RESERVED.
includes(text))return[];const message=`Flow id is a reserved keyword: ${text}. List of reserved keywords: ${names_RESERVED.join(", ")}`;return[violation("reserv\
ed-flow-id",message,id)]}function findSystemLabels(flow2){return values_itemsOf(flow2,"labels").flatMap(label2=>{const key2=propOf(label2,"key"),name=values_textOf(
key2)??"";if(!name.startsWith("system.")||name==="system.readOnly")return[];const message=`System labels can only be set by Kestra itself, offending label: ${name}\
=${values_textOf(propOf(label2,"value"))}`;return[{...violation("system-label",message,key2),target:placeOfKey(label2,key2)}]})}const checkNoSystemLabel=label2=>{
const key2=propOf(label2,"key"),name=values_textOf(key2)??"";if(!name.startsWith("system."))return[];const message=`System labels can only be set by Kestra itse\
lf, offending label: ${name}=${values_textOf(propOf(label2,"value"))}.`;return[{...violation("system-label",message,key2),target:placeOfKey(label2,key2)}]};function placeOfKey(label2,key2){
const path2=key2?.path??label2.path;return{path:path2,part:path2===label2.path?"key":"value"}}const checkRfc1123Label=value=>{const text=values_textOf(value);return text===
void 0||text.length<=64&&/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/.test(text)?[]:[violation("invalid-tag",`must be an RFC 1123 label (lowercase alphanumerics and h\
yphens, must start and end with alphanumeric, max 64 chars), got '$${text}'`,value)]},checkTenantId=value=>{const text=values_textOf(value);return text===void 0||
text.length<=100&&/^[a-z0-9][a-z0-9_-]*$/.test(text)?[]:[violation("invalid-tenant",`must be a tenant id (lowercase alphanumerics, underscores and hyphens, must\
 start with an alphanumeric, max 100 chars), got '$${text}'`,value)]};function findRecursion(flow2,context){const[id,namespace2]=[values_textOf(propOf(flow2,"id")),
values_textOf(propOf(flow2,"namespace"))];return allTasks(flow2,context).flatMap(({task,subflow:subflow2})=>subflow2===void 0||subflow2.flowId!==id||subflow2.namespace!==
namespace2?[]:[violation("recursive-flow",`Recursive call to flow [${namespace2}.${id}]`,propOf(task,"flowId")??task)])}function findExecutionLoop(flow2,context){
if(context.rules!=="2.0")return;const own=`${values_textOf(propOf(flow2,"namespace"))}.${values_textOf(propOf(flow2,"id"))}`,started=new Set(allTasks(flow2,context).
filter(({task})=>isUnconditional(task,"runIf")&&!isTrue(propOf(task,"disabled"))).flatMap(({subflow:subflow2})=>recursion_keyOf(subflow2?.namespace,subflow2?.flowId)));
for(const trigger of values_itemsOf(flow2,"triggers"))if(!(!(trigger.k==="object"&&trigger.className==="io.kestra.plugin.core.trigger.Flow")||isTrue(propOf(trigger,
"disabled"))||!isUnconditional(trigger,"when")))for(const needed of values_itemsOf(trigger,"dependsOn")){const[key2]=recursion_keyOf(values_textOf(propOf(needed,
"namespace")),values_textOf(propOf(needed,"flowId")));if(key2===void 0||!isUnconditional(needed,"when")||key2!==own&&!started.has(key2))continue;const message=`\
Cyclic flow dependency detected: ${(key2===own?[own,own]:[own,key2,own]).join(" → ")}. Saving this flow would create an execution loop.`;return violation("exe\
cution-loop",message,propOf(needed,"flowId")??needed)}}function recursion_keyOf(namespace2,flowId){return namespace2===void 0||flowId===void 0||/\{\{|\{%/.test(
`${namespace2} ${flowId}`)?[]:[`${namespace2}.${flowId}`]}function isUnconditional(value,name){const condition=propOf(value,name);if(isMissing(condition))return!0;
const node=condition.node;return node.kind==="scalar"&&node.text==="true"}function isTrue(value){return value?.k==="scalar"&&value.value===!0}function findDashedInputs(flow2,context){
const ids=dashed(values_itemsOf(flow2,"inputs").map(input=>values_textOf(propOf(input,"id"))));return ids.size===0?[]:offending("input","tasks",tasksWith(flow2,
context,text=>[...text.matchAll(INPUT)].some(([,id])=>ids.has(id))))}function findDashedTaskOutputs(flow2,context){const mentions=mentionsOutput(flow2,context);
return mentions===void 0?[]:offending("output","tasks",tasksWith(flow2,context,mentions))}function findDashedFlowOutputs(flow2,context){const mentions=mentionsOutput(
flow2,context);if(mentions===void 0)return[];const found2=values_itemsOf(flow2,"outputs").flatMap(output=>{const at=scalarsIn(output).find(({text})=>mentions(text))?.
at;return at===void 0?[]:[{id:values_textOf(propOf(output,"id")),at}]});return offending("output","outputs",found2)}const INPUT=/\{\{[ \t\n\v\f\r]*inputs.([\w.-]+)[ \t\n\v\f\r]*\}\}/g,
OUTPUT=/\{\{[ \t\n\v\f\r]*outputs\.([^}]+)\}\}/g;function mentionsOutput(flow2,context){const ids=dashed(allTasks(flow2,context).map(({id})=>id));if(ids.size!==
0)return text=>[...text.matchAll(OUTPUT)].some(([,rest])=>startsWithOneOf(ids,rest))}function startsWithOneOf(ids,rest){for(let dot=rest.indexOf(".");dot>=0&&dot+
1<rest.length;dot=rest.indexOf(".",dot+1))if(ids.has(rest.slice(0,dot)))return!0;return!1}function dashed(ids){return new Set(ids.filter(id=>id!==void 0&&/^[\w.-]*-[\w.-]*$/.
test(id)))}function offending(what,where,found2){if(found2.length===0)return[];const ids=found2.map(({id})=>id??"null").join(", "),message=`Invalid ${what} refe\
rence: use ${what}s[key-name] instead of ${what}s.key-name — keys with dashes require bracket notation, offending ${where}: [${ids}]`;return[violation("dashed\
-reference",message,found2[0].at)]}function tasksWith(flow2,context,mentions){return allTasks(flow2,context).flatMap(counted2=>{const hit=textsOf(counted2,context).
find(({text})=>mentions(text));return hit===void 0?[]:[{id:counted2.id,at:hit.at}]})}function textsOf({task,takes},context){return declared(task,context).filter(
name=>takes===void 0||takes.includes(name)).flatMap(name=>printed(propOf(task,name),context))}function declared(task,context){const own=[...task.props.keys()].filter(
name2=>!OF_EVERY_TASK.has(name2)),name=task.className.replace("io.kestra.plugin.core.","");return name.startsWith("http.")?own.filter(property=>!OF_HTTP.has(property)):
name.startsWith("state.")?own.filter(property=>!OF_STATE.has(property)):(context.rules==="1.3"?OWN_BRANCHES_1_3:OWN_BRANCHES_2_0).has(name)?own:own.filter(property=>!BRANCHES.
has(property))}const OF_EVERY_TASK=new Set(["allowFailure","allowWarning","assets","description","disabled","id","logLevel","logToFile","pluginDefaultsRef","pol\
icyRefs","retry","runIf","taskCache","timeout","type","version","workerGroup","workerSelector"]),OF_HTTP=new Set(["allowFailed","body","contentType","formData",
"headers","method","options","params","sslOptions","uri"]),OF_STATE=new Set(["name","namespace","taskrunValue"]),BRANCHES=new Set(["tasks","errors","finally"]),
ALWAYS_OWN=["flow.If","flow.Switch","flow.Dag","flow.Pause"],OWN_BRANCHES_1_3=new Set([...ALWAYS_OWN,"flow.Sequential","flow.Parallel","flow.LoopUntil","flow.Fo\
rEachItem"]),OWN_BRANCHES_2_0=new Set(ALWAYS_OWN);function printed(value,context){switch(value?.k){case"scalar":return[{text:String(value.value),at:value}];case"\
list":return value.items.flatMap(item2=>printed(item2,context));case"map":return value.entries.flatMap(([key2,item2])=>[{text:key2,at:item2},...printed(item2,context)]);case"\
other":return value.unjudged===void 0?scalarsOf(value.node,value):[];case"object":return value.entry.kind==="task"?SILENT_TASKS.test(value.className)||context.propertiesOf(
value.className)===void 0?[]:textsOf({id:void 0,task:value},context):PRINTED_MODELS.test(value.className)?[...value.props.values()].flatMap(item2=>printed(item2,
context)):[];default:return[]}}const SILENT_TASKS=/\.plugin\.core\.(kv\.|namespace\.(Delete|Download|Purge|Upload)Files$|flow\.PurgeFlows$)/,PRINTED_MODELS=/\$DagTask$|\$Batch$|WorkingDirectory\$Cache$|\.models\.Label$/;
function scalarsIn(value){return value.k==="object"?[...value.props.values()].flatMap(item2=>scalarsOf(item2.node,item2)):[]}function scalarsOf(node,at){return node.
kind==="scalar"?[{text:node.text,at}]:node.kind==="sequence"?node.items.flatMap(item2=>scalarsOf(item2,at)):node.entries.flatMap(({key:key2,value})=>[{text:key2,
at},...scalarsOf(value,at)])}const checkFlow=(flow2,context)=>flow2.k!=="object"?[]:[...findReservedId(flow2,context),...findDuplicateTasks(flow2,context),...findDuplicateTriggers(
flow2),...findRecursion(flow2,context),...findDuplicateInputs(flow2),...findPathConflicts(flow2),...findBrokenDependencies(flow2),...findEnterpriseInputs(flow2,
context),...findDuplicateOutputs(flow2),...findMissingTriggerInputs(flow2,context),...findWrongInputValues(flow2,context),...context.rules==="1.3"?findDuplicatePreconditions(
flow2):[],...findSystemLabels(flow2),...findDashedInputs(flow2,context),...findEnterpriseParts(flow2,context),...findDashedTaskOutputs(flow2,context),...findDashedFlowOutputs(
flow2,context)],checkSwitch=task=>{const cases=propOf(task,"cases");return cases?.k==="map"&&cases.entries.length>0||values_itemsOf(task,"defaults").length>0?[]:
[violation("no-tasks","No task defined, neither cases or default have any tasks",cases??propOf(task,"defaults")??task)]},checkWorkingDirectory=(task,context)=>{
const tasks=propOf(task,"tasks"),children=values_itemsOf(task,"tasks");if(children.length===0)return[violation("no-tasks","The 'tasks' property cannot be empty",
tasks??task)];const other=children.find(child=>child.k==="object"?flowables_isKnown(child.className,context)&&!context.is(child.className,"runnable"):child.k===
"null");if(other!==void 0)return[violation("not-runnable","Only runnable tasks are allowed as children of a WorkingDirectory task",propOf(other,"type")??other)];
const[property,message]=ROUTING[context.rules],routed=children.map(child=>propOf(child,property)).find(value=>!isMissing(value));return routed===void 0?[]:[violation(
"worker-of-subtask",message,routed)]};function flowables_isKnown(className,context){return context.propertiesOf(className)!==void 0}const ROUTING={"1.3":["worke\
rGroup","Cannot set a Worker Group in any WorkingDirectory sub-tasks, it is only supported at the WorkingDirectory level"],"2.0":["workerSelector","Cannot set r\
outing requirements (workerSelector) on WorkingDirectory sub-tasks, only the WorkingDirectory itself can carry them"]},checkDag=dag=>{const items=values_itemsOf(
dag,"tasks");if(items.length===0)return[violation("no-tasks","invalid Dag task",propOf(dag,"tasks")??dag)];const idOf2=item2=>values_textOf(propOf(propOf(item2,
"task"),"id")),graph=new Map;for(const item2 of items){const id=idOf2(item2);graph.has(id)||graph.set(id,values_itemsOf(item2,"dependsOn").map(needed=>values_textOf(
needed)??"null"))}const unknown=items.flatMap(item2=>values_itemsOf(item2,"dependsOn")).filter(at=>!graph.has(values_textOf(at)));if(unknown.length>0){const names2=unknown.
map(at=>values_textOf(at)??"null").join(", ");return[violation("unknown-dag-dependency",`Not existing task id in dependency: ${names2}`,unknown[0])]}const circular=items.
filter(item2=>!isMissing(propOf(item2,"dependsOn"))&&reaches(idOf2(item2),graph));if(circular.length===0)return[];const message=`Cyclic dependency detected: ${circular.
map(item2=>idOf2(item2)??"null").join(", ")}`;return[violation("cyclic-dag-dependency",message,propOf(circular[0],"dependsOn"))]};function reaches(start,graph){
const seen=new Set,open=[...graph.get(start)??[]];for(let next=open.pop();next!==void 0;next=open.pop()){if(next===start)return!0;seen.has(next)||(seen.add(next),
open.push(...graph.get(next)??[]))}return!1}const checkInput=input=>{const[defaults,prefill,required]=["defaults","prefill","required"].map(name=>given(input,name));
if(isForm(input)){if(defaults!==void 0||prefill!==void 0)return[violation("invalid-input","A FORM input groups other inputs and cannot declare a default value o\
r a prefill.",defaults??prefill)];const inner=values_itemsOf(input,"inputs").find(isForm);if(inner!==void 0)return[violation("invalid-input","A FORM input canno\
t contain another FORM input; grouping is limited to a single level.",propOf(inner,"type")??inner)]}return defaults!==void 0&&required?.k==="scalar"&&required.value===
!1?[violation("default-of-optional-input","Inputs with a default value must be required, since the default is always applied.",required)]:defaults===void 0||prefill===
void 0?[]:[violation("invalid-input","Inputs with a default value cannot also have a prefill.",prefill)]};function given(input,name){const value=propOf(input,name);
return isMissing(value)?void 0:value}const checkItemType=input=>{const itemType=propOf(input,"itemType"),text=values_textOf(itemType);return text===void 0||!NO_ITEMS.
includes(text)?[]:[violation("invalid-input",`\`itemType\` cannot be ${text}`,itemType)]},NO_ITEMS=["ARRAY","SECRET","MULTISELECT","ENUM","SELECT"],checkFileInput=input=>{
const defaults=given(input,"defaults");if(defaults===void 0)return[];const text=propertyText(defaults.node),isScalar=defaults.node.kind==="scalar";return/\{\{|\{%/.
test(text)?CALLS_NOTHING.test(text)||!isScalar?[fileViolation(inputs_RENDERED,defaults)]:[]:!isScalar||!isUri(text)?[fileViolation(inputs_RENDERED,defaults)]:/^(file|nsfile):/.
test(text)?[]:[fileViolation(LOCAL,defaults)]},inputs_RENDERED="inputs of type 'FILE' only support `defaults` with expression that can be rendered immediately",
LOCAL="inputs of type 'FILE' only support `defaults` as local files using a file URI or as namespace files using a nsfile URI",CALLS_NOTHING=/^\s*\{\{\s*(inputs|outputs|trigger|execution|taskrun|x)\b(\.\w+)*\s*\}\}\s*$/;
function isUri(text){return!/[\s"<>\\^`{|}]/.test(text)}function fileViolation(message,at){return violation("invalid-input",message,at)}const checkRegex=value=>{
const text=values_textOf(value);return text===void 0||!isBrokenPattern(text)?[]:[violation("invalid-pattern",`invalid pattern [${text}]`,value)]},checkWebhookConditions=trigger=>{
const waiting2=values_itemsOf(trigger,"conditions").find(condition=>condition.k==="object"&&condition.className==="io.kestra.plugin.core.condition.MultipleCondi\
tion");return waiting2===void 0?[]:[violation("invalid-webhook","invalid webhook: conditions of type MultipleCondition are not supported",propOf(waiting2,"type")??
waiting2)]},checkWebhook=trigger=>{const contentType=propOf(trigger,"responseContentType"),text=values_textOf(contentType);return text===void 0||text==="applica\
tion/json"||text==="text/plain"?[]:[violation("invalid-webhook","invalid webhook: responseContentType must be either 'application/json' or 'text/plain'",contentType)]},
checkPreconditionFilter=filter=>{const type=propOf(filter,"type"),text=values_textOf(type);if(text===void 0||text.startsWith("#"))return[];const isList=text==="\
IN"||text==="NOT_IN";for(const[name,wanted]of[["value",!isList],["values",isList]]){const value=propOf(filter,name);if(wanted&&isMissing(value))return[violation(
"invalid-filter",`\`${name}\` cannot be null for type ${text}`,type)];if(!wanted&&!isMissing(value))return[violation("invalid-filter",`\`${name}\` must be null f\
or type ${text}`,value)]}return[]},checkFlowTrigger=trigger=>{const mode=propOf(trigger,"mode"),least=propOf(trigger,"minSatisfied");return values_textOf(mode)===
"AT_LEAST"&&isMissing(least)?[violation("invalid-flow-trigger","`minSatisfied` must be set when mode is AT_LEAST",mode)]:least?.k!=="scalar"||Number(least.value)<=
values_itemsOf(trigger,"dependsOn").length?[]:[violation("invalid-flow-trigger","`minSatisfied` must be lower than or equal to the number of `dependsOn`",least)]};
function findServerWarnings(flow2,context){return[...findBoundlessTriggers(flow2,context),...findIdleProperties(flow2,context)]}function findBoundlessTriggers(flow2,context){
return values_itemsOf(flow2,"triggers").flatMap(trigger=>{if(trigger.k!=="object"||trigger.className!=="io.kestra.plugin.core.trigger.Flow")return[];if(!(context.
rules==="1.3"?isBoundless13(trigger):isBoundless20(trigger)))return[];const text=`This flow will be triggered for EVERY execution of EVERY flow on your instance\
. We recommend adding the ${context.rules==="1.3"?"preconditions":"dependsOn"} property to the Flow trigger '${warnings_idOf(trigger)}'.`;return[warnings_warning(
"boundless-trigger",text,propOf(trigger,"type")??trigger,"value")]})}function isBoundless13(trigger){return values_itemsOf(trigger,"conditions").length===0&&isMissing(
propOf(trigger,"preconditions"))}function isBoundless20(trigger){const when=propOf(trigger,"when"),isAlways=isMissing(when)||when?.node.kind==="scalar"&&when.node.
text==="true";return values_itemsOf(trigger,"dependsOn").length===0&&isAlways}function findIdleProperties(flow2,context){const routing=context.rules==="1.3"?"wo\
rkerGroup":"workerSelector";return allTasks(flow2,context).flatMap(({task,takes})=>!(context.propertiesOf(task.className)!==void 0&&takes===void 0)||context.is(
task.className,"runnable")?[]:["timeout","taskCache",routing].flatMap(name=>{const value=propOf(task,name),isPausing=name==="timeout"&&task.className==="io.kest\
ra.plugin.core.flow.Pause";if(isMissing(value)||isPausing)return[];const text=`The task '${warnings_idOf(task)}' cannot use the '${name}' property as it's only \
relevant for runnable tasks.`;return[warnings_warning("idle-property",text,value,"key")]}))}function warnings_idOf(value){return values_textOf(propOf(value,"id"))??
"null"}function warnings_warning(rule,text,at,part){return{rule,severity:"warning",text,target:{path:at.path,part},answer:"warnings"}}function satisfies([name,,
params={}],value){return standard_STANDARD.get(name)?.(value===void 0||value.k==="null"?void 0:value,params)}const atLeast=(limit2,exclusive=!1)=>(value,params)=>{
if(value?.k!=="scalar")return!0;const number=Number(value.value);return exclusive?number>limit2(params):number>=limit2(params)},standard_STANDARD=new Map([["Not\
Null",value=>value!==void 0],["Null",value=>value===void 0],["NotBlank",value=>value!==void 0&&(value.k!=="scalar"||!/^[\0- ]*$/.test(String(value.value)))],["N\
otEmpty",value=>value!==void 0&&standard_sizeOf(value)!==0],["Size",(value,{min=0,max:max2=1/0})=>within(value,Number(min),Number(max2))],["Pattern",(value,{regexp=""})=>value?.
k!=="scalar"||pattern(String(regexp)).test(String(value.value))],["Min",atLeast(({value=0})=>Number(value))],["Max",(value,{value:limit2=0})=>value?.k!=="scalar"||
Number(value.value)<=Number(limit2)],["Positive",atLeast(()=>0,!0)],["PositiveOrZero",atLeast(()=>0)]]);function standard_sizeOf(value){return value.k==="scalar"?
String(value.value).length:value.k==="list"?value.items.length:value.k==="map"?value.entries.length:void 0}function within(value,min,max2){const size=value===void 0?
void 0:standard_sizeOf(value);return size===void 0||size>=min&&size<=max2}const patterns=new Map;function pattern(java){let compiled=patterns.get(java);return compiled===
void 0&&(compiled=new RegExp(`^(?:${java})$`,"u"),patterns.set(java,compiled)),compiled}function holds(object,name){return derived_RULES.get(name)?.(object)}const less=(shorter,longer)=>object=>{
const a=duration(object.props.get(shorter)),b=duration(object.props.get(longer));return a===void 0||b===void 0||a<b},onlyWithTags=property=>object=>{const given2=object.
props.get(property),tags=object.props.get("tags");return given2===void 0||given2.k==="null"||tags?.k==="list"&&tags.items.length>0},derived_RULES=new Map([["int\
ervalLessThanMaxDuration",less("interval","maxDuration")],["intervalLessThanMaxInterval",less("interval","maxInterval")],["maxIntervalLessThanMaxDuration",less(
"maxInterval","maxDuration")],["minIntervalLessThanMaxDuration",less("minInterval","maxDuration")],["minIntervalLessThanMaxInterval",less("minInterval","maxInte\
rval")],["fallbackOnlyWithTags",onlyWithTags("fallback")],["matchOnlyWithTags",onlyWithTags("match")]]);function duration(value){return value?.k==="scalar"&&typeof value.
value=="bigint"?value.value:void 0}function violationPath(rules,position2){const{kind}=position2.object.entry,isInput=position2.object.className.startsWith("io.\
kestra.core.models.flows.input."),list=kind==="task"?"tasks":isInput?"inputs":void 0,id=violation_idOf(position2.object);let path2="",isFirst=!0;const steps=stepsOf(
position2.way);for(let index=0;index<steps.length;index++){const step=steps[index],element=steps[index+1];step===list&&typeof element=="number"&&(id!==void 0||rules===
"2.0")?(path2+=`${isFirst?"":"."}${rules==="2.0"?`${step}[${id??"null"}]`:id}`,index++):typeof step=="number"?path2+=`[${step}]`:path2+=step.startsWith("[")||isFirst?
step:`.${step}`,isFirst=!1}return path2}function stepsOf(way){const steps=[];for(let at=way;at!==void 0;at=at.before)steps.push(at.step);return steps.reverse()}
function violation_idOf(object){const id=object.props.get("id");return id?.k==="scalar"?String(id.value):void 0}function findViolations(flow2,by){const validator=new Validator(
by);return validator.object(flow2,void 0),validator}class Validator{by;violations=[];breakdowns=[];constructor(by){this.by=by}object(object,way){const position2={
way,object};this.#keepBreakdown(brokenObject(object,this.by.context.root));for(const[name,shape]of validatedProps(this.by.catalogue,object.entry))this.#property(
position2,name,shape);for(const constraint of object.entry.checks??[])this.#constraint(position2,constraint,object);for(const[name,{c=[]}]of Object.entries(object.
entry.derived??{})){if(holds(object,name)!==!1)continue;const target=validate_placeOf(object,name),at=below(position2,name);for(const[,message]of c)this.#add(at,
{rule:"retry-times",message,target,about:"object"})}}#property(position2,name,shape){const value=position2.object.props.get(name);if(name==="tenantId"&&position2.
object.entry.kind==="flow"||value===void 0&&shape.o===1||value===void 0&&shape.c===void 0)return;const at=below(position2,shape.j??name);for(const constraint of shape.
c??[])this.#constraint(at,constraint,value);value!==void 0&&(value.k!=="object"?this.#elements(at,shape.t,value):shape.v===1&&this.object(value,at.way))}#elements(at,spec,value){
if(spec.k==="map"&&value.k==="map")for(const[key2,item2]of value.entries)this.#element(at,{index:`[${key2}]`,item:item2,role:"<map value>",spec,of:spec.of});else if((spec.
k==="list"||spec.k==="custom")&&value.k==="list"){const of=spec.k==="list"?spec.of:spec;value.items.forEach((item2,index)=>this.#element(at,{index,item:item2,role:"\
<list element>",spec,of}))}}#element(at,{index,item:item2,role,spec,of}){const place=below(at,index);spec.c?.some(([name])=>name==="NoSystemLabelValidation")&&this.#keepBreakdown(
brokenLabel(item2));for(const constraint of spec.c??[])this.#constraint(below(place,role),constraint,item2);spec.v===1&&(item2.k==="object"?this.object(item2,place.
way):this.#elements(place,of,item2))}#constraint(at,constraint,value){const[name,message,params={}]=constraint,standard=satisfies(constraint,value);if(standard===
!0)return;const target={path:value?.path??at.object.path,part:isKeyOfEntry(at,value)?"key":"value"};if(standard===!1&&this.#add(at,{rule:ruleName(at,name),message,
target,about:"property"}),standard===!1||value===void 0||value.k==="null")return;const{checks,context}=this.by,found2=(Object.hasOwn(checks,name)?checks[name]:void 0)?.(
value,context,params)??[],about2=value===at.object?"object":"property";if(name==="FlowValidation")this.#addOfFlow(at,found2,target);else for(const one of found2)
this.#add(at,{...one,target:one.target??target,about:about2})}#addOfFlow(at,found2,target){const known2=found2.filter(({rule})=>this.by.has(rule));if(known2.length===
0)return;const messages=known2.map(({message})=>message.replace(/^Invalid Flow: /,"")),line=`${this.#pathOf(at)}: Invalid Flow: ${messages.join(", ")}`;known2.forEach(
(one,index)=>{const message=`Invalid Flow: ${messages[index]}`;this.violations.push({rule:one.rule,message,target:one.target??target,line,of:at.object,about:"fl\
ow"})})}#add(at,{rule,message,target,about:about2}){this.by.has(rule)&&this.violations.push({rule,message,target,line:`${this.#pathOf(at)}: ${message}`,of:at.object,
about:about2})}#keepBreakdown(breakdown2){breakdown2!==void 0&&this.breakdowns.push(breakdown2)}#pathOf(at){return violationPath(this.by.catalogue.rules,at)}}function below({
way,object},step){return{way:{before:way,step},object}}function validatedProps(catalogue,entry){let props=validated.get(entry);return props===void 0&&(props=Object.
entries(entry.props).map(([name,index])=>[name,catalogue.shape(index)]).filter(([,{c,v,t}])=>c!==void 0||v===1||hasConstraints(t)),validated.set(entry,props)),props}
const validated=new WeakMap;function hasConstraints(spec){return spec.k!=="list"&&spec.k!=="map"&&spec.k!=="custom"?!1:spec.c!==void 0||spec.v===1||spec.k!=="cu\
stom"&&hasConstraints(spec.of)}function validate_placeOf(object,name){return{path:[...object.props].find(([property])=>name.toLowerCase().startsWith(property.toLowerCase()))?.[1].
path??object.path,part:"value"}}function isKeyOfEntry(at,value){return at.object.className===LABEL&&at.way?.step==="key"&&value?.path===at.object.path}function ruleName(at,constraint){
const property=at.way?.step;return at.object.className===LABEL&&property==="key"&&constraint==="Pattern"?"label-key":at.object.entry.kind==="task"&&property==="\
id"&&constraint==="Size"?"task-id-length":RULE_NAMES.get(constraint)??"invalid-value"}const RULE_NAMES=new Map([["NotNull","missing-property"],["NotEmpty","empt\
y-value"],["NotBlank","empty-value"],["Pattern","wrong-pattern"],["Size","wrong-size"],["Min","out-of-range"],["Max","out-of-range"],["Positive","out-of-range"],
["PositiveOrZero","out-of-range"]]),kestraChecks={constraints:{AbstractWebhookValidation:checkWebhookConditions,ArrayInputValidation:checkItemType,DagTaskValidation:checkDag,
DurationMax:checkDurationMax,DurationMin:checkDurationMin,FileInputValidation:checkFileInput,FlowTriggerValidation:checkFlowTrigger,FlowValidation:checkFlow,InputValidation:checkInput,
MultiselectInputValidation:checkItemType,NoSystemLabelValidation:checkNoSystemLabel,PluginDefaultValidation:checkPluginDefault,PreconditionFilterValidation:checkPreconditionFilter,
Regex:checkRegex,Rfc1123Label:checkRfc1123Label,ScheduleValidation:checkSchedule,SwitchTaskValidation:checkSwitch,TenantId:checkTenantId,TimeWindowValidation:checkTimeWindow,
TimezoneId:checkTimezone,WebhookValidation:checkWebhook,WindowValidation:checkTriggerWindow,WorkingDirectoryTaskValidation:checkWorkingDirectory},warnings:findServerWarnings,
last:findExecutionLoop,enterprise:(flow2,context)=>[...findEnterpriseInputs(flow2,context),...findEnterpriseParts(flow2,context)]};function contextFor(catalogue,root,source){
return{rules:catalogue.rules,root,source,resolveType:catalogue.resolveType,propertiesOf:className=>{const entry=catalogue.classEntry(className);return entry===void 0?
void 0:Object.keys(entry.props)},is:(className,what)=>{const entry=catalogue.classEntry(className);return what==="task"||what==="trigger"?entry?.kind===what:entry?.
is?.includes(what)??!1}}}function violationsOf(catalogue,flow2,context,{version:version2,unknownTypes}){const has=rule=>hasRule(version2,rule)&&(rule!==ENTERPRISE_ONLY||
unknownTypes==="refuse");return findViolations(flow2,{catalogue,checks:kestraChecks.constraints,context,has})}function findDeprecations(catalogue,flow2){const problems=[];
return visit(catalogue,flow2,"",problems),problems}function visit(catalogue,object,at,problems){if(object.entry.deprecated===1){const type=object.props.get("typ\
e");problems.push(deprecation("deprecated-type",at,type?.path??object.path,"value"))}for(const[name,value]of object.props){const index=object.entry.props[name],
shape=index===void 0?void 0:catalogue.shape(index);shape?.d===1&&value.k!=="null"&&problems.push(deprecation("deprecated-property",at===""?name:`${at}.${name}`,
value.path,"key"));const getter=name==="finally"?name:shape?.j??name;value.k==="list"&&value.items.forEach((item2,position2)=>{item2.k==="object"&&visit(catalogue,
item2,`${getter}[${position2}]`,problems)})}}function deprecation(rule,text,path2,part){return{rule,severity:"warning",text,target:{path:path2,part},answer:"dep\
recationPaths"}}function findReplacedTypes(catalogue,root){const{aliases}=catalogue.file,problems=walk(root).flatMap(visit2=>{const name=visit2.node.kind==="sca\
lar"?visit2.node.value:void 0;if(typeof name!="string"||!Object.hasOwn(aliases,name))return[];const{path:path2}=visit2;return typeof path2.at(-1)!="string"?[]:[
{rule:"replaced-type",severity:"notice",text:`${name} is replaced by ${aliases[name]}`,target:{path:path2,part:"value"},answer:"infos"}]});return problems.length>
0&&mappingsIn(root).some(({node})=>hasRepeatedKey(node))?[]:problems}function injectPluginDefaults(catalogue,root){const all=collect(catalogue,root,defaultsList(
root)),defaults=[...all.filter(({forced})=>!forced),...all.filter(({forced})=>forced).reverse()];if(defaults.length===0)return;const places=new WeakMap,entries=root.
entries.map(entry=>plugin_defaults_LISTS.includes(entry.key)?entry:{...entry,value:fill(entry.value,[entry.key],{defaults,places})}),older=entries.find(({key:key2})=>key2===
"taskDefaults");return older!==void 0&&values_valueOf(root,"pluginDefaults")===void 0&&entries.push({...older,key:"pluginDefaults",value:placed(older.value,["ta\
skDefaults"],places)}),{root:{...root,entries},placeOf:(node,path2)=>places.get(node)??path2}}function placed(node,path2,places){if(places.set(node,path2),node.
kind==="sequence"&&node.items.forEach((item2,index)=>placed(item2,[...path2,index],places)),node.kind==="mapping")for(const{key:key2,value}of node.entries)placed(
value,[...path2,key2],places);return node}const plugin_defaults_LISTS=["taskDefaults","pluginDefaults"];function defaultsList(root){return values_valueOf(root,"\
pluginDefaults")===void 0?"taskDefaults":"pluginDefaults"}function collect(catalogue,root,list){const given2=values_valueOf(root,list);return given2?.kind!=="se\
quence"?[]:given2.items.flatMap((item2,index)=>{if(item2.kind!=="mapping")return[];const type=plugin_defaults_text(values_valueOf(item2,"type")),values=values_valueOf(
item2,"values");if(type===void 0||values?.kind!=="mapping")return[];const forced=["true","1"].includes(plugin_defaults_text(values_valueOf(item2,"forced"))??""),
current=catalogue.file.aliases[type];return[{types:current===void 0?[type]:[type,current],forced,ref:plugin_defaults_text(values_valueOf(item2,"ref")),values,path:[
list,index,"values"]}]})}function plugin_defaults_text(node){const value=node?.kind==="scalar"?scalarValue(node):void 0;return value==null?void 0:String(value)}
function fill(node,path2,filling){if(node.kind==="scalar")return node;if(node.kind==="sequence")return{...node,items:node.items.map((item2,index)=>fill(item2,[...path2,
index],filling))};let filled={...node,entries:node.entries.map(entry=>({...entry,value:fill(entry.value,[...path2,entry.key],filling)}))};const given2=values_valueOf(
node,"type"),type=given2?.kind==="scalar"?scalarValue(given2):void 0;if(typeof type!="string")return filled;for(const one of filling.defaults)applies(one,type,node)&&
(filled=merge({node:filled,path:path2},{node:one.values,path:one.path},one.forced,filling));return filled}function applies(one,type,node){return one.types.some(
name=>type.startsWith(name))&&one.ref===plugin_defaults_text(values_valueOf(node,"pluginDefaultsRef"))}function findUnknownRefs(catalogue,root,flow2){if(!mappingsIn(
root).some(({node})=>values_valueOf(node,REF)!==void 0))return[];const defaults=collect(catalogue,root,defaultsList(root)),found2=[],look=(node,ref,path2)=>{const type=plugin_defaults_text(
values_valueOf(node,"type"))??"";defaults.some(one=>applies(one,type,node))||found2.push({ref,path:path2})},walkFree=(node,path2)=>{if(node.kind==="sequence"&&node.
items.forEach((item2,index)=>walkFree(item2,[...path2,index])),node.kind!=="mapping")return;const ref=values_valueOf(node,REF);ref?.kind==="scalar"&&typeof scalarValue(
ref)=="string"&&look(node,plugin_defaults_text(ref),[...path2,REF]);for(const{key:key2,value}of node.entries)walkFree(value,[...path2,key2])},walk2=(value,spec)=>{
if(value.k==="object")for(const[name,item2]of value.props){name===REF&&item2.k==="scalar"&&look(value.node,String(item2.value),item2.path);const index=value.entry.
props[name];walk2(item2,index===void 0?void 0:catalogue.shape(index).t)}else if(value.k==="list")for(const item2 of value.items)walk2(item2,spec?.k==="list"?spec.
of:void 0);else if(value.k==="map"&&spec?.k==="map"&&value.node.kind==="mapping")if(spec.of.k==="any")walkFree(value.node,value.path);else for(const[,item2]of value.
entries)walk2(item2,spec.of);else value.k==="other"&&spec?.k==="any"&&walkFree(value.node,value.path)};return(defaults.length>0||values_valueOf(root,"pluginDefa\
ults")===void 0)&&walk2(flow2,void 0),found2.sort((a,b)=>a.ref<b.ref?-1:1)}const REF="pluginDefaultsRef";function merge(own,defaults,forced,filling){const entries=[
...own.node.entries];for(const entry of defaults.node.entries){const index=entries.findIndex(({key:key2})=>key2===entry.key),present=entries[index],theirs={node:entry.
value,path:[...defaults.path,entry.key]};if(present===void 0)entries.push({...entry,value:moved(theirs,filling)});else{const mine={node:present.value,path:filling.
places.get(present.value)??[...own.path,entry.key]};entries[index]={...present,value:join(mine,theirs,forced,filling)}}}return plugin_defaults_kept({...own.node,
entries},own,filling)}function join(mine,theirs,forced,filling){if(mine.node.kind==="mapping"&&theirs.node.kind==="mapping")return merge({...mine,node:mine.node},
{...theirs,node:theirs.node},forced,filling);if(mine.node.kind==="sequence"&&theirs.node.kind==="sequence"){const[first,second]=forced?[mine,theirs]:[theirs,mine],
items=[first,second].flatMap(({node,path:path2})=>node.items.map((item2,index)=>moved({node:item2,path:[...path2,index]},filling)));return plugin_defaults_kept(
{...mine.node,items},mine,filling)}return forced?moved(theirs,filling):mine.node}function moved({node,path:path2},filling){const copy={...node};return filling.places.
set(copy,filling.places.get(node)??path2),copy}function plugin_defaults_kept(node,from,filling){const place=filling.places.get(from.node);return place!==void 0&&
filling.places.set(node,place),node}function readLabels(catalogue,node,path2){if(node.kind==="scalar")throw bare("wrong-type","Unable to deserialize value as it\
's neither an object neither an array",path2);if(node.kind==="mapping"){const items2=node.entries.map(({key:key2,keySpan,value})=>{const at=[...path2,key2];return checkValue(
key2,value,at),labels_label(catalogue,pair(key2,keySpan,value),at,{text:key2,node:value,path:at},value,at)});return{k:"list",node,path:path2,items:items2}}const items=node.
items.map((item2,index)=>{const at=[...path2,index];if(item2.kind==="scalar"&&clean_isNull(item2))throw bare("wrong-type",'Cannot invoke "java.util.Map.get(Obje\
ct)" because "map" is null',at);if(item2.kind!=="mapping")throw bare("wrong-type",notCastable(item2,"java.util.Map"),at);const key2=values_valueOf(item2,"key"),
value=values_valueOf(item2,"value");if(key2!==void 0&&(key2.kind!=="scalar"||typeof scalarValue(key2)!="string"))throw bare("wrong-type",notCastable(key2,"java.\
lang.String"),[...at,"key"]);const text=key2===void 0?void 0:scalarText(key2);checkValue(text??"null",value,at);const named=text===void 0?void 0:{text,node:key2,
path:[...at,"key"]};return labels_label(catalogue,item2,at,named,value,[...at,"value"])});return{k:"list",node,path:path2,items}}function labels_label(catalogue,node,path2,key2,value,valuePath){
const props=new Map;key2!==void 0&&props.set("key",{k:"scalar",node:key2.node,path:key2.path,value:key2.text}),props.set("value",{k:"scalar",node:value,path:valuePath,
value:value.kind==="scalar"?scalarText(value):""});const entry=catalogue.classEntry(LABEL);return{k:"object",node,path:path2,className:LABEL,entry,props}}function pair(key2,keySpan,value){
const entries=[{key:"key",keySpan,value:{kind:"scalar",span:keySpan,value:key2,text:key2,style:"plain"}},{key:"value",keySpan:value.span,value}];return{kind:"ma\
pping",span:{start:keySpan.start,end:value.span.end},style:"flow",entries}}function checkValue(key2,value,path2){const scalar2=value?.kind==="scalar"?scalarValue(
value):void 0,tooLarge=typeof scalar2=="bigint"&&javaClassOf(scalar2,!1)==="java.math.BigInteger";if(!(scalar2!=null&&!tooLarge))throw bare("wrong-type",`Unsupp\
orted type for key: ${key2}, value: ${value===void 0?"null":javaToString(value)}`,path2)}function notCastable(node,to){const from=node.kind==="mapping"?"java.ut\
il.LinkedHashMap":node.kind==="sequence"?"java.util.ArrayList":javaClassOf(scalarValue(node),node.float===!0);return castText(from,to)}function castText(from,to){
return`class ${from} cannot be cast to class ${to} (${from} and ${to} are in module java.base of loader 'bootstrap')`}function noConstructor(java,creator,argument,value){
return`Cannot construct instance of \`${java}\`${creator?" (although at least one Creator exists)":""}: ${argument} constructor/factory method to deserialize fr\
om ${value}`}function takesScalar(entry,node){const value=scalarValue(node),kind=typeof value=="string"?"string":typeof value=="boolean"?"boolean":node.float?"n\
umber":"int";return entry.from?.includes(kind)??!1}function scalarArgument(node,text){const value=scalarValue(node);switch(javaClassOf(value,node.float===!0)){case"\
java.lang.String":return["no String-argument",`String value ('${text}')`];case"java.lang.Boolean":return["no boolean/Boolean-argument",`boolean value (${text})`];case"\
java.lang.Double":return["no double/Double-argument",`Number value (${text})`];case"java.lang.Integer":return["no int/Int-argument",`Number value (${text})`];case"\
java.lang.Long":return["no long/Long-argument",`Number value (${text})`];default:return["no BigInteger-argument",`Number value (${text})`]}}function unknownProperty(key2,java,entry,path2){
const message=unrecognizedField(key2,java,Object.keys(entry.props));return new Refusal("plain","unknown-property",message,atKey(path2)).within(`${java}["${key2}\
"]`)}function unrecognizedField(key2,java,known2){const count2=known2.length===1?"one known property":`${known2.length} known properties`,names=known2.map(name=>`\
"${name}"`).join(", ");return`Unrecognized field "${key2}" (class ${java}), not marked as ignorable (${count2}: ${names})`}function invalidType(type,path2,node){
const has=node.kind==="mapping"&&values_valueOf(node,"type")!==void 0,target={path:has?[...path2,"type"]:path2,part:"value"},rule=has||node.kind!=="mapping"?"un\
known-type":"missing-type";return new Refusal("plain",rule,`Invalid type: ${type}`,target)}function typedList(items,base,path2){const first=items[0];if(first?.kind===
"scalar")return new Refusal("plain","unknown-type",`Invalid type: ${clean_isNull(first)?"null":scalarText(first)}`,{path:path2,part:"value"});const message=`Une\
xpected token (${first===void 0?"END_ARRAY":first.kind==="mapping"?"START_OBJECT":first.kind==="sequence"?"START_ARRAY":scalarToken(first)}), expected VALUE_STR\
ING: need String, Number of Boolean value that contains type id (for subtype of ${base})`;return located("wrong-type",message,path2)}function readScalar(spec,node,path2){
if(spec.k==="duration")return readDuration(spec.java,node,path2);if(spec.k==="date")return readDate(spec.java,node,path2);if(node.kind!=="scalar")throw wrongShape(
javaName(spec),node,path2);switch(spec.k){case"boolean":return readBoolean(spec,node,path2);case"int":case"long":return readWholeNumber({...spec,k:spec.k},node,
path2);case"float":case"double":return readFraction(spec,node,path2);case"enum":return readEnum(spec,node,path2);default:return scalarText(node)}}function javaName(spec){
return"java"in spec&&spec.java!==void 0?spec.java:spec.k==="string"?"java.lang.String":spec.k}const recovery_MOST=200;function startRecovery({isUnreadable,hidesKeys}){
return{refusals:[],steps:[],refused:new Set,isUnreadable,hidesKeys}}function recovery_refuse({refusals,steps,refused},refusal2){if(!(refusals.length>=recovery_MOST||
!isFirstAt(refused,refusal2.target))){for(let index=steps.length-1;index>=0;index--)refusal2.within(steps[index]);refusals.push(refusal2)}}function isFirstAt(refused,target){
const key2=JSON.stringify(target);return!refused.has(key2)&&refused.add(key2)!==void 0}function wasRefused({refused},target){return refused.has(JSON.stringify(target))}
function refuseOrThrow({recovery},refusal2){if(recovery===void 0)throw refusal2;recovery_refuse(recovery,refusal2)}function readStep({recovery},step,node,path2,readAt){
if(recovery?.isUnreadable(node)===!0)return unread(node,path2);recovery?.steps.push(step);try{return readAt(path2)}catch(error2){if(!(error2 instanceof Refusal))
throw error2;if(recovery===void 0)throw error2.within(step);return recovery_refuse(recovery,error2),unread(node,path2)}finally{recovery?.steps.pop()}}function unread(node,path2){
return{k:"other",node,path:path2,unread:!0}}function readFlow(reading,root){return readObject(reading,FLOW,root,[])}function reader_readValue(reading,spec,node,path2){
return read(reading,spec,node,path2)}function read(reading,spec,given2,at){const path2=reading.placeOf(given2,at),node=given2;if(node.kind==="scalar"&&clean_isNull(
node))return{k:"null",node,path:path2};switch(spec.k){case"any":case"property":return{k:"other",node,path:path2};case"list":return readList(reading,spec,node,path2);case"\
map":return readMap(reading,spec,node,path2);case"object":return readModel(reading,spec.class,node,path2);case"union":return readUnion(reading,spec.base,node,path2);case"\
plugin":return readPlugin(reading,spec.base,node,path2);case"custom":return spec.reader==="ListOrMapOfLabelDeserializer"?readLabels(reading.catalogue,node,path2):
{k:"other",node,path:path2};default:return scalar(node,path2,readScalar(spec,node,path2))}}function scalar(node,path2,value){return value===void 0?{k:"null",node,
path:path2}:{k:"scalar",node,path:path2,value}}function readList(reading,spec,node,path2){const isArray=spec.java.endsWith("[]");if(node.kind!=="sequence"){if(node.
kind==="mapping"||typeof scalarValue(node)!="string")throw wrongShape(spec.java,node,path2);const text=scalarText(node);if(!isArray&&spec.of.k!=="string")throw wrongShape(
spec.java,node,path2);const java=isArray?spec.java:"java.util.ArrayList";throw text.trim()===""?located("wrong-type",emptyString(java,!0),path2):located("wrong-\
type",noConstructor(java,!isArray,"no String-argument",`String value ('${text}')`),path2)}const list=isArray?"java.lang.Object[]":"java.util.ArrayList",items=node.
items.map((item2,index)=>readStep(reading,`${list}[${index}]`,item2,[...path2,index],at=>read(reading,spec.of,item2,at)));return{k:"list",node,path:path2,items}}
function readMap(reading,spec,node,path2){if(node.kind!=="mapping"){if(node.kind==="sequence"||typeof scalarValue(node)!="string")throw wrongShape(spec.java,node,
path2);const text=scalarText(node),java="java.util.LinkedHashMap";throw text.trim()===""?located("wrong-type",emptyString(java,!0),path2):located("wrong-type",noConstructor(
java,!0,"no String-argument",`String value ('${text}')`),path2)}const entries=node.entries.map(({key:key2,value})=>{const step=`java.util.LinkedHashMap["${key2}\
"]`;return[key2,readStep(reading,step,value,[...path2,key2],at=>read(reading,spec.of,value,at))]});return{k:"map",node,path:path2,entries}}function readModel(reading,className,node,path2){
const entry=reading.catalogue.classEntry(className);if(entry===void 0)return{k:"other",node,path:path2};if(entry.reader==="AbstractDeserializer"){const message=`\
Cannot construct instance of \`${className}\` (no Creators, like default constructor, exist): abstract types either need to be mapped to concrete types, have cus\
tom deserializer, or contain additional type information`;throw located("wrong-type",message,path2)}if(entry.reader==="delegate")return readOption(className,node,
path2);if(node.kind==="mapping")return readObject(reading,className,node,path2);const java=entry.as??className;if(node.kind==="sequence")throw wrongShape(java,node,
path2);if(takesScalar(entry,node))return{k:"other",node,path:path2};const text=scalarText(node);if(text.trim()===""&&typeof scalarValue(node)=="string")throw located(
"wrong-type",emptyString(java),path2);const[argument,value]=scalarArgument(node,text);throw located("wrong-type",noConstructor(java,!0,argument,value),path2)}function readOption(className,node,path2){
if(node.kind==="mapping"&&values_valueOf(node,"value")===void 0){const message=`Cannot construct instance of \`${className}\`, problem: Select option object must\
 define a \`value\` field`;throw located("missing-property",message,path2)}return{k:"other",node,path:path2}}function readObject(reading,className,node,path2){const entry=reading.
catalogue.classEntry(className);return readProperties(reading,className,entry,node,path2)}function readProperties(reading,className,entry,node,path2){const java=entry.
as??className,props=new Map;for(const{key:key2,value}of node.entries){const name=entry.names?.[key2]??key2,index=Object.hasOwn(entry.props,name)?entry.props[name]:
void 0;if(index===void 0){if(reading.lenient===!0||entry.open!==void 0||entry.ignored?.includes(key2))continue;refuseOrThrow(reading,unknownProperty(key2,java,entry,
reading.placeOf(value,[...path2,key2])));continue}const spec=reading.catalogue.shape(index).t;props.set(name,readStep(reading,`${java}["${key2}"]`,value,[...path2,
key2],at=>{const result=read(reading,spec,value,at);return spec.k==="plugin"&&checkSettable(spec.base,result,key2,java),result}))}for(const[old,current]of standsFor(
className)){const value=props.get(old);value!==void 0&&current in entry.props&&!props.has(current)&&props.set(current,value)}return className==="io.kestra.plugi\
n.core.flow.ForEachItem"&&props.delete("tasks"),{k:"object",node,path:path2,className,entry,props}}function standsFor(className){return className.startsWith("io\
.kestra.core.models.flows.input.")?[["name","id"]]:className==="io.kestra.core.models.flows.check.Check"?[["condition","when"]]:[]}function checkSettable(base,given2,key2,java){
if(given2.k!=="object"||plugin_kinds_fits(given2,base))return;const message=`Problem deserializing property '${key2}' (expected type: [simple type, class ${base}\
]; actual type: \`${given2.className}\`), problem: Can not set ${base} field ${java}.${key2} to ${given2.className}`;throw located("wrong-kind-of-plugin",message,
given2.path)}function readUnion(reading,base,node,path2){const union=reading.catalogue.union(base);if(union?.by===void 0)return{k:"other",node,path:path2};if(node.
kind==="sequence")throw typedList(node.items,base,path2);const chosen=node.kind==="mapping"?values_valueOf(node,union.by):void 0,type=chosen?.kind==="scalar"&&!clean_isNull(
chosen)?scalarText(chosen):void 0,className=type===void 0?void 0:Object.hasOwn(union.types,type)?union.types[type]:union.otherwise;if(className===void 0||node.kind!==
"mapping")throw invalidType(type??"null",path2,node);return readObject(reading,className,node,path2)}function readPlugin(reading,base,node,path2){if(node.kind!==
"mapping")return{k:"null",node,path:path2};const typeNode=values_valueOf(node,"type"),type=typeNode?.kind==="scalar"?scalarValue(typeNode):void 0;if(typeof type!=
"string"||type==="")return readUntyped(reading,base,node,path2,invalidType("<null>",path2,node));if(type.trim()==="")throw bare("unknown-type","Cannot create pl\
ugin identifier from null or empty string",[...path2,"type"]);const className=reading.catalogue.resolveType(type);if(className===void 0)return reading.skips(type)?
(reading.unjudged.push({type,node,path:path2}),readProperties(reading,type,outsideEntry(reading.catalogue,base),node,path2)):readUntyped(reading,base,node,path2,
invalidType(type,path2,node));const entry=reading.catalogue.classEntry(className);if(CHARTS.test(className)&&values_valueOf(node,"data")===void 0)throw bare("un\
known-type",'Cannot invoke "com.fasterxml.jackson.databind.JsonNode.get(String)" because "node" is null',[...path2,"type"]);return readProperties(reading,className,
entry,node,path2)}function readUntyped(reading,base,node,path2,refusal2){refuseOrThrow(reading,refusal2);const read2=readProperties(reading,base,outsideEntry(reading.
catalogue,base),node,path2);return{...read2,props:new Map(read2.props).set("type",unread(node,path2)),unread:!0}}function beforeReading(reading,root){if(reading.
catalogue.rules==="1.3")return wrongCast(root,"namespace","java.lang.String")??wrongRevision(root)??wrongDefaults(reading,root)[0]}function allBeforeReading(reading,root){
if(reading.catalogue.rules!=="1.3")return[];const{recovery}=reading,casts=[wrongCast(root,"namespace","java.lang.String"),wrongRevision(root)],own={...recovery,
refusals:[]},wrong2=wrongDefaults({...reading,recovery:own},root);return[...[...casts.filter(cast=>cast!==void 0),...wrong2].filter(({target})=>isFirstAt(recovery.
refused,target)),...own.refusals.map(refusedDefault)]}function wrongRevision(root){return wrongCast(root,"revision","java.lang.Integer")}function wrongCast(root,key2,wanted){
const node=values_valueOf(root,key2);if(node===void 0)return;const given2=node.kind==="mapping"?"java.util.LinkedHashMap":node.kind==="sequence"?"java.util.Arra\
yList":javaClassOf(scalarValue(node),node.float===!0);return given2===wanted?void 0:{rule:"wrong-type",constraints:`Unable to validate the flow: ${castText(given2,
wanted)}`,target:{path:[key2],part:"value"}}}function wrongDefaults(reading,root){const list=values_valueOf(root,"pluginDefaults")===void 0?"taskDefaults":"plug\
inDefaults",node=values_valueOf(root,list),index=reading.catalogue.classEntry(FLOW)?.props[list];if(node===void 0||index===void 0)return[];try{const read2=reader_readValue(
reading,reading.catalogue.shape(index).t,node,[list]);return(read2.k==="list"?read2.items:[]).filter(item2=>item2.k==="null"||item2.k==="object"&&!item2.props.has(
"values")).map(item2=>{const constraints=`Unable to validate the flow: ${item2.k==="null"?NO_DEFAULT:NO_VALUES}`,target={path:item2.path,part:"value"};return{rule:"\
missing-property",constraints,target,...item2.k==="object"?{of:item2}:{}}})}catch(error2){if(!(error2 instanceof Refusal))throw error2;return[refusedDefault(error2)]}}
function refusedDefault(refusal2){return{rule:refusal2.rule,constraints:refusal2.unable(),target:refusal2.target}}const NO_VALUES='Cannot invoke "java.util.Map.\
entrySet()" because the return value of "io.kestra.core.models.flows.PluginDefault.getValues()" is null',NO_DEFAULT='Cannot invoke "io.kestra.core.models.flows.\
PluginDefault.getValues()" because "defaults" is null';function outdatedOf(root,lastRevision){const node=values_valueOf(root,"revision"),value=node?.kind==="sca\
lar"?scalarValue(node):void 0;return typeof value=="number"&&value!==lastRevision+1}function isNoPlugin(catalogue,type){return isCoreType(type)||!type.includes(
".")||isSlipOfCore(catalogue,type)}const no_plugin_SLIPS=2,MOST_ANSWERS=1e3;function isSlipOfCore(catalogue,type){let answers=no_plugin_known.get(catalogue);(answers===
void 0||answers.size===MOST_ANSWERS)&&no_plugin_known.set(catalogue,answers=new Map);let answer=answers.get(type);return answer===void 0&&(answer=coreTypes(catalogue).
some(name=>Math.abs(name.length-type.length)<=no_plugin_SLIPS&&editDistance(type,name,no_plugin_SLIPS)<=no_plugin_SLIPS),answers.set(type,answer)),answer}const no_plugin_known=new WeakMap;
function coreTypes(catalogue){let types=lists.get(catalogue);if(types===void 0){const{classes,aliases}=catalogue.file;types=[...Object.keys(classes),...Object.keys(
aliases)].filter(isCoreType),lists.set(catalogue,types)}return types}const lists=new WeakMap;function findSubflowWarnings(flow2,knownFlow){if(knownFlow===void 0)
return[];const tasks=flow2.props.get("tasks");return tasks?.k!=="list"?[]:tasks.items.flatMap(task=>{if(task.k!=="object"||task.className!=="io.kestra.plugin.co\
re.flow.Subflow")return[];const namespace2=subflows_textOf(task.props.get("namespace")),id=subflows_textOf(task.props.get("flowId"));if(namespace2===void 0||id===
void 0||namespace2.includes("{{")||id.includes("{{"))return[];const state=knownFlow(namespace2,id);if(state!=="missing"&&state!=="disabled")return[];const text=`\
The subflow '${id}' ${state==="missing"?"not found":"is disabled"} in namespace '${namespace2}'.`,target={path:task.props.get("flowId")?.path??task.path,part:"v\
alue"};return[{rule:state==="missing"?"unknown-subflow":"disabled-subflow",severity:"warning",text,target,answer:"warnings"}]})}function subflows_textOf(value){
return value?.k==="scalar"?String(value.value):void 0}const whole_document_PARSING="Validation error: Illegal Flow source: YAML parsing error: ";function shapeConstraints(root,source){
if(root.kind==="mapping")return;const at=position(source,root.span.start);if(root.kind==="sequence")return`${whole_document_PARSING}Cannot deserialize value of \
type \`java.util.LinkedHashMap<java.lang.String,java.lang.Object>\` from ${token(root)}${at}`;if(clean_isNull(root))return'Unable to validate the flow: Cannot i\
nvoke "java.util.Map.get(Object)" because "mapFlow" is null';const value=scalarValue(root);if(typeof value!="string"){const isNumber=javaClassOf(value,root.float===
!0)!=="java.lang.Boolean";return`${whole_document_PARSING}Cannot deserialize value of type \`java.util.LinkedHashMap<java.lang.String,java.lang.Object>\` from ${token(
root)}${at}`}const text=scalarText(root);return text===""?`${whole_document_PARSING}Cannot coerce empty String ("") to \`java.util.LinkedHashMap\` value (but coul\
d if coercion was enabled using \`CoercionConfig\`)${at}`:`${whole_document_PARSING}Cannot construct instance of \`java.util.LinkedHashMap\` (although at least on\
e Creator exists): no String-argument constructor/factory method to deserialize from String value ('${text}')${at}`}function position(source,offset){const lead=source.
length-source.trimStart().length,before=source.slice(lead,Math.max(lead,offset)),line=before.split(`
`).length,column=before.length-before.lastIndexOf(`
`);return`
 at [Source: (StringReader); line: ${line}, column: ${column}] (at line ${line})`}function judgeDocument(parsed,options){if(!parsed.ok){const{span,constraints}=parsed.
problem,rule=parsed.problem.kind==="empty"?"empty-document":"yaml-syntax";return refusedWhole(constraints,rule,{span})}const wrongShape2=shapeConstraints(parsed.
root,parsed.document.source);return parsed.root.kind!=="mapping"||wrongShape2!==void 0?refusedWhole(wrongShape2??"","not-a-mapping",{path:[],part:"value"}):judgeMapping(
cleanMapping(parsed.root),parsed.root,parsed.document.source,options)}function judgeMapping(root,original,source,options){const catalogue=catalogueOf(options.rules,
options.version),unjudged2=[],plain={catalogue,skips:type=>options.unknownTypes!=="refuse"&&!isNoPlugin(catalogue,type),unjudged:unjudged2,placeOf:(_node,path2)=>path2},
early=beforeReading(plain,root);if(early!==void 0)return{...refusedBy(early),unjudgedTypes:[]};let flow2;try{flow2=readFlow(plain,root)}catch(error2){if(!(error2 instanceof
Refusal))throw error2;const verdict2=refusedWhole(error2.constraints(),error2.rule,error2.target),reported=verdict2.problems,found2=options.lint?.({...contextFor(
catalogue,original,source),reported})??[];return{...verdict2,problems:[...reported,...found2],unjudgedTypes:judge_namesOf(unjudged2)}}const cast=options.rules===
"1.3"?void 0:wrongRevision(root);return cast!==void 0?refusedBy(cast):judgeRead({catalogue,options,flow:flow2,root,original,source,unjudged:unjudged2,reading:plain})}
function judgeRead(judged){const{catalogue,options,flow:flow2,root,original,source,unjudged:unjudged2}=judged,context=contextFor(catalogue,root,source),deprecations=findDeprecations(
catalogue,flow2),outdated=outdatedOf(root,options.lastRevision??0),[early]=earlyBreakdowns(catalogue,flow2,context);if(early!==void 0)return{server:{constraints:early.
constraints,outdated,deprecationPaths:texts(deprecations,"deprecationPaths")},problems:[answer_problemOf(early),...deprecations],unjudgedTypes:judge_namesOf(unjudged2)};
const notes=[...deprecations,...findSubflowWarnings(flow2,options.knownFlow),...findReplacedTypes(catalogue,original),...kestraChecks.warnings(flow2,context)],{
breakdown:breakdown2,violations}=validateFlow(judged,context),constraints=breakdown2?.constraints??answer_constraintsOf(violations),server={...answer_identityOf(
root),...constraints===void 0?{}:{constraints},outdated,deprecationPaths:texts(notes,"deprecationPaths"),warnings:texts(notes,"warnings"),infos:texts(notes,"inf\
os")},reported=[...breakdown2===void 0?violations.map(answer_errorOf):[answer_problemOf(breakdown2)],...notes],{knownFlow}=options,more=[...options.lint?.({...contextFor(
catalogue,original,source),knownFlow,reported})??[],...refWarnings(judged),...editionWarnings(judged,context)];return{server,problems:[...reported,...more],unjudgedTypes:judge_namesOf(
unjudged2)}}function validateFlow({catalogue,flow:flow2,root,options,reading},context){const filled=options.rules==="1.3"?injectPluginDefaults(catalogue,root):void 0;
let whole2=flow2;if(filled!==void 0)try{whole2=readFlow({...reading,unjudged:[],lenient:!0,placeOf:filled.placeOf},filled.root)}catch(error2){if(!(error2 instanceof
Refusal))throw error2;const{rule,target}=error2;return{breakdown:{rule,constraints:error2.constraints(),target},violations:[]}}const[breakdown2]=flowBreakdowns(
catalogue,whole2);if(breakdown2!==void 0)return{breakdown:breakdown2,violations:[]};const found2=violationsOf(catalogue,whole2,context,options);if(found2.breakdowns[0]!==
void 0)return{breakdown:found2.breakdowns[0],violations:[]};const{violations}=found2,last=violations.length===0?kestraChecks.last(whole2,context):void 0;if(last!==
void 0){const constraints2=`Validation error: flow: ${last.message}`,target=last.target??{path:[],part:"value"};return{breakdown:{rule:last.rule,constraints:constraints2,
target},violations}}const refs=violations.length===0&&options.rules==="1.3"&&options.unknownTypes==="refuse"?findUnknownRefs(catalogue,root,flow2):[];if(refs[0]===
void 0)return{violations};const constraints=`Validation error: pluginDefaultsRef: No plugin-defaults exists for pluginDefaultsRef: ${[...new Set(refs.map(({ref})=>`\
'${ref}'`))].join(", ")}`;return{breakdown:{rule:UNKNOWN_REF,constraints,target:{path:refs[0].path,part:"value"}},violations}}const UNKNOWN_REF="unknown-plugin-\
defaults";function refWarnings({catalogue,root,flow:flow2,options}){return options.rules!=="1.3"||options.unknownTypes==="refuse"?[]:findUnknownRefs(catalogue,root,
flow2).map(({ref,path:path2})=>({rule:UNKNOWN_REF,severity:"warning",text:`The flow has no plugin defaults with the ref '${ref}'.`,target:{path:path2,part:"valu\
e"},answer:"none"}))}function editionWarnings({flow:flow2,options},context){return options.unknownTypes==="refuse"?[]:kestraChecks.enterprise(flow2,context).map(
({rule,message,target})=>({rule,severity:"warning",text:message,target:target??{path:[],part:"value"},answer:"none"}))}function judge_namesOf(unjudged2){return[
...new Set(unjudged2.map(({type})=>type))]}const upgrade_MOST=50,upgrade_LONG=2e4;function judgeUpgrade(parsed,from,to,options={}){if(!parsed.ok||parsed.root.kind!==
"mapping"||from===to)return[];const whole2={...parsed,root:cleanMapping(parsed.root)},found2=refusalsOf(whole2,to,options),today2=found2.length===0?[]:refusalsOf(
whole2,from,options),places=new Set(today2.map(upgrade_placeOf));return[...found2.filter(error2=>!places.has(upgrade_placeOf(error2))).slice(0,upgrade_MOST).map(
error2=>({...error2,severity:"warning"})),...upgrade_adviceOf(parsed.root,parsed.document.source,from,to)]}function refusalsOf(parsed,rules,options){const found2=new Map,
removed=[];let rest=parsed;const rounds=Math.max(3,upgrade_MOST/Math.max(1,parsed.document.source.length/upgrade_LONG));for(let round=0;round<rounds;round++){const errors=errorsOf(
rest,rules,options);for(const error2 of errors)isOwnDoing(error2,removed)||found2.set(`${error2.rule} ${upgrade_placeOf(error2)}`,error2);const[only]=errors;if(errors.
length!==1||only===void 0||!READING.has(only.rule)||!("path"in only.target))break;removed.push(removable(only));const root=mended(rest.root,only)??without(rest.
root,removable(only));if(root?.kind!=="mapping")break;rest={...rest,root}}return[...found2.values()]}function upgrade_adviceOf(root,source,from,to){const context=rules=>contextFor(
catalogueOf(rules),root,source),today2=new Set(findPebbleProblems(context(from)).map(upgrade_placeOf));return[...findPebbleProblems(context(to)).filter(problem=>!today2.
has(upgrade_placeOf(problem))),...findChangesOf20(context(from))]}const READING=new Set(["unknown-property","unknown-type","wrong-type","wrong-value","wrong-kin\
d-of-plugin"]);function errorsOf(parsed,rules,options){const{problems}=judgeDocument(parsed,{...options,rules});return problems.filter(({severity,answer})=>severity===
"error"&&answer==="constraints")}function upgrade_placeOf({target}){return JSON.stringify(target)}function isOwnDoing({target,text},removed){if(text.includes("H\
V000028"))return!0;const path2="path"in target?target.path:[];return removed.some(gone=>gone.length===path2.length&&gone.every((step,index)=>step===path2[index]))}
function mended(root,{rule,target}){const path2="path"in target?target.path:[],list=path2.at(-3);if(list!=="inputs"&&list!=="onResume"||typeof path2.at(-2)!="nu\
mber")return;const key2=path2.at(-1);return changed(root,path2.slice(0,-1),input=>{if(input.kind!=="mapping")return input;const entries=input.entries.map(entry=>{
if(entry.key!==key2)return entry;if(rule==="unknown-property"&&key2==="name")return{...entry,key:"id"};const type=entry.value.kind==="scalar"?RENAMED.get(entry.
value.text):void 0;return rule!=="unknown-type"||type===void 0||entry.value.kind!=="scalar"?entry:{...entry,value:{...entry.value,value:type,text:type}}});return entries.
every((entry,index)=>entry===input.entries[index])?void 0:{...input,entries}})}const RENAMED=new Map([["BOOLEAN","BOOL"],["ENUM","SELECT"]]);function changed(root,path2,change){
const at=(node,[step,...rest])=>{if(step===void 0)return change(node);if(node.kind==="mapping"){const old2=node.entries.find(({key:key2})=>key2===step),value=old2===
void 0?void 0:at(old2.value,rest);return old2===void 0||value===void 0?void 0:{...node,entries:node.entries.map(entry=>entry===old2?{...entry,value}:entry)}}const old=node.
kind==="sequence"?node.items[Number(step)]:void 0,item2=old===void 0?void 0:at(old,rest);if(!(node.kind!=="sequence"||item2===void 0))return{...node,items:node.
items.map(other=>other===old?item2:other)}},result=at(root,path2);return result?.kind==="mapping"?result:void 0}function removable({rule,target}){const path2="p\
ath"in target?target.path:[];return rule==="unknown-type"&&path2.at(-1)==="type"?path2.slice(0,-1):path2}function without(node,[step,...rest]){if(step===void 0)
return;if(node.kind==="mapping"){const entries=node.entries.flatMap(entry=>{if(entry.key!==step)return[entry];const value=without(entry.value,rest);return value===
void 0?[]:[{...entry,value}]});return{...node,entries}}if(node.kind==="scalar")return node;const items=node.items.map((item2,index)=>index!==step?item2:without(
item2,rest)??{kind:"scalar",span:item2.span,value:null,text:"",style:"plain"});return{...node,items}}function findOutsidePlugins(catalogue,root){const found2=[],
object=(className,node,path2)=>{const entry=catalogue.classEntry(className);entry!==void 0&&properties(entry.props,entry.names,node,path2)},properties=(props,names,node,path2)=>{
for(const{key:key2,value}of node.entries){const name=names?.[key2]??key2,index=Object.hasOwn(props,name)?props[name]:void 0;index!==void 0&&visit2(catalogue.shape(
index).t,value,[...path2,key2])}},visit2=(spec,node,path2)=>{if(spec.k==="list"&&node.kind==="sequence")node.items.forEach((item2,index)=>visit2(spec.of,item2,[
...path2,index]));else if(spec.k==="map"&&node.kind==="mapping")for(const{key:key2,value}of node.entries)visit2(spec.of,value,[...path2,key2]);else{if(node.kind!==
"mapping")return;if(spec.k==="object")object(spec.class,node,path2);else if(spec.k==="union"){const union=catalogue.union(spec.base),chosen=union?.by===void 0?void 0:
values_valueOf(node,union.by),className=chosen?.kind==="scalar"?union.types[chosen.text]:void 0;className!==void 0&&object(className,node,path2)}else spec.k==="\
plugin"&&plugin(spec.base,node,path2)}},plugin=(base,node,path2)=>{const given2=values_valueOf(node,"type"),type=given2?.kind==="scalar"&&typeof given2.value=="\
string"?given2.value:"",className=catalogue.resolveType(type);if(className!==void 0)return object(className,node,path2);type.trim()!==""&&!isNoPlugin(catalogue,
type)&&found2.push({type,node,path:path2,base});const kind=KINDS_OF_BASE.get(base);kind!==void 0&&properties(basePropertiesOf(catalogue,kind),void 0,node,path2)};
return object(FLOW,root,[]),found2}function classOf({core,plugins},name){return coreClassOf(core,name)??plugins.classOf(name)}function reportRefusal(judging,place,refusal2){
refusal2.within(`${place.owner.name}["${place.property}"]`);const text=refusal2.constraints().replace(/^Validation error: /,""),{plugins,problems}=judging,early={
answer:"constraints",hint:hintOf(judging,place.owner)},late={answer:"none",hint:plugins.exact?judging_LATE:`${judging_LATE} ${hintOf(judging,place.owner)??""}`.
trim()};problems.push({rule:refusal2.rule,severity:plugins.exact&&!place.late&&isCertain(judging,place,refusal2)?"error":"warning",text,words:"kestra",target:refusal2.
target,...withoutUndefined(place.late?late:early)})}const judging_LATE="The task fails when it runs, if not before.";function isCertain({facts},{owner,property},{
rule}){if(rule!=="wrong-value"||owner.source===void 0)return!0;const spec=facts?.classOf(owner.name)?.props.get(property)?.t;return spec!==void 0&&isOfConstants(
spec)}function isOfConstants(spec){return spec.k==="list"||spec.k==="map"||spec.k==="property"?isOfConstants(spec.of):spec.k!=="string"&&spec.k!=="any"&&spec.k!==
"scalar"}function tryReading(judging,place,read2){try{read2()}catch(error2){if(!(error2 instanceof Refusal))throw error2;reportRefusal(judging,place,error2)}}function report(judging,problem,hint){
judging.problems.push({...problem,words:"ours",...withoutUndefined({hint})})}function hintOf({plugins},{source}){if(!(plugins.exact||source?.version===void 0))return`\
Judged by ${source.name} ${source.version}; another version may differ.`}function withoutUndefined(fields){return Object.fromEntries(Object.entries(fields).filter(
([,value])=>value!==void 0))}function isTemplate(node){return node.kind==="scalar"&&/\{[{%#]/.test(node.text)}function judgeValue(judging,spec,node,at){if(node.
kind==="scalar"&&clean_isNull(node))return;const place=at.late||!mayBeLate(judging,spec,at)?at:{...at,late:!0};if(!(place.late&&isTemplate(node)))switch(spec.k){case"\
any":return;case"property":return judgeValue(judging,spec.of,node,{...place,late:!0});case"list":return node.kind!=="sequence"?judgeContainer(judging,spec,node,
place):node.items.forEach((item2,index)=>judgeValue(judging,spec.of,item2,judge_value_within(place,index)));case"map":return node.kind!=="mapping"?judgeContainer(
judging,spec,node,place):node.entries.forEach(({key:key2,value})=>judgeValue(judging,spec.of,value,judge_value_within(place,key2)));case"object":return judgeModel(
judging,spec.class,node,place);case"union":return judgeUnion(judging,spec.base,node,place);case"plugin":return node.kind==="mapping"?judging.judgePlugin(judging,
spec.base,node,place.path,!1):void 0;case"scalar":case"uri":case"string":return place.late?void 0:judgeScalar(judging,spec,node,place);default:return judgeScalar(
judging,spec,node,place)}}function mayBeLate({plugins,facts},spec,{owner,property}){if(!plugins.exact||owner.source===void 0||spec.k!=="object"&&spec.k!=="union")
return!1;const known2=facts?.classOf(owner.name)?.props.get(property)?.t;return known2===void 0||known2.k==="property"}function judge_value_within(place,step){return{
...place,path:[...place.path,step]}}function judgeScalar(judging,spec,node,place){tryReading(judging,place,()=>reader_readValue(judge_value_readingOf(judging),spec,
node,place.path))}function judge_value_readingOf({core}){return{catalogue:core,skips:()=>!0,unjudged:[],placeOf:(_node,path2)=>path2}}function judgeContainer(judging,spec,node,place){
if(place.late&&node.kind==="scalar"&&(scalarText(node).trimStart().startsWith(spec.k==="list"?"[":"{")||scalarText(node).trim()===""))return;const{path:path2}=place;
if(spec.k==="list"&&node.kind==="scalar"&&typeof scalarValue(node)=="string"){const message=`Cannot deserialize value of type \`java.util.ArrayList<java.lang.Obj\
ect>\` from String value ('${scalarText(node)}')`;return reportRefusal(judging,place,located("wrong-type",message,path2))}tryReading(judging,place,()=>{throw spec.
k==="map"&&node.kind==="scalar"?notAMap(node,place):wrongShape(spec.java,node,path2)})}function notAMap(node,{path:path2}){return wrongShape("java.util.Map",node,
path2)}function judgeModel(judging,className,node,place){const found2=classOf(judging,className);if(found2!==void 0){if(node.kind==="mapping")return judging.judgeObject(
judging,found2,node,place);if(judging.core.classEntry(className)!==void 0)return judgeScalar(judging,{k:"object",class:className},node,place);found2.open===void 0&&
reportRefusal(judging,place,wrongShape(className,node,place.path))}}function judgeUnion(judging,base,node,place){const union=judging.plugins.union(base)??judging.
core.union(base);if(union?.by===void 0||node.kind!=="mapping")return;const chosen=values_valueOf(node,union.by);if(chosen?.kind!=="scalar"||isTemplate(chosen))return;
const type=scalarText(chosen),className=Object.hasOwn(union.types,type)?union.types[type]:union.otherwise;if(className===void 0){const values=Object.keys(union.
types).join(", "),message=`Cannot deserialize value of type \`${base}\` from String "${type}": not one of the values accepted for Enum class: [${values}]`,at={...place,
path:[...place.path,union.by],property:union.by};return reportRefusal(judging,at,located("wrong-value",message,at.path))}const found2=classOf(judging,className);
found2!==void 0&&judging.judgeObject(judging,found2,node,place,new Set([union.by]))}function judgeObject(judging,found2,node,where,judged=NONE,base=judge_object_NOTHING){
for(const{key:key2,value}of node.entries){const name=found2.names.get(key2)??key2;if(judged.has(name)||value.kind==="scalar"&&clean_isNull(value))continue;const path2=[
...where.path,key2],shape=found2.props.get(name)??base.get(name);shape===void 0?judgeUnknown(judging,found2,key2,path2,where.late,[...found2.props.keys(),...base.
keys(),...judged]):(shape.d===1&&reportDeprecated(judging,found2,key2,path2),judgeValue(judging,shape.t,value,{path:path2,owner:found2,property:key2,late:where.
late}))}if(found2.open!==void 0&&!judging.plugins.exact){const others=[...found2.names.keys(),...found2.ignored,...found2.had.keys()];judgeSlips(judging,node,where.
path,[...found2.props.keys(),...base.keys(),...judged,...others])}}function judgeSlips(judging,node,at,names){const given2=new Set(node.entries.map(({key:key2})=>key2));
for(const{key:key2}of node.entries){if(names.includes(key2))continue;const meant=names.find(name=>!given2.has(name)&&isSlipOf(key2,name));if(meant===void 0)continue;
const text=`Unknown property "${key2}" – did you mean "${meant}"?`,target=atKey([...at,key2]);report(judging,{rule:"unknown-property",severity:"warning",text,
target,answer:"constraints"},"This plugin is not known in full; it may have both.")}}const NONE=new Set,judge_object_NOTHING=new Map;function judgeUnknown(judging,found2,key2,path2,late,names){
if(found2.open!==void 0||found2.ignored.has(key2)||isHidden(judging,found2,key2))return;const last=found2.had.get(key2),{exact}=judging.plugins;if(last!==void 0&&
!exact){const text=`"${key2}" is gone from ${nameOf(found2)}: ${found2.source?.name} ${last} is the last release that has it.`,target=atKey(path2);return report(
judging,{rule:"unknown-property",severity:"warning",text,target,answer:"constraints"})}const message=unrecognizedField(key2,found2.name,[...new Set(names)]);judging.
problems.push({rule:"unknown-property",severity:exact&&!late?"error":"warning",text:message,words:"kestra",target:atKey(path2),answer:late?"none":"constraints",
...withoutUndefined({hint:hintOf(judging,found2)})})}function isHidden({facts},{name},key2){const other=facts?.classOf(name);return other!==void 0&&(other.props.
has(key2)||other.names.has(key2)||other.ignored.has(key2))}function reportDeprecated(judging,found2,key2,path2){const text=`"${key2}" of ${nameOf(found2)} is de\
precated.`,target=atKey(path2);report(judging,{rule:"deprecated",severity:"warning",text,target,answer:"deprecationPaths"})}function judgeDefaults(judging,root){
for(const list of["pluginDefaults","taskDefaults"]){const given2=values_valueOf(root,list);given2?.kind==="sequence"&&given2.items.forEach((item2,index)=>{item2.
kind==="mapping"&&judgeDefault(judging,item2,[list,index])})}}function givenByDefaults(root,type){const names=new Set;for(const list of["pluginDefaults","taskDe\
faults"])for(const item2 of itemsOf(values_valueOf(root,list))){if(item2.kind!=="mapping")continue;const[prefix,values]=[values_valueOf(item2,"type"),values_valueOf(
item2,"values")];if(!(prefix?.kind!=="scalar"||!type.startsWith(prefix.text)||values?.kind!=="mapping"))for(const{key:key2}of values.entries)names.add(key2)}return names}
function judgeDefault(judging,item2,path2){const given2=values_valueOf(item2,"type"),type=given2?.kind==="scalar"&&typeof given2.value=="string"?given2.value:"",
values=values_valueOf(item2,"values");if(type===""||isNoPlugin(judging.core,type)||judging.core.resolveType(type)!==void 0)return;const classes=classesFor(judging,
type);if(classes.length===0)return judgeType(judging,type,path2);if(values?.kind!=="mapping")return;const[only]=classes,at=[...path2,"values"];if(classes.length===
1&&only!==void 0){if(only.kind==="unknown")return;judgeObject(judging,only,values,{path:at,late:!1},new Set(["type"]),baseOf(judging,only))}else judgeForMany(judging,
type,classes,values,at)}function classesFor({plugins},type){const own=plugins.resolveType(type);return(own===void 0?plugins.types.filter(name=>name.startsWith(type)):
[own]).flatMap(name=>plugins.classOf(name)??[])}function baseOf(judging,{kind}){if(kind!=="task"&&kind!=="trigger")return new Map;const props=Object.entries(basePropertiesOf(
judging.core,kind));return new Map(props.map(([name,index])=>[name,judging.core.shape(index)]))}function judgeForMany(judging,type,classes,values,path2){if(classes.
some(({open,kind})=>open!==void 0||kind==="unknown"))return;const names=new Set(classes.flatMap(one=>[...one.props.keys(),...one.names.keys(),...one.ignored,...baseOf(
judging,one).keys()]));for(const{key:key2}of values.entries){if(names.has(key2)||classes.some(({had})=>had.has(key2)))continue;const meant=nearestName(key2,names),
text=`No plugin of ${type} has a property "${key2}"${meant===void 0?".":` – did you mean "${meant}"?`}`,target=atKey([...path2,key2]);report(judging,{rule:"un\
known-property",severity:"warning",text,target,answer:"none"})}}function judgeType(judging,type,path2){const{plugins}=judging,meant=nearestSpelling(type,[...plugins.
types,...new Set(plugins.types.map(packageOf))]);if(meant===void 0)return;const text=`These defaults are for no plugin that is known: "${type}" – did you mean "${meant}\
"?`,target=atValue([...path2,"type"]);report(judging,{rule:"unknown-type",severity:"warning",text,target,answer:"none"})}function judgeUnknownType(judging,type,path2){
const problem=judging.plugins.exact?notInstalled(judging,type):notInCatalogue(judging,type);if(problem===void 0){judging.unjudgedTypes.add(type);return}const severity=judging.
plugins.exact?"error":"warning",target=atValue([...path2,"type"]);report(judging,{rule:"unknown-type",severity,text:problem.text,target,answer:"constraints"},problem.
hint)}function notInstalled({plugins,facts},type){const meant=nearestType(type,plugins.types);if(meant!==void 0)return{text:`This server has no plugin type "${type}\
" – did you mean "${meant}"?`};const moved2=facts?.file.gone[type]?.instead,text=`This server has no plugin type "${type}".`;if(moved2!==void 0&&plugins.resolveType(
moved2)!==void 0)return{text,hint:`Use ${moved2}.`};const near=plugins.types.filter(name=>packageOf(name)===packageOf(type));if(near.length>0)return{text,hint:`\
Of its package it has ${judge_type_namesOf(near)}.`};const known2=facts?.resolveType(type)!==void 0,what=known2?`${facts?.classOf(facts.resolveType(type))?.source?.
name} is not installed there`:"Is the plugin installed there?";return{text,hint:known2?`${what}, or is of another version.`:what}}function notInCatalogue({plugins,
core},type){if(type.startsWith("io.kestra.plugin.ee."))return;const gone=plugins.file.gone[type];if(gone!==void 0){const{name}=plugins.file.sources[gone.of];return{
text:`"${type}" is gone: ${name} ${gone.until} is the last release that has it.`,...useInstead(gone.instead)}}const types=[...plugins.types,...Object.keys(core.
file.classes).filter(name=>name.startsWith("io.kestra.plugin."))],home=packageOf(type),known2=plugins.types.find(name=>packageOf(name)===home&&plugins.classOf(name)?.
kind!=="unknown");if(known2===void 0){const meant2=type.startsWith("io.kestra.")||type.split(".").length>3?nearestSpelling(type,types):void 0;return meant2===void 0?
void 0:{text:`Unknown type "${type}" – did you mean "${meant2}"?`}}const source=plugins.classOf(known2)?.source,meant=nearestType(type,types);return{text:meant===
void 0?`Unknown type "${type}".`:`Unknown type "${type}" – did you mean "${meant}"?`,...source?.version===void 0?{}:{hint:`${source.name} ${source.version} ha\
s no such type.`}}}function useInstead(type){if(type===void 0)return{};const edition=type.includes(".ee.")?", which needs the Enterprise Edition":"";return{hint:`\
Use ${type}${edition}.`}}function judge_type_namesOf(types){return types.slice(0,6).map(type=>type.slice(packageOf(type).length+1)).join(", ")+(types.length>6?`\
 and ${types.length-6} more`:"")}function judgePlugin(judging,base,node,path2,isRead){const given2=values_valueOf(node,"type"),type=given2?.kind==="scalar"?scalarValue(
given2):void 0;if(typeof type!="string"||type.trim()==="")return reportNoType(judging,path2);const kind=KINDS_OF_BASE.get(base),shapes=kind===void 0?void 0:Object.
entries(basePropertiesOf(judging.core,kind)),ofBase=new Map((shapes??[]).map(([name,index])=>[name,judging.core.shape(index)])),inCore=judging.core.resolveType(
type),found2=inCore===void 0?outside(judging,base,type,path2):coreClassOf(judging.core,inCore);if(found2===void 0)return judgeSlips(judging,node,path2,[...ofBase.
keys()]);if(reportWrongKind(judging,base,found2,path2))return;const judged=new Set(isRead?ofBase.keys():[]);judgeObject(judging,found2,node,{path:path2,late:!1},
judged.add("type"),isRead?void 0:ofBase),reportMissing(judging,found2,type,node,path2)}function reportMissing(judging,found2,type,node,path2){const given2=judging.
givenTo(type);for(const name of found2.required){if(name==="id"||name==="type"||values_valueOf(node,name)!==void 0||given2.has(name))continue;const text=`${nameOf(
found2)} needs the property "${name}".`;report(judging,{rule:"missing-property",severity:"warning",text,target:atValue(path2),answer:"none"},"Plugin defaults of\
 the namespace or of the server may fill it.")}}function outside(judging,base,type,path2){const{plugins}=judging,className=plugins.resolveType(type),found2=className===
void 0?void 0:plugins.classOf(className);if(found2===void 0){isNoPlugin(judging.core,type)?judging.problems.push(refusedType(judging,base,type,path2)):judgeUnknownType(
judging,type,path2);return}const target=atValue([...path2,"type"]);if(found2.name!==type){const text=`${type} is replaced by ${found2.name}`;judging.problems.push(
{rule:"replaced-type",severity:"notice",text,words:"kestra",target,answer:"infos"})}if(found2.deprecated&&movedType(type)===void 0){const text=`The type ${nameOf(
found2)} is deprecated.`;report(judging,{rule:"deprecated",severity:"warning",text,target,answer:"deprecationPaths"})}return found2.kind==="unknown"?judging.unjudgedTypes.
add(type):found2.source!==void 0&&judging.sources.add(found2.source),found2.kind==="unknown"?void 0:found2}function refusedType({plugins},base,type,path2){return{
rule:"unknown-type",severity:plugins.exact||WANTED.has(base)?"error":"warning",text:`Invalid type: ${type}`,words:"kestra",target:atValue([...path2,"type"]),answer:"\
constraints"}}function reportNoType(judging,path2){judging.problems.push({rule:"missing-type",severity:judging.plugins.exact?"error":"warning",text:"Invalid typ\
e: <null>",words:"kestra",target:atValue(path2),answer:"constraints"})}function reportWrongKind(judging,base,found2,path2){const wanted=WANTED.get(base),isUncertain=found2.
kind==="unknown"||judging.plugins.exact&&found2.kind==="plugin";if(wanted===void 0?found2.bases.length===0||judging.plugins.classOf(base)===void 0||found2.bases.
includes(base):found2.kind===wanted[0]||isUncertain)return!1;const[,words2]=wanted??[void 0,nameOf({name:base})],text=`${nameOf(found2)} cannot stand here: ${words2}\
 is wanted.`,target=atValue([...path2,"type"]),severity=judging.plugins.exact?"error":"warning";return report(judging,{rule:"wrong-kind-of-plugin",severity,text,
target,answer:"constraints"}),!0}const WANTED=new Map([["io.kestra.core.models.tasks.Task",["task","a task"]],["io.kestra.core.models.triggers.AbstractTrigger",
["trigger","a trigger"]],["io.kestra.core.models.conditions.Condition",["condition","a condition"]],["io.kestra.core.models.tasks.runners.TaskRunner",["taskRunn\
er","a task runner"]]]),judge_plugins_NOTHING={problems:[],unjudgedTypes:[],sources:new Set};function judgePlugins(parsed,rules,knowledge){const plugins=knowledge.
installed??knowledge.official;if(!parsed.ok||parsed.root.kind!=="mapping")return judge_plugins_NOTHING;const core=catalogueOf(rules),root=cleanMapping(parsed.root),
outside2=findOutsidePlugins(core,root);if(plugins===void 0)return{...judge_plugins_NOTHING,unjudgedTypes:[...new Set(outside2.map(({type})=>type))]};const judging={
core,plugins,facts:plugins.exact?knowledge.official:void 0,judgeObject,judgePlugin,givenTo:type=>givenByDefaults(root,type),problems:[],unjudgedTypes:new Set,sources:new Set};
for(const{base,node,path:path2}of outside2)judgePlugin(judging,base,node,path2,!0);return judgeDefaults(judging,root),{problems:judging.problems,unjudgedTypes:[
...judging.unjudgedTypes],sources:judging.sources}}function judgePluginUpgrade(parsed,from,to,today2,newer){if(newer===void 0)return[];const known2=new Set(judgePlugins(
parsed,from,today2).problems.map(upgrade_keyOf));return judgePlugins(parsed,to,{official:today2.official,installed:newer}).problems.filter(problem=>problem.severity===
"error"&&!known2.has(upgrade_keyOf(problem))).map(problem=>({...problem,severity:"warning",answer:"none",hint:upgrade_hintOf(problem)}))}function upgrade_keyOf({
rule,target}){return`${rule} ${JSON.stringify(target)}`}function upgrade_hintOf({hint}){const who="The plugins of the newer server will refuse this.";return hint===
void 0?who:`${who} ${hint}`}function findLocalProblems(parsed){const{root}=parsed;if(root.kind!=="mapping"){const message=`This is ${root.kind==="sequence"?"a l\
ist":"a single value"}, not a flow: a flow is a mapping with \`id\`, \`namespace\` and \`tasks\`.`,key2=root.kind==="scalar"?/^([A-Za-z]\w*):\S/.exec(root.text)?.[1]:
void 0,hint=key2===void 0?{}:{hint:`There is no blank behind the colon of \`${key2}\`.`};return[{rule:"not-a-flow",message,...hint,span:root.span}]}return[...findDuplicateKeys(
parsed),...identityProblems(root),...selfDeletion(root)]}const MAX_DUPLICATES=100;function findDuplicateKeys({root,document}){const problems=[];let more=0,last;
for(const{node}of mappingsIn(root)){if(!hasRepeatedKey(node))continue;const first=new Map;for(const{key:key2,keySpan}of node.entries){const known2=first.get(key2);
if(known2===void 0)first.set(key2,keySpan);else if(problems.length>=MAX_DUPLICATES)more++,last??=keySpan;else{const{line}=positionAt(document.file,document.start+
known2.start),message2=`The key "${key2}" stands here a second time; first at line ${line}. Kestra refuses to store such a flow.`;problems.push({rule:"duplicate\
-key",message:message2,hint:"Remove one of the two.",span:keySpan})}}}if(last===void 0)return problems;const message=`From here on ${more.toLocaleString("en")} \
more keys stand in their mapping a second time.`;return[...problems,{rule:"duplicate-key",message,span:last}]}function identityProblems(root){const stored2=identityOf(
root);return["id","namespace"].flatMap(key2=>{const node=navigate_valueOf(root,key2),place=node??root.entries[0]?.value??root;if(node===void 0||node.kind==="sca\
lar"&&(node.value===null||node.value==="")){const message2=`The flow has no \`${key2}\`.`,span=node===void 0?root.entries[0]?.keySpan??place.span:node.span;return[
{rule:"identity-missing",message:message2,hint:`Add \`${key2}: …\`.`,span}]}if(node.kind!=="scalar")return[{rule:"identity-not-text",message:`\`${key2}\` must \
be text.`,span:node.span}];if(typeof node.value=="string")return[];const what=typeof node.value=="boolean"?"a boolean":"a number",isKept=stored2[key2]===node.text;
return[{rule:"identity-not-text",message:isKept?`YAML 1.1 reads \`${key2}: ${node.text}\` as ${what}, of which Kestra makes text again.`:`YAML 1.1 reads \`${key2}\
: ${node.text}\` as ${what}: Kestra would store the flow as "${stored2[key2]}".`,hint:`Put quotes around it: \`${key2}: "${node.text}"\`.`,...isKept?{severity:"\
warning"}:{},span:node.span}]})}function selfDeletion(root){const entry=navigate_entryOf(root,"deleted");return isJavaTrue(entry?.value)?[{rule:"deleted-flow",message:"\
Kestra deletes a flow that says `deleted: true` as soon as it is stored.",hint:"Remove the line. To delete the flow, remove it here and deploy with `prune: remo\
ved`.",span:entry.keySpan}]:[]}const unreadable_parts_KEY=/^(["']?)([\w-]+)\1[ \t]*:(?=[ \t\r]|$)/;function outlineOfFlow(source,isProperty){const lines2=unreadable_parts_linesOf(
source),heads=lines2.flatMap(({text},index)=>{const length=keyLength(text,isProperty);return length===void 0?[]:[{index,length}]});return heads.map(({index,length},at)=>{
const next=heads[at+1]?.index??lines2.length,{start}=lines2[index],end=lines2[next]?.start??source.length,below2=lines2.slice(index+1,next),content=contentColumn(
below2),doubtful=below2.filter(({text,indent})=>{const line=text.trim();return line.endsWith(":")&&(indent<content||keyLength(line,isProperty)===line.length)});
return{start,end,value:start+length,...unreadable_parts_itemsOf(below2,end),doubtful:new Set(doubtful.map(line=>line.start))}})}function keyLength(text,isProperty){
const match=unreadable_parts_KEY.exec(text);return match!==null&&isProperty(match[2])?match[0].length:void 0}function unreadable_parts_linesOf(source){let start=0;
return source.split(`
`).map(text=>{const line={start,end:start+text.length,indent:text.search(/\S/),text};return start=line.end+1,line})}function unreadable_parts_itemsOf(lines2,end){
const filled=lines2.filter(({indent,text})=>indent!==-1&&text[indent]!=="#"),first=filled[0];if(first===void 0||!isDash(first))return{items:[],strays:[]};const left=filled.
filter(({indent})=>indent<=first.indent),dashes=left.filter(line=>line.indent===first.indent&&isDash(line));return{items:dashes.map(({start},index)=>({start,end:dashes[index+
1]?.start??end})),strays:left.filter(line=>!dashes.includes(line)).map(({start})=>start)}}function contentColumn(lines2){const filled=lines2.filter(({indent,text})=>indent!==
-1&&text[indent]!=="#"),[first,second]=filled;if(first===void 0||!isDash(first))return 0;const inLine2=first.text.slice(first.indent+1).search(/\S/);return inLine2===
-1?second?.indent??0:first.indent+1+inLine2}function isDash({text,indent}){return/^-(?=[ \t\r]|$)/.test(text.slice(indent))}function brokenPart(outline,source,{
start,end}){const owner=atOrBefore(outline,start);if(owner===void 0)return;const last=atOrBefore(outline,end),isNextHead=end===last.start;if(owner!==last&&!isNextHead)
return{start:owner.start,end:last.end};const from=owner.items.findLast(item2=>source.slice(item2.start,start).trim()!=="");if(from===void 0)return{start:owner.start,
end:owner.end};const lineStart=source.lastIndexOf(`
`,end-1)+1,to=isNextHead||owner.strays.some(stray=>stray>=from.start)||owner.doubtful.has(lineStart)?owner.items.at(-1):atOrBefore(owner.items,end);return{start:from.
start,end:to.end}}function hasOtherKeys(outline,source,{start,end}){const heads=new Set(outline.map(property=>property.start));return unreadable_parts_linesOf(source.
slice(start,end)).some(line=>/^[^\s#-]/.test(line.text)&&!heads.has(start+line.start))}function atOrBefore(parts,offset){return parts.findLast(({start})=>start<=
offset)}const NO_BREAK=/[^\r\x85\u2028\u2029]/g;function blankOut(text,{start,end},outline){const kept2=new Map;for(const property of outline)if(property.start>=
start)kept2.set(property.start,property.value);else for(const item2 of property.items)kept2.set(item2.start,text.indexOf("-",item2.start)+1);let at=start;const blank=text.
slice(start,end).split(`
`).map(line=>{const from=at;at+=line.length+1;const content=line.replace(/\r$/,""),rest=line.slice(content.length),head=kept2.get(from),left=content.slice(0,(head??
from)-from),gone=content.slice(left.length).replace(NO_BREAK," ");return left+(head===void 0?gone.replace(/^ /,"#"):gone)+rest});return text.slice(0,start)+blank.
join(`
`)+text.slice(end)}const MAX_LENGTH=3e5,MAX_PARTS=6,BROKEN_OFF=new Set(["depth","size","tokens"]),recover_document_CONFLICT=/^(?:<{7}|={7}|>{7}|\|{7})(?:[ \r]|$)/m;
function recoverDocument({document,problem},isProperty){const{source}=document;if(problem.kind!=="syntax"||source.length>MAX_LENGTH||recover_document_CONFLICT.test(
source))return;const outline=outlineOfFlow(source,isProperty),unreadable=[],problems=[];let text=source,next=problem.yaml;for(let round=0;round<MAX_PARTS;round++){
const part=BROKEN_OFF.has(next.kind)?void 0:brokenPart(outline,source,extentOf(next,text));if(part===void 0||unreadable.some(other=>other.start<part.end&&part.start<
other.end))return;next!==problem.yaml&&problems.push(syntax_problem_problemOf(next,source)),unreadable.push(part),text=blankOut(text,part,outline);const reading=readYaml(
text,MAX_TOKENS);if(reading.kind==="problem")next=reading.problem;else{if(reading.kind==="empty"||reading.root.kind!=="mapping")return;const isUnreadable=node=>node.
kind==="scalar"&&unreadable.some(({start,end})=>start<=node.span.start&&node.span.start<=end),hidesKeys=unreadable.some(hidden=>hasOtherKeys(outline,source,hidden));
return{parsed:{ok:!0,document,root:reading.root},problems,isUnreadable,hidesKeys,unreadable}}}}function extentOf({mark,context,contextMark},text){const isInside2=contextMark!==
void 0&&!/^while parsing a block/.test(context??""),noticed=isInside2?contextMark.offset:mark.offset,before=scalarBefore(text,noticed);if(before!==void 0&&isOpenQuote(
text,before,noticed))return{start:before.start,end:before.start};const isOpen2=isInside2&&mark.offset===text.length;return{start:isInside2?noticed:before?.start??
noticed,end:isOpen2?noticed:mark.offset}}function isOpenQuote(text,{start,end},noticed){return/^["'][^]*\n/.test(text.slice(start,end))&&!text.slice(end,noticed).
includes(`
`)}function certaintyOf(flow2,breakdowns,hidesKeys){const broken=breakdowns.flatMap(({target})=>"path"in target?[target.path]:[]),isIntact=value=>isWhole(value)&&
(value===void 0||!broken.some(path2=>isBelow(path2,value.path))),whole2=new WeakMap,isWhole=value=>{if(value===void 0)return!0;let known2=whole2.get(value);return known2===
void 0&&(known2=isWholeItself(value)&&insideOf(value).every(isWhole),whole2.set(value,known2)),known2},misplaced=new Set(unknownKeysIn(flow2)),areDefaultsKnown=!hidesKeys&&
isWhole(flow2.props.get("pluginDefaults"))&&isWhole(flow2.props.get("taskDefaults"))&&flow2.node.entries.every(({key:key2,value})=>!certainty_isUnknown(flow2,key2)||
value.kind!=="sequence"),isMissed=(object,property)=>object.unread!==!0&&areDefaultsKnown&&!misplaced.has(property)&&unknownKeysOf(object).every(key2=>isOtherThan(
property,key2,object));return{isWhole,ofBreakdown:({rule,of})=>of===void 0?!0:rule==="missing-property"?areDefaultsKnown&&isWhole(of):of.unread!==!0,ofViolation:({
rule,message,line,of,about:about2})=>{if(about2==="object")return(areDefaultsKnown||of.className===DEFAULT)&&isIntact(of);if(about2==="flow")return rule==="recu\
rsive-flow"&&IDENTITY.some(name=>isMissing(of.props.get(name)))?!1:(NEEDED.get(rule)??[]).every(name=>isIntact(of.props.get(name)))&&!(message.includes("null")&&
!isWhole(of));const printed2=line.slice(0,line.indexOf(": ")).split(".").at(-1)??"",property=Object.hasOwn(of.entry.props,printed2)?printed2:printed2.replace(/^_/,
"");return isMissing(of.props.get(property))?isMissed(of,property):!0}}}function isBelow(path2,other){return other.every((step,index)=>path2[index]===step)}const DEFAULT="\
io.kestra.core.models.flows.PluginDefault",IDENTITY=["id","namespace"],NEEDED=new Map([["recursive-flow",IDENTITY],...["input-path-conflict","unknown-input-depe\
ndency","cyclic-input-dependency"].map(rule=>[rule,["inputs"]]),...["missing-trigger-inputs","wrong-input-value"].map(rule=>[rule,["inputs","triggers"]])]);function isWholeItself(value){
return value.k==="other"?value.unread!==!0:value.k!=="object"||value.unread!==!0&&unknownKeysOf(value).length===0}function unknownKeysOf(object){return object.node.
entries.map(({key:key2})=>key2).filter(key2=>certainty_isUnknown(object,key2))}function certainty_isUnknown({entry},key2){return entry.open!==void 0||entry.ignored?.
includes(key2)?!1:!Object.hasOwn(entry.props,entry.names?.[key2]??key2)}function unknownKeysIn(value){const inside=insideOf(value).flatMap(unknownKeysIn);return value.
k==="object"?[...unknownKeysOf(value),...inside]:inside}function isOtherThan(property,key2,{className,entry,props}){const meant=nearestName(key2,Object.keys(entry.
props));return meant===void 0||meant===property||props.has(meant)?!1:!standsFor(className).some(([old,current])=>old===meant&&current===property)}function findFurther({
root:original,document},first,options,unreadable={isUnreadable:()=>!1,hidesKeys:!1}){if(original.kind!=="mapping")return[];const root=cleanMapping(original),catalogue=catalogueOf(
options.rules,options.version),skips=type=>options.unknownTypes!=="refuse"&&!isNoPlugin(catalogue,type),recovery=startRecovery(unreadable),reading={catalogue,skips,
unjudged:[],placeOf:(_node,path2)=>path2,recovery},early=allBeforeReading(reading,root),flow2=readFlow(reading,root),context=contextFor(catalogue,root,document.
source),{problems,certainty}=findInvalid({reading,flow:flow2,root,context,early,first,options}),found2=[...problems,...findDeprecations(catalogue,flow2),...findSubflowWarnings(
flow2,options.knownFlow),...findReplacedTypes(catalogue,original),...kestraChecks.warnings(flow2,context).filter(({rule})=>rule!=="boundless-trigger"||certainty.
isWhole(flow2.props.get("triggers")))],known2=new Set(first.map(further_keyOf));return found2.filter(problem=>!known2.has(further_keyOf(problem))&&isReadable(problem,
original,unreadable))}function findInvalid({reading,flow:flow2,root,context,early,first,options}){const{catalogue,recovery}=reading,cast=options.rules==="1.3"?void 0:
wrongRevision(root),filled=options.rules==="1.3"?injectPluginDefaults(catalogue,root):void 0,whole2=filled===void 0?flow2:readFlow({...reading,...filled,lenient:!0},
filled.root),{violations,breakdowns}=violationsOf(catalogue,whole2,context,options),broken=[...cast===void 0?[]:[cast],...firstOf(earlyBreakdowns(catalogue,flow2,
context)),...firstOf(flowBreakdowns(catalogue,whole2)),...firstOf(breakdowns)],certainty=certaintyOf(flow2,[...early,...broken],recovery.hidesKeys),stops=[...early.
filter(certainty.ofBreakdown),...recovery.refusals.map(breakdownOf),...broken.filter(certainty.ofBreakdown).filter(({target})=>isFirstAt(recovery.refused,target))];
for(const{target}of first.filter(({severity})=>severity==="error"))isFirstAt(recovery.refused,target);const certain=violations.filter(violation2=>certainty.ofViolation(
violation2)&&!wasRefused(recovery,violation2.target)&&!(further_MISSING.has(violation2.rule)&&wasRefused(recovery,{path:violation2.of.path,part:"value"}))),last=stops.
length===0&&certain.length>0?kestraChecks.last(whole2,context):void 0;return{problems:[...stops.map(answer_problemOf),...certain.map(answer_errorOf),...last===void 0?
[]:[answer_problemOf({...last,constraints:`flow: ${last.message}`,target:further_placeOf(last)})]],certainty}}function firstOf(breakdowns){const found2=[];for(const breakdown2 of breakdowns)
if(found2.push(breakdown2)===further_MOST)break;return found2}const further_MOST=200,further_MISSING=new Set(["missing-property","empty-value"]);function further_placeOf({
target}){return target??{path:[],part:"value"}}function breakdownOf(refusal2){return{rule:refusal2.rule,constraints:refusal2.constraints(),target:refusal2.target}}
function isReadable({target},root,{isUnreadable}){if("span"in target)return!0;let node=root;const steps=target.part==="key"?target.path.slice(0,-1):target.path;
for(const step of steps)if(node=node?.kind==="sequence"?node.items[Number(step)]:node?.kind==="mapping"?node.entries.findLast(({key:key2})=>key2===step)?.value:
void 0,node!==void 0&&isUnreadable(node))return!1;return!0}function further_keyOf({target,text}){return`${JSON.stringify(target)} ${text}`}const further_findings_MOST=100;
function furtherFindings(parsed,verdict2,first,options){if(verdict2.server.constraints===void 0)return[];const[stop]=first,further=findFurther(parsed,verdict2.problems,
options),found2=findingsOfProblems(parsed,further.slice(0,3*further_findings_MOST),options.rules);return limited(found2.map(finding=>after(finding,stop?.range?.
startLine)))}function findingsBesideSyntax(broken,options,plugins){const{rules}=options,properties=new Set(propertiesOf(rules,FLOW)),recovered=recoverDocument(broken,
key2=>properties.has(key2));if(recovered===void 0)return[];const{parsed,problems,unreadable}=recovered,isOutside=({rule,span})=>rule!=="identity-missing"&&!unreadable.
some(({start,end})=>start<=span.start&&span.start<end),outside2=judgePlugins(parsed,rules,plugins).problems.filter(({rule})=>rule!=="missing-property"),further=findFurther(
parsed,[],options,recovered).filter(problem=>!isMissingInFlow(problem)),found2=[...problems.map(problem=>findingOfSyntax({...broken,problem})),...findingsOfLocalProblems(
parsed,findLocalProblems(parsed).filter(isOutside)),...findingsOfProblems(parsed,further.slice(0,3*further_findings_MOST),rules),...findingsOfProblems(parsed,outside2.
slice(0,3*further_findings_MOST),rules)],{startLine}=positions_rangeOf(broken.document,broken.problem.span);return limited(uniqueFindings(found2.map(finding=>after(
finding,startLine))))}function isMissingInFlow({rule,target}){return(rule==="missing-property"||rule==="empty-value")&&"path"in target&&target.path.length===0}function after(finding,afterLine){
return afterLine===void 0?finding:{...finding,afterLine}}function limited(findings){const sorted=sortFindings(findings),next=sorted[further_findings_MOST];return next===
void 0?sorted:[...sorted.slice(0,further_findings_MOST),withMessage(next,"More is wrong from here on; the further problems of this document are not listed.")]}function withMessage({
severity,rule,origin,file,range,flow:flow2,document,afterLine},message){const optional=Object.entries({range,flow:flow2,document,afterLine}).filter(([,value])=>value!==
void 0);return{severity,rule,message,origin,file,...Object.fromEntries(optional)}}function upgradeFinding({original,...finding},to){const rule=`upgrade-${finding.
rule}`;if(original===void 0)return{...finding,rule};const message=finding.message.replace(/^[A-Z](?=[a-z\s])/,letter=>letter.toLowerCase());return{...finding,rule,
message:`Kestra ${to} will refuse this: ${message}`}}function judgeOffline(flows,options){const{plugins={},hasServer=!1}=options,unjudgedTypes=new Set,sources=new Set,
findings=new Map;for(const flow2 of flows)try{if(flow2.ok)findings.set(flow2,judgeFlow(flow2,options,{unjudgedTypes,sources}));else{const found2=findingsBesideSyntax(
flow2,options,hasServer?{}:plugins);found2.length>0&&findings.set(flow2,found2)}}catch(error2){if(!(error2 instanceof RangeError))throw error2;flow2.ok&&findings.
set(flow2,[tooDeep(flow2,hasServer)])}return{findings,unjudgedTypes,sources}}function judgeFlow(flow2,options,met){const{rules,upgradeTo,plugins={},upgradePlugins,
hasServer=!1}=options,verdict2=judgeDocument(flow2,{...options,lint:lintFlow}),outside2=judgePlugins(flow2,rules,plugins);for(const type of outside2.unjudgedTypes)
met.unjudgedTypes.add(type);if(!hasServer)for(const source of outside2.sources)met.sources.add(source);const next=upgradeTo??rules,later2=[...findingsOfProblems(
flow2,judgeUpgrade(flow2,rules,next),next),...findingsOfProblems(flow2,judgePluginUpgrade(flow2,rules,next,plugins,upgradePlugins),next)],first=findingsOfRules(
flow2,verdict2,rules),ofPlugins=hasServer?outside2.problems.filter(isUnseen):outside2.problems;return[...uniqueFindings([...first,...furtherFindings(flow2,verdict2,
first,options),...findingsOfProblems(flow2,ofPlugins,rules)]),...later2.map(finding=>upgradeFinding(finding,next))]}function tooDeep({document},hasServer){const finding=findingOfSyntax(
{ok:!1,document,problem:stackUsedUp()});return hasServer?{...finding,severity:"warning"}:finding}function isUnseen({answer,rule}){return answer==="none"&&(rule===
"wrong-value"||rule==="wrong-type")}var picomatch=__nccwpck_require__(4006);function knownByTheRun(flows){const ofTheRun2=keysOf(flows);return(namespace2,id)=>ofTheRun2.
has(`${namespace2}/${id}`)?"present":"missing"}async function knownByTheServer(flows,server,failures){const ofTheRun2=keysOf(flows),elsewhere=flows.flatMap(flow2=>flow2.
ok?referencesOf(flow2.root):[]).filter(({namespace:namespace2,id})=>!ofTheRun2.has(`${namespace2}/${id}`)),stored2=await read2([...new Set(elsewhere.map(({namespace:namespace2})=>namespace2))]);
return(namespace2,id)=>{const key2=`${namespace2}/${id}`;return ofTheRun2.has(key2)||stored2?.has(key2)?"present":stored2===void 0?"unknown":"missing"};async function read2(namespaces){
if(namespaces.length!==0)try{return keysOf((await server.exportSources(namespaces)).map(stored_source_parseStoredSource))}catch(error2){if(failures.isRefusal(error2))
return;throw error2}}}function orElsewhere(known2,globs=[]){if(globs.length===0)return known2;const isElsewhere=picomatch(globs.slice());return(namespace2,id)=>{
const answer=known2(namespace2,id);return answer==="missing"&&isElsewhere(`${namespace2}/${id}`)?"unknown":answer}}function keysOf(flows){return new Set(flows.map(
flowKeyOf))}const COMMENT=/(^|[ \t])#[ \t]*kestra-ignore:[ \t]*([\w.-]+(?:[ \t]*,[ \t]*[\w.-]+)*)([^\n]*)/gm;function ignoreCommentsOf(parsed){const{document,root}=parsed,
{source,file}=document;if(!source.includes("kestra-ignore:"))return[];const values=walk(root).flatMap(({node})=>node.kind==="scalar"?[node.span]:[]);return[...source.
matchAll(COMMENT)].flatMap(match=>{const[text,before,names]=match,start=match.index+before.length;if(values.some(span=>span.start<=start&&start<span.end))return[];
const at=positionAt(file,document.start+start),about2=source.slice(source.lastIndexOf(`
`,start-1)+1,start).trim()===""?nextLine(file,at.line):at.line,trimmed=text.trimEnd().length-before.length;return[{file:file.path,rules:names.split(",").map(name=>name.
trim()),line:at.line,column:at.column,endColumn:at.column+trimmed,about:about2,lastLine:lastLineOf(parsed,values,about2)}]})}function nextLine({text},line){const lines2=text.
split(`
`);for(let next=line;next<lines2.length;next++){const content=lines2[next].trim();if(content!==""&&!content.startsWith("#"))return next+1}return line}function lastLineOf({
document},values,line){const lineAt=offset=>positionAt(document.file,document.start+offset).line;return values.filter(({start})=>lineAt(start)===line).map(({start,
end})=>lineAt(Math.max(start,end-1))).reduce((last,end)=>Math.max(last,end),line)}function silence(findings,flows,ignored=[],{isUpgradeJudged=!1,superseded=[]}={}){
const comments=groupBy(flows.flatMap(flow2=>flow2.ok?ignoreCommentsOf(flow2):[]),({file})=>file),used=new Map,everywhere=ignored.map(({rule,glob})=>({rule,fits:glob===
void 0?always:picomatch(glob,GLOB)})),isCommentedOn=finding=>{const comment=comments.get(finding.file)?.find(one=>silence_isAbout(one,finding));return comment!==
void 0&&used.set(comment,(used.get(comment)??new Set).add(finding.rule)),comment!==void 0},kept2=findings.filter(finding=>finding.severity==="error"?!0:!isCommentedOn(
finding)&&!everywhere.some(({rule,fits:fits2})=>rule===finding.rule&&fits2(finding.file)));superseded.forEach(isCommentedOn);const refused=new Set(findings.filter(
({severity})=>severity==="error").map(({file})=>file)),mayBeUsed=(rule,file)=>refused.has(file)||rule.startsWith("upgrade-")&&!isUpgradeJudged,unused=[...comments.
values()].flat().flatMap(comment=>unusedOf(comment,used.get(comment),findings,mayBeUsed)),silenced=findings.length-kept2.length;return{findings:sortFindings([...kept2,
...unused]),silenced}}const GLOB={dot:!0,flags:"s"},always=()=>!0;function silence_isAbout({rules,about:about2,lastLine},{rule,range}){return rules.includes(rule)&&
range!==void 0&&about2<=range.startLine&&range.startLine<=lastLine}function unusedOf(comment,used,findings,mayBeUsed){return comment.rules.flatMap(rule=>{if(used?.
has(rule))return[];const isError=findings.some(one=>one.file===comment.file&&silence_isAbout({...comment,rules:[rule]},one));return!isError&&ruleOf(rule)!==void 0&&
mayBeUsed(rule,comment.file)?[]:[{severity:"notice",rule:"unused-ignore",message:isError?`What Kestra refuses cannot be silenced: ${rule}.`:ruleOf(rule)===void 0?
`There is no rule "${rule}" to silence.`:`There is nothing to silence here: no finding of ${rule}.`,hint:"Remove the comment, or correct it.",origin:"local",file:comment.
file,range:{startLine:comment.line,startColumn:comment.column,endLine:comment.line,endColumn:comment.endColumn}}]})}function callsOfRead(node,own){const{text}=node;
if(!/\bread\s*\(/.test(text))return[];const{uses,error:error2}=templates_readingOf(node),functions=uses.filter(({kind})=>kind==="function");return error2!==void 0||
functions.some(({name})=>name==="fileExists")?[]:functions.flatMap(use=>use.name==="read"?readCall(use,text,own):[])}function readCall({args},text,own){const path2=args.
find(({name})=>name==="path")??positional(args,0),given2=args.find(({name})=>name==="namespace")??positional(args,1),known2=[path2,given2].filter(one=>one!==void 0);
if(path2===void 0||known2.length<args.length)return[];const written2=constantOf(text.slice(path2.start,path2.end)),file=written2===void 0?void 0:parseReadPath(written2),
argument=given2===void 0?void 0:namespaceArgument(text.slice(given2.start,given2.end),own);return file===void 0||given2!==void 0&&argument===void 0?[]:given2!==
void 0&&file.namespace!==void 0?[]:[{namespace:file.namespace??argument??own,path:file.path,written:written2,start:path2.start,end:path2.end}]}function positional(args,index){
return args[index]?.name===void 0?args[index]:void 0}function constantOf(argument){return/^(["'])([^"'\\#]*)\1$/.exec(argument)?.[2]}function namespaceArgument(argument,own){
return argument==="flow.namespace"?own:constantNamespace(constantOf(argument)??"{{",own)}function constantNamespace(text,own){return/^\{\{-?\s*flow\.namespace\s*-?\}\}$/.
test(text)?own:/^[\w.-]+$/.test(text)?text:void 0}function parseReadPath(text){if(text.startsWith("nsfile:"))return parseFileUri(text);const path2=certainPath(text);
return path2===void 0?void 0:{namespace:void 0,path:path2}}function parseFileUri(text){const[,authority,rest]=/^nsfile:\/\/([\w.-]*)(\/.*)$/.exec(text)??[],path2=rest===
void 0?void 0:certainPath(rest);return path2===void 0?void 0:{namespace:authority===""?void 0:authority,path:path2}}function certainPath(text){if(!/^[\p{L}\p{N}_./+@=~,-]+$/u.
test(text)||/(?:^|\/)\.\.(?:\/|$)/.test(text))return;const segments=text.split("/").filter(segment2=>segment2!==""&&segment2!==".");return segments.length===0||
text.endsWith("/")?void 0:`/${segments.join("/")}`}function fileReferencesOf(parsed,rules){const{root}=parsed,{source}=parsed.document,own=identityOf(root).namespace;
return root.kind!=="mapping"||own===void 0||!/\bread\b|nsfile:|namespaceFiles/.test(source)?[]:[...readCalls(root,source,rules,own),...fileUris(root,own),...includes(
root,own)]}function readCalls(root,source,rules,own){return templatesOf(rules,root).flatMap(({node})=>callsOfRead(node,own).map(({namespace:namespace2,path:path2,
written:written2,start,end})=>({kind:"read",namespaces:[namespace2],path:path2,inAnyFolder:!1,written:written2,target:{span:spanInScalar(source,node,start,end)}})))}
const PROSE=new Set(["description","displayName","documentation","message"]);function fileUris(root,own){const found2=[];for(const{node,path:at}of walk(root)){if(node.
kind!=="scalar"||!node.text.startsWith("nsfile:")||PROSE.has(String(at.at(-1)))||at[0]==="labels")continue;const file=parseFileUri(node.text);file!==void 0&&found2.
push({kind:"read",namespaces:[file.namespace??own],path:file.path,inAnyFolder:!1,written:node.text,target:{path:at,part:"value"}})}return found2}function includes(root,own){
return mappingsIn(root).flatMap(({node,path:at})=>{const files=navigate_valueOf(node,"namespaceFiles"),include=navigate_valueOf(files,"include"),namespaces=namespacesOf(
files,own);return!((navigate_textOf(files,"enabled")??"true")==="true")||namespaces===void 0||include?.kind!=="sequence"?[]:include.items.flatMap((item2,index)=>{
const taken=item2.kind==="scalar"?includedPath(item2.text):void 0;if(taken===void 0||item2.kind!=="scalar")return[];const target={path:[...at,"namespaceFiles","\
include",index],part:"value"};return[{kind:"include",namespaces,...taken,written:item2.text,target}]})})}function namespacesOf(files,own){const namespaces=navigate_valueOf(
files,"namespaces");if(namespaces===void 0)return[own];if(namespaces.kind!=="sequence")return;const known2=namespaces.items.map(item2=>item2.kind==="scalar"?constantNamespace(
item2.text,own):void 0);return known2.every(one=>one!==void 0)?known2:void 0}function includedPath(text){const inAnyFolder=/^\w/.test(text);if(!(!(inAnyFolder||
text.startsWith("/"))||!/^\/?[\w.+@=~,-]+(?:\/[\w.+@=~,-]+)*$/.test(text)))return{path:inAnyFolder?`/${text}`:text,inAnyFolder}}const BRINGS_FILES=/\.namespace\.UploadFiles$|\.git\.\w*Sync\w*$|^io\.kestra\.plugin\.kestra\.namespaces?\./;
function namespacesFilledBy(root){const own=identityOf(root).namespace,filled=new Set;for(const{node}of mappingsIn(root)){if(!BRINGS_FILES.test(navigate_textOf(
node,"type")??""))continue;const namespace2=constantNamespace(navigate_textOf(node,"namespace")??"{{",own);if(namespace2===void 0)return"all";filled.add(namespace2)}
return filled}class FilePaths{paths;#paths;constructor(paths){this.paths=paths,this.#paths=new Set(paths)}has({path:path2,inAnyFolder}){return this.#paths.has(path2)||
inAnyFolder&&this.paths.some(one=>one.endsWith(path2))}hasFolder({path:path2,inAnyFolder}){const folder=`${path2}/`;return this.paths.some(one=>one.startsWith(folder)||
inAnyFolder&&one.includes(folder))}}const missing_files_COMPARED=5e3;function missingFile(reference,known2,nowhereElse){const{kind,namespaces,path:path2,target,
written:written2}=reference,where=namespaces.join(", ");return{rule:"unknown-file",severity:"warning",text:`There is no namespace file ${path2} in ${where}${nowhereElse}\
: ${kind==="read"?"reading it fails when the flow runs":"`include` takes nothing by it"}.`,target,hint:hintOf2(),answer:"none"};function hintOf2(){if(kind==="in\
clude"&&known2.hasFolder(reference))return`Write \`${written2}/**\` to take the folder.`;const near=nearestName(path2,known2.paths.slice(0,missing_files_COMPARED));
return near!==void 0?`Did you mean \`${written2.endsWith(path2)?written2.slice(0,-path2.length)+near:near.slice(1)}\`?`:"Correct the path, or upload the file wi\
th deploy-namespace-files."}}async function findUnknownFiles(flows,lists2,failures,{rules,concurrency,allFlows}){const isFilled=filledBy(allFlows),open=flows.filter(
isDocument).flatMap(flow2=>fileReferencesOf(flow2,rules).map(file=>({flow:flow2,file}))).filter(({file})=>!file.namespaces.some(isFilled)),known2=new Map,look=async namespaces=>{
const unread2=[...new Set(namespaces)].filter(namespace2=>!known2.has(namespace2));await pLimit(concurrency).map(unread2,async namespace2=>{known2.set(namespace2,
await unknown_files_listed(namespace2,lists2,failures))})},placesOf2=({namespaces})=>lists2.inherits?namespaces.flatMap(withParents):namespaces,isMissing2=(places,file)=>places.
every(namespace2=>{const files=known2.get(namespace2);return files!==void 0&&!files.has(file)&&(file.kind==="include"||!files.hasFolder(file))});await look(open.
flatMap(({file})=>file.namespaces));let missing=open.filter(({file})=>isMissing2(file.namespaces,file));if(await look(missing.flatMap(({file})=>placesOf2(file))),
missing=missing.filter(({file})=>isMissing2(placesOf2(file),file)),missing.length===0)return new Map;const checkout=await lists2.inCheckout();if(checkout===void 0)
return new Map;const names=new Set(checkout.map(baseName)),findings=new Map;for(const{flow:flow2,file}of missing){if(names.has(baseName(file.path)))continue;const paths=new FilePaths(
file.namespaces.flatMap(namespace2=>known2.get(namespace2)?.paths??[])),problem=missingFile(file,paths,", and none in the checkout that could become it");findings.
set(flow2,[...findings.get(flow2)??[],...findingsOfProblems(flow2,[problem],rules)])}return findings}function isDocument(flow2){return flow2.ok}async function unknown_files_listed(namespace2,lists2,failures){
try{return new FilePaths(await lists2.onServer(namespace2))}catch(error2){if(failures.isRefusal(error2))return;throw error2}}function filledBy(flows){const filled=flows.
flatMap(flow2=>flow2.ok&&flow2.root.kind==="mapping"?[namespacesFilledBy(flow2.root)]:[]);if(filled.includes("all"))return()=>!0;const namespaces=new Set(filled.
flatMap(some=>some==="all"?[]:[...some]));return namespace2=>namespaces.has(namespace2)}function withParents(namespace2){const parts=namespace2.split(".");return parts.
map((_part,index)=>parts.slice(0,parts.length-index).join("."))}function baseName(path2){return path2.slice(path2.lastIndexOf("/")+1)}async function validateFlows(input,server,failures){
const{files,flows,paths,isReported,findings:local}=input.checked,reported=flows.filter(({document})=>isReported(document.file.path)),known2=server===void 0?knownByTheRun(
flows):await knownByTheServer(flows,server,failures),knownFlow=orElsewhere(known2,input.externalFlows),plugins={official:reported.some(usesPlugins)?await loadOfficialPlugins():
void 0,installed:input.installed},offline=judgeOffline(reported,{...input,knownFlow,plugins,hasServer:server!==void 0}),answers=server===void 0?void 0:await askServer(
reported,server,{...input,failures,allFlows:flows}),lists2=input.namespaceFiles,unknownFiles=lists2===void 0?void 0:await findUnknownFiles(reported,lists2,failures,
{...input,allFlows:flows}),byDocument=groupBy(local,documentOfFinding),judged=reported.flatMap(flow2=>{const checked=byDocument.get(documentOf(flow2))??[],ours=mergeOwn(
checked,[...offline.findings.get(flow2)??[],...unknownFiles?.get(flow2)??[]]);return answers===void 0||!flow2.ok?ours:mergeFindings(ours,answers.get(flow2)??[])}),
withFlow=new Set(reported.map(documentOf)),others=local.filter(finding=>!withFlow.has(documentOfFinding(finding))),unique=uniqueFindings(sortFindings([...judged,
...others])),all=withoutSuperseded(unique),shown=new Set(all),{findings,silenced}=silence(all,reported,input.ignore,{isUpgradeJudged:input.upgradeTo!==void 0,superseded:unique.
filter(finding=>!shown.has(finding))});return{findings,files:filesOf(files.filter(({path:path2})=>isReported(path2)),reported),counts:{files:paths.filter(isReported).
length,...validate_countsOf(findings,reported),silenced},leftOut:files.filter(({path:path2})=>!isReported(path2)).length,unjudgedTypes:server===void 0?offline.unjudgedTypes:
new Set,pluginSources:[...offline.sources]}}function usesPlugins({document}){return mentionsPlugins(document.source)}function documentOf({document}){return`${document.
index} ${document.file.path}`}function documentOfFinding({document,file}){return`${document??0} ${file}`}function filesOf(files,flows){const byPath=new Map(files.
map(({path:path2})=>[path2,[]]));for(const flow2 of flows){if(!flow2.ok)continue;const{namespace:namespace2,id}=identityOf(flow2.root);namespace2!==void 0&&id!==
void 0&&byPath.get(flow2.document.file.path)?.push({namespace:namespace2,id})}return[...byPath].map(([path2,list])=>({path:path2,flows:list}))}function validate_countsOf(findings,reported){
const count2=wanted=>findings.filter(({severity})=>severity===wanted).length,errors=findings.filter(({severity})=>severity==="error"),invalid=new Set(errors.map(
documentOfFinding)),invalidFlows=reported.filter(flow2=>invalid.has(documentOf(flow2))).length;return{flows:reported.length,invalidFlows,errors:errors.length,warnings:count2(
"warning"),notices:count2("notice")}}function isInside(folder,path2){const way=(0,external_node_path_namespaceObject.relative)(folder,path2);return way!==".."&&
!way.startsWith(`..${external_node_path_namespaceObject.sep}`)&&!(0,external_node_path_namespaceObject.isAbsolute)(way)}function slashed(path2){return path2.replaceAll(
external_node_path_namespaceObject.sep,"/")}const SKIPPED=new Set([".git","node_modules"]),list_paths_MOST=1e5;async function listPaths(workspace,most=list_paths_MOST){
const root=await(0,promises_namespaceObject.realpath)(workspace),paths=[],open=[{folder:workspace,real:root,within:new Set([root])}];for(let next=open.pop();next!==
void 0;next=open.pop()){const{folder,real,within:within2}=next,enter=(path2,target)=>open.push({folder:path2,real:target,within:new Set([...within2,target])});for(const entry of await(0,promises_namespaceObject.
readdir)(folder,{withFileTypes:!0}).catch(()=>[])){if(SKIPPED.has(entry.name))continue;const path2=(0,external_node_path_namespaceObject.join)(folder,entry.name);
if(entry.isDirectory())enter(path2,(0,external_node_path_namespaceObject.join)(real,entry.name));else if(entry.isFile())paths.push(slashed((0,external_node_path_namespaceObject.
relative)(workspace,path2)));else if(entry.isSymbolicLink()){const target=await(0,promises_namespaceObject.realpath)(path2).catch(()=>{});if(target===void 0||!isInside(
root,target))continue;(await(0,promises_namespaceObject.stat)(target)).isDirectory()?within2.has(target)||enter(path2,target):paths.push(slashed((0,external_node_path_namespaceObject.
relative)(workspace,path2)))}if(paths.length>most||open.length>most)return}}return paths}function findDuplicateFlows(documents,isReported=()=>!0){return[...groupBy(
documents,flowKeyOf)].flatMap(([key2,group])=>{if(key2===void 0)return[];const kept2=group.find(({document})=>!isReported(document))??group[0];return group.filter(
flow2=>flow2!==kept2).map(flow2=>duplicate(flow2,kept2))})}function duplicate({root,document},other){const{namespace:namespace2,id}=identityOf(root),range=positions_rangeOf(
document,navigate_valueOf(root,"id").span),otherLine=positions_rangeOf(other.document,navigate_valueOf(other.root,"id").span).startLine;return{severity:"error",
rule:"duplicate-flow",message:`The flow "${id}" of ${namespace2} stands in two places; also in ${other.document.file.path}:${otherLine}. Only one of them could \
be deployed.`,hint:"Rename or remove one.",origin:"local",file:document.file.path,range,flow:{namespace:namespace2,id},...document.count>1?{document:document.index}:
{}}}const file_includes_MOST=100,INCLUDE=/(?<!\\)\[\[>[ \t]*([^\]\r\n]{1,500}?)[ \t]*\]\]/g;function findFileIncludes({source}){const problems=[];for(const{index,
0:text,1:file}of source.matchAll(INCLUDE))if(!/^[ \t]*#/.test(source.slice(source.lastIndexOf(`
`,index)+1,index))&&(problems.push({rule:"file-include",severity:"warning",message:`\`${text}\` is stored as it stands: no file is put in here, as the command li\
ne of the Kestra server once did.`,hint:`Upload the file with deploy-namespace-files and write \`{{ read('${file}') }}\`, or write its content here.`,span:{start:index,
end:index+text.length}}),problems.length===file_includes_MOST))break;return problems}function readFlows(files){const findings=[];return{flows:files.flatMap(file=>{
const documents=splitDocuments(file);documents.length===0&&findings.push(emptyFile(file));const parsed=documents.map(parseFlow),others=parsed.filter(isOtherYaml),
reported=others.length===parsed.length?others.slice(0,1):others;return findings.push(...reported.map(({document})=>otherYaml(document))),parsed.filter(flow2=>!others.
includes(flow2))}),findings}}const OF_FLOWS=["namespace","tasks","triggers","inputs","labels"];function isOtherYaml(flow2){return!flow2.ok||flow2.root.kind!=="m\
apping"||flow2.root.entries.length===0?!1:!OF_FLOWS.some(key2=>navigate_entryOf(flow2.root,key2)!==void 0)}function checkFiles(files,unreadable,changed2){const isReported=path2=>changed2===
void 0||changed2.has(path2),{flows,findings}=readFlows(files),found2=[...findings,...unreadable,...checkLocally(flows,({file})=>isReported(file.path))];return{files,
flows,paths:[...files.map(({path:path2})=>path2),...unreadable.map(({file})=>file)],isReported,findings:found2.filter(({file})=>isReported(file))}}function checkLocally(flows,isReported){
const parsed=flows.filter(flow2=>flow2.ok);return[...flows.flatMap(flow2=>[...flow2.ok?findingsOfLocalProblems(flow2,findLocalProblems(flow2)):[findingOfSyntax(
flow2)],...findingsOfLocalProblems(flow2,findFileIncludes(flow2.document))]),...findDuplicateFlows(parsed,isReported)]}function otherYaml(document){return{severity:"\
error",rule:"not-a-flow",message:"This does not look like a flow: it has no `namespace` and no `tasks`.",hint:"Set `directory` to the folder of the flows, or le\
ave the file out with `exclude`.",origin:"local",file:document.file.path,range:positions_rangeOf(document,{start:0,end:0}),...document.count>1?{document:document.
index}:{}}}function emptyFile({path:path2}){return{severity:"error",rule:"empty-document",message:"There is no flow here: the file is empty or holds only commen\
ts.",hint:"Remove it, or leave it out with `exclude`.",origin:"local",file:path2,range:{startLine:1,startColumn:1,endLine:1,endColumn:1}}}const OLDEST=[1,0],NEWEST=[
2,0],check_versions_KNOWN="Known: 1.0 to 1.3, and 2.0.";function checkVersions({kestraVersion,upgradeTo,serverVersion,offline}){const notices=[],current=offline?
kestraVersion:serverVersion,name=offline?"`kestraVersion`":"The server";if(!offline&&kestraVersion!==void 0&&notices.push("`kestraVersion` has no effect with a \
server: the server's own version counts."),current!==void 0&&notices.push(...distance(name,current)),upgradeTo===void 0||(notices.push(...distance("`upgradeTo`",
upgradeTo)),ruleSetFor(upgradeTo)==="2.0"&&ruleSetFor(current)!=="2.0"))return notices;const from=current??ruleSetFor(current);if(!offline)return[...notices,`Th\
e server is ${from} already: \`upgradeTo: ${upgradeTo}\` has nothing to add, remove it.`];throw new _build_errors.eb([`\`upgradeTo\` is ${upgradeTo}, and the fl\
ows are checked by the rules of ${from}: nothing is known that ${upgradeTo} refuses and ${from} takes. Allowed is a newer generation, for example 2.0.`])}function distance(name,version2){
const match=/^\s*v?(\d+)(?:\.(\d+))?/.exec(version2);if(match===null)return[];const line=[Number(match[1]),Number(match[2]??0)],is=name==="The server"?"The serv\
er is Kestra":`${name} is`;return check_versions_isBefore(line,OLDEST)?[`${is} ${version2}, older than the oldest rules that are known: judged like 1.0. ${check_versions_KNOWN}`]:
check_versions_isBefore(NEWEST,line)?[`${is} ${version2}, newer than the newest rules that are known: judged like 2.0. ${check_versions_KNOWN}`]:line[0]===1&&line[1]>
3?[`${is} ${version2}, a line that is not known: judged like 1.3. ${check_versions_KNOWN}`]:[]}function check_versions_isBefore(a,b){return a[0]<b[0]||a[0]===b[0]&&
a[1]<b[1]}const MOST_LINKS=40;async function pathsOnTheWay(path2,known2){const passed=new Set;let at=(0,external_node_path_namespaceObject.parse)(path2).root,rest=segmentsOf(
path2);for(let links=0;rest.length>0;){const[next,...others]=rest;at=(0,external_node_path_namespaceObject.join)(at,next),passed.add(at),rest=others;const target=await linkAt(
at,known2);if(target===void 0)continue;if(++links>MOST_LINKS)break;const real=(0,external_node_path_namespaceObject.resolve)((0,external_node_path_namespaceObject.
dirname)(at),target);at=(0,external_node_path_namespaceObject.parse)(real).root,rest=[...segmentsOf(real),...rest]}return passed}function linkAt(path2,known2){const read2=known2.
get(path2)??(0,promises_namespaceObject.readlink)(path2).catch(()=>{});return known2.set(path2,read2),read2}function segmentsOf(path2){return path2.slice((0,external_node_path_namespaceObject.
parse)(path2).root.length).split(external_node_path_namespaceObject.sep)}async function changedFilesByGit(cwd,base,head){if(!isCommit(head))return;const from=isCommit(
base)?base:base===""?void 0:await commitOf(cwd,`refs/remotes/origin/${base}`);if(from===void 0)return;const args=["diff","--name-only","-z","--no-relative","--f\
ind-renames","--diff-filter=d","--ignore-submodules=none",`${from}...${head}`,"--"];return(await gitText(cwd,args))?.split("\0").filter(path2=>path2!=="")}async function commitOf(cwd,ref){
const commit=(await gitText(cwd,["rev-parse","--verify","--quiet",`${ref}^{commit}`]))?.trim();return commit!==void 0&&isCommit(commit)?commit:void 0}function isCommit(text){
return/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text)}const PULL_REQUEST_LIMIT=3e3,COMPARE_LIMIT=300;async function findChangedFiles(event,api,git){if(event.pullRequest!==
void 0){const{number,base:base2,head}=event.pullRequest;return lookUp(api,[async github=>complete(await github.pullRequestFiles(number),PULL_REQUEST_LIMIT),compared(
base2,head)],()=>git(base2,head))}if(event.push===void 0)return{unknown:"this run was started by neither a pull request nor a push"};const{ref,before,after:after2,
created,forced,defaultBranch}=event.push;if(isNone(after2))return{unknown:"a branch was deleted"};if(ref.startsWith("refs/tags/"))return{unknown:"a tag was push\
ed"};const isNew=created||isNone(before),base=isNew?defaultBranch:before;return base===void 0?{unknown:"the branch is new and the default branch is not known"}:
isNew&&ref===`refs/heads/${base}`?{unknown:"the default branch is new"}:forced&&!isNew?lookUp(api,[replaced(base,after2)],async()=>{}):lookUp(api,[compared(base,
after2)],()=>git(base,after2))}function isNone(commit){return/^0*$/.test(commit)}function compared(base,head){return async github=>complete(await github.compare(
base,head),COMPARE_LIMIT)}function replaced(before,after2){return async github=>{const[added,dropped]=[await github.compare(before,after2),await github.compare(
after2,before)],back=dropped.flatMap(({path:path2,previousPath})=>[path2,...previousPath===void 0?[]:[previousPath]]),paths=complete(added,COMPARE_LIMIT);return paths&&
dropped.length<COMPARE_LIMIT?[...paths,...back]:void 0}}function complete(files,limit2){return files.length<limit2?files.filter(({removed})=>!removed).map(({path:path2})=>path2):
void 0}async function lookUp(api,questions,git){let reason="there is no `githubToken` to ask GitHub with";for(const ask2 of api===void 0?[]:questions)try{const paths2=await ask2(
api);if(paths2!==void 0)return{paths:new Set(paths2)};reason="more files changed than GitHub lists"}catch(error2){reason=`GitHub did not answer (${error2 instanceof
Error?error2.message:String(error2)})`}const paths=await git();return paths===void 0?{unknown:`${reason}, and the checkout does not have the history (see \`fetch\
-depth\` of actions/checkout)`}:{paths:new Set(paths)}}async function changedFlowFiles(pathsTo,token2,run){const all=why=>{run.notice(`\`changedOnly\`: all files \
are reported, since ${why}.`)},{repository,event}=run.context,workspace=await(0,promises_namespaceObject.realpath)(run.context.workspace),paths=[...pathsTo].flatMap(
([path2,others])=>[path2,...others]),own=changed_flow_files_repositoryOf(await findRepositories(workspace,paths),run.context);if(own===void 0)return all("the re\
pository of this run is not checked out around them");const root=(0,external_node_path_namespaceObject.join)(workspace,own.folder),api=token2===void 0||repository===
void 0?void 0:await connectGitHub(token2,repository),changed2=await findChangedFiles(event,api,(base,head)=>changedFilesByGit(root,base,head));if("unknown"in changed2)
return all(changed2.unknown);const places=new Set([...changed2.paths].map(path2=>(0,external_node_path_namespaceObject.join)(root,path2))),known2=new Map,found2=new Set;
let elsewhere=0;for(const[path2,others]of pathsTo){if(!isInside(root,(0,external_node_path_namespaceObject.join)(workspace,path2)))elsewhere++;else if(!await passesOneOf(
places,[path2,...others].map(one=>(0,external_node_path_namespaceObject.join)(workspace,one)),known2))continue;found2.add(path2)}return elsewhere>0&&run.notice(
`\`changedOnly\`: ${elsewhere} of the files lie in another repository, and are reported.`),found2}function changed_flow_files_repositoryOf(repositories,{repository=""}){
const named=repositories.find(({url})=>url?.toLowerCase().endsWith(`/${repository.toLowerCase()}`)),unnamed=repositories.filter(({url})=>url===void 0);return named??
(unnamed.length===1?unnamed[0]:unnamed.find(({folder})=>folder===""))}async function passesOneOf(places,paths,known2){for(const path2 of paths)for(const passed of await pathsOnTheWay(
path2,known2))if(places.has(passed))return!0;return!1}function unusedPatterns(walk2,options){return walk2.onlyFiles?[]:["include","exclude"].flatMap(input=>walk2[input].
unused(walk2.pruned).map(({text,glob})=>({input,text,cause:causeOf(glob,walk2,options)})))}function causeOf(glob,{folders},{roots,input}){const below2=roots.map(
folderOf).find(root=>unused_patterns_isBelow(root,glob));if(below2!==void 0){const rest=glob.slice(below2.length+1)||"**";return`\`${glob}\` begins with \`${input}\
\` itself, but globs are relative to it: write \`${rest}\`.`}const isFolder=picomatch(glob,{nocase:!0,dot:!0,nonegate:!0});if([...folders].some(folder=>isFolder(
folder)))return`\`${glob}\` is a folder: write \`${glob}/**\` for what is in it.`;if(/(^|\/)\.[^./]/.test(glob))return`Hidden files and folders, as in \`${glob}\
\`, are skipped anyway.`;if(/,/.test(glob)&&!/\{/.test(glob))return`\`${glob}\` is one glob: write several one per line, without commas.`;if(/\\[\w*]/.test(glob))
return`\`${glob}\` has a backslash: write "/" between folders.`}function folderOf(root){return external_node_path_namespaceObject.posix.normalize(slashed(root)).
replace(/\/$/,"")}function unused_patterns_isBelow(root,glob){return glob===root||glob.startsWith(`${root}/`)}var ignore=__nccwpck_require__(298);function readRegularFile(path2,maxBytes){
const info2=(0,external_node_fs_.statSync)(path2);return info2.isFile()&&info2.size<=maxBytes?(0,external_node_fs_.readFileSync)(path2):void 0}const MAX_BYTES=1048576;
function withIgnoreFile(rules,root,folder,name){const shown=folder===""?name:`${folder}/${name}`;let bytes;try{bytes=readRegularFile((0,external_node_path_namespaceObject.
join)(root,folder,name),MAX_BYTES)}catch(cause){const{code:code2}=cause;if(code2==="ENOENT")return rules;throw new _build_errors.yN(`The ignore file ${shown} ca\
nnot be read (${code2}).`,{cause})}if(bytes===void 0)throw new _build_errors.yN(`The ignore file ${shown} is no file, or larger than 1 MB.`);const text=bytes.toString(
"utf8").replace(/^\uFEFF/,"");return[...rules,{folder,rules:ignore({ignorecase:!1}).add(text)}]}function isIgnored(rules,path2,isFolder){let ignored=!1;for(const{
folder,rules:own}of rules){const below2=folder===""?path2:path2.slice(folder.length+1),answer=own.test(isFolder?`${below2}/`:below2);answer.ignored?ignored=!0:answer.
unignored&&(ignored=!1)}return ignored}const DEPTHS=[1,2,20];class Patterns{#patterns;#used=new Set;constructor(lines2,input){this.#patterns=lines2.filter(line=>!line.
startsWith("#")).map(line=>patternOf(line,input))}decide(path2){let decision;for(const pattern2 of this.#patterns)pattern2.matches(path2)&&(this.#used.add(pattern2),
decision=!pattern2.negated);return decision}coverAllOf(folder){return this.#patterns.some(pattern2=>pattern2.negated&&mayMatchBelow(pattern2,folder))?!1:DEPTHS.
every(depth=>this.decide(folder+"/".repeat(depth))===!0)}unused(notLookedInto){return this.#patterns.filter(pattern2=>!this.#used.has(pattern2)&&!notLookedInto.
some(folder=>mayMatchBelow(pattern2,folder)))}}function patternOf(text,input){const negated=text.startsWith("!"),glob=(negated?text.slice(1).trim():text.replace(
/^\\(?=[!#])/,"")).replace(/^\.?\/+/,"")||"**",plain=glob.replace(/\/+$/,""),globs=plain!==glob||(input==="exclude"||negated)&&!picomatch.scan(glob).isGlob?[plain,
`${plain}/**`]:[glob];return{text,glob,negated,matches:picomatch(globs,{flags:"is",dot:!0,nonegate:!0})}}function mayMatchBelow({glob},folder){const base=picomatch.
scan(glob.toLowerCase()).base.replace(/\/+$/,""),below2=folder.toLowerCase();return base===""||base===below2||base.startsWith(`${below2}/`)||below2.startsWith(`${base}\
/`)}class walk_Walk{options;realWorkspace;found=new Map;badPaths=[];seen=0;ignored=0;leftOut={include:0,exclude:0,hidden:0};onlyFiles=!0;folders=new Set;pruned=[];include;exclude;constructor(options,realWorkspace){
this.options=options,this.realWorkspace=realWorkspace,this.include=new Patterns(options.include,"include"),this.exclude=new Patterns(options.exclude,"exclude")}root(path2){
const info2=(0,external_node_fs_.statSync)(path2),real=external_node_fs_.realpathSync.native(path2);if(info2.isFile()){this.seen++;const name=(0,external_node_path_namespaceObject.
basename)(path2);this.exclude.decide(name)!==!0&&this.#add({...this.#placed(path2,real,name),size:info2.size})}else info2.isDirectory()&&(this.onlyFiles=!1,this.#folder(
{root:path2,inRoot:"",folder:path2,real,open:new Set([real]),rules:[],ignored:!1}))}#folder(place){const{root,inRoot,folder}=place,entries=attempt(()=>(0,external_node_fs_.
readdirSync)(folder,{withFileTypes:!0}),code2=>{place.ignored||this.#bad(folder,"unreadable",code2)});place.ignored||this.folders.add(inRoot);const{ignoreFile}=this.
options,rules=!place.ignored&&ignoreFile!==void 0?withIgnoreFile(place.rules,root,inRoot,ignoreFile):place.rules,shown=slashed((0,external_node_path_namespaceObject.
relative)(this.options.workspace,folder)),real=slashed((0,external_node_path_namespaceObject.relative)(this.realWorkspace,place.real));for(const entry of entries??
[]){if(entry.name===ignoreFile)continue;if(this.#isHidden(entry.name)){place.ignored||this.leftOut.hidden++;continue}const path2=(0,external_node_path_namespaceObject.
join)(folder,entry.name),name=walk_below(inRoot,entry.name),ignored=place.ignored||isIgnored(rules,name,entry.isDirectory());entry.isDirectory()?this.#subfolder(
{...place,inRoot:name,folder:path2,rules,ignored}):ignored?this.ignored++:entry.isSymbolicLink()?this.#link({...place,inRoot:name,folder:path2,rules}):entry.isFile()&&
this.#file(path2,{path:walk_below(shown,entry.name),real:walk_below(real,entry.name),inRoot:name})}}#subfolder(place){const{inRoot,folder,ignored}=place;if(this.
exclude.coverAllOf(inRoot)){this.pruned.push(inRoot);return}ignored&&this.pruned.push(inRoot);const real=attempt(()=>external_node_fs_.realpathSync.native(folder),
code2=>{ignored||this.#bad(folder,"unreadable",code2)});real!==void 0&&this.#enter({...place,real})}#link(place){const{folder:path2,inRoot:name}=place,target=attempt(
()=>({real:external_node_fs_.realpathSync.native(path2),info:(0,external_node_fs_.statSync)(path2)}),code2=>{this.#isTaken(name)&&this.#bad(path2,"dangling",code2)});
if(target===void 0)return;const{real,info:info2}=target,isFolder=info2.isDirectory();if(!(!isFolder&&!info2.isFile())){if(isFolder&&(this.exclude.coverAllOf(name)||
this.exclude.decide(name)===!0)){this.pruned.push(name);return}isInside(this.realWorkspace,real)?isFolder?isIgnored(place.rules,name,!0)?this.#folder({...place,
real,ignored:!0}):this.#enter({...place,real}):this.#file(path2,this.#placed(path2,real,name)):isFolder?this.#bad(path2,"outside-folder"):this.#isTaken(name)&&this.#bad(
path2,"outside")}}#enter(place){const{real,folder,open}=place;open.has(real)?this.badPaths.push({path:this.#shown(folder),problem:"loop"}):this.#folder({...place,
open:new Set([...open,real])})}#file(path2,place){const{inRoot}=place;if(this.seen++,!this.#isTaken(inRoot)){this.leftOut[this.exclude.decide(inRoot)===!0?"excl\
ude":"include"]++;return}const info2=attempt(()=>(0,external_node_fs_.statSync)(path2),code2=>this.#bad(path2,"unreadable",code2));info2!==void 0&&this.#add({...place,
size:info2.size})}#isHidden(name){return name===".git"||this.options.includeHidden!==!0&&name.startsWith(".")}#isTaken(name){const[included,excluded]=[this.include.
decide(name),this.exclude.decide(name)];return included===!0&&excluded!==!0}#add(file){this.found.has(file.path)||this.found.set(file.path,file)}#placed(path2,real,inRoot){
return{path:this.#shown(path2),real:slashed((0,external_node_path_namespaceObject.relative)(this.realWorkspace,real)),inRoot}}#bad(path2,problem,code2){const folder=external_node_fs_.
realpathSync.native((0,external_node_path_namespaceObject.dirname)(path2)),shown=slashed((0,external_node_path_namespaceObject.relative)(this.realWorkspace,(0,external_node_path_namespaceObject.
join)(folder,(0,external_node_path_namespaceObject.basename)(path2))))||".";this.badPaths.some(bad=>bad.path===shown)||this.badPaths.push({path:shown,problem,...code2===
void 0?{}:{code:code2}})}#shown(path2){return slashed((0,external_node_path_namespaceObject.relative)(this.options.workspace,path2))||"."}}function walk_below(folder,name){
return folder===""?name:`${folder}/${name}`}function attempt(ask2,failed){try{return ask2()}catch(error2){failed(error2.code);return}}function discover_discoverFiles(options){
const realWorkspace=external_node_fs_.realpathSync.native(options.workspace),walk2=new walk_Walk(options,realWorkspace);for(const root of options.roots)walk2.root(
locate(options,realWorkspace,root));const files=[...walk2.found.values()].sort((a,b)=>a.path<b.path?-1:1),unused=unusedPatterns(walk2,options);if(files.length===
0&&walk2.badPaths.every(({problem})=>problem==="loop"))throw nothingMatched(options,walk2,unused);return{files,badPaths:walk2.badPaths,unused,ignored:walk2.ignored,
leftOut:walk2.leftOut}}function isFile(workspace,root,input){return(0,external_node_fs_.statSync)(locate({workspace,input},external_node_fs_.realpathSync.native(
workspace),root)).isFile()}function locate({workspace,input},realWorkspace,root){const path2=(0,external_node_path_namespaceObject.resolve)(workspace,root);if(!isInside(
workspace,path2))throw new _build_errors.yN(`\`${input}\` "${root}" lies outside the workspace.`,{hint:"Give a path relative to the root of the checkout."});let real;
try{real=external_node_fs_.realpathSync.native(path2)}catch(cause){const{code:code2}=cause,missing=code2==="ENOENT"||code2==="ENOTDIR";throw new _build_errors.yN(
`\`${input}\` "${root}" ${missing?"does not exist":`cannot be read (${code2})`}.`,{cause,hint:missing?whyMissing(root,input):void 0})}if(!isInside(realWorkspace,
real))throw new _build_errors.yN(`The symbolic link ${slashed((0,external_node_path_namespaceObject.relative)(workspace,path2))||"."} leads outside the workspac\
e.`,{hint:"Files outside the checkout are not read. Replace the link by a copy, or exclude it."});return path2}function nothingMatched({roots,include,exclude,input,
ignoreFile},{seen,ignored},unused){const list=globs=>globs.map(glob=>`"${glob}"`).join(", "),but=exclude.length===0?"":` without ${list(exclude)}`,hints=[...include.
every(line=>line.startsWith("!"))?["`include` has only lines with `!`, which take back: begin with what to take, e.g. `**`."]:[],...unused.map(({cause})=>cause).
filter(cause=>cause!==void 0),...ignored>0?[`${ignoreFile} leaves out ${ignored===1?"1 file":`${ignored} files`}.`]:[]],there=seen===0?"There is no file at all \
(hidden ones do not count).":`${seen===1?"1 file there has another name, or is excluded":`${seen} files there have other names, or are excluded`}.`;return new _build_errors.
yN(`No file matches ${list(include)}${but} in \`${input}\` ${list(roots)}.`,{hint:hints.length===0?there:hints.join(" ")})}function whyMissing(root,input){return/[*?[\]{}!]/.
test(root)?`\`${input}\` takes folders and files; globs go to \`include\`.`:/[,;]/.test(root)&&input==="directory"?"Several folders are written one per line.":"\
Is actions/checkout the first step, and is the path relative to the root of the repository?"}function isRecord(value){return typeof value=="object"&&value!==null&&
!Array.isArray(value)}function stringsOf(value){return Array.isArray(value)?value.filter(item2=>typeof item2=="string"):[]}function refOf(schema){if(!isRecord(schema))
return;const{$ref:ref,allOf}=schema;return typeof ref=="string"?ref.slice(ref.lastIndexOf("/")+1):Array.isArray(allOf)?allOf.map(refOf).find(name=>name!==void 0):
void 0}function json_schema_classNameOf(definition){return definition.replace(/-\d+$/,"").replaceAll("-","$")}function typesOf(definition){const properties=isRecord(
definition)?definition.properties:void 0,type=isRecord(properties)?properties.type:void 0;return isRecord(type)?typeof type.const=="string"?[type.const]:type.type===
void 0?stringsOf(type.enum):[]:[]}function isDeprecated(part){if(!isRecord(part))return!1;const{$deprecated:own,allOf}=part;return own===!0||own==="true"||Array.
isArray(allOf)&&allOf.some(isDeprecated)}function specOfSchema(part,schema,depth=0){if(!isRecord(part)||depth>json_schema_DEEPEST)return ANY;const spec=staticSpec(
part,schema,depth);return part.$dynamic===!0&&spec.k!=="property"&&spec.k!=="any"?{k:"property",of:spec}:spec}const json_schema_DEEPEST=8,ANY={k:"any"};function staticSpec(part,schema,depth){
const{type,anyOf,oneOf,allOf}=part,choices=anyOf??oneOf;if(Array.isArray(choices))return choiceOf(choices,schema,depth);const ref=refOf(part);if(ref!==void 0)return referred(
ref,schema,depth);if(Array.isArray(allOf))return allOf.map(one=>specOfSchema(one,schema,depth+1)).find(({k})=>k!=="any")??ANY;const values=stringsOf(part.enum);
switch(type){case"string":return values.length>0?{k:"enum",java:"java.lang.Enum",values}:part.format==="duration"?{k:"duration",java:"java.time.Duration"}:{k:"s\
tring"};case"boolean":return{k:"boolean",java:"java.lang.Boolean"};case"integer":return{k:"long",java:"java.lang.Long"};case"number":return{k:"double",java:"jav\
a.lang.Double"};case"array":return{k:"list",java:"java.util.ArrayList<java.lang.Object>",of:specOfSchema(part.items,schema,depth+1)};case"object":{const of=specOfSchema(
part.additionalProperties,schema,depth+1);return{k:"map",java:"java.util.LinkedHashMap",key:{k:"string"},of}}default:return ANY}}function referred(name,schema,depth){
const definition=schema.definitions[name];return isRecord(definition)?Array.isArray(definition.anyOf)?choiceOf(definition.anyOf,schema,depth):isRecord(definition.
properties)?typesOf(definition).some(isClassName)?PLUGIN:{k:"object",class:json_schema_classNameOf(name)}:ANY:ANY}const PLUGIN={k:"plugin",base:"io.kestra.core.\
models.Plugin"};function choiceOf(choices,schema,depth){const refs=choices.map(refOf);if(refs.every(ref=>ref!==void 0)){const types=refs.flatMap(ref=>typesOf(schema.
definitions[ref]));if(types.length>=refs.length&&types.every(isClassName))return PLUGIN;const union=unionOf(refs,schema);if(union!==void 0)return union;const[only,
...others]=new Set(refs.map(json_schema_classNameOf));return only!==void 0&&others.length===0?referred(refs[0],schema,depth+1):ANY}const[first,second,...more]=choices,
isTemplate2=isRecord(second)&&second.type==="string"&&second.$dynamic===!0;return more.length>0||!isTemplate2?ANY:specOfSchema(first,schema,depth+1)}function unionOf(refs,{
definitions,unions}){const types={};for(const ref of refs){const definition=definitions[ref],parts=isRecord(definition)&&Array.isArray(definition.allOf)?definition.
allOf:[definition],[type,...more]=parts.flatMap(typesOf);if(type===void 0||more.length>0)return;types[type]=json_schema_classNameOf(ref)}if(Object.keys(types).length<
2)return;const base=Object.values(types).sort().join("|");return unions.set(base,{by:"type",types}),{k:"union",base}}function isClassName(type){return type.includes(
".")}class PluginSchemaError extends Error{}const SAVE_IT="Save the answer of GET /api/v1/plugins/schemas/flow of your Kestra server.";function fileFromSchema(json){
const definitions=definitionsOf(json),schema={definitions,unions:new Map},kinds=kindsOf(definitions),shapes=new Map,classes={},aliases={};for(const[key2,definition]of Object.
entries(definitions).sort(([a],[b])=>a<b?-1:1)){if(!isRecord(definition)||!isRecord(definition.properties))continue;const name=json_schema_classNameOf(key2),names=typesOf(
definition).filter(type=>type.includes(".")),props={...classes[name]?.props};for(const[property,part]of Object.entries(definition.properties))props[property]??=
indexOf(shapes,shapeOf(part,schema));const required=stringsOf(definition.required);classes[name]={kind:names.length===0?"model":kinds.get(key2)??"plugin",of:0,props,
...definition.additionalProperties===void 0||definition.additionalProperties===!1?{}:{open:"any"},...isDeprecated(definition)?{deprecated:1}:{},...required.length===
0?{}:{required}};for(const old of names)old!==name&&(aliases[old]=name)}if(Object.values(classes).every(({kind})=>kind==="model"))throw new PluginSchemaError(`T\
his schema names no plugin. ${SAVE_IT}`);return{meta:{format:1,date:"",from:"the schema of a server"},sources:[{name:"this server"}],shapes:[...shapes.keys()].map(
text=>JSON.parse(text)),classes,aliases,unions:Object.fromEntries(schema.unions),gone:{}}}function definitionsOf(json){const definitions=isRecord(json)?json.definitions??
json.$defs:void 0;if(!isRecord(definitions))throw new PluginSchemaError(`This is no schema of flows: it has no "definitions". ${SAVE_IT}`);const subject=refOf(json)??
"";if(/\.flows\.Flow(WithSource)?$/.test(subject))return definitions;const what=subject===""?"something else":subject;throw new PluginSchemaError(`This is the s\
chema of ${what}, not of flows. ${SAVE_IT}`)}function kindsOf(definitions){const kinds=new Map,flow2=definitions["io.kestra.core.models.flows.Flow"],properties=isRecord(
flow2)&&isRecord(flow2.properties)?flow2.properties:{},places=[[definitions["io.kestra.core.models.conditions.Condition"],"condition"],[definitions["io.kestra.c\
ore.models.tasks.Task"],"task"],[properties.tasks,"task"],[properties.triggers,"trigger"]];for(const[schema,kind]of places)for(const name of refsIn(schema))kinds.
has(name)||kinds.set(name,kind);return kinds}function refsIn(schema){if(!isRecord(schema))return[];const ref=refOf(schema);if(ref!==void 0)return[ref];const choices=schema.
anyOf??schema.oneOf;return[...Array.isArray(choices)?choices.flatMap(refsIn):[],...refsIn(schema.items)]}function shapeOf(part,schema){return{t:specOfSchema(part,
schema),...isDeprecated(part)?{d:1}:{}}}function indexOf(shapes,shape){const key2=JSON.stringify(shape),index=shapes.get(key2)??shapes.size;return shapes.set(key2,
index),index}async function readPluginSchema(input,path2,workspace){if(path2!==void 0){if(!isFile(workspace,path2,input))throw new _build_errors.yN(`\`${input}\`\
 ${path2} is no file.`);try{return pluginCatalogueOf(fileFromSchema(JSON.parse(await(0,promises_namespaceObject.readFile)((0,external_node_path_namespaceObject.
resolve)(workspace,path2),"utf8"))),!0)}catch(cause){if(cause instanceof PluginSchemaError)throw new _build_errors.yN(`\`${input}\` ${path2}: ${cause.message}`,
{cause});const reason=cause instanceof SyntaxError?"is no JSON":"cannot be read";throw new _build_errors.yN(`\`${input}\` ${path2} ${reason}.`,{cause,hint:"Save\
 it from GET /api/v1/plugins/schemas/flow of your Kestra server."})}}}function describePlugins(sources){const named=sources.flatMap(({name,version:version2})=>version2===
void 0?[]:[`${name} ${version2}`]).sort(),newest=sources.flatMap(({date})=>date??[]).sort().at(-1);if(named.length===0||newest===void 0)return;const shown=named.
slice(0,NAMED).join(", ")+(named.length>NAMED?` and ${named.length-NAMED} more`:"");return`Plugins outside Kestra's core were judged by the catalogue of ${newest}\
: ${shown}.`}const NAMED=12;function headersOf(credentials,extra,userAgent){const authorization=authorizationOf(credentials),problems=[],headers2={"user-agent":userAgent};
for(const[name,value]of Object.entries(extra))isSendable(value)||problems.push(`The header "${name}" has a value with characters that no header can carry.`),headers2[name.
toLowerCase()]=value;if(authorization!==void 0&&(isSendable(authorization)||problems.push("The API token has characters that no header can carry."),headers2.authorization=
authorization),problems.length>0)throw new _build_errors.eb(problems,"Look for line ends and other invisible characters in the secret.");return headers2}function credentials_identityOf(credentials,extra){
if(credentials.kind==="basic")return{credentials:"basic",user:credentials.user};const inHeader=Object.keys(extra).some(name=>name.toLowerCase()==="authorization");
return{credentials:credentials.kind==="anonymous"&&inHeader?"header":credentials.kind}}function secretsOf(credentials,extra){return[...credentials.kind==="token"?
[credentials.token]:credentials.kind==="basic"?[credentials.password,...base64Forms(`${credentials.user}:${credentials.password}`)]:[],...Object.values(extra).flatMap(
value=>[value,...partsOf(value)])]}function authorizationOf(credentials){switch(credentials.kind){case"token":return`Bearer ${credentials.token}`;case"basic":return`\
Basic ${base64(`${credentials.user}:${credentials.password}`)}`;case"anonymous":return}}function isSendable(value){return/^[\t\x20-\x7e\x80-\xff]*$/.test(value)}
function base64(text){return Buffer.from(text,"utf8").toString("base64")}function base64Forms(text){return[base64(text),base64(text).replace(/=+$/,""),Buffer.from(
text,"utf8").toString("base64url")]}function partsOf(value){return value.split(/[\s;,=]+/).filter(part=>part.length>=8)}class DecodeError extends Error{expected;constructor(expected){
super(`expected ${expected}`),this.expected=expected,this.name="DecodeError"}}function decodeServerInfo(value){const body=decode_objectOf(value,"a configuration"),
edition=body.edition;return{...typeof body.version=="string"?{version:body.version}:{},...edition==="OSS"||edition==="EE"?{edition}:{},...typeof body.isBasicAuthInitialized==
"boolean"?{initialized:body.isBasicAuthInitialized}:{}}}function decodeFlow(value){const body=decode_objectOf(value,"a flow");if(body.deleted===!0)throw new DecodeError(
"a flow that is there");return{namespace:decode_textOf(body,"namespace","a flow"),id:decode_textOf(body,"id","a flow"),revision:numberOf(body,"revision","a flow"),
source:decode_textOf(body,"source","a flow with its source"),...typeof body.disabled=="boolean"?{disabled:body.disabled}:{}}}function decodeVerdicts(value){return arrayOf(
value,"a list of verdicts").map(entry=>{const body=decode_objectOf(entry,"a verdict");return{index:numberOf(body,"index","a verdict"),outdated:body.outdated===!0,
...optionalText(body,"namespace"),...optionalText(body,"flow"),...optionalText(body,"constraints"),...optionalTexts(body,"deprecationPaths"),...optionalTexts(body,
"warnings"),...optionalTexts(body,"infos")}})}function decodeFiles(value){return arrayOf(value,"a list of files").map(decodeFile)}function decodeFile(value){const body=decode_objectOf(
value,"a file"),type=body.type;if(type!=="File"&&type!=="Directory")throw new DecodeError("a file or a folder");const size=type==="Directory"&&body.size===void 0?
0:numberOf(body,"size","a file");return{name:decode_textOf(body,"fileName","a file"),type,size}}function decodePaths(value){return arrayOf(value,"a list of path\
s").map(path2=>{if(typeof path2!="string")throw new DecodeError("a path");return path2})}function decodeFlowPage(value){const body=decode_objectOf(value,"a page\
 of flows"),flows=arrayOf(body.results,"a page of flows").map(entry=>{const flow2=decode_objectOf(entry,"a flow");return{namespace:decode_textOf(flow2,"namespac\
e","a flow"),id:decode_textOf(flow2,"id","a flow"),revision:numberOf(flow2,"revision","a flow"),...typeof flow2.disabled=="boolean"?{disabled:flow2.disabled}:{}}});
return{total:numberOf(body,"total","a page of flows"),flows}}function decode_objectOf(value,what){if(typeof value!="object"||value===null||Array.isArray(value))
throw new DecodeError(what);return value}function arrayOf(value,what){if(!Array.isArray(value))throw new DecodeError(what);return value}function decode_textOf(body,key2,what){
const value=body[key2];if(typeof value!="string")throw new DecodeError(`${what} (no ${key2})`);return value}function numberOf(body,key2,what){const value=body[key2];
if(typeof value!="number")throw new DecodeError(`${what} (no ${key2})`);return value}function optionalText(body,key2){const value=body[key2]??void 0;if(value!==
void 0&&typeof value!="string")throw new DecodeError(`a verdict (${key2} is no text)`);return value===void 0?{}:{[key2]:value}}function optionalTexts(body,key2){
const value=body[key2]??void 0,isList=Array.isArray(value)&&value.every(item2=>typeof item2=="string");if(value!==void 0&&!isList)throw new DecodeError(`a verdi\
ct (${key2} is no list of texts)`);return value===void 0?{}:{[key2]:value}}function contentOf(bytes){return{size:bytes.length,open:()=>content_piecesOf([bytes])}}
async function gather(pieces){const chunks=[];for await(const piece of pieces)chunks.push(piece);return Buffer.concat(chunks)}async function isSameContent(one,other){
const iterator=other[Symbol.asyncIterator]();let rest=new Uint8Array;try{for await(const piece of one)for(let start=0;start<piece.length;){for(;rest.length===0;){
const next=await iterator.next();if(next.done===!0)return!1;rest=next.value}const length=Math.min(rest.length,piece.length-start);if(Buffer.compare(rest.subarray(
0,length),piece.subarray(start,start+length))!==0)return!1;rest=rest.subarray(length),start+=length}for(;rest.length===0;){const next=await iterator.next();if(next.
done===!0)return!0;rest=next.value}return!1}finally{await iterator.return?.()}}async function*content_piecesOf(pieces){yield*pieces}class KestraError extends _build_errors.
lZ{facts;constructor(message,facts,options={}){super(message,options),this.facts=facts}}class ConnectionError extends KestraError{code;reason="unreachable";constructor(message,facts,code2,options){
super(message,facts,options),this.code=code2}}class TimeoutError extends KestraError{phase;reason="unreachable";constructor(message,facts,phase,options){super(message,
facts,options),this.phase=phase}}class ProtocolError extends KestraError{reason="protocol"}class HttpError extends KestraError{status;details;excerpt;constructor(message,facts,status,details2,options){
super(message,facts,options),this.status=status,this.details=details2,this.excerpt=details2.excerpt}}class AuthenticationError extends HttpError{reason="unautho\
rized"}class PermissionError extends HttpError{reason="forbidden"}class NotFoundError extends HttpError{}class InvalidRequestError extends HttpError{}class ConflictError extends HttpError{}
class RateLimitError extends HttpError{reason="unreachable"}class ServerError extends HttpError{reason=[502,503,504].includes(this.status)?"unreachable":"server"}
function errorClassOf(status){return status===401?AuthenticationError:status===403?PermissionError:status===404?NotFoundError:status===400||status===422?InvalidRequestError:
status===409?ConflictError:status===429?RateLimitError:status>=500?ServerError:HttpError}class FileConflictError extends _build_errors.lZ{reason="conflict";constructor(namespace2,path2){
super(`${path2} of ${namespace2} was not there when the upload began, and holds something else now: it was left as it is.`,{hint:"Look at it in Kestra. To overw\
rite it, set `override: true`."})}}function lineOf({version:version2=""}){const major=/^v?(\d+)\./.exec(version2)?.[1];return major===void 0?void 0:Number(major)>=
2?"2.0":"before 2.0"}const PERMISSIONS={"validate flows":["FLOW with READ","FLOW with VALIDATE"],"list flows":["FLOW with READ","FLOW with LIST"],"read flows":[
"FLOW with READ","FLOW with VIEW"],"export flows":["FLOW with READ","FLOW with EXPORT"],"create flows":["FLOW with CREATE","FLOW with CREATE"],"update flows":["\
FLOW with UPDATE","FLOW with UPDATE"],"delete flows":["FLOW with DELETE","FLOW with DELETE"],"read files":["FLOW with READ","NAMESPACE with MANAGE_FILES"],"writ\
e files":["FLOW with CREATE","NAMESPACE with MANAGE_FILES"],"delete files":["FLOW with DELETE","NAMESPACE with MANAGE_FILES"]},ALL_BEFORE="Deploying flows needs\
 FLOW with CREATE, READ and UPDATE; namespace files are under FLOW too.",ALL_SINCE="Deploying flows needs FLOW with VIEW, LIST, EXPORT, VALIDATE, CREATE and UPD\
ATE; namespace files need NAMESPACE with MANAGE_FILES.",UNKNOWN_PATH="Kestra 2.0 answers 403 also where there is nothing: check `server` and `tenant` too.";function permissionHint(right,at){
if(at.edition==="OSS")return"Open Source has no permissions: look for a proxy or a firewall in front of Kestra, and into its log.";const[before,since]=PERMISSIONS[right];
switch(lineOf(at)){case"before 2.0":return`Give the account ${before} on the namespace. ${ALL_BEFORE}`;case"2.0":return`Give the account ${since} on the namespa\
ce. ${ALL_SINCE} ${UNKNOWN_PATH}`;case void 0:return`Give the account ${before} on the namespace (since Kestra 2.0: ${since}). ${UNKNOWN_PATH}`}}const CHECK_ADDRESS="\
Check `server`: its path prefix must be there and nothing behind it. Kestra 0.22 and older do not know addresses with a tenant.";function explainStatus(refusal2,at){
const{message}=refusal2.body,detail=message===""?"":`: ${message.replace(/\.$/,"")}`;return explainCircumstance(refusal2,detail,at)??explainByStatus(refusal2,detail,
at)}function explainCircumstance(refusal2,detail,at){const{status,body,what,hints,redirectedTo}=refusal2;if(redirectedTo!==void 0&&(status===401||status===403))
return{message:`${at.server} redirects to ${redirectedTo}, which answers ${status}: credentials are not sent to another address.`,hint:`If Kestra is there, writ\
e ${redirectedTo} in \`server\`.`};if(body.wantsTls)return{message:`${explain_status_hostOf(at)} speaks TLS, but \`server\` begins with http://.`,hint:`Write ht\
tps:// in \`server\`: https://${explain_status_hostOf(at)}`};if(status===400&&at.tenant!=="main"&&/tenant must be 'main'/i.test(body.message))return{message:`Th\
is server is Open Source and knows only the tenant "main", but \`tenant\` is "${at.tenant}".`,hint:"Remove the input."};if(body.problem==="migration-required")return{
message:`Kestra cannot ${what} (503): its database waits for a migration${detail}.`,hint:"Whoever runs the server must finish the migration. Then run the step a\
gain."};const hint=body.html?void 0:hints[status];return hint===void 0?void 0:{message:`Kestra answered ${status} when asked to ${what}${detail}.`,hint}}function explainByStatus(refusal2,detail,at){
const{status,body,what,attempts}=refusal2;switch(status){case 401:return withTenant(explainUnauthorized(body,at),at);case 403:return explainForbidden(refusal2,detail,
at);case 404:return explainNotFound(refusal2,detail,at);case 413:return{message:`The request to ${what} is too large for Kestra or a proxy in front of it (413).`,
hint:"Raise the limit there (nginx: client_max_body_size; Kestra: micronaut.server.max-request-size)."};case 429:return{message:`Kestra, or a proxy in front of \
it, limits requests (429)${attempts>1?`, also after ${attempts} attempts`:""}: could not ${what}.`,hint:"Lower `concurrency`, or raise `retries`."};default:return status>=
500?explainServerError(refusal2,detail):explain_status_explainOther(refusal2,detail,at)}}function explainForbidden({body,what,needs},detail,at){if(body.html)return explainHtml(
at,"403 and ");const message=`Kestra does not permit to ${what} (403)${detail}.`;return withTenant({message,hint:permissionHint(needs,at)},at)}function explainNotFound({
body,what},detail,at){return body.html?{message:`${at.server} answered with 404 and an HTML page: this is no address of Kestra.`,hint:CHECK_ADDRESS}:withTenant(
{message:`Kestra answered 404 when asked to ${what}${detail}.`,hint:CHECK_ADDRESS},at)}function withTenant(explanation,{tenant:tenant2,edition}){if(edition==="O\
SS"||edition===void 0&&tenant2==="main"||explanation.hint?.includes("`tenant`"))return explanation;const hint=tenant2==="main"?'Set `tenant` if yours is not "ma\
in".':`Check \`tenant\`, too: it is "${tenant2}".`;return{...explanation,hint:explanation.hint===void 0?hint:`${explanation.hint} ${hint}`}}function explainServerError({
status,body,what,attempts},detail){const repeated=attempts>1?` (${attempts} attempts)`:"";return body.html?{message:`A proxy in front of Kestra answered ${status}\
 and an HTML page when asked to ${what}${repeated}.`,hint:"Kestra may be down, or still be starting: look whether it runs, then run the step again."}:{message:`\
Kestra answered ${status} when asked to ${what}${repeated}${detail}.`,hint:body.traceId===void 0?"The server has a problem: see its log. Running the step again \
may help.":`The server has a problem: search its log for the trace id ${body.traceId}.`}}function explain_status_explainOther({status,body,what},detail,at){return body.
html?explainHtml(at,`${status} and `):status<400?{message:`Kestra answered ${status} when asked to ${what}${detail}.`,hint:CHECK_ADDRESS}:{message:`Kestra answe\
red ${status} when asked to ${what}${detail}.`}}const NO_SECRETS="A pull request from a fork gets no secrets, one of Dependabot only those that are stored for D\
ependabot.";function explainUnauthorized(body,at){if(at.initialized===!1)return{message:"Kestra refused the credentials (401): this server has no user yet.",hint:"\
Open its address in a browser and create the first user, or configure `kestra.server.basic-auth`."};const proxy=body.html?" The answer is an HTML page: it may c\
ome from an access proxy, see `headers`.":"";switch(at.credentials){case"token":return at.edition==="OSS"?{message:"Kestra refused the credentials (401). This s\
erver is Open Source, which has no API tokens: use `user` and `password`."}:{message:"Kestra refused the API token (401).",hint:`Check the secret behind \`apiTok\
en\`: it may be expired. ${NO_SECRETS}${at.edition===void 0?" Open Source has no API tokens: there, use `user` and `password`.":""}${proxy}`};case"basic":return{
message:`Kestra refused the credentials of user ${at.user} (401).`,hint:`Check the secrets behind \`user\` and \`password\`. ${NO_SECRETS}${proxy}`};case"header":
return{message:"Kestra refused the credentials (401) in the `Authorization` of `headers`.",hint:`Check its secret, or use \`apiToken\` or \`user\` and \`password\`.${proxy}`};case"\
anonymous":return{message:"Kestra wants credentials (401), but none are set.",hint:`Set \`user\` and \`password\` (Open Source) or \`apiToken\` (Enterprise). Secrets \
that do not exist give empty inputs. ${NO_SECRETS}${proxy}`}}}function explainHtml(at,prefix=""){return{message:`${at.server} answered with ${prefix}an HTML pag\
e instead of JSON: probably a login page in front of Kestra.`,hint:"See `headers` for access proxies, and check `server`."}}function explain_status_hostOf({server}){
return server.replace(/^https?:\/\//,"")}const external_module_namespaceObject=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("module");var esm_require=(0,external_module_namespaceObject.
createRequire)("/"),_a,Worker,isMarkedAsUntransferable;try{_a=esm_require("worker_threads"),Worker=_a.Worker,isMarkedAsUntransferable=_a.isMarkedAsUntransferable}catch{}var u8=Uint8Array,u16=Uint16Array,i32=Int32Array,fleb=new u8([0,0,0,0,0,0,0,0,1,1,1,1,2,2,2,2,3,3,3,3,4,4,4,4,5,5,5,5,0,0,0,0]),fdeb=new u8([0,0,0,0,1,1,2,2,3,3,
4,4,5,5,6,6,7,7,8,8,9,9,10,10,11,11,12,12,13,13,0,0]),clim=new u8([16,17,18,0,8,7,9,6,10,5,11,4,12,3,13,2,14,1,15]),freb=function(eb,start){for(var b=new u16(31),
i2=0;i2<31;++i2)b[i2]=start+=1<<eb[i2-1];for(var r=new i32(b[30]),i2=1;i2<30;++i2)for(var j=b[i2];j<b[i2+1];++j)r[j]=j-b[i2]<<5|i2;return{b,r}},_a=freb(fleb,2),
fl=_a.b,revfl=_a.r;fl[28]=258,revfl[258]=28;var _b=freb(fdeb,0),fd=_b.b,revfd=_b.r,rev=new u16(32768);for(var i=0;i<32768;++i){var x=(i&43690)>>1|(i&21845)<<1;x=
(x&52428)>>2|(x&13107)<<2,x=(x&61680)>>4|(x&3855)<<4,rev[i]=((x&65280)>>8|(x&255)<<8)>>1}var hMap=(function(cd,mb,r){for(var s=cd.length,i2=0,l=new u16(mb);i2<s;++i2)
cd[i2]&&++l[cd[i2]-1];var le=new u16(mb);for(i2=1;i2<mb;++i2)le[i2]=le[i2-1]+l[i2-1]<<1;var co;if(r){co=new u16(1<<mb);var rvb=15-mb;for(i2=0;i2<s;++i2)if(cd[i2])
for(var sv=i2<<4|cd[i2],r_1=mb-cd[i2],v=le[cd[i2]-1]++<<r_1,m=v|(1<<r_1)-1;v<=m;++v)co[rev[v]>>rvb]=sv}else for(co=new u16(s),i2=0;i2<s;++i2)cd[i2]&&(co[i2]=rev[le[cd[i2]-
1]++]>>15-cd[i2]);return co}),flt=new u8(288);for(var i=0;i<144;++i)flt[i]=8;for(var i=144;i<256;++i)flt[i]=9;for(var i=256;i<280;++i)flt[i]=7;for(var i=280;i<288;++i)
flt[i]=8;var fdt=new u8(32);for(var i=0;i<32;++i)fdt[i]=5;var flrm=hMap(flt,9,1);var fdrm=hMap(fdt,5,1),max=function(a){for(var m=a[0],i2=1;i2<a.length;++i2)a[i2]>m&&(m=a[i2]);return m},bits=function(d,p,m){var o=p/8|0;return(d[o]|d[o+1]<<8)>>
(p&7)&m},bits16=function(d,p){var o=p/8|0;return(d[o]|d[o+1]<<8|d[o+2]<<16)>>(p&7)},shft=function(p){return(p+7)/8|0},slc=function(v,s,e){return(s==null||s<0)&&
(s=0),(e==null||e>v.length)&&(e=v.length),new u8(v.subarray(s,e))};var ec=["unexpected EOF","invalid block type","invalid length/literal","invalid distance","stream finished","no stream handler",,"no callback","invalid UTF-8 da\
ta","extra field too long","date not in range 1980-2099","filename too long","stream finishing","invalid zip data"],err=function(ind,msg,nt){var e=new Error(msg||
ec[ind]);if(e.code=ind,Error.captureStackTrace&&Error.captureStackTrace(e,err),!nt)throw e;return e},inflt=function(dat,st,buf,dict){var sl=dat.length,dl=dict?dict.
length:0;if(!sl||st.f&&!st.l)return buf||new u8(0);var noBuf=!buf,resize=noBuf||st.i!=2,noSt=st.i;noBuf&&(buf=new u8(sl*3));var cbuf=function(l2){var bl=buf.length;
if(l2>bl){var nbuf=new u8(Math.max(bl*2,l2));nbuf.set(buf),buf=nbuf}},final=st.f||0,pos=st.p||0,bt=st.b||0,lm=st.l,dm=st.d,lbt=st.m,dbt=st.n,tbts=sl*8;do{if(!lm){
final=bits(dat,pos,1);var type=bits(dat,pos+1,3);if(pos+=3,type)if(type==1)lm=flrm,dm=fdrm,lbt=9,dbt=5;else if(type==2){var hLit=bits(dat,pos,31)+257,hcLen=bits(
dat,pos+10,15)+4,tl=hLit+bits(dat,pos+5,31)+1;pos+=14;for(var ldt=new u8(tl),clt=new u8(19),i2=0;i2<hcLen;++i2)clt[clim[i2]]=bits(dat,pos+i2*3,7);pos+=hcLen*3;for(var clb=max(
clt),clbmsk=(1<<clb)-1,clm=hMap(clt,clb,1),i2=0;i2<tl;){var r=clm[bits(dat,pos,clbmsk)];pos+=r&15;var s=r>>4;if(s<16)ldt[i2++]=s;else{var c=0,n=0;for(s==16?(n=3+
bits(dat,pos,3),pos+=2,c=ldt[i2-1]):s==17?(n=3+bits(dat,pos,7),pos+=3):s==18&&(n=11+bits(dat,pos,127),pos+=7);n--;)ldt[i2++]=c}}var lt=ldt.subarray(0,hLit),dt=ldt.
subarray(hLit);lbt=max(lt),dbt=max(dt),lm=hMap(lt,lbt,1),dm=hMap(dt,dbt,1)}else err(1);else{var s=shft(pos)+4,l=dat[s-4]|dat[s-3]<<8,t=s+l;if(t>sl){noSt&&err(0);
break}resize&&cbuf(bt+l),buf.set(dat.subarray(s,t),bt),st.b=bt+=l,st.p=pos=t*8,st.f=final;continue}if(pos>tbts){noSt&&err(0);break}}resize&&cbuf(bt+131072);for(var lms=(1<<
lbt)-1,dms=(1<<dbt)-1,lpos=pos;;lpos=pos){var c=lm[bits16(dat,pos)&lms],sym=c>>4;if(pos+=c&15,pos>tbts){noSt&&err(0);break}if(c||err(2),sym<256)buf[bt++]=sym;else if(sym==
256){lpos=pos,lm=null;break}else{var add=sym-254;if(sym>264){var i2=sym-257,b=fleb[i2];add=bits(dat,pos,(1<<b)-1)+fl[i2],pos+=b}var d=dm[bits16(dat,pos)&dms],dsym=d>>
4;d||err(3),pos+=d&15;var dt=fd[dsym];if(dsym>3){var b=fdeb[dsym];dt+=bits16(dat,pos)&(1<<b)-1,pos+=b}if(pos>tbts){noSt&&err(0);break}resize&&cbuf(bt+131072);var end=bt+
add;if(bt<dt){var shift=dl-dt,dend=Math.min(dt,end);for(shift+bt<0&&err(3);bt<dend;++bt)buf[bt]=dict[shift+bt]}for(;bt<end;++bt)buf[bt]=buf[bt-dt]}}st.l=lm,st.p=
lpos,st.b=bt,st.f=final,lm&&(final=1,st.m=lbt,st.d=dm,st.n=dbt)}while(!final);return bt!=buf.length&&noBuf?slc(buf,0,bt):buf.subarray(0,bt)};var et=new u8(0);var b2=function(d,b){return d[b]|d[b+1]<<8},b4=function(d,b){return(d[b]|d[b+1]<<8|d[b+2]<<16|d[b+3]<<24)>>>0},b8=function(d,b){return b4(d,b)+b4(d,b+4)*4294967296};function inflateSync(data,opts){return inflt(data,{i:2},opts&&opts.out,opts&&opts.dictionary)}var td=typeof TextDecoder<"u"&&new TextDecoder,tds=0;try{td.decode(et,{stream:!0}),tds=1}catch{}var dutf8=function(d){for(var r="",i2=0;;){var c=d[i2++],eb=(c>127)+
(c>223)+(c>239);if(i2+eb>d.length)return{s:r,r:slc(d,i2-1)};eb?eb==3?(c=((c&15)<<18|(d[i2++]&63)<<12|(d[i2++]&63)<<6|d[i2++]&63)-65536,r+=String.fromCharCode(55296|
c>>10,56320|c&1023)):eb&1?r+=String.fromCharCode((c&31)<<6|d[i2++]&63):r+=String.fromCharCode((c&15)<<12|(d[i2++]&63)<<6|d[i2++]&63):r+=String.fromCharCode(c)}};function strFromU8(dat,latin1){if(latin1){for(var r="",i2=0;i2<dat.length;i2+=16384)r+=String.fromCharCode.apply(null,dat.subarray(i2,i2+16384));return r}else{if(td)
return td.decode(dat);var _a2=dutf8(dat),s=_a2.s,r=_a2.r;return r.length&&err(8),s}}var slzh=function(d,b){return b+30+b2(d,b+26)+b2(d,b+28)},zh=function(d,b,z){var fnl=b2(d,b+28),efl=b2(d,b+30),fn=strFromU8(d.subarray(b+46,b+46+fnl),!(b2(d,b+8)&
2048)),es=b+46+fnl,_a2=z64hs(d,es,efl,z,b4(d,b+20),b4(d,b+24),b4(d,b+42)),sc=_a2[0],su=_a2[1],off=_a2[2];return[b2(d,b+10),sc,su,fn,es+efl+b2(d,b+32),off]},z64hs=function(d,b,l,z,sc,su,off){
var nsc=sc==4294967295,nsu=su==4294967295,noff=off==4294967295,e=b+l,nf=nsc+nsu+noff;if(z&&nf){for(;b+4<e;b+=4+b2(d,b+2))if(b2(d,b)==1)return[nsc?b8(d,b+4+8*nsu):
sc,nsu?b8(d,b+4):su,noff?b8(d,b+4+8*(nsu+nsc)):off,1];z<2&&err(13)}return[sc,su,off,0]};function unzipSync(data,opts){for(var files={},e=data.length-22;b4(data,e)!=101010256;--e)(!e||data.length-e>65558)&&err(13);var c=b2(data,e+8);if(!c)return{};var o=b4(
data,e+16),z=b4(data,e-20)==117853008;if(z){var ze=b4(data,e-12);z=b4(data,ze)==101075792,z&&(c=b4(data,ze+32),o=b4(data,ze+48))}for(var fltr=opts&&opts.filter,
i2=0;i2<c;++i2){var _a2=zh(data,o,z),c_2=_a2[0],sc=_a2[1],su=_a2[2],fn=_a2[3],no=_a2[4],off=_a2[5],b=slzh(data,off);o=no,(!fltr||fltr({name:fn,size:sc,originalSize:su,
compression:c_2}))&&(c_2?c_2==8?files[fn]=inflateSync(data.subarray(b,b+sc),{out:new u8(su)}):err(14,"unknown compression type "+c_2):files[fn]=slc(data,b,b+sc))}
return files}const MAX_QUERY=3e3;function queryGroups(names){const groups=[];for(const name of names.map(encodeURIComponent)){const last=groups.at(-1);last===void 0||
last.length+name.length+1>MAX_QUERY?groups.push(name):groups[groups.length-1]=`${last},${name}`}return groups}function unzipTexts(zip,maxBytes){let total=0;const files=unzipSync(
zip,{filter:({originalSize})=>(total+=originalSize)<=maxBytes});if(total>maxBytes)throw new Error("too large");const decoder=new TextDecoder("utf-8",{ignoreBOM:!0});
return Object.values(files).map(bytes=>decoder.decode(bytes))}function openExport(zip){const sizes=new Map;return unzipSync(zip,{filter:({name,originalSize})=>(sizes.
set(`/${name}`,originalSize),!1)}),{sizes,read:paths=>{const wanted=new Set(paths),contents=Object.entries(unzipSync(zip,{filter:({name})=>wanted.has(`/${name}`)})).
map(([name,bytes])=>[`/${name}`,bytes]);return new Map(contents.filter(([path2,bytes])=>bytes.length===sizes.get(path2)))}}}var external_node_crypto_=__nccwpck_require__(
7598);const ONE_PIECE=1024*1024;async function encodeFile(part,content){const boundary=`kestra-${(0,external_node_crypto_.randomUUID)()}`,head=Buffer.from(`--${boundary}\
\r
Content-Disposition: form-data; name="${part}"; filename="content.bin"\r
Content-Type: application/octet-stream\r
\r
`),tail=Buffer.from(`\r
--${boundary}--\r
`);async function*open(){yield head,yield*content.open(),yield tail}const size=head.length+content.size+tail.length;return{body:size>ONE_PIECE?{size,open}:await gather(
open()),contentType:`multipart/form-data; boundary=${boundary}`}}class Session{#http;#tenant;#checked;constructor(http,tenant2){this.#http=http,this.#tenant=`/a\
pi/v1/${segment(tenant2)}`}get stopped(){return this.#http.stopped}path(...segments){return[this.#tenant,...segments.map(segment)].join("/")}async read(request){
const answer=await this.#http.send({...request,method:"GET"});return this.#checked??=Promise.resolve(),answer}async find(request){const answer=await this.read({
...request,expect:isAbsent});return answer.status===404?void 0:answer}async write(request){return await this.#checkCredentials(),this.#http.send(request)}decode(answer,decode){
const json=this.#http.json(answer);try{return decode(json)}catch(error2){throw error2 instanceof DecodeError?this.unexpected(answer,`something else than ${error2.
expected}`,error2):error2}}unexpected({facts},got,cause){return this.#http.failures.ofAnswer(facts,got,cause)}#checkCredentials(){const request={path:`${this.path(
"flows","search")}?page=1&size=1`,what:"accept the credentials",needs:"list flows"};return this.#checked??=this.read(request).then(()=>{},error2=>{if(!(error2 instanceof
PermissionError&&!error2.details.html))throw this.#checked=void 0,error2}),this.#checked}}function isAbsent(status,contentType){return status===404&&/\bjson\b/i.
test(contentType)}function segment(text){if(/^\.{0,2}$/.test(text))throw new _build_errors.lZ(`"${text}" cannot be a tenant, a namespace or the id of a flow.`);
return encodeURIComponent(text)}const MAX_BYTES_AT_ONCE=64*1024*1024,LOOK_MS=1e4;class FileRequests{session;constructor(session){this.session=session}async list(namespace2,path2){
const answer=await this.session.find({path:this.#url(namespace2,path2,"directory"),what:`list ${path2} of ${namespace2}`,needs:"read files",repeatable:"after-an\
y-5xx"});return answer&&this.session.decode(answer,decodeFiles)}async stats(namespace2,path2,freshWithinMs){const answer=await this.session.find({path:this.#url(
namespace2,path2,"stats"),what:`look at ${path2} of ${namespace2}`,needs:"read files",...freshWithinMs===void 0?{}:{freshWithinMs}});return answer&&this.session.
decode(answer,decodeFile)}async get(namespace2,path2){return(await this.session.find({...this.#reading(namespace2,path2),maxBytes:MAX_BYTES_AT_ONCE}))?.bytes}async read(namespace2,path2,onBody){
return await this.session.find({...this.#reading(namespace2,path2),onBody})!==void 0}async holds(namespace2,path2,content){let same=!1;return await this.read(namespace2,
path2,async pieces=>{same=await isSameContent(pieces,content.open())})?same:void 0}async put(namespace2,path2,bytes,{onlyNew=!1}={}){const content=bytes instanceof
Uint8Array?contentOf(bytes):bytes;await this.session.write({method:"POST",path:this.#url(namespace2,path2),...await encodeFile("fileContent",content),what:`uplo\
ad ${path2} to ${namespace2}`,needs:"write files",hints:{404:`${CHECK_ADDRESS} Or a file stands in Kestra where the path needs a folder.`},repeatable:"after-any\
-5xx",isDone:()=>this.#isStored(namespace2,path2,content),...onlyNew?{beforeRepeat:()=>this.#isFree(namespace2,path2,content)}:{}})}async#isFree(namespace2,path2,content){
const isFree2=await(async()=>{const stored2=await this.stats(namespace2,path2,LOOK_MS);return stored2?.type!=="File"||stored2.size===content.size&&await this.holds(
namespace2,path2,content)})().catch(()=>{});if(isFree2===!1)throw new FileConflictError(namespace2,path2);return isFree2!==void 0}async#isStored(namespace2,path2,content){
const stored2=await this.stats(namespace2,path2,LOOK_MS);return stored2?.type!=="File"||stored2.size!==content.size?!1:await this.holds(namespace2,path2,content)===
!0}async delete(namespace2,path2){await this.session.write({method:"DELETE",path:this.#url(namespace2,path2),what:`delete ${path2} of ${namespace2}`,needs:"dele\
te files",expect:isAbsent})}async search(namespace2,text){const request={path:`${this.session.path("namespaces",namespace2,"files","search")}?q=${encodeURIComponent(
text)}`,what:`search the files of ${namespace2}`,needs:"read files"};return this.session.decode(await this.session.read(request),decodePaths)}async export(namespace2,maxBytes){
let chunks=[],length=0;const answer=await this.session.read({path:this.session.path("namespaces",namespace2,"files","export"),what:`export the files of ${namespace2}`,
needs:"read files",reads:"bytes",onBody:async pieces=>{chunks=[],length=0;for await(const piece of pieces){if(length+=piece.length,length>maxBytes)break;chunks.
push(piece)}}});if(!(length>maxBytes))try{return openExport(Buffer.concat(chunks))}catch(cause){throw this.session.unexpected(answer,"something that is no reada\
ble zip",cause)}}#reading(namespace2,path2){return{path:this.#url(namespace2,path2),what:`read ${path2} of ${namespace2}`,needs:"read files",reads:"bytes"}}#url(namespace2,path2,...tail){
return`${this.session.path("namespaces",namespace2,"files",...tail)}?path=${encodeURIComponent(path2)}`}}const CERTIFICATE=/^(UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_|CRL_|INVALID_CA)/,
NO_TLS=/^(EPROTO|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL))$/,BROKEN=/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_INVALID_EOF_STATE)$/,
UNREACHABLE=/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/,NEVER_SENT=/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH)$/;
function explainConnection(code2,reason,at,redirectedTo){if(redirectedTo===void 0)return explainFailure(code2,reason,at);const{message,hint}=explainFailure(code2,
reason,{...at,server:redirectedTo});return{message:`${at.server} redirects to ${redirectedTo}. ${message}`,...hint===void 0?{}:{hint}}}function explainFailure(code2,reason,at){
const{protocol,host}=new URL(at.server),proxied=explainProxy(code2,reason,at.proxy);if(proxied!==void 0)return proxied;if(code2!==void 0){if(NO_TLS.test(code2)&&
protocol==="https:")return{message:`${host} does not speak TLS, but \`server\` begins with https://.`,hint:`If this port is plain HTTP, write http:// in \`server\
\`: ${at.server.replace(/^https:/,"http:")}`};if(BROKEN.test(code2))return{message:`The connection to ${host} broke off before the answer was complete (${code2}\
).`,hint:protocol==="http:"?"Check that Kestra still runs, and proxies in between. If this port speaks TLS, write https:// in `server`.":"Check that Kestra stil\
l runs, and proxies in between."};const explanation=explainReach(code2,at)??explainTls(code2,reason,host);if(explanation!==void 0)return explanation;if(code2.startsWith(
"HPE_")||code2==="UND_ERR_HEADERS_OVERFLOW")return{message:`${host} answered with something that is not HTTP (${code2}).`,hint:"Check the port of `server`: Kest\
ra listens on 8080 unless configured otherwise."}}return{message:`The connection to ${host} failed: ${reason}${code2===void 0?"":` (${code2})`}.`,hint:"Check th\
at the runner reaches the server, and proxies in between."}}function explainProxy(code2,reason,proxy){if(proxy===void 0)return;const status=/Proxy response \((\d+)\)|\((407)\)/.
exec(reason),hint="The proxy comes from HTTPS_PROXY or HTTP_PROXY; a host in NO_PROXY is reached without it.";if(status!==null){const answered=status[1]??status[2];
return{message:`The proxy ${proxy} answered ${answered} instead of connecting to Kestra.`,hint:answered==="407"?`It wants credentials: http://user:password@host\
:port. ${hint}`:hint}}if(code2==="ENOTFOUND"||code2==="EAI_AGAIN"||code2==="ECONNREFUSED"||code2&&UNREACHABLE.test(code2))return{message:`The proxy ${proxy} can\
not be reached (${code2}).`,hint}}function explainReach(code2,at){const{host,hostname}=new URL(at.server);if(code2==="ECONNREFUSED")return{message:`The connecti\
on to ${host} was refused: nothing listens there.`,hint:"Check host and port of `server`, and that Kestra runs. GitHub-hosted runners reach public addresses onl\
y."};if(code2==="ENOTFOUND"||code2==="EAI_AGAIN")return{message:`The host ${hostname} was not found.`,hint:"Check `server`. A private name needs a self-hosted r\
unner."};if(UNREACHABLE.test(code2))return{message:`${host} did not accept a connection (${code2}).`,hint:"Check `server`, and firewalls in between. GitHub-host\
ed runners reach public addresses only; a private Kestra needs a self-hosted runner."}}function explainTls(code2,reason,host){return code2==="ERR_TLS_CERT_ALTNA\
ME_INVALID"?{message:`The certificate of ${host} was made for another name (${code2}).`,hint:"Use a name in `server` that the certificate holds. Verification is\
 never switched off."}:code2==="CERT_HAS_EXPIRED"||code2==="CERT_NOT_YET_VALID"?{message:`The certificate of ${host} is not valid today (${code2}).`,hint:"Renew\
 it on the server. Verification is never switched off."}:CERTIFICATE.test(code2)?{message:`The certificate of ${host} is not trusted (${code2}).`,hint:"Give you\
r authority's certificate as `caCertificate`, or set NODE_EXTRA_CA_CERTS on the runner to its PEM file; the server must send its intermediate certificates. Veri\
fication is never switched off."}:/CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE/.test(code2)?{message:`${host} refused the TLS handshake (${code2}).`,
hint:"It may want a client certificate (`clientCertificate` and `clientKey`), or a TLS version that Node does not speak."}:/^(ERR_SSL|EPROTO)/.test(code2)?{message:`\
TLS with ${host} failed: ${reason} (${code2}).`}:void 0}const RETRIABLE=new Set([408,425,429,502,503,504]),MAX_DELAY_MS=6e4,HOPELESS=/^(ENOTFOUND|EPROTO|ERR_|UNABLE_|SELF_|DEPTH_|CERT_|CRL_|INVALID_CA|HPE_|UND_ERR_(INVALID|NOT_SUPPORTED|DESTROYED|CLOSED|HEADERS_OVERFLOW|PRX_TLS))/;
function mayRepeat(repeatable,error2){return error2 instanceof HttpError?error2.details.problem==="migration-required"?!1:repeatable==="after-refusal"?error2.status===
429||error2.status===503:RETRIABLE.has(error2.status)||repeatable==="after-any-5xx"&&error2.status>=500:repeatable==="after-refusal"?!1:error2 instanceof TimeoutError?
!0:error2 instanceof ConnectionError&&error2.code!==void 0&&!HOPELESS.test(error2.code)}function mayBeDone(error2){return error2 instanceof HttpError?error2.status>=
500||error2.status===408:error2 instanceof ConnectionError?!NEVER_SENT.test(error2.code??"")&&!HOPELESS.test(error2.code??""):error2 instanceof TimeoutError}function isUnanswered(error2){
return error2 instanceof HttpError?error2.status!==503&&(error2.status>=500||error2.status===408):error2 instanceof ConnectionError?!HOPELESS.test(error2.code??
""):error2 instanceof TimeoutError}function delayMs(attempt2,retryAfter,now,random){const asked=retryAfter===null?void 0:retryAfterMs(retryAfter,now);return Math.
min(asked??random()*Math.min(500*2**attempt2,15e3),MAX_DELAY_MS)}function retryAfterMs(value,now){const text=value.trim();if(/^\d+$/.test(text))return Number(text)*
1e3;const date=/^[A-Z][a-z]+,? /.test(text)?Date.parse(text):NaN;return Number.isNaN(date)?void 0:Math.max(date-now,0)}function pause(ms,stop){return new Promise(
resolve=>{const end=()=>{clearTimeout(timer),stop?.removeEventListener("abort",end),resolve()},timer=setTimeout(end,ms);stop?.addEventListener("abort",end,{once:!0})})}
const YAML="application/x-yaml",MAX_EXPORTS=2,MAX_EXPORT_BYTES=256*1024*1024,flow_requests_GONE="The flow was deleted by somebody else in the meantime. Run the \
step again.",flow_requests_LOOK_MS=1e4;class FlowRequests{session;#seen=new Map;constructor(session){this.session=session}async get(namespace2,id,freshWithinMs){
this.#seen.delete(key(namespace2,id));const answer=await this.session.find({path:`${this.session.path("flows",namespace2,id)}?source=true`,what:`read the flow ${namespace2}\
/${id}`,needs:"read flows",...freshWithinMs===void 0?{}:{freshWithinMs}});return answer&&this.#remember(this.session.decode(answer,decodeFlow))}async validate(body){
const answer=await this.session.write({method:"POST",path:this.session.path("flows","validate"),body,contentType:YAML,what:"validate flows",needs:"validate flow\
s"});return this.session.decode(answer,decodeVerdicts)}async create(source){const request={path:this.session.path("flows"),body:source,contentType:YAML,what:"cr\
eate a flow",needs:"create flows"};try{const answer=await this.session.write({...request,method:"POST"});return this.#remember(this.session.decode(answer,decodeFlow))}catch(error2){
throw isExists(error2)?conflictOf(error2):error2}}async update(namespace2,id,source){const before=this.#seen.get(key(namespace2,id));if(before===void 0)throw new Error(
`${namespace2}/${id} was not read before it is updated`);for(let again=!1;;again=!0)try{return await this.#put(namespace2,id,source)}catch(error2){if((error2 instanceof
InvalidRequestError||error2 instanceof PermissionError)&&this.#seen.set(key(namespace2,id),before),!(error2 instanceof KestraError)||!isUnanswered(error2))throw error2;
const stored2=await this.#lookAfter(error2,namespace2,id);if(stored2.source===source)return stored2;if(stored2.revision!==before)throw changedMeanwhile(error2,stored2);
if(again||this.session.stopped)throw error2}}async#put(namespace2,id,source){this.#seen.delete(key(namespace2,id));const answer=await this.session.write({method:"\
PUT",path:this.session.path("flows",namespace2,id),body:source,contentType:YAML,what:`update the flow ${namespace2}/${id}`,needs:"update flows",hints:{404:flow_requests_GONE},
repeatable:"after-refusal",beforeRepeat:async()=>await this.get(namespace2,id)!==void 0});return this.#remember(this.session.decode(answer,decodeFlow))}async#lookAfter(error2,namespace2,id){
const stored2=await this.get(namespace2,id,flow_requests_LOOK_MS).catch(()=>{const hint="Kestra could not be asked whether it was updated. Look at the flow, the\
n run the step again.";throw new KestraError(error2.message,error2.facts,{hint,cause:error2})});if(stored2!==void 0)return stored2;const message=`The flow ${namespace2}\
/${id} was deleted by somebody else while it was updated.`;throw new KestraError(message,error2.facts,{hint:"Run the step again.",cause:error2})}async delete(namespace2,id){
const{status,facts}=await this.session.write({method:"DELETE",path:this.session.path("flows",namespace2,id),what:`delete the flow ${namespace2}/${id}`,needs:"de\
lete flows",expect:isAbsent});return this.#seen.delete(key(namespace2,id)),status!==404||facts.attempts>1}async search(namespace2,page=1,size=1e3){const query=`\
page=${page}&size=${size}&sort=id:asc&filters[namespace][PREFIX]=${encodeURIComponent(namespace2)}`,path2=`${this.session.path("flows","search")}?${query}`;return this.
session.decode(await this.session.read({path:path2,what:"search flows",needs:"list flows"}),decodeFlowPage)}async exportSources(namespaces,trees=[]){const filters=[
...queryGroups(namespaces).map(names=>`[IN]=${names}`),...trees.map(tree=>`[PREFIX]=${encodeURIComponent(tree)}`)];if(filters.length>MAX_EXPORTS)return this.exportAllSources();
const count2=namespaces.length+trees.length,what=`export the flows of ${count2===1?namespaces[0]??trees[0]:`${count2} namespaces`}`,answers=filters.map(filter=>this.#export(
`?filters[namespace]${filter}`,what));return(await Promise.all(answers)).flat()}exportAllSources(){return this.#export("","export all flows")}async#export(query,what){
const path2=`${this.session.path("flows","export","by-query")}${query}`,answer=await this.session.read({path:path2,what,needs:"export flows",reads:"bytes",maxBytes:MAX_EXPORT_BYTES});
try{return unzipTexts(answer.bytes,MAX_EXPORT_BYTES)}catch(cause){throw this.session.unexpected(answer,"something that is no readable zip",cause)}}#remember(flow2){
return this.#seen.set(key(flow2.namespace,flow2.id),flow2.revision),flow2}}function key(namespace2,id){return`${namespace2}/${id}`}function changedMeanwhile(error2,{
namespace:namespace2,id,revision}){const message=`The flow ${namespace2}/${id} was changed by somebody else while it was updated: it is at revision ${revision} \
now.`;return new KestraError(message,error2.facts,{hint:"Look at it in Kestra, then run the step again.",cause:error2})}function isExists(error2){if(!(error2 instanceof
InvalidRequestError))return!1;const{excerpt:excerpt2,paths}=error2.details;return/\bflow id already exists\b/i.test(excerpt2)||paths.includes("flow.id")&&/already exists/i.
test(excerpt2)}function conflictOf({message,facts,status,details:details2}){return new ConflictError(message,facts,status,details2)}const LIMIT=1e3,WANTS_TLS=/HTTP request (was sent )?to (an )?HTTPS (port|server)|plain HTTP to an SSL|port requires TLS/i;
function readErrorBody(text,contentType,redact){const wantsTls=WANTS_TLS.test(text.slice(0,4096));if(isHtml(text,contentType))return{message:"",paths:[],html:!0,
wantsTls};const plain=value=>error_body_oneLine(redact(value)),json=parseJson(text);if(typeof json!="object"||json===null)return{message:plain(text),paths:[],html:!1,
wantsTls};const body=Array.isArray(json)?{message:json.filter(error_body_isText).join("; ")}:json,details2=detailsOf(body),main=(error_body_textsOf(body,["messa\
ge","detail","title"])[0]??"").replace(/^\s*:\s+/,""),extra=details2.filter(({message})=>message!==""&&!main.includes(message)).map(({message,path:path2})=>path2===
""||message.includes(path2)?message:`${path2}: ${message}`),problem=typeof body.type=="string"?/([a-z0-9-]+)\/?$/.exec(body.type)?.[1]:void 0,traceId=error_body_textsOf(
body,["traceId"])[0];return{message:plain([main,...extra].filter(part=>part!=="").join("; ")),paths:details2.map(({path:path2})=>plain(path2)).filter(path2=>path2!==
""),...problem===void 0?{}:{problem},...traceId===void 0?{}:{traceId:plain(traceId).slice(0,100)},html:!1,wantsTls}}function isHtml(text,contentType){const start=text.
slice(0,1e3).replace(/^\uFEFF?\s*(<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*/,"");return/\b(x?html)\b/i.test(contentType)||/^<(!doctype html|html|head|body)\b/i.test(
start)}function error_body_oneLine(text,limit2=LIMIT){const line=text.replace(/[\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g," ").trim();
return line.length>limit2?`${line.slice(0,limit2)}…`:line}function parseJson(text){try{return JSON.parse(text)}catch{return}}function detailsOf(body){const embedded=body.
_embedded;return([(typeof embedded=="object"&&embedded!==null?embedded:{}).errors,body.errors].find(Array.isArray)??[]).filter(item2=>typeof item2=="object"&&item2!==
null).map(item2=>({message:error_body_textsOf(item2,["message","detail"])[0]??"",path:error_body_textsOf(item2,["path","pointer"])[0]??""}))}function error_body_textsOf(body,keys){
return keys.map(key2=>body[key2]).filter(error_body_isText)}function error_body_isText(value){return typeof value=="string"&&value!==""}class Failures{situation;redact;constructor(situation,redact){
this.situation=situation,this.redact=redact}ofStatus(request,{status,headers:headers2},text,redirectedTo,facts){const body=readErrorBody(text,headers2.get("cont\
ent-type")??"",this.redact),{what,needs,hints={}}=request,refusal2={status,body,what,needs,hints,redirectedTo,attempts:facts.attempts},{message,hint}=explainStatus(
refusal2,this.situation()),details2={excerpt:body.message,paths:body.paths,problem:body.problem,html:body.html,retryAfter:headers2.get("retry-after")};return new(errorClassOf(
status))(message,facts,status,details2,{hint})}ofTimeout(request,phase,timeoutMs,facts){const seconds=timeoutMs/1e3,message=phase==="answer"?`Kestra did not ans\
wer within ${seconds} s when asked to ${request.what}.`:`Kestra's answer was not complete within ${seconds} s when asked to ${request.what}.`;return new TimeoutError(
message,facts,phase,{hint:"Raise `timeout`, or look at the load of the server."})}ofConnection(error2,redirectedTo,facts){const{code:code2,reason}=innermost(error2),
safe=error_body_oneLine(this.redact(reason),300).replace(/\.$/,""),{message,hint}=explainConnection(code2,safe,this.situation(),redirectedTo);return new ConnectionError(
message,facts,code2,{hint,cause:this.#safeCause(error2,reason)})}ofHtml(facts){const{message,hint}=explainHtml(this.situation());return new ProtocolError(message,
facts,{hint})}ofAnswer(facts,got,cause){const message=`${this.situation().server} answered to ${facts.method} ${facts.path} with ${got}.`;return new ProtocolError(
message,facts,{hint:"Check that `server` is the address of Kestra.",cause})}#safeCause(error2,reason){const cause=new Error(this.redact(reason));return typeof error2==
"object"&&error2!==null&&"stack"in error2&&(cause.stack=this.redact(String(error2.stack))),cause}ofText(facts,text){const excerpt2=error_body_oneLine(this.redact(
text.slice(0,5e3)),200);return this.ofAnswer(facts,excerpt2===""?"nothing":`something that is not JSON: ${excerpt2}`)}}function innermost(error2){let code2,reason=String(
error2),inner=error2;for(let depth=0;isErrorLike(inner)&&depth<5;depth++)typeof inner.code=="string"&&(code2=inner.code),typeof inner.message=="string"&&inner.message!==
""&&(reason=inner.message),inner=Array.isArray(inner.errors)?inner.errors[0]:inner.cause;return{code:code2,reason}}function isErrorLike(value){return typeof value==
"object"&&value!==null}const ACCEPT={json:"application/json",bytes:"*/*"};function initOf({method,reads="json",contentType,body},headers2,signal,onPiece){const init={
method,redirect:"manual",signal,headers:{accept:ACCEPT[reads],...headers2,...contentType?{"content-type":contentType}:{}}};if(body===void 0)return init;if(typeof body==
"string"||body instanceof Uint8Array)return{...init,body};const streamed={body:fetch_init_piecesOf(body,onPiece),duplex:"half",headers:{...init.headers,"content\
-length":String(body.size)},redirect:"error",window:null};return{...init,...streamed}}async function*fetch_init_piecesOf(content,onPiece){for await(const piece of content.
open())onPiece(),yield piece}const MAX_REDIRECTS=5;class RefusedAnswer extends Error{hint;constructor(message,hint){super(message),this.hint=hint}}function redirectTarget(method,from,location,hop,redact){
const show=url=>error_body_oneLine(redact(url.origin+url.pathname),300),to=URL.canParse(location,from.href)?new URL(location,from):void 0;if(to===void 0||!/^https?:$/.
test(to.protocol))throw new RefusedAnswer(`${show(from)} redirects to no web address.`,"Check `server`.");if(from.protocol==="https:"&&to.protocol==="http:")throw new RefusedAnswer(
`${show(from)} redirects from https to http (${show(to)}), which is refused.`,"Put the final https address of Kestra into `server`, or correct the redirect of t\
he server or proxy.");if(method!=="GET")throw new RefusedAnswer(`${show(from)} redirects to ${show(to)}; a ${method} is not sent on.`,"Put the final address of \
Kestra into `server`.");if(hop>=MAX_REDIRECTS)throw new RefusedAnswer(`${show(from)} redirects more than ${MAX_REDIRECTS} times.`,"Check `server`.");return to.username=
"",to.password="",to}async function readBody(response,maxBytes){const chunks=[];let length=0;for await(const chunk of response.body??[]){if(length+=chunk.length,
length>maxBytes)throw new RefusedAnswer(`The answer is larger than ${Math.round(maxBytes/1048576)} MB.`,"Check `server`.");chunks.push(chunk)}return chunks.length===
1?chunks[0]:Buffer.concat(chunks)}async function*read_body_piecesOf(response,onPiece){for await(const piece of response.body??[])onPiece(),yield piece}function redact_redactor(secrets){
const ordered=[...new Set(secrets.flatMap(redact_formsOf).filter(form=>form!==""))].sort((a,b)=>b.length-a.length);return text=>ordered.reduce((safe,form)=>safe.
replaceAll(form,"***"),text)}function redact_formsOf(secret){const encoded=encodeURIComponent(Buffer.from(secret,"utf8").toString("utf8")),strict=encoded.replace(
/[!'()*~]/g,char=>`%${char.charCodeAt(0).toString(16).toUpperCase()}`),percent=[encoded,strict,...[encoded,strict].map(form=>form.replaceAll("%20","+"))],lowerCase=percent.
map(form=>form.replace(/%[0-9A-F]{2}/g,escape=>escape.toLowerCase()));return[secret,secret.trim(),encodeURI(Buffer.from(secret,"utf8").toString("utf8")),...percent,
...lowerCase,JSON.stringify(secret).slice(1,-1)]}const http_MAX_BYTES=64*1024*1024,MAX_ERROR_BYTES=1024*1024,http_NOTHING=new Uint8Array;class Http{options;failures;#redact;constructor(options){
this.options=options,this.#redact=redact_redactor(options.secrets),this.failures=new Failures(options.situation,this.#redact)}get stopped(){return this.options.
stop?.aborted===!0}async send(request){const{retries,stop}=this.options,started=performance.now();for(let attempt2=0;;attempt2++){const facts=()=>({method:request.
method,path:request.path.replace(/\?.*/s,""),attempts:attempt2+1,elapsedMs:Math.round(performance.now()-started)}),outcome=await this.#attempt(request,facts);if(!(outcome instanceof
KestraError))return outcome;const repeat=attempt2<retries&&!stop?.aborted&&mayRepeat(request.repeatable??"always",outcome),doubt=request.isDone!==void 0&&mayBeDone(
outcome);if(repeat&&await this.#pause(attempt2,outcome,request),doubt&&await request.isDone().catch(()=>!1))return{status:200,bytes:http_NOTHING,facts:facts()};
if(!repeat||stop?.aborted||request.beforeRepeat&&!await request.beforeRepeat())throw outcome}}json({bytes,facts}){const text=new TextDecoder().decode(bytes);if(isHtml(
text,""))throw this.failures.ofHtml(facts);try{return JSON.parse(text)}catch{throw this.failures.ofText(facts,text)}}async#attempt(request,facts){const abort=new AbortController,
timeoutMs=Math.min(this.options.timeoutMs,request.freshWithinMs??1/0),timer=setTimeout(()=>abort.abort(),timeoutMs),onPiece=()=>{timer.refresh()};let phase="ans\
wer",redirectedTo;try{const onRedirect=origin=>redirectedTo=origin,response=await this.#follow(request,{signal:abort.signal,onPiece,onRedirect});phase="body";const contentType=response.
headers.get("content-type")??"";if(response.ok||request.expect?.(response.status,contentType)){if(response.ok&&isHtml("",contentType))return await this.#refused(
response,facts());const taken=response.ok?request.onBody?.(read_body_piecesOf(response,onPiece)):void 0,bytes=taken===void 0?await readBody(response,request.maxBytes??
http_MAX_BYTES):http_NOTHING;return await taken,{status:response.status,bytes,facts:facts()}}const text=new TextDecoder().decode(await readBody(response,MAX_ERROR_BYTES));
return this.failures.ofStatus(request,response,text,redirectedTo,facts())}catch(error2){const own=ownError(error2);if(own!==void 0)throw own;return error2 instanceof
RefusedAnswer?new ProtocolError(error2.message,facts(),{hint:error2.hint}):abort.signal.aborted?this.failures.ofTimeout(request,phase,timeoutMs,facts()):this.failures.
ofConnection(error2,redirectedTo,facts())}finally{clearTimeout(timer)}}async#refused(response,facts){return await response.body?.cancel(),this.failures.ofHtml(facts)}async#follow(request,{
signal,onPiece,onRedirect}){let url=new URL(this.options.situation().server+request.path);const{origin}=url,{fetch,fetchFresh=fetch}=this.options,send=request.freshWithinMs===
void 0?fetch:fetchFresh;for(let hop=0;;hop++){this.options.onRequest?.(request.method,request.path);const headers2=url.origin===origin?this.options.headers:{},response=await send(
url.href,initOf(request,headers2,signal,onPiece)),location=response.status>=300&&response.status<400?response.headers.get("location"):null;if(location===null)return response;
await response.body?.cancel(),url=redirectTarget(request.method,url,location,hop,this.#redact),onRedirect(url.origin===origin?void 0:url.origin)}}async#pause(attempt2,error2,request){
const{onRetry,random=Math.random,retries,stop,sleep=ms2=>pause(ms2,stop)}=this.options,retryAfter=error2 instanceof HttpError?error2.details.retryAfter:null,ms=delayMs(
attempt2,retryAfter,Date.now(),random),seconds=(ms/1e3).toFixed(1);onRetry?.(`${error2.message} Asking again to ${request.what} in ${seconds} s (${attempt2+1} o\
f ${retries}).`),await sleep(ms)}}function ownError(error2){let inner=error2;for(let depth=0;inner instanceof Error&&depth<5;depth++){if(inner instanceof _build_errors.
lZ)return inner;inner=inner.cause}}function createKestraClient(options){return new KestraClient(options)}class KestraClient{#http;#session;#flows;#files;#info={};constructor(options){
const{credentials,headers:headers2={},tenant:tenant2,proxy}=options,server=options.server.replace(/\/+$/,""),who=credentials_identityOf(credentials,headers2);this.#http=
new Http({...options,headers:headersOf(credentials,headers2,options.userAgent),secrets:secretsOf(credentials,headers2),situation:()=>({server,tenant:tenant2,proxy,
...who,...this.#info})}),this.#session=new Session(this.#http,tenant2),this.#flows=new FlowRequests(this.#session),this.#files=new FileRequests(this.#session)}async serverInfo(){
const request={method:"GET",path:"/api/v1/configs",what:"tell its version",needs:"read flows"},answer=await this.#http.send({...request,expect:status=>[401,403,
404].includes(status)});return answer.status===401?this.#info=await this.#loginInfo():this.#info=answer.status<300?this.#session.decode(answer,decodeServerInfo):
{},this.#info}validateFlows(body){return this.#flows.validate(body)}getFlow(namespace2,id,freshWithinMs){return this.#flows.get(namespace2,id,freshWithinMs)}createFlow(source){
return this.#flows.create(source)}updateFlow(namespace2,id,source){return this.#flows.update(namespace2,id,source)}deleteFlow(namespace2,id){return this.#flows.
delete(namespace2,id)}searchFlows(namespace2,page=1,size=1e3){return this.#flows.search(namespace2,page,size)}exportSources(namespaces,trees=[]){return this.#flows.
exportSources(namespaces,trees)}exportAllSources(){return this.#flows.exportAllSources()}listFolder(namespace2,path2){return this.#files.list(namespace2,path2)}fileStats(namespace2,path2){
return this.#files.stats(namespace2,path2)}getFile(namespace2,path2){return this.#files.get(namespace2,path2)}readFile(namespace2,path2,onBody){return this.#files.
read(namespace2,path2,onBody)}holdsFile(namespace2,path2,content){return this.#files.holds(namespace2,path2,content)}exportFiles(namespace2,maxBytes){return this.#files.
export(namespace2,maxBytes)}putFile(namespace2,path2,content,options){return this.#files.put(namespace2,path2,content,options)}deleteFile(namespace2,path2){return this.#files.
delete(namespace2,path2)}searchFiles(namespace2,text){return this.#files.search(namespace2,text)}async#loginInfo(){const request={method:"GET",path:"/api/v1/con\
figs/login",what:"say whether it has a user"};try{return this.#session.decode(await this.#http.send({...request,needs:"read flows"}),decodeServerInfo)}catch{return{}}}}
const PAUSE_MS=2e3;async function waitForServer(ask2,options){const{waitMs,stop,onWait,sleep=ms=>pause(ms,stop),now=()=>performance.now()}=options,started=now();
for(let asked=0;;asked++)try{return await ask2()}catch(error2){const isOver=now()-started+PAUSE_MS>waitMs||stop?.aborted===!0;if(!(error2 instanceof KestraError)||
!isStarting(error2)||isOver)throw error2;asked===0&&onWait?.(error2),await sleep(PAUSE_MS)}}function isStarting(error2){return error2 instanceof HttpError&&error2.
details.problem==="migration-required"||error2 instanceof ConnectionError&&error2.code==="ENOTFOUND"?!0:mayRepeat("always",error2)}const MAX_PEM_BYTES=1048576;function readTlsInputs(inputs2,run){
const{caCertificate,clientCertificate,clientKey,server}=inputs2,given2={caCertificate,clientCertificate,clientKey},names=Object.entries(given2).flatMap(([name,value])=>value===
void 0?[]:[`\`${name}\``]);names.length>0&&server.startsWith("http://")&&run.notice(`${names.join(", ")}: without effect, since \`server\` begins with http://.`);
const problems=[],read2=(name,what)=>{const text=given2[name]===void 0?void 0:pemOf(given2[name],run.context.workspace);if(text===void 0||new RegExp(`-----BEGIN\
 [A-Z ]*${what}-----`).test(text))return text;problems.push(`\`${name}\` is neither the text nor the path of a PEM file with a ${what.toLowerCase()}.`)},ca=read2(
"caCertificate","CERTIFICATE"),certificate=read2("clientCertificate","CERTIFICATE"),key2=read2("clientKey","PRIVATE KEY");if(problems.length>0)throw new _build_errors.
eb(problems,"A PEM text begins with -----BEGIN …-----; a path is relative to the workspace.");return key2!==void 0&&run.runner.mask([key2]),{...ca===void 0?{}:
{ca},...certificate===void 0||key2===void 0?{}:{client:{certificate,key:key2}}}}function pemOf(given2,workspace){if(given2.includes("-----BEGIN"))return given2;
try{return readRegularFile((0,external_node_path_namespaceObject.resolve)(workspace,given2),MAX_PEM_BYTES)?.toString("utf8")??""}catch{return""}}async function connect(inputs2,run){
const{server,tenant:tenant2,headers:headers2={},timeout,retries,concurrency}=inputs2,{credentials,notices}=readCredentials(inputs2);for(const notice2 of notices)
run.notice(notice2);run.kestra={url:server,tenant:tenant2};const tls=readTlsInputs(inputs2,run),timeoutMs=timeout*1e3,{createTransport}=await Promise.all([__nccwpck_require__.
e(820),__nccwpck_require__.e(536)]).then(__nccwpck_require__.bind(__nccwpck_require__,6536)),transport=createTransport({server,connections:concurrency,connectTimeoutMs:Math.
min(timeoutMs,1e4),...tls});run.atEnd(()=>transport.close());const client=createKestraClient({server,tenant:tenant2,credentials,headers:headers2,timeoutMs,retries,
fetch:transport.fetch,fetchFresh:transport.fetchFresh,proxy:transport.proxy,stop:run.stop,userAgent:`kestra-github-actions/${version}`,onRequest:(method,path2)=>{
run.requests++,run.runner.debug(`${method} ${path2}`)},onRetry:text=>run.runner.info(text)}),info2=await waitForServer(()=>client.serverInfo(),{waitMs:inputs2.waitForServer*
1e3,stop:run.stop,onWait:({message})=>run.runner.info(`${message} Waiting up to ${inputs2.waitForServer} s for the server to start.`)});return run.kestra={...run.
kestra,...connection_known(info2)},{client,info:info2,described:describe(run,credentials,transport.proxy)}}function connection_known({version:version2,edition}){
return{...version2===void 0?{}:{version:version2},...edition===void 0?{}:{edition}}}function describe({kestra},credentials,proxy){const{url,tenant:tenant2,version:version2,
edition}=kestra;return[url,`${version2??"version unknown"}${edition===void 0?"":{OSS:" (Open Source)",EE:" (Enterprise)"}[edition]}`,`tenant ${tenant2}`,whoIs(credentials),
...proxy===void 0?[]:[`through the proxy ${proxy}`]].join(" · ")}function whoIs(credentials){switch(credentials.kind){case"token":return"with an API token";case"\
basic":return`user ${credentials.user}`;case"anonymous":return"without credentials"}}function firstBadByte(bytes){let at=0;for(;at<bytes.length;){const length=sequenceLength(
bytes,at);if(length===0)return at;at+=length}return at}function sequenceLength(bytes,at){const lead=bytes[at];if(lead<128)return 1;const length=lead<194?0:lead<
224?2:lead<240?3:lead<245?4:0,low=lead===224?160:lead===240?144:128,high=lead===237?159:lead===244?143:191;for(let next=1;next<length;next++){const byte=bytes[at+
next]??0;if(byte<(next===1?low:128)||byte>(next===1?high:191))return 0}return length}const MAX_FLOW_MEGABYTES=6;function read_readFlowFile(workspace,{path:path2,
size}){const megabytes=Math.ceil(size/1048576);if(megabytes>MAX_FLOW_MEGABYTES)return{path:path2,problem:"too-large",megabytes,most:MAX_FLOW_MEGABYTES};let bytes;
try{bytes=(0,external_node_fs_.readFileSync)((0,external_node_path_namespaceObject.join)(workspace,path2))}catch(error2){return{path:path2,problem:"unreadable",
code:error2.code}}const decoder=new TextDecoder("utf-8",{fatal:!0,ignoreBOM:!0});try{return{path:path2,text:decoder.decode(bytes)}}catch{return{path:path2,problem:"\
not-utf8",...placeOfBadByte(bytes)}}}function placeOfBadByte(bytes){const before=bytes.subarray(0,firstBadByte(bytes)).toString("utf8"),line=before.slice(before.
lastIndexOf(`
`)+1).replace(/^\uFEFF/,"");return{line:before.split(`
`).length,column:line.length+1}}function unreadableFile(file,why){const{startLine,startColumn}=why.problem==="not-utf8"?{startLine:why.line,startColumn:why.column}:
{startLine:1,startColumn:1};return{severity:"error",origin:"local",file,range:{startLine,startColumn,endLine:startLine,endColumn:startColumn},...unreadable_files_wordsOf(
why,file)}}const REPLACEMENT="�";function unreadable_files_wordsOf(why,file){const code2="code"in why&&why.code!==void 0?` (${why.code})`:"";switch(why.problem){case"\
not-utf8":return{rule:"not-utf8",message:"The file is no UTF-8 text: other bytes begin here.",hint:"Save it as UTF-8."};case"too-large":return{rule:"file-too-la\
rge",message:`The file is too large for a flow: ${why.megabytes} MB, at most ${why.most} MB are read.`,hint:"Use `exclude` if it is no flow."};case"unreadable":
return file.includes(REPLACEMENT)?{rule:"file-unreadable",message:"The name of this path is not UTF-8 text, so nothing in it was judged.",hint:"Rename it, or le\
ave it out with `exclude`."}:{rule:"file-unreadable",message:`This cannot be read${code2}, so nothing in it was judged.`,hint:"Change its permissions, or leave \
it out with `exclude`."};case"dangling":return{rule:"link-dangling",message:`This symbolic link leads nowhere${code2}: there is no file to judge.`,hint:"Repair \
or remove the link, or leave it out with `exclude`."};case"outside":return{rule:"link-outside",message:"This symbolic link leads outside the workspace, where no\
 file is read.",hint:"Replace the link by a copy of the file, or leave it out with `exclude`."}}}function warnOfUnusedPatterns(unused,defaultInclude,run){const byDefault=new Set(
defaultInclude.split(`
`));for(const{input,text,cause}of unused)input==="include"&&byDefault.has(text)||run.warning(`No file matches \`${text}\` in \`${input}\`.${cause===void 0?"":` ${cause}`}`)}
function readFlowFiles(inputs2,run){const{workspace}=run.context,{directory,include,exclude=[]}=inputs2,found2=discover_discoverFiles({workspace,roots:directory,
include,exclude,input:"directory"});warnOfUnusedPatterns(found2.unused,flowFileInputs.include.default,run);for(const{path:path2,problem}of found2.badPaths)problem===
"outside-folder"&&run.notice(`${path2} is a link to a folder outside the workspace: skipped.`);const pathsTo=groupByRealPath(found2.files),sizes=new Map(found2.
files.map(({real,size})=>[real,size])),read2=[...pathsTo.keys()].map(path2=>read_readFlowFile(workspace,{path:path2,size:sizes.get(path2)})),bad=found2.badPaths.
filter(isFinding);return{files:read2.filter(file=>"text"in file),unreadable:[...read2.flatMap(file=>"text"in file?[]:[unreadableFile(file.path,file)]),...bad.map(
path2=>unreadableFile(path2.path,path2))],pathsTo:new Map([...pathsTo,...bad.map(({path:path2})=>[path2,[path2]])])}}function groupByRealPath(files){const groups=[...groupBy(files,({real})=>real)].sort(([a],[b])=>a<b?-1:1);return new Map(groups.map(([real,links])=>[real,links.
map(({path:path2})=>path2)]))}function isFinding(bad){return bad.problem==="dangling"||bad.problem==="outside"||bad.problem==="unreadable"}const MAX_RESULTS=25e3,
MAX_MESSAGE=1e3,LEVELS={error:"error",warning:"warning",notice:"note"},sarif_ORDER=["error","warning","notice"];function renderSarif(report2,informationUri,context={}){
const findings=worstFindings(report2.findings,MAX_RESULTS),ruleIds2=[...new Set(findings.map(({rule})=>rule))].sort(),indexOf2=new Map(ruleIds2.map((id,index)=>[
id,index])),seen=new Map,log={$schema:"https://json.schemastore.org/sarif-2.1.0.json",version:"2.1.0",runs:[{tool:{driver:{name:"Kestra flows",version:report2.version,
semanticVersion:report2.version,informationUri,rules:ruleIds2.map(id=>describeRule(id,findings,ruleUrl(context,id)??informationUri))}},columnKind:"utf16CodeUnit\
s",originalUriBaseIds:{"%SRCROOT%":{description:{text:"The root of the repository."}}},results:findings.map(finding=>resultOf(finding,indexOf2.get(finding.rule),
seen,context))}]};return`${JSON.stringify(log,null,2)}
`}function describeRule(id,findings,helpUri){const title=titleOf(id),rule=ruleOf(id),severities=new Set(findings.filter(({rule:rule2})=>rule2===id).map(({severity})=>severity)),
worst=sarif_ORDER.find(severity=>severities.has(severity))??"notice";return{id,name:id.replace(/(?:^|-)(\w)/g,(_all,first)=>first.toUpperCase()),shortDescription:{
text:title},fullDescription:{text:rule?.meaning??`${title}. Found in the YAML of a Kestra flow.`},help:rule===void 0?{text:`What a flow may look like: ${helpUri}`}:
{text:`${rule.meaning} ${rule.fix}`,markdown:ruleHelp(rule)},helpUri,defaultConfiguration:{level:LEVELS[worst]}}}function resultOf(finding,ruleIndex,seen,context){
const{rule,severity,message}=finding,file=inRepository(context,finding.file),base=(0,external_node_crypto_.createHash)("sha256").update([rule,file,finding.flow?.
namespace??"",finding.flow?.id??"",message].join("\0")).digest("hex").slice(0,32),occurrence=(seen.get(base)??0)+1;return seen.set(base,occurrence),{ruleId:rule,
ruleIndex,level:LEVELS[severity],message:{text:plainText(wordsOf(finding))},locations:[{physicalLocation:{artifactLocation:{uri:encodePath(file),uriBaseId:"%SRC\
ROOT%"},region:regionOf(finding)}}],partialFingerprints:{"kestraFinding/v1":`${base}:${occurrence}`}}}function regionOf({range}){if(range===void 0)return{startLine:1,
startColumn:1,endLine:1,endColumn:2};const{startLine,startColumn,endLine:endLine2,endColumn}=range,least=endLine2>startLine?1:startColumn+1;return{startLine,startColumn,
endLine:Math.max(endLine2,startLine),endColumn:Math.max(endColumn,least)}}function plainText(text){return shortened_shortened(escape_oneLine(text).replaceAll("]\
(","] ("),MAX_MESSAGE)}const INFORMATION="https://kestra.io/docs/workflow-components";function sarifPath(workspace,path2){const target=(0,external_node_path_namespaceObject.
resolve)(workspace,path2);if(target===(0,external_node_path_namespaceObject.resolve)(workspace)||!isInside(workspace,target))throw new _build_errors.yN(`\`sarif\`\
 "${path2}" lies outside the workspace.`,{hint:"Give a path relative to the root of the checkout, for example kestra.sarif."});return target}async function writeSarif(report2,path2,context,run){
const{workspace}=run.context,target=sarifPath(workspace,path2),folder=(0,external_node_path_namespaceObject.dirname)(target);if((await lstatOf(target))?.isSymbolicLink()===
!0||!isInside(await(0,promises_namespaceObject.realpath)(workspace),await(0,promises_namespaceObject.realpath)(await existingFolder(folder))))throw new _build_errors.
yN(`\`sarif\` "${path2}" leads through a link.`);await(0,promises_namespaceObject.mkdir)(folder,{recursive:!0}),await(0,promises_namespaceObject.writeFile)(target,
renderSarif(report2,INFORMATION,context))}async function existingFolder(folder){let existing=folder;for(;await lstatOf(existing)===void 0;)existing=(0,external_node_path_namespaceObject.
dirname)(existing);return existing}function lstatOf(path2){return(0,promises_namespaceObject.lstat)(path2).catch(()=>{})}const serverFailures={isConflict:error2=>error2 instanceof
ConflictError,isBreakdown:error2=>error2 instanceof HttpError&&error2.status===500,isLost:error2=>error2 instanceof KestraError&&isUnanswered(error2)&&!(error2 instanceof
HttpError&&error2.status===500),isRefusal:error2=>error2 instanceof HttpError&&!(error2 instanceof AuthenticationError||error2 instanceof RateLimitError)&&![502,
503,504].includes(error2.status),isNotFound:error2=>error2 instanceof NotFoundError,wasRepeated:error2=>error2 instanceof KestraError&&error2.facts.attempts>1},
validateFlowsAction={spec:validateFlowsSpec,perform:action_perform,verdict,report:(head,result,inputs2)=>({...head,action:"validate-flows",valid:result!==void 0&&
result.counts.errors===0,failOn:inputs2?.failOn??"error",counts:result?.counts??countsBefore(head.findings),...result?.offlineRules===void 0?{}:{rules:result.offlineRules},
directory:inputs2?.directory??[],...result===void 0||result.leftOut===0?{}:{leftOut:result.leftOut},...result===void 0||result.unjudgedTypes.size===0?{}:{uncheckedTypes:[
...result.unjudgedTypes].sort()},files:result?.files??[]}),advice:{unauthorized:"Without `server` the flows are validated offline, without secrets."},outputs:({
valid,counts:{flows,errors,warnings}})=>({valid,flows,errors,warnings}),publishMore:async({report:report2,inputs:{sarif},context,isCarriedOut},run)=>{sarif!==void 0&&
isCarriedOut&&await orWarn(run,"The SARIF file",()=>writeSarif(report2,sarif,context,run))}};function countsBefore(findings){const count2=wanted=>findings.filter(
({severity})=>severity===wanted).length;return{files:0,flows:0,invalidFlows:0,...{errors:count2("error"),warnings:count2("warning"),notices:count2("notice")},silenced:0}}
async function action_perform(inputs2,run){const{runner,context}=run;inputs2.sarif!==void 0&&sarifPath(context.workspace,inputs2.sarif),inputs2.server===void 0&&
sayOffline(inputs2,run);const{checked,...plugins}=await readCheckout(inputs2,run),server=inputs2.server===void 0?void 0:await connect({...inputs2,server:inputs2.
server},run),version2=server===void 0?inputs2.kestraVersion:server.info.version,rules=ruleSetFor(version2),{kestraVersion,upgradeTo}=inputs2,versions={kestraVersion,
upgradeTo,serverVersion:server?.info.version,offline:server===void 0};for(const notice2 of checkVersions(versions))run.notice(notice2);runner.group("Configurati\
on",[`Kestra   ${server?.described??`none: validated with the rules of Kestra ${version2??rules}`}`,`Files    ${inputs2.directory.join(", ")} · ${counted(checked.
paths.length,"file")}`]);const result=await validateFlows({checked,rules,version:version2,upgradeTo:upgradeTo===void 0?void 0:ruleSetFor(upgradeTo),...plugins,concurrency:inputs2.
concurrency,ignore:inputs2.ignore,externalFlows:inputs2.externalFlows,namespaceFiles:server===void 0?void 0:fileLists(server,context.workspace)},server?.client,
serverFailures);return run.findings=result.findings,run.keepSources(checked.files),sayWhatWasJudged(result,inputs2,run),server===void 0?{...result,offlineRules:version2??
rules}:result}async function readCheckout(inputs2,run){const{workspace}=run.context,{files,unreadable,pathsTo}=readFlowFiles(inputs2,run),installed=await readPluginSchema(
"pluginSchema",inputs2.pluginSchema,workspace),upgradePlugins=await readPluginSchema("upgradeSchema",inputs2.upgradeSchema,workspace),changed2=inputs2.changedOnly?
await changedFlowFiles(pathsTo,inputs2.githubToken,run):void 0,checked=checkFiles(files,unreadable,changed2);return run.findings=checked.findings,run.keepSources(
files),{checked,installed,upgradePlugins}}function sayWhatWasJudged({leftOut,pluginSources,unjudgedTypes},inputs2,run){leftOut>0&&run.notice(`${counted(leftOut,
"file")} left out: not changed.`);const judgedBy=describePlugins(pluginSources);judgedBy!==void 0&&run.runner.info(judgedBy),unjudgedTypes.size>0&&run.notice(unjudged(
[...unjudgedTypes].sort(),inputs2.pluginSchema!==void 0))}function fileLists({client,info:info2},workspace){return{onServer:namespace2=>client.searchFiles(namespace2,
"/"),inherits:info2.edition!=="OSS",inCheckout:()=>listPaths(workspace)}}function sayOffline({kestraVersion,annotations},run){const text=`Validated offline: \`se\
rver\` is not given, so the rules of Kestra ${kestraVersion??ruleSetFor(void 0)} built into this action judge the flows, and no server does. Set \`requireServer:\
 true\` where that must not happen.`;run.notice(text,{annotate:annotations})}function unjudged(types,hasSchema){const was=types.length===1?"was":"were",named=types.
slice(0,5).join(", ")+(types.length>5?`, and ${types.length-5} more`:""),advice=hasSchema?"":" With `pluginSchema`, the schema of your server, every plugin is.";
return`${counted(types.length,"plugin type")} ${was} not checked (${named}).${advice}`}function verdict({counts,findings},{failOn}){const{errors,warnings,invalidFlows,
flows}=counts;if(failOn==="never"||errors===0&&(failOn==="error"||warnings===0))return;const reason="findings";if(errors===0){const files=new Set(findings.filter(
({severity})=>severity==="warning").map(({file})=>file)).size;return{reason,message:`${counted(warnings,"warning")} in ${counted(files,"file")}, and \`failOn\` is\
 warning.`}}return invalidFlows===0?{reason,message:`${counted(errors,"error")} in the files.`}:{reason,message:`${invalidFlows} of ${counted(flows,"flow")} ${invalidFlows===
1?"is":"are"} invalid.`}}runAction(validateFlowsAction);
