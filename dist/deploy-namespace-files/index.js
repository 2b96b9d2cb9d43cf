import{createRequire as __WEBPACK_EXTERNAL_createRequire}from"module";var __webpack_modules__={298:(module=>{function makeArray(subject){return Array.isArray(subject)?
subject:[subject]}const UNDEFINED=void 0,EMPTY="",SPACE2=" ",ESCAPE2="\\",REGEX_LITERAL_SPECIAL=/[.*+?()[\]{}^$|\\/]/,BOM="\uFEFF",REGEX_ANCHORED_GLOBSTAR=/^\/\*{2,}$/,
REGEX_REPLACE_LEADING_EXCAPED_EXCLAMATION=/^\\!/,REGEX_REPLACE_LEADING_EXCAPED_HASH=/^\\#/,REGEX_SPLITALL_CRLF=/\r?\n/g,DOUBLE_SLASH="//",SLASH_CODE=47,DOT_CODE=46,
SLASH="/";let TMP_KEY_IGNORE="node-ignore";typeof Symbol<"u"&&(TMP_KEY_IGNORE=Symbol.for("node-ignore"));const KEY_IGNORE=TMP_KEY_IGNORE,define=(object,key2,value)=>(Object.
defineProperty(object,key2,{value}),value),RETURN_FALSE=()=>!1,POSIX_CLASSES={alnum:"0-9A-Za-z",alpha:"A-Za-z",blank:" \\t",cntrl:"\\x00-\\x1f\\x7f",digit:"0-9",
graph:"!-.0-~",lower:"a-z",print:" -.0-~",punct:"!-.:-@\\[-`{-~",space:" \\t\\n\\r",upper:"A-Z",xdigit:"0-9A-Fa-f"},CLASS_MEMBERS_TO_ESCAPE="\\]^-[",escapeMember=char=>CLASS_MEMBERS_TO_ESCAPE.
indexOf(char)<0?char:ESCAPE2+char,NON_SLASH="(?!\\/)",classSource=(negated,body)=>{if(negated)return`[^\\/${body}]`;const source=`[${body}]`;return new RegExp(source).
test("/")?NON_SLASH+source:source},scanBracket=(pattern,start)=>{const{length}=pattern;let index=start+1,negated=EMPTY;const lead=pattern[index];(lead==="!"||lead===
"^")&&(negated="^",index++);let body=EMPTY,prev=EMPTY;for(;;){const char=pattern[index];if(char===UNDEFINED)return null;if(char===ESCAPE2){const escaped=pattern[++index];
body+=escapeMember(escaped),prev=escaped}else if(char==="-"&&prev&&index+1<length&&pattern[index+1]!=="]"){index++;let to=pattern[index];to===ESCAPE2&&(to=pattern[index+=
1]),prev<=to&&(body+=`-${escapeMember(to)}`),prev=EMPTY}else if(char==="["&&pattern[index+1]===":"){const nameStart=index+2;let end=nameStart;for(;end<length&&pattern[end]!==
"]";)end++;if(end===length)return null;if(end>nameStart&&pattern[end-1]===":"){const name=pattern.slice(nameStart,end-1);if(!Object.prototype.hasOwnProperty.call(
POSIX_CLASSES,name))return null;body+=POSIX_CLASSES[name],prev=EMPTY,index=end}else body+=escapeMember("["),prev="[",index=nameStart-2}else body+=escapeMember(char),
prev=char;if(index++,pattern[index]==="]")return{end:index,source:classSource(negated,body)}}},NEVER_MATCH="[]",PLACEHOLDER="\0",REGEX_RESTORE_PLACEHOLDER=new RegExp(
`${PLACEHOLDER}(\\d+)${PLACEHOLDER}`,"g"),TRAILING_WILDCARD="",TRAILING_DOUBLESTAR="",isReserved=char=>char===PLACEHOLDER||char===TRAILING_WILDCARD||char===
TRAILING_DOUBLESTAR,extractBrackets=pattern=>{const sources=[],hold=source=>`${PLACEHOLDER}${sources.push(source)-1}${PLACEHOLDER}`,{length}=pattern;let out=EMPTY,
index=0;for(;index<length;){const char=pattern[index];if(char===ESCAPE2){const escaped=pattern[index+1];escaped===SLASH&&index+2===length?out+=hold(NEVER_MATCH):
escaped==="*"||escaped==="["||escaped===SPACE2?out+=pattern.slice(index,index+2):out+=hold(REGEX_LITERAL_SPECIAL.test(escaped)?ESCAPE2+escaped:isReserved(escaped)?
`[${escaped}]`:escaped),index+=2}else if(isReserved(char))out+=hold(`[${char}]`),index++;else if(char==="["){const scanned=scanBracket(pattern,index);scanned===
null?(out+=hold(NEVER_MATCH),index=length):(out+=hold(scanned.source),index=scanned.end+1)}else out+=char,index++}return{source:out,sources}},DIRECT=null,REGEX_INNER_SLASH=/\/(?!$)/,
WILDCARD="[^\\/]*",REPLACERS=[[/(\\+)( ?)/g,(_,run2,space)=>space?run2.slice(0,run2.length-run2.length%2)+SPACE2:run2,ESCAPE2+SPACE2],[/(^|\/)\*{3,}(?=\/|$)/g,(_,start)=>`${start}\
**`,"*"],[/[\\$.|*+(){^]/g,match=>`\\${match}`],[/(?!\\)\?/g,()=>"[^/]","?"],[/^\//,()=>"^",SLASH],[/\//g,()=>"\\/",SLASH],[/^\^*(?:\\\*\\\*\\\/)+/,()=>"(?:^|\\/\
)","*"],[DIRECT,(source,pattern)=>!source||source[0]==="^"||source[0]==="("?source:(REGEX_INNER_SLASH.test(pattern)?"^":"(?:^|\\/)")+source],[/\\\/\\\*\\\*(?=\\\/|$)/g,
(_,index,str)=>index+6<str.length?str.slice(index+6)==="\\/"?"(?:\\/[^\\/]+)+":"(?:\\/[^\\/]+)*":`\\/${TRAILING_DOUBLESTAR}`,"*"],[/(^|[^\\])(?:\\\*)+(?!$)/g,(_,p1)=>p1+
WILDCARD,"*"],[/(^|[^\\])((?:\\\\)*)\\\*$/,(match,p1,p2)=>p2===EMPTY?p1+TRAILING_WILDCARD:match,"*"],[/\\\\\\(?=[$.|*+(){^])/g,()=>ESCAPE2,ESCAPE2+ESCAPE2],[/\\\\/g,
()=>ESCAPE2,ESCAPE2+ESCAPE2],[/\\\[([^\]/]*?)($|\])/g,(match,range,close)=>`\\[${range}${close}`,"["],[DIRECT,source=>{const last=source[source.length-1];return!last||
last===TRAILING_WILDCARD||last===TRAILING_DOUBLESTAR?source:last===SLASH?`${source}$`:`${source}(?=$|\\/$)`}]],REGEX_REPLACE_TRAILING_WILDCARD=/(^|\\\/)?\uE000$/,
MODE_IGNORE="regex",MODE_CHECK_IGNORE="checkRegex",UNDERSCORE="_",replaceTrailingWildcard=(_,p1)=>`${p1?`${p1}[^/]+`:"[^/]*"}(?=$|\\/$)`,REGEX_REPLACE_TRAILING_DOUBLESTAR=/\uE001$/,
replaceTrailingDoublestar=()=>"[\\s\\S]",separatorAfter=(run2,at)=>{let separator=EMPTY;for(let index=at+1;index<run2.length&&!run2[index].wildcard;index++)separator+=
run2[index].single;return separator},pinWildcards=source=>{if(source.indexOf(WILDCARD)<0)return source;const tokens=[],{length}=source;let index=0;for(;index<length;){
const char=source[index];if(source.startsWith(WILDCARD,index))tokens.push({wildcard:!0}),index+=WILDCARD.length;else if(char==="["){let end=index+1;for(source[end]===
"^"&&end++,source[end]==="]"&&end++;end<length&&source[end]!=="]";)end+=source[end]===ESCAPE2?2:1;end++,tokens.push({single:source.slice(index,end)}),index=end}else if(char===
ESCAPE2)tokens.push({single:source.slice(index,index+2)}),index+=2;else if(char==="("){let depth=0,end=index;do source[end]===ESCAPE2?end++:source[end]==="("?depth++:
source[end]===")"&&depth--,end++;while(end<length&&depth>0);"*+?".indexOf(source[end])>=0&&end++,tokens.push({boundary:source.slice(index,end)}),index=end}else char===
"^"||char==="$"?(tokens.push({boundary:char}),index++):(tokens.push({single:char}),index++)}let out=EMPTY,run2=[];const flush=()=>{let lastWildcard;run2.forEach(
(token,at)=>{token.wildcard&&(lastWildcard=at)}),run2.forEach((token,at)=>{if(!token.wildcard){out+=token.single;return}out+=at===lastWildcard?WILDCARD:`(?:(?!${separatorAfter(
run2,at)})[^\\/])*`}),run2=[]};return tokens.forEach(token=>{if(token.boundary===void 0){run2.push(token);return}flush(),out+=token.boundary}),flush(),out},makeRegexPrefix=pattern=>{
REGEX_ANCHORED_GLOBSTAR.test(pattern)&&(pattern="**");const{source,sources}=extractBrackets(pattern),replaced=REPLACERS.reduce((prev,[matcher,replacer,required])=>matcher===
DIRECT?replacer(prev,pattern):required!==UNDEFINED&&prev.indexOf(required)<0?prev:matcher.test(prev)?prev.replace(matcher,replacer.bind(pattern)):prev,source);return sources.
length?replaced.replace(REGEX_RESTORE_PLACEHOLDER,(match,index)=>sources[index]):replaced},checkSourceOf=(body,prefix)=>{body[body.length-1]===SLASH&&(prefix=makeRegexPrefix(
body.slice(0,-1)));const head2=prefix.slice(0,-1),last=prefix[prefix.length-1];return last===TRAILING_WILDCARD?`${head2}$`:last===TRAILING_DOUBLESTAR?head2:NEVER_MATCH},
matchesBasename=body=>{const index=body.indexOf(SLASH);return index<0||index===body.length-1},basenameOf=path2=>{const end=path2.length-1,index=path2.lastIndexOf(
SLASH,path2[end]===SLASH?end-1:end);return index<0?path2:path2.slice(index+1)},parentOf=path2=>{if(path2.charCodeAt(0)===SLASH_CODE||path2.indexOf(DOUBLE_SLASH)>=
0){const slices=path2.split(SLASH).filter(Boolean);return slices.pop(),slices.length?slices.join(SLASH)+SLASH:EMPTY}const end=path2.length-1,cut2=path2.lastIndexOf(
SLASH,path2.charCodeAt(end)===SLASH_CODE?end-1:end);return cut2<0?EMPTY:path2.slice(0,cut2+1)},isString=subject=>typeof subject=="string",checkPattern=pattern=>pattern&&
isString(pattern),splitPattern=pattern=>(pattern[pattern.length-1]==="\r"?pattern.slice(0,-1):pattern).split(REGEX_SPLITALL_CRLF).filter(Boolean);class IgnoreRule{constructor(pattern,mark,body,ignoreCase,negative,prefix){
this.pattern=pattern,this.mark=mark,this.negative=negative,define(this,"body",body),define(this,"ignoreCase",ignoreCase),define(this,"regexPrefix",prefix)}get _basenameOnly(){
return define(this,"_basenameOnly",matchesBasename(this.body))}get regex(){const key2=UNDERSCORE+MODE_IGNORE;return this[key2]?this[key2]:this._make(MODE_IGNORE,
key2)}get checkRegex(){const key2=UNDERSCORE+MODE_CHECK_IGNORE;return this[key2]?this[key2]:this._make(MODE_CHECK_IGNORE,key2)}_make(mode,key2){const str=pinWildcards(
mode===MODE_IGNORE?this.regexPrefix.replace(REGEX_REPLACE_TRAILING_WILDCARD,replaceTrailingWildcard).replace(REGEX_REPLACE_TRAILING_DOUBLESTAR,replaceTrailingDoublestar):
checkSourceOf(this.body,this.regexPrefix)),regex=this.ignoreCase?new RegExp(str,"i"):new RegExp(str);return define(this,key2,regex)}}const hasTrailingBackslash=str=>{
let count2=0;for(;str[str.length-count2-1]===ESCAPE2;)count2++;return count2%2===1},trimEnd=(body,stripLineEnd)=>{let lineEnd2=body.length,end;for(;;){for(stripLineEnd&&
body[lineEnd2-1]==="\r"&&lineEnd2--,end=lineEnd2;body[end-1]===SPACE2;)end--;if(!stripLineEnd||body[end-1]!==`
`)break;lineEnd2=end-1}if(end===lineEnd2)return body.slice(0,lineEnd2);let backslashes=0;for(;body[end-backslashes-1]===ESCAPE2;)backslashes++;return backslashes%
2?body.slice(0,end-1)+SPACE2:body.slice(0,end)},createRule=(pattern,mark,ignoreCase,stripLineEnd,stripBOM)=>{let body=stripBOM&&pattern[0]===BOM?pattern.slice(1):
pattern;if(body[0]==="#")return;let negative=!1;body[0]==="!"&&(negative=!0,body=body.slice(1));const last=body[body.length-1];if((last===SPACE2||stripLineEnd&&
(last==="\r"||last===`
`))&&(body=trimEnd(body,stripLineEnd)),!body||hasTrailingBackslash(body))return;body=body.replace(REGEX_REPLACE_LEADING_EXCAPED_EXCLAMATION,"!").replace(REGEX_REPLACE_LEADING_EXCAPED_HASH,
"#");const regexPrefix=makeRegexPrefix(body);return new IgnoreRule(pattern,mark,body,ignoreCase,negative,regexPrefix)};class RuleManager{constructor(ignoreCase){
this._ignoreCase=ignoreCase,this._rules=[],this._basenameCount=0}_add(pattern,index){if(pattern&&pattern[KEY_IGNORE]){this._rules=this._rules.concat(pattern._rules.
_rules),this._basenameCount+=pattern._rules._basenameCount,this._added=!0;return}const isStr=isString(pattern),raw=isStr?pattern:pattern.pattern,rule=checkPattern(
raw)&&createRule(raw,isStr?UNDEFINED:pattern.mark,this._ignoreCase,!this._split,this._stripBOM&&!index);rule&&(this._added=!0,this._rules.push(rule),matchesBasename(
rule.body)&&this._basenameCount++)}add(pattern){return this._added=!1,this._split=isString(pattern),this._stripBOM=!this._split||pattern[0]===BOM,makeArray(this.
_split?splitPattern(pattern):pattern).forEach(this._add,this),this._added&&(this._literalRules=UNDEFINED),this._added}testLiteral(path2){const rules=this._literalRules||
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
create(null),this._testCache=Object.create(null)}add(pattern){return this._rules.add(pattern)&&this._initCache(),this}addPattern(pattern){return this.add(pattern)}_test(originalPath,cache,path2){
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
const constants=__nccwpck_require__2(5595),utils=__nccwpck_require__2(4059),{MAX_LENGTH,POSIX_REGEX_SOURCE,REGEX_NON_SPECIAL_CHARS,REGEX_SPECIAL_CHARS_BACKREF,REPLACEMENTS}=constants,
expandRange=(args,options)=>{if(typeof options.expandRange=="function")return options.expandRange(...args,options);args.sort();const value=`[${args.join("-")}]`;
try{new RegExp(value)}catch{return args.map(v=>utils.escapeRegex(v)).join("..")}return value},syntaxError=(type,char)=>`Missing ${type}: "${char}" - use "\\\\${char}\
" to match literal characters`,splitTopLevel=input=>{const parts=[];let bracket=0,paren=0,quote=0,value="",escaped=!1;for(const ch of input){if(escaped===!0){value+=
ch,escaped=!1;continue}if(ch==="\\"){value+=ch,escaped=!0;continue}if(ch==='"'){quote=quote===1?0:1,value+=ch;continue}if(quote===0){if(ch==="[")bracket++;else if(ch===
"]"&&bracket>0)bracket--;else if(bracket===0){if(ch==="(")paren++;else if(ch===")"&&paren>0)paren--;else if(ch==="|"&&paren===0){parts.push(value),value="";continue}}}
value+=ch}return parts.push(value),parts},isPlainBranch=branch=>{let escaped=!1;for(const ch of branch){if(escaped===!0){escaped=!1;continue}if(ch==="\\"){escaped=
!0;continue}if(/[?*+@!()[\]{}]/.test(ch))return!1}return!0},normalizeSimpleBranch=branch=>{let value=branch.trim(),changed=!0;for(;changed===!0;)changed=!1,/^@\([^\\()[\]{}|]+\)$/.
test(value)&&(value=value.slice(2,-1),changed=!0);if(isPlainBranch(value))return value.replace(/\\(.)/g,"$1")},hasRepeatedCharPrefixOverlap=branches=>{const values=branches.
map(normalizeSimpleBranch).filter(Boolean);for(let i2=0;i2<values.length;i2++)for(let j=i2+1;j<values.length;j++){const a=values[i2],b=values[j],char=a[0];if(!(!char||
a!==char.repeat(a.length)||b!==char.repeat(b.length))&&(a===b||a.startsWith(b)||b.startsWith(a)))return!0}return!1},parseRepeatedExtglob=(pattern,requireEnd=!0)=>{
if(pattern[0]!=="+"&&pattern[0]!=="*"||pattern[1]!=="(")return;let bracket=0,paren=0,quote=0,escaped=!1;for(let i2=1;i2<pattern.length;i2++){const ch=pattern[i2];
if(escaped===!0){escaped=!1;continue}if(ch==="\\"){escaped=!0;continue}if(ch==='"'){quote=quote===1?0:1;continue}if(quote!==1){if(ch==="["){bracket++;continue}if(ch===
"]"&&bracket>0){bracket--;continue}if(!(bracket>0)){if(ch==="("){paren++;continue}if(ch===")"&&(paren--,paren===0))return requireEnd===!0&&i2!==pattern.length-1?
void 0:{type:pattern[0],body:pattern.slice(2,i2),end:i2}}}}},buildCharClassStar=chars=>`${chars.length===1?utils.escapeRegex(chars[0]):`[${chars.map(ch=>utils.escapeRegex(
ch)).join("")}]`}*`,getStarExtglobSequenceChars=pattern=>{let index=0;const chars=[];for(;index<pattern.length;){const match=parseRepeatedExtglob(pattern.slice(
index),!1);if(!match||match.type!=="*")return;const branches=splitTopLevel(match.body).map(branch2=>branch2.trim());if(branches.length!==1)return;const branch=normalizeSimpleBranch(
branches[0]);if(!branch||branch.length!==1)return;chars.push(branch),index+=match.end+1}if(!(chars.length<1))return chars},repeatedExtglobRecursion=pattern=>{let depth=0,
value=pattern.trim(),match=parseRepeatedExtglob(value);for(;match;)depth++,value=match.body.trim(),match=parseRepeatedExtglob(value);return depth},analyzeRepeatedExtglob=(body,options)=>{
if(options.maxExtglobRecursion===!1)return{risky:!1};const max2=typeof options.maxExtglobRecursion=="number"?options.maxExtglobRecursion:constants.DEFAULT_MAX_EXTGLOB_RECURSION,
branches=splitTopLevel(body).map(branch=>branch.trim());if(branches.length>1&&(branches.some(branch=>branch==="")||branches.some(branch=>/^[*?]+$/.test(branch))||
hasRepeatedCharPrefixOverlap(branches)))return{risky:!0};const safeChars=[];let sawStarSequence=!1,combinable=!0;for(const branch of branches){const chars=getStarExtglobSequenceChars(
branch);if(chars){sawStarSequence=!0,safeChars.push(...chars);continue}const literal=normalizeSimpleBranch(branch);if(literal&&literal.length===1){safeChars.push(
literal);continue}if(combinable=!1,repeatedExtglobRecursion(branch)>max2)return{risky:!0}}return sawStarSequence?combinable?{risky:!0,safeOutput:buildCharClassStar(
[...new Set(safeChars)])}:{risky:!0}:{risky:!1}},parse=(input,options)=>{if(typeof input!="string")throw new TypeError("Expected a string");input=REPLACEMENTS[input]||
input;const opts={...options},max2=typeof opts.maxLength=="number"?Math.min(MAX_LENGTH,opts.maxLength):MAX_LENGTH;let len=input.length;if(len>max2)throw new SyntaxError(
`Input length: ${len}, exceeds maximum allowed length: ${max2}`);const bos={type:"bos",value:"",output:opts.prepend||""},tokens=[bos],capture=opts.capture?"":"?\
:",PLATFORM_CHARS=constants.globChars(opts.windows),EXTGLOB_CHARS=constants.extglobChars(PLATFORM_CHARS),{DOT_LITERAL,PLUS_LITERAL,SLASH_LITERAL,ONE_CHAR,DOTS_SLASH,
NO_DOT,NO_DOT_SLASH,NO_DOTS_SLASH,QMARK,QMARK_NO_DOT,STAR,START_ANCHOR}=PLATFORM_CHARS,globstar=opts2=>`(${capture}(?:(?!${START_ANCHOR}${opts2.dot?DOTS_SLASH:DOT_LITERAL}\
).)*?)`,nodot=opts.dot?"":NO_DOT,qmarkNoDot=opts.dot?QMARK:QMARK_NO_DOT;let star=opts.bash===!0?globstar(opts):STAR;opts.capture&&(star=`(${star})`),typeof opts.
noext=="boolean"&&(opts.noextglob=opts.noext);const state={input,index:-1,start:0,dot:opts.dot===!0,consumed:"",output:"",prefix:"",backtrack:!1,negated:!1,brackets:0,
braces:0,parens:0,quotes:0,globstar:!1,tokens};input=utils.removePrefix(input,state),len=input.length;const extglobs=[],braces=[],stack=[];let prev=bos,value;const eos=()=>state.
index===len-1,peek=state.peek=(n=1)=>input[state.index+n],advance=state.advance=()=>input[++state.index]||"",remaining=()=>input.slice(state.index+1),consume=(value2="",num=0)=>{
state.consumed+=value2,state.index+=num},append=token=>{state.output+=token.output!=null?token.output:token.value,consume(token.value)},negate=()=>{let count2=1;
for(;peek()==="!"&&(peek(2)!=="("||peek(3)==="?");)advance(),state.start++,count2++;return count2%2===0?!1:(state.negated=!0,state.start++,!0)},increment=type=>{
state[type]++,stack.push(type)},decrement=type=>{state[type]--,stack.pop()},push=tok=>{if(prev.type==="globstar"){const isBrace=state.braces>0&&(tok.type==="com\
ma"||tok.type==="brace"),isExtglob=tok.extglob===!0||extglobs.length&&(tok.type==="pipe"||tok.type==="paren");tok.type!=="slash"&&tok.type!=="paren"&&!isBrace&&
!isExtglob&&(state.output=state.output.slice(0,-prev.output.length),prev.type="star",prev.value="*",prev.output=star,state.output+=prev.output)}if(extglobs.length&&
tok.type!=="paren"&&(extglobs[extglobs.length-1].inner+=tok.value),(tok.value||tok.output)&&append(tok),prev&&prev.type==="text"&&tok.type==="text"){prev.output=
(prev.output||prev.value)+tok.value,prev.value+=tok.value;return}tok.prev=prev,tokens.push(tok),prev=tok},extglobOpen=(type,value2)=>{const token={...EXTGLOB_CHARS[value2],
conditions:1,inner:""};token.prev=prev,token.parens=state.parens,token.output=state.output,token.startIndex=state.index,token.tokensIndex=tokens.length;const output=(opts.
capture?"(":"")+token.open;increment("parens"),push({type,value:value2,output:state.output?"":ONE_CHAR}),push({type:"paren",extglob:!0,value:advance(),output}),
extglobs.push(token)},extglobClose=token=>{const literal=input.slice(token.startIndex,state.index+1),body=input.slice(token.startIndex+2,state.index),analysis=analyzeRepeatedExtglob(
body,opts);if((token.type==="plus"||token.type==="star")&&analysis.risky){const safeOutput=analysis.safeOutput?(token.output?"":ONE_CHAR)+(opts.capture?`(${analysis.
safeOutput})`:analysis.safeOutput):void 0,open=tokens[token.tokensIndex];open.type="text",open.value=literal,open.output=safeOutput||utils.escapeRegex(literal);
for(let i2=token.tokensIndex+1;i2<tokens.length;i2++)tokens[i2].value="",tokens[i2].output="",delete tokens[i2].suffix;state.output=token.output+open.output,state.
backtrack=!0,push({type:"paren",extglob:!0,value,output:""}),decrement("parens");return}let output=token.close+(opts.capture?")":""),rest;if(token.type==="negat\
e"){let extglobStar=star;if(token.inner&&token.inner.length>1&&token.inner.includes("/")&&(extglobStar=globstar(opts)),(extglobStar!==star||eos()||/^\)+$/.test(
remaining()))&&(output=token.close=`)$))${extglobStar}`),token.inner.includes("*")&&(rest=remaining())&&/^\.[^\\/.]+$/.test(rest)){const expression=parse(rest,{
...options,fastpaths:!1}).output;output=token.close=`)${expression})${extglobStar})`}token.prev.type==="bos"&&(state.negatedExtglob=!0)}push({type:"paren",extglob:!0,
value,output}),decrement("parens")};if(opts.fastpaths!==!1&&!/(^[*!]|[/()[\]{}"])/.test(input)){let backslashes=!1,output=input.replace(REGEX_SPECIAL_CHARS_BACKREF,
(m,esc,chars,first,rest,index)=>first==="\\"?(backslashes=!0,m):first==="?"?esc?esc+first+(rest?QMARK.repeat(rest.length):""):index===0?qmarkNoDot+(rest?QMARK.repeat(
rest.length):""):QMARK.repeat(chars.length):first==="."?DOT_LITERAL.repeat(chars.length):first==="*"?esc?esc+first+(rest?star:""):star:esc?m:`\\${m}`);return backslashes===
!0&&(opts.unescape===!0?output=output.replace(/\\/g,""):output=output.replace(/\\+/g,m=>m.length%2===0?"\\\\":m?"\\":"")),output===input&&opts.contains===!0?(state.
output=input,state):(state.output=utils.wrapOutput(output,state,options),state)}for(;!eos();){if(value=advance(),value==="\0")continue;if(value==="\\"){const next=peek();
if(next==="/"&&opts.bash!==!0||next==="."||next===";")continue;if(!next){value+="\\",push({type:"text",value});continue}const match=/^\\+/.exec(remaining());let slashes=0;
if(match&&match[0].length>2&&(slashes=match[0].length,state.index+=slashes,slashes%2!==0&&(value+="\\")),opts.unescape===!0?value=advance():value+=advance(),state.
brackets===0){push({type:"text",value});continue}}if(state.brackets>0&&(value!=="]"||prev.value==="["||prev.value==="[^")){if(opts.posix!==!1&&value===":"){const inner=prev.
value.slice(1);if(inner.includes("[")&&(prev.posix=!0,inner.includes(":"))){const idx=prev.value.lastIndexOf("["),pre=prev.value.slice(0,idx),rest2=prev.value.slice(
idx+2),posix=POSIX_REGEX_SOURCE[rest2];if(posix){prev.value=pre+posix,state.backtrack=!0,advance(),!bos.output&&tokens.indexOf(prev)===1&&(bos.output=ONE_CHAR);
continue}}}(value==="["&&peek()!==":"||value==="-"&&peek()==="]")&&(value=`\\${value}`),value==="]"&&(prev.value==="["||prev.value==="[^")&&(value=`\\${value}`),
opts.posix===!0&&value==="!"&&prev.value==="["&&(value="^"),prev.value+=value,append({value});continue}if(state.quotes===1&&value!=='"'){value=utils.escapeRegex(
value),prev.value+=value,append({value});continue}if(value==='"'){state.quotes=state.quotes===1?0:1,opts.keepQuotes===!0&&push({type:"text",value});continue}if(value===
"("){increment("parens"),push({type:"paren",value});continue}if(value===")"){if(state.parens===0&&opts.strictBrackets===!0)throw new SyntaxError(syntaxError("op\
ening","("));const extglob=extglobs[extglobs.length-1];if(extglob&&state.parens===extglob.parens+1){extglobClose(extglobs.pop());continue}push({type:"paren",value,
output:state.parens?")":"\\)"}),decrement("parens");continue}if(value==="["){if(opts.nobracket===!0||!remaining().includes("]")){if(opts.nobracket!==!0&&opts.strictBrackets===
!0)throw new SyntaxError(syntaxError("closing","]"));value=`\\${value}`}else increment("brackets");push({type:"bracket",value});continue}if(value==="]"){if(opts.
nobracket===!0||prev&&prev.type==="bracket"&&prev.value.length===1){push({type:"text",value,output:`\\${value}`});continue}if(state.brackets===0){if(opts.strictBrackets===
!0)throw new SyntaxError(syntaxError("opening","["));push({type:"text",value,output:`\\${value}`});continue}decrement("brackets");const prevValue=prev.value.slice(
1);if(prev.posix!==!0&&prevValue[0]==="^"&&!prevValue.includes("/")&&(value=`/${value}`),prev.value+=value,append({value}),opts.literalBrackets===!1||utils.hasRegexChars(
prevValue))continue;const escaped=utils.escapeRegex(prev.value);if(state.output=state.output.slice(0,-prev.value.length),opts.literalBrackets===!0){state.output+=
escaped,prev.value=escaped;continue}prev.value=`(${capture}${escaped}|${prev.value})`,state.output+=prev.value;continue}if(value==="{"&&opts.nobrace!==!0){increment(
"braces");const open={type:"brace",value,output:"(",outputIndex:state.output.length,tokensIndex:state.tokens.length};braces.push(open),push(open);continue}if(value===
"}"){const brace=braces[braces.length-1];if(opts.nobrace===!0||!brace){push({type:"text",value,output:value});continue}let output=")";if(brace.dots===!0){const arr=tokens.
slice(),range=[];for(let i2=arr.length-1;i2>=0&&(tokens.pop(),arr[i2].type!=="brace");i2--)arr[i2].type!=="dots"&&range.unshift(arr[i2].value);output=expandRange(
range,opts),state.backtrack=!0}if(brace.comma!==!0&&brace.dots!==!0){const out=state.output.slice(0,brace.outputIndex),toks=state.tokens.slice(brace.tokensIndex);
brace.value=brace.output="\\{",value=output="\\}",state.output=out;for(const t of toks)state.output+=t.output||t.value}push({type:"brace",value,output}),decrement(
"braces"),braces.pop();continue}if(value==="|"){extglobs.length>0&&extglobs[extglobs.length-1].conditions++,push({type:"text",value});continue}if(value===","){let output=value;
const brace=braces[braces.length-1];brace&&stack[stack.length-1]==="braces"&&(brace.comma=!0,output="|"),push({type:"comma",value,output});continue}if(value==="\
/"){if(prev.type==="dot"&&state.index===state.start+1){state.start=state.index+1,state.consumed="",state.output="",tokens.pop(),prev=bos;continue}push({type:"sl\
ash",value,output:SLASH_LITERAL});continue}if(value==="."){if(state.braces>0&&prev.type==="dot"){prev.value==="."&&(prev.output=DOT_LITERAL);const brace=braces[braces.
length-1];prev.type="dots",prev.output+=value,prev.value+=value,brace.dots=!0;continue}if(state.braces+state.parens===0&&prev.type!=="bos"&&prev.type!=="slash"){
push({type:"text",value,output:DOT_LITERAL});continue}push({type:"dot",value,output:DOT_LITERAL});continue}if(value==="?"){if(!(prev&&prev.value==="(")&&opts.noextglob!==
!0&&peek()==="("&&peek(2)!=="?"){extglobOpen("qmark",value);continue}if(prev&&prev.type==="paren"){const next=peek();let output=value;(prev.value==="("&&!/[!=<:]/.
test(next)||next==="<"&&!/<([!=]|\w+>)/.test(remaining()))&&(output=`\\${value}`),push({type:"text",value,output});continue}if(opts.dot!==!0&&(prev.type==="slas\
h"||prev.type==="bos")){push({type:"qmark",value,output:QMARK_NO_DOT});continue}push({type:"qmark",value,output:QMARK});continue}if(value==="!"){if(opts.noextglob!==
!0&&peek()==="("&&(peek(2)!=="?"||!/[!=<:]/.test(peek(3)))){extglobOpen("negate",value);continue}if(opts.nonegate!==!0&&state.index===0){negate();continue}}if(value===
"+"){if(opts.noextglob!==!0&&peek()==="("&&peek(2)!=="?"){extglobOpen("plus",value);continue}if(prev&&prev.value==="("||opts.regex===!1){push({type:"plus",value,
output:PLUS_LITERAL});continue}if(prev&&(prev.type==="bracket"||prev.type==="paren"||prev.type==="brace")||state.parens>0){push({type:"plus",value});continue}push(
{type:"plus",value:PLUS_LITERAL});continue}if(value==="@"){if(opts.noextglob!==!0&&peek()==="("&&peek(2)!=="?"){push({type:"at",extglob:!0,value,output:""});continue}
push({type:"text",value});continue}if(value!=="*"){(value==="$"||value==="^")&&(value=`\\${value}`);const match=REGEX_NON_SPECIAL_CHARS.exec(remaining());match&&
(value+=match[0],state.index+=match[0].length),push({type:"text",value});continue}if(prev&&(prev.type==="globstar"||prev.star===!0)){prev.type="star",prev.star=
!0,prev.value+=value,prev.output=star,state.backtrack=!0,state.globstar=!0,consume(value);continue}let rest=remaining();if(opts.noextglob!==!0&&/^\([^?]/.test(rest)){
extglobOpen("star",value);continue}if(prev.type==="star"){if(opts.noglobstar===!0){consume(value);continue}const prior=prev.prev,before=prior.prev,isStart=prior.
type==="slash"||prior.type==="bos",afterStar=before&&(before.type==="star"||before.type==="globstar");if(opts.bash===!0&&(!isStart||rest[0]&&rest[0]!=="/")){push(
{type:"star",value,output:""});continue}const isBrace=state.braces>0&&(prior.type==="comma"||prior.type==="brace"),isExtglob=extglobs.length&&(prior.type==="pip\
e"||prior.type==="paren");if(!isStart&&prior.type!=="paren"&&!isBrace&&!isExtglob){push({type:"star",value,output:""});continue}for(;rest.slice(0,3)==="/**";){const after=input[state.
index+4];if(after&&after!=="/")break;rest=rest.slice(3),consume("/**",3)}const isEnd2=eos()||state.parens>0&&rest===")".repeat(state.parens)&&!extglobs.some(extglob=>extglob.
type==="negate");if(prior.type==="bos"&&eos()){prev.type="globstar",prev.value+=value,prev.output=globstar(opts),state.output=prev.output,state.globstar=!0,consume(
value);continue}if(prior.type==="slash"&&prior.prev.type!=="bos"&&!afterStar&&isEnd2){state.output=state.output.slice(0,-(prior.output+prev.output).length),prior.
output=`(?:${prior.output}`,prev.type="globstar",prev.output=globstar(opts)+(opts.strictSlashes?")":"|$)"),prev.value+=value,state.globstar=!0,state.output+=prior.
output+prev.output,consume(value);continue}if(prior.type==="slash"&&prior.prev.type!=="bos"&&rest[0]==="/"){const end=rest[1]!==void 0?"|$":"";state.output=state.
output.slice(0,-(prior.output+prev.output).length),prior.output=`(?:${prior.output}`,prev.type="globstar",prev.output=`${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end}\
)`,prev.value+=value,state.output+=prior.output+prev.output,state.globstar=!0,consume(value+advance()),push({type:"slash",value:"/",output:""});continue}if(prior.
type==="bos"&&rest[0]==="/"){prev.type="globstar",prev.value+=value,prev.output=`(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`,state.output=prev.output,
state.globstar=!0,consume(value+advance()),push({type:"slash",value:"/",output:""});continue}state.output=state.output.slice(0,-prev.output.length),prev.type="g\
lobstar",prev.output=globstar(opts),prev.value+=value,state.output+=prev.output,state.globstar=!0,consume(value);continue}const token={type:"star",value,output:star};
if(opts.bash===!0){token.output=".*?",(prev.type==="bos"||prev.type==="slash")&&(token.output=nodot+token.output),push(token);continue}if(prev&&(prev.type==="br\
acket"||prev.type==="paren")&&opts.regex===!0){token.output=value,push(token);continue}(state.index===state.start||prev.type==="slash"||prev.type==="dot")&&(prev.
type==="dot"?(state.output+=NO_DOT_SLASH,prev.output+=NO_DOT_SLASH):opts.dot===!0?(state.output+=NO_DOTS_SLASH,prev.output+=NO_DOTS_SLASH):(state.output+=nodot,
prev.output+=nodot),peek()!=="*"&&(state.output+=ONE_CHAR,prev.output+=ONE_CHAR)),push(token)}for(;state.brackets>0;){if(opts.strictBrackets===!0)throw new SyntaxError(
syntaxError("closing","]"));state.output=utils.escapeLast(state.output,"["),decrement("brackets")}for(;state.parens>0;){if(opts.strictBrackets===!0)throw new SyntaxError(
syntaxError("closing",")"));state.output=utils.escapeLast(state.output,"("),decrement("parens")}for(;state.braces>0;){if(opts.strictBrackets===!0)throw new SyntaxError(
syntaxError("closing","}"));state.output=utils.escapeLast(state.output,"{"),decrement("braces")}if(opts.strictSlashes!==!0&&(prev.type==="star"||prev.type==="br\
acket")&&push({type:"maybe_slash",value:"",output:`${SLASH_LITERAL}?`}),state.backtrack===!0){state.output="";for(const token of state.tokens)state.output+=token.
output!=null?token.output:token.value,token.suffix&&(state.output+=token.suffix)}return state};parse.fastpaths=(input,options)=>{const opts={...options},max2=typeof opts.
maxLength=="number"?Math.min(MAX_LENGTH,opts.maxLength):MAX_LENGTH,len=input.length;if(len>max2)throw new SyntaxError(`Input length: ${len}, exceeds maximum all\
owed length: ${max2}`);input=REPLACEMENTS[input]||input;const{DOT_LITERAL,SLASH_LITERAL,ONE_CHAR,DOTS_SLASH,NO_DOT,NO_DOTS,NO_DOTS_SLASH,STAR,START_ANCHOR}=constants.
globChars(opts.windows),nodot=opts.dot?NO_DOTS:NO_DOT,slashDot=opts.dot?NO_DOTS_SLASH:NO_DOT,capture=opts.capture?"":"?:",state={negated:!1,prefix:""};let star=opts.
bash===!0?".*?":STAR;opts.capture&&(star=`(${star})`);const globstar=opts2=>opts2.noglobstar===!0?star:`(${capture}(?:(?!${START_ANCHOR}${opts2.dot?DOTS_SLASH:DOT_LITERAL}\
).)*?)`,create=str=>{switch(str){case"*":return`${nodot}${ONE_CHAR}${star}`;case".*":return`${DOT_LITERAL}${ONE_CHAR}${star}`;case"*.*":return`${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;case"\
*/*":return`${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;case"**":return nodot+globstar(opts);case"**/*":return`(?:${nodot}${globstar(opts)}${SLASH_LITERAL}\
)?${slashDot}${ONE_CHAR}${star}`;case"**/*.*":return`(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;case"**/.\
*":return`(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;default:{const match=/^(.*?)\.(\w+)$/.exec(str);if(!match)return;const source2=create(
match[1]);return source2?source2+DOT_LITERAL+match[2]:void 0}}},output=utils.removePrefix(input,state);let source=create(output);return source&&opts.strictSlashes!==
!0&&(source+=`${SLASH_LITERAL}?`),source},module.exports=parse}),8016:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const scan=__nccwpck_require__2(
1781),parse=__nccwpck_require__2(8265),utils=__nccwpck_require__2(4059),constants=__nccwpck_require__2(5595),isObject=val=>val&&typeof val=="object"&&!Array.isArray(
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
test(utils.basename(input,{windows:posix})),picomatch2.isMatch=(str,patterns,options)=>picomatch2(patterns,options)(str),picomatch2.parse=(pattern,options)=>Array.
isArray(pattern)?pattern.map(p=>picomatch2.parse(p,options)):parse(pattern,{...options,fastpaths:!1}),picomatch2.scan=(input,options)=>scan(input,options),picomatch2.
compileRe=(state,options,returnOutput=!1,returnState=!1)=>{if(returnOutput===!0)return state.output;const opts=options||{},prepend=opts.contains?"":"^",append=opts.
contains?"":"$";let source=`${prepend}(?:${state.output})${append}`;state&&state.negated===!0&&(source=`^(?!${source}).*$`);const regex=picomatch2.toRegex(source,
options);return returnState===!0&&(regex.state=state),regex},picomatch2.makeRe=(input,options={},returnOutput=!1,returnState=!1)=>{if(!input||typeof input!="str\
ing")throw new TypeError("Expected a non-empty string");let parsed={negated:!1,fastpaths:!0};return options.fastpaths!==!1&&(input[0]==="."||input[0]==="*")&&(parsed.
output=parse.fastpaths(input,options)),parsed.output||(parsed=parse(input,options)),picomatch2.compileRe(parsed,options,returnOutput,returnState)},picomatch2.toRegex=
(source,options)=>{try{const opts=options||{};return new RegExp(source,opts.flags||(opts.nocase?"i":""))}catch(err2){if(options&&options.debug===!0)throw err2;return/$^/}},
picomatch2.constants=constants,module.exports=picomatch2}),1781:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const utils=__nccwpck_require__2(4059),
{CHAR_ASTERISK,CHAR_AT,CHAR_BACKWARD_SLASH,CHAR_COMMA,CHAR_DOT,CHAR_EXCLAMATION_MARK,CHAR_FORWARD_SLASH,CHAR_LEFT_CURLY_BRACE,CHAR_LEFT_PARENTHESES,CHAR_LEFT_SQUARE_BRACKET,
CHAR_PLUS,CHAR_QUESTION_MARK,CHAR_RIGHT_CURLY_BRACE,CHAR_RIGHT_PARENTHESES,CHAR_RIGHT_SQUARE_BRACKET}=__nccwpck_require__2(5595),isPathSeparator=code2=>code2===
CHAR_FORWARD_SLASH||code2===CHAR_BACKWARD_SLASH,depth=token=>{token.isPrefix!==!0&&(token.depth=token.isGlobstar?1/0:1)},scan=(input,options)=>{const opts=options||
{},length=input.length-1,scanToEnd=opts.parts===!0||opts.tokens===!0||opts.scanToEnd===!0,slashes=[],tokens=[],parts=[];let str=input,index=-1,start=0,lastIndex=0,
isBrace=!1,isBracket=!1,isGlob=!1,isExtglob=!1,isGlobstar=!1,braceEscaped=!1,backslashes=!1,negated=!1,negatedExtglob=!1,finished=!1,braces=0,prev,code2,token={
value:"",depth:0,isGlob:!1};const eos=()=>index>=length,peek=()=>str.charCodeAt(index+1),advance=()=>(prev=code2,str.charCodeAt(++index));for(;index<length;){code2=
advance();let next;if(code2===CHAR_BACKWARD_SLASH){backslashes=token.backslashes=!0,code2=advance(),code2===CHAR_LEFT_CURLY_BRACE&&(braceEscaped=!0);continue}if(braceEscaped===
!0||code2===CHAR_LEFT_CURLY_BRACE){for(braces++;eos()!==!0&&(code2=advance());){if(code2===CHAR_BACKWARD_SLASH){backslashes=token.backslashes=!0,advance();continue}
if(code2===CHAR_LEFT_CURLY_BRACE){braces++;continue}if(braceEscaped!==!0&&code2===CHAR_DOT&&(code2=advance())===CHAR_DOT){if(isBrace=token.isBrace=!0,isGlob=token.
isGlob=!0,finished=!0,scanToEnd===!0)continue;break}if(braceEscaped!==!0&&code2===CHAR_COMMA){if(isBrace=token.isBrace=!0,isGlob=token.isGlob=!0,finished=!0,scanToEnd===
!0)continue;break}if(code2===CHAR_RIGHT_CURLY_BRACE&&(braces--,braces===0)){braceEscaped=!1,isBrace=token.isBrace=!0,finished=!0;break}}if(scanToEnd===!0)continue;
break}if(code2===CHAR_FORWARD_SLASH){if(slashes.push(index),tokens.push(token),token={value:"",depth:0,isGlob:!1},finished===!0)continue;if(prev===CHAR_DOT&&index===
start+1){start+=2;continue}lastIndex=index+1;continue}if(opts.noext!==!0&&(code2===CHAR_PLUS||code2===CHAR_AT||code2===CHAR_ASTERISK||code2===CHAR_QUESTION_MARK||
code2===CHAR_EXCLAMATION_MARK)===!0&&peek()===CHAR_LEFT_PARENTHESES){if(isGlob=token.isGlob=!0,isExtglob=token.isExtglob=!0,finished=!0,code2===CHAR_EXCLAMATION_MARK&&
index===start&&(negatedExtglob=!0),scanToEnd===!0){let parens=0;for(;eos()!==!0&&(code2=advance());){if(code2===CHAR_BACKWARD_SLASH){backslashes=token.backslashes=
!0,advance();continue}if(code2===CHAR_LEFT_PARENTHESES){parens++;continue}if(code2===CHAR_RIGHT_PARENTHESES&&--parens===0){finished=!0;break}}continue}break}if(code2===
CHAR_ASTERISK){if(prev===CHAR_ASTERISK&&(isGlobstar=token.isGlobstar=!0),isGlob=token.isGlob=!0,finished=!0,scanToEnd===!0)continue;break}if(code2===CHAR_QUESTION_MARK){
if(isGlob=token.isGlob=!0,finished=!0,scanToEnd===!0)continue;break}if(code2===CHAR_LEFT_SQUARE_BRACKET){for(;eos()!==!0&&(next=advance());){if(next===CHAR_BACKWARD_SLASH){
backslashes=token.backslashes=!0,advance();continue}if(next===CHAR_RIGHT_SQUARE_BRACKET){isBracket=token.isBracket=!0,isGlob=token.isGlob=!0,finished=!0;break}}
if(scanToEnd===!0)continue;break}if(opts.nonegate!==!0&&code2===CHAR_EXCLAMATION_MARK&&index===start){negated=token.negated=!0,start++;continue}if(opts.noparen!==
!0&&code2===CHAR_LEFT_PARENTHESES){if(isGlob=token.isGlob=!0,scanToEnd===!0){let parens=1;for(;eos()!==!0&&(code2=advance());){if(code2===CHAR_BACKWARD_SLASH){backslashes=
token.backslashes=!0,advance();continue}if(code2===CHAR_LEFT_PARENTHESES){parens++;continue}if(code2===CHAR_RIGHT_PARENTHESES&&--parens===0){finished=!0;break}}
continue}break}if(isGlob===!0){if(finished=!0,scanToEnd===!0)continue;break}}opts.noext===!0&&(isExtglob=!1,isGlob=!1);let base=str,prefix="",glob="";start>0&&(prefix=
str.slice(0,start),str=str.slice(start),lastIndex-=start),base&&isGlob===!0&&lastIndex>0?(base=str.slice(0,lastIndex),glob=str.slice(lastIndex)):isGlob===!0?(base=
"",glob=str):base=str,base&&base!==""&&base!=="/"&&base!==str&&isPathSeparator(base.charCodeAt(base.length-1))&&(base=base.slice(0,-1)),opts.unescape===!0&&(glob&&
(glob=utils.removeBackslashes(glob)),base&&backslashes===!0&&(base=utils.removeBackslashes(base)));const state={prefix,input,start,base,glob,isBrace,isBracket,isGlob,
isExtglob,isGlobstar,negated,negatedExtglob};if(opts.tokens===!0&&(state.maxDepth=0,isPathSeparator(code2)||tokens.push(token),state.tokens=tokens),opts.parts===
!0||opts.tokens===!0){let prevIndex;for(let idx=0;idx<slashes.length;idx++){const n2=prevIndex!==void 0?prevIndex+1:start,i2=slashes[idx],value2=input.slice(n2,
i2);opts.tokens&&(idx===0&&start!==0?(tokens[idx].isPrefix=!0,tokens[idx].value=prefix):tokens[idx].value=value2,depth(tokens[idx]),state.maxDepth+=tokens[idx].
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
env){const{GITHUB_REPOSITORY:repository,GITHUB_SHA:sha,GITHUB_SERVER_URL:serverUrl2,GITHUB_RUN_ID:run2}=env,{GITHUB_ACTION_REPOSITORY:own,GITHUB_ACTION_REF:ref}=env;
return{workspace:env.GITHUB_WORKSPACE||process.cwd(),temp:env.RUNNER_TEMP||(0,external_node_os_namespaceObject.tmpdir)(),eventName:env.GITHUB_EVENT_NAME??"",event:eventOf(
readPayload(env.GITHUB_EVENT_PATH)),...repository?{repository}:{},...sha?{sha}:{},...serverUrl2?{serverUrl:serverUrl2}:{},...serverUrl2&&own&&ref?{docsUrl:`${serverUrl2}\
/${own}/blob/${ref}/docs`}:{},...serverUrl2&&repository&&run2?{runUrl:`${serverUrl2}/${repository}/actions/runs/${run2}`}:{}}}function readPayload(path2){if(!path2)
return{};try{return objectOf(JSON.parse((0,external_node_fs_.readFileSync)(path2,"utf8")))}catch{return{}}}function eventOf(payload){const pull=objectOf(payload.
pull_request);if(typeof pull.number=="number"){const base=objectOf(pull.base),head2=objectOf(pull.head),name=side=>objectOf(side.repo).full_name;return{pullRequest:{
number:pull.number,base:context_textOf(base.sha),head:context_textOf(head2.sha),fromFork:typeof name(head2)!="string"||name(head2)!==name(base)}}}const group=objectOf(
payload.merge_group);if(typeof group.head_sha=="string"){const[before,after,ref]=[group.base_sha,group.head_sha,group.head_ref].map(context_textOf);return{push:{
ref,before,after,created:!1,forced:!1}}}if(typeof payload.after!="string")return{};const branch=objectOf(payload.repository).default_branch;return{push:{ref:context_textOf(
payload.ref),before:context_textOf(payload.before),after:payload.after,created:payload.created===!0,forced:payload.forced===!0,...typeof branch=="string"?{defaultBranch:branch}:
{}}}}function objectOf(value){return typeof value=="object"&&value!==null?value:{}}function context_textOf(value){return typeof value=="string"?value:""}var external_os_=__nccwpck_require__(
857);function utils_toCommandValue(input){return input==null?"":typeof input=="string"||input instanceof String?input:JSON.stringify(input)}function toCommandProperties(annotationProperties){
return Object.keys(annotationProperties).length?{title:annotationProperties.title,file:annotationProperties.file,line:annotationProperties.startLine,endLine:annotationProperties.
endLine,col:annotationProperties.startColumn,endColumn:annotationProperties.endColumn}:{}}function command_issueCommand(command,properties,message){const cmd=new Command(
command,properties,message);process.stdout.write(cmd.toString()+external_os_.EOL)}function command_issue(name,message=""){command_issueCommand(name,{},message)}
const CMD_STRING="::";class Command{constructor(command,properties,message){command||(command="missing.command"),this.command=command,this.properties=properties,
this.message=message}toString(){let cmdStr=CMD_STRING+this.command;if(this.properties&&Object.keys(this.properties).length>0){cmdStr+=" ";let first=!0;for(const key2 in this.
properties)if(this.properties.hasOwnProperty(key2)){const val=this.properties[key2];val&&(first?first=!1:cmdStr+=",",cmdStr+=`${key2}=${escapeProperty(val)}`)}}
return cmdStr+=`${CMD_STRING}${escapeData(this.message)}`,cmdStr}}function escapeData(s){return utils_toCommandValue(s).replace(/%/g,"%25").replace(/\r/g,"%0D").
replace(/\n/g,"%0A")}function escapeProperty(s){return utils_toCommandValue(s).replace(/%/g,"%25").replace(/\r/g,"%0D").replace(/\n/g,"%0A").replace(/:/g,"%3A").
replace(/,/g,"%2C")}const external_crypto_namespaceObject=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");var external_fs_=__nccwpck_require__(9896);
function file_command_issueFileCommand(command,message){const filePath=process.env[`GITHUB_${command}`];if(!filePath)throw new Error(`Unable to find environment\
 variable for file command ${command}`);if(!external_fs_.existsSync(filePath))throw new Error(`Missing file at path: ${filePath}`);external_fs_.appendFileSync(filePath,
`${utils_toCommandValue(message)}${external_os_.EOL}`,{encoding:"utf8"})}function file_command_prepareKeyValueMessage(key2,value){const delimiter=`ghadelimiter_${external_crypto_namespaceObject.
randomUUID()}`,convertedValue=utils_toCommandValue(value);if(key2.includes(delimiter))throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}\
"`);if(convertedValue.includes(delimiter))throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);return`${key2}<<${delimiter}${external_os_.
EOL}${convertedValue}${external_os_.EOL}${delimiter}`}const external_path_namespaceObject=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");var ExitCode;(function(ExitCode2){ExitCode2[ExitCode2.Success=0]="Success",ExitCode2[ExitCode2.Failure=1]="Failure"})(ExitCode||(ExitCode={}));function setSecret(secret){command_issueCommand("add-mask",{},secret)}function getInput(name,options){const val=process.env[`INPUT_${name.replace(/ /g,"_").toUpperCase()}`]||"";if(options&&options.required&&!val)throw new Error(`I\
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
warning,notice};class Runner{input(name){return getInput(name)}mask(texts){for(const form of new Set(texts.flatMap(maskForms)))setSecret(form)}info(text){info(loggable(
text))}debug(text){debug(loggable(text))}group(title,lines2){this.open(title);for(const line of lines2)this.info(line);this.close()}open(title){startGroup(loggable(
title).replaceAll(`
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
return Object.entries(counts).filter(([,count2])=>count2>0).map(([words,count2])=>`${count2.toLocaleString("en-US")} ${words}`).join(", ")}function countedFindings(counts){
const{files,flows,errors,warnings,notices,silenced}=counts,least=files===0?1:0;return[[files,least,"file"],[flows,least,"flow"],[errors,least,"error"],[warnings,
least,"warning"],[notices,1,"notice"],[silenced,1,"silenced","silenced"]].filter(([count2,from])=>count2>=from).map(([count2,,one,many])=>counted(count2,one,many))}
function sizeOf(bytes){return bytes<1e3?`${bytes} B`:bytes<999500?`${twoDigits(bytes/1e3)} kB`:`${twoDigits(bytes/1e6)} MB`}function twoDigits(size){return size.
toFixed(size<9.95?1:0)}function sizeOfFile({file,bytes,bytesBefore}){const sizes=[...bytesBefore===void 0?[]:[bytesBefore],...file===void 0?[]:[bytes]];return[...new Set(
sizes.map(sizeOf))].join(" → ")}function group_by_groupBy(items,keyOf2){const groups=new Map;for(const item2 of items){const key2=keyOf2(item2),group=groups.get(
key2);group===void 0?groups.set(key2,[item2]):group.push(item2)}return groups}const MANY=5;function groupEqual(findings){const equal=[...group_by_groupBy(findings,
keyOf).values()].filter(({length})=>length>=MANY),grouped=new Set(equal.flat());return{equal:equal.map(list=>{const[{severity,message,hint,afterLine}]=list;return{
severity,message,hint,afterLine,findings:list}}),others:findings.filter(finding=>!grouped.has(finding))}}function distinctFirst(findings){const seen=new Set,first=findings.
filter(finding=>{const words=keyOf(finding);return seen.has(words)?!1:seen.add(words)}),again=new Set(first);return[...first,...findings.filter(finding=>!again.
has(finding))]}function keyOf({severity,rule,message,hint,afterLine}){return[severity,rule,message,hint,afterLine].join(`
`)}function placesOf({findings}){const files=new Set(findings.map(({file})=>file)).size,flows=new Set(findings.map(({file,document=0})=>`${document} ${file}`)).
size;return flows===findings.length?`in ${counted(flows,"flow")}`:`in ${counted(findings.length,"place")} of ${counted(files,"file")}`}const UNSAFE=/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;
function visible(text){return text.replace(UNSAFE,"�")}function oneLine(text){return visible(text.replace(/\s+/g," ")).trim()}const LINKED=[[/@/g,"@​"],[/#(?=\d)/g,
"#​"],[/\bGH-(?=\d)/gi,"$&​"],[/:(?=\/\/)/g,":​"],[/www(?=\.)/gi,"$&​"],[/\b(mailto|xmpp)(?=:)/gi,"$&​"],[/:(?=[\w+-]+:)/g,":​"]],COMMIT=/\b[0-9a-f]{7,40}\b/gi;
function markdown(text){return LINKED.reduce((rest,[pattern,by])=>rest.replace(pattern,by),oneLine(text)).replace(COMMIT,word=>word.replace(/.{6}(?=.)/g,"$&​")).
replace(/[&<>"'\\`*_{}[\]()#|~!$^]/g,entity).replace(/^[-+=]/,entity).replace(/^(\d+)\.(?=\s|$)/,"$1&#46;").replaceAll("​","&#8203;")}function entity(character){
return`&#${character.charCodeAt(0)};`}function code(text){return`<code>${markdown(text)}</code>`}function digits(text){return/^[0-9a-f]+$/i.test(text)?`<code>${text}\
</code>`:code(text)}function escape_link(text,url){return url===void 0||!/^https?:\/\//i.test(url)?text:`<a href="${url.replace(/\p{Cs}/gu,"�").replace(/[\s"'<>`|\\\u0000-\u001f\u007f]/g,
character=>character==="'"?"%27":encodeURIComponent(character)).replaceAll("&","&amp;")}">${text}</a>`}function fence(language,content){const text=visible(content),
longest=Math.max(2,...[...text.matchAll(/`+/g)].map(([run2])=>run2.length)),marks="`".repeat(longest+1);return`${marks}${language}
${text.replace(/\n$/,"")}
${marks}`}function details(title,content){return`<details><summary>${title}</summary>

${content}

</details>`}function shortened(text,length){return text.length<=length?text:`${text.slice(0,length-1).replace(/[\uD800-\uDBFF]$/,"")}…`}const WIDE=/[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\ufe0f]|\p{Emoji_Presentation}/u,
NO_WIDTH=/^[\p{M}\u200c\u200d]+$/u,graphemes=new Intl.Segmenter("en",{granularity:"grapheme"});function displayWidth(text){if(/^[\x20-\x7e]*$/.test(text))return text.
length;let width=0;for(const{segment:segment2}of graphemes.segment(text))width+=WIDE.test(segment2)?2:NO_WIDTH.test(segment2)?0:1;return width}const WIDTH=110,BEFORE=30;
function renderExcerpt(line,{startLine,startColumn,endLine:endLine2,endColumn}){const text=(startLine===1?line.replace(/^\uFEFF/,""):line).replace(/\r$/,""),start=Math.
min(startColumn-1,text.length),end=Math.min(endLine2>startLine?text.length:Math.max(endColumn-1,start),text.length),from=text.length<=WIDTH||start<WIDTH-BEFORE?
0:whole(text,start-BEFORE),to=whole(text,Math.min(from+WIDTH,text.length)),before=`${from>0?"…":""}${cells(text.slice(from,start))}`,marked=cells(text.slice(start,
Math.min(end,to))),after=cells(text.slice(Math.max(start,Math.min(end,to)),to)),number=String(startLine),carets="^".repeat(Math.max(1,displayWidth(marked)));return[
`${number} │ ${before}${marked}${after}${to<text.length?"…":""}`.trimEnd(),`${" ".repeat(number.length)} │ ${" ".repeat(displayWidth(before))}${carets}`].
join(`
`)}function cells(text){return visible(text.replaceAll("	"," "))}function whole(text,offset){return/[\uDC00-\uDFFF]/.test(text.charAt(offset))?offset-1:offset}function wordsOf({
message,hint,afterLine}){const after=afterLine===void 0?void 0:`Kestra stops at line ${afterLine} before it comes to this.`;return[message,after,hint].filter(part=>part!==
void 0).join(" ")}function markedWordsOf({message,hint,afterLine}){return[message,hint,afterMark(afterLine)].filter(part=>part!==void 0).join(" ")}function afterMark(afterLine){
return afterLine===void 0?void 0:`(after line ${afterLine})`}function explainMarks(findings){return findings.some(({afterLine})=>afterLine!==void 0)?'"After lin\
e …": Kestra stops at that line, and reports this once the line is right.':void 0}function fileUrl(context,path2,line){const{url,sha}=repositoryOf(context,path2)??
ofTheRun(context);if(url===void 0||sha===void 0)return;const below2=encodePath(inRepository(context,path2));return`${url}/blob/${sha}/${below2}${line===void 0?"":
`?plain=1#L${line}`}`}function inRepository(context,path2){const folder=repositoryOf(context,path2)?.folder??"";return folder===""?path2:path2.slice(folder.length+
1)}function repositoryOf({repositories},path2){return repositories?.find(({folder})=>folder===""||path2.startsWith(`${folder}/`))}function ofTheRun(context){return{
url:repositoryUrl(context),sha:context.sha}}function repositoryUrl({githubUrl,repository}){return githubUrl===void 0||repository===void 0?void 0:`${githubUrl}/${repository}`}
function commitUrl(context,commit){const url=repositoryUrl(context);return url===void 0?void 0:`${url}/commit/${commit}`}function flowUrl({kestraUrl},{kestra,dryRun},{
action,namespace:namespace2,id,revisionBefore}){if(kestraUrl===void 0||kestra===void 0)return;const isThere=revisionBefore!==void 0||action==="unchanged"||action===
"conflict";if(!(dryRun?isThere||action==="updated":isThere||action==="created"||action==="updated")||action==="deleted"&&!dryRun)return;const path2=[kestra.tenant,
"flows","edit",namespace2,id].map(part=>encodePath(part).replaceAll("/","%2F"));return`${kestraUrl}/ui/${path2.join("/")}`}function encodePath(path2){return path2.
replace(/\p{Cs}/gu,"�").split("/").map(encodeURIComponent).join("/")}function flow(below2){return`id: hello
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
`,returns=(...texts)=>{const log=(text,index)=>`  - id: log-${index}
${LOG}    message: ${text}
`;return flow(`tasks:
  - id: greet
${RETURN}${texts.map(log).join("")}`)},LOG=`    type: io.kestra.plugin.core.log.Log
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
function ruleOf(id){return ALL.get(withoutUpgrade(id))}function anchorOf(id){return withoutUpgrade(id)}function withoutUpgrade(id){return id.replace(/^upgrade-/,"")}function ruleUrl({rulesUrl},id){return rulesUrl===void 0||ruleOf(id)===void 0?void 0:`${rulesUrl}#${anchorOf(
id)}`}const ICONS={done:"✅",warning:"⚠️",failed:"❌",planned:"📋",undone:"↩️",nothing:"⚪"};function plainHeadline({pieces:pieces2},context){return oneLine(
pieces2.map(piece=>plainPiece(piece,context)).join(""))}function markdownHeadline({mark,pieces:pieces2},context){return`${ICONS[mark]} ${pieces2.map(piece=>markdownPiece(
piece,context)).join("")}`}function plainPiece(piece,{kestraUrl}){return typeof piece=="string"?piece:"code"in piece?piece.code:kestraUrl===void 0?UNNAMED[piece.
server]:withServer(piece.server,hostOf(kestraUrl))}function markdownPiece(piece,{kestraUrl}){return typeof piece=="string"?inSentence(shortened(piece,500)):"cod\
e"in piece?code(shortened(piece.code,200)):kestraUrl===void 0?UNNAMED[piece.server]:withServer(piece.server,escape_link(markdown(hostOf(kestraUrl)),kestraUrl))}
function withServer(word,server){return word==="is"?` ${server} is`:` ${word} ${server}`}const UNNAMED={to:"",on:"",for:"",by:" by the server",is:" the server i\
s"};function hostOf(url){return url.slice(url.indexOf("//")+2)}function prose(text){const parts=oneLine(text).split("`"),pairs=parts.length%2===1?parts.length:parts.
length-1;return parts.map((part,index)=>index>=pairs?inSentence(`\`${part}`):index%2===0?inSentence(part):part.trim()===""?markdown(`\`${part}\``):digits(part)).
join("")}function inSentence(text){return`${/^\s/.test(text)?" ":""}${markdown(text)}${/.\s$/s.test(text)?" ":""}`}const ORDER={error:0,warning:1,notice:2};function worstFindings(findings,room){
return firstByRank(findings,findings.map(({severity})=>ORDER[severity]),room)}function fairShare(findings,room){const counts=new Map,ranks=findings.map(({file,afterLine})=>{
const behind=afterLine===void 0?0:findings.length,group=`${behind} ${file}`,nth=counts.get(group)??0;return counts.set(group,nth+1),behind+nth});return firstByRank(
findings,ranks,room)}function firstByRank(findings,ranks,room){return findings.map((_,index)=>index).sort((a,b)=>ranks[a]-ranks[b]).slice(0,room).sort((a,b)=>a-
b).map(index=>findings[index])}const SEVERITIES={error:"🔴 error",warning:"🟡 warning",notice:"🔵 notice"},OPEN_FILES=10,NAMED_FLOWS=3,PLACES_IN_A_LINE=3;
function findingSections({findings},context,detail){const shown=worstFindings(findings,detail.rows),errors=shown.filter(({severity})=>severity==="error"),others=shown.
filter(({severity})=>severity!=="error"),rest=findings.length-shown.length,below2=blocks(others,context,detail);return[...blocks(errors,context,detail),...errors.
length>0&&below2.length>0?[details(countsOf(others),below2.join(`

`))]:below2,...rest===0?[]:[`… and ${counted(rest,"more finding")}; all of them are in the log and in the JSON report.`]]}function countsOf(findings){return`${[
"error","warning","notice"].flatMap(wanted=>{const count2=findings.filter(({severity})=>severity===wanted).length;return count2===0?[]:[counted(count2,wanted)]}).
join(" and ")} in ${counted(new Set(findings.map(({file})=>file)).size,"file")}`}function blocks(findings,context,detail){const{equal,others}=groupEqual(findings),
marks=explainMarks(findings);return[...equal.map(group=>equalBlock(group,context)),...[...byFile(others)].map(([file,list],index)=>{const{head:head2,body}=fileBlock(
file,list,context,detail);return index<OPEN_FILES&&worstOf(list)!=="notice"?`**${head2}**

${body}`:details(`${head2} – ${counted(list.length,"finding")}`,body)}),...marks===void 0?[]:[prose(marks)]]}function equalBlock(group,context){const{severity,
message,findings}=group,advice=adviceOf(group),named=about(findings[0].rule,context),sentence2=`${SEVERITIES[severity]} ${prose(shortened(message,1e3))}${advice}${named}`,
places=[...byFile(findings)].map(([file,list])=>{const lines2=list.map(({range})=>placeLink(file,range,context)).filter(place=>place!==""),shown=[...lines2.slice(
0,PLACES_IN_A_LINE),...lines2.length>PLACES_IN_A_LINE?[`${lines2.length-PLACES_IN_A_LINE} more`]:[]];return`- ${escape_link(code(file),fileUrl(context,file))} ${shown.
join(", ")}`.trimEnd()});return`${sentence2}

${details(placesOf(group),places.join(`
`))}`}function byFile(findings){return group_by_groupBy(findings,({file})=>file)}function worstOf(findings){return["error","warning"].find(wanted=>findings.some(
f=>f.severity===wanted))??"notice"}function fileBlock(file,findings,context,detail){const flows=[...new Set(findings.flatMap(({flow:flow2})=>flow2?[`${flow2.namespace}\
 / ${flow2.id}`]:[]))],more=flows.length>NAMED_FLOWS?[`and ${flows.length-NAMED_FLOWS} more`]:[],named=[...flows.slice(0,NAMED_FLOWS),...more].map(flow2=>` · ${markdown(
flow2)}`),head2=`${escape_link(code(file),fileUrl(context,file,findings[0]?.range?.startLine))}${named.join("")}`,lines2=detail.blocks>0?context.sources.get(file)?.
split(`
`):void 0,body=findings.map(finding=>item(finding,context,lines2)).join(`

`);return{head:head2,body}}function item(finding,context,lines2){const{severity,rule,message,range,file}=finding,advice=adviceOf(finding),place=range===void 0?"":
`${placeLink(file,range,context)} `,sentence2=`${SEVERITIES[severity]} ${place}${prose(shortened(message,1e3))}${advice}${about(rule,context)}`,line=range&&lines2?.[range.
startLine-1];return line===void 0?sentence2:`${sentence2}

${fence("text",renderExcerpt(line,range))}`}function adviceOf({hint,afterLine}){return[hint,afterMark(afterLine)].filter(part=>part!==void 0).map(part=>` ${prose(
shortened(part,1e3))}`).join("")}function placeLink(file,range,context){return range===void 0?"":escape_link(`${range.startLine}:${range.startColumn}`,fileUrl(context,
file,range.startLine))}function about(rule,context){const url=ruleUrl(context,rule);return url===void 0?"":` <sub>${escape_link(markdown(rule),url)}</sub>`}function countChanges(changes2,isLeftBehind2=!1){
const number=(...actions)=>changes2.filter(({action})=>actions.includes(action)).length,counts={created:number("created"),updated:number("updated"),unchanged:number(
"unchanged"),deleted:number("deleted"),failed:number("failed","conflict")},done=counts.created+counts.updated+counts.deleted;return{counts,changed:done>0||isLeftBehind2||
changes2.some(({rollback})=>rollback==="not-undone")}}function countUndone(changes2){return changes2.filter(({action})=>action==="undone").length}const NOTHING="\
nothing to do";function headlineOf(report){return report.action==="validate-flows"?validationHeadline(report):deploymentHeadline(report)}function validationHeadline(report){
const{failure,counts,directory,leftOut:leftOut2=0}=report,{files,flows,invalidFlows,errors,warnings}=counts;if(failure!==void 0&&failure.reason!=="findings")return{
mark:"failed",pieces:[`Flows not checked: ${failure.short}`]};const where=checkedBy(report);if(invalidFlows>0){const are=invalidFlows===1?"is":"are";return{mark:"\
failed",pieces:[`Flows: ${count(invalidFlows)} of ${count(flows)} ${are} invalid`,...where]}}if(errors>0){const bad=new Set(report.findings.filter(({severity})=>severity===
"error").map(({file})=>file)).size,of=bad===files?counted(files,"file"):`${count(bad)} of ${counted(files,"file")}`;return{mark:"failed",pieces:[`Flows: ${counted(
errors,"error")} in ${of}`,...where]}}if(flows===0)return{mark:"nothing",pieces:["Flows: nothing to check – ",...emptiness(directory,leftOut2)]};const mark=failure!==
void 0?"failed":warnings>0?"warning":"done",found2=warnings>0?`, ${counted(warnings,"warning")}`:"",offline=report.rules===void 0?"":" offline";return{mark,pieces:[
`Flows: ${count(flows)} valid${offline}${found2}`,...where,...unchecked(report)]}}function checkedBy({rules}){return rules===void 0?[" (checked",{server:"by"},"\
)"]:[` (rules of Kestra ${rules})`]}function unchecked({uncheckedTypes=[]}){if(uncheckedTypes.length===0)return[];const were=uncheckedTypes.length===1?"was":"we\
re";return[`; ${counted(uncheckedTypes.length,"plugin type")} ${were} not checked (no `,{code:"pluginSchema"},")"]}function emptiness(directory,leftOut2){const folders=directory.
flatMap((path2,index)=>[...index>0?[", "]:[],{code:path2}]);return[leftOut2>0?"no changed file below ":"no flow below ",...folders]}function deploymentHeadline(report){
const{failure,counts,dryRun,changed}=report;if(failure!==void 0)return failedHeadline(report,failure);if(dryRun)return{mark:"planned",pieces:[...planOf(report),
`: ${countedPlan(counts)||NOTHING}`]};if(!changed){const mark2=hasWarnings(report)?"warning":"done",kept2=counts.unchanged===0?NOTHING:`${count(counts.unchanged)}\
 unchanged`;return{mark:mark2,pieces:[...subjectOf(report),{server:"on"},` are up to date: ${kept2}`]}}const mark=hasWarnings(report)?"warning":"done",what=report.
action==="deploy-flows"?["Flows deployed",{server:"to"}]:[...subjectOf(report),{server:"on"}];return{mark,pieces:[...what,`: ${countedActions(counts)}`]}}function failedHeadline(report,{
reason,short}){const{counts,changed,dryRun}=report;if(reason==="rolled-back"){const items=report.action==="deploy-flows"?report.flows:report.files,undone=countUndone(
items),before=undone===0?"":undone===1?", the 1 change before it was undone":`, the ${count(undone)} changes before it were undone`,failed=counts.failed===0?"ca\
ncelled":`${count(counts.failed)} of ${count(items.length)} failed`;return{mark:"undone",pieces:[...subjectOf(report),`: ${failed}${before};`,{server:"is"}," as\
 it was"]}}if(dryRun)return{mark:"failed",pieces:[...planOf(report),`: ${short}`]};if(changed){const done=countedActions({...counts,failed:0}),more=done===""?"":
`; ${done}`;return{mark:"failed",pieces:[...subjectOf(report),{server:"on"},`: ${short}${more}`]}}return{mark:"failed",pieces:[...report.action==="deploy-flows"?
["Flows not deployed",{server:"to"}]:["Files not uploaded",...targetAfter(" to ",report),{server:"on"}],`: ${short}`]}}function subjectOf(report){return report.
action==="deploy-flows"?["Flows"]:["Files",...targetAfter(" in ",report)]}function planOf(report){return report.action==="deploy-flows"?["Plan",{server:"for"}]:
["Plan for files",...targetAfter(" in ",report),{server:"on"}]}function targetAfter(word,{namespace:namespace2,namespacePath}){return namespace2===""?[]:[word,{
code:`${namespace2}:${namespacePath}`}]}function hasWarnings({findings}){return findings.some(({severity})=>severity==="warning")}function count(number){return number.
toLocaleString("en-US")}const WORDS={error:"error  ",warning:"warning",notice:"notice "},MARKS={created:"+",updated:"~",unchanged:"=",deleted:"-",failed:"✗",conflict:"\
!",skipped:"·",undone:"↩"},PLANNED={created:"create",updated:"update",deleted:"delete"},LISTED_PLACES=20;function renderFindings(findings){const errors=findings.
filter(({severity})=>severity==="error"),others=findings.filter(({severity})=>severity!=="error");return errors.length===0||others.length===0?{open:linesOf(findings)}:
{open:linesOf(errors),folded:{title:countsOf(others),lines:linesOf(others)}}}function linesOf(findings){const{equal,others}=groupEqual(findings),lines2=equal.flatMap(
equalLines);let last;for(const finding of others){const{file,severity}=finding;file!==last&&(lines2.push(`${severity==="error"?"✗":"!"} ${oneLine(file)}`),last=
file),lines2.push(`    ${placeOf(finding).padEnd(8)} ${WORDS[severity]}  ${sentenceOf(finding)}`)}const marks=explainMarks(findings);return marks===void 0?lines2:
[...lines2,`    ${marks}`]}function equalLines(group){const{severity,findings}=group,listed2=findings.slice(0,LISTED_PLACES).map(finding=>`    ${oneLine(finding.
file)} ${placeOf(finding)}`.trimEnd()),rest=findings.length-listed2.length;return[`${severity==="error"?"✗":"!"} ${placesOf(group)}: ${WORDS[severity].trim()}\
  ${sentenceOf(group)}`,...listed2,...rest===0?[]:[`    … and ${counted(rest,"more place")}; all of them are in the JSON report`]]}function placeOf({range}){return range===
void 0?"":`${range.startLine}:${range.startColumn}`}function sentenceOf(words){return oneLine(markedWordsOf(words))}function renderClean({files,findings}){const marked=new Set(
findings.map(({file})=>file)),clean=files.filter(({path:path2})=>!marked.has(path2)).length;return clean===0?void 0:`✓ ${counted(clean,"file")} without findin\
gs`}function renderChanges(report){const items=report.action==="deploy-flows"?report.flows.map(flow2=>{const{revisionBefore:before,revisionAfter:after}=flow2,revision=after===
void 0?"":` · revision ${before===void 0||before===after?after:`${before} → ${after}`}`,from=flow2.file??flow2.reason;return{...flow2,text:`${flow2.namespace}\
/${flow2.id}${from===void 0?"":` · ${from}`}${revision}`}}):report.files.map(file=>({...file,text:[file.target,sizeOfFile(file),file.reason].filter(Boolean).join(
" · ")})),many=items.filter(({action})=>action==="unchanged").length>20,skipped=items.filter(({action})=>action==="skipped").length,loud=items.filter(({action})=>action!==
"skipped"&&!(many&&action==="unchanged")),isBad=({action})=>action==="failed"||action==="conflict",shown=[...loud.filter(isBad),...loud.filter(item2=>!isBad(item2))],
lines2=shown.map(({action,text,error:error2})=>{const why=error2===void 0?"":` – ${oneLine(error2)}`,word=(report.dryRun?PLANNED[action]:void 0)??action;return`${MARKS[action]}\
 ${word.padEnd(9)} ${oneLine(text)}${why}`}),hidden=items.length-shown.length-skipped;return[...lines2,...hidden===0?[]:[`= unchanged ${hidden.toLocaleString("e\
n-US")}`],...skipped===0||!report.changed?[]:[`· not reached ${skipped.toLocaleString("en-US")}`]]}function renderFailure(report,{summary:summary2}){const{failure,
findings}=report;if(failure===void 0)return[];const lines2=[failure.message,...failure.hint===void 0?[]:[failure.hint]];if(failure.reason!=="findings")return lines2;
const severity=findings.some(finding=>finding.severity==="error")?"error":"warning",count2=findings.filter(finding=>finding.severity===severity).length,where=summary2?
"marked above; the summary lists them with their lines.":"marked above.";return count2===0?lines2:[...lines2,`Fix the ${counted(count2,severity)} ${where}`]}function renderLastLine(report,context={}){
const numbers=report.action==="validate-flows"?countedFindings(report.counts):[];return[plainHeadline(headlineOf(report),context),...numbers,...effortOf(report)].
join(" · ")}function effortOf(report){return[...report.action==="deploy-namespace-files"&&report.bytes>0?[`${sizeOf(report.bytes)} sent`]:[],...report.kestra===
void 0?[]:[counted(report.requests,"request")],`${(report.durationMs/1e3).toFixed(1)} s`]}function readCredentials(inputs2){const{apiToken,user,password}=inputs2;
if(apiToken!==void 0)return{credentials:{kind:"token",token:apiToken},notices:user!==void 0||password!==void 0?["`apiToken` is used; `user` and `password` are i\
gnored."]:[]};if(user!==void 0&&password!==void 0)return{credentials:{kind:"basic",user,password},notices:[]};if(user===void 0&&password===void 0)return{credentials:{
kind:"anonymous"},notices:[]};const missing=user===void 0?"user":"password";throw new _build_errors.eb([`\`${missing}\` is empty, but \`${missing==="user"?"pass\
word":"user"}\` is set: Kestra needs both.`],"A secret that does not exist gives an empty input; pull requests from forks get no secrets.")}function refuseHalfCertificate(clientCertificate,clientKey){
if(clientCertificate===void 0==(clientKey===void 0))return;const[missing,given]=clientKey===void 0?["clientKey","clientCertificate"]:["clientCertificate","clien\
tKey"];throw new _build_errors.eb([`\`${missing}\` is empty, but \`${given}\` is set: one is of no use without the other.`])}function refuseWithoutServer(inputs2,required){
const given=["apiToken","password","user"].filter(name=>inputs2[name]!==void 0);if(given.length===0&&!required)return;const names=given.map(name=>`\`${name}\``).
join(" and "),but=given.length===0?"`requireServer` is true":`${names} ${given.length===1?"is":"are"} set`;throw new _build_errors.eb([`\`server\` is empty, but ${but}\
: no server would judge the flows.`],"The secret or variable that `server` is filled from (often KESTRA_HOSTNAME or KESTRA_URL) is probably missing or misspelt,\
 or belongs to another environment; pull requests from forks and from Dependabot do not get it."+(required?"":` To validate offline, leave ${names} out as well.`))}
function basicSecret(user,password){return password.trim()===""?[]:[Buffer.from(`${user.trim()}:${password.trim()}`).toString("base64")]}const promises_namespaceObject=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:fs/promises"),external_node_path_namespaceObject=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path"),SHOWN={error:9,warning:10,
notice:10},MESSAGE_LIMIT=4e3;function renderAnnotations(findings,context={}){const annotations=[],hidden=[];let rest=0;for(const severity of["error","warning","\
notice"]){const all=distinctFirst(findings.filter(finding=>finding.severity===severity)),shown=fairShare(all,SHOWN[severity]);annotations.push(...shown.map(finding=>annotationOf(
finding,context)));const more=all.length-shown.length;rest+=more,more>0&&hidden.push(counted(more,`more ${severity}`))}if(rest===0)return{annotations};const list=new Intl.
ListFormat("en-GB").format(hidden);return{annotations,rest:`GitHub marks at most 10 errors, 10 warnings and 10 notices of a step in the files; ${list} ${rest===
1?"is":"are"} in the log above.`}}function annotationOf(finding,context){const{severity,rule,file:path2,range}=finding,file=inRepository(context,path2),url=ruleUrl(
context,rule),about2=url===void 0?"":` See ${url}`,text=`${shortened(oneLine(wordsOf(finding)),MESSAGE_LIMIT-about2.length)}${about2}`,place=range===void 0?{startLine:1}:
annotations_placeOf(range);return{severity,title:titleOf(rule),message:text,file,...place}}function annotations_placeOf({startLine,startColumn,endLine:endLine2,
endColumn}){return endLine2>startLine?{startLine,endLine:endColumn<=1?endLine2-1:endLine2}:{startLine,endLine:startLine,startColumn,endColumn:Math.max(endColumn,
startColumn)}}function titleOf(rule){return`Kestra: ${oneLine(rule)}`}function findingsOfChanges(report){if(report.action==="validate-flows")return[];const known2=new Set(
report.findings.filter(({severity})=>severity==="error").map(({file})=>file)),open=(report.action==="deploy-flows"?report.flows:report.files).filter(({action,file})=>(action===
"failed"||action==="conflict")&&file!==void 0&&!known2.has(file)),shared=new Map;for(const{action,error:error2=""}of open)action==="failed"&&shared.set(error2,(shared.
get(error2)??0)+1);const reported2=new Set;return open.flatMap(change=>{const{action,error:error2=""}=change,others=(action==="failed"?shared.get(error2)??1:1)-
1;return others>0&&reported2.has(error2)?[]:(reported2.add(error2),[findingOf(change,others,report.action==="deploy-flows"?"flow":"file")])})}function findingOf(change,others,one){
const{action,file="",line=1,error:error2=""}=change,name="target"in change?change.target:`${change.namespace}/${change.id}`,and=others===0?"":` and ${others} mo\
re ${one}${others===1?"":"s"}`;return{severity:"error",rule:action==="conflict"?`${one}-conflict`:`${one}-not-deployed`,message:`${name}${and}: ${error2}`,origin:"\
server",file,range:{startLine:line,startColumn:1,endLine:line,endColumn:1}}}const MAX_DRAWN_FLOWS=60,MAX_DRAWN_CALLS=400,STYLES={created:"fill:#dafbe1,stroke:#1\
a7f37",updated:"fill:#fff8c5,stroke:#9a6700",deleted:"fill:#ffebe9,stroke:#cf222e",failed:"fill:#ffebe9,stroke:#cf222e",conflict:"fill:#ffebe9,stroke:#cf222e",undone:"\
fill:#eaeef2,stroke:#57606a"};function callsAroundChanges({calls,flows}){const neighbours=new Map,connect2=(from,to)=>{const known2=neighbours.get(from);known2===
void 0?neighbours.set(from,[to]):known2.push(to)};for(const{from,to}of calls)connect2(from,to),connect2(to,from);const reached=new Set(flows.filter(({action})=>action in
STYLES).map(({namespace:namespace2,id})=>`${namespace2}/${id}`));for(const key2 of reached)for(const neighbour of neighbours.get(key2)??[])reached.add(neighbour);
return calls.filter(({from})=>reached.has(from))}function renderCallGraph(report){const changed=new Map(report.flows.flatMap(({action,namespace:namespace2,id})=>action in
STYLES?[[`${namespace2}/${id}`,action]]:[])),around=callsAroundChanges(report);if(around.length===0)return"none";const near=around.filter(({from,to})=>changed.has(
from)||changed.has(to)),drawn=[around,near].find(fits);return drawn===void 0?"too-many":{mermaid:draw(drawn,changed),isPart:drawn.length<around.length}}function fits(calls){
return calls.length<=MAX_DRAWN_CALLS&&namesOf(calls).length<=MAX_DRAWN_FLOWS}function namesOf(calls){return[...new Set(calls.flatMap(({from,to})=>[from,to]))].sort()}
function draw(calls,changed){const names=namesOf(calls),id=new Map(names.map((name,index)=>[name,`f${index}`])),edges=[...new Set(calls.map(({from,to})=>`  ${id.
get(from)} --> ${id.get(to)}`))],lines2=["flowchart LR",...names.map(name=>`  ${id.get(name)}["${label(name)}"]`),...edges];for(const[action,style]of Object.entries(
STYLES)){const members=names.filter(name=>changed.get(name)===action).map(name=>id.get(name));members.length>0&&lines2.push(`  classDef ${action} ${style}`,`  c\
lass ${members.join(",")} ${action}`)}return lines2.join(`
`)}function label(name){return oneLine(name).replace(/[^\p{L}\p{N} ./_-]/gu,"·").slice(0,120)||"·"}const OPEN_ROWS=50;function renderTable(titles,cells2,limit2,what){
const hasText=titles.map((_title,column)=>cells2.some(row=>row[column]!=="")),head2=titles.filter((_title,column)=>hasText[column]),rows=cells2.map(row=>row.filter(
(_cell,column)=>hasText[column])),shown=rows.slice(0,limit2),folded=shown.slice(OPEN_ROWS),rest=rows.length-shown.length;return[...shown.length===0?[]:[tableOf(
head2,shown.slice(0,OPEN_ROWS))],...folded.length===0?[]:[details(counted(folded.length,`more ${what}`),tableOf(head2,folded))],...rest===0?[]:[`… and ${counted(
rest,`more ${what}`)}.`]].join(`

`)}function tableOf(head2,rows){const line=cells2=>`| ${cells2.join(" | ")} |`;return[line(head2),line(head2.map(()=>"---")),...rows.map(line)].join(`
`)}class Diff{diff(oldStr,newStr,options={}){let callback;typeof options=="function"?(callback=options,options={}):"callback"in options&&(callback=options.callback);
const oldString=this.castInput(oldStr,options),newString=this.castInput(newStr,options),oldTokens=this.removeEmpty(this.tokenize(oldString,options)),newTokens=this.
removeEmpty(this.tokenize(newString,options));return this.diffWithOptionsObj(oldTokens,newTokens,options,callback)}diffWithOptionsObj(oldTokens,newTokens,options,callback){
var _a2;const done=value=>{if(value=this.postProcess(value,options),callback){setTimeout(function(){callback(value)},0);return}else return value},newLen=newTokens.
length,oldLen=oldTokens.length;let editLength=1,maxEditLength=newLen+oldLen;options.maxEditLength!=null&&(maxEditLength=Math.min(maxEditLength,options.maxEditLength));
const maxExecutionTime=(_a2=options.timeout)!==null&&_a2!==void 0?_a2:1/0,abortAfterTimestamp=Date.now()+maxExecutionTime,bestPath=[{oldPos:-1,lastComponent:void 0}];
let newPos=this.extractCommon(bestPath[0],newTokens,oldTokens,0,options);if(bestPath[0].oldPos+1>=oldLen&&newPos+1>=newLen)return done(this.buildValues(bestPath[0].
lastComponent,newTokens,oldTokens));let minDiagonalToConsider=-1/0,maxDiagonalToConsider=1/0;const execEditLength=()=>{for(let diagonalPath=Math.max(minDiagonalToConsider,
-editLength);diagonalPath<=Math.min(maxDiagonalToConsider,editLength);diagonalPath+=2){let basePath;const removePath=bestPath[diagonalPath-1],addPath=bestPath[diagonalPath+
1];removePath&&(bestPath[diagonalPath-1]=void 0);let canAdd=!1;if(addPath){const addPathNewPos=addPath.oldPos-diagonalPath;canAdd=addPath&&0<=addPathNewPos&&addPathNewPos<
newLen}const canRemove=removePath&&removePath.oldPos+1<oldLen;if(!canAdd&&!canRemove){bestPath[diagonalPath]=void 0;continue}if(!canRemove||canAdd&&removePath.oldPos<
addPath.oldPos?basePath=this.addToPath(addPath,!0,!1,0,options):basePath=this.addToPath(removePath,!1,!0,1,options),newPos=this.extractCommon(basePath,newTokens,
oldTokens,diagonalPath,options),basePath.oldPos+1>=oldLen&&newPos+1>=newLen)return done(this.buildValues(basePath.lastComponent,newTokens,oldTokens))||!0;bestPath[diagonalPath]=
basePath,basePath.oldPos+1>=oldLen&&(maxDiagonalToConsider=Math.min(maxDiagonalToConsider,diagonalPath-1)),newPos+1>=newLen&&(minDiagonalToConsider=Math.max(minDiagonalToConsider,
diagonalPath+1))}editLength++};if(callback)(function exec2(){setTimeout(function(){if(editLength>maxEditLength||Date.now()>abortAfterTimestamp)return callback(void 0);
execEditLength()||exec2()},0)})();else for(;editLength<=maxEditLength&&Date.now()<=abortAfterTimestamp;){const ret=execEditLength();if(ret)return ret}}addToPath(path2,added,removed,oldPosInc,options){
const last=path2.lastComponent;return last&&!options.oneChangePerToken&&last.added===added&&last.removed===removed?{oldPos:path2.oldPos+oldPosInc,lastComponent:{
count:last.count+1,added,removed,previousComponent:last.previousComponent}}:{oldPos:path2.oldPos+oldPosInc,lastComponent:{count:1,added,removed,previousComponent:last}}}extractCommon(basePath,newTokens,oldTokens,diagonalPath,options){
const newLen=newTokens.length,oldLen=oldTokens.length;let oldPos=basePath.oldPos,newPos=oldPos-diagonalPath,commonCount=0;for(;newPos+1<newLen&&oldPos+1<oldLen&&
this.equals(oldTokens[oldPos+1],newTokens[newPos+1],options);)newPos++,oldPos++,commonCount++,options.oneChangePerToken&&(basePath.lastComponent={count:1,previousComponent:basePath.
lastComponent,added:!1,removed:!1});return commonCount&&!options.oneChangePerToken&&(basePath.lastComponent={count:commonCount,previousComponent:basePath.lastComponent,
added:!1,removed:!1}),basePath.oldPos=oldPos,newPos}equals(left,right,options){return options.comparator?options.comparator(left,right):left===right||!!options.
ignoreCase&&left.toLowerCase()===right.toLowerCase()}removeEmpty(array){const ret=[];for(let i2=0;i2<array.length;i2++)array[i2]&&ret.push(array[i2]);return ret}castInput(value,options){
return value}tokenize(value,options){return Array.from(value)}join(chars){return chars.join("")}postProcess(changeObjects,options){return changeObjects}get useLongestToken(){
return!1}buildValues(lastComponent,newTokens,oldTokens){const components=[];let nextComponent;for(;lastComponent;)components.push(lastComponent),nextComponent=lastComponent.
previousComponent,delete lastComponent.previousComponent,lastComponent=nextComponent;components.reverse();const componentLen=components.length;let componentPos=0,
newPos=0,oldPos=0;for(;componentPos<componentLen;componentPos++){const component=components[componentPos];if(component.removed)component.value=this.join(oldTokens.
slice(oldPos,oldPos+component.count)),oldPos+=component.count;else{if(!component.added&&this.useLongestToken){let value=newTokens.slice(newPos,newPos+component.
count);value=value.map(function(value2,i2){const oldValue=oldTokens[oldPos+i2];return oldValue.length>value2.length?oldValue:value2}),component.value=this.join(
value)}else component.value=this.join(newTokens.slice(newPos,newPos+component.count));newPos+=component.count,component.added||(oldPos+=component.count)}}return components}}
class LineDiff extends Diff{constructor(){super(...arguments),this.tokenize=tokenize}equals(left,right,options){return options.ignoreWhitespace?((!options.newlineIsToken||
!left.includes(`
`))&&(left=left.trim()),(!options.newlineIsToken||!right.includes(`
`))&&(right=right.trim())):options.ignoreNewlineAtEof&&!options.newlineIsToken&&(left.endsWith(`
`)&&(left=left.slice(0,-1)),right.endsWith(`
`)&&(right=right.slice(0,-1))),super.equals(left,right,options)}}const lineDiff=new LineDiff;function diffLines(oldStr,newStr,options){return lineDiff.diff(oldStr,
newStr,options)}function tokenize(value,options){options.stripTrailingCr&&(value=value.replace(/\r\n/g,`
`));const retLines=[],linesAndNewlines=value.split(/(\n|\r\n)/);linesAndNewlines[linesAndNewlines.length-1]||linesAndNewlines.pop();for(let i2=0;i2<linesAndNewlines.
length;i2++){const line=linesAndNewlines[i2];i2%2&&!options.newlineIsToken?retLines[retLines.length-1]+=line:retLines.push(line)}return retLines}function structuredPatch(oldFileName,newFileName,oldStr,newStr,oldHeader,newHeader,options){let optionsObj;options?typeof options=="function"?optionsObj={callback:options}:
optionsObj=options:optionsObj={},typeof optionsObj.context>"u"&&(optionsObj.context=4);const context=optionsObj.context;if(optionsObj.newlineIsToken)throw new Error(
"newlineIsToken may not be used with patch-generation functions, only with diffing functions");if(optionsObj.callback){const{callback}=optionsObj;diffLines(oldStr,
newStr,Object.assign(Object.assign({},optionsObj),{callback:diff=>{const patch=diffLinesResultToPatch(diff);callback(patch)}}))}else return diffLinesResultToPatch(
diffLines(oldStr,newStr,optionsObj));function diffLinesResultToPatch(diff){if(!diff)return;diff.push({value:"",lines:[]});function contextLines(lines2){return lines2.
map(function(entry){return" "+entry})}const hunks=[];let oldRangeStart=0,newRangeStart=0,curRange=[],oldLine=1,newLine=1;for(let i2=0;i2<diff.length;i2++){const current=diff[i2],
lines2=current.lines||splitLines(current.value);if(current.lines=lines2,current.added||current.removed){if(!oldRangeStart){const prev=diff[i2-1];oldRangeStart=oldLine,
newRangeStart=newLine,prev&&(curRange=context>0?contextLines(prev.lines.slice(-context)):[],oldRangeStart-=curRange.length,newRangeStart-=curRange.length)}for(const line of lines2)
curRange.push((current.added?"+":"-")+line);current.added?newLine+=lines2.length:oldLine+=lines2.length}else{if(oldRangeStart)if(lines2.length<=context*2&&i2<diff.
length-2)for(const line of contextLines(lines2))curRange.push(line);else{const contextSize=Math.min(lines2.length,context);for(const line of contextLines(lines2.
slice(0,contextSize)))curRange.push(line);const hunk={oldStart:oldRangeStart,oldLines:oldLine-oldRangeStart+contextSize,newStart:newRangeStart,newLines:newLine-
newRangeStart+contextSize,lines:curRange};hunks.push(hunk),oldRangeStart=0,newRangeStart=0,curRange=[]}oldLine+=lines2.length,newLine+=lines2.length}}for(const hunk of hunks)
for(let i2=0;i2<hunk.lines.length;i2++)hunk.lines[i2].endsWith(`
`)?hunk.lines[i2]=hunk.lines[i2].slice(0,-1):(hunk.lines.splice(i2+1,0,"\\ No newline at end of file"),i2++);return{oldFileName,newFileName,oldHeader,newHeader,
hunks}}}function splitLines(text){const hasTrailingNl=text.endsWith(`
`),result=text.split(`
`).map(line=>line+`
`);return hasTrailingNl?result.pop():result.push(result.pop().slice(0,-1)),result}function node_reader_entryOf(key2,value){const keySpan="span"in key2?key2.span:
{start:key2.start.offset,end:key2.end.offset};return{key:key2.text,keySpan,value}}function mappingOf(style,start,end,entries,anchor){const node={kind:"mapping",
span:{start,end},style,entries};return anchor===void 0?node:{...node,anchor}}function sequenceOf(style,start,end,items,anchor){const node={kind:"sequence",span:{
start,end},style,items};return anchor===void 0?node:{...node,anchor}}class problem_YamlReadError extends Error{kind;problem;mark;context;contextMark;constructor(kind,problem,mark,context,contextMark){
super(problem),this.kind=kind,this.problem=problem,this.mark=mark,this.context=context,this.contextMark=contextMark,this.name="YamlReadError"}}const TOKEN_NAMES={
"stream-end":"<stream end>","document-start":"<document start>","document-end":"<document end>","block-sequence-start":"<block sequence start>","block-mapping-s\
tart":"<block mapping start>","block-end":"<block end>","flow-sequence-start":"[","flow-sequence-end":"]","flow-mapping-start":"{","flow-mapping-end":"}","flow-\
entry":",","block-entry":"-",key:"?",value:":",alias:"<alias>",anchor:"<anchor>",tag:"<tag>",scalar:"<scalar>",directive:"<directive>"},NO_VALUE=["key","value",
"block-end"],NO_ITEM=["block-entry","block-end"],NO_LOOSE_ITEM=["block-entry","key","value","block-end"];function readBlockMapping(at,read,anchor){const{start}=at.
take();at.enter(start);const entries=[];for(;at.is("key");){const{end}=at.take(),key2=at.isOneOf(NO_VALUE)?at.absent(end):read.key("loose");entries.push(node_reader_entryOf(
key2,readValue(at,read)))}if(!at.is("block-end"))throw noBlockEnd("mapping",at.peek(),start);return at.leaveBlock(),mappingOf("block",start.offset,entries.at(-1)?.
value.span.end??start.offset,entries,anchor)}function readValue(at,read){const token=at.peek();if(token.kind==="scalar")return read.scalar(token);if(token.kind!==
"value")return at.absent(token.start);const{end}=at.take();return at.isOneOf(NO_VALUE)?at.absent(end):read.node("loose")}function readBlockSequence(at,read,anchor){
const{start}=at.take();at.enterList(start,start,"block");const items=[];for(;at.is("block-entry");){const{end}=at.take();items.push(at.isOneOf(NO_ITEM)?at.absent(
end):read.node("block"))}if(!at.is("block-end"))throw noBlockEnd("collection",at.peek(),start);return at.leaveBlock(),sequenceOf("block",start.offset,items.at(-1)?.
span.end??start.offset,items,anchor)}function readLooseSequence(at,read,anchor){const{start,end:afterDash}=at.peek();at.enter(afterDash);const items=[];for(;at.
is("block-entry");){const{end}=at.take();items.push(at.isOneOf(NO_LOOSE_ITEM)?at.absent(end):read.node("block"))}return at.leaveOpen(),sequenceOf("block",start.
offset,items.at(-1).span.end,items,anchor)}function noBlockEnd(what,{kind,start:mark},start){const problem=`expected <block end>, but found '${TOKEN_NAMES[kind]}\
'`;return new problem_YamlReadError("parser",problem,mark,`while parsing a block ${what}`,start)}const DEFAULT_PREFIXES=[["!","!"],["!!","tag:yaml.org,2002:"]];
class Directives{#given=new Map;#hasVersion=!1;add({version:version2,tag,start}){if(version2!==void 0){if(this.#hasVersion)throw new problem_YamlReadError("pars\
er","found duplicate YAML directive",start);if(version2[0]!==1)throw new problem_YamlReadError("parser","found incompatible YAML document (version 1.* is requir\
ed)",start);this.#hasVersion=!0}if(tag!==void 0){const[handle,prefix]=tag;if(this.#given.has(handle))throw new problem_YamlReadError("parser",`duplicate tag han\
dle ${handle}`,start);this.#given.set(handle,prefix)}}resolve({handle,suffix,start:mark},start){if(handle===void 0)return suffix;const prefix=this.#given.get(handle)??
DEFAULT_PREFIXES.find(([known2])=>known2===handle)?.[1];if(prefix===void 0)throw new problem_YamlReadError("parser",`found undefined tag handle ${handle}`,mark,
"while parsing a node",start);return prefix+suffix}}function readFlowMapping(at,read,anchor){const{start,end}=at.take();at.enter(end);const entries=[];for(let isFirst=!0;!at.
is("flow-mapping-end")&&!(!isFirst&&(takeComma(at,"mapping","}",start),at.is("flow-mapping-end")));isFirst=!1)if(at.is("key"))entries.push(readPair(at,read,"flo\
w-mapping-end"));else{const key2=read.key("flow");entries.push(node_reader_entryOf(key2,at.absent(at.peek().start)))}return mappingOf("flow",start.offset,at.leaveFlow().
offset,entries,anchor)}function readFlowSequence(at,read,anchor){const{start,end}=at.take();at.enterList(start,end,"flow");const items=[];for(let isFirst=!0;!at.
is("flow-sequence-end")&&!(!isFirst&&(takeComma(at,"sequence","]",start),at.is("flow-sequence-end")));isFirst=!1)items.push(at.is("key")?readSinglePair(at,read):
read.node("flow"));return sequenceOf("flow",start.offset,at.leaveFlow().offset,items,anchor)}function takeComma(at,what,end,start){const token=at.peek();if(token.
kind!=="flow-entry"){const problem=`expected ',' or '${end}', but got ${TOKEN_NAMES[token.kind]}`;throw new problem_YamlReadError("parser",problem,token.start,`\
while parsing a flow ${what}`,start)}at.take()}function readSinglePair(at,read){const{start,end}=at.peek();at.enter(end);const pair=readPair(at,read,"flow-seque\
nce-end");return at.leaveOpen(),mappingOf("flow",start.offset,pair.value.span.end,[pair],void 0)}function isEnd(at,close){return at.is("flow-entry")||at.is(close)}
function readPair(at,read,close){const{end}=at.take(),key2=at.is("value")||isEnd(at,close)?at.absent(end):read.key("flow");if(!at.is("value"))return node_reader_entryOf(
key2,at.absent(at.peek().start));const{end:afterColon}=at.take();return node_reader_entryOf(key2,isEnd(at,close)?at.absent(afterColon):read.node("flow"))}const PADDING="\
=";function checkBase64(text){let place=0;for(let at=0;at<text.length;at++){const character=text[at];if(character<=" "){if(place!==0)return whiteSpace(character,
place);continue}if(character===PADDING&&place===3){place=0;continue}if(character===PADDING&&place===2){const next=text[at+1];if(next===void 0)return ENDS_EARLY;
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
stream-end")return;return this.node("block")};#documentStart(){const{at}=this;let token=at.peek();for(;token.kind==="directive";token=at.peek())this.#directives.
add(token),at.take();if(token.kind==="stream-end")return at.last=token.end,!1;if(token.kind!=="document-start"){const problem=`expected '<document start>', but \
found '${TOKEN_NAMES[token.kind]}'`;throw new problem_YamlReadError("parser",problem,token.start)}return at.last=at.take().end,!0}node=place=>{const{at}=this,first=at.
peek();if(first.kind==="scalar")return this.scalar(first);if(first.kind==="alias")return at.last=at.take().end,aliasNode(first);const properties=this.#properties(),
anchor=properties?.anchor,token=at.peek();switch(token.kind){case"scalar":return this.scalar(token,properties);case"flow-mapping-start":return readFlowMapping(at,
this,anchor);case"flow-sequence-start":return readFlowSequence(at,this,anchor);case"block-mapping-start":if(place!=="flow")return readBlockMapping(at,this,anchor);
break;case"block-sequence-start":if(place!=="flow")return readBlockSequence(at,this,anchor);break;case"block-entry":if(place==="loose")return readLooseSequence(
at,this,anchor);break;default:}if(properties===void 0)throw noContent(token,place);return this.#nothing(properties)};key=place=>{const{at}=this,isAlias=at.is("a\
lias"),properties=this.#properties(),token=at.peek();if(token.kind==="scalar")return at.last=at.take().end,token;const isBlock=place!=="flow"&&(token.kind==="bl\
ock-mapping-start"||token.kind==="block-sequence-start"),isFlow2=token.kind==="flow-mapping-start"||token.kind==="flow-sequence-start";if(isAlias||isFlow2||isBlock||
token.kind==="block-entry"&&place==="loose")throw at.last=isBlock?token.start:token.end,new problem_YamlReadError("structure","Expected a field name (Scalar val\
ue in YAML)",token.start);if(properties===void 0)throw noContent(token,place);return at.absent(properties.end)};#properties(){const{at}=this,{start}=at.peek();let anchor,
tag,end;for(;anchor===void 0||tag===void 0;){const token=at.peek();if(token.kind==="anchor"&&anchor===void 0)anchor=token.name;else if(token.kind==="tag"&&tag===
void 0)tag=token;else break;({end}=at.take())}if(end!==void 0)return{end,...anchor===void 0?{}:{anchor},...tag===void 0?{}:{tag:this.#directives.resolve(tag,start)}}}scalar=(token,properties=NO_PROPERTIES)=>{
this.at.last=this.at.take().end;const node=scalarNode(token,properties);if("kind"in node)return node;throw new problem_YamlReadError("value",node.problem,token.
start)};#nothing(properties){const{end}=properties;if(properties.tag===void 0)return this.at.absent(end,properties);this.at.last=end;const node=scalarNode({kind:"\
scalar",text:"",style:"plain",start:end,end},properties);if("kind"in node)return node;throw new problem_YamlReadError("value",node.problem,end)}}function noContent({
kind,start},place){const problem=`expected the node content, but found '${TOKEN_NAMES[kind]}'`,context=`while parsing a ${place==="flow"?"flow":"block"} node`;return new problem_YamlReadError(
"parser",problem,start,context,start)}const END=-1,TAB=9,LF=10,CR=13,SPACE=32;function isBreak(code2){return code2<=13?code2===LF||code2===CR:code2>=133&&(code2===
133||code2===8232||code2===8233)}function isBlank(code2){return code2===SPACE||code2===TAB}function isGap(code2){return code2<=SPACE?code2===SPACE||code2===TAB||
code2===LF||code2===CR||code2===END:isBreak(code2)}function isFlowIndicator(code2){return code2===44||code2===91||code2===93||code2===123||code2===125}function isDigit(code2){
return code2>=48&&code2<=57}function isWordCharacter(code2){return isDigit(code2)||code2>=65&&code2<=90||code2>=97&&code2<=122||code2===45||code2===95}function isHexDigit(code2){
return isDigit(code2)||code2>=65&&code2<=70||code2>=97&&code2<=102}function describeCharacter(text,offset){const code2=text.codePointAt(offset)??0;return`${String.
fromCodePoint(code2)}(${code2})`}function skipToToken(cursor){for(let crossedLine=!1;;crossedLine=!0){if(cursor.skipSpaces(),cursor.peek()===35&&cursor.skipLine(),
!isBreak(cursor.peek()))return crossedLine;cursor.takeBreak()}}function noTokenAt(cursor){const code2=cursor.text.codePointAt(cursor.offset),character=code2===TAB?
"\\t(TAB)":String.fromCodePoint(code2),problem=`found character '${character}' that cannot start any token. (Do not use ${character} for indentation)`;return new problem_YamlReadError(
"scanner",problem,cursor.mark(),"while scanning for the next token")}class Cursor{text;offset=0;line=0;column=0;#pairs=0;#mark;#hasPairs;constructor(text){this.
text=text,this.#hasPairs=/[\uD800-\uDBFF]/.test(text),text.charCodeAt(0)===65279&&(this.offset=1)}get codePoints(){return this.offset-this.#pairs}mark(){return this.#mark?.
offset!==this.offset&&(this.#mark={offset:this.offset,line:this.line,column:this.column}),this.#mark}peek(ahead=0){const at=this.offset+ahead;return at<this.text.
length?this.text.charCodeAt(at):END}advance(units){const end=this.offset+units;if(this.column+=units,this.#hasPairs)for(let at=this.offset;at<end;at++){const code2=this.
text.charCodeAt(at);code2>=55296&&code2<56320&&(this.#pairs++,this.column--)}this.offset=end}take(units){const taken=this.text.slice(this.offset,this.offset+units);
return this.advance(units),taken}skipSpaces(limit2=1/0){let count2=0;for(;count2<limit2&&this.peek(count2)===SPACE;)count2++;this.offset+=count2,this.column+=count2}skipBlanks(){
let count2=0;for(let code2=this.peek();code2===SPACE||code2===TAB;code2=this.peek(count2))count2++;this.offset+=count2,this.column+=count2}skipLine(){let count2=0;
for(let code2=this.peek();code2!==END&&!isBreak(code2);code2=this.peek(count2))count2++;this.advance(count2)}takeBreak(){const code2=this.peek();return isBreak(
code2)?code2===CR&&this.peek(1)===END?(this.offset++,this.column++,`
`):(this.offset+=code2===CR&&this.peek(1)===LF?2:1,this.line++,this.column=0,code2>=8232?String.fromCharCode(code2):`
`):""}atDocumentMarker(){const code2=this.peek();if(code2!==45&&code2!==46||this.peek(1)!==code2||this.peek(2)!==code2)return!1;const next=this.peek(3);return next===
SPACE||next===TAB||next===END||isBreak(next)}}const MAX_KEY=1024;class ImplicitKeys{cursor;#open=[];#first=0;constructor(cursor){this.cursor=cursor}get firstToken(){
return this.#open[this.#first]?.token??1/0}add(level,token,required){this.drop(level);const{codePoints}=this.cursor;this.#open.push({level,token,required,mark:this.
cursor.mark(),codePoints})}take(level){return this.#innermost?.level===level?this.#pop():void 0}drop(level){const key2=this.take(level);if(key2?.required)throw this.#missingColon(
key2)}expire(){const{line,codePoints}=this.cursor;for(let key2=this.#open[this.#first];key2!==void 0;key2=this.#open[this.#first]){if(key2.mark.line===line&&codePoints-
key2.codePoints<=MAX_KEY)return;if(this.#first++,this.#first===this.#open.length&&this.#clear(),key2.required)throw this.#missingColon(key2)}}get#innermost(){return this.#open.
length>this.#first?this.#open.at(-1):void 0}#pop(){const key2=this.#open.pop();return this.#first>=this.#open.length&&this.#clear(),key2}#clear(){this.#open.length=
0,this.#first=0}#missingColon({mark}){const problem="could not find expected ':'";return new problem_YamlReadError("scanner",problem,this.cursor.mark(),"while s\
canning a simple key",mark)}}class Indentation{column=-1;#outer=[];opens(column){return this.column>=column?!1:(this.#outer.push(this.column),this.column=column,
!0)}close(column){let count2=0;for(;this.column>column;count2++)this.column=this.#outer.pop();return count2}}const MAX_CODE_POINTS=3145728,FORBIDDEN=/[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u,
CHUNK=1023;class ReadableText{cursor;maxTokens;#forbidden;#chunk;#mayBeTooLarge;constructor(cursor,maxTokens){this.cursor=cursor,this.maxTokens=maxTokens;const{
text}=cursor;this.#forbidden=FORBIDDEN.exec(text)?.index,this.#chunk=this.#forbidden===void 0?1/0:chunkOf(text,this.#forbidden),this.#mayBeTooLarge=text.length>
MAX_CODE_POINTS}check(tokens){if(this.cursor.offset>=this.#chunk-1)throw this.#refusal();if(tokens>this.maxTokens)throw new problem_YamlReadError("tokens",`more\
 than ${this.maxTokens.toLocaleString("en")} YAML tokens`,this.cursor.mark());if(this.#mayBeTooLarge&&this.cursor.codePoints>MAX_CODE_POINTS){const problem=`The\
 incoming YAML document exceeds the limit: ${MAX_CODE_POINTS} code points.`;throw new problem_YamlReadError("size",problem,this.cursor.mark())}}first(error2){return this.
cursor.offset>=this.#chunk-1?this.#refusal():error2}#refusal(){return new problem_YamlReadError("reader","special characters are not allowed",markAt(this.cursor.
text,this.#forbidden))}}function chunkOf(text,offset){for(let start=0;;){let end=start+CHUNK;const last=text.charCodeAt(end-1);if(last>=55296&&last<56320&&end++,
offset<end)return start;start=end}}function markAt(text,offset){const lines2=text.slice(0,offset).split(/\r\n|[\n\r\x85\u2028\u2029]/);return{offset,line:lines2.
length-1,column:[...lines2.at(-1).replace(/^\uFEFF/,"")].length}}const PIECES=1e3;class TextBuilder{#text="";#pieces;add(piece){this.#pieces!==void 0?this.#pieces.
push(piece)>PIECES&&this.#flush():this.#text===""?this.#text=piece:this.#pieces=[piece]}text(){return this.#flush(),this.#text}#flush(){this.#pieces!==void 0&&(this.#text+=
this.#pieces.join(""),this.#pieces=void 0)}}const FOLDED=62,PLUS=43,MINUS=45;function scanBlock(cursor,parentIndent){const start=cursor.mark(),folded=cursor.peek()===
FOLDED;cursor.advance(1);const{chomping,indentation}=scanHeader(cursor,start),least=Math.max(parentIndent+1,1),lead=indentation===void 0?scanLead(cursor):void 0,
indent=lead===void 0?least+indentation-1:Math.max(least,lead.column);let{breaks,end}=lead??scanBlank(cursor,indent);const content=new TextBuilder;let lineBreak="";
for(;cursor.column===indent&&cursor.peek()!==END;){content.add(breaks);const isText=!isBlank(cursor.peek());if(content.add(scanLine(cursor)),lineBreak=cursor.takeBreak(),
{breaks,end}=scanBlank(cursor,indent),cursor.column!==indent||cursor.peek()===END)break;folded&&lineBreak===`
`&&isText&&!isBlank(cursor.peek())?breaks===""&&content.add(" "):content.add(lineBreak)}return chomping!=="strip"&&content.add(lineBreak),chomping==="keep"&&content.
add(breaks),{kind:"scalar",text:content.text(),style:folded?"folded":"literal",start,end}}function scanHeader(cursor,start){let chomping=chompingAt(cursor);const indentation=indentationAt(
cursor,start);if(chomping??=indentation===void 0?void 0:chompingAt(cursor),cursor.peek()!==SPACE&&!isBreak(cursor.peek())&&cursor.peek()!==END)throw refuse(`exp\
ected chomping or indentation indicators, but found ${found(cursor)}`,cursor,start);if(cursor.skipSpaces(),cursor.peek()===35&&cursor.skipLine(),cursor.peek()!==
END&&cursor.takeBreak()==="")throw refuse(`expected a comment or a line break, but found ${found(cursor)}`,cursor,start);return{chomping:chomping??"clip",indentation}}
function chompingAt(cursor){const code2=cursor.peek();if(!(code2!==PLUS&&code2!==MINUS))return cursor.advance(1),code2===PLUS?"keep":"strip"}function indentationAt(cursor,start){
const code2=cursor.peek();if(isDigit(code2)){if(code2===48)throw refuse("expected indentation indicator in the range 1-9, but found 0",cursor,start);return cursor.
advance(1),code2-48}}function scanLead(cursor){let breaks="",end=cursor.mark(),column=0;for(;;){if(cursor.skipSpaces(),column=Math.max(column,cursor.column),!isBreak(
cursor.peek()))return{breaks,end,column};breaks+=cursor.takeBreak(),end=cursor.mark()}}function scanBlank(cursor,indent){let breaks="",end=cursor.mark();for(;;){
if(cursor.skipSpaces(indent-cursor.column),!isBreak(cursor.peek()))return{breaks,end};breaks+=cursor.takeBreak(),end=cursor.mark()}}function scanLine(cursor){const{
text,offset}=cursor;let at=offset;for(;at<text.length&&!isBreak(text.charCodeAt(at));)at++;return cursor.take(at-offset)}function found(cursor){return describeCharacter(
cursor.text,cursor.offset)}function refuse(problem,cursor,start){return new problem_YamlReadError("scanner",problem,cursor.mark(),"while scanning a block scalar",
start)}const URI=/[-A-Za-z0-9_;/?:@&=+$,.!~*'()[\]]/,PERCENT="%";function scanUri(cursor,what,start){let uri="";for(;;){const{text,offset}=cursor;let at=offset;
for(;at<text.length&&URI.test(text[at]);)at++;if(uri+=cursor.take(at-offset),text[at]!==PERCENT)break;uri+=scanEscapes(cursor,what,start)}if(uri==="")throw scan_uri_refuse(
`expected URI, but found ${describeCharacter(cursor.text,cursor.offset)}`,cursor,what,start);return uri}function scanEscapes(cursor,what,start){const begin=cursor.
mark(),bytes=[];for(;cursor.text[cursor.offset]===PERCENT;){if(!isHexDigit(cursor.peek(1))||!isHexDigit(cursor.peek(2))){const{text,offset}=cursor,next=describeCharacter(
text,offset+1),then=describeCharacter(text,offset+1+((text.codePointAt(offset+1)??0)>65535?2:1));cursor.advance(1);const problem=`expected URI escape sequence o\
f 2 hexadecimal numbers, but found ${next} and ${then}`;throw scan_uri_refuse(problem,cursor,what,start)}bytes.push(parseInt(cursor.text.slice(cursor.offset+1,cursor.
offset+3),16)),cursor.advance(3)}try{return new TextDecoder("utf-8",{fatal:!0,ignoreBOM:!0}).decode(Uint8Array.from(bytes))}catch{const problem="expected URI in\
 UTF-8: Input length = 1";throw new problem_YamlReadError("scanner",problem,begin,`while scanning a ${what}`,start)}}function scan_uri_refuse(problem,cursor,what,start){
return new problem_YamlReadError("scanner",problem,cursor.mark(),`while scanning a ${what}`,start)}const BANG="!";function endsName(code2){return isGap(code2)||
isFlowIndicator(code2)||code2===58||code2===47||code2===46||code2===42||code2===38}function followsName(code2){return isGap(code2)||code2===58||code2===44||code2===
93||code2===125}function scanName(cursor){const start=cursor.mark(),kind=cursor.peek()===42?"alias":"anchor";cursor.advance(1);let length=0;for(;!endsName(cursor.
peek(length));)length++;const name=cursor.take(length);if(name===""||!followsName(cursor.peek())){const article=kind==="alias"?"an alias":"an anchor",problem=`u\
nexpected character found ${describeCharacter(cursor.text,cursor.offset)}`;throw new problem_YamlReadError("scanner",problem,cursor.mark(),`while scanning ${article}`,
start)}return{kind,name,start,end:cursor.mark()}}function scanTag(cursor){const start=cursor.mark(),tag=cursor.text[cursor.offset+1]==="<"?scanVerbatim(cursor,start):
scanShorthand(cursor,start);if(!isGapNoTab(cursor.peek()))throw scan_properties_refuse(`expected ' ', but found ${quotedCharacter(cursor)}`,cursor,start);return{
kind:"tag",...tag,start,end:cursor.mark()}}function scanVerbatim(cursor,start){cursor.advance(2);const suffix=scanUri(cursor,"tag",start);if(cursor.text[cursor.
offset]!==">")throw scan_properties_refuse(`expected '>', but found ${quotedCharacter(cursor)}`,cursor,start);return cursor.advance(1),{handle:void 0,suffix}}function scanShorthand(cursor,start){
return isGap(cursor.peek(1))?(cursor.advance(1),{handle:void 0,suffix:BANG}):{handle:handleFollows(cursor)?scanHandle(cursor,"tag",start):cursor.take(1),suffix:scanUri(
cursor,"tag",start)}}function handleFollows(cursor){for(let ahead=1;;ahead++){const code2=cursor.peek(ahead);if(code2===33)return!0;if(code2===END||isGapNoTab(code2))
return!1}}function scanHandle(cursor,what,start){if(cursor.text[cursor.offset]!==BANG)throw wrongHandle(cursor,what,start);let length=1;if(cursor.peek(1)!==32){
for(;isWordCharacter(cursor.peek(length));)length++;if(cursor.peek(length)!==33)throw cursor.advance(length),wrongHandle(cursor,what,start);length++}return cursor.
take(length)}function wrongHandle(cursor,what,start){const problem=`expected '!', but found ${describeCharacter(cursor.text,cursor.offset)}`;return new problem_YamlReadError(
"scanner",problem,cursor.mark(),`while scanning a ${what}`,start)}function isGapNoTab(code2){return code2!==TAB&&isGap(code2)}function quotedCharacter(cursor){const code2=cursor.
text.codePointAt(cursor.offset)??0;return`'${String.fromCodePoint(code2)}' (${code2})`}function scan_properties_refuse(problem,cursor,start){return new problem_YamlReadError(
"scanner",problem,cursor.mark(),"while scanning a tag",start)}const MAX_VERSION_DIGITS=10;function scanDirective(cursor){const start=cursor.mark();cursor.advance(
1);const name=scan_directive_scanName(cursor,start);if(name==="YAML"){const version2=scanVersion(cursor,start),end2=cursor.mark();return endLine(cursor,start),{
kind:"directive",name,version:version2,start,end:end2}}if(name==="TAG"){const tag=scanTagPrefix(cursor,start),end2=cursor.mark();return endLine(cursor,start),{kind:"\
directive",name,tag,start,end:end2}}const end=cursor.mark();return cursor.skipLine(),endLine(cursor,start),{kind:"directive",name,start,end}}function scan_directive_scanName(cursor,start){
let length=0;for(;isWordCharacter(cursor.peek(length));)length++;const name=cursor.take(length);if(name===""||!atWordEnd(cursor))throw scan_directive_refuse("ex\
pected alphabetic or numeric character",cursor,start);return name}function scanVersion(cursor,start){cursor.skipSpaces();const major=scanNumber(cursor,start);if(cursor.
peek()!==46)throw scan_directive_refuse("expected a digit or '.'",cursor,start);cursor.advance(1);const minor=scanNumber(cursor,start);if(!atWordEnd(cursor))throw scan_directive_refuse(
"expected a digit or ' '",cursor,start);return[major,minor]}function scanNumber(cursor,start){if(!isDigit(cursor.peek()))throw scan_directive_refuse("expected a\
 digit",cursor,start);let length=0;for(;isDigit(cursor.peek(length));)length++;const digits2=cursor.take(length);if(length>MAX_VERSION_DIGITS){const problem=`fo\
und a number which cannot represent a valid version: ${digits2}`;throw new problem_YamlReadError("scanner",problem,cursor.mark(),"while scanning a YAML directiv\
e",start)}return Number(digits2)}function scanTagPrefix(cursor,start){cursor.skipSpaces();const handle=scanHandle(cursor,"directive",start);if(cursor.peek()!==SPACE)
throw scan_directive_refuse("expected ' '",cursor,start);cursor.skipSpaces();const prefix=scanUri(cursor,"directive",start);if(!atWordEnd(cursor))throw scan_directive_refuse(
"expected ' '",cursor,start);return[handle,prefix]}function endLine(cursor,start){if(cursor.skipSpaces(),cursor.peek()===35&&cursor.skipLine(),cursor.peek()!==END&&
cursor.takeBreak()==="")throw scan_directive_refuse("expected a comment or a line break",cursor,start)}function atWordEnd(cursor){const code2=cursor.peek();return code2===
SPACE||code2===END||isBreak(code2)}function scan_directive_refuse(expected,cursor,start){const problem=`${expected}, but found ${describeCharacter(cursor.text,cursor.
offset)}`;return new problem_YamlReadError("scanner",problem,cursor.mark(),"while scanning a directive",start)}const HASH=35,COLON=58,QUESTION=63;function startsPlain(cursor,inFlow){
const code2=cursor.peek();if(isGap(code2))return!1;switch(code2){case 45:return!isGap(cursor.peek(1));case COLON:case QUESTION:return!inFlow&&!isGap(cursor.peek(
1));case 33:case 34:case HASH:case 37:case 38:case 39:case 42:case 62:case 64:case 96:case 124:return!1;default:return!isFlowIndicator(code2)}}function scanPlain(cursor,indent,inFlow){
const start=cursor.mark();let end=start;const content=new TextBuilder;let gap="",crossedLine=!1;for(;;){const length=lineLength(cursor,inFlow);if(length===0||(gap!==
""&&content.add(gap),content.add(cursor.take(length)),end=cursor.mark(),cursor.skipBlanks(),crossedLine=isBreak(cursor.peek()),gap=crossedLine?scanBreaks(cursor):
"",gap===""||!inFlow&&cursor.column<indent))break}return{token:{kind:"scalar",text:content.text(),style:"plain",start,end},crossedLine}}function lineLength(cursor,inFlow){
const{text,offset}=cursor;let at=offset,end=offset;for(;text.charCodeAt(at)!==HASH;){const word=at;if(at=wordEnd(text,at,inFlow),at===word)break;for(end=at;isBlank(
text.charCodeAt(at));)at++;if(at===end)break}return end-offset}function wordEnd(text,start,inFlow){const size=text.length;let at=start;for(;at<size;at++){const code2=text.
charCodeAt(at);if(isGap(code2))break;if(code2===COLON){const next=at+1<size?text.charCodeAt(at+1):END;if(isGap(next)||inFlow&&isFlowIndicator(next))break}else if(inFlow&&
(code2===QUESTION||isFlowIndicator(code2)))break}return at}function scanBreaks(cursor){const first=cursor.takeBreak();let breaks="";for(;;){if(cursor.atDocumentMarker()||
cursor.text.startsWith("---",cursor.offset))return"";if(cursor.skipSpaces(),!isBreak(cursor.peek()))break;breaks+=cursor.takeBreak()}return first!==`
`?first+breaks:breaks===""?" ":breaks}const DOUBLE=34,SINGLE=39,BACKSLASH=92,ESCAPES=new Map([["0","\0"],["a","\x07"],["b","\b"],["t","	"],["n",`
`],["v","\v"],["f","\f"],["r","\r"],["e","\x1B"],[" "," "],['"','"'],["\\","\\"],["N",""],["_"," "],["L","\u2028"],["P","\u2029"]]),HEX_DIGITS=new Map([["x",
2],["u",4],["U",8]]);function scanQuoted(cursor){const start=cursor.mark(),quote=cursor.peek();cursor.advance(1);const content=new TextBuilder;for(;;){content.add(
scanRun(cursor,quote));const code2=cursor.peek();if(code2===quote){if(quote===DOUBLE||cursor.peek(1)!==SINGLE)break;content.add("'"),cursor.advance(2)}else if(code2===
BACKSLASH)content.add(scanEscape(cursor,start));else{if(code2===END)throw unexpected("end of stream",cursor,start);content.add(scanFold(cursor,start))}}cursor.advance(
1);const style=quote===DOUBLE?"double":"single";return{kind:"scalar",text:content.text(),style,start,end:cursor.mark()}}function scanRun(cursor,quote){const{text,
offset}=cursor;let at=offset,code2=text.charCodeAt(at);for(;at<text.length&&code2!==quote&&!(code2===BACKSLASH&&quote===DOUBLE)&&!isBreak(code2);)code2=text.charCodeAt(
++at);const run2=cursor.take(at-offset);if(at<text.length&&!isBreak(code2))return run2;let length=run2.length;for(;length>0&&isBlank(run2.charCodeAt(length-1));)
length--;return run2.slice(0,length)}function scanEscape(cursor,start){cursor.advance(1);const code2=cursor.peek();if(isBreak(code2))return cursor.takeBreak(),scan_quoted_scanBreaks(
cursor,start);const letter=code2===END?"":String.fromCharCode(code2),plain=ESCAPES.get(letter);if(plain!==void 0)return cursor.advance(1),plain;const digits2=HEX_DIGITS.
get(letter);if(digits2===void 0)throw scan_quoted_refuse(`found unknown escape character ${describeCharacter(cursor.text,cursor.offset)}`,cursor,start);return cursor.
advance(1),scanCode(cursor,digits2,start)}function scanCode(cursor,digits2,start){const given=[...cursor.text.slice(cursor.offset,cursor.offset+2*digits2)].slice(
0,digits2).join("");if(![...given].every(digit=>isHexDigit(digit.charCodeAt(0))))throw scan_quoted_refuse(`expected escape sequence of ${digits2} hexadecimal nu\
mbers, but found: ${given}`,cursor,start);const code2=parseInt(given,16);if(!(code2<=2147483647)){const why=`Malformed Number token: failed to tokenize due to (\
java.lang.NumberFormatException): For input string: "${given}" under radix 16`;throw new problem_YamlReadError("value",why,cursor.mark())}if(code2>1114111)throw scan_quoted_refuse(
`found unknown escape character ${given}`,cursor,start);return cursor.advance(given.length),String.fromCodePoint(code2)}function scan_quoted_refuse(problem,cursor,start){
return new problem_YamlReadError("scanner",problem,cursor.mark(),"while scanning a double-quoted scalar",start)}function scanFold(cursor,start){const first=cursor.
takeBreak(),breaks=scan_quoted_scanBreaks(cursor,start);return first!==`
`?first+breaks:breaks===""?" ":breaks}function scan_quoted_scanBreaks(cursor,start){let breaks="";for(;;){if(cursor.atDocumentMarker())throw unexpected("documen\
t separator",cursor,start);if(cursor.skipBlanks(),!isBreak(cursor.peek()))return breaks;breaks+=cursor.takeBreak()}}function unexpected(what,cursor,start){return new problem_YamlReadError(
"scanner",`found unexpected ${what}`,cursor.mark(),"while scanning a quoted scalar",start)}class TokenQueue{#tokens=[];#head=0;#taken=0;get firstNumber(){return this.#taken}get nextNumber(){
return this.#taken+this.#tokens.length-this.#head}get isEmpty(){return this.#head===this.#tokens.length}get first(){return this.#tokens[this.#head]}push(token){
this.#tokens.push(token)}insert(number,token){this.#tokens.splice(number-this.#taken+this.#head,0,token)}take(){const token=this.first;return this.#head++,this.#taken++,
this.isEmpty&&(this.#tokens=[],this.#head=0),token}}class scanner_Scanner{cursor;#readable;#keys;#queue=new TokenQueue;#indentation=new Indentation;#done=!1;#ready=!1;#level=0;#mayBegin=!0;constructor(text,maxTokens){
this.cursor=new Cursor(text),this.#readable=new ReadableText(this.cursor,maxTokens),this.#keys=new ImplicitKeys(this.cursor)}peek(){return this.#ready||this.#scanToken(),
this.#queue.first}#scanToken(){try{for(;this.#needsMore();)this.#scan()}catch(error2){throw error2 instanceof problem_YamlReadError?this.#readable.first(error2):
error2}this.#ready=!0}take(){return this.#ready=!1,this.#queue.take()}#needsMore(){return this.#done?!1:this.#queue.isEmpty?!0:(this.#keys.expire(),this.#keys.firstToken===
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
mark();if(!this.#mayBegin)throw new problem_YamlReadError("scanner",`${what} are not allowed here`,mark);this.#indentation.opens(mark.column)&&this.#push(kind,mark)}#beginning(scan){
this.#mayBeKey(),this.#mayBegin=!1,this.#queue.push(scan(this.cursor))}#plain(){this.#mayBeKey();const{token,crossedLine}=scanPlain(this.cursor,this.#indentation.
column+1,this.#level>0);this.#mayBegin=crossedLine,this.#queue.push(token)}#block(){this.#mayBegin=!0,this.#keys.drop(this.#level),this.#queue.push(scanBlock(this.
cursor,this.#indentation.column))}#mayBeKey(){const{cursor}=this,required=this.#level===0&&this.#indentation.column===cursor.column;if(!this.#mayBegin){if(!required)
return;const problem="A simple key is required only if it is the first token in the current line";throw new problem_YamlReadError("scanner",problem,cursor.mark())}
this.#keys.add(this.#level,this.#queue.nextNumber,required)}}const MAX_DEPTH=1e3;class Progress{last={offset:0,line:0,column:0};list;#scanner;#depth=0;constructor(text,maxTokens){
this.#scanner=new scanner_Scanner(text,maxTokens)}peek(){return this.#scanner.peek()}is(kind){return this.#scanner.peek().kind===kind}isOneOf(kinds){return kinds.
includes(this.#scanner.peek().kind)}take(){return this.#scanner.take()}absent(mark,properties=NO_PROPERTIES){return this.last=mark,absentNode(mark.offset,properties)}enter(end){
if(this.last=end,++this.#depth<=MAX_DEPTH)return;const problem=`Document nesting depth (${this.#depth}) exceeds the maximum allowed (${MAX_DEPTH}, from \`StreamR\
eadConstraints.getMaxNestingDepth()\`)`;throw new problem_YamlReadError("depth",problem,end)}enterList(start,end,style){this.#depth===0&&(this.list={kind:"seque\
nce",span:{start:start.offset,end:end.offset},style,items:[]}),this.enter(end)}leaveBlock(){this.#depth--,this.last=this.take().end}leaveFlow(){this.#depth--;const{
end}=this.take();return this.peek(),this.last=end}leaveOpen(){this.#depth--,this.last=this.peek().end}}const MAX_TOKENS=12e4;function readYaml(text,maxTokens){const progress=new Progress(
text,maxTokens);try{const root=new Parser(progress).document(),{last:end}=progress;return root===void 0?{kind:"empty",end}:{kind:"document",root,end}}catch(error2){
if(!(error2 instanceof problem_YamlReadError))throw error2;return progress.list!==void 0&&error2.kind!=="tokens"?{kind:"document",root:progress.list,end:progress.
last}:{kind:"problem",problem:problemOf(error2,progress)}}}function problemOf({kind,problem,mark,context,contextMark},{last}){return{kind,problem,mark,last,...context===
void 0?{}:{context},...contextMark===void 0?{}:{contextMark}}}function countTokens(text,limit2){const scanner=new scanner_Scanner(text,1/0);let count2=0;try{for(;count2<=
limit2&&scanner.peek().kind!=="stream-end";count2++)scanner.take()}catch(error2){if(!(error2 instanceof problem_YamlReadError))throw error2}return count2}const SNIPPET=75,CUT=" ... ",INDENT="    ";function parserText({kind,problem,mark,context,contextMark},text){if(kind!=="scanner"&&kind!=="parser")return problem;
const lines2=context===void 0?[]:[context],isApart=contextMark!==void 0&&(contextMark.line!==mark.line||contextMark.column!==mark.column);return contextMark!==void 0&&
(isApart||kind==="parser")&&lines2.push(markText(contextMark,text)),lines2.push(problem,markText(mark,text)),`${lines2.join(`
`)}
`}function markText({offset,line,column},text){return` in 'reader', line ${line+1}, column ${column+1}:
${excerpt(text,offset)}`}function excerpt(text,offset){const before=[.../[^\n\r\x85\u2028\u2029]*$/.exec(text.slice(Math.max(offset-4*SNIPPET,0),offset))[0]],after=[
.../^[^\n\r\x85\u2028\u2029]*/.exec(text.slice(offset,offset+4*SNIPPET))[0]],half=Math.floor(SNIPPET/2-1),isCutBefore=before.length>half,isCutAfter=after.length>
half,head2=isCutBefore?CUT+before.slice(before.length-half-1+CUT.length).join(""):before.join(""),tail=isCutAfter?after.slice(0,half+1-CUT.length).join("")+CUT:
after.join("");return`${INDENT}${head2}${tail}
${INDENT}${" ".repeat([...head2].length)}^`}const SOURCE="Validation error: Illegal Flow source:",PARSING=`${SOURCE} YAML parsing error:`;function syntax_problem_problemOf(yaml,source){
const constraints=constraintsOf(yaml,source);switch(yaml.kind){case"depth":return limit("The document is nested deeper than Kestra reads (1000 levels).",constraints);case"\
size":return limit("The document is larger than Kestra reads: 3,145,728 characters.",constraints);case"tokens":return limit(`This is too much for one flow to be\
 checked: ${yaml.problem}.`,constraints);default:return{kind:"syntax",yaml,constraints,span:spanOf(yaml,source)}}}function constraintsOf(yaml,source){const line=yaml.
last.line+1;switch(yaml.kind){case"structure":return`${SOURCE} YAML syntax error: Invalid structure. Check indentation and ensure all fields are properly format\
ted. (at line ${line})`;case"depth":return`${PARSING} ${yaml.problem}`;default:return`${PARSING} ${parserText(yaml,source)}${locationOf(yaml.last)}`}}function locationOf({
line,column}){return`
 at [Source: (StringReader); line: ${line+1}, column: ${column+1}] (at line ${line+1})`}function spanOf({problem,mark,contextMark},source){const isOpen=problem.
includes("unexpected end of stream")&&contextMark!==void 0,isAtEnd=mark.offset>=source.length,at=isOpen?contextMark.offset:isAtEnd?source.trimEnd().length:mark.
offset,start=Math.min(at,source.length);if(!(source[start]==="{"&&source[start-1]==="{"))return{start,end:lineEnd(source,start)};const line=source.slice(start,lineEnd(
source,start)),close=line.indexOf("}}");return{start:start-1,end:start+(close===-1?line.length:close+2)}}function lineEnd(source,offset){return offset+source.slice(
offset).search(/\r?(?:\n|$)/)}function emptyDocument(end,holds="nothing"){return{kind:"empty",constraints:`${PARSING} ${holds==="nothing"?"No content to map due\
 to end-of-input":'Cannot coerce empty String ("") to element of `java.util.LinkedHashMap` (but could if coercion was enabled using `CoercionConfig`)'}${locationOf(
end)}`,span:{start:0,end:0}}}function stackUsedUp(){return limit("The document is nested too deeply to be checked.")}function tooManyDocuments(){return limit("T\
he file holds more documents than can be checked together; spread them over several files.")}function limit(message,constraints=`${PARSING} ${message}`){return{
kind:"limit",message,constraints,span:{start:0,end:0}}}function parseFlow(document){const{source}=document;if(document.tooLarge)return{ok:!1,document,problem:tooManyDocuments()};
try{const reading=readYaml(source,MAX_TOKENS);if(reading.kind==="problem")return{ok:!1,document,problem:syntax_problem_problemOf(reading.problem,source)};if(reading.
kind==="empty")return{ok:!1,document,problem:emptyDocument(reading.end)};const{root}=reading;return root.kind==="scalar"&&root.style==="absent"?{ok:!1,document,
problem:emptyDocument(reading.end,"marker")}:{ok:!0,document,root}}catch(error2){if(error2 instanceof RangeError)return{ok:!1,document,problem:stackUsedUp()};throw error2}}
function parseStoredSource(source){return parseFlow({file:{path:"",text:source},index:0,count:1,start:0,source})}const MANY_ENTRIES=50,indexes=new WeakMap;function navigate_entryOf(node,key2){
if(node?.kind!=="mapping")return;if(node.entries.length<MANY_ENTRIES)return node.entries.findLast(entry=>entry.key===key2);let index=indexes.get(node);return index===
void 0&&(index=new Map(node.entries.map(entry=>[entry.key,entry])),indexes.set(node,index)),index.get(key2)}function navigate_valueOf(node,key2){return navigate_entryOf(node,key2)?.value}function navigate_textOf(node,key2){const value=navigate_valueOf(node,key2);return value?.
kind==="scalar"?value.text:void 0}function itemsOf(node){return node?.kind==="sequence"?node.items:[]}function navigate_nodeAt(root,path2){let node=root;for(const step of path2)
if(typeof step=="number"?node=node?.kind==="sequence"?node.items[step]:void 0:node=navigate_valueOf(node,step),node===void 0)return;return node}function entryAt(root,path2){
const last=path2.at(-1);return typeof last=="string"?navigate_entryOf(navigate_nodeAt(root,path2.slice(0,-1)),last):void 0}class Visit{node;parent;step;constructor(node,parent,step){
this.node=node,this.parent=parent,this.step=step}get path(){const path2=[];for(let visit=this;visit.parent!==void 0;visit=visit.parent)path2.push(visit.step);return path2.
reverse()}}function walk(root){return visitsOf(root).all}let latest;function visitsOf(root){if(latest?.root!==root){const all=visitAll(root);latest={root,all,mappings:all.
filter(isOfMapping)}}return latest}function visitAll(root){const visits=[],open=[new Visit(root)];for(let visit=open.pop();visit!==void 0;visit=open.pop()){visits.
push(visit);const{node}=visit;if(node.kind==="mapping")for(let index=node.entries.length-1;index>=0;index--){const{key:key2,value}=node.entries[index];open.push(
new Visit(value,visit,key2))}else if(node.kind==="sequence")for(let index=node.items.length-1;index>=0;index--)open.push(new Visit(node.items[index],visit,index))}
return visits}function navigate_mappingsIn(root){return visitsOf(root).mappings}function isOfMapping(visit){return visit.node.kind==="mapping"}const lineStarts=new WeakMap;
function positions_rangeOf(document,span){const start=positions_positionAt(document.file,document.start+span.start),end=positions_positionAt(document.file,document.
start+Math.max(span.end,span.start));return{startLine:start.line,startColumn:start.column,endLine:end.line,endColumn:end.column}}function positions_positionAt(file,offset){
const starts=startsOf(file);let low=0,high=starts.length-1;for(;low<high;){const middle=low+high+1>>1;starts[middle]<=offset?low=middle:high=middle-1}const mark=low===
0&&file.text.startsWith("\uFEFF")?1:0;return{line:low+1,column:Math.max(offset-starts[low]-mark,0)+1}}function startsOf(file){let starts=lineStarts.get(file);if(starts===void 0){const found2=[0];for(let at=file.text.indexOf(`
`);at!==-1;at=file.text.indexOf(`
`,at+1))found2.push(at+1);lineStarts.set(file,starts=found2)}return starts}const named_places_WORDS={tasks:"task",errors:"task",finally:"task",afterExecution:"t\
ask",triggers:"trigger",inputs:"input",outputs:"output"},named_places_MAX_DEPTH=50;function placesIn({root,document}){if(root.kind!=="mapping")return[];const places=[],
add=(name,start,end)=>{const{startLine,endLine:endLine2,endColumn}=positions_rangeOf(document,{start,end});places.push({name,startLine,endLine:endColumn===1?endLine2-
1:endLine2})},visit=(node,word,names,depth)=>{if(depth>named_places_MAX_DEPTH||node.kind==="scalar")return;if(node.kind==="sequence"){for(const item2 of node.items)
visit(item2,word,names,depth+1);return}const id=navigate_textOf(node,"id"),isNamed=id!==void 0&&id!=="",known2=isNamed?[...names,shortened(oneLine(id),60)]:names;
isNamed&&add(`${word} ${known2.join(" / ")}`,node.span.start,node.span.end);for(const{value}of node.entries)visit(value,word,known2,depth+1)};for(const{key:key2,
keySpan,value}of root.entries){const word=named_places_WORDS[key2];add(shortened(oneLine(key2),60),keySpan.start,value.span.end),word!==void 0&&visit(value,word,
[],0)}return places}const MAX_NAMES=3;function renderYamlDiff(before,after){if(before.length+after.length>1e6)return"The flow is too long to show the difference\
.";const[one,other]=[unix(before),unix(after)],patch=structuredPatch("","",one,other,"","",{context:3,maxEditLength:2e3});if(patch===void 0)return"The differenc\
e is too large to show.";if(patch.hunks.length===0)return"Only line ends or a byte order mark differ.";const places={"-":once(()=>yaml_diff_placesOf(one)),"+":once(
()=>yaml_diff_placesOf(other))};return patch.hunks.flatMap(({oldStart,oldLines,newStart,newLines,lines:lines2})=>{const shown=lines2.filter(line=>!line.startsWith(
"\\")),names=[...new Set(namesIn({oldStart,newStart,lines:shown},places))].slice(0,MAX_NAMES);return[`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@ ${names.
join(", ")}`.trimEnd(),...shown]}).join(`
`)}function countChangedLines(diff){return diff.split(`
`).filter(line=>/^[-+]/.test(line)).length}function*namesIn(hunk,places){const at={"-":hunk.oldStart,"+":hunk.newStart};let run2=[];for(const line of[...hunk.lines,
" "]){const side=line[0];if(side!==" "){line.trim()!==side&&run2.push({side,number:at[side]}),at[side]++;continue}const shown=run2.some(({side:side2})=>side2===
"+")?"+":"-";for(const{number}of run2.filter(({side:side2})=>side2===shown)){const place=places[shown]().findLast(({startLine,endLine:endLine2})=>startLine<=number&&
number<=endLine2);place!==void 0&&(yield place.name)}run2=[],at["-"]++,at["+"]++}}function once(compute){let value;return()=>(value??={of:compute()}).of}function yaml_diff_placesOf(source){
const parsed=parseStoredSource(source);return parsed.ok?placesIn(parsed):[]}function unix(text){return text.replaceAll(`\r
`,`
`).replace(/^\uFEFF/,"")}const change_sections_ICONS={created:"🟢 created",updated:"🟡 updated",unchanged:"⚪ unchanged",deleted:"🔴 deleted",failed:"❌ f\
ailed",conflict:"⛔ exists and differs",skipped:"⏸️ not reached",undone:"↩️ undone"},change_sections_PLANNED={created:"🟢 create",updated:"🟡 update",
deleted:"🔴 delete"},MAX_DIFF=2e4,MAX_CALL_ROWS=500;function changeSections(report,context,detail){if(report.action==="deploy-namespace-files")return fileSections(
report,context,detail);const flows=worstFirst(report.flows),rows=flows.map(flow2=>flowRow(flow2,report,context));return[renderTable(["","flow","file","revision"],
rows,detail.rows,"flow"),notReached(report.flows,report.changed,"flow"),...diffsOf(flows,({namespace:namespace2,id})=>markdown(`${namespace2} / ${id}`),detail),
graphOf(report,detail),digestLine(report)]}function worstFirst(changes2){const isBad=({action})=>action==="failed"||action==="conflict",isQuiet=({action})=>action===
"unchanged"||action==="skipped";return[...changes2.filter(isBad),...changes2.filter(change=>!isBad(change)&&!isQuiet(change))]}function notReached(changes2,changed,what){
const skipped=changes2.filter(({action})=>action==="skipped").length;return skipped===0||!changed?"":`${change_sections_ICONS.skipped}: ${counted(skipped,what)}`}
function actionOf(action,{dryRun}){return(dryRun?change_sections_PLANNED[action]:void 0)??change_sections_ICONS[action]}function flowRow(flow2,report,context){const{
revisionBefore:before,revisionAfter:after}=flow2,revision=before===void 0||after===void 0||before===after?after??before??"":`${before} → ${after}`,name=escape_link(
markdown(`${flow2.namespace} / ${flow2.id}`),flowUrl(context,report,flow2)),file=flow2.file===void 0?reasonOf(flow2,context):escape_link(code(flow2.file),fileUrl(
context,flow2.file,flow2.line));return[actionOf(flow2.action,report),`${name}${errorOf(flow2)}`,file,String(revision)]}function reasonOf({reason=""},context){const[
,lead,commit]=/^(removed in )([0-9a-f]{7,64})$/.exec(reason)??[];return commit===void 0?markdown(reason):`${lead}${escape_link(digits(commit),commitUrl(context,
commit))}`}function errorOf({action,error:error2}){return error2===void 0||action==="conflict"?"":`<br>${prose(shortened(error2,500))}`}function diffsOf(changes2,nameOf2,{
rows,blocks:blocks2}){return blocks2===0?[]:changes2.slice(0,rows).flatMap(change=>{if(change.diff===void 0)return[];const lines2=countChangedLines(change.diff),
title=`${nameOf2(change)} – ${lines2===0?"difference":counted(lines2,"changed line")}`;return[details(title,fence("diff",cutLines(change.diff,Math.min(blocks2,
MAX_DIFF))))]})}function cutLines(diff,longest){if(diff.length<=longest)return diff;const lines2=diff.split(`
`);let length=0;const shown=lines2.slice(0,Math.max(1,lines2.findIndex(line=>(length+=line.length+1)>longest)));return[...shown.map(line=>shortened(line,longest)),
`… ${counted(lines2.length-shown.length,"more line")}`].join(`
`)}function graphOf(report,{blocks:blocks2,rows}){if(blocks2===0)return"";const graph=renderCallGraph(report);if(graph==="none")return"";if(graph==="too-many"){
const calls=callsAroundChanges(report).map(({from,to})=>[markdown(from),markdown(to)]);return details("The deployed flows that start each other, too many to dra\
w",renderTable(["flow","starts"],calls,Math.min(rows,MAX_CALL_ROWS),"call"))}const title=graph.isPart?"What changed, and the flows next to it":"How the deployed\
 flows call each other";return graph.mermaid.length>blocks2?"":details(title,fence("mermaid",graph.mermaid))}function digestLine({dryRun,planDigest,failure}){return!dryRun||
planDigest===void 0||failure!==void 0?"":`Plan ${digits(planDigest)} – give it as <code>planDigest</code> to deploy exactly this.`}function fileSections(report,context,detail){
const row=change=>[actionOf(change.action,report),`${code(change.target)}${errorOf(change)}`,change.file===void 0?reasonOf(change,context):escape_link(code(change.
file),fileUrl(context,change.file)),sizeOfFile(change)],files=worstFirst(report.files);return[renderTable(["","target","file","size"],files.map(row),detail.rows,
"file"),notReached(report.files,report.changed,"file"),...diffsOf(files,({target})=>code(target),detail),digestLine(report)]}const LEAST={blocks:0,rows:0},STEPS=[
{blocks:1/0,rows:1/0},{blocks:2e4,rows:1e3},{blocks:5e3,rows:300},{blocks:2e3,rows:100},{blocks:0,rows:1e3},{blocks:0,rows:200},{blocks:1e3,rows:20},{blocks:0,rows:20},
LEAST],validation_sections_NAMED_FLOWS=3;function renderCounts({counts,findings}){const marked=byFile(findings).size,clean=counts.files-marked;return[...countedFindings(
counts),...marked>0&&clean>0?[`${counted(clean,"file")} without findings`]:[]].join(" · ")}function fileTable(report,context,{rows}){const marked=byFile(report.
findings);if(marked.size<2)return"";const keys=new Map(report.files.map(file=>[file.path,file.flows])),worst=new Set(worstFindings(report.findings,rows).map(({file})=>file)),
table=[...marked].sort(([a],[b])=>Number(worst.has(b))-Number(worst.has(a))).map(([file,findings])=>fileRow(file,findings,keys.get(file)??[],context)),head2=["",
"file","flows","errors","warnings","notices"];return details(`${counted(marked.size,"file")} with findings`,renderTable(head2,table,rows,"file"))}function fileRow(file,findings,flows,context){
const count2=wanted=>findings.filter(({severity})=>severity===wanted).length,named=flows.slice(0,validation_sections_NAMED_FLOWS).map(flow2=>markdown(`${flow2.namespace}\
 / ${flow2.id}`)),more=flows.length>validation_sections_NAMED_FLOWS?[`and ${flows.length-validation_sections_NAMED_FLOWS} more`]:[];return[SEVERITIES[worstOf(findings)],
escape_link(code(file),fileUrl(context,file)),[...named,...more].join("<br>"),...["error","warning","notice"].map(severity=>String(count2(severity)||""))]}const SUMMARY_LIMIT=1047552;
function renderSummary(report,context,maxBytes=SUMMARY_LIMIT){const{requests,durationMs}=report,parts=[...aboutServer(report),...report.kestra===void 0?[]:[counted(
requests,"request")],`${(durationMs/1e3).toFixed(1)} s`,...context.runUrl===void 0?[]:[escape_link("this run",context.runUrl)]];return renderWithin(report,context,
maxBytes,{foot:`<sub>${parts.join(" · ")}</sub>`})}function renderWithin(report,context,maxBytes,{lead="",foot}){const end=`

${foot}
`,room=maxBytes-Buffer.byteLength(end);for(const detail of STEPS){const text=render(report,context,detail,lead);if(Buffer.byteLength(text)<=room)return text+end}
return cut(render(report,context,LEAST,lead),room)+end}function render(report,context,detail,lead){return[`### ${markdownHeadline(headlineOf(report),context)}`,
lead,...failureSections(report,detail),...report.action==="validate-flows"?[renderCounts(report),...findingSections(report,context,detail),fileTable(report,context,
detail)]:report.failure?.reason==="findings"?[...findingSections(report,context,detail),...changeSections(report,context,detail)]:[...changeSections(report,context,
detail),...findingSections(report,context,detail)],...report.notices.map(notice2=>`> ${prose(shortened(notice2,1e3))}`)].filter(section=>section!=="").join(`

`)}const SHOWN_ELSEWHERE=new Set(["findings","conflict","names","incomplete","rolled-back","cancelled"]);function failureSections({failure},{rows}){if(failure===
void 0)return[];const hint=failure.hint===void 0?[]:[prose(shortened(failure.hint,1e3))];if(SHOWN_ELSEWHERE.has(failure.reason))return hint;const[first="",...more]=failure.
message.split(`
`).filter(line=>line.trim()!==""),shown=more.slice(0,rows).map(line=>`- ${prose(shortened(line,1e3))}`);return[prose(shortened(first,1e3)),shown.join(`
`),...hint]}function aboutServer({kestra,...report}){if(kestra!==void 0){const edition=kestra.edition==="OSS"?" (Open Source)":kestra.edition==="EE"?" (Enterpri\
se)":"";return[`Kestra ${markdown(kestra.version??"of unknown version")}${edition}, tenant ${code(kestra.tenant)}`]}return report.action==="validate-flows"&&report.
rules!==void 0?[`Offline rules of Kestra ${markdown(report.rules)}`]:[]}function cut(text,maxBytes){const end=`

… the rest is in the log.`,room=maxBytes-Buffer.byteLength(end);let kept2="";for(const paragraph of text.split(`

`)){const longer=kept2===""?paragraph:`${kept2}

${paragraph}`;if(Buffer.byteLength(longer)>room)break;kept2=longer}return kept2+end}function withoutAddress(report,url=""){if(!URL.canParse(url))return report;const forms=formsOf(
url),clean=text=>forms.reduce((rest,form)=>rest.replaceAll(form,"the server"),text),walk2=value=>typeof value=="string"?clean(value):Array.isArray(value)?value.
map(walk2):typeof value!="object"||value===null?value:Object.fromEntries(Object.entries(value).map(([key2,item2])=>[key2,FILES.has(key2)?item2:walk2(item2)]));return walk2(
report)}const FILES=new Set(["diff","file","path","directory"]);function formsOf(url){const{origin,host,hostname}=new URL(url),isName=text=>/[.:]/.test(text);return[
url,origin,...[host,hostname].filter(isName)]}const COMMENT_LIMIT=65536;function markerOf(action,commentId){const id=encodeURIComponent(commentId.replace(/\p{Cs}/gu,
"�")).replaceAll("-","%2D");return`<!-- kestra-actions:${action}:${id} -->`}function renderComment(report,context,commentId){const marker=`${markerOf(report.action,
commentId)}
`,{kestraUrl,...shown}=context,{commit,runUrl}=shown,lead=[TITLES[report.action],...commentId==="default"?[]:[code(shortened(commentId,100))],...commit===void 0?
[]:[`commit ${escape_link(digits(commit.slice(0,7)),commitUrl(context,commit))}`],...runUrl===void 0?[]:[escape_link("the run",runUrl)]].join(" · "),foot=[...aboutServer(
report),"This comment is updated on every push."].join(" · "),room=COMMENT_LIMIT-1024-Buffer.byteLength(marker);return marker+renderWithin(withoutAddress(report,
kestraUrl),shown,room,{lead,foot:`<sub>${foot}</sub>`})}const TITLES={"validate-flows":"Kestra flows","deploy-flows":"Deployment of Kestra flows","deploy-namesp\
ace-files":"Deployment of Kestra namespace files"};function renderJson(report,kestraUrl){return`${JSON.stringify(withoutAddress(report,kestraUrl),null,2)}
`}const TIMEOUT_MS=3e4;async function connectGitHub(token,repository){const{getOctokit}=await Promise.all([__nccwpck_require__.e(820),__nccwpck_require__.e(434)]).
then(__nccwpck_require__.bind(__nccwpck_require__,5434)),quiet=()=>{},octokit=getOctokit(token,{log:{debug:quiet,info:quiet,warn:quiet,error:quiet}});octokit.hook.
before("request",options=>{options.request={...options.request,signal:AbortSignal.timeout(TIMEOUT_MS)}});const{rest,paginate,graphql}=octokit,[owner="",repo=""]=repository.
split("/"),at={owner,repo},page={per_page:100};return{listComments:async number=>(await paginate(rest.issues.listComments,{...at,...page,issue_number:number})).
map(({id,body,user})=>({id,body:body??"",login:user?.login??""})),createComment:async(number,body)=>{await rest.issues.createComment({...at,issue_number:number,
body})},updateComment:async(id,body)=>{await rest.issues.updateComment({...at,comment_id:id,body})},ownLogin:async()=>{const viewer=async()=>(await graphql("{ v\
iewer { login } }")).viewer.login,user=async()=>(await rest.users.getAuthenticated()).data.login;return viewer().catch(user).catch(()=>{})},pullRequestFiles:async number=>(await paginate(
rest.pulls.listFiles,{...at,...page,pull_number:number})).map(changedFile),compare:async(base,head2)=>{const basehead=`${base}...${head2}`,{data}=await rest.repos.
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
async function commentOnPullRequest(report,body,{comment,commentId,githubToken},run2){if(comment==="false")return;const{runner}=run2,{repository,event}=run2.context;
if(event.pullRequest===void 0)return runner.info("No comment: this run belongs to no pull request.");if(githubToken===void 0||repository===void 0)return runner.
info("No comment: there is no `githubToken`.");const{number,fromFork}=event.pullRequest,result=await upsertComment(await connectGitHub(githubToken,repository),{
pullRequest:number,marker:markerOf(report.action,commentId),body,begin:begins(comment,report)});result.kind==="not-allowed"&&fromFork?runner.info("No comment: a\
 pull request from a fork gets a token that may only read. The summary says the same."):result.kind==="not-allowed"||result.kind==="failed"?runner.warning(result.
message):runner.info(`Comment in pull request #${number}: ${result.kind}.`)}function begins(comment,report){return comment==="on-failure"?report.outcome==="fail\
ure":comment==="true"||report.outcome==="failure"||report.findings.length>0||changes(report)}function changes(report){if(report.action==="validate-flows")return!1;
const{created,updated,deleted}=report.counts;return created+updated+deleted>0}async function publish(report,context,run2,how){const{runner}=run2;logReport(report,
run2);const failureReason=report.failure?.reason??"",commentBody=renderComment(report,context,how.commentId);await orWarn(run2,"The outputs",async()=>runner.outputs(
{...how.outputs,failureReason,commentBody})),await orWarn(run2,"The JSON report",async()=>{runner.outputs({report:await writeReport(run2.context.temp,report,context.
kestraUrl)})}),how.annotations&&annotate(report,context,run2),how.summary&&await orWarn(run2,"The job summary",()=>runner.summary(renderSummary(report,context))),
await orWarn(run2,"The comment",()=>commentOnPullRequest(report,commentBody,how,run2)),runner.info(renderLastLine(report,context))}function logReport(report,{runner}){
const{open,folded}=renderFindings(report.findings);for(const line of open)runner.info(line);if(folded!==void 0&&runner.group(folded.title,folded.lines),report.action===
"validate-flows"){const clean=renderClean(report);clean!==void 0&&runner.info(clean);return}const changes2=renderChanges(report);if(report.outcome==="success")runner.
group(report.dryRun?"Plan":"Deployment",changes2);else for(const line of changes2)runner.info(line)}async function orWarn(run2,what,work){try{await work()}catch(error2){
run2.runner.warning(`${what} could not be written: ${error2 instanceof Error?error2.message:String(error2)}`)}}async function writeReport(temp,report,kestraUrl){
const path2=(0,external_node_path_namespaceObject.join)(await(0,promises_namespaceObject.mkdtemp)((0,external_node_path_namespaceObject.join)(temp,`${report.action}\
-`)),"report.json");return await(0,promises_namespaceObject.writeFile)(path2,renderJson(report,kestraUrl)),path2}function annotate(report,context,{runner}){const{
annotations,rest}=renderAnnotations([...report.findings,...findingsOfChanges(report)],context);annotations.length!==0&&(runner.open("Annotations"),runner.annotate(
annotations),runner.close(),rest!==void 0&&runner.info(rest))}function readActionInputs(table,run2){const raw=name=>run2.runner.input(name),errors=[],attempt2=read=>{
try{return read()}catch(error2){if(!(error2 instanceof _build_errors.eb))throw error2;errors.push(error2);return}},report=attempt2(()=>readInputs(table,raw)),text=name=>raw(
name).trim()||void 0;attempt2(()=>refuseHalfCertificate(text("clientCertificate"),text("clientKey")));const credentials={apiToken:text("apiToken"),user:text("us\
er"),password:text("password")};if(raw("server").trim()!==""?attempt2(()=>readCredentials(credentials)):table.server?.required===void 0&&attempt2(()=>refuseWithoutServer(
credentials,raw("requireServer").trim().toLowerCase()==="true")),errors.length>0||report===void 0)throw new _build_errors.eb(errors.flatMap(({problems})=>problems),
errors.find(({hint})=>hint!==void 0)?.hint);for(const notice2 of report.notices)run2.notice(notice2);return report.values}const OURS=new Set(["action","failOn",
"file","origin","outcome","path","rule","severity"]);function redactor(secrets){const forms=[...new Set(secrets.flatMap(maskForms))].sort((a,b)=>b.length-a.length),
clean=text=>forms.reduce((rest,form)=>rest.replaceAll(form,"***"),text),walk2=value=>typeof value=="string"?clean(value):Array.isArray(value)?value.map(walk2):value instanceof
Map?new Map([...value].map(([key2,item2])=>[key2,walk2(item2)])):typeof value!="object"||value===null?value:Object.fromEntries(Object.entries(value).map(([key2,
item2])=>[key2,OURS.has(key2)&&typeof item2=="string"?item2:walk2(item2)]));return forms.length===0?value=>value:value=>walk2(value)}async function nearestRoot(folder){
const real=await(0,promises_namespaceObject.realpath)(folder).catch(()=>{});if(real!==void 0)for(let root=real;;root=(0,external_node_path_namespaceObject.dirname)(
root)){if(await hasGit(root))return{root,folder:(0,external_node_path_namespaceObject.relative)(root,real).split(external_node_path_namespaceObject.sep).join("/")};
if(root===(0,external_node_path_namespaceObject.dirname)(root))return}}function hasGit(folder){return(0,promises_namespaceObject.stat)((0,external_node_path_namespaceObject.
join)(folder,".git")).then(()=>!0,()=>!1)}var external_string_decoder_=__nccwpck_require__(3193),external_events_=__nccwpck_require__(4434);const external_child_process_namespaceObject=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("child_process");var external_assert_=__nccwpck_require__(2613),io_util_awaiter=function(thisArg,_arguments,P,generator){function adopt(value){
return value instanceof P?value:new P(function(resolve){resolve(value)})}return new(P||(P=Promise))(function(resolve,reject){function fulfilled(value){try{step(
generator.next(value))}catch(e){reject(e)}}function rejected(value){try{step(generator.throw(value))}catch(e){reject(e)}}function step(result){result.done?resolve(
result.value):adopt(result.value).then(fulfilled,rejected)}step((generator=generator.apply(thisArg,_arguments||[])).next())})};const{chmod,copyFile,lstat,mkdir,
open:io_util_open,readdir,rename,rm,rmdir,stat,symlink,unlink}=external_fs_.promises,IS_WINDOWS=process.platform==="win32";const READONLY=external_fs_.constants.O_RDONLY;function exists(fsPath){return io_util_awaiter(this,void 0,void 0,function*(){try{yield stat(fsPath)}catch(err2){
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
cwd)))return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));const fileName2=this._getSpawnFileName(),cp=external_child_process_namespaceObject.
spawn(fileName2,this._getSpawnArgs(optionsNonNull),this._getSpawnOptions(this.options,fileName2));let stdbuffer="";cp.stdout&&cp.stdout.on("data",data=>{this.options.
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
Line' cannot be null or empty.");const toolPath=commandArgs[0];return args=commandArgs.slice(1).concat(args||[]),new ToolRunner(toolPath,args,options).exec()})}const MAX_ERROR_TEXT=1e3,SAFE=["-c","core.fsmonitor=false","-c","safe.bareRepository=explicit"];async function run_git_runGit(args,{cwd,input,onOutput}){let errorText2="";
const options={cwd,silent:!0,ignoreReturnCode:!0,env:{...process.env,LC_ALL:"C",GIT_OPTIONAL_LOCKS:"0"},...input===void 0?{}:{input},listeners:{stdout:onOutput,
stderr:chunk=>{errorText2.length<MAX_ERROR_TEXT&&(errorText2+=chunk.toString("utf8").slice(0,MAX_ERROR_TEXT))}}};try{return{exitCode:await exec("git",[...SAFE,...args],
options),errorText:errorText2.trim()}}catch{return"absent"}}async function gitText(cwd,args){const chunks=[],end=await run_git_runGit(args,{cwd,onOutput:chunk=>chunks.
push(chunk)});return end!=="absent"&&end.exitCode===0?Buffer.concat(chunks).toString("utf8"):void 0}async function findRepositories(workspace,paths){const folders=new Set(
[""]);for(const path2 of paths)for(let folder=external_node_path_namespaceObject.posix.dirname(path2);folder!=="."&&!folders.has(folder);folder=external_node_path_namespaceObject.
posix.dirname(folder))folders.add(folder);const found2=[];for(const folder of[...folders].sort((a,b)=>b.length-a.length)){const root=(0,external_node_path_namespaceObject.
join)(workspace,folder);await hasGit(root)&&found2.push({folder,...await aboutRepository(root)})}return found2}async function aboutRepository(root){const[sha,prefix]=(await gitText(
root,["rev-parse","HEAD","--show-prefix"]))?.split(/\r?\n/)??[];if(sha===void 0||prefix!=="")return{};const url=pageOf((await gitText(root,["config","--get","re\
mote.origin.url"]))?.trim()??"");return{sha,...url===void 0?{}:{url}}}function pageOf(remote){const short=/^(?:[^@/:\s]+@)?([\w.-]+\.[\w.-]+):(?!\/)([^\s]+)$/.exec(
remote),text=short===null?remote:`ssh://${short[1]}/${short[2]}`;if(!URL.canParse(text))return;const{protocol,host,hostname,pathname}=new URL(text);if(protocol!==
"https:"&&protocol!=="http:"&&protocol!=="ssh:")return;const path2=pathname.replace(/\/+$/,"").replace(/\.git$/,"");return protocol==="ssh:"?`https://${hostname}${path2}`:
`${protocol}//${host}${path2}`}async function renderContext(report,{context,kestra},sources){const{serverUrl:serverUrl2,repository,sha,runUrl,event,docsUrl}=context,
commit=event.pullRequest?.head||sha;return{...serverUrl2===void 0?{}:{githubUrl:serverUrl2},...docsUrl===void 0?{}:{rulesUrl:`${docsUrl}/rules.md`},...repository===
void 0?{}:{repository},...sha===void 0?{}:{sha},...commit===void 0?{}:{commit},...kestra===void 0?{}:{kestraUrl:kestra.url},...runUrl===void 0?{}:{runUrl},repositories:await repositoriesOf(
report,context),sources}}async function repositoriesOf(report,context){const found2=await findRepositories(context.workspace,pathsIn(report)),{serverUrl:serverUrl2,
repository,sha}=context,own={...serverUrl2===void 0||repository===void 0?{}:{url:`${serverUrl2}/${repository}`},...sha===void 0?{}:{sha}};return found2.map(place=>place.
folder===""||found2.length===1?{...own,...place}:place)}function pathsIn(report){const findings=report.findings.map(({file})=>file),others=report.action==="vali\
date-flows"?report.files.map(({path:path2})=>path2):(report.action==="deploy-flows"?report.flows:report.files).flatMap(({file})=>file??[]);return[...new Set([...findings,
...others])]}const reasons={inputs:{short:"the inputs are wrong",meaning:"An input is missing, wrong, or does not go together with another one. Nothing was sent\
."},files:{short:"the files cannot be used",meaning:"No file matches, or a file cannot be read, is too large, or lies outside the workspace."},history:{short:"t\
he Git history is not enough",meaning:"`prune: removed` cannot tell what the repository once held, for example after a shallow checkout."},findings:{short:"ther\
e are findings",meaning:"A flow is invalid, or has a finding that fails the step by `failOn` or `strictReferences`."},names:{short:"the server would store names\
 wrongly",meaning:"Names of files that the server would refuse or store wrongly, or two files with one target."},conflict:{short:"something exists there and dif\
fers",meaning:"Something exists on the server and differs, and `override` is `false`."},deletions:{short:"the plan deletes too much",meaning:"The plan deletes m\
ore than `maxDelete`, or something that is still needed on the server."},plan:{short:"the plan is another one by now",meaning:"`planDigest` is not the digest of\
 the plan: files or server changed since it was reviewed."},unauthorized:{short:"the credentials were refused",meaning:"The server refused the credentials (401)\
."},forbidden:{short:"a permission is missing",meaning:"The credentials are right, but a permission is missing (403)."},unreachable:{short:"the server is not av\
ailable",meaning:"No connection, no answer in time, too many requests, or a gateway in trouble (429, 502, 503, 504), also when asked again. Running the step aga\
in may help."},protocol:{short:"the answer was not Kestra’s",meaning:"Something answered that is not Kestra, or not what Kestra promises: a login page, a redi\
rect."},server:{short:"a request to the server failed",meaning:"Any other status that is no success."},incomplete:{short:"not everything was deployed",meaning:"\
Some flows or files could not be written, others were; or a file read back is not what was sent."},"rolled-back":{short:"the changes were undone",meaning:"Somet\
hing could not be written, and `onError: rollback` put back all that the run had changed."},"rollback-incomplete":{short:"not all changes could be undone",meaning:"\
Something could not be written, and not everything could be put back: look at the server."},cancelled:{short:"the run was cancelled",meaning:"The job was cancel\
led or ran out of time. What was under way was finished, nothing new began."},bug:{short:"a bug in the action",meaning:"An unexpected error: please report it."}},
FAILURE_REASONS=reasons,version="1.0.0";function reportHead(run2,failure){return{schemaVersion:1,version,outcome:failure===void 0?"success":"failure",startedAt:run2.
startedAt.toISOString(),durationMs:run2.durationMs,requests:run2.requests,...run2.kestra===void 0?{}:{kestra:withoutUrl(run2.kestra)},findings:run2.findings,notices:[
...run2.notices],...failure===void 0?{}:{failure:reportedFailure(failure)}}}function reportedFailure({reason,short,message,hint}){return{reason,short:short??FAILURE_REASONS[reason].
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
const STOPPED={reason:"cancelled",message:"The run was cancelled before it was complete."};function verdictOf({verdict,isComplete},result,inputs2,isCancelled){const failure=verdict(
result,inputs2);return failure!==void 0||!isCancelled?failure:isComplete?.(result,inputs2)===!0?void 0:STOPPED}async function runAction(action){const runner=new Runner,
raw=name=>runner.input(name),secrets=[...secretTexts(action.spec.inputs,raw),...basicSecret(raw("user"),raw("password"))];runner.mask(secrets);const{stop,undoUntil,
reportDue,release}=stopSignals(()=>runner.info("The run is being cancelled: no new write starts.")),run2=new Run(runner,readContext(),stop,undoUntil),{inputs:inputs2,
result,failure}=await perform(action,run2,reportDue);await run2.end();const redact=redactor(secrets),report=redact(action.report(reportHead(run2,failure),result,
inputs2)),reporting={...BY_DEFAULT,...inputs2},context=await renderContext(report,run2,redact(run2.sources));await publish(report,context,run2,{...reporting,outputs:action.
outputs(report)}),inputs2!==void 0&&await action.publishMore?.({report,inputs:inputs2,context,isCarriedOut:result!==void 0},run2),release(),report.failure!==void 0&&
runner.fail(renderFailure(report,reporting).join(`
`))}const BY_DEFAULT={annotations:!0,summary:!0,comment:"false",commentId:"default",githubToken:void 0};async function perform(action,run2,reportDue){const{spec,
advice={}}=action;let inputs2,resultSoFar;const carryOut2=async()=>{try{inputs2=readActionInputs(spec.inputs,run2);const result=await action.perform(inputs2,run2,
soFar=>resultSoFar=soFar);return{inputs:inputs2,result,failure:verdictOf(action,result,inputs2,run2.stop.aborted)}}catch(error2){const failure=withAdvice(failureOf(
error2),advice),stack=error2 instanceof Error?error2.stack:void 0;return stack!==void 0&&run2.runner[failure.reason==="bug"?"info":"debug"](stack),{inputs:inputs2,
result:void 0,failure}}},cutOff=async()=>(await reportDue,{inputs:inputs2,result:resultSoFar?.(),failure:CUT_OFF});return Promise.race([carryOut2(),cutOff()])}function withAdvice(failure,advice){
const more=advice[failure.reason];return more===void 0?failure:{...failure,hint:[failure.hint,more].filter(Boolean).join(" ")}}const CUT_OFF={reason:"cancelled",
message:"The run was cancelled, and did not come to its end in time.",hint:"What was under way is marked: look at it in Kestra, then run the step again."};var external_node_stream_=__nccwpck_require__(
7075);const external_node_stream_promises_namespaceObject=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises"),PIECE=256*1024;function openContent(workspace,path2,size){
return contentAt((0,external_node_path_namespaceObject.join)(workspace,path2),size,path2)}function contentAt(absolute,size,shown){return{size,open:()=>content_counted(
size>PIECE?pieces(absolute):content_whole(absolute),size,shown)}}async function*content_counted(content,size,shown){let length=0;try{for await(const piece of content){
if(length+=piece.length,length>size)break;yield piece}}catch(cause){throw new _build_errors.yN(`${shown} cannot be read (${cause.code}).`,{cause})}if(length!==size)
throw new _build_errors.yN(`${shown} was changed while it was read.`,{hint:"Does another step of the job still write to it?"})}function pieces(absolute){return(0,external_node_fs_.
createReadStream)(absolute,{highWaterMark:PIECE})}async function*content_whole(absolute){const bytes=await(0,promises_namespaceObject.readFile)(absolute);bytes.
length>0&&(yield bytes)}class DiskBackups{#folder;#count=0;async keep(pieces2){this.#folder??=(0,promises_namespaceObject.mkdtemp)((0,external_node_path_namespaceObject.
join)(process.env.RUNNER_TEMP??(0,external_node_os_namespaceObject.tmpdir)(),"kestra-backup-"));const path2=(0,external_node_path_namespaceObject.join)(await this.#folder,
String(this.#count++));return await(0,external_node_stream_promises_namespaceObject.pipeline)(external_node_stream_.Readable.from(pieces2),(0,external_node_fs_.
createWriteStream)(path2,{mode:384})),contentAt(path2,(await(0,promises_namespaceObject.stat)(path2)).size,path2)}async remove(){this.#folder!==void 0&&await(0,promises_namespaceObject.
rm)(await this.#folder,{recursive:!0,force:!0})}}const readers_text={kind:"text",allowed:"any text",read:value=>({value})},readers_boolean={kind:"boolean",allowed:"\
true or false",read:given=>{const lower=given.toLowerCase();return lower==="true"||lower==="false"?{value:lower==="true"}:{problem:"is neither true nor false"}}};
function integer(min,max2){return{kind:"number",allowed:`a whole number from ${min} to ${max2}`,read:given=>{const value=/^\d{1,9}$/.test(given)?Number(given):Number.
NaN;return value>=min&&value<=max2?{value}:{problem:`is no whole number from ${min} to ${max2}`}}}}function choice(...words){const allowed2=words.map(word=>`\`${word}\
\``).join(", ");return{kind:words.map(word=>`\`${word}\``).join(" / "),allowed:`one of ${words.join(", ")}`,read:given=>{const found2=words.find(word=>word.toLowerCase()===
given.toLowerCase());return found2===void 0?{problem:`is none of ${allowed2.replaceAll("`","")}`}:{value:found2}}}}const lines={kind:"one per line",allowed:"one\
 value per line",read:given=>({value:given.split(/\r?\n/).map(line=>line.trim()).filter(line=>line!=="")})},fileName={kind:"file name",allowed:"the name of a fi\
le, without folders",read:given=>/[\\/]/.test(given)?{problem:"names a folder"}:{value:given}},namespace={kind:"namespace",allowed:'lower-case letters, digits, \
".", "_" and "-", beginning with a letter or digit, at most 150',read:given=>given.length<=150&&/^[a-z0-9][a-z0-9._-]*$/.test(given)?{value:given}:{problem:"is \
no Kestra namespace"}},parentNamespace={kind:namespace.kind,allowed:`${namespace.allowed}, without a dot at the end`,read:given=>given.endsWith(".")?{problem:"e\
nds with a dot, and one more would be put behind it"}:namespace.read(given)};const tenant={kind:"tenant",allowed:'lower-case letters, digits, "_" and "-", beginning with a letter or digit',read:given=>/^[a-z0-9][a-z0-9_-]*$/.test(given)?
{value:given}:{problem:"is no tenant id"}};const identifier={kind:"text",allowed:'letters, digits, ".", "_" and "-", at most 60',read:given=>/^[\w.-]{1,60}$/.test(given)?{value:given}:{problem:"has other\
 characters"}},digest={kind:"digest",allowed:"40 hexadecimal digits, as the output `planDigest` of a dry run",read:given=>/^[0-9a-f]{40}$/i.test(given)?{value:given.
toLowerCase()}:{problem:"is no digest of a plan"}},deploymentInputs={dryRun:{reader:readers_boolean,description:'Plan only: nothing is written. Same report, hea\
ded "Plan"; `changed` says whether there is something to do.',example:"true",default:"false"},maxDelete:{reader:integer(0,1e5),description:"A plan with more del\
etions than this writes nothing and fails.",example:"25",default:"10"},onError:{reader:choice("continue","stop","rollback"),description:"After a write that fail\
ed: `continue` with the others, `stop`, or `rollback` – put back what this run changed, newest first. Nothing is deleted after a failed write.",example:"rollb\
ack",default:"continue"},planDigest:{reader:digest,description:"Deploy exactly the plan that was reviewed: the output `planDigest` of its dry run. Anything else\
, here or on the server, fails before the first write.",example:"${{ needs.plan.outputs.planDigest }}"}},headers_OURS=new Set(["host","content-length","content-\
type","transfer-encoding","connection","accept-encoding"]),headers={kind:"`Name: value`, one per line",allowed:'one "Name: value" per line',read:given=>{const found2={};
for(const[index,line]of given.split(/\r?\n/).entries()){if(line.trim()==="")continue;const colon=line.indexOf(":"),name=line.slice(0,Math.max(colon,0)).trim(),value=line.
slice(colon+1).trim();if(!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name))return{problem:`has no "Name: value" in line ${index+1}`};if(!/^[\x20-\x7e\t]+$/.test(value))
return{problem:`has an empty or non-ASCII value for "${name}" in line ${index+1}`};if(headers_OURS.has(name.toLowerCase()))return{problem:`sets "${name}", which\
 the request itself decides`};found2[name]=value}return{value:found2}}},LOOPBACK=/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/,serverUrl={kind:"URL",allowed:"the ht\
tp(s) address of a Kestra server, without /ui and /api",read:readServerUrl};function readServerUrl(given){const bare=!/^[a-z][a-z0-9+.-]*:\/\//i.test(given),url=parseUrl(
bare?`https://${given}`:given);if(url===void 0||/[\s\\]/.test(given))return{problem:"is no URL"};if(url.protocol!=="https:"&&url.protocol!=="http:")return{problem:`\
begins with ${url.protocol}//, only https:// and http:// lead to Kestra`};if(url.username!==""||url.password!=="")return{problem:"carries credentials: put them \
into `user` and `password`"};bare&&LOOPBACK.test(url.hostname)&&(url.protocol="http:");const better=withoutTail(url);if(better!==void 0)return{problem:`is not t\
he server's own address. Use ${better}`};const value=url.origin+url.pathname.replace(/\/+$/,"");return bare?{value,notice:`\`server\` has no scheme: "${given}" \
is taken as ${value}`}:{value}}function parseUrl(text){return URL.canParse(text)?new URL(text):void 0}function withoutTail(url){const tail=/\/(ui|api\/v1|api)(\/|$)/.
exec(url.pathname);if(tail===null&&url.search===""&&url.hash==="")return;const path2=tail===null?url.pathname:url.pathname.slice(0,tail.index);return url.origin+
path2.replace(/\/+$/,"")}const serverInput={server:{reader:serverUrl,description:"Address of your Kestra server, also with a path prefix. Without a scheme `http\
s://` is meant (`http://` for localhost).",example:"https://kestra.example.com",required:!0}},connectionInputs={tenant:{reader:tenant,description:"Tenant (Enter\
prise Edition). Open Source knows only `main`.",example:"production",default:"main"},apiToken:{reader:readers_text,description:"API token (Enterprise Edition). \
Wins over `user` and `password`.",example:"${{ secrets.KESTRA_API_TOKEN }}",secret:!0},user:{reader:readers_text,description:"User name for basic authentication\
.",example:"${{ secrets.KESTRA_USER }}"},password:{reader:readers_text,description:"Password for basic authentication.",example:"${{ secrets.KESTRA_PASSWORD }}",
secret:!0},headers:{reader:headers,description:"Extra request headers, one `Name: value` per line, for access proxies. The values are masked.",example:"CF-Acces\
s-Client-Id: ${{ secrets.CF_ID }}",secret:!0},caCertificate:{reader:readers_text,description:"Certificate of your own authority: PEM text, or path of a PEM file\
. Trusted beside the usual ones.",example:"${{ vars.KESTRA_CA_CERTIFICATE }}"},clientCertificate:{reader:readers_text,description:"Certificate for a server that\
 asks for one (mutual TLS): PEM text, or path of a PEM file.",example:"${{ vars.KESTRA_CLIENT_CERTIFICATE }}"},clientKey:{reader:readers_text,description:"Priva\
te key of `clientCertificate`, without passphrase: PEM text, or path of a PEM file.",example:"${{ secrets.KESTRA_CLIENT_KEY }}",secret:!0},waitForServer:{reader:integer(
0,3600),description:"Seconds to wait for a server that is still starting.",example:"120",default:"0"},timeout:{reader:integer(1,3600),description:"Seconds that \
one request may take.",example:"60",default:"30"},retries:{reader:integer(0,20),description:"Repeats after a connection failure or a status 408, 425, 429, 502, \
503 or 504, where a repeat is safe.",example:"5",default:"3"},concurrency:{reader:integer(1,64),description:"Maximum concurrent requests.",example:"4",default:"\
8"}},commentInputs={comment:{reader:choice("false","true","on-change","on-failure"),description:"One pull-request comment, updated in place: `true`; `on-change`\
: only when there is something to say; `on-failure`: only when the step fails. Needs `pull-requests: write`.",example:"on-failure",default:"false"},commentId:{reader:identifier,
description:"Keeps the comments of several steps apart, and stands below their headings.",example:"billing",default:"default"},githubToken:{reader:readers_text,
description:"Token for the comment and for looking up changed files.",example:"${{ secrets.GITHUB_TOKEN }}",default:"${{ github.token }}",secret:!0}},reportingInputs={
...commentInputs,annotations:{reader:readers_boolean,description:"Put findings on the lines of the files.",example:"false",default:"true"},summary:{reader:readers_boolean,
description:"Write the job summary.",example:"false",default:"true"},kestractlVersion:{reader:readers_text,description:"Accepted and ignored, so that workflows \
of the official actions run unchanged: nothing is downloaded.",example:"1.0.0"}},reportingOutputs={failureReason:{description:"Why the step failed, one word of \
a closed list (docs/failure-reasons.md); empty on success."},commentBody:{description:"Markdown of the pull-request comment, whether it was posted or not."},report:{
description:"Path of the JSON report."}};const sourceLines={kind:"one per line",allowed:'paths, one per line, each with its target behind "=>" if it has one of its own',read:given=>{const lines2=given.
split(/\r?\n/).flatMap(line=>line.trim()===""?[]:[sourceLine(line)]);return lines2.find(({localPath,target})=>localPath===""||target==="")!==void 0?{problem:'ha\
s a line with nothing before or behind "=>"'}:{value:lines2}}};function sourceLine(line){const[localPath,...target]=line.split(/(?:^|\s)=>(?:\s|$)/).map(part=>part.
trim());return{localPath,...target.length===0?{}:{target:target.join(" => ")}}}function targetSource({localPath,target},kind,files,{namespacePath,keepFolderName,
isOneOfSeveral,folderName}){const source={localPath,kind,files};return target!==void 0?{...source,namespacePath:target.startsWith("/")?target:`${namespacePath}/${target}`}:
kind==="file"?{...source,namespacePath:isOneOfSeveral?`${namespacePath}/`:namespacePath}:{...source,namespacePath:keepFolderName?`${namespacePath}/${folderName}`:
namespacePath}}const deployNamespaceFilesSpec={name:"deploy-namespace-files",title:"Deploy Kestra namespace files",description:"Upload a file or the contents of\
 a folder to a Kestra namespace, byte for byte.",icon:"folder-plus",inputs:{localPath:{reader:sourceLines,description:"A file, or a folder whose contents go to \
`namespacePath`. Several, one per line; `sql => queries` puts one of them below `namespacePath/queries`, `sql => /queries` below the root of the namespace.",example:"\
./config",default:"./"},namespacePath:{reader:readers_text,description:"Target folder (`/` is the root of the namespace), or the target file when `localPath` is\
 a file.",example:"config",required:!0},namespace:{reader:namespace,description:"Namespace that gets the files.",example:"company.team",required:!0},keepFolderName:{
reader:readers_boolean,description:"Put a folder below its own name: `config` to `namespacePath/config`. Lines of `localPath` with a target of their own stay as\
 they are.",example:"true",default:"false"},includeHidden:{reader:readers_boolean,description:'Also files and folders whose name begins with ".". Never `.git`.',
example:"true",default:"false"},override:{reader:readers_boolean,description:"Overwrite files that exist. `false`: an existing file that differs is an error and\
 nothing is written; an identical one is unchanged.",example:"true",default:"false"},include:{reader:lines,description:"Globs relative to `localPath`, one per l\
ine, in order: `!glob` takes back what a line above takes.",example:"**/*.sql",default:"**"},exclude:{reader:lines,description:"Globs of files to leave out, one\
 per line, relative to `localPath`; `!glob` takes back.",example:"**/*.md"},ignoreFile:{reader:fileName,description:"Name of files that keep others out, in any \
folder: the syntax of .gitignore. Empty: there are none.",example:".uploadignore",default:".kestraignore",mayBeEmpty:!0},...deploymentInputs,prune:{reader:choice(
"false","removed","all"),description:"`removed`: delete files that this repository once held in `localPath` and holds nowhere any more; Git history is the recor\
d, so actions/checkout needs `fetch-depth: 0`. What was edited on the server is kept, with a warning. `all`: delete every file below the target folders that is \
not in `localPath`. Folders that get empty go as well.",example:"removed",default:"false"},verify:{reader:readers_boolean,description:"Read every written file b\
ack and compare.",example:"true",default:"false"},...serverInput,...connectionInputs,...reportingInputs},outputs:{changed:{description:"`true` when anything cha\
nged on the server – also by a write that failed afterwards, or that was not undone – or with `dryRun` would; else `false`."},created:{description:"Number o\
f files created."},updated:{description:"Number of files updated."},unchanged:{description:"Number of files that were identical on the server."},deleted:{description:"\
Number of files deleted."},failed:{description:"Number of files that could not be uploaded."},planDigest:{description:"Digest of the plan of a dry run, to deplo\
y exactly it later; empty when there was none."},bytes:{description:"Number of bytes uploaded."},...reportingOutputs}};function nameRulesOf(version2){const parts=/^v?(\d+)\.(\d+)(?:\.(\d+))?/.
exec(version2??"")?.slice(1);if(parts===void 0)return"unknown";const[major,minor,patch]=parts.map(part=>Number(part??0));return major>=2?"2.0":major===0||minor<
2?"1.0":minor>3||minor===3&&patch>=31?"1.3.31":"1.2"}function listedName(name,rules){return rules==="2.0"?name:name.replaceAll(" ","+")}function storageKey(path2,rules){
const stored2=listedName(path2,rules).replaceAll("\\","/").replace(/([A-Za-z]?):/g,(_colon,letter)=>letter.toLowerCase()).replace(/^\/\|+/,"/");return takesForUri(
rules)?decodeEscapes(stored2.replace(/[#?].*/s,"")):stored2}function takesForUri(rules){return rules==="1.0"||rules==="1.2"||rules==="unknown"}function decodeEscapes(text){
return text.replace(/(?:%[\da-f]{2})+/gi,escapes=>new TextDecoder().decode(Uint8Array.from(escapes.slice(1).split("%"),hex=>Number.parseInt(hex,16))))}function parseNamespacePath(text){
const segments=text.split("/").filter(segment2=>segment2!==""&&segment2!==".");return{path:segments.map(segment2=>`/${segment2}`).join(""),folder:segments.length===
0||/\/\.?$/.test(text)}}function foldersOf(path2){const folders=["/"];for(let slash=path2.indexOf("/",1);slash!==-1;slash=path2.indexOf("/",slash+1))folders.push(
path2.slice(0,slash));return folders}function folderOf(path2){const slash=path2.lastIndexOf("/");return slash<=0?"/":path2.slice(0,slash)}class StoredIndex{paths;rules;#files;#folders;#listed=new Map;constructor(paths,rules){
this.paths=paths,this.rules=rules,this.#files=new Set(paths.map(path2=>listedName(path2,rules))),this.#folders=new Set(["/",...paths.flatMap(path2=>foldersOf(listedName(
path2,rules)))])}addListing(folder,entries){for(const entry of entries){const path2=listedName(`${folder==="/"?"":folder}/${entry.name}`,this.rules);this.#listed.
get(path2)?.type!=="Directory"&&this.#listed.set(path2,entry),entry.type==="Directory"&&this.#folders.add(path2)}}stateOf({path:path2,file}){const name=listedName(
path2,this.rules);if(!this.#files.has(name))return"missing";const size=this.#listed.get(name)?.size;return size===void 0||size===file.size&&size>0?"doubtful":size===
file.size?"same":"different"}sizeOf(path2){return this.#listed.get(listedName(path2,this.rules))?.size}isFolder(path2){return this.#folders.has(listedName(path2,
this.rules))}isFile(path2){return this.#files.has(listedName(path2,this.rules))}}function findClashes(targets,stored2){return targets.flatMap(target=>{if(stored2.
isFolder(target.path)){const reason2=`the server has a folder at ${target.path}. Kestra cannot put a file there; delete the folder in Kestra, or choose another \
target.`;return[{...target,reason:reason2}]}const file=foldersOf(target.path).find(folder=>stored2.isFile(folder));if(file===void 0)return[];const reason=`${target.
path} would lie below ${file}, which is a file on the server. Delete that file in Kestra, or choose another target.`;return[{...target,reason}]})}function foldersToLookInto(targets,stored2){
const levels=[];for(const{path:path2}of targets){const folders=foldersOf(path2),known2=folders.findLastIndex(folder=>stored2.isFolder(folder));for(let depth=Math.
max(known2,0);depth<folders.length;depth++)(levels[depth]??=new Set).add(folders[depth])}return Array.from(levels,level=>[...level??[]])}function findFormerCopies(sources,stored2,rules){
const there=new Set(stored2.map(path2=>listedName(path2,rules)));return sources.flatMap(({localPath,kind,files,namespacePath})=>{const name=localPath.split(/[\\/]/).
findLast(step=>step!==""&&step!==".");if(kind!=="folder"||name===void 0||name==="..")return[];const target=parseNamespacePath(namespacePath).path,folder=listedName(
`${target}/${name}`,rules),ours=new Set(files.map(({inRoot})=>listedName(`${target}/${inRoot}`,rules))),copies=files.map(({inRoot})=>listedName(`${folder}/${inRoot}`,
rules)).filter(path2=>there.has(path2)&&!ours.has(path2));return copies.length===0?[]:[{localPath,folder,files:copies.length}]})}function findLookalikes(created,stored2,rules){
const folded=new Map(stored2.map(path2=>[fold(path2),path2]));return created.flatMap(target=>{const listed2=listedName(target.path,rules),other=folded.get(fold(
listed2));if(other===void 0||other===listed2)return[];const by=other.normalize()===listed2.normalize()?"Unicode form":"case";return[{target,stored:other,by}]})}
function fold(path2){return path2.normalize().toLowerCase()}function findCollisions(targets,rules){const places=group_by_groupBy(targets,({path:path2})=>storageKey(
path2,rules)),folders=new Map;for(const[key2,[target]]of places)for(const folder of foldersOf(key2))folders.has(folder)||folders.set(folder,target);const reasons2=new Map,
add=(target,reason)=>reasons2.set(target,[...reasons2.get(target)??[],reason]);for(const[key2,sharing]of places){for(const target of sharing.length>1?sharing:[])
add(target,sharedPlace(target,sharing,rules));const inside=folders.get(key2);if(inside!==void 0)for(const target of sharing)add(target,`${inside.file.path} need\
s a folder in its place (${target.path}).`)}return reasons2}function sharedPlace(target,sharing,rules){const other=sharing.find(({path:path2})=>path2!==target.path)??
sharing.find(candidate=>candidate!==target);return other.path===target.path?`${other.file.path} goes to the same place, ${target.path}.`:`Kestra ${mixUp(target.
path+other.path,rules)}, and would store it in one place with ${other.file.path}. Rename one of them.`}function mixUp(names,rules){return takesForUri(rules)&&names.
includes("%")?"resolves escapes when it stores":names.includes("\\")?'takes "\\" for "/"':names.includes(":")?'drops ":" when it stores':takesForUri(rules)&&/[#?]/.
test(names)?'drops everything from "#" or "?" on when it stores':names.includes("|")?'drops a "|" at the start of a path':'before 2.0 stores a blank as "+"'}const MAX_PATH=350,
MAX_COMPONENT={"1.0":255,"1.2":249,"1.3.31":249,"2.0":249,unknown:249};function problemsOfPath(path2,rules){const names=path2.split("/").slice(1),problems=new Set(
names.flatMap((name,index)=>problemsOfName({name,isFolder:index<names.length-1,rules})));return names[0]?.toLowerCase()==="_flows"&&problems.add('Kestra keeps "\
_flows" at the root for itself: a file below it would be imported as a flow. Deploy flows with deploy-flows, or choose another folder.'),path2.startsWith("/|")&&
problems.add(`Kestra drops a "|" at the start of a path when it stores: ${path2.slice(1)} and ${storageKey(path2,rules).slice(1)} would end up in one place. Ren\
ame it.`),rules!=="1.0"&&path2.length>MAX_PATH&&problems.add(`the path has ${path2.length} characters, Kestra keeps ${MAX_PATH} at most. Shorten it.`),[...problems]}
function problemsOfName(component){return NAME_RULES.filter(({on,broken})=>on(component.rules)&&broken(component)).map(({reason})=>reason(component))}const everywhere=()=>!0,
name_problems_BEFORE="Kestra before 1.3.31",REFUSED=/[[\]{}|"<>^`]/g,ESCAPE=/%[\da-f]{2}/i,NO_URI=/[\p{Cc}\p{Z}"%<>[\\\]^`{|}]/u,NAME_RULES=[{on:everywhere,broken:({
name})=>name==="",reason:()=>"a part of the path is empty."},{on:everywhere,broken:({name})=>name==="."||name==="..",reason:({name})=>`"${name}" as a part of th\
e path would leave the target folder; Kestra refuses it.`},{on:everywhere,broken:({name})=>name.includes("\\"),reason:()=>'Kestra takes "\\" for "/" and would pu\
t the file into another folder. Rename it.'},{on:everywhere,broken:({name})=>name.includes(":"),reason:({name,rules})=>`Kestra drops ":" when it stores, and low\
er-cases a letter before it: ${name} and ${storageKey(name,rules)} would end up in one place. Rename the file.`},{on:everywhere,broken:({name,rules})=>Buffer.byteLength(
name)>MAX_COMPONENT[rules],reason:({name,rules})=>`the name has ${Buffer.byteLength(name)} bytes, Kestra can store ${MAX_COMPONENT[rules]}${rules==="1.0"?"":" a\
nd the number of a revision"}. Shorten it.`},{on:everywhere,broken:({name})=>/\p{Cs}|\uFFFD/u.test(name),reason:()=>"the name is not valid UTF-8. Rename the fil\
e."},{on:takesForUri,broken:({name})=>/[#?]/.test(name),reason:({name})=>{const mark=/[#?]/.exec(name)[0],stem=name.slice(0,name.search(/[#?]/));return`${name_problems_BEFORE}\
 drops everything from "${mark}" on when it stores: ${stem}${mark}1 and ${stem}${mark}2 would end up in one place. Rename the file.`}},{on:takesForUri,broken:({
name})=>/%(?![\da-f]{2})/i.test(name),reason:()=>`${name_problems_BEFORE} refuses a "%" that is not followed by two hexadecimal digits. Rename the file.`},{on:rules=>rules===
"1.0"||rules==="unknown",broken:({name})=>ESCAPE.test(name),reason:({name})=>`Kestra 1.0 and 1.1 resolve escapes: "${ESCAPE.exec(name)[0]}" would be stored as a\
nother character, and some make the whole namespace unreadable. Rename the file.`},{on:rules=>rules==="1.2",broken:({name})=>/%(?:2f|5c|00)/i.test(name)||/%2e/i.
test(name)&&/^(?:%2e|\.)+$/i.test(name),reason:()=>`${name_problems_BEFORE} resolves escapes when it stores, and this one leads to another folder. Rename the fi\
le.`},{on:rules=>rules==="1.2",broken:({name,isFolder})=>isFolder&&ESCAPE.test(name)&&NO_URI.test(decodeEscapes(name)),reason:({name})=>`${name_problems_BEFORE}\
 refuses files below a folder whose name holds an escape like "${ESCAPE.exec(name)[0]}". Rename the folder.`},{on:takesForUri,broken:({name})=>/^\.\.[^/]/.test(
name),reason:()=>`${name_problems_BEFORE} refuses a name that begins with "..". Rename the file.`},{on:takesForUri,broken:({name})=>name.search(REFUSED)!==-1,reason:({
name})=>`${name_problems_BEFORE} refuses ${listOf(name.match(REFUSED))} in a name. Rename the file.`},{on:takesForUri,broken:({name})=>/(?! )\p{Z}/u.test(name),
reason:({name})=>`${name_problems_BEFORE} refuses the blank character ${codePoint(/(?! )\p{Z}/u.exec(name)[0])} in a name. Rename the file.`},{on:takesForUri,broken:({
name})=>/\p{Cc}/u.test(name),reason:({name})=>`${name_problems_BEFORE} refuses the control character ${codePoint(/\p{Cc}/u.exec(name)[0])} in a name. Rename the\
 file.`}];function listOf(found2){return[...new Set(found2)].join(" ")}function codePoint(character){return`U+${character.codePointAt(0).toString(16).toUpperCase().
padStart(4,"0")}`}function planTargets(sources,rules){for(const{namespacePath}of sources){const problems=problemsOfPath(parseNamespacePath(namespacePath).path,rules);
if(problems.length>0)return{targets:[],refusals:[],problem:`The target "${namespacePath}" cannot be: ${problems.join(" ")}`}}const all=sources.flatMap(targetsOf),
collisions=findCollisions(all,rules),targets=[],refusals=[];for(const target of all){const reasons2=[...problemsOfPath(target.path,rules),...collisions.get(target)??
[]];reasons2.length===0?targets.push(target):refusals.push({...target,reason:reasons2.join(" ")})}return{targets,refusals}}function filledFolder({kind,namespacePath}){
return kind==="folder"?parseNamespacePath(namespacePath).path:void 0}function targetsOf({files,kind,namespacePath}){const base=parseNamespacePath(namespacePath),
renamed=kind==="file"&&!base.folder;return files.map(file=>({file,path:renamed?base.path:`${base.path}/${file.inRoot}`}))}class WrittenOtherwiseError extends _build_errors.
lZ{}const NAMED=20;function countOf(number,one,many=`${one}s`){return`${number} ${number===1?one:many}`}function someOf(names){const more=names.length-NAMED;return names.
slice(0,NAMED).join(", ")+(more>0?` and ${more} more`:"")}function errorText(error2){if(!(error2 instanceof Error))return String(error2);const hint=error2 instanceof
_build_errors.lZ?error2.hint:void 0;return hint===void 0?error2.message:`${error2.message} ${hint}`}function conflictFailure(names,{one,done,replace}){const count2=names.
length;if(count2===0)return;const[exist,differ,them]=count2===1?["exists","differs","it"]:["exist","differ","them"];return{reason:"conflict",short:`${count2} ${exist}\
 there and ${differ}`,message:`${countOf(count2,one)} ${exist} on the server and ${differ} (${someOf(names)}). Nothing was ${done}.`,hint:`Set \`override: true\` \
to ${replace} ${them}.`}}var external_node_crypto_=__nccwpck_require__(7598);const DIGITS=40;function digestOf(lines2){const hash=(0,external_node_crypto_.createHash)("sha256"),texts=lines2.map(({kind,key:key2,found:found2,wanted})=>JSON.stringify([key2,
kind,found2??null,wanted??null]));for(const text of texts.sort())hash.update(`${text}
`);return hash.digest("hex").slice(0,DIGITS)}function digestFailure(reviewed,actual,{writes,conflicts,deletions}){if(reviewed===void 0||reviewed.toLowerCase()===
actual)return;const isEmpty=[writes,conflicts,deletions].every(({length})=>length===0);return{reason:"plan",message:`The plan is not the one that was reviewed: \
\`planDigest\` is \`${reviewed}\`, this plan's is \`${actual}\`. Nothing was changed.`,hint:isEmpty?"There is nothing to do: the server holds all of it already,\
 as after a run that carried the reviewed plan out. Then nothing is missing.":"What is deployed or what is on the server has changed since. Review the plan; if \
it is right, pass its digest."}}function planChanges(desired,stateOf,options){const changes2=desired.map(item2=>({kind:kindOf(stateOf(item2),options.override),desired:item2}));
return{changes:changes2,conflicts:changes2.filter(({kind})=>kind==="conflict"),writes:changes2.filter(({kind})=>kind==="create"||kind==="update"),deletions:options.
deletions}}function kindOf(state,override){return state==="missing"?"create":state==="same"?"unchanged":override?"update":"conflict"}function pruneFailure(deletions,maxDelete,one){
if(!(deletions.length<=maxDelete))return{reason:"deletions",short:`${countOf(deletions.length,one)} to delete, more than maxDelete (${maxDelete})`,message:`The \
plan deletes ${countOf(deletions.length,one)} (${someOf(deletions)}), more than \`maxDelete\` (${maxDelete}). Nothing was changed.`,hint:"If this is right, rais\
e `maxDelete`."}}class Node{value;next;constructor(value){this.value=value}}class Queue{#head;#tail;#size;constructor(){this.clear()}enqueue(value){const node=new Node(
value);this.#head?(this.#tail.next=node,this.#tail=node):(this.#head=node,this.#tail=node),this.#size++}dequeue(){const current=this.#head;if(current)return this.#head=
this.#head.next,this.#size--,this.#head||(this.#tail=void 0),current.value}peek(){if(this.#head)return this.#head.value}clear(){this.#head=void 0,this.#tail=void 0,
this.#size=0}get size(){return this.#size}*[Symbol.iterator](){let current=this.#head;for(;current;)yield current.value,current=current.next}*drain(){for(;this.#head;)
yield this.dequeue()}}function pLimit(concurrency){let rejectOnClear=!1;if(typeof concurrency=="object"&&({concurrency,rejectOnClear=!1}=concurrency),validateConcurrency(
concurrency),typeof rejectOnClear!="boolean")throw new TypeError("Expected `rejectOnClear` to be a boolean");const queue=new Queue;let activeCount=0;const resumeNext=()=>{
activeCount<concurrency&&queue.size>0&&(activeCount++,queue.dequeue().run())},next=()=>{activeCount--,resumeNext()},run2=async(function_,resolve,arguments_)=>{const result=(async()=>function_(
...arguments_))();resolve(result);try{await result}catch{}next()},enqueue=(function_,resolve,reject,arguments_)=>{const queueItem={reject};new Promise(internalResolve=>{
queueItem.run=internalResolve,queue.enqueue(queueItem)}).then(run2.bind(void 0,function_,resolve,arguments_)),activeCount<concurrency&&resumeNext()},generator=(function_,...arguments_)=>new Promise(
(resolve,reject)=>{enqueue(function_,resolve,reject,arguments_)});return Object.defineProperties(generator,{activeCount:{get:()=>activeCount},pendingCount:{get:()=>queue.
size},clearQueue:{value(){if(!rejectOnClear){queue.clear();return}const abortError=AbortSignal.abort().reason;for(;queue.size>0;)queue.dequeue().reject(abortError)}},
concurrency:{get:()=>concurrency,set(newConcurrency){validateConcurrency(newConcurrency),concurrency=newConcurrency,queueMicrotask(()=>{for(;activeCount<concurrency&&
queue.size>0;)resumeNext()})}},map:{async value(iterable,function_){const promises=[];try{Array.from(iterable,(value,index)=>{const promise=generator(function_,
value,index);return promises.push(promise),promise})}catch(error2){for(const promise of promises)promise.catch(()=>{});throw error2}return Promise.all(promises)}}}),
generator}function validateConcurrency(concurrency){if(!((Number.isInteger(concurrency)||concurrency===Number.POSITIVE_INFINITY)&&concurrency>0))throw new TypeError("Expe\
cted `concurrency` to be a number from 1 and up")}const MAX_LISTED_FOLDERS=40,MIN_FILES_IN_EXPORT=16,MAX_COMPARED_BYTES=128*1024*1024,MAX_EXPORT_BYTES=64*1024*1024;
function asksForSizes({candidates}){return new Set(candidates.map(({folder})=>folder)).size<=MAX_LISTED_FOLDERS}function asksForExport(doubtful){const bytes=doubtful.
candidates.reduce((sum,{size})=>sum+size,0),count2=doubtful.candidates.length;return count2>=MIN_FILES_IN_EXPORT&&count2*2>=doubtful.stored&&bytes<=MAX_COMPARED_BYTES}
function orderByNeeds(needs){const components=componentsOf(needs),component=new Array(needs.length);for(const[index,members]of components.entries())for(const member of members)
component[member]=index;return{order:components.flat(),honoured:needs.map((list,node)=>list.filter(need=>component[need]!==component[node])),cycles:components.filter(
({length})=>length>1)}}function componentsOf(needs){const place=new Array(needs.length).fill(-1),lowest=new Array(needs.length),isOpen=new Array(needs.length),open=[],
components=[];let seen=0;for(const start of needs.keys()){if(place[start]!==-1)continue;const stack=[],enter=node=>{place[node]=lowest[node]=seen++,isOpen[node]=
!0,open.push(node),stack.push({node,next:0})};enter(start);for(let top=stack.at(-1);top!==void 0;top=stack.at(-1)){const{node}=top,need=needs[node][top.next++];
if(need!==void 0){place[need]===-1?enter(need):isOpen[need]&&(lowest[node]=Math.min(lowest[node],place[need]));continue}stack.pop();const parent=stack.at(-1)?.node;
if(parent!==void 0&&(lowest[parent]=Math.min(lowest[parent],lowest[node])),lowest[node]!==place[node])continue;const members=open.splice(open.lastIndexOf(node));
for(const member of members)isOpen[member]=!1;components.push(members.sort((one,other)=>one-other))}}return components}async function applyAll(items,work,options){
const{concurrency,signal,stopAfterFailure=!1,onStart,onDone}=options,limit2=pLimit(concurrency),{order,honoured}=orderByNeeds(options.needs??items.map(()=>[])),
ends=new Array(items.length);let done=0,isFailed=!1;const attempt2=async position=>{if(signal?.aborted===!0||stopAfterFailure&&isFailed)return{state:"skipped"};
onStart?.(position);try{return{state:"done",result:await work(items[position],position)}}catch(error2){return isFailed=!0,{state:"failed",error:error2}}finally{
onDone?.(++done,items.length)}},start=async position=>(await Promise.all(honoured[position].map(need=>ends[need])),limit2(()=>attempt2(position)));for(const position of order)
ends[position]=start(position);return Promise.all(ends)}const BATCH_BYTES=8*1024*1024;async function compareWithExport(targets,{server,namespace:namespace2,rules,
contentOf:contentOf2,concurrency,signal},settle){const exported=await server.exportFiles(namespace2,MAX_EXPORT_BYTES).catch(()=>{});if(exported===void 0)return;
const nameOf2=({path:path2})=>listedName(path2,rules),sizeOf2=target=>exported.sizes.get(nameOf2(target));for(const target of targets){const size=sizeOf2(target);
size!==void 0&&size!==target.file.size&&settle(target,"different")}const limit2=pLimit(concurrency);for(const batch of batches(targets.filter(target=>sizeOf2(target)===
target.file.size))){if(signal?.aborted===!0)return;const contents=exported.read(batch.map(nameOf2));await limit2.map(batch,async target=>{const stored2=contents.
get(nameOf2(target));stored2!==void 0&&settle(target,await isSame(stored2,contentOf2(target))?"same":"different")})}}function batches(targets){const all=[];let bytes=1/0;
for(const target of targets)bytes+=target.file.size,bytes>BATCH_BYTES&&(all.push([]),bytes=target.file.size),all.at(-1).push(target);return all}async function isSame(stored2,content){
let start=0;for await(const piece of content.open()){if(Buffer.compare(stored2.subarray(start,start+piece.length),piece)!==0)return!1;start+=piece.length}return start===
stored2.length}async function readStored(targets,ports){const{server,namespace:namespace2,rules}=ports,stored2=new StoredIndex(await server.searchFiles(namespace2,
"/"),rules),there=targets.filter(({path:path2})=>stored2.isFile(path2)),missing=targets.filter(({path:path2})=>!stored2.isFile(path2)),known2={candidates:there.
map(candidateOf),stored:stored2.paths.length},sizes=asksForSizes(known2)?new Set(known2.candidates.map(({folder})=>folder)):new Set,limit2=pLimit(ports.concurrency),
look=async folder=>{const entries=await server.listFolder(namespace2,folder);entries!==void 0&&stored2.addListing(folder,entries)},levels=foldersToLookInto(missing,
stored2),looked=new Set(levels.flat()),ofSizes=limit2.map([...sizes].filter(folder=>!looked.has(folder)),look);for(const level of levels)await limit2.map(level.
filter(folder=>stored2.isFolder(folder)),look);return await ofSizes,stored2}async function compareContents(targets,stored2,ports){const states=new Map,doubtful=[];
for(const target of targets){const state=stored2.stateOf(target);state==="doubtful"?doubtful.push(target):states.set(target,state)}let settled=0;const settle=(target,state)=>{
states.set(target,state),ports.onCompare?.(++settled,doubtful.length)},inExport={candidates:doubtful.map(candidateOf),stored:stored2.paths.length};asksForExport(
inExport)&&await compareWithExport(doubtful,ports,settle),await compareOneByOne(doubtful.filter(target=>!states.has(target)),ports,settle);for(const target of doubtful)
states.has(target)||states.set(target,"missing");return states}async function compareOneByOne(targets,{server,namespace:namespace2,contentOf:contentOf2,concurrency,
signal},settle){const compare2=async target=>{const same=await server.holdsFile(namespace2,target.path,contentOf2(target));settle(target,same===void 0?"missing":
same?"same":"different")};for(const result of await applyAll(targets,compare2,{concurrency,signal}))if(result.state==="failed")throw result.error}function candidateOf({
path:path2,file:{size}}){return{size,folder:folderOf(path2)}}function uploadOrder(uploads,isThere){const openers=new Map;for(const[position,{path:path2,size}]of uploads.
entries())for(const folder of foldersOf(path2)){const opener=openers.get(folder);(opener===void 0?!isThere(folder):size<uploads[opener].size)&&openers.set(folder,
position)}return uploads.map(({path:path2},position)=>{const opener=foldersOf(path2).map(folder=>openers.get(folder)).findLast(other=>other!==void 0&&other!==position);
return opener===void 0?[]:[opener]})}function startPlan(plan,ports,options){const writes=stepsOf(plan.writes,ports.write,ports.undoWrite,options.writeNeeds),deletions=stepsOf(
plan.deletions,ports.remove,ports.undoRemoval,options.deletionNeeds),outcomes=()=>({writes:writes.map(outcomeOf),deletions:deletions.map(outcomeOf)});return{outcomes,
done:run(writes,deletions,options).then(outcomes)}}async function run(writes,deletions,options){const{onError,signal,onDone,onRollback}=options,attempted=[],total=writes.
length+deletions.length,phase=async(steps,before)=>{const position=new Map(steps.map((step,index)=>[step,index]));return await applyAll(steps,step=>attempt(step,
attempted),{concurrency:options.concurrency,signal,stopAfterFailure:onError!=="continue",needs:steps.map(({needs})=>needs.map(need=>position.get(need))),onDone:done=>onDone?.(
before+done,total)}),steps.every(({outcome:{state}})=>state==="done")};await phase(writes,0)&&await phase(deletions,writes.length)||onError!=="rollback"||attempted.
length===0||(onRollback?.(attempted.length),await rollBack(attempted,options))}function stepsOf(items,work,undo,needs=[]){const steps=items.map(item2=>({outcome:{
state:"skipped"},work:()=>work(item2),undo:applied=>undo(item2,applied),needs:[]}));for(const[index,step]of steps.entries())step.needs.push(...(needs[index]??[]).
map(need=>steps[need]));return steps}async function attempt(step,attempted){step.outcome={state:"under-way"};try{step.outcome={state:"done",result:await step.work()}}catch(error2){
throw step.outcome={state:"failed",error:error2},error2}finally{attempted.push(step)}}async function rollBack(attempted,{concurrency,undoUntil}){const newestFirst=attempted.
toReversed(),position=new Map(newestFirst.map((step,index)=>[step,index])),needs=newestFirst.map(()=>[]);for(const[index,step]of newestFirst.entries())for(const need of step.
needs)needs[position.get(need)??index].push(index);for(const step of newestFirst)setUndone(step,{state:"not-undone",reason:"The run ended before its turn."});await applyAll(
newestFirst,undoStep,{concurrency,signal:undoUntil,needs})}async function undoStep(step){const{outcome}=step;if(!(outcome.state!=="done"&&outcome.state!=="faile\
d")){setUndone(step,{state:"not-undone",reason:"The run ended while it was being put back."});try{setUndone(step,await step.undo(outcome))}catch(error2){setUndone(
step,{state:"not-undone",reason:errorText(error2)})}}}function setUndone(step,undone){step.outcome={...step.outcome,undone}}function outcomeOf({outcome}){return outcome}
function outcomeFailure(outcomes,how){const{isCancelled,isRolledBack,one,done}=how,failed=outcomes.filter(({action})=>action==="failed"),skipped=outcomes.filter(
({action})=>action==="skipped"),sentences=[];if(failed.length>0){const names=someOf(failed.map(({name})=>name)),verb=failed.every(({file})=>file===void 0)?"dele\
ted":done;sentences.push(`${failed.length} of ${countOf(outcomes.length,one)} could not be ${verb} (${names}): ${reasonsOf(failed)}`)}const areDeletions=skipped.
every(({file})=>file===void 0),left=countOf(skipped.length,areDeletions?"deletion":one),isWithheld=areDeletions&&!isCancelled&&failed.some(({file})=>file!==void 0);
if(skipped.length>0){const were=skipped.length===1?"was":"were";sentences.push(isCancelled?`The run was cancelled: ${left} ${were} not ${areDeletions?"carried o\
ut":done}.`:isWithheld?`${left} ${were} left out, because a write failed.`:`${left} ${were} not reached after that.`)}if(sentences.length===0)return;const short=[
...failed.length>0?[`${failed.length} of ${outcomes.length} failed`]:[],...skipped.length===0?[]:[isWithheld?`${left} left out`:`${isCancelled?"cancelled":"stop\
ped"} before ${left}`]].join(", ");return isRolledBack?rollbackFailure(outcomes,short,sentences,one):{reason:isCancelled&&skipped.length>0?"cancelled":"incomple\
te",short,message:sentences.join(" ")}}const REASONS=3;function reasonsOf(failed){const reasons2=[...new Set(failed.map(({error:error2="no reason is known"})=>error2.
replace(/[^.!?]$/,"$&.")))],more=reasons2.length-REASONS;return[...reasons2.slice(0,REASONS),...more>0?[`${countOf(more,"more reason")} in the list.`]:[]].join(
" · ")}function rollbackFailure(outcomes,short,sentences,one){const undone=countUndone(outcomes),left=outcomes.filter(({rollback})=>rollback==="not-undone"),done=undone===
0?[]:[`${countOf(undone,"change")} before it ${undone===1?"was":"were"} undone.`];if(left.length===0)return{reason:"rolled-back",short,message:[...sentences,...done,
"The server is as it was."].join(" ")};const could=`${countOf(left.length,"change")} could not be undone (${someOf(left.map(({name})=>name))}).`;return{reason:"\
rollback-incomplete",short:`${short}, ${countOf(left.length,"change")} could not be undone`,message:[...sentences,...done,could].join(" "),hint:`Look at ${left.
length===1?`this ${one}`:`these ${one}s`} in Kestra; each has its reason in the list.`}}async function removeEmptyFolders(deleted,namespace2,server){const innermostFirst=[
...new Set(deleted.flatMap(path2=>foldersOf(path2).slice(1)))].sort((a,b)=>b.split("/").length-a.split("/").length);for(const folder of innermostFirst)(await server.
listFolder(namespace2,folder))?.length===0&&await server.deleteFile(namespace2,folder)}function reportOfUnfinished(outcome){if(outcome.state==="skipped")return{
action:"skipped"};const error2=outcome.state==="failed"?errorText(outcome.error):"It was under way when the run ended: look at it in Kestra.";return{action:"fai\
led",error:error2,...reportOfRollback(outcome,error2)}}function reportOfRollback({undone,state},error2){return undone?.state==="not-undone"?{rollback:"not-undon\
e",error:`${error2===void 0?"":`${error2} `}This was not undone. ${undone.reason}`}:undone?.state!=="undone"?{}:{rollback:"undone",...state==="done"?{action:"un\
done"}:{}}}const results_PLANNED={create:"created",update:"updated",unchanged:"unchanged",conflict:"conflict"};function refusedChange(refusal2,target){return refusal2===
void 0?{...head(target),action:"skipped"}:{...head(refusal2),action:"failed",error:refusal2.reason}}function plannedChange({kind,desired},before,isPlan){return kind===
"conflict"?{...head(desired),action:"conflict",...before,error:"Exists on the server and differs."}:kind!=="unchanged"&&!isPlan?{...head(desired),action:"skippe\
d"}:{...head(desired),action:results_PLANNED[kind],...before}}function plannedDeletion({stored:stored2,reason},before,isPlan){return{action:isPlan?"deleted":"sk\
ipped",target:stored2,bytes:0,...before,reason}}function writtenChange({desired},outcome,before){return outcome===void 0?{...head(desired),action:"unchanged"}:{
...head(desired),...before,...reportOf(outcome)}}function deletedChange({stored:stored2,reason},outcome,before){return{target:stored2,bytes:0,...before,reason,...reportOf(
outcome)}}function reportOf(outcome){return outcome.state!=="done"?reportOfUnfinished(outcome):{action:outcome.result.action,...reportOfRollback(outcome)}}function head({
file,path:path2}){return{file:file.path,target:path2,bytes:file.size}}const MAX_TEXT=64*1024,MAX_TEXTS=50;async function examinePlan(plan,stored2,input,ports){const needsDigest=input.
dryRun||input.planDigest!==void 0,before=new Map,found2=new Map,changed=plan.changes.filter(({kind})=>kind==="update"||kind==="conflict"),isReadLater=input.onError===
"rollback"&&plan.conflicts.length===0,texts=new Set(changed.filter(({desired})=>isSmall(desired,stored2)).slice(0,MAX_TEXTS)),limit2=pLimit(input.concurrency);await limit2.
map(needsDigest?changed:isReadLater?[]:[...texts],async change=>{const{desired}=change,read=await examine_plan_readStored(desired.path,input.namespace,texts.has(
change)?MAX_TEXT:0,ports);read!==void 0&&(found2.set(desired.path,read.fingerprint),before.set(desired.path,{bytesBefore:read.size,...await textsBeside(read.text,
desired,ports)}))}),await limit2.map(needsDigest?plan.deletions:[],async({stored:path2})=>{const read=await examine_plan_readStored(path2,input.namespace,0,ports);
read!==void 0&&(found2.set(path2,read.fingerprint),before.set(path2,{bytesBefore:read.size}))});for(const path2 of[...changed.map(({desired})=>desired.path),...plan.
deletions.map(one=>one.stored)]){const size=stored2.sizeOf(path2);!before.has(path2)&&size!==void 0&&before.set(path2,{bytesBefore:size})}return{before,...needsDigest?
{digest:await examine_plan_digest(plan,found2,input,ports)}:{}}}async function examine_plan_digest(plan,found2,{concurrency},{contentOf:contentOf2}){const writes=await pLimit(
concurrency).map(plan.changes,async({kind,desired})=>{const wanted=(await hashed(contentOf2(desired.file.path,desired.file.size).open())).digest("hex");return{kind,
key:desired.path,found:kind==="unchanged"?wanted:found2.get(desired.path),wanted}}),deletions=plan.deletions.map(({stored:key2})=>({kind:"delete",key:key2,found:found2.
get(key2)}));return digestOf([...writes,...deletions])}async function examine_plan_readStored(path2,namespace2,maxText,{server}){let read;return await server.readFile(
namespace2,path2,async pieces2=>{let size=0;const chunks=[],hash=await hashed(pieces2,piece=>{size+=piece.length,size<=maxText&&chunks.push(piece)});read={size,
fingerprint:hash.digest("hex"),text:size<=maxText?examine_plan_textOf(Buffer.concat(chunks)):void 0}}),read}async function hashed(pieces2,onPiece){const hash=(0,external_node_crypto_.
createHash)("sha256");for await(const piece of pieces2)hash.update(piece),onPiece?.(piece);return hash}async function textsOf(former,desired,ports){return former.
size>MAX_TEXT||desired.file.size>MAX_TEXT?{}:textsBeside(examine_plan_textOf(await bytesOf(former)),desired,ports)}async function textsBeside(before,{file},{contentOf:contentOf2}){
if(before===void 0)return{};const after=examine_plan_textOf(await bytesOf(contentOf2(file.path,file.size)));return after===void 0?{}:{texts:{before,after}}}async function bytesOf(content){
const chunks=[];for await(const piece of content.open())chunks.push(piece);return Buffer.concat(chunks)}function isSmall({file,path:path2},stored2){return file.
size<=MAX_TEXT&&(stored2.sizeOf(path2)??0)<=MAX_TEXT}function examine_plan_textOf(bytes){if(!bytes.includes(0))try{return new TextDecoder("utf-8",{fatal:!0,ignoreBOM:!0}).
decode(bytes)}catch{return}}const UNTOUCHED={state:"untouched"},CHANGED={state:"not-undone",reason:"Somebody else changed it meanwhile: it is left as it is now."};
class FileWriter{input;ports;#former=new Map;#texts=new Map;constructor(input,ports){this.input=input,this.ports=ports}async write({kind,desired}){const{server}=this.
ports,{namespace:namespace2,override,verify}=this.input,{path:path2}=desired;kind==="update"&&await this.#keepFormer(desired);const content=this.#contentOf(desired);
if(await server.putFile(namespace2,path2,content,{onlyNew:!override}),verify&&await server.holdsFile(namespace2,path2,content)!==!0)throw new WrittenOtherwiseError(
`${path2} was read back and is not what was sent.`,{hint:"Something between here and Kestra, or somebody else, changed it. Run the step again."});return{action:kind===
"create"?"created":"updated",bytes:content.size}}formerOf(path2){const former=this.#former.get(path2);return former===void 0?{}:{bytesBefore:former.size,...this.#texts.
get(path2)}}async remove({stored:stored2}){return await this.#keep(stored2),await this.#delete(stored2),{action:"deleted",bytes:0}}async undoWrite({kind,desired},applied){
const{server}=this.ports,{namespace:namespace2}=this.input,{path:path2}=desired,former=this.#former.get(path2);if(kind==="update"&&former===void 0||former!==void 0&&
await server.holdsFile(namespace2,path2,former)===!0)return UNTOUCHED;const isOurs=await server.holdsFile(namespace2,path2,this.#contentOf(desired));return isOurs===
void 0&&former===void 0?UNTOUCHED:isOurs!==!0?applied.state==="done"?CHANGED:NOT_KNOWN:(former===void 0?await this.#delete(path2):await server.putFile(namespace2,
path2,former),{state:"undone"})}async undoRemoval({stored:stored2}){const{server}=this.ports,former=this.#former.get(stored2);if(former===void 0)return UNTOUCHED;
const isThere=await server.holdsFile(this.input.namespace,stored2,former);return isThere===!0?UNTOUCHED:isThere===!1?CHANGED:(await server.putFile(this.input.namespace,
stored2,former),{state:"undone"})}async#delete(path2){try{await this.ports.server.deleteFile(this.input.namespace,path2)}catch(error2){if(!await this.#isGone(path2).
catch(()=>!1))throw error2}}async#isGone(path2){const folder=folderOf(path2),stored2=listedName(path2,nameRulesOf(this.input.serverVersion));return!(await this.
ports.server.listFolder(this.input.namespace,folder)??[]).some(({name})=>stored2.endsWith(`/${name}`))}async#keepFormer(desired){const{path:path2}=desired;await this.#keep(
path2);const former=this.#former.get(path2);if(former===void 0||this.#texts.size>=MAX_TEXTS)return;const shown=await textsOf(former,desired,this.ports);shown.texts!==
void 0&&this.#texts.set(path2,shown)}async#keep(path2){if(this.input.onError!=="rollback")return;let kept2;await this.ports.server.readFile(this.input.namespace,
path2,async pieces2=>{kept2=await this.ports.backups.keep(pieces2)}),kept2!==void 0&&this.#former.set(path2,kept2)}#contentOf({file}){return this.ports.contentOf(
file.path,file.size)}}const NOT_KNOWN={state:"not-undone",reason:"It holds neither what was there before nor what was sent."};async function carryOut(approved,input,ports){
const{plan,stored:stored2}=approved,{signal,undoUntil,onProgress,onApply}=ports,writer=new FileWriter(input,ports);let isRolledBack=!1,sent=0;const application=startPlan(
plan,{write:async change=>{const written=await writer.write(change);return sent+=written.bytes,written},remove:deletion=>writer.remove(deletion),undoWrite:(change,applied)=>writer.
undoWrite(change,applied),undoRemoval:deletion=>writer.undoRemoval(deletion)},{...input,signal,undoUntil,writeNeeds:uploadOrder(plan.writes.map(({desired:{path:path2,
file}})=>({path:path2,size:file.size})),folder=>stored2.isFolder(folder)),onDone:(done,total)=>onProgress?.(done,total,sent),onRollback:steps=>{isRolledBack=!0,
ports.onRollback?.(steps)}}),before=path2=>({...approved.before(path2),...writer.formerOf(path2)}),soFar=outcomes2=>deploymentOf({...approved,before},outcomes2,
{isCancelled:signal?.aborted===!0,isRolledBack});onApply?.(()=>soFar(application.outcomes()));const outcomes=await application.done;return await removeEmptyFolders(
emptied(plan,outcomes),input.namespace,ports.server).catch(()=>{}),soFar(outcomes)}function emptied(plan,{writes,deletions}){const gone=plan.deletions.filter((_deletion,index)=>{
const outcome=deletions[index];return outcome.state==="done"&&outcome.undone?.state!=="undone"}),unmade=plan.writes.filter(({kind},index)=>kind==="create"&&writes[index].
undone?.state==="undone");return[...gone.map(({stored:stored2})=>stored2),...unmade.map(({desired})=>desired.path)]}function deploymentOf({plan,before,rest},outcomes,how){
const written=new Map(plan.writes.map((change,index)=>[change,outcomes.writes[index]])),files=[...plan.changes.map(change=>writtenChange(change,written.get(change),
before(change.desired.path))),...plan.deletions.map((deletion,index)=>deletedChange(deletion,outcomes.deletions[index],before(deletion.stored)))],failure=outcomeFailure(
files.map(file=>({...file,name:file.target})),{...how,one:"file",done:"uploaded"}),bytes=files.reduce((sum,file)=>sum+(file.action==="created"||file.action==="u\
pdated"?file.bytes:0),0);return{files,...countChanges(files,isLeftBehind(outcomes)),bytes,...rest,...how.isRolledBack?{rolledBack:!0}:{},...failure===void 0?{}:
{failure}}}function isLeftBehind({writes}){return writes.some(outcome=>outcome.state==="failed"&&outcome.error instanceof WrittenOtherwiseError&&outcome.undone===
void 0)}const LISTED=50;function refusalFailure(refusals){const lines2=refusals.slice(0,LISTED).map(({file,reason})=>`${file.path}: ${reason}`),more=refusals.length-
LISTED;return more>0&&lines2.push(`… and ${countOf(more,"more file")}.`),{reason:"names",short:`${countOf(refusals.length,"file")} cannot be stored as ${refusals.
length===1?"it is":"they are"} named`,message:`${lines2.join(`
`)}${lines2.length===1?" ":`
`}Nothing was uploaded.`}}function stoppedFailure(skipped){return{reason:"cancelled",short:`cancelled before ${countOf(skipped,"file")}`,message:`The run was ca\
ncelled: ${countOf(skipped,"file")} ${skipped===1?"was":"were"} not uploaded.`}}function javaDouble(value){if(Number.isNaN(value))return"NaN";if(!Number.isFinite(
value))return value>0?"Infinity":"-Infinity";if(value===0)return Object.is(value,-0)?"-0.0":"0.0";const size=Math.abs(value);if(size>=.001&&size<1e7){const text=String(
value);return text.includes(".")?text:`${text}.0`}const[digits2="0",power="0"]=value.toExponential().split("e");return`${digits2.includes(".")?digits2:`${digits2}\
.0`}E${Number(power)}`}function identity_identityOf(root){const namespace2=storedText(navigate_valueOf(root,"namespace")),id=storedText(navigate_valueOf(root,"i\
d"));return{...namespace2===void 0?{}:{namespace:namespace2},...id===void 0?{}:{id}}}function storedText(node){if(!(node?.kind!=="scalar"||node.value===null))return node.float?javaDouble(Number(node.value)):String(node.value)}function ruleSetFor(version2){
const major=/^\s*v?(\d+)/.exec(version2??"")?.[1];return major!==void 0&&Number(major)>=2?"2.0":"1.3"}function isBefore(version2,line){const match=/^\s*v?(\d+)(?:\.(\d+))?/.exec(version2??"");if(match===null)return!1;const[major,minor]=[Number(match[1]),Number(match[2]??
99)];return major<line[0]||major===line[0]&&minor<line[1]}const kestra_1_3_namespaceObject=JSON.parse(`{"meta":{"format":1,"kestra":"1.3.31","from":["io.kestra:\
core:1.3.31","io.kestra:model:1.3.31","io.kestra:script:1.3.31"]},"shapes":[{"t":{"k":"any"},"c":[["NotNull","must not be null"]]},{"t":{"k":"any"}},{"t":{"k":"\
boolean","java":"java.lang.Boolean"},"c":[["NotNull","must not be null"]]},{"t":{"k":"boolean","java":"java.lang.Boolean"},"o":1,"c":[["NotNull","must not be nu\
ll"]]},{"t":{"k":"boolean","java":"java.lang.Boolean"},"o":1},{"t":{"k":"boolean","java":"java.lang.Boolean"}},{"t":{"k":"boolean"},"o":1,"c":[["NotNull","must \
not be null"]]},{"t":{"k":"boolean"},"o":1},{"t":{"k":"custom","java":"java.util.List<io.kestra.core.models.Label>","reader":"ListOrMapOfLabelDeserializer","c":\
[["NoSystemLabelValidation","System labels can only be set by Kestra itself."]]},"c":[["NotNull","must not be null"]]},{"t":{"k":"custom","java":"java.util.List\
<io.kestra.core.models.Label>","reader":"ListOrMapOfLabelDeserializer","c":[["NoSystemLabelValidation","System labels can only be set by Kestra itself."]]}},{"t\
":{"k":"custom","java":"java.util.List<io.kestra.core.models.Label>","reader":"ListOrMapOfLabelDeserializer","v":1},"v":1},{"t":{"k":"date","java":"java.time.In\
stant"},"o":1},{"t":{"k":"date","java":"java.time.Instant"}},{"t":{"k":"date","java":"java.time.LocalDate"}},{"t":{"k":"date","java":"java.time.LocalTime"}},{"t\
":{"k":"double","java":"java.lang.Double"}},{"t":{"k":"duration","java":"java.time.Duration"},"c":[["NotNull","must not be null"]]},{"t":{"k":"duration","java":\
"java.time.Duration"},"c":[["Null","must be null"]]},{"t":{"k":"duration","java":"java.time.Duration"},"d":1},{"t":{"k":"duration","java":"java.time.Duration"},\
"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"duration","java":"java.time.Duration"},"o":1},{"t":{"k":"duration","java":"java.time.Duration"}},{"t":{"k\
":"enum","java":"io.kestra.core.http.client.configurations.AbstractAuthConfiguration$AuthType","values":["BEARER","DIGEST","BASIC"]},"c":[["NotNull","must not b\
e null"]]},{"t":{"k":"enum","java":"io.kestra.core.models.flows.Concurrency$Behavior","values":["QUEUE","CANCEL","FAIL"]},"o":1,"c":[["NotNull","must not be nul\
l"]]},{"t":{"k":"enum","java":"io.kestra.core.models.flows.Type","values":["ENUM","FORM","YAML","JSON","BOOL","URI","TIME","DATE","INT","SECRET","STRING","DURAT\
ION","MULTISELECT","ARRAY","DATETIME","FLOAT","BOOLEAN","EMAIL","SELECT","FILE"]},"c":[["NotNull","must not be null"]],"v":1},{"t":{"k":"enum","java":"io.kestra\
.core.models.flows.Type","values":["ENUM","FORM","YAML","JSON","BOOL","URI","TIME","DATE","INT","SECRET","STRING","DURATION","MULTISELECT","ARRAY","DATETIME","F\
LOAT","BOOLEAN","EMAIL","SELECT","FILE"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.models.flows.Type","values":["ENUM","FOR\
M","YAML","JSON","BOOL","URI","TIME","DATE","INT","SECRET","STRING","DURATION","MULTISELECT","ARRAY","DATETIME","FLOAT","BOOLEAN","EMAIL","SELECT","FILE"]}},{"t\
":{"k":"enum","java":"io.kestra.core.models.flows.check.Check$Behavior","values":["CREATE_EXECUTION","BLOCK_EXECUTION","FAIL_EXECUTION"]},"o":1},{"t":{"k":"enum\
","java":"io.kestra.core.models.flows.check.Check$Style","values":["ERROR","SUCCESS","WARNING","INFO"]},"o":1},{"t":{"k":"enum","java":"io.kestra.core.models.fl\
ows.sla.SLA$Behavior","values":["NONE","CANCEL","FAIL"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.models.flows.sla.SLA$Type\
","values":["EXECUTION_ASSERTION","MAX_DURATION"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.models.tasks.ExecutableTask$Res\
tartBehavior","values":["NEW_EXECUTION","RETRY_FAILED"]},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.models.tasks.Execut\
ableTask$RestartBehavior","values":["NEW_EXECUTION","RETRY_FAILED"]}},{"t":{"k":"enum","java":"io.kestra.core.models.tasks.WorkerGroup$Fallback","values":["CANC\
EL","WAIT","FAIL"]}},{"t":{"k":"enum","java":"io.kestra.core.models.tasks.retrys.AbstractRetry$Behavior","values":["RETRY_FAILED_TASK","CREATE_NEW_EXECUTION"]}}\
,{"t":{"k":"enum","java":"io.kestra.core.models.triggers.RecoverMissedSchedules","values":["NONE","ALL","LAST"]}},{"t":{"k":"enum","java":"io.kestra.core.models\
.triggers.TimeWindow$Type","values":["SLIDING_WINDOW","DURATION_WINDOW","DAILY_TIME_WINDOW","DAILY_TIME_DEADLINE"]}},{"t":{"k":"enum","java":"io.kestra.plugin.c\
ore.trigger.Flow$Field","values":["EXPRESSION","STATE","NAMESPACE","FLOW_ID"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.plugin.c\
ore.trigger.Flow$Operand","values":["OR","AND"]}},{"t":{"k":"enum","java":"io.kestra.plugin.core.trigger.Flow$Type","values":["NOT_IN","NOT_EQUAL_TO","IS_TRUE",\
"STARTS_WITH","IN","EQUAL_TO","REGEX","IS_NOT_NULL","IS_NULL","ENDS_WITH","IS_FALSE","CONTAINS"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":\
"io.micronaut.logging.LogLevel","values":["ALL","DEBUG","NOT_SPECIFIED","TRACE","WARN","ERROR","INFO","OFF"]},"d":1},{"t":{"k":"enum","java":"java.net.Proxy$Typ\
e","values":["HTTP","DIRECT","SOCKS"]},"d":1},{"t":{"k":"enum","java":"org.slf4j.event.Level","values":["ERROR","DEBUG","TRACE","INFO","WARN"]}},{"t":{"k":"floa\
t","java":"java.lang.Float"}},{"t":{"k":"int","java":"java.lang.Integer"},"c":[["Min","must be greater than or equal to 1",{"value":1}],["NotNull","must not be \
null"]]},{"t":{"k":"int","java":"java.lang.Integer"},"c":[["Min","must be greater than or equal to 1",{"value":1}]]},{"t":{"k":"int","java":"java.lang.Integer"}\
,"d":1},{"t":{"k":"int","java":"java.lang.Integer"},"o":1,"c":[["NotNull","must not be null"],["PositiveOrZero","must be greater than or equal to 0"]]},{"t":{"k\
":"int","java":"java.lang.Integer"},"o":1},{"t":{"k":"int","java":"java.lang.Integer"}},{"t":{"k":"list","java":"io.kestra.core.http.client.configurations.HttpC\
onfiguration$LoggingType[]","of":{"k":"enum","java":"io.kestra.core.http.client.configurations.HttpConfiguration$LoggingType","values":["RESPONSE_HEADERS","REQU\
EST_BODY","REQUEST_HEADERS","RESPONSE_BODY"]}}},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.Label>","of":{"k":"object","class":"io.kestra\
.core.models.Label"}}},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.conditions.Condition>","of":{"k":"plugin","base":"io.kestra.core.model\
s.conditions.Condition"},"c":[["NotNull","must not be null"]],"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.conditions.Condit\
ion>","of":{"k":"plugin","base":"io.kestra.core.models.conditions.Condition"},"c":[["NotNull","must not be null"]],"v":1}},{"t":{"k":"list","java":"java.util.Ar\
rayList<io.kestra.core.models.conditions.Condition>","of":{"k":"plugin","base":"io.kestra.core.models.conditions.Condition"},"v":1},"v":1},{"t":{"k":"list","jav\
a":"java.util.ArrayList<io.kestra.core.models.conditions.Condition>","of":{"k":"plugin","base":"io.kestra.core.models.conditions.Condition"}},"c":[["NotEmpty","\
must not be empty"],["NotNull","must not be null"]]},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.conditions.ScheduleCondition>","of":{"k"\
:"object","class":"io.kestra.core.models.conditions.ScheduleCondition"},"v":1},"d":1,"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.e\
xecutions.statistics.Flow>","of":{"k":"object","class":"io.kestra.core.models.executions.statistics.Flow"}}},{"t":{"k":"list","java":"java.util.ArrayList<io.kes\
tra.core.models.flows.Input<java.lang.Object>>","of":{"k":"union","base":"io.kestra.core.models.flows.Input"},"v":1},"c":[["NotNull","must not be null"]],"v":1}\
,{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.Input<java.lang.Object>>","of":{"k":"union","base":"io.kestra.core.models.flows.Input"\
},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.Output>","of":{"k":"object","class":"io.kestra.core.models.flows.Output\
"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.PluginDefault>","of":{"k":"object","class":"io.kestra.core.models.flow\
s.PluginDefault"},"v":1},"d":1,"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.PluginDefault>","of":{"k":"object","class":"io.ke\
stra.core.models.flows.PluginDefault"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.State$Type>","of":{"k":"enum","jav\
a":"io.kestra.core.models.flows.State$Type","values":["SUCCESS","KILLING","RESUBMITTED","PAUSED","SKIPPED","CANCELLED","QUEUED","RETRIED","RETRYING","SUBMITTED"\
,"WARNING","FAILED","RUNNING","CREATED","RESTARTED","BREAKPOINT","KILLED"]}},"o":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.Sta\
te$Type>","of":{"k":"enum","java":"io.kestra.core.models.flows.State$Type","values":["SUCCESS","KILLING","RESUBMITTED","PAUSED","SKIPPED","CANCELLED","QUEUED","\
RETRIED","RETRYING","SUBMITTED","WARNING","FAILED","RUNNING","CREATED","RESTARTED","BREAKPOINT","KILLED"]}}},{"t":{"k":"list","java":"java.util.ArrayList<io.kes\
tra.core.models.flows.check.Check>","of":{"k":"object","class":"io.kestra.core.models.flows.check.Check"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.Array\
List<io.kestra.core.models.flows.sla.SLA>","of":{"k":"union","base":"io.kestra.core.models.flows.sla.SLA"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.Arra\
yList<io.kestra.core.models.listeners.Listener>","of":{"k":"object","class":"io.kestra.core.models.listeners.Listener"},"v":1},"d":1,"v":1},{"t":{"k":"list","ja\
va":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"c":[["NotNull","must not be null"]],"\
v":1},"c":[["NotEmpty","must not be empty"],["NotNull","must not be null"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task\
>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1},"c":[["NotEmpty","The 'tasks' property cannot be empty"]],"v":1},{"t":{"k":"list","java"\
:"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1},"c":[["NotEmpty","must not be empt\
y"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1}\
,"c":[["NotNull","must not be null"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestr\
a.core.models.tasks.Task"},"v":1},"d":1,"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kes\
tra.core.models.tasks.Task"},"v":1},"j":"_else","v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base"\
:"io.kestra.core.models.tasks.Task"},"v":1},"j":"_finally","v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plu\
gin","base":"io.kestra.core.models.tasks.Task"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin"\
,"base":"io.kestra.core.models.tasks.Task"}}},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.triggers.AbstractTrigger>","of":{"k":"plugin","\
base":"io.kestra.core.models.triggers.AbstractTrigger"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.plugin.core.flow.Dag$DagTask>","of"\
:{"k":"object","class":"io.kestra.plugin.core.flow.Dag$DagTask"},"v":1},"c":[["NotEmpty","must not be empty"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayLi\
st<io.kestra.plugin.core.trigger.Flow$ExecutionFilter>","of":{"k":"object","class":"io.kestra.plugin.core.trigger.Flow$ExecutionFilter"},"v":1},"v":1},{"t":{"k"\
:"list","java":"java.util.ArrayList<io.kestra.plugin.core.trigger.Flow$Filter>","of":{"k":"object","class":"io.kestra.plugin.core.trigger.Flow$Filter"},"v":1},"\
c":[["NotEmpty","must not be empty"],["NotNull","must not be null"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.plugin.core.trigger.Flow$Upst\
reamFlow>","of":{"k":"object","class":"io.kestra.plugin.core.trigger.Flow$UpstreamFlow"}}},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.plugin.scripts\
.runner.docker.DeviceRequest>","of":{"k":"object","class":"io.kestra.plugin.scripts.runner.docker.DeviceRequest"}}},{"t":{"k":"list","java":"java.util.ArrayList\
<java.lang.String>","of":{"k":"string"},"c":[["Regex","invalid pattern ({validatedValue})"]]},"c":[["NotNull","must not be null"]]},{"t":{"k":"list","java":"jav\
a.util.ArrayList<java.lang.String>","of":{"k":"string"},"c":[["Regex","invalid pattern ({validatedValue})"]]},"d":1},{"t":{"k":"list","java":"java.util.ArrayLis\
t<java.lang.String>","of":{"k":"string"},"c":[["Regex","invalid pattern ({validatedValue})"]]}},{"t":{"k":"list","java":"java.util.ArrayList<java.lang.String>",\
"of":{"k":"string"}},"c":[["NotNull","must not be null"]]},{"t":{"k":"list","java":"java.util.ArrayList<java.lang.String>","of":{"k":"string"}},"o":1},{"t":{"k"\
:"list","java":"java.util.ArrayList<java.lang.String>","of":{"k":"string"}}},{"t":{"k":"map","java":"java.util.LinkedHashMap<java.lang.String,io.kestra.core.mod\
els.conditions.Condition>","key":{"k":"string"},"of":{"k":"plugin","base":"io.kestra.core.models.conditions.Condition"}},"c":[["NotEmpty","must not be empty"],[\
"NotNull","must not be null"]]},{"t":{"k":"map","java":"java.util.LinkedHashMap<java.lang.String,java.lang.Object>","key":{"k":"string"},"of":{"k":"any"}},"d":1\
},{"t":{"k":"map","java":"java.util.LinkedHashMap<java.lang.String,java.lang.Object>","key":{"k":"string"},"of":{"k":"any"}},"o":1},{"t":{"k":"map","java":"java\
.util.LinkedHashMap<java.lang.String,java.lang.Object>","key":{"k":"string"},"of":{"k":"any"}}},{"t":{"k":"map","java":"java.util.LinkedHashMap<java.lang.String\
,java.lang.String>","key":{"k":"string"},"of":{"k":"string"}}},{"t":{"k":"map","java":"java.util.LinkedHashMap<java.lang.String,java.util.List<io.kestra.core.mo\
dels.tasks.Task>>","key":{"k":"string"},"of":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.cor\
e.models.tasks.Task"}}}},{"t":{"k":"object","class":"io.kestra.core.http.client.configurations.HttpConfiguration"},"o":1},{"t":{"k":"object","class":"io.kestra.\
core.http.client.configurations.HttpConfiguration"}},{"t":{"k":"object","class":"io.kestra.core.http.client.configurations.ProxyConfiguration"}},{"t":{"k":"obje\
ct","class":"io.kestra.core.http.client.configurations.SslOptions"},"d":1},{"t":{"k":"object","class":"io.kestra.core.http.client.configurations.SslOptions"}},{\
"t":{"k":"object","class":"io.kestra.core.http.client.configurations.TimeoutConfiguration"}},{"t":{"k":"object","class":"io.kestra.core.models.assets.AssetsDecl\
aration"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.assets.AssetsDeclaration"}},{"t":{"k":"object","class":"io.kestra.core.models.flows.Concurren\
cy"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.flows.DependsOn"}},{"t":{"k":"object","class":"io.kestra.core.models.tasks.Cache"},"v":1},{"t":{"k\
":"object","class":"io.kestra.core.models.tasks.ExecutableTask$SubflowId"}},{"t":{"k":"object","class":"io.kestra.core.models.tasks.NamespaceFiles"}},{"t":{"k":\
"object","class":"io.kestra.core.models.tasks.WorkerGroup"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.templates.Template"}},{"t":{"k":"object","c\
lass":"io.kestra.core.models.triggers.TimeWindow"},"o":1,"v":1},{"t":{"k":"object","class":"io.kestra.core.models.triggers.TimeWindow"},"v":1},{"t":{"k":"object\
","class":"io.kestra.plugin.core.flow.ForEachItem$Batch"},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"object","class":"io.kestra.plugin.core.flow.For\
EachItem$Batch"}},{"t":{"k":"object","class":"io.kestra.plugin.core.flow.LoopUntil$CheckFrequency"},"o":1},{"t":{"k":"object","class":"io.kestra.plugin.core.flo\
w.WorkingDirectory$Cache"}},{"t":{"k":"object","class":"io.kestra.plugin.core.trigger.Flow$Preconditions"},"v":1},{"t":{"k":"object","class":"io.kestra.plugin.s\
cripts.runner.docker.Cpu"}},{"t":{"k":"object","class":"io.kestra.plugin.scripts.runner.docker.Credentials"}},{"t":{"k":"object","class":"io.kestra.plugin.scrip\
ts.runner.docker.Memory"}},{"t":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"c":[["NotNull","must not be null"]]},{"t":{"k":"plugin","base":"io.kes\
tra.core.models.tasks.Task"},"v":1},{"t":{"k":"property","of":{"k":"any"},"v":1},"o":1,"v":1},{"t":{"k":"property","of":{"k":"any"}},"c":[["NotNull","must not b\
e null"]]},{"t":{"k":"property","of":{"k":"any"}},"o":1},{"t":{"k":"property","of":{"k":"any"}}},{"t":{"k":"property","of":{"k":"boolean","java":"java.lang.Bool\
ean"}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"boolean","java":"java.lang.Boolean"}},"d":1},{"t":{"k":"property","of":{"k":"boolea\
n","java":"java.lang.Boolean"}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"boolean","java":"java.lang.Boolean"}},"o":1},{"t":{"\
k":"property","of":{"k":"boolean","java":"java.lang.Boolean"}}},{"t":{"k":"property","of":{"k":"date","java":"java.time.Instant"}}},{"t":{"k":"property","of":{"\
k":"date","java":"java.time.LocalDate"}}},{"t":{"k":"property","of":{"k":"date","java":"java.time.LocalTime"}}},{"t":{"k":"property","of":{"k":"date","java":"ja\
va.time.OffsetTime"}}},{"t":{"k":"property","of":{"k":"date","java":"java.time.ZonedDateTime"}}},{"t":{"k":"property","of":{"k":"double","java":"java.lang.Doubl\
e"}}},{"t":{"k":"property","of":{"k":"duration","java":"java.time.Duration"}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"duration","j\
ava":"java.time.Duration"}},"d":1},{"t":{"k":"property","of":{"k":"duration","java":"java.time.Duration"}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k"\
:"property","of":{"k":"duration","java":"java.time.Duration"}}},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.core.models.kv.KVType","values":["STRING\
","NUMBER","BOOLEAN","DATETIME","DATE","DURATION","JSON"]}}},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.core.models.tasks.FileExistComportment","va\
lues":["OVERWRITE","FAIL","WARN","IGNORE"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.core.storages.Namespace$Conflicts","values":["OVERWR\
ITE","ERROR","SKIP"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.plugin.core.condition.DayWeekInMonth$DayInMonth","values":["FIRST","LAST",\
"SECOND","THIRD","FOURTH"]}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.plugin.core.condition.ExecutionNamesp\
ace$Comparison","values":["EQUALS","PREFIX","SUFFIX"]}}},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.plugin.core.execution.Exit$ExitState","values":\
["SUCCESS","WARNING","KILLED","FAILED","CANCELED","CANCELLED"]}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"enum","java":"io.ke\
stra.plugin.core.flow.Pause$Behavior","values":["RESUME","WARN","CANCEL","FAIL"]}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"e\
num","java":"io.kestra.plugin.core.storage.FilterItems$ErrorOrNullBehavior","values":["FAIL","INCLUDE","EXCLUDE"]}},"o":1},{"t":{"k":"property","of":{"k":"enum"\
,"java":"io.kestra.plugin.core.storage.FilterItems$FilterType","values":["INCLUDE","EXCLUDE"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.p\
lugin.scripts.runner.docker.Docker$FileHandlingStrategy","values":["MOUNT","VOLUME"]}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k\
":"enum","java":"io.kestra.plugin.scripts.runner.docker.PullPolicy","values":["IF_NOT_PRESENT","ALWAYS","NEVER"]}},"o":1},{"t":{"k":"property","of":{"k":"enum",\
"java":"java.net.Proxy$Type","values":["DIRECT","HTTP","SOCKS"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"java.time.DayOfWeek","values":["MONDAY","\
TUESDAY","WEDNESDAY","THURSDAY","FRIDAY","SATURDAY","SUNDAY"]}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"enum","java":"org.slf4j.ev\
ent.Level","values":["ERROR","WARN","INFO","DEBUG","TRACE"]}},"o":1},{"t":{"k":"property","of":{"k":"float","java":"java.lang.Float"}}},{"t":{"k":"property","of\
":{"k":"int","java":"java.lang.Integer"}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"int","java":"java.lang.Integer"}},"o":1},{\
"t":{"k":"property","of":{"k":"int","java":"java.lang.Integer"}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<io.kestra.core.models.assets.Asse\
t>","of":{"k":"any"}}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<io.kestra.core.models.assets.AssetIdentifier>","of":{"k":"any"}}}},{"t":{"k\
":"property","of":{"k":"list","java":"java.util.List<io.kestra.core.models.flows.State$Type>","of":{"k":"enum","java":"io.kestra.core.models.flows.State$Type","\
values":["CREATED","SUBMITTED","RUNNING","PAUSED","RESTARTED","KILLING","SUCCESS","WARNING","FAILED","KILLED","CANCELLED","QUEUED","RETRYING","RETRIED","SKIPPED\
","BREAKPOINT","RESUBMITTED"]}},"v":1},"v":1},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<io.kestra.core.models.flows.State$Type>","of":{"k":"e\
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
ax":100,"min":1}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNull","must not be null"],["Pattern","must match \\"^[a-zA-Z0-9][a-zA-Z0-9._-]\
*\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-9._-]*"}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNull","must not be null"],["Pattern","must match\
 \\"^[a-zA-Z0-9][a-zA-Z0-9_-]*\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-9_-]*"}],["Size","Task id must be at most 256 characters",{"max":256,"min":0}]]},{"t":{"k":"str\
ing"},"c":[["NotBlank","must not be blank"],["NotNull","must not be null"],["Pattern","must match \\"^[a-zA-Z0-9][a-zA-Z0-9_-]*\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z\
0-9_-]*"}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["Pattern","must match \\"^[a-zA-Z0-9][a-zA-Z0-9._:-]*\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-\
9._:-]*"}],["Size","size must be between 1 and 150",{"max":150,"min":1}]]},{"t":{"k":"string"},"c":[["NotEmpty","must not be empty"],["NotNull","must not be nul\
l"]]},{"t":{"k":"string"},"c":[["NotEmpty","must not be empty"],["Pattern","Invalid label key. A valid key contains only lowercase letters numbers hyphens (-) u\
nderscores (_) or periods (.) and must begin with a lowercase letter.",{"regexp":"^[\\\\p{Ll}][\\\\p{L}0-9._-]*$"}]]},{"t":{"k":"string"},"c":[["NotEmpty","must not\
 be empty"]]},{"t":{"k":"string"},"c":[["NotNull","must not be null"],["Pattern","must match \\"^[A-Za-z_$][A-Za-z0-9_$]*(\\\\.[A-Za-z_$][A-Za-z0-9_$]*)*$\\"",{"reg\
exp":"^[A-Za-z_$][A-Za-z0-9_$]*(\\\\.[A-Za-z_$][A-Za-z0-9_$]*)*$"}]]},{"t":{"k":"string"},"c":[["NotNull","must not be null"],["Pattern","must match \\"^[a-z0-9][a\
-z0-9._-]*\\"",{"regexp":"^[a-z0-9][a-z0-9._-]*"}],["Size","size must be between 1 and 150",{"max":150,"min":1}]]},{"t":{"k":"string"},"c":[["NotNull","must not \
be null"],["Pattern","must match \\"^[a-z0-9][a-z0-9._-]*\\"",{"regexp":"^[a-z0-9][a-z0-9._-]*"}]]},{"t":{"k":"string"},"c":[["NotNull","must not be null"],["Size\
","size must be between 0 and 256",{"max":256,"min":0}]]},{"t":{"k":"string"},"c":[["NotNull","must not be null"]]},{"t":{"k":"string"},"c":[["Pattern","must ma\
tch \\"^[a-z0-9][a-z0-9._-]*\\"",{"regexp":"^[a-z0-9][a-z0-9._-]*"}],["Size","size must be between 1 and 150",{"max":150,"min":1}]]},{"t":{"k":"string"},"c":[["Pa\
ttern","must match \\"^[a-z0-9][a-z0-9_-]*\\"",{"regexp":"^[a-z0-9][a-z0-9_-]*"}]]},{"t":{"k":"string"},"c":[["Regex","invalid pattern ({validatedValue})"]]},{"t"\
:{"k":"string"},"d":1},{"t":{"k":"string"},"j":"_assert","c":[["NotEmpty","must not be empty"],["NotNull","must not be null"]]},{"t":{"k":"string"},"o":1,"c":[[\
"NotBlank","must not be blank"],["NotNull","must not be null"]]},{"t":{"k":"string"},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"string"},"o":1,"c":[\
["TimezoneId","invalid timezone ({validatedValue})"]]},{"t":{"k":"string"},"o":1},{"t":{"k":"string"}},{"t":{"k":"union","base":"io.kestra.core.http.client.conf\
igurations.AbstractAuthConfiguration"}},{"t":{"k":"union","base":"io.kestra.core.models.tasks.retrys.AbstractRetry"},"v":1}],"classes":{"io.kestra.core.http.cli\
ent.configurations.BasicAuthConfiguration":{"kind":"model","props":{"type":22,"password":180,"username":180}},"io.kestra.core.http.client.configurations.BearerA\
uthConfiguration":{"kind":"model","props":{"token":180,"type":22}},"io.kestra.core.http.client.configurations.DigestAuthConfiguration":{"kind":"model","props":{\
"type":22,"password":180,"username":180}},"io.kestra.core.http.client.configurations.HttpConfiguration":{"kind":"model","props":{"logLevel":40,"timeout":100,"pr\
oxyUsername":200,"proxyAddress":200,"auth":207,"proxyPassword":200,"readTimeout":18,"ssl":99,"proxy":97,"logs":50,"basicAuthPassword":200,"connectionPoolIdleTim\
eout":18,"connectTimeout":18,"maxContentLength":46,"allowedResponseCodes":164,"basicAuthUser":200,"allowFailed":129,"proxyType":41,"defaultCharset":124,"proxyPo\
rt":46,"readIdleTimeout":18,"enabledTcpExtendedKeepAlive":129,"followRedirects":129},"as":"io.kestra.core.http.client.configurations.HttpConfiguration$HttpConfi\
gurationBuilder"},"io.kestra.core.http.client.configurations.ProxyConfiguration":{"kind":"model","props":{"port":158,"type":152,"password":180,"address":180,"us\
ername":180},"as":"io.kestra.core.http.client.configurations.ProxyConfiguration$ProxyConfigurationBuilder"},"io.kestra.core.http.client.configurations.SslOption\
s":{"kind":"model","props":{"insecureTrustAllCertificates":130}},"io.kestra.core.http.client.configurations.TimeoutConfiguration":{"kind":"model","props":{"conn\
ectTimeout":140,"readIdleTimeout":140}},"io.kestra.core.models.Label":{"kind":"model","props":{"value":191,"key":190}},"io.kestra.core.models.assets.AssetsDecla\
ration":{"kind":"model","props":{"inputs":160,"enableAuto":129,"outputs":159}},"io.kestra.core.models.assets.External":{"kind":"asset","props":{"tenantId":198,"\
created":11,"deleted":7,"type":202,"namespace":197,"description":206,"displayName":206,"metadata":91,"id":188,"updated":11},"open":"any"},"io.kestra.core.models\
.conditions.ScheduleCondition":{"kind":"model","props":{},"reader":"AbstractDeserializer"},"io.kestra.core.models.executions.statistics.Flow":{"kind":"model","p\
rops":{"flowId":196,"namespace":196}},"io.kestra.core.models.flows.Concurrency":{"kind":"model","props":{"behavior":23,"limit":44}},"io.kestra.core.models.flows\
.DependsOn":{"kind":"model","props":{"inputs":88,"condition":206}},"io.kestra.core.models.flows.FlowWithSource":{"kind":"flow","props":{"workerGroup":108,"final\
ly":74,"tenantId":198,"retry":208,"inputs":59,"errors":75,"tasks":70,"outputs":60,"concurrency":103,"variables":92,"deleted":6,"id":184,"description":206,"label\
s":10,"pluginDefaults":62,"sla":66,"checks":65,"taskDefaults":61,"namespace":193,"disabled":6,"listeners":67,"revision":45,"updated":12,"afterExecution":75,"tri\
ggers":77,"source":206},"checks":[["FlowValidation","invalid Flow"]]},"io.kestra.core.models.flows.Output":{"kind":"model","props":{"value":0,"type":24,"id":183\
,"description":206,"displayName":206,"required":5}},"io.kestra.core.models.flows.PluginDefault":{"kind":"model","props":{"forced":7,"type":196,"ref":206,"values\
":92},"checks":[["PluginDefaultValidation","invalid plugin default"]]},"io.kestra.core.models.flows.check.Check":{"kind":"model","props":{"style":28,"behavior":\
27,"condition":189,"message":191}},"io.kestra.core.models.flows.input.ArrayInput":{"kind":"model","props":{"defaults":165,"dependsOn":104,"type":24,"id":183,"de\
scription":206,"displayName":206,"required":5,"prefill":165,"name":200,"itemType":25},"checks":[["ArrayInputValidation","invalid array input"],["InputValidation\
","invalid input"]]},"io.kestra.core.models.flows.input.BoolInput":{"kind":"model","props":{"defaults":130,"dependsOn":104,"type":24,"id":183,"description":206,\
"displayName":206,"required":5,"prefill":130,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.BooleanInput":{"kind\
":"model","deprecated":1,"props":{"defaults":130,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"prefill":130,"name":200},"\
checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.DateInput":{"kind":"model","props":{"defaults":132,"dependsOn":104,"type":24,"\
id":183,"description":206,"displayName":206,"required":5,"prefill":132,"name":200,"after":13,"before":13},"checks":[["InputValidation","invalid input"]]},"io.ke\
stra.core.models.flows.input.DateTimeInput":{"kind":"model","props":{"defaults":131,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"requ\
ired":5,"prefill":131,"name":200,"after":12,"before":12},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.DurationInput":{"kin\
d":"model","props":{"defaults":140,"max":21,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"min":21,"prefill":140,"name":20\
0},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.EmailInput":{"kind":"model","props":{"defaults":180,"dependsOn":104,"type"\
:24,"id":183,"description":206,"displayName":206,"required":5,"prefill":180,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.f\
lows.input.EnumInput":{"kind":"model","deprecated":1,"props":{"defaults":180,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5\
,"values":83,"prefill":180,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.FileInput":{"kind":"model","props":{"d\
efaults":181,"dependsOn":104,"allowedFileExtensions":88,"type":24,"id":183,"description":206,"displayName":206,"required":5,"prefill":181,"name":200,"extension"\
:200},"checks":[["FileInputValidation","invalid file input"],["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.FloatInput":{"kind":"model\
","props":{"defaults":155,"max":43,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"min":43,"prefill":155,"name":200},"check\
s":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.FormInput":{"kind":"model","props":{"defaults":125,"dependsOn":104,"inputs":58,"typ\
e":24,"id":183,"description":206,"displayName":206,"required":5,"prefill":125,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models\
.flows.input.IntInput":{"kind":"model","props":{"defaults":158,"max":49,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"min\
":49,"prefill":158,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.JsonInput":{"kind":"model","props":{"defaults"\
:125,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"prefill":125,"name":200},"checks":[["InputValidation","invalid input"]\
]},"io.kestra.core.models.flows.input.MultiselectInput":{"kind":"model","props":{"values":85,"autoSelectFirst":2,"dependsOn":104,"name":200,"displayName":206,"d\
efaults":169,"allowCustomValue":2,"expression":206,"type":24,"id":183,"description":206,"options":84,"required":5,"prefill":169,"itemType":26},"checks":[["Input\
Validation","invalid input"],["MultiselectInputValidation","invalid multiselect input"]]},"io.kestra.core.models.flows.input.SecretInput":{"kind":"model","props\
":{"defaults":125,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"validator":199,"prefill":125,"name":200},"checks":[["Inpu\
tValidation","invalid input"]]},"io.kestra.core.models.flows.input.SelectInput":{"kind":"model","props":{"values":85,"autoSelectFirst":2,"dependsOn":104,"name":\
200,"displayName":206,"isRadio":2,"defaults":180,"allowCustomValue":2,"expression":206,"type":24,"id":183,"description":206,"required":5,"prefill":180},"checks"\
:[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.StringInput":{"kind":"model","props":{"defaults":180,"dependsOn":104,"type":24,"id":1\
83,"description":206,"displayName":206,"required":5,"validator":199,"prefill":180,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.mo\
dels.flows.input.TimeInput":{"kind":"model","props":{"defaults":133,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"prefill\
":133,"name":200,"after":14,"before":14},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.URIInput":{"kind":"model","props":{"\
defaults":180,"dependsOn":104,"type":24,"id":183,"description":206,"displayName":206,"required":5,"prefill":180,"name":200},"checks":[["InputValidation","invali\
d input"]]},"io.kestra.core.models.flows.input.YamlInput":{"kind":"model","props":{"defaults":125,"dependsOn":104,"type":24,"id":183,"description":206,"displayN\
ame":206,"required":5,"prefill":125,"name":200},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.sla.types.ExecutionAssertionSLA":{"\
kind":"model","props":{"type":30,"id":189,"assert":201,"labels":9,"behavior":29}},"io.kestra.core.models.flows.sla.types.MaxDurationSLA":{"kind":"model","props"\
:{"type":30,"id":189,"duration":16,"labels":9,"behavior":29}},"io.kestra.core.models.listeners.Listener":{"kind":"model","props":{"conditions":54,"description":\
206,"tasks":70}},"io.kestra.core.models.tasks.Cache":{"kind":"model","props":{"enabled":2,"ttl":21}},"io.kestra.core.models.tasks.ExecutableTask$SubflowId":{"ki\
nd":"model","props":{"flowId":206,"namespace":206,"revision":48}},"io.kestra.core.models.tasks.NamespaceFiles":{"kind":"model","props":{"enabled":129,"include":\
166,"ifExists":142,"exclude":166,"folderPerNamespace":129,"namespaces":168},"as":"io.kestra.core.models.tasks.NamespaceFiles$NamespaceFilesBuilder"},"io.kestra.\
core.models.tasks.WorkerGroup":{"kind":"model","props":{"fallback":33,"key":206}},"io.kestra.core.models.tasks.retrys.Constant":{"kind":"model","props":{"behavi\
or":34,"interval":16,"maxDuration":21,"maxAttempt":46,"maxAttempts":45,"warningOnRetry":5,"type":196},"derived":{"intervalLessThanMaxDuration":{"c":[["AssertTru\
e","'interval' must be less than 'maxDuration'"]]}}},"io.kestra.core.models.tasks.retrys.Exponential":{"kind":"model","props":{"behavior":34,"interval":16,"maxD\
uration":21,"maxInterval":16,"maxAttempts":45,"warningOnRetry":5,"delayFactor":15,"maxAttempt":46,"type":196},"derived":{"intervalLessThanMaxDuration":{"c":[["A\
ssertTrue","'interval' must be less than 'maxDuration'"]]},"intervalLessThanMaxInterval":{"c":[["AssertTrue","'interval' must be less than 'maxInterval'"]]}}},"\
io.kestra.core.models.tasks.retrys.Random":{"kind":"model","props":{"behavior":34,"minInterval":16,"maxDuration":21,"maxInterval":16,"maxAttempts":45,"warningOn\
Retry":5,"maxAttempt":46,"type":196},"derived":{"maxIntervalLessThanMaxDuration":{"c":[["AssertTrue","'maxInterval' must be less than 'maxDuration'"]]},"minInte\
rvalLessThanMaxDuration":{"c":[["AssertTrue","'minInterval' must be less than 'maxDuration'"]]},"minIntervalLessThanMaxInterval":{"c":[["AssertTrue","'minInterv\
al' must be less than 'maxInterval'"]]}}},"io.kestra.core.models.templates.Template":{"kind":"model","props":{"finally":74,"tenantId":198,"deleted":6,"id":185,"\
description":206,"tasks":70,"namespace":194,"errors":75}},"io.kestra.core.models.triggers.TimeWindow":{"kind":"model","props":{"window":21,"windowAdvance":21,"d\
eadline":14,"type":36,"startTime":14,"endTime":14},"checks":[["TimeWindowValidation","invalid time window definition"]]},"io.kestra.plugin.core.condition.DateTi\
meBetween":{"kind":"condition","props":{"type":192,"after":135,"date":203,"before":135}},"io.kestra.plugin.core.condition.DayWeek":{"kind":"condition","props":{\
"type":192,"date":178,"dayOfWeek":153}},"io.kestra.plugin.core.condition.DayWeekInMonth":{"kind":"condition","props":{"type":192,"date":203,"dayOfWeek":153,"day\
InMonth":144}},"io.kestra.plugin.core.condition.ExecutionFlow":{"kind":"condition","props":{"flowId":177,"type":192,"namespace":177}},"io.kestra.plugin.core.con\
dition.ExecutionLabels":{"kind":"condition","props":{"type":192,"labels":8}},"io.kestra.plugin.core.condition.ExecutionNamespace":{"kind":"condition","props":{"\
comparison":145,"type":192,"namespace":177,"prefix":129}},"io.kestra.plugin.core.condition.ExecutionOutputs":{"kind":"condition","props":{"expression":126,"type\
":192}},"io.kestra.plugin.core.condition.ExecutionStatus":{"kind":"condition","props":{"notIn":161,"type":192,"in":161}},"io.kestra.plugin.core.condition.Expres\
sion":{"kind":"condition","props":{"expression":177,"type":192}},"io.kestra.plugin.core.condition.FlowCondition":{"kind":"condition","deprecated":1,"props":{"fl\
owId":196,"type":192,"namespace":196}},"io.kestra.plugin.core.condition.FlowNamespaceCondition":{"kind":"condition","deprecated":1,"props":{"type":192,"namespac\
e":196,"prefix":4}},"io.kestra.plugin.core.condition.HasRetryAttempt":{"kind":"condition","props":{"notIn":161,"type":192,"in":161}},"io.kestra.plugin.core.cond\
ition.MultipleCondition":{"kind":"condition","deprecated":1,"props":{"window":18,"windowAdvance":18,"resetOnSuccess":3,"conditions":89,"type":192,"id":187,"time\
Window":110}},"io.kestra.plugin.core.condition.Not":{"kind":"condition","props":{"conditions":55,"type":192}},"io.kestra.plugin.core.condition.Or":{"kind":"cond\
ition","props":{"conditions":55,"type":192}},"io.kestra.plugin.core.condition.PublicHoliday":{"kind":"condition","props":{"type":192,"subDivision":180,"date":17\
8,"country":180}},"io.kestra.plugin.core.condition.TimeBetween":{"kind":"condition","props":{"type":192,"after":134,"date":178,"before":134}},"io.kestra.plugin.\
core.condition.Weekend":{"kind":"condition","props":{"type":192,"date":178}},"io.kestra.plugin.core.dashboard.chart.Bar":{"kind":"plugin","props":{"chartOptions\
":1,"type":1,"id":1,"data":1}},"io.kestra.plugin.core.dashboard.chart.KPI":{"kind":"plugin","props":{"chartOptions":1,"type":1,"id":1,"data":1}},"io.kestra.plug\
in.core.dashboard.chart.Markdown":{"kind":"plugin","props":{"chartOptions":1,"content":1,"type":1,"id":1,"source":1}},"io.kestra.plugin.core.dashboard.chart.Pie\
":{"kind":"plugin","props":{"chartOptions":1,"type":1,"id":1,"data":1}},"io.kestra.plugin.core.dashboard.chart.Table":{"kind":"plugin","props":{"chartOptions":1\
,"type":1,"id":1,"data":1}},"io.kestra.plugin.core.dashboard.chart.TimeSeries":{"kind":"plugin","props":{"chartOptions":1,"type":1,"id":1,"data":1}},"io.kestra.\
plugin.core.dashboard.data.Executions":{"kind":"plugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugin.core.dashboard.data.ExecutionsKP\
I":{"kind":"plugin","props":{"numerator":1,"type":1,"columns":1,"where":1}},"io.kestra.plugin.core.dashboard.data.Flows":{"kind":"plugin","props":{"type":1,"col\
umns":1,"where":1,"orderBy":1}},"io.kestra.plugin.core.dashboard.data.FlowsKPI":{"kind":"plugin","props":{"numerator":1,"type":1,"columns":1,"where":1}},"io.kes\
tra.plugin.core.dashboard.data.Logs":{"kind":"plugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugin.core.dashboard.data.LogsKPI":{"kin\
d":"plugin","props":{"numerator":1,"type":1,"columns":1,"where":1}},"io.kestra.plugin.core.dashboard.data.Metrics":{"kind":"plugin","props":{"type":1,"columns":\
1,"where":1,"orderBy":1}},"io.kestra.plugin.core.dashboard.data.MetricsKPI":{"kind":"plugin","props":{"numerator":1,"type":1,"columns":1,"where":1}},"io.kestra.\
plugin.core.dashboard.data.Triggers":{"kind":"plugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugin.core.debug.Echo":{"kind":"task","d\
eprecated":1,"is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"level":154,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"format":180,"\
version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowab\
le","sendToWorkerTask"]},"io.kestra.plugin.core.debug.Return":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pl\
uginDefaultsRef":206,"allowWarning":7,"format":180,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile"\
:7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.Assert":{"kind":"task","is":["runnable"],"props":{\
"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":10\
5,"errorMessage":180,"workerGroup":108,"runIf":205,"conditions":86,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.k\
estra.plugin.core.execution.Count":{"kind":"task","deprecated":1,"is":["runnable"],"props":{"logLevel":42,"timeout":140,"states":162,"assets":101,"flows":57,"re\
try":208,"endDate":180,"pluginDefaultsRef":206,"startDate":177,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup\
":108,"runIf":205,"expression":196,"logToFile":7,"disabled":4,"allowFailure":7,"namespaces":169},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.co\
re.execution.Exit":{"kind":"task","props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"state":146,"allowWarning":7,"version":2\
06,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendT\
oWorkerTask"]},"io.kestra.plugin.core.execution.Fail":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefa\
ultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"errorMessage":179,"workerGroup":108,"runIf":205,"logToFile":7\
,"disabled":4,"allowFailure":7,"condition":180},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.Labels":{"kind":"task","props":{"log\
Level":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"l\
abels":0,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.\
PurgeExecutions":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"states":162,"assets":101,"retry":208,"flowId":180,"purgeExecution":129,"\
pluginDefaultsRef":206,"startDate":180,"allowWarning":7,"version":206,"purgeLog":129,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"ru\
nIf":205,"purgeStorage":129,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":180,"endDate":177,"purgeMetric":129,"batchSize":156},"ignored":["flowable","\
sendToWorkerTask"]},"io.kestra.plugin.core.execution.Resume":{"kind":"task","deprecated":1,"is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"\
retry":208,"flowId":180,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":2\
05,"executionId":180,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":180,"inputs":175},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core\
.execution.SetVariables":{"kind":"task","props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"overwrite":128,"pluginDefaultsRef":206,"allowWarning":7,"\
variables":174,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"i\
gnored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.UnsetVariables":{"kind":"task","props":{"logLevel":42,"timeout":140,"assets":101,"retr\
y":208,"pluginDefaultsRef":206,"allowWarning":7,"ignoreMissing":128,"variables":167,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerG\
roup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.AllowFailure":{"kind":\
"task","is":["flowable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type"\
:182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"tasks":69,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["f\
lowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Dag":{"kind":"task","is":["flowable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"e\
rrors":75,"pluginDefaultsRef":206,"allowWarning":7,"concurrent":156,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"final\
ly":74,"runIf":205,"tasks":78,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"],"checks":[["DagTaskValidation","invalid Dag\
 task"]]},"io.kestra.plugin.core.flow.Dag$DagTask":{"kind":"model","props":{"task":120,"dependsOn":88}},"io.kestra.plugin.core.flow.EachParallel":{"kind":"task"\
,"deprecated":1,"is":["flowable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"value":0,"allowWarning":7,"\
concurrent":156,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"tasks":68,"logToFile":7,"disable\
d":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.EachSequential":{"kind":"task","deprecated":1,"is":["flowable"],"p\
rops":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"value":0,"allowWarning":7,"version":206,"type":182,"id":186,"de\
scription":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"tasks":69,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToW\
orkerTask"]},"io.kestra.plugin.core.flow.ForEach":{"kind":"task","is":["flowable"],"props":{"logLevel":42,"timeout":140,"values":0,"assets":101,"retry":208,"err\
ors":75,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,\
"tasks":69,"logToFile":7,"disabled":4,"allowFailure":7,"concurrencyLimit":47},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.ForEachItem\
":{"kind":"task","is":["flowable"],"props":{"items":191,"allowFailure":7,"assets":101,"runIf":205,"transmitFailed":4,"tasks":76,"allowWarning":7,"version":206,"\
inheritLabels":4,"id":186,"logLevel":42,"timeout":140,"scheduleDate":135,"retry":208,"flowId":191,"errors":75,"pluginDefaultsRef":206,"wait":4,"type":182,"logTo\
File":7,"description":206,"taskCache":105,"labels":9,"restartBehavior":31,"finally":74,"namespace":191,"workerGroup":108,"inputs":92,"batch":112,"disabled":4,"r\
evision":49},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.ForEachItem$Batch":{"kind":"model","props":{"partitions":158,"bytes":180,"se\
parator":179,"rows":157,"regexPattern":180}},"io.kestra.plugin.core.flow.ForEachItem$ForEachItemExecutable":{"kind":"task","is":["executable"],"props":{"logLeve\
l":42,"timeout":140,"assets":101,"retry":208,"inputs":92,"transmitFailed":5,"pluginDefaultsRef":206,"allowWarning":7,"wait":5,"scheduleOn":135,"version":206,"ty\
pe":182,"id":186,"description":206,"taskCache":105,"labels":51,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7,"inheritLabels":5,"subf\
lowId":106,"restartBehavior":32},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.ForEachItem$ForEachItemMergeOutputs":{"kind":"task","is"\
:["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"descript\
ion":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"],"from":["string"]}\
,"io.kestra.plugin.core.flow.ForEachItem$ForEachItemSplit":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"plugi\
nDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,\
"allowFailure":7,"items":206,"batch":113},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.If":{"kind":"task","is":["flowable"],"props":{"\
logLevel":42,"timeout":140,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"else":73,"type":182,"id":186,"descriptio\
n":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7,"condition":206,"then":70},"ignored":["flowable","\
sendToWorkerTask"]},"io.kestra.plugin.core.flow.LoopUntil":{"kind":"task","is":["flowable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"error\
s":75,"pluginDefaultsRef":206,"allowWarning":7,"checkFrequency":114,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"final\
ly":74,"runIf":205,"failOnMaxReached":129,"tasks":71,"logToFile":7,"disabled":4,"allowFailure":7,"condition":177},"ignored":["flowable","sendToWorkerTask"]},"io\
.kestra.plugin.core.flow.LoopUntil$CheckFrequency":{"kind":"model","props":{"maxDuration":140,"maxIterations":158,"interval":139}},"io.kestra.plugin.core.flow.P\
arallel":{"kind":"task","is":["flowable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"allowWarning":7,"co\
ncurrent":156,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"tasks":68,"logToFile":7,"disabled"\
:4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Pause":{"kind":"task","is":["flowable"],"props":{"logLevel":42,"time\
out":140,"assets":101,"retry":208,"pauseDuration":140,"errors":75,"onResume":59,"pluginDefaultsRef":206,"behavior":147,"allowWarning":7,"onPause":121,"version":\
206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"delay":138,"runIf":205,"tasks":72,"logToFile":7,"disabled":4,"allowFailure":7,"fina\
lly":74},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Sequential":{"kind":"task","is":["flowable"],"props":{"logLevel":42,"timeout":14\
0,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup\
":108,"finally":74,"runIf":205,"tasks":69,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Sl\
eep":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"duration":137,"ver\
sion":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable"\
,"sendToWorkerTask"]},"io.kestra.plugin.core.flow.Subflow":{"kind":"task","is":["executable"],"props":{"allowFailure":7,"assets":101,"runIf":205,"transmitFailed\
":4,"outputs":90,"allowWarning":7,"version":206,"inheritLabels":129,"id":186,"logLevel":42,"timeout":140,"scheduleDate":135,"retry":208,"flowId":196,"pluginDefa\
ultsRef":206,"wait":4,"type":182,"logToFile":7,"description":206,"taskCache":105,"labels":9,"restartBehavior":31,"namespace":191,"workerGroup":108,"inputs":92,"\
disabled":4,"revision":45},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Switch":{"kind":"task","is":["flowable"],"props":{"logLevel":4\
2,"timeout":140,"assets":101,"retry":208,"errors":75,"pluginDefaultsRef":206,"value":177,"defaults":75,"allowWarning":7,"version":206,"type":182,"id":186,"descr\
iption":206,"taskCache":105,"workerGroup":108,"cases":94,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7,"finally":74},"ignored":["flowable","sendToWork\
erTask"],"checks":[["SwitchTaskValidation","invalid Switch task"]]},"io.kestra.plugin.core.flow.Template":{"kind":"task","deprecated":1,"is":["flowable"],"props\
":{"logLevel":42,"timeout":140,"assets":101,"tenantId":206,"retry":208,"errors":75,"pluginDefaultsRef":206,"allowWarning":7,"templateId":196,"version":206,"type\
":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":196,"args":9\
3},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Template$ExecutorTemplate":{"kind":"task","is":["flowable"],"props":{"logLevel":42,"ti\
meout":140,"assets":101,"tenantId":206,"retry":208,"errors":75,"pluginDefaultsRef":206,"allowWarning":7,"templateId":196,"version":206,"template":109,"id":186,"\
description":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"type":182,"disabled":4,"allowFailure":7,"logToFile":7,"namespace":196,"args":93},"i\
gnored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.WorkingDirectory":{"kind":"task","is":["flowable"],"props":{"logLevel":42,"timeout":140,"ca\
che":115,"assets":101,"retry":208,"errors":75,"inputFiles":1,"pluginDefaultsRef":206,"allowWarning":7,"outputFiles":169,"version":206,"type":182,"id":186,"descr\
iption":206,"taskCache":105,"workerGroup":108,"finally":74,"runIf":205,"tasks":69,"logToFile":7,"disabled":4,"allowFailure":7,"namespaceFiles":107},"ignored":["\
flowable","sendToWorkerTask"],"checks":[["WorkingDirectoryTaskValidation","invalid WorkingDirectory task"]]},"io.kestra.plugin.core.flow.WorkingDirectory$Cache"\
:{"kind":"model","props":{"patterns":167,"ttl":140}},"io.kestra.plugin.core.http.Download":{"kind":"task","is":["runnable"],"props":{"allowFailure":7,"assets":1\
01,"params":175,"runIf":205,"formData":175,"saveAs":180,"failOnEmptyResponse":129,"allowWarning":7,"version":206,"id":186,"options":95,"logLevel":42,"timeout":1\
40,"body":180,"allowFailed":127,"retry":208,"uri":177,"pluginDefaultsRef":206,"sslOptions":98,"type":182,"logToFile":7,"description":206,"taskCache":105,"header\
s":173,"contentType":179,"workerGroup":108,"disabled":4,"method":179},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.http.Request":{"kind":"t\
ask","is":["runnable"],"props":{"allowFailure":7,"assets":101,"params":175,"runIf":205,"formData":175,"allowWarning":7,"version":206,"id":186,"options":95,"logL\
evel":42,"timeout":140,"body":180,"allowFailed":127,"encryptBody":129,"retry":208,"uri":177,"pluginDefaultsRef":206,"sslOptions":98,"type":182,"logToFile":7,"de\
scription":206,"taskCache":105,"headers":173,"contentType":179,"workerGroup":108,"disabled":4,"method":179},"ignored":["flowable","sendToWorkerTask"]},"io.kestr\
a.plugin.core.http.SseRequest":{"kind":"task","is":["runnable"],"props":{"allowFailure":7,"assets":101,"params":175,"runIf":205,"formData":175,"allowWarning":7,\
"version":206,"id":186,"options":95,"logLevel":42,"timeout":140,"body":180,"allowFailed":127,"retry":208,"uri":177,"pluginDefaultsRef":206,"failedOnMissingJq":1\
29,"sslOptions":98,"concatJqExpression":180,"type":182,"logToFile":7,"description":206,"taskCache":105,"headers":173,"contentType":179,"workerGroup":108,"disabl\
ed":4,"method":179},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.http.Trigger":{"kind":"trigger","props":{"assets":102,"interval":20,"param\
s":175,"formData":175,"minLogLevel":42,"contentType":179,"version":206,"responseCondition":178,"id":187,"options":96,"logLevel":42,"workerGroup":108,"body":180,\
"encryptBody":129,"uri":177,"failOnTriggerError":7,"pluginDefaultsRef":206,"sslOptions":98,"conditions":52,"type":182,"logToFile":7,"description":206,"labels":9\
,"headers":173,"allowConcurrent":7,"stopAfter":64,"disabled":7,"method":179}},"io.kestra.plugin.core.kv.Delete":{"kind":"task","is":["runnable"],"props":{"logLe\
vel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"key\
":177,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"errorOnMissing":128,"allowFailure":7,"namespace":178},"ignored":["flowable","sendToWorkerTask"]}\
,"io.kestra.plugin.core.kv.Get":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWar\
ning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"key":177,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"errorOnMissing":\
128,"allowFailure":7,"namespace":178},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.kv.GetKeys":{"kind":"task","is":["runnable"],"props":{"l\
ogLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"prefix":180,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"ta\
skCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":178},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.pl\
ugin.core.kv.PurgeKV":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"includeChildNamespaces":129,"pluginDefault\
sRef":206,"keyPattern":180,"behavior":122,"allowWarning":7,"namespacePattern":180,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGro\
up":108,"runIf":205,"expiredOnly":127,"namespaces":169,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin\
.core.kv.Put":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"value":123,"allowWarning":\
7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"key":177,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"errorOnMissing":129,"a\
llowFailure":7,"namespace":178},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.kv.Set":{"kind":"task","is":["runnable"],"props":{"logLevel":4\
2,"timeout":140,"assets":101,"kvType":141,"retry":208,"overwrite":128,"ttl":140,"pluginDefaultsRef":206,"kvDescription":180,"allowWarning":7,"version":206,"type\
":182,"id":186,"description":206,"taskCache":105,"key":177,"workerGroup":108,"runIf":205,"value":177,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":178\
},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.log.Fetch":{"kind":"task","deprecated":1,"is":["runnable"],"props":{"logLevel":42,"timeout":\
140,"assets":101,"level":154,"retry":208,"flowId":180,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":1\
05,"workerGroup":108,"runIf":205,"executionId":180,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":180,"tasksId":169},"ignored":["flowable","sendToWorke\
rTask"]},"io.kestra.plugin.core.log.Log":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"level":154,"message":0,"retry":208,\
"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabl\
ed":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.log.PurgeLogs":{"kind":"task","is":["runnable"],"props":{"logLevel":42\
,"timeout":140,"assets":101,"retry":208,"flowId":180,"pluginDefaultsRef":206,"startDate":180,"allowWarning":7,"version":206,"type":182,"id":186,"description":20\
6,"taskCache":105,"workerGroup":108,"runIf":205,"executionId":180,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":180,"logLevels":172,"endDate":177},"ig\
nored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.metric.Publish":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":10\
1,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"metrics":163,"runI\
f":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.namespace.DeleteFiles":{"kind":"task","is"\
:["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"files":0,"version":206,"type":182,"id":186\
,"description":206,"taskCache":105,"workerGroup":108,"deleteParentFolder":129,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":177},"ignored"\
:["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.namespace.DownloadFiles":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets"\
:101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"files":0,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf\
":205,"destination":179,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":177},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.namespace\
.PurgeFiles":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"includeChildNamespaces":129,"pluginDefaultsRef":206\
,"behavior":122,"allowWarning":7,"filePattern":180,"namespacePattern":180,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,\
"runIf":205,"namespaces":169,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.namespace.UploadFile\
s":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"filesMap":1,"retry":208,"pluginDefaultsRef":206,"conflict":143,"allowWarn\
ing":7,"files":169,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"destination":179,"logToFile":7,"disabled":\
4,"allowFailure":7,"namespace":177},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.output.OutputValues":{"kind":"task","is":["runnable"],"pro\
ps":{"logLevel":42,"timeout":140,"values":175,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":\
206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core\
.runner.Process":{"kind":"taskRunner","props":{"version":206,"type":182,"pluginDefaultsRef":206}},"io.kestra.plugin.core.state.Delete":{"kind":"task","deprecate\
d":1,"is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"name":178,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":18\
2,"id":186,"description":206,"taskCache":105,"errorOnMissing":129,"workerGroup":108,"runIf":205,"taskrunValue":129,"logToFile":7,"disabled":4,"allowFailure":7,"\
namespace":129},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.state.Get":{"kind":"task","deprecated":1,"is":["runnable"],"props":{"logLevel"\
:42,"timeout":140,"assets":101,"retry":208,"name":178,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":1\
05,"errorOnMissing":129,"workerGroup":108,"runIf":205,"taskrunValue":129,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":129},"ignored":["flowable","sen\
dToWorkerTask"]},"io.kestra.plugin.core.state.Set":{"kind":"task","deprecated":1,"is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208\
,"data":175,"name":178,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":20\
5,"taskrunValue":129,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":129},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Conc\
at":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"separator":180,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"fil\
es":0,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"extension":179,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure\
":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.DeduplicateItems":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeou\
t":140,"assets":101,"retry":208,"from":177,"pluginDefaultsRef":206,"allowWarning":7,"expr":196,"version":206,"type":182,"id":186,"description":206,"taskCache":1\
05,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Delete":\
{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"uri":177,"pluginDefaultsRef":206,"allowWarning":7,"version":206,\
"type":182,"id":186,"description":206,"taskCache":105,"errorOnMissing":129,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":\
["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.FilterItems":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,\
"errorOrNullBehavior":148,"retry":208,"from":177,"pluginDefaultsRef":206,"filterType":149,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"\
taskCache":105,"workerGroup":108,"filterCondition":196,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.k\
estra.plugin.core.storage.LocalFiles":{"kind":"task","deprecated":1,"is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"inputs":1,"\
pluginDefaultsRef":206,"outputs":169,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFi\
le":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles":{"kind":"task","is":[\
"runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"descriptio\
n":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.c\
ore.storage.PurgeStorage":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"flowId":180,"pluginDefaultsRef":206,"s\
tartDate":180,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"all\
owFailure":7,"namespace":180,"endDate":177,"dryRun":129},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Reverse":{"kind":"task","is":\
["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"separator":179,"retry":208,"from":177,"charset":179,"pluginDefaultsRef":206,"allowWarning":7,"ve\
rsion":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable\
","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Size":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"uri"\
:177,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"d\
isabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Split":{"kind":"task","is":["runnable"],"props":{"logLeve\
l":42,"timeout":140,"assets":101,"separator":179,"retry":208,"partitions":158,"from":177,"bytes":180,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"row\
s":158,"type":182,"id":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7,"regexPattern":180},"igno\
red":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Write":{"kind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"\
retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"content":177,"type":182,"id":186,"description":206,"taskCache":105,"extension":180,"workerGro\
up":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.templating.TemplatedTask":{"k\
ind":"task","is":["runnable"],"props":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"i\
d":186,"description":206,"taskCache":105,"workerGroup":108,"runIf":205,"logToFile":7,"disabled":4,"allowFailure":7,"spec":177},"ignored":["flowable","sendToWork\
erTask"]},"io.kestra.plugin.core.trigger.Flow":{"kind":"trigger","props":{"logLevel":42,"workerGroup":108,"states":63,"assets":102,"inputs":92,"failOnTriggerErr\
or":7,"pluginDefaultsRef":206,"minLogLevel":42,"version":206,"type":182,"id":187,"description":206,"labels":9,"allowConcurrent":7,"conditions":52,"stopAfter":64\
,"disabled":7,"logToFile":7,"preconditions":116}},"io.kestra.plugin.core.trigger.Flow$ExecutionFilter":{"kind":"model","props":{"operand":38,"id":189,"filters":\
80}},"io.kestra.plugin.core.trigger.Flow$Filter":{"kind":"model","props":{"value":206,"field":37,"type":39,"values":88},"checks":[["PreconditionFilterValidation\
","invalid precondition filter"]]},"io.kestra.plugin.core.trigger.Flow$Preconditions":{"kind":"model","props":{"id":187,"timeWindow":111,"where":79,"resetOnSucc\
ess":5,"flows":81},"ignored":["conditions","upstreamFlowsConditions","whereConditions"]},"io.kestra.plugin.core.trigger.Flow$UpstreamFlow":{"kind":"model","prop\
s":{"flowId":206,"states":64,"namespace":196,"labels":92}},"io.kestra.plugin.core.trigger.Schedule":{"kind":"trigger","props":{"logLevel":42,"workerGroup":108,"\
assets":102,"interval":17,"inputs":92,"backfill":90,"failOnTriggerError":7,"pluginDefaultsRef":206,"scheduleConditions":56,"minLogLevel":42,"version":206,"withS\
econds":3,"type":182,"id":187,"description":206,"recoverMissedSchedules":35,"labels":9,"allowConcurrent":7,"lateMaximumDelay":21,"cron":196,"conditions":52,"sto\
pAfter":64,"disabled":7,"logToFile":7,"timezone":204},"checks":[["ScheduleValidation","invalid cron expression ({validatedValue.cron})"]]},"io.kestra.plugin.cor\
e.trigger.ScheduleOnDates":{"kind":"trigger","props":{"logLevel":42,"workerGroup":108,"assets":102,"interval":17,"inputs":92,"failOnTriggerError":7,"pluginDefau\
ltsRef":206,"minLogLevel":42,"version":206,"timezone":204,"type":182,"id":187,"description":206,"recoverMissedSchedules":35,"labels":9,"allowConcurrent":7,"date\
s":170,"conditions":53,"stopAfter":64,"disabled":7,"logToFile":7}},"io.kestra.plugin.core.trigger.Toggle":{"kind":"task","deprecated":1,"is":["runnable"],"props\
":{"logLevel":42,"timeout":140,"assets":101,"retry":208,"flowId":206,"pluginDefaultsRef":206,"allowWarning":7,"version":206,"type":182,"id":186,"description":20\
6,"taskCache":105,"workerGroup":108,"runIf":205,"trigger":196,"logToFile":7,"disabled":4,"allowFailure":7,"namespace":206,"enabled":3},"ignored":["flowable","se\
ndToWorkerTask"]},"io.kestra.plugin.core.trigger.Webhook":{"kind":"trigger","props":{"logLevel":42,"workerGroup":108,"returnOutputs":4,"assets":102,"inputs":92,\
"failOnTriggerError":7,"pluginDefaultsRef":206,"responseContentType":206,"wait":4,"version":206,"type":182,"id":187,"description":206,"labels":9,"allowConcurren\
t":7,"responseCode":158,"minLogLevel":42,"conditions":53,"stopAfter":64,"disabled":7,"key":195,"logToFile":7},"checks":[["AbstractWebhookValidation","invalid we\
bhook ({validatedValue})"],["WebhookValidation","invalid webhook ({validatedValue})"]]},"io.kestra.plugin.scripts.runner.docker.Cpu":{"kind":"model","props":{"c\
pus":136}},"io.kestra.plugin.scripts.runner.docker.Credentials":{"kind":"model","props":{"username":180,"auth":180,"password":180,"registryToken":180,"registry"\
:180,"identityToken":180}},"io.kestra.plugin.scripts.runner.docker.DeviceRequest":{"kind":"model","props":{"driver":180,"deviceIds":169,"capabilities":171,"coun\
t":158,"options":176}},"io.kestra.plugin.scripts.runner.docker.Docker":{"kind":"taskRunner","props":{"memory":119,"config":1,"host":206,"user":206,"resume":129,\
"pluginDefaultsRef":206,"portBindings":88,"networkMode":206,"privileged":130,"fileHandlingStrategy":150,"wait":128,"pullPolicy":151,"version":206,"volumes":88,"\
type":182,"image":206,"credentials":118,"entryPoint":87,"cpu":117,"delete":128,"shmSize":206,"extraHosts":88,"deviceRequests":82,"killGracePeriod":19}},"io.kest\
ra.plugin.scripts.runner.docker.Memory":{"kind":"model","props":{"memory":180,"memorySwap":180,"memoryReservation":180,"oomKillDisable":130,"kernelMemory":180,"\
memorySwappiness":180}},"io.kestra.storage.local.LocalStorage":{"kind":"plugin","props":{"basePath":1}}},"aliases":{"io.kestra.core.models.conditions.types.Date\
TimeBetweenCondition":"io.kestra.plugin.core.condition.DateTimeBetween","io.kestra.core.models.conditions.types.DayWeekCondition":"io.kestra.plugin.core.conditi\
on.DayWeek","io.kestra.core.models.conditions.types.DayWeekInMonthCondition":"io.kestra.plugin.core.condition.DayWeekInMonth","io.kestra.core.models.conditions.\
types.ExecutionFlowCondition":"io.kestra.plugin.core.condition.ExecutionFlow","io.kestra.core.models.conditions.types.ExecutionLabelsCondition":"io.kestra.plugi\
n.core.condition.ExecutionLabels","io.kestra.core.models.conditions.types.ExecutionNamespaceCondition":"io.kestra.plugin.core.condition.ExecutionNamespace","io.\
kestra.core.models.conditions.types.ExecutionOutputsCondition":"io.kestra.plugin.core.condition.ExecutionOutputs","io.kestra.core.models.conditions.types.Execut\
ionStatusCondition":"io.kestra.plugin.core.condition.ExecutionStatus","io.kestra.core.models.conditions.types.FlowCondition":"io.kestra.plugin.core.condition.Fl\
owCondition","io.kestra.core.models.conditions.types.FlowNamespaceCondition":"io.kestra.plugin.core.condition.FlowNamespaceCondition","io.kestra.core.models.con\
ditions.types.HasRetryAttemptCondition":"io.kestra.plugin.core.condition.HasRetryAttempt","io.kestra.core.models.conditions.types.MultipleCondition":"io.kestra.\
plugin.core.condition.MultipleCondition","io.kestra.core.models.conditions.types.NotCondition":"io.kestra.plugin.core.condition.Not","io.kestra.core.models.cond\
itions.types.OrCondition":"io.kestra.plugin.core.condition.Or","io.kestra.core.models.conditions.types.PublicHolidayCondition":"io.kestra.plugin.core.condition.\
PublicHoliday","io.kestra.core.models.conditions.types.TimeBetweenCondition":"io.kestra.plugin.core.condition.TimeBetween","io.kestra.core.models.conditions.typ\
es.VariableCondition":"io.kestra.plugin.core.condition.Expression","io.kestra.core.models.conditions.types.WeekendCondition":"io.kestra.plugin.core.condition.We\
ekend","io.kestra.core.models.triggers.types.Flow":"io.kestra.plugin.core.trigger.Flow","io.kestra.core.models.triggers.types.Schedule":"io.kestra.plugin.core.t\
rigger.Schedule","io.kestra.core.models.triggers.types.Webhook":"io.kestra.plugin.core.trigger.Webhook","io.kestra.core.tasks.debugs.Echo":"io.kestra.plugin.cor\
e.debug.Echo","io.kestra.core.tasks.debugs.Return":"io.kestra.plugin.core.debug.Return","io.kestra.core.tasks.executions.Counts":"io.kestra.plugin.core.executio\
n.Count","io.kestra.core.tasks.executions.Fail":"io.kestra.plugin.core.execution.Fail","io.kestra.core.tasks.executions.Labels":"io.kestra.plugin.core.execution\
.Labels","io.kestra.core.tasks.flows.AllowFailure":"io.kestra.plugin.core.flow.AllowFailure","io.kestra.core.tasks.flows.Dag":"io.kestra.plugin.core.flow.Dag","\
io.kestra.core.tasks.flows.EachParallel":"io.kestra.plugin.core.flow.EachParallel","io.kestra.core.tasks.flows.EachSequential":"io.kestra.plugin.core.flow.EachS\
equential","io.kestra.core.tasks.flows.Flow":"io.kestra.plugin.core.flow.Subflow","io.kestra.core.tasks.flows.ForEachItem":"io.kestra.plugin.core.flow.ForEachIt\
em","io.kestra.core.tasks.flows.If":"io.kestra.plugin.core.flow.If","io.kestra.core.tasks.flows.Parallel":"io.kestra.plugin.core.flow.Parallel","io.kestra.core.\
tasks.flows.Pause":"io.kestra.plugin.core.flow.Pause","io.kestra.core.tasks.flows.Sequential":"io.kestra.plugin.core.flow.Sequential","io.kestra.core.tasks.flow\
s.Subflow":"io.kestra.plugin.core.flow.Subflow","io.kestra.core.tasks.flows.Switch":"io.kestra.plugin.core.flow.Switch","io.kestra.core.tasks.flows.Template":"i\
o.kestra.plugin.core.flow.Template","io.kestra.core.tasks.flows.Worker":"io.kestra.plugin.core.flow.WorkingDirectory","io.kestra.core.tasks.flows.WorkingDirecto\
ry":"io.kestra.plugin.core.flow.WorkingDirectory","io.kestra.core.tasks.log.Fetch":"io.kestra.plugin.core.log.Fetch","io.kestra.core.tasks.log.Log":"io.kestra.p\
lugin.core.log.Log","io.kestra.core.tasks.states.Delete":"io.kestra.plugin.core.state.Delete","io.kestra.core.tasks.states.Get":"io.kestra.plugin.core.state.Get\
","io.kestra.core.tasks.states.Set":"io.kestra.plugin.core.state.Set","io.kestra.core.tasks.storages.Concat":"io.kestra.plugin.core.storage.Concat","io.kestra.c\
ore.tasks.storages.DeduplicateItems":"io.kestra.plugin.core.storage.DeduplicateItems","io.kestra.core.tasks.storages.Delete":"io.kestra.plugin.core.storage.Dele\
te","io.kestra.core.tasks.storages.FilterItems":"io.kestra.plugin.core.storage.FilterItems","io.kestra.core.tasks.storages.LocalFiles":"io.kestra.plugin.core.st\
orage.LocalFiles","io.kestra.core.tasks.storages.Purge":"io.kestra.plugin.core.execution.PurgeExecutions","io.kestra.core.tasks.storages.PurgeExecution":"io.kes\
tra.plugin.core.storage.PurgeCurrentExecutionFiles","io.kestra.core.tasks.storages.Reverse":"io.kestra.plugin.core.storage.Reverse","io.kestra.core.tasks.storag\
es.Size":"io.kestra.plugin.core.storage.Size","io.kestra.core.tasks.storages.Split":"io.kestra.plugin.core.storage.Split","io.kestra.core.tasks.templating.Templ\
atedTask":"io.kestra.plugin.core.templating.TemplatedTask","io.kestra.core.tasks.trigger.Toggle":"io.kestra.plugin.core.trigger.Toggle","io.kestra.plugin.core.c\
ondition.DateTimeBetweenCondition":"io.kestra.plugin.core.condition.DateTimeBetween","io.kestra.plugin.core.condition.DayWeekCondition":"io.kestra.plugin.core.c\
ondition.DayWeek","io.kestra.plugin.core.condition.DayWeekInMonthCondition":"io.kestra.plugin.core.condition.DayWeekInMonth","io.kestra.plugin.core.condition.Ex\
ecutionFlowCondition":"io.kestra.plugin.core.condition.ExecutionFlow","io.kestra.plugin.core.condition.ExecutionLabelsCondition":"io.kestra.plugin.core.conditio\
n.ExecutionLabels","io.kestra.plugin.core.condition.ExecutionNamespaceCondition":"io.kestra.plugin.core.condition.ExecutionNamespace","io.kestra.plugin.core.con\
dition.ExecutionOutputsCondition":"io.kestra.plugin.core.condition.ExecutionOutputs","io.kestra.plugin.core.condition.ExecutionStatusCondition":"io.kestra.plugi\
n.core.condition.ExecutionStatus","io.kestra.plugin.core.condition.ExpressionCondition":"io.kestra.plugin.core.condition.Expression","io.kestra.plugin.core.cond\
ition.HasRetryAttemptCondition":"io.kestra.plugin.core.condition.HasRetryAttempt","io.kestra.plugin.core.condition.NotCondition":"io.kestra.plugin.core.conditio\
n.Not","io.kestra.plugin.core.condition.OrCondition":"io.kestra.plugin.core.condition.Or","io.kestra.plugin.core.condition.PublicHolidayCondition":"io.kestra.pl\
ugin.core.condition.PublicHoliday","io.kestra.plugin.core.condition.TimeBetweenCondition":"io.kestra.plugin.core.condition.TimeBetween","io.kestra.plugin.core.c\
ondition.WeekendCondition":"io.kestra.plugin.core.condition.Weekend","io.kestra.plugin.core.flow.WaitFor":"io.kestra.plugin.core.flow.LoopUntil","io.kestra.plug\
in.core.storage.Purge":"io.kestra.plugin.core.execution.PurgeExecutions","io.kestra.plugin.core.storage.PurgeExecution":"io.kestra.plugin.core.storage.PurgeCurr\
entExecutionFiles","io.kestra.plugin.fs.http.Download":"io.kestra.plugin.core.http.Download","io.kestra.plugin.fs.http.Request":"io.kestra.plugin.core.http.Requ\
est","io.kestra.plugin.fs.http.Trigger":"io.kestra.plugin.core.http.Trigger"},"unions":{"io.kestra.core.http.client.configurations.AbstractAuthConfiguration":{"\
by":"type","types":{"BASIC":"io.kestra.core.http.client.configurations.BasicAuthConfiguration","BEARER":"io.kestra.core.http.client.configurations.BearerAuthCon\
figuration","DIGEST":"io.kestra.core.http.client.configurations.DigestAuthConfiguration"}},"io.kestra.core.models.flows.Input":{"by":"type","types":{"ARRAY":"io\
.kestra.core.models.flows.input.ArrayInput","BOOL":"io.kestra.core.models.flows.input.BoolInput","BOOLEAN":"io.kestra.core.models.flows.input.BooleanInput","DAT\
E":"io.kestra.core.models.flows.input.DateInput","DATETIME":"io.kestra.core.models.flows.input.DateTimeInput","DURATION":"io.kestra.core.models.flows.input.Dura\
tionInput","EMAIL":"io.kestra.core.models.flows.input.EmailInput","ENUM":"io.kestra.core.models.flows.input.EnumInput","FILE":"io.kestra.core.models.flows.input\
.FileInput","FLOAT":"io.kestra.core.models.flows.input.FloatInput","FORM":"io.kestra.core.models.flows.input.FormInput","INT":"io.kestra.core.models.flows.input\
.IntInput","JSON":"io.kestra.core.models.flows.input.JsonInput","MULTISELECT":"io.kestra.core.models.flows.input.MultiselectInput","SECRET":"io.kestra.core.mode\
ls.flows.input.SecretInput","SELECT":"io.kestra.core.models.flows.input.SelectInput","STRING":"io.kestra.core.models.flows.input.StringInput","TIME":"io.kestra.\
core.models.flows.input.TimeInput","URI":"io.kestra.core.models.flows.input.URIInput","YAML":"io.kestra.core.models.flows.input.YamlInput"}},"io.kestra.core.mod\
els.flows.sla.SLA":{"by":"type","types":{"EXECUTION_ASSERTION":"io.kestra.core.models.flows.sla.types.ExecutionAssertionSLA","MAX_DURATION":"io.kestra.core.mode\
ls.flows.sla.types.MaxDurationSLA"}},"io.kestra.core.models.tasks.retrys.AbstractRetry":{"by":"type","types":{"constant":"io.kestra.core.models.tasks.retrys.Con\
stant","exponential":"io.kestra.core.models.tasks.retrys.Exponential","random":"io.kestra.core.models.tasks.retrys.Random"}}}}`),kestra_2_0_namespaceObject=JSON.
parse(`{"meta":{"format":1,"kestra":"2.0.0","from":["io.kestra:core:2.0.0","io.kestra:model:2.0.0","io.kestra:script:2.0.0"]},"shapes":[{"t":{"k":"any"},"c":[["\
NotNull","must not be null"]]},{"t":{"k":"any"}},{"t":{"k":"boolean","java":"java.lang.Boolean"},"c":[["NotNull","must not be null"]]},{"t":{"k":"boolean","java\
":"java.lang.Boolean"},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"boolean","java":"java.lang.Boolean"},"o":1},{"t":{"k":"boolean","java":"java.lang.\
Boolean"}},{"t":{"k":"boolean"},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"boolean"},"o":1},{"t":{"k":"custom","java":"java.util.List<io.kestra.core\
.models.Label>","reader":"ListOrMapOfLabelDeserializer","c":[["NoSystemLabelValidation","System labels can only be set by Kestra itself."]]}},{"t":{"k":"custom"\
,"java":"java.util.List<io.kestra.core.models.Label>","reader":"ListOrMapOfLabelDeserializer","v":1},"v":1},{"t":{"k":"date","java":"java.time.Instant"},"o":1},\
{"t":{"k":"date","java":"java.time.Instant"}},{"t":{"k":"date","java":"java.time.LocalDate"}},{"t":{"k":"date","java":"java.time.LocalTime"}},{"t":{"k":"double"\
,"java":"java.lang.Double"}},{"t":{"k":"duration","java":"java.time.Duration"},"c":[["DurationMax","duration must not exceed P3650D",{"max":"P3650D"}],["Duratio\
nMin","must be a positive duration",{"days":0,"hours":0,"inclusive":true,"millis":1,"minutes":0,"nanos":0,"seconds":0}],["NotNull","must not be null"]]},{"t":{"\
k":"duration","java":"java.time.Duration"},"c":[["DurationMax","duration must not exceed P3650D",{"max":"P3650D"}],["DurationMin","must be a positive duration",\
{"days":0,"hours":0,"inclusive":true,"millis":1,"minutes":0,"nanos":0,"seconds":0}]]},{"t":{"k":"duration","java":"java.time.Duration"},"c":[["DurationMin","mus\
t be a positive duration",{"days":0,"hours":0,"inclusive":true,"millis":1,"minutes":0,"nanos":0,"seconds":0}]]},{"t":{"k":"duration","java":"java.time.Duration"\
},"c":[["DurationMin","must be longer than or equal to 1 minute",{"days":0,"hours":0,"inclusive":true,"millis":0,"minutes":1,"nanos":0,"seconds":0}],["NotNull",\
"must not be null"]]},{"t":{"k":"duration","java":"java.time.Duration"},"c":[["Null","must be null"]]},{"t":{"k":"duration","java":"java.time.Duration"},"o":1,"\
c":[["NotNull","must not be null"]]},{"t":{"k":"duration","java":"java.time.Duration"},"o":1},{"t":{"k":"duration","java":"java.time.Duration"}},{"t":{"k":"enum\
","java":"io.kestra.core.http.client.configurations.AbstractAuthConfiguration$AuthType","values":["BEARER","DIGEST","BASIC"]},"c":[["NotNull","must not be null"\
]]},{"t":{"k":"enum","java":"io.kestra.core.models.flows.Concurrency$Behavior","values":["QUEUE","CANCEL","FAIL"]},"o":1,"c":[["NotNull","must not be null"]]},{\
"t":{"k":"enum","java":"io.kestra.core.models.flows.Type","values":["FORM","YAML","ION","BOOL","URI","TIME","DATE","INT","SECRET","STRING","DURATION","MULTISELE\
CT","ARRAY","DATETIME","FLOAT","REUSABLE_INPUTS","JSON","EMAIL","SELECT","FILE"]},"c":[["NotNull","must not be null"]],"v":1},{"t":{"k":"enum","java":"io.kestra\
.core.models.flows.Type","values":["FORM","YAML","ION","BOOL","URI","TIME","DATE","INT","SECRET","STRING","DURATION","MULTISELECT","ARRAY","DATETIME","FLOAT","R\
EUSABLE_INPUTS","JSON","EMAIL","SELECT","FILE"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.models.flows.Type","values":["FOR\
M","YAML","ION","BOOL","URI","TIME","DATE","INT","SECRET","STRING","DURATION","MULTISELECT","ARRAY","DATETIME","FLOAT","REUSABLE_INPUTS","JSON","EMAIL","SELECT"\
,"FILE"]}},{"t":{"k":"enum","java":"io.kestra.core.models.flows.check.Check$Behavior","values":["CREATE_EXECUTION","BLOCK_EXECUTION","FAIL_EXECUTION"]},"o":1},{\
"t":{"k":"enum","java":"io.kestra.core.models.flows.check.Check$Style","values":["ERROR","SUCCESS","WARNING","INFO"]},"o":1},{"t":{"k":"enum","java":"io.kestra.\
core.models.flows.quota.Quota$Behavior","values":["CANCEL","FAIL"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.models.flows.s\
la.SLA$Behavior","values":["NONE","CANCEL","FAIL"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.models.flows.sla.SLA$Type","va\
lues":["EXECUTION_ASSERTION","MAX_DURATION"]},"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.models.tasks.ExecutableTask$RestartB\
ehavior","values":["NEW_EXECUTION","RETRY_FAILED"]},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.core.models.tasks.WorkerQueue\
Fallback","values":["CANCEL","WAIT","FAIL","IGNORE"]}},{"t":{"k":"enum","java":"io.kestra.core.models.tasks.WorkerSelectorMatch","values":["ALL","ANY"]}},{"t":{\
"k":"enum","java":"io.kestra.core.models.tasks.retrys.AbstractRetry$Behavior","values":["RETRY_FAILED_TASK","CREATE_NEW_EXECUTION"]}},{"t":{"k":"enum","java":"i\
o.kestra.core.models.triggers.RecoverMissedSchedules","values":["NONE","ALL","LAST"]}},{"t":{"k":"enum","java":"io.kestra.core.models.triggers.multipleflows.Mul\
tipleCondition$Mode","values":["ALL","ANY","AT_LEAST"]},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.plugin.core.flow.Loop$Fet\
chType","values":["STORE","FETCH","AUTO"]},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"io.kestra.plugin.core.trigger.AbstractWebhookTri\
gger$FetchType","values":["NONE","STORE","FETCH"]},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"enum","java":"org.slf4j.event.Level","values":["ERROR"\
,"DEBUG","TRACE","INFO","WARN"]}},{"t":{"k":"float","java":"java.lang.Float"}},{"t":{"k":"int","java":"java.lang.Integer"},"c":[["Min","must be greater than or \
equal to 1",{"value":1}],["NotNull","must not be null"]]},{"t":{"k":"int","java":"java.lang.Integer"},"c":[["Min","must be greater than or equal to 1",{"value":\
1}]]},{"t":{"k":"int","java":"java.lang.Integer"},"c":[["Positive","must be greater than 0"]]},{"t":{"k":"int","java":"java.lang.Integer"},"o":1,"c":[["NotNull"\
,"must not be null"],["PositiveOrZero","must be greater than or equal to 0"]]},{"t":{"k":"int","java":"java.lang.Integer"}},{"t":{"k":"list","java":"io.kestra.c\
ore.http.client.configurations.HttpConfiguration$LoggingType[]","of":{"k":"enum","java":"io.kestra.core.http.client.configurations.HttpConfiguration$LoggingType\
","values":["RESPONSE_HEADERS","REQUEST_BODY","REQUEST_HEADERS","RESPONSE_BODY"]}}},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.Inp\
ut<java.lang.Object>>","of":{"k":"union","base":"io.kestra.core.models.flows.Input"},"v":1},"c":[["NotNull","must not be null"]],"v":1},{"t":{"k":"list","java":\
"java.util.ArrayList<io.kestra.core.models.flows.Input<java.lang.Object>>","of":{"k":"union","base":"io.kestra.core.models.flows.Input"},"v":1},"v":1},{"t":{"k"\
:"list","java":"java.util.ArrayList<io.kestra.core.models.flows.Output>","of":{"k":"object","class":"io.kestra.core.models.flows.Output"},"v":1},"v":1},{"t":{"k\
":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.State$Type>","of":{"k":"enum","java":"io.kestra.core.models.flows.State$Type","values":["SUCCES\
S","KILLING","RESUBMITTED","PAUSED","SKIPPED","CANCELLED","QUEUED","RETRIED","RETRYING","SUBMITTED","WARNING","FAILED","RUNNING","CREATED","RESTARTED","BREAKPOI\
NT","KILLED"]}},"o":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.State$Type>","of":{"k":"enum","java":"io.kestra.core.models.flow\
s.State$Type","values":["SUCCESS","KILLING","RESUBMITTED","PAUSED","SKIPPED","CANCELLED","QUEUED","RETRIED","RETRYING","SUBMITTED","WARNING","FAILED","RUNNING",\
"CREATED","RESTARTED","BREAKPOINT","KILLED"]}}},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.check.Check>","of":{"k":"object","class\
":"io.kestra.core.models.flows.check.Check"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.input.ValueOption>","of":{"k\
":"object","class":"io.kestra.core.models.flows.input.ValueOption"},"v":1}},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.quota.Quota\
>","of":{"k":"object","class":"io.kestra.core.models.flows.quota.Quota"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.flows.\
sla.SLA>","of":{"k":"union","base":"io.kestra.core.models.flows.sla.SLA"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks\
.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1},"c":[["NotEmpty","The 'tasks' property cannot be empty"]],"v":1},{"t":{"k":"list","\
java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1},"c":[["NotEmpty","must not be\
 empty"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"\
v":1},"j":"_else","v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.\
Task"},"v":1},"j":"_finally","v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.mo\
dels.tasks.Task"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.triggers.AbstractTrigger>","of":{"k":"plugin","base":"io.kest\
ra.core.models.triggers.AbstractTrigger"},"v":1},"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.plugin.core.flow.Dag$DagTask>","of":{"k":"object"\
,"class":"io.kestra.plugin.core.flow.Dag$DagTask"},"v":1},"c":[["NotEmpty","must not be empty"]],"v":1},{"t":{"k":"list","java":"java.util.ArrayList<io.kestra.p\
lugin.core.trigger.Flow$Dependency>","of":{"k":"object","class":"io.kestra.plugin.core.trigger.Flow$Dependency"},"v":1},"v":1},{"t":{"k":"list","java":"java.uti\
l.ArrayList<io.kestra.plugin.scripts.runner.docker.DeviceRequest>","of":{"k":"object","class":"io.kestra.plugin.scripts.runner.docker.DeviceRequest"}}},{"t":{"k\
":"list","java":"java.util.ArrayList<java.lang.String>","of":{"k":"string"},"c":[["Rfc1123Label","must be an RFC 1123 label (lowercase alphanumerics and hyphens\
, must start and end with alphanumeric, max 64 chars), got '\${validatedValue}'"]]},"c":[["Size","size must be between 0 and 20",{"max":20,"min":0}]]},{"t":{"k":\
"list","java":"java.util.ArrayList<java.lang.String>","of":{"k":"string"}},"c":[["NotNull","must not be null"]]},{"t":{"k":"list","java":"java.util.ArrayList<ja\
va.lang.String>","of":{"k":"string"}},"o":1},{"t":{"k":"list","java":"java.util.ArrayList<java.lang.String>","of":{"k":"string"}}},{"t":{"k":"long","java":"java\
.lang.Long"},"c":[["NotNull","must not be null"],["Positive","must be greater than 0"]]},{"t":{"k":"map","java":"java.util.LinkedHashMap<java.lang.String,java.l\
ang.Object>","key":{"k":"string"},"of":{"k":"any"}},"o":1},{"t":{"k":"map","java":"java.util.LinkedHashMap<java.lang.String,java.lang.Object>","key":{"k":"strin\
g"},"of":{"k":"any"}}},{"t":{"k":"map","java":"java.util.LinkedHashMap<java.lang.String,java.util.List<io.kestra.core.models.tasks.Task>>","key":{"k":"string"},\
"of":{"k":"list","java":"java.util.ArrayList<io.kestra.core.models.tasks.Task>","of":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"}}}},{"t":{"k":"obje\
ct","class":"io.kestra.core.http.client.configurations.HttpConfiguration"},"o":1},{"t":{"k":"object","class":"io.kestra.core.http.client.configurations.HttpConf\
iguration"}},{"t":{"k":"object","class":"io.kestra.core.http.client.configurations.ProxyConfiguration"}},{"t":{"k":"object","class":"io.kestra.core.http.client.\
configurations.SslOptions"}},{"t":{"k":"object","class":"io.kestra.core.http.client.configurations.TimeoutConfiguration"}},{"t":{"k":"object","class":"io.kestra\
.core.models.assets.AssetsDeclaration"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.assets.AssetsDeclaration"}},{"t":{"k":"object","class":"io.kest\
ra.core.models.flows.Concurrency"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.flows.DependsOn"}},{"t":{"k":"object","class":"io.kestra.core.models\
.tasks.Cache"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.tasks.NamespaceFiles"}},{"t":{"k":"object","class":"io.kestra.core.models.tasks.WorkerSe\
lector"},"v":1},{"t":{"k":"object","class":"io.kestra.core.models.triggers.Window"},"v":1},{"t":{"k":"object","class":"io.kestra.plugin.core.flow.LoopUntil$Chec\
kFrequency"},"o":1,"v":1},{"t":{"k":"object","class":"io.kestra.plugin.core.flow.WorkingDirectory$Cache"}},{"t":{"k":"object","class":"io.kestra.plugin.core.tri\
gger.McpToolTrigger$Annotations"},"o":1},{"t":{"k":"object","class":"io.kestra.plugin.scripts.runner.docker.Cpu"}},{"t":{"k":"object","class":"io.kestra.plugin.\
scripts.runner.docker.Credentials"}},{"t":{"k":"object","class":"io.kestra.plugin.scripts.runner.docker.Memory"}},{"t":{"k":"plugin","base":"io.kestra.core.mode\
ls.tasks.Task"},"c":[["NotNull","must not be null"]],"v":1},{"t":{"k":"plugin","base":"io.kestra.core.models.tasks.Task"},"v":1},{"t":{"k":"property","of":{"k":\
"any"},"v":1},"o":1,"c":[["NotNull","must not be null"]],"v":1},{"t":{"k":"property","of":{"k":"any"},"v":1},"o":1,"v":1},{"t":{"k":"property","of":{"k":"any"}}\
,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"any"}},"o":1},{"t":{"k":"property","of":{"k":"any"}}},{"t":{"k":"property","of":{"k":"boo\
lean","java":"java.lang.Boolean"}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"boolean","java":"java.lang.Boolean"}},"o":1},{"t"\
:{"k":"property","of":{"k":"boolean","java":"java.lang.Boolean"}}},{"t":{"k":"property","of":{"k":"date","java":"java.time.Instant"}}},{"t":{"k":"property","of"\
:{"k":"date","java":"java.time.LocalDate"}}},{"t":{"k":"property","of":{"k":"date","java":"java.time.LocalTime"}}},{"t":{"k":"property","of":{"k":"date","java":\
"java.time.ZonedDateTime"}}},{"t":{"k":"property","of":{"k":"double","java":"java.lang.Double"}}},{"t":{"k":"property","of":{"k":"duration","java":"java.time.Du\
ration"},"c":[["DurationMin","must be a positive duration",{"days":0,"hours":0,"inclusive":true,"millis":1,"minutes":0,"nanos":0,"seconds":0}]]},"c":[["NotNull"\
,"must not be null"]]},{"t":{"k":"property","of":{"k":"duration","java":"java.time.Duration"},"c":[["DurationMin","must be a positive duration",{"days":0,"hours\
":0,"inclusive":true,"millis":1,"minutes":0,"nanos":0,"seconds":0}]]},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"duration","jav\
a":"java.time.Duration"},"c":[["DurationMin","must be a positive duration",{"days":0,"hours":0,"inclusive":true,"millis":1,"minutes":0,"nanos":0,"seconds":0}]]}\
},{"t":{"k":"property","of":{"k":"duration","java":"java.time.Duration"}}},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.core.models.kv.KVType","value\
s":["STRING","NUMBER","BOOLEAN","DATETIME","DATE","DURATION","JSON"]}}},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.core.models.tasks.AssetFailureBe\
havior","values":["IGNORE","FAIL","WARN"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.core.models.tasks.FileExistComportment","values":["OV\
ERWRITE","FAIL","WARN","IGNORE"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.core.storages.Namespace$Conflicts","values":["OVERWRITE","ERRO\
R","SKIP"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.plugin.core.execution.Exit$ExitState","values":["SUCCESS","WARNING","KILLED","FAILED\
","CANCELLED"]}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.plugin.core.flow.OnChildFailureInterface$On\
ChildFailure","values":["CONTINUE","CANCEL","FAIL"]}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.plugin\
.core.flow.Pause$Behavior","values":["RESUME","WARN","CANCEL","FAIL"]}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"enum","java"\
:"io.kestra.plugin.core.storage.FilterItems$ErrorOrNullBehavior","values":["FAIL","INCLUDE","EXCLUDE"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"io\
.kestra.plugin.core.storage.FilterItems$FilterType","values":["INCLUDE","EXCLUDE"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"io.kestra.plugin.scrip\
ts.runner.docker.Docker$FileHandlingStrategy","values":["MOUNT","VOLUME"]}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"enum","j\
ava":"io.kestra.plugin.scripts.runner.docker.PullPolicy","values":["IF_NOT_PRESENT","ALWAYS","NEVER"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"jav\
a.net.Proxy$Type","values":["DIRECT","HTTP","SOCKS"]}},"o":1},{"t":{"k":"property","of":{"k":"enum","java":"org.slf4j.event.Level","values":["ERROR","WARN","INF\
O","DEBUG","TRACE"]}},"o":1},{"t":{"k":"property","of":{"k":"float","java":"java.lang.Float"}}},{"t":{"k":"property","of":{"k":"int","java":"java.lang.Integer"}\
,"c":[["Positive","must be greater than 0"]]}},{"t":{"k":"property","of":{"k":"int","java":"java.lang.Integer"},"c":[["PositiveOrZero","must be greater than or \
equal to 0"]]},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"int","java":"java.lang.Integer"}},"o":1,"c":[["NotNull","must not be \
null"]]},{"t":{"k":"property","of":{"k":"int","java":"java.lang.Integer"}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<io.kestra.core.models.a\
ssets.Asset>","of":{"k":"any"},"v":1}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<io.kestra.core.models.assets.AssetIdentifier>","of":{"k":"a\
ny"},"v":1}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<io.kestra.core.models.flows.State$Type>","of":{"k":"enum","java":"io.kestra.core.mode\
ls.flows.State$Type","values":["CREATED","SUBMITTED","RUNNING","PAUSED","RESTARTED","KILLING","SUCCESS","WARNING","FAILED","KILLED","CANCELLED","QUEUED","RETRYI\
NG","RETRIED","SKIPPED","BREAKPOINT","RESUBMITTED"]}}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<io.kestra.core.models.tasks.metrics.Abstrac\
tMetric>","of":{"k":"any"}}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<java.lang.Integer>","of":{"k":"int","java":"java.lang.Integer"}}}},{"\
t":{"k":"property","of":{"k":"list","java":"java.util.List<java.lang.Object>","of":{"k":"any"}}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<j\
ava.lang.String>","of":{"k":"string"}},"v":1},"v":1},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<java.lang.String>","of":{"k":"string"}}},"c":[\
["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<java.lang.String>","of":{"k":"string"}}},"o":1},{"t":{"k":"propert\
y","of":{"k":"list","java":"java.util.List<java.lang.String>","of":{"k":"string"}}}},{"t":{"k":"property","of":{"k":"list","java":"java.util.List<java.time.Zone\
dDateTime>","of":{"k":"date","java":"java.time.ZonedDateTime"}}},"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"list","java":"java.util.L\
ist<java.util.List<java.lang.String>>","of":{"k":"list","java":"java.util.List<java.lang.String>","of":{"k":"string"}}}}},{"t":{"k":"property","of":{"k":"list",\
"java":"java.util.List<org.slf4j.event.Level>","of":{"k":"enum","java":"org.slf4j.event.Level","values":["ERROR","WARN","INFO","DEBUG","TRACE"]}}}},{"t":{"k":"p\
roperty","of":{"k":"map","java":"java.util.Map<java.lang.CharSequence,java.lang.CharSequence>","key":{"k":"any"},"of":{"k":"any"}}}},{"t":{"k":"property","of":{\
"k":"map","java":"java.util.Map<java.lang.String,java.lang.Object>","key":{"k":"string"},"of":{"k":"any"}}},"c":[["NotNull","must not be null"]]},{"t":{"k":"pro\
perty","of":{"k":"map","java":"java.util.Map<java.lang.String,java.lang.Object>","key":{"k":"string"},"of":{"k":"any"}}}},{"t":{"k":"property","of":{"k":"map","\
java":"java.util.Map<java.lang.String,java.lang.String>","key":{"k":"string"},"of":{"k":"string"}}}},{"t":{"k":"property","of":{"k":"string"}},"c":[["NotNull","\
must not be null"]]},{"t":{"k":"property","of":{"k":"string"}},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"property","of":{"k":"string"}},"o":1},{"t"\
:{"k":"property","of":{"k":"string"}}},{"t":{"k":"property","of":{"k":"uri","java":"java.net.URI"}}},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],[\
"NotNull","must not be null"],["Pattern","must match \\"^[A-Za-z_$][A-Za-z0-9_$]*(\\\\.[A-Za-z_$][A-Za-z0-9_$]*)*$\\"",{"regexp":"^[A-Za-z_$][A-Za-z0-9_$]*(\\\\.[A-Za\
-z_$][A-Za-z0-9_$]*)*$"}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNull","must not be null"],["Pattern","must match \\"^[a-zA-Z0-9][.a-zA\
-Z0-9_-]*\\"",{"regexp":"^[a-zA-Z0-9][.a-zA-Z0-9_-]*"}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNull","must not be null"],["Pattern","mu\
st match \\"^[a-zA-Z0-9][a-zA-Z0-9._-]*\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-9._-]*"}],["Size","size must be between 1 and 100",{"max":100,"min":1}]]},{"t":{"k":"s\
tring"},"c":[["NotBlank","must not be blank"],["NotNull","must not be null"],["Pattern","must match \\"^[a-zA-Z0-9][a-zA-Z0-9_-]*\\"",{"regexp":"^[a-zA-Z0-9][a-zA\
-Z0-9_-]*"}],["Size","Task id must be at most 256 characters",{"max":256,"min":0}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNull","must \
not be null"],["Pattern","must match \\"^[a-zA-Z0-9][a-zA-Z0-9_-]*\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-9_-]*"}],["Size","Trigger id must be at most 256 characters\
",{"max":256,"min":0}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["NotNull","must not be null"]]},{"t":{"k":"string"},"c":[["NotBlank","must n\
ot be blank"],["Pattern","must match \\"^[a-zA-Z0-9][a-zA-Z0-9._:-]*\\"",{"regexp":"^[a-zA-Z0-9][a-zA-Z0-9._:-]*"}],["Size","size must be between 1 and 150",{"max\
":150,"min":1}]]},{"t":{"k":"string"},"c":[["NotBlank","must not be blank"],["Size","size must be between 0 and 256",{"max":256,"min":0}]]},{"t":{"k":"string"},\
"c":[["NotEmpty","must not be empty"],["NotNull","must not be null"]]},{"t":{"k":"string"},"c":[["NotEmpty","must not be empty"]]},{"t":{"k":"string"},"c":[["No\
tNull","must not be null"],["Pattern","Tool name must contain only alphanumeric characters hyphens underscores or dots and must start and end with an alphanumer\
ic character",{"regexp":"^[a-zA-Z0-9]([a-zA-Z0-9_.-]*[a-zA-Z0-9])?$"}],["Size","size must be between 1 and 64",{"max":64,"min":1}]]},{"t":{"k":"string"},"c":[["\
NotNull","must not be null"],["Pattern","must match \\"^[a-z0-9][a-z0-9._-]*\\"",{"regexp":"^[a-z0-9][a-z0-9._-]*"}],["Size","size must be between 1 and 150",{"ma\
x":150,"min":1}]]},{"t":{"k":"string"},"c":[["NotNull","must not be null"]]},{"t":{"k":"string"},"c":[["Pattern","must match \\"^[a-z0-9][a-z0-9._-]*\\"",{"regexp\
":"^[a-z0-9][a-z0-9._-]*"}],["Size","size must be between 1 and 150",{"max":150,"min":1}]]},{"t":{"k":"string"},"c":[["Regex","invalid pattern ({validatedValue}\
)"]]},{"t":{"k":"string"},"c":[["TenantId","must be a tenant id (lowercase alphanumerics, underscores and hyphens, must start with an alphanumeric, max 100 char\
s), got '\${validatedValue}'"]]},{"t":{"k":"string"},"c":[["TimezoneId","invalid timezone ({validatedValue})"]]},{"t":{"k":"string"},"j":"_assert","c":[["NotEmpt\
y","must not be empty"],["NotNull","must not be null"]]},{"t":{"k":"string"},"o":1,"c":[["NotBlank","must not be blank"],["NotNull","must not be null"]]},{"t":{\
"k":"string"},"o":1,"c":[["NotNull","must not be null"]]},{"t":{"k":"string"},"o":1,"c":[["TimezoneId","invalid timezone ({validatedValue})"]]},{"t":{"k":"strin\
g"},"o":1},{"t":{"k":"string"}},{"t":{"k":"union","base":"io.kestra.core.http.client.configurations.AbstractAuthConfiguration"}},{"t":{"k":"union","base":"io.ke\
stra.core.models.tasks.retrys.AbstractRetry"},"v":1}],"classes":{"io.kestra.core.http.client.configurations.BasicAuthConfiguration":{"kind":"model","props":{"ty\
pe":23,"password":151,"username":151}},"io.kestra.core.http.client.configurations.BearerAuthConfiguration":{"kind":"model","props":{"token":151,"type":23}},"io.\
kestra.core.http.client.configurations.DigestAuthConfiguration":{"kind":"model","props":{"type":23,"password":151,"username":151}},"io.kestra.core.http.client.c\
onfigurations.HttpConfiguration":{"kind":"model","props":{"timeout":79,"allowFailed":102,"auth":176,"defaultCharset":99,"ssl":78,"allowedResponseCodes":135,"pro\
xy":77,"logs":48,"followRedirects":102,"enabledTcpExtendedKeepAlive":102},"as":"io.kestra.core.http.client.configurations.HttpConfiguration$HttpConfigurationBui\
lder"},"io.kestra.core.http.client.configurations.ProxyConfiguration":{"kind":"model","props":{"port":130,"type":124,"password":151,"address":151,"username":151\
},"as":"io.kestra.core.http.client.configurations.ProxyConfiguration$ProxyConfigurationBuilder"},"io.kestra.core.http.client.configurations.SslOptions":{"kind":\
"model","props":{"insecureTrustAllCertificates":103}},"io.kestra.core.http.client.configurations.TimeoutConfiguration":{"kind":"model","props":{"connectTimeout"\
:112,"readIdleTimeout":112}},"io.kestra.core.models.assets.AssetsDeclaration":{"kind":"model","props":{"inputs":132,"enableAuto":102,"assetFailureBehavior":114,\
"outputs":131}},"io.kestra.core.models.assets.External":{"kind":"asset","props":{"tenantId":168,"created":10,"deleted":7,"type":171,"namespace":166,"description\
":175,"displayName":175,"metadata":72,"id":159,"updated":10},"open":"any"},"io.kestra.core.models.flows.Concurrency":{"kind":"model","props":{"behavior":24,"lim\
it":43}},"io.kestra.core.models.flows.DependsOn":{"kind":"model","props":{"inputs":70,"condition":175}},"io.kestra.core.models.flows.FlowWithSource":{"kind":"fl\
ow","props":{"draft":6,"finally":61,"tenantId":168,"retry":177,"inputs":50,"errors":62,"tasks":59,"outputs":51,"concurrency":82,"variables":73,"deleted":6,"id":\
155,"description":175,"workerSelector":86,"labels":9,"sla":57,"checks":54,"policyRefs":70,"namespace":164,"disabled":6,"revision":44,"updated":11,"afterExecutio\
n":62,"triggers":63,"quotas":56,"source":175},"checks":[["FlowValidation","invalid Flow"]]},"io.kestra.core.models.flows.Output":{"kind":"model","props":{"value\
":0,"type":25,"id":154,"description":175,"displayName":175,"required":5}},"io.kestra.core.models.flows.check.Check":{"kind":"model","props":{"style":29,"when":1\
61,"condition":175,"message":162,"behavior":28}},"io.kestra.core.models.flows.input.ArrayInput":{"kind":"model","props":{"defaults":136,"dependsOn":83,"type":25\
,"id":154,"description":175,"displayName":175,"required":5,"prefill":136,"itemType":26},"checks":[["ArrayInputValidation","invalid array input"],["InputValidati\
on","invalid input"]]},"io.kestra.core.models.flows.input.BoolInput":{"kind":"model","props":{"defaults":103,"dependsOn":83,"type":25,"id":154,"description":175\
,"displayName":175,"required":5,"prefill":103},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.DateInput":{"kind":"model","pr\
ops":{"defaults":105,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":105,"after":12,"before":12},"checks":[["InputV\
alidation","invalid input"]]},"io.kestra.core.models.flows.input.DateTimeInput":{"kind":"model","props":{"defaults":104,"dependsOn":83,"type":25,"id":154,"descr\
iption":175,"displayName":175,"required":5,"prefill":104,"after":11,"before":11},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.in\
put.DurationInput":{"kind":"model","props":{"defaults":112,"max":22,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"min":22,\
"prefill":112},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.EmailInput":{"kind":"model","props":{"defaults":151,"dependsOn\
":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":151},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.f\
lows.input.FileInput":{"kind":"model","props":{"defaults":152,"dependsOn":83,"allowedFileExtensions":70,"type":25,"id":154,"description":175,"displayName":175,"\
required":5,"prefill":152},"checks":[["FileInputValidation","invalid file input"],["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.Float\
Input":{"kind":"model","props":{"defaults":126,"max":42,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"min":42,"prefill":12\
6},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.FormInput":{"kind":"model","props":{"defaults":100,"dependsOn":83,"inputs"\
:49,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":100},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.fl\
ows.input.IntInput":{"kind":"model","props":{"defaults":130,"max":47,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"min":47\
,"prefill":130},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.IonInput":{"kind":"model","props":{"defaults":100,"dependsOn"\
:83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":100},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.fl\
ows.input.JsonInput":{"kind":"model","props":{"defaults":100,"dependsOn":83,"jsonSchema":175,"type":25,"id":154,"description":175,"displayName":175,"required":5\
,"prefill":100},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.MultiselectInput":{"kind":"model","props":{"values":55,"autoS\
electFirst":2,"dependsOn":83,"displayName":175,"defaults":140,"allowCustomValue":2,"expression":175,"type":25,"id":154,"description":175,"required":5,"prefill":\
140,"itemType":27},"checks":[["InputValidation","invalid input"],["MultiselectInputValidation","invalid multiselect input"]]},"io.kestra.core.models.flows.input\
.ReusableInputsInput":{"kind":"model","props":{"defaults":100,"ref":158,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"pref\
ill":100,"namespace":175,"revision":47},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.SecretInput":{"kind":"model","props":\
{"defaults":100,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"validator":167,"prefill":100},"checks":[["InputValidation","\
invalid input"]]},"io.kestra.core.models.flows.input.SelectInput":{"kind":"model","props":{"values":55,"autoSelectFirst":2,"dependsOn":83,"displayName":175,"isR\
adio":2,"defaults":151,"allowCustomValue":2,"expression":175,"type":25,"id":154,"description":175,"required":5,"prefill":151},"checks":[["InputValidation","inva\
lid input"]]},"io.kestra.core.models.flows.input.StringInput":{"kind":"model","props":{"defaults":151,"dependsOn":83,"type":25,"id":154,"description":175,"displ\
ayName":175,"required":5,"validator":167,"prefill":151},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.TimeInput":{"kind":"m\
odel","props":{"defaults":106,"dependsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":106,"after":13,"before":13},"checks":\
[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.URIInput":{"kind":"model","props":{"defaults":151,"dependsOn":83,"type":25,"id":154,"d\
escription":175,"displayName":175,"required":5,"prefill":151},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.models.flows.input.ValueOption":{"\
kind":"model","props":{"value":165,"label":165},"reader":"delegate"},"io.kestra.core.models.flows.input.YamlInput":{"kind":"model","props":{"defaults":100,"depe\
ndsOn":83,"type":25,"id":154,"description":175,"displayName":175,"required":5,"prefill":100},"checks":[["InputValidation","invalid input"]]},"io.kestra.core.mod\
els.flows.quota.Quota":{"kind":"model","props":{"behavior":30,"limit":71,"duration":18}},"io.kestra.core.models.flows.sla.types.ExecutionAssertionSLA":{"kind":"\
model","props":{"type":32,"id":161,"assert":170,"labels":8,"behavior":31}},"io.kestra.core.models.flows.sla.types.MaxDurationSLA":{"kind":"model","props":{"type\
":32,"id":161,"duration":15,"labels":8,"behavior":31}},"io.kestra.core.models.tasks.Cache":{"kind":"model","props":{"enabled":2,"ttl":17}},"io.kestra.core.model\
s.tasks.NamespaceFiles":{"kind":"model","props":{"enabled":102,"include":137,"ifExists":115,"exclude":137,"folderPerNamespace":102,"namespaces":139},"as":"io.ke\
stra.core.models.tasks.NamespaceFiles$NamespaceFilesBuilder"},"io.kestra.core.models.tasks.WorkerSelector":{"kind":"model","props":{"tags":67,"fallback":34,"mat\
ch":35},"ignored":["fallbackOnlyWithTags","matchOnlyWithTags"],"derived":{"fallbackOnlyWithTags":{"c":[["AssertTrue","fallback can only be set when tags is non-\
empty"]]},"matchOnlyWithTags":{"c":[["AssertTrue","match can only be set when tags is non-empty"]]}}},"io.kestra.core.models.tasks.retrys.Constant":{"kind":"mod\
el","props":{"behavior":36,"interval":15,"maxDuration":16,"maxAttempts":44,"warningOnRetry":5,"type":165},"derived":{"intervalLessThanMaxDuration":{"c":[["Asser\
tTrue","'interval' must be less than 'maxDuration'"]]}}},"io.kestra.core.models.tasks.retrys.Exponential":{"kind":"model","props":{"behavior":36,"interval":15,"\
maxDuration":16,"maxInterval":15,"maxAttempts":44,"warningOnRetry":5,"delayFactor":14,"type":165},"derived":{"intervalLessThanMaxDuration":{"c":[["AssertTrue","\
'interval' must be less than 'maxDuration'"]]},"intervalLessThanMaxInterval":{"c":[["AssertTrue","'interval' must be less than 'maxInterval'"]]}}},"io.kestra.co\
re.models.tasks.retrys.Random":{"kind":"model","props":{"behavior":36,"minInterval":15,"maxDuration":16,"maxInterval":15,"maxAttempts":44,"warningOnRetry":5,"ty\
pe":165},"derived":{"maxIntervalLessThanMaxDuration":{"c":[["AssertTrue","'maxInterval' must be less than 'maxDuration'"]]},"minIntervalLessThanMaxDuration":{"c\
":[["AssertTrue","'minInterval' must be less than 'maxDuration'"]]},"minIntervalLessThanMaxInterval":{"c":[["AssertTrue","'minInterval' must be less than 'maxIn\
terval'"]]}}},"io.kestra.core.models.triggers.Window":{"kind":"model","props":{"offset":22,"lookback":22,"deadline":13,"timezone":169,"from":13,"to":13,"every":\
22},"checks":[["WindowValidation","invalid window definition"]]},"io.kestra.plugin.core.dashboard.chart.Bar":{"kind":"plugin","props":{"chartOptions":1,"type":1\
,"id":1,"data":1}},"io.kestra.plugin.core.dashboard.chart.KPI":{"kind":"plugin","props":{"chartOptions":1,"type":1,"id":1,"data":1}},"io.kestra.plugin.core.dash\
board.chart.Markdown":{"kind":"plugin","props":{"chartOptions":1,"type":1,"id":1,"source":1}},"io.kestra.plugin.core.dashboard.chart.Pie":{"kind":"plugin","prop\
s":{"chartOptions":1,"type":1,"id":1,"data":1}},"io.kestra.plugin.core.dashboard.chart.Table":{"kind":"plugin","props":{"chartOptions":1,"type":1,"id":1,"data":\
1}},"io.kestra.plugin.core.dashboard.chart.TimeSeries":{"kind":"plugin","props":{"chartOptions":1,"type":1,"id":1,"data":1}},"io.kestra.plugin.core.dashboard.da\
ta.Executions":{"kind":"plugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugin.core.dashboard.data.ExecutionsKPI":{"kind":"plugin","pro\
ps":{"numerator":1,"type":1,"columns":1,"where":1}},"io.kestra.plugin.core.dashboard.data.Flows":{"kind":"plugin","props":{"type":1,"columns":1,"where":1,"order\
By":1}},"io.kestra.plugin.core.dashboard.data.FlowsKPI":{"kind":"plugin","props":{"numerator":1,"type":1,"columns":1,"where":1}},"io.kestra.plugin.core.dashboar\
d.data.Logs":{"kind":"plugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugin.core.dashboard.data.LogsKPI":{"kind":"plugin","props":{"nu\
merator":1,"type":1,"columns":1,"where":1}},"io.kestra.plugin.core.dashboard.data.Metrics":{"kind":"plugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}\
},"io.kestra.plugin.core.dashboard.data.MetricsKPI":{"kind":"plugin","props":{"numerator":1,"type":1,"columns":1,"where":1}},"io.kestra.plugin.core.dashboard.da\
ta.Triggers":{"kind":"plugin","props":{"type":1,"columns":1,"where":1,"orderBy":1}},"io.kestra.plugin.core.debug.Return":{"kind":"task","is":["runnable"],"props\
":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"format":151,"version":175,"type":153,"id":156,"description":175,"worker\
Selector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution\
.Assert":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"type":153\
,"id":156,"description":175,"workerSelector":86,"errorMessage":151,"allowFailure":7,"runIf":174,"conditions":68,"logToFile":7,"disabled":4,"taskCache":84},"igno\
red":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.Exit":{"kind":"task","props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"state"\
:117,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabl\
ed":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.Fail":{"kind":"task","is":["runnable"],"props":{"logLevel":41,\
"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"errorMessage":15\
0,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84,"condition":151},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.exec\
ution.Labels":{"kind":"task","props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"de\
scription":175,"workerSelector":86,"labels":0,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]}\
,"io.kestra.plugin.core.execution.PurgeExecutions":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"states":133,"assets":80,"retry":177,"f\
lowId":151,"purgeExecution":102,"startDate":151,"policyRefs":70,"allowWarning":7,"version":175,"purgeLog":102,"type":153,"id":156,"description":175,"workerSelec\
tor":86,"allowFailure":7,"runIf":174,"purgeStorage":102,"logToFile":7,"disabled":4,"taskCache":84,"namespace":151,"endDate":148,"purgeMetric":102,"batchSize":12\
9},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.SetVariables":{"kind":"task","props":{"logLevel":41,"timeout":111,"assets":80,"re\
try":177,"overwrite":101,"policyRefs":70,"allowWarning":7,"variables":145,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure"\
:7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.execution.UnsetVariables":{"kind":"t\
ask","props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"ignoreMissing":101,"variables":138,"version":175,"type":153,\
"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]\
},"io.kestra.plugin.core.flow.AllowFailure":{"kind":"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"errors":62,"tasks":58\
,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"finally":61,"runIf":174,"logToFile":\
7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Dag":{"kind":"task","is":["flowable"],"props":{"logLevel":\
41,"timeout":111,"assets":80,"retry":177,"errors":62,"onChildFailure":118,"tasks":64,"policyRefs":70,"allowWarning":7,"concurrent":128,"version":175,"type":153,\
"id":156,"description":175,"workerSelector":86,"allowFailure":7,"finally":61,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendT\
oWorkerTask"],"checks":[["DagTaskValidation","invalid Dag task"]]},"io.kestra.plugin.core.flow.Dag$DagTask":{"kind":"model","props":{"task":94,"dependsOn":70}},\
"io.kestra.plugin.core.flow.If":{"kind":"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"errors":62,"policyRefs":70,"allow\
Warning":7,"version":175,"else":60,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"finally":61,"runIf":174,"logToFile":7,"disabled":\
4,"taskCache":84,"condition":165,"then":59},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Loop":{"kind":"task","is":["flowable"],"props\
":{"logLevel":41,"timeout":111,"values":0,"assets":80,"retry":177,"errors":62,"transmitFailed":4,"tasks":58,"policyRefs":70,"allowWarning":7,"fetchType":39,"ver\
sion":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"finally":61,"runIf":174,"outputs":51,"logToFile":7,"disabled":4,"taskCache\
":84,"concurrencyLimit":46},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.LoopUntil":{"kind":"task","is":["flowable"],"props":{"logLeve\
l":41,"timeout":111,"assets":80,"retry":177,"errors":62,"tasks":58,"policyRefs":70,"allowWarning":7,"checkFrequency":88,"version":175,"type":153,"id":156,"descr\
iption":175,"workerSelector":86,"allowFailure":7,"finally":61,"runIf":174,"failOnMaxReached":102,"logToFile":7,"disabled":4,"taskCache":84,"condition":148},"ign\
ored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.LoopUntil$CheckFrequency":{"kind":"model","props":{"maxDuration":111,"maxIterations":127,"int\
erval":110}},"io.kestra.plugin.core.flow.Parallel":{"kind":"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"errors":62,"on\
ChildFailure":118,"tasks":58,"policyRefs":70,"allowWarning":7,"concurrent":128,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFai\
lure":7,"finally":61,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Pause":{"kind\
":"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"pauseDuration":111,"errors":62,"onResume":50,"policyRefs":70,"allowWarn\
ing":7,"onPause":95,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"finally":61,"runIf":174,"behavior":119,"logToFile"\
:7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.PurgeFlows":{"kind":"task","is":["runnable"],"props":{"lo\
gLevel":41,"timeout":111,"assets":80,"retry":177,"flowId":151,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelect\
or":86,"allowFailure":7,"runIf":174,"behavior":96,"logToFile":7,"disabled":4,"taskCache":84,"namespace":151},"ignored":["flowable","sendToWorkerTask"]},"io.kest\
ra.plugin.core.flow.Sequential":{"kind":"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"errors":62,"tasks":58,"policyRefs\
":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"finally":61,"runIf":174,"logToFile":7,"disabled"\
:4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Sleep":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeou\
t":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"duration":109,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFai\
lure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow.Subflow":{"kind":"task","i\
s":["executable"],"props":{"logLevel":41,"timeout":111,"assets":80,"scheduleDate":107,"retry":177,"flowId":165,"transmitFailed":4,"policyRefs":70,"allowWarning"\
:7,"wait":4,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"labels":8,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCach\
e":84,"namespace":162,"revision":44,"inputs":73,"inheritLabels":102,"restartBehavior":33},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.flow\
.Switch":{"kind":"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"errors":62,"value":148,"policyRefs":70,"allowWarning":7,\
"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"cases":74,"runIf":174,"defaults":62,"logToFile":7,"disabled":4,"taskCa\
che":84,"finally":61},"ignored":["flowable","sendToWorkerTask"],"checks":[["SwitchTaskValidation","invalid Switch task"]]},"io.kestra.plugin.core.flow.WorkingDi\
rectory":{"kind":"task","is":["flowable"],"props":{"logLevel":41,"timeout":111,"cache":89,"assets":80,"retry":177,"errors":62,"inputFiles":1,"tasks":58,"policyR\
efs":70,"allowWarning":7,"outputFiles":140,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"finally":61,"runIf":174,"lo\
gToFile":7,"disabled":4,"taskCache":84,"namespaceFiles":85},"ignored":["flowable","sendToWorkerTask"],"checks":[["WorkingDirectoryTaskValidation","invalid Worki\
ngDirectory task"]]},"io.kestra.plugin.core.flow.WorkingDirectory$Cache":{"kind":"model","props":{"patterns":138,"ttl":111}},"io.kestra.plugin.core.http.Downloa\
d":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"body":151,"assets":80,"params":146,"retry":177,"uri":148,"formData":146,"saveAs":151,"\
failOnEmptyResponse":102,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"options":75,"allowFailure":7,\
"headers":144,"runIf":174,"contentType":150,"logToFile":7,"disabled":4,"taskCache":84,"method":150},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin\
.core.http.Request":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"body":151,"assets":80,"params":146,"encryptBody":102,"retry":177,"uri\
":148,"formData":146,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"options":75,"allowFailure":7,"hea\
ders":144,"runIf":174,"contentType":150,"logToFile":7,"disabled":4,"taskCache":84,"method":150},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.cor\
e.http.SseRequest":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"body":151,"assets":80,"params":146,"retry":177,"uri":148,"formData":14\
6,"failedOnMissingJq":102,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"options":75,"allowFailure":7\
,"headers":144,"runIf":174,"contentType":150,"logToFile":7,"disabled":4,"taskCache":84,"method":150,"concatJqExpression":151},"ignored":["flowable","sendToWorke\
rTask"]},"io.kestra.plugin.core.http.Trigger":{"kind":"trigger","props":{"logLevel":41,"method":150,"body":151,"assets":81,"interval":21,"params":146,"encryptBo\
dy":102,"uri":148,"failOnTriggerError":7,"formData":146,"policyRefs":70,"contentType":150,"version":175,"type":153,"id":157,"description":175,"workerSelector":8\
6,"options":76,"labels":8,"allowConcurrent":7,"headers":144,"when":172,"disabled":7,"stopAfter":53,"logToFile":7,"responseCondition":149}},"io.kestra.plugin.cor\
e.kv.Delete":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"type"\
:153,"id":156,"description":175,"workerSelector":86,"key":148,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"errorOnMissing":101,"taskCache":84,"names\
pace":149},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.kv.Get":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"asse\
ts":80,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"key":148,"allowFailure":7,"runIf":1\
74,"logToFile":7,"disabled":4,"errorOnMissing":101,"taskCache":84,"namespace":149},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.kv.GetKeys"\
:{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":15\
6,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"prefix":151,"logToFile":7,"disabled":4,"taskCache":84,"namespace":149},"ignored":["flowabl\
e","sendToWorkerTask"]},"io.kestra.plugin.core.kv.PurgeKV":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"includ\
eChildNamespaces":102,"keyPattern":151,"policyRefs":70,"allowWarning":7,"namespacePattern":151,"version":175,"type":153,"id":156,"description":175,"workerSelect\
or":86,"allowFailure":7,"runIf":174,"behavior":96,"namespaces":140,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kes\
tra.plugin.core.kv.Put":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"value":98,"policyRefs":70,"allowWarning":\
7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"key":148,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"errorOnMissing":102\
,"taskCache":84,"namespace":149},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.kv.Set":{"kind":"task","is":["runnable"],"props":{"logLevel":\
41,"timeout":111,"assets":80,"kvType":113,"retry":177,"overwrite":101,"ttl":111,"kvDescription":151,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"i\
d":156,"description":175,"workerSelector":86,"key":148,"allowFailure":7,"runIf":174,"value":148,"logToFile":7,"disabled":4,"taskCache":84,"namespace":149},"igno\
red":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.log.Log":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"level":\
125,"message":0,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":17\
4,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.log.PurgeLogs":{"kind":"task","is":["runnable"],"\
props":{"logLevel":41,"timeout":111,"assets":80,"purgeNonExecutionLogs":102,"retry":177,"flowId":151,"startDate":151,"policyRefs":70,"allowWarning":7,"version":\
175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"executionId":151,"logToFile":7,"disabled":4,"taskCache":84,"namespac\
e":151,"logLevels":143,"endDate":148,"purgeExecutionLogs":102,"batchSize":130},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.metric.Publish"\
:{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":15\
6,"description":175,"workerSelector":86,"allowFailure":7,"metrics":134,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorke\
rTask"]},"io.kestra.plugin.core.namespace.DeleteFiles":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs\
":70,"allowWarning":7,"files":0,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"deleteParentFolder":102,"runIf":174,"l\
ogToFile":7,"disabled":4,"taskCache":84,"namespace":148},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.namespace.DownloadFiles":{"kind":"tas\
k","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"destination":150,"policyRefs":70,"allowWarning":7,"files":0,"version":175,"ty\
pe":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84,"namespace":148},"ignored":["flowa\
ble","sendToWorkerTask"]},"io.kestra.plugin.core.namespace.PurgeFiles":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry"\
:177,"includeChildNamespaces":102,"policyRefs":70,"allowWarning":7,"filePattern":151,"namespacePattern":151,"version":175,"type":153,"id":156,"description":175,\
"workerSelector":86,"allowFailure":7,"runIf":174,"behavior":97,"namespaces":140,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTa\
sk"]},"io.kestra.plugin.core.namespace.UploadFiles":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"filesMap":1,"retry":177,"\
destination":150,"policyRefs":70,"allowWarning":7,"files":140,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":1\
74,"conflict":116,"logToFile":7,"disabled":4,"taskCache":84,"namespace":148},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.output.OutputValu\
es":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"values":146,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"t\
ype":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWor\
kerTask"]},"io.kestra.plugin.core.preview.ImageFileRenderer":{"kind":"plugin","props":{}},"io.kestra.plugin.core.preview.IonFileRenderer":{"kind":"plugin","prop\
s":{}},"io.kestra.plugin.core.preview.PdfFileRenderer":{"kind":"plugin","props":{}},"io.kestra.plugin.core.preview.TextFileRenderer":{"kind":"plugin","props":{}\
},"io.kestra.plugin.core.runner.Process":{"kind":"taskRunner","props":{"version":175,"type":153}},"io.kestra.plugin.core.storage.Concat":{"kind":"task","is":["r\
unnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"separator":151,"retry":177,"policyRefs":70,"allowWarning":7,"files":0,"version":175,"type":153,"id":\
156,"description":175,"workerSelector":86,"extension":150,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToW\
orkerTask"]},"io.kestra.plugin.core.storage.DeduplicateItems":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"fro\
m":148,"policyRefs":70,"allowWarning":7,"expr":165,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFi\
le":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Delete":{"kind":"task","is":["runnable"],"props":{"\
logLevel":41,"timeout":111,"assets":80,"retry":177,"uri":148,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelecto\
r":86,"errorOnMissing":102,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.\
core.storage.FilterItems":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"errorOrNullBehavior":120,"retry":177,"from":148,"po\
licyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"filterCondition":165,"runIf":174,"filter\
Type":121,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles":{"kin\
d":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"des\
cription":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.\
plugin.core.storage.PurgeStorage":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"flowId":151,"startDate":151,"po\
licyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"t\
askCache":84,"namespace":151,"endDate":148,"dryRun":102},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Reverse":{"kind":"task","is":\
["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"separator":150,"retry":177,"from":148,"charset":150,"policyRefs":70,"allowWarning":7,"version":17\
5,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendT\
oWorkerTask"]},"io.kestra.plugin.core.storage.Size":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"uri":148,"pol\
icyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"ta\
skCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.storage.Split":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":\
111,"assets":80,"separator":150,"retry":177,"partitions":127,"from":148,"bytes":151,"policyRefs":70,"allowWarning":7,"version":175,"rows":127,"type":153,"id":15\
6,"description":175,"workerSelector":86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84,"regexPattern":151},"ignored":["flowable","sendTo\
WorkerTask"]},"io.kestra.plugin.core.storage.Write":{"kind":"task","is":["runnable"],"props":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":7\
0,"allowWarning":7,"version":175,"content":148,"type":153,"id":156,"description":175,"workerSelector":86,"extension":151,"allowFailure":7,"runIf":174,"logToFile\
":7,"disabled":4,"taskCache":84},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.templating.TemplatedTask":{"kind":"task","is":["runnable"],"p\
rops":{"logLevel":41,"timeout":111,"assets":80,"retry":177,"policyRefs":70,"allowWarning":7,"version":175,"type":153,"id":156,"description":175,"workerSelector"\
:86,"allowFailure":7,"runIf":174,"logToFile":7,"disabled":4,"taskCache":84,"spec":148},"ignored":["flowable","sendToWorkerTask"]},"io.kestra.plugin.core.trigger\
.Flow":{"kind":"trigger","props":{"logLevel":41,"states":52,"assets":81,"dependsOn":65,"inputs":73,"failOnTriggerError":7,"window":87,"policyRefs":70,"version":\
175,"type":153,"id":157,"description":175,"workerSelector":86,"labels":8,"allowConcurrent":7,"mode":38,"when":172,"disabled":7,"stopAfter":53,"logToFile":7,"min\
Satisfied":45},"checks":[["FlowTriggerValidation","invalid flow trigger configuration"]]},"io.kestra.plugin.core.trigger.Flow$Dependency":{"kind":"model","props\
":{"flowId":175,"states":53,"namespace":175,"labels":73,"when":151}},"io.kestra.plugin.core.trigger.McpToolTrigger":{"kind":"trigger","props":{"logLevel":41,"as\
sets":81,"toolDescription":165,"failOnTriggerError":7,"policyRefs":70,"version":175,"type":153,"id":157,"description":175,"workerSelector":86,"labels":8,"allowC\
oncurrent":7,"toolName":163,"annotations":90,"title":165,"when":172,"disabled":7,"stopAfter":53,"logToFile":7,"mcpServer":172}},"io.kestra.plugin.core.trigger.M\
cpToolTrigger$Annotations":{"kind":"model","props":{"openWorld":7,"idempotent":7,"readOnly":7,"returnDirect":7,"destructive":7}},"io.kestra.plugin.core.trigger.\
Schedule":{"kind":"trigger","props":{"logLevel":41,"assets":81,"interval":19,"inputs":73,"failOnTriggerError":7,"cron":165,"policyRefs":70,"version":175,"withSe\
conds":3,"type":153,"id":157,"description":175,"workerSelector":86,"labels":8,"allowConcurrent":7,"lateMaximumDelay":17,"timezone":173,"when":172,"disabled":7,"\
stopAfter":53,"logToFile":7,"recoverMissedSchedules":37},"checks":[["ScheduleValidation","invalid cron expression ({validatedValue.cron})"]]},"io.kestra.plugin.\
core.trigger.ScheduleOnDates":{"kind":"trigger","props":{"logLevel":41,"assets":81,"interval":19,"inputs":73,"failOnTriggerError":7,"policyRefs":70,"version":17\
5,"timezone":173,"type":153,"id":157,"description":175,"workerSelector":86,"labels":8,"allowConcurrent":7,"dates":141,"when":172,"disabled":7,"stopAfter":53,"lo\
gToFile":7,"recoverMissedSchedules":37}},"io.kestra.plugin.core.trigger.Webhook":{"kind":"trigger","props":{"logLevel":41,"returnOutputs":4,"assets":81,"inputs"\
:73,"failOnTriggerError":7,"responseCode":130,"policyRefs":70,"fetchType":40,"wait":4,"version":175,"type":153,"id":157,"description":175,"workerSelector":86,"l\
abels":8,"allowConcurrent":7,"responseContentType":175,"when":172,"disabled":7,"key":160,"stopAfter":53,"logToFile":7},"checks":[["WebhookValidation","invalid w\
ebhook ({validatedValue})"]]},"io.kestra.plugin.scripts.runner.docker.Cpu":{"kind":"model","props":{"cpus":108}},"io.kestra.plugin.scripts.runner.docker.Credent\
ials":{"kind":"model","props":{"username":151,"auth":151,"password":151,"registryToken":151,"registry":151,"identityToken":151}},"io.kestra.plugin.scripts.runne\
r.docker.DeviceRequest":{"kind":"model","props":{"driver":151,"deviceIds":140,"capabilities":142,"count":130,"options":147}},"io.kestra.plugin.scripts.runner.do\
cker.Docker":{"kind":"taskRunner","props":{"memory":93,"config":1,"host":175,"user":175,"resume":102,"portBindings":70,"networkMode":175,"privileged":103,"fileH\
andlingStrategy":122,"wait":101,"pullPolicy":123,"version":175,"volumes":70,"type":153,"image":175,"credentials":92,"entryPoint":69,"cpu":91,"delete":101,"shmSi\
ze":175,"extraHosts":70,"deviceRequests":66,"killGracePeriod":20}},"io.kestra.plugin.scripts.runner.docker.Memory":{"kind":"model","props":{"memory":151,"memory\
Swap":151,"memoryReservation":151,"oomKillDisable":103,"kernelMemory":151,"memorySwappiness":151}},"io.kestra.repository.h2.H2LogDataStore":{"kind":"plugin","pr\
ops":{"systemFlowsConfiguration":1,"username":1,"password":1,"filterService":1,"table":1,"url":1}},"io.kestra.storage.local.LocalStorage":{"kind":"plugin","prop\
s":{"basePath":1}}},"aliases":{"io.kestra.plugin.core.flow.WaitFor":"io.kestra.plugin.core.flow.LoopUntil","io.kestra.plugin.fs.http.Download":"io.kestra.plugin\
.core.http.Download","io.kestra.plugin.fs.http.Request":"io.kestra.plugin.core.http.Request","io.kestra.plugin.fs.http.Trigger":"io.kestra.plugin.core.http.Trig\
ger"},"unions":{"io.kestra.core.http.client.configurations.AbstractAuthConfiguration":{"by":"type","types":{"BASIC":"io.kestra.core.http.client.configurations.B\
asicAuthConfiguration","BEARER":"io.kestra.core.http.client.configurations.BearerAuthConfiguration","DIGEST":"io.kestra.core.http.client.configurations.DigestAu\
thConfiguration"}},"io.kestra.core.models.flows.Input":{"by":"type","types":{"ARRAY":"io.kestra.core.models.flows.input.ArrayInput","BOOL":"io.kestra.core.model\
s.flows.input.BoolInput","DATE":"io.kestra.core.models.flows.input.DateInput","DATETIME":"io.kestra.core.models.flows.input.DateTimeInput","DURATION":"io.kestra\
.core.models.flows.input.DurationInput","EMAIL":"io.kestra.core.models.flows.input.EmailInput","FILE":"io.kestra.core.models.flows.input.FileInput","FLOAT":"io.\
kestra.core.models.flows.input.FloatInput","FORM":"io.kestra.core.models.flows.input.FormInput","INT":"io.kestra.core.models.flows.input.IntInput","ION":"io.kes\
tra.core.models.flows.input.IonInput","JSON":"io.kestra.core.models.flows.input.JsonInput","MULTISELECT":"io.kestra.core.models.flows.input.MultiselectInput","R\
EUSABLE_INPUTS":"io.kestra.core.models.flows.input.ReusableInputsInput","SECRET":"io.kestra.core.models.flows.input.SecretInput","SELECT":"io.kestra.core.models\
.flows.input.SelectInput","STRING":"io.kestra.core.models.flows.input.StringInput","TIME":"io.kestra.core.models.flows.input.TimeInput","URI":"io.kestra.core.mo\
dels.flows.input.URIInput","YAML":"io.kestra.core.models.flows.input.YamlInput"}},"io.kestra.core.models.flows.sla.SLA":{"by":"type","types":{"EXECUTION_ASSERTI\
ON":"io.kestra.core.models.flows.sla.types.ExecutionAssertionSLA","MAX_DURATION":"io.kestra.core.models.flows.sla.types.MaxDurationSLA"}},"io.kestra.core.models\
.tasks.retrys.AbstractRetry":{"by":"type","types":{"constant":"io.kestra.core.models.tasks.retrys.Constant","exponential":"io.kestra.core.models.tasks.retrys.Ex\
ponential","random":"io.kestra.core.models.tasks.retrys.Random"}}}}`),catalogueFiles={"1.3":kestra_1_3_namespaceObject,"2.0":kestra_2_0_namespaceObject},TYPES={
"io.kestra.plugin.core.http.SseRequest":[1,3],"io.kestra.plugin.core.kv.Put":[1,3],"io.kestra.plugin.core.namespace.PurgeFiles":[1,2],"io.kestra.plugin.core.sto\
rage.PurgeStorage":[1,3]},SHARED={pluginDefaultsRef:[1,3],assets:[1,2],allowConcurrent:[1,2]},PROPERTIES={"io.kestra.core.models.flows.FlowWithSource":{checks:[
1,2],updated:[1,3]},"io.kestra.plugin.core.execution.PurgeExecutions":{batchSize:[1,1]},"io.kestra.plugin.core.http.Download":{params:[1,1],saveAs:[1,2]},"io.ke\
stra.plugin.core.http.Request":{params:[1,1]},"io.kestra.plugin.core.http.Trigger":{params:[1,1]},"io.kestra.plugin.core.kv.PurgeKV":{behavior:[1,1]},"io.kestra\
.plugin.core.storage.Split":{regexPattern:[1,1]},"io.kestra.plugin.core.trigger.Webhook":{inputs:[1,1],returnOutputs:[1,1],responseCode:[1,3],responseContentType:[
1,3]}};function asOf(version2,file){const isMissing=since=>since!==void 0&&isBefore(version2,since),known2=Object.entries(file.classes).filter(([name])=>!isMissing(
TYPES[name]));return{...file,classes:Object.fromEntries(known2.map(([name,entry])=>[name,older(name,entry)]))};function older(name,entry){const own=PROPERTIES[name]??
{},props=Object.entries(entry.props).filter(([property])=>!isMissing(own[property])&&!isMissing(entry.kind==="model"?void 0:SHARED[property]));return{...entry,props:Object.
fromEntries(props)}}}const FLOW="io.kestra.core.models.flows.FlowWithSource",LABEL="io.kestra.core.models.Label";function catalogue_catalogueOf(rules,version2){
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
...file,shapes,classes}}function knownTypes(rules){const{classes,aliases}=catalogue_catalogueOf(rules).file;return[...Object.entries(classes).filter(([,{kind}])=>![
"model","flow","plugin"].includes(kind)).map(([name])=>name),...Object.keys(aliases)]}function knownUnionTypes(rules){return Object.values(catalogue_catalogueOf(
rules).file.unions).flatMap(({types})=>Object.keys(types))}function propertiesOf(rules,className){const catalogue=catalogue_catalogueOf(rules),entry=catalogue.classEntry(
catalogue.resolveType(className)??className);return entry===void 0?void 0:Object.keys(entry.props)}function classOfType(rules,type){return catalogue_catalogueOf(
rules).resolveType(type)}function isTaskThatRuns(rules,type){const catalogue=catalogue_catalogueOf(rules),className=catalogue.resolveType(type),entry=className===
void 0?void 0:catalogue.classEntry(className);return entry?.kind==="task"?entry.is?.includes("runnable")===!0:void 0}function classNameOf(rules,type){const catalogue=catalogue_catalogueOf(rules),unions=Object.values(catalogue.file.unions).map(({types})=>types);return catalogue.
resolveType(type)??unions.find(types=>Object.hasOwn(types,type))?.[type]}const today=hint=>({from:"1.3",hint}),later=hint=>({from:"2.0",hint});function typeHint(type,rules){
const current=classOfType("1.3",type)??type,replacement=replacements_TYPES.get(current);return replacement!==void 0?hintFor(replacement,rules):rules==="1.3"?current!==
type?`Use ${current}.`:isKnown(type,"2.0")&&!isKnown(type,"1.3")?"It came with Kestra 2.0.":void 0:current!==type&&classOfType("2.0",current)===current?`Use ${current}\
.`:/\.conditions?\./.test(type)?CONDITIONS.hint:isKnown(type,"1.3")&&!isKnown(type,"2.0")?GONE:void 0}function propertyHint(property,className,rules){const[old,
current]=[propertiesOf("1.3",className),propertiesOf("2.0",className)],isPlugin=old===void 0&&className.startsWith("io.kestra.plugin.");if(old?.includes(property)===
!0||isPlugin&&replacements_SHARED.has(property)){const replacement=replacements_PROPERTIES.get(property);return replacement!==void 0?hintFor(replacement,rules):
rules==="2.0"&&current?.includes(property)!==!0?GONE:void 0}return rules==="1.3"&&current?.includes(property)===!0?"It came with Kestra 2.0.":void 0}function hintFor({
from,hint},rules){return from==="2.0"&&rules==="1.3"?`Kestra 2.0 refuses it. There: ${hint}`:hint}function isKnown(type,rules){return classOfType(rules,type)!==
void 0||knownUnionTypes(rules).includes(type)}const GONE="It was removed in Kestra 2.0.",CONDITIONS=later("Write the conditions as one expression in the `when` \
property of the trigger."),DEFAULTS=later("Write the values on each task, or use a policy (Enterprise Edition)."),LOOP=later("Use io.kestra.plugin.core.flow.Loo\
p; `taskrun.value` becomes `item.value`, `taskrun.iteration` becomes `item.index`."),BY_API=later("Use the API, or a task of io.kestra.plugin.kestra."),HTTP_TIMEOUT=today(
"Use `timeout` with `connectTimeout` and `readIdleTimeout`."),HTTP_PROXY=today("Use `proxy` with `address`, `port`, `username` and `password`."),replacements_SHARED=new Set(
["conditions","minLogLevel","pluginDefaultsRef","workerGroup"]),replacements_PROPERTIES=new Map([["pluginDefaults",DEFAULTS],["taskDefaults",DEFAULTS],["pluginD\
efaultsRef",DEFAULTS],["listeners",today("Move it to a flow of its own with a Flow trigger.")],["workerGroup",later("Use `workerSelector` with `tags`.")],["cond\
itions",CONDITIONS],["scheduleConditions",CONDITIONS],["multipleConditions",CONDITIONS],["preconditions",later("Use `dependsOn`, `window` and `mode` of the Flow\
 trigger.")],["timeWindow",later("Use `window`.")],["name",today("Use `id`.")],["options",today("Use `values`.")],["maxAttempt",today("Use `maxAttempts`.")],["d\
elay",today("Use `pauseDuration`.")],["tasks",today("Write the tasks behind the Pause task.")],["minLogLevel",today("Use `logLevel`.")],["backfill",today("Remov\
e it; backfills are started in the UI or by the API.")],["backfills",today("Remove it; backfills are started in the UI or by the API.")],["outputs",today("Remov\
e it; the outputs of the called flow are what counts.")],["extension",today("Use `allowedFileExtensions`.")],["sslOptions",today("Use `options.ssl`.")],["allowF\
ailed",today("Use `options.allowFailed`.")],["basicAuthUser",today("Use `auth` with `type: BASIC` and `username`.")],["basicAuthPassword",today("Use `auth` with\
 `type: BASIC` and `password`.")],["connectTimeout",HTTP_TIMEOUT],["readTimeout",HTTP_TIMEOUT],["readIdleTimeout",HTTP_TIMEOUT],["proxyAddress",HTTP_PROXY],["pr\
oxyPort",HTTP_PROXY],["proxyType",HTTP_PROXY],["proxyUsername",HTTP_PROXY],["proxyPassword",HTTP_PROXY],["expiredOnly",later("Use `behavior` with `type: key` an\
d `expiredOnly`.")]]),replacements_TYPES=new Map([["BOOLEAN",today("Use BOOL.")],["ENUM",today("Use SELECT.")],["io.kestra.plugin.core.flow.ForEach",LOOP],["io.\
kestra.plugin.core.flow.ForEachItem",LOOP],["io.kestra.plugin.core.flow.EachSequential",LOOP],["io.kestra.plugin.core.flow.EachParallel",LOOP],["io.kestra.plugi\
n.core.flow.Template",today("Use io.kestra.plugin.core.flow.Subflow; `templateId` becomes `flowId`.")],["io.kestra.plugin.core.debug.Echo",today("Use io.kestra.\
plugin.core.log.Log; `format` becomes `message`.")],["io.kestra.plugin.core.log.Fetch",later("Use io.kestra.plugin.kestra.logs.Fetch.")],["io.kestra.plugin.core\
.state.Set",today("Use io.kestra.plugin.core.kv.Set.")],["io.kestra.plugin.core.state.Get",today("Use io.kestra.plugin.core.kv.Get.")],["io.kestra.plugin.core.s\
tate.Delete",today("Use io.kestra.plugin.core.kv.Delete.")],["io.kestra.plugin.core.execution.Count",BY_API],["io.kestra.plugin.core.execution.Resume",BY_API],[
"io.kestra.plugin.core.trigger.Toggle",BY_API],["io.kestra.plugin.core.storage.Purge",today("Use io.kestra.plugin.core.execution.PurgeExecutions.")],["io.kestra\
.plugin.core.storage.PurgeExecution",today("Use io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles.")],["io.kestra.plugin.core.storage.LocalFiles",today("\
Use io.kestra.plugin.core.flow.WorkingDirectory.")],["io.kestra.core.models.tasks.runners.types.ProcessTaskRunner",today("Use io.kestra.plugin.core.runner.Proce\
ss.")],["io.kestra.plugin.core.condition.MultipleCondition",later("Use `dependsOn` of the Flow trigger.")]]);function explainDeprecated(path2,covered,rules){if(covered?.
property===void 0)return{};const{key:key2,owner}=covered.property;if(key2!==(path2.endsWith("]")?"type":path2.slice(path2.lastIndexOf(".")+1).replace(/^_/,"")))
return{};const type=navigate_textOf(owner,"type");if(type===void 0)return withHint(`The property \`${key2}\` is deprecated.`,propertyHint(key2,deprecated_FLOW,rules));
if(key2==="type")return withHint(`The type ${type} is deprecated.`,typeHint(type,rules));const hint=propertyHint(key2,classNameOf(rules,type)??type,rules);return withHint(
`The property \`${key2}\` of ${type} is deprecated.`,hint)}const deprecated_FLOW="io.kestra.core.models.flows.FlowWithSource";function withHint(message,hint){return{
message,...hint===void 0?{}:{hint}}}function between(text,open,close){const start=text.indexOf(open);if(start===-1)return;const end=text.indexOf(close,start+open.
length);return end===-1?void 0:text.slice(start+open.length,end)}function kestra_texts_matchAt(text,phrase,pattern){const at=text.indexOf(phrase);return at===-1?
null:(pattern.lastIndex=at,pattern.exec(text))}function readUnknownProperty(text){const field='Unrecognized field "',key2=between(text,field,'" (class ');if(key2===
void 0)return;const rest=text.slice(text.indexOf(field)+field.length+key2.length+1),className=between(rest,"(class ",")")?.replace(/\$[^$]*Builder[^$]*/,"");if(className!==
void 0)return{key:key2,className,known:[...rest.matchAll(/"([^"]+)"/g)].map(([,name])=>name)}}function isFlowClass(className){return/\.flows\.(FlowWithSource|GenericFlow|Flow)$/.
test(className)}function readInvalidType(text){const phrase="Invalid type:",at=text.indexOf(phrase),type=(at===-1?void 0:text.slice(at+phrase.length).split(`
 at [Source`)[0].trim())??between(text,"Could not resolve type id '","' as a subtype");return type==="<null>"||type==="null"?"":type}function readDuplicate(text){
const match=/^Duplicate (task|trigger|input path|input|output|preconditions)(?: id)?(?: with (?:name|id))? \[([^]*)\]/.exec(text);return match===null?void 0:{kind:match[1],
names:match[2].split(", ")}}const CHAIN="(through reference chain: ";function readReferenceChain(text){const at=text.lastIndexOf(CHAIN);return at===-1?void 0:[...text.
slice(at).matchAll(/\["([^"]*)"\]|\[(\d+)\]/g)].map(([,key2,index])=>key2??Number(index))}function withoutLocation(text){const chain=text.lastIndexOf(CHAIN);return(chain===
-1?text:text.slice(0,chain)).replace(/^(?:Validation error: |Unable to validate the flow: ?)?(?:Illegal \w+ source: )?(?:YAML (?:parsing|syntax) error: )?/,"").
split(`
 at [Source`)[0].replace(/ \(at line -?\d+\)$/,"").trim()}function sentence(text){const line=shortened(text.replace(/\s+/g," ").trim(),1e3);return/[.!?…]$/.test(
line)?line:`${line}.`}function capitalised(text){return text.charAt(0).toUpperCase()+text.slice(1)}function quoted(value){return`"${shortened(value,120)}"`}function didYouMean(name){
return name===void 0?".":` – did you mean "${name}"?`}function words_listed(names){const more=names.length>12?[`${names.length-12} more`]:[];return joined([...names.
slice(0,12).map(quoted),...more],"conjunction")}function joined(parts,type){return new Intl.ListFormat("en-GB",{type}).format(parts)}function nameOfClass(className){
if(isFlowClass(className))return"a flow";const input=/^io\.kestra\.core\.models\.flows\.input\.(\w+)Input$/.exec(className)?.[1];return input!==void 0?`an input\
 of type ${input.toUpperCase()}`:/^(?:io\.kestra\.core\.models|java)\./.test(className)?className.slice(Math.max(className.lastIndexOf("."),className.lastIndexOf(
"$"))+1):className.replaceAll("$",".")}const explainInternal=text=>{if(!/^Unable to validate the flow:|^Cannot invoke "|^class \S+ cannot be cast/.test(text))return;
const reported2=withoutLocation(text),cast=/class (\S+) cannot be cast to class (\S+)/.exec(reported2);if(cast!==null)return explainCast(cast[1],cast[2]);for(const[
phrase,explanation]of KNOWN)if(reported2.includes(phrase))return explanation;return/Cannot invoke |HV\d|^null$|^$|Exception\b/.test(reported2)?STUMBLES:{rule:"k\
estra-internal",message:`Kestra cannot validate this flow: ${sentence(reported2)}`}},STUMBLES={rule:"kestra-internal",message:"Kestra stumbles over this flow wi\
thout saying where.",hint:"Look for a property without a value, or a list with an empty element."},EMPTY_ELEMENT="Remove it, or write what belongs there.",KNOWN=[
['"mapFlow" is null',{rule:"empty-document",message:"There is no flow here: the document is empty."}],['"defaults" is null',{rule:"empty-element",message:"The p\
lugin defaults hold an empty element.",hint:EMPTY_ELEMENT}],["PluginDefault.getValues()",{rule:"missing-property",message:"`values` is missing in these plugin d\
efaults.",hint:"Add `values: …`."}],["for null identifier",{rule:"missing-property",message:"`type` is missing in these plugin defaults."}],["plugin identifie\
r from null or empty string",{rule:"missing-property",message:"`type` must not be empty."}],['"listener" is null',{rule:"empty-element",message:"The listeners h\
old an empty element.",hint:EMPTY_ELEMENT}],["Listener.getTasks()",{rule:"missing-property",message:"`tasks` is missing in this listener."}],['"this.tasks" is n\
ull',{rule:"missing-property",message:"`tasks` is missing in this task."}],["Templates are disabled",{rule:"templates-disabled",message:"The server has template\
s switched off, and this task needs one.",hint:"Use io.kestra.plugin.core.flow.Subflow."}]];function explainCast(from,to){if(to==="java.lang.String")return{rule:"\
identity-not-text",message:`\`namespace\` must be text, but YAML reads ${noun(from)}.`,hint:"Put quotes around it."};if(to==="java.lang.Integer")return{rule:"wr\
ong-type",message:`\`revision\` must be a whole number, but it is ${noun(from)}.`};if(to.startsWith("java."))return STUMBLES;const wanted=nameOfClass(to).replace(
/^Abstract|Interface$/g,"");return{rule:"wrong-kind-of-plugin",message:`${nameOfClass(from)} cannot stand here: Kestra expects something of the kind ${wanted}.`}}
function noun(javaClass){return javaClass.includes("Boolean")?"a boolean":javaClass.includes("String")?"text":javaClass.includes("Map")?"a mapping":javaClass.includes(
"List")?"a list":"a number"}const explainDuplicate=text=>{const found2=readDuplicate(text);if(found2===void 0)return;const{kind,names}=found2,isPath2=kind==="in\
put path",one=names.length===1,subject=isPath2?`The ${kind}${one?"":"s"}`:`The ${kind} id${one?"":"s"}`;return{rule:kind==="input path"?"duplicate-input-path":`\
duplicate-${kind}`,message:`${subject} ${words_listed(names)} ${one?"is":"are"} used twice.`}},SENTENCES=[[/^The subflow [^]* not found/,"unknown-subflow"],[/^The subflow [^]* is disabled/,
"disabled-subflow"],[/^Recursive call/,"recursive-call"],[/^Flow id is a reserved/,"reserved-flow-id"],[/^System labels/,"system-label"],[/^Invalid (?:input|output) reference/,
"dashed-reference"],[/^Input with id '[^']*' depends on a non-existent input|^Cycle dependency/,"input-dependency"],[/^Input path /,"duplicate-input-path"],[/^This flow will be triggered for EVERY/,
"triggered-by-everything"],[/^The task '[^']*' cannot use the '\w+' property/,"property-without-effect"],[/^Task '[^']*' can't have any `\w+`/,"enterprise-only"],
[/^\S+ is replaced by \S+$/,"replaced-type"],[/^pluginDefaultsRef: /,"unknown-plugin-defaults"]],explainFlowRule=text=>{const missing=/^Missing inputs for (\w+) Trigger '([^]*)', missing inputs: '([^]*)'/.
exec(text);if(missing!==null)return explainMissingInputs(missing[1],missing[2],missing[3].split(" | "));const rule=SENTENCES.find(([pattern])=>pattern.test(text))?.[1];
return rule===void 0?void 0:{rule,message:sentence(text.replace(/^pluginDefaultsRef: /,""))}};function explainMissingInputs(kind,trigger,inputs2){const[are,them]=inputs2.
length===1?["input","it"]:["inputs","them"];return{rule:"missing-trigger-input",message:`The ${kind} trigger ${quoted(trigger)} gives no value for the required ${are}\
 ${words_listed(inputs2)}.`,hint:`Give ${them} in the \`inputs\` of the trigger, or \`defaults\` or \`required: false\` in the flow's.`}}const script=(plugin,language)=>({
plugin:`plugin-script-${plugin}`,instead:`io.kestra.plugin.scripts.${language}.Commands`}),MOVED=new Map([["io.kestra.core.tasks.scripts.Bash",script("shell","s\
hell")],["io.kestra.core.tasks.scripts.Node",script("node","node")],["io.kestra.core.tasks.scripts.Python",script("python","python")]]);function movedType(type){
return MOVED.get(type)}function nearest_name_nearestName(name,candidates){const wanted=name.slice(0,LONGEST).toLowerCase();let best=Math.max(1,Math.floor(wanted.
length/3))+1,found2;for(const candidate of candidates){if(candidate===name||Math.abs(candidate.length-name.length)>=best)continue;const distance=nearest_name_editDistance(
wanted,candidate.slice(0,LONGEST).toLowerCase());(distance<best||distance===0&&found2===void 0)&&(best=distance,found2=candidate)}return found2}const LONGEST=200;
function nearest_name_editDistance(a,b,most=1/0){let leastBefore=0,before=[],previous=Array.from({length:b.length+1},(_,index)=>index);for(let i2=1;i2<=a.length;i2++){
const current=[i2];let least=i2;for(let j=1;j<=b.length;j++){const same=a[i2-1]===b[j-1];let cost=Math.min(previous[j]+1,current[j-1]+1,previous[j-1]+(same?0:1));
i2>1&&j>1&&a[i2-1]===b[j-2]&&a[i2-2]===b[j-1]&&(cost=Math.min(cost,before[j-2]+1)),current.push(cost),cost<least&&(least=cost)}if(least>most&&leastBefore>most)return least;
leastBefore=least,before=previous,previous=current}return previous[b.length]}function typeNamed(simple,types){const wanted=`.${simple.toLowerCase()}`,same=types.filter(name=>name.toLowerCase().endsWith(wanted));return same.find(name=>name.
startsWith("io.kestra.plugin.core."))??(same.length===1?same[0]:void 0)}const known=new WeakMap;function base_properties_basePropertiesOf(catalogue,kind){const kinds=known.get(catalogue)??new Map;known.set(catalogue,kinds);const found2=kinds.
get(kind)??inAll(catalogue,kind);return kinds.set(kind,found2),found2}function inAll(catalogue,kind){const entries=Object.values(catalogue.file.classes).filter(
entry=>entry.kind===kind),props={};for(const name of Object.keys(entries[0]?.props??{})){const shapes=entries.flatMap(entry=>Object.hasOwn(entry.props,name)?[entry.
props[name]]:[]);shapes.length===entries.length&&(props[name]=mostFrequent(shapes))}return props}function mostFrequent(numbers){const count2=wanted=>numbers.filter(
number=>number===wanted).length;return numbers.reduce((best,number)=>count2(number)>count2(best)?number:best)}const KINDS_OF_BASE=new Map([["io.kestra.core.models.tasks.Task","task"],["io.kestra.core.models.triggers.AbstractTrigger","trigger"]]);function isCoreType(type){
return type.startsWith("io.kestra.plugin.core.")||OLD_PACKAGES.has(type.slice(0,type.lastIndexOf(".")))}const OLD_PACKAGES=new Set(["io.kestra.core.models.condi\
tions.types","io.kestra.core.models.tasks.runners.types","io.kestra.core.models.triggers.types",...["debugs","executions","flows","log","states","storages","tem\
plating","trigger"].map(name=>`io.kestra.core.tasks.${name}`)]);const explainUnknownProperty=(text,rules)=>{const found2=readUnknownProperty(text);if(found2===void 0)return;const{key:key2,className}=found2,names=found2.known.
length>0?found2.known:propertiesOf(rules,className)??[],meant=nearest_name_nearestName(key2,names),message=`Unknown property ${quoted(key2)} on ${nameOfClass(className)}${didYouMean(
meant)}`,rule="unknown-property";if(key2==="<<")return{rule,message,hint:"Kestra does not resolve YAML merge keys: write the properties out."};const replacement=propertyHint(
key2,className,rules);return replacement!==void 0?{rule,message:`Unknown property ${quoted(key2)} on ${nameOfClass(className)}.`,hint:replacement}:meant!==void 0||
names.length===0||names.length>12?{rule,message}:{rule,message,hint:`Known: ${[...names].sort().join(", ")}.`}},explainUnknownType=(text,rules)=>{const type=readInvalidType(
text);if(type===void 0)return;if(type==="")return{rule:"missing-type",message:"A `type` is missing here."};const replacement=typeHint(type,rules);if(replacement!==
void 0)return{rule:"unknown-type",message:`Unknown type ${quoted(type)}.`,hint:replacement};if(!type.includes("."))return explainShortType(type,rules);const meant=nearestClass(
type,knownTypes(rules)),moved=movedType(type);return moved!==void 0?{rule:"unknown-type",message:`Unknown type ${quoted(type)}: it left Kestra's core with 0.11 \
for ${moved.plugin}, which this server has not.`,hint:`Use ${moved.instead}.`}:{rule:"unknown-type",message:`Unknown type ${quoted(type)}${didYouMean(meant)}`,...meant===
void 0&&!isCoreType(type)?{hint:"Is the plugin installed on the server?"}:{}}};function explainShortType(type,rules){const meant=typeNamed(type,knownTypes(rules))??
nearest_name_nearestName(type,knownUnionTypes(rules)),message=`Unknown type ${quoted(type)}${didYouMean(meant)}`;return meant!==void 0?{rule:"unknown-type",message}:
{rule:"unknown-type",message,hint:"The type of a task, a trigger … is written in full, with its package: `io.kestra.plugin.core.log.Log`."}}function nearestClass(type,candidates){
const near=nearest_name_nearestName(type,candidates);return near!==void 0&&nearest_name_editDistance(near,type)<=3?near:sameName(type,candidates)}function sameName(type,candidates){
const simple=type.slice(type.lastIndexOf(".")+1),same=candidates.filter(name=>name.startsWith("io.kestra.plugin.")&&name.endsWith(`.${simple}`));return same.length===
1?same[0]:void 0}const explainViolation=text=>{const colon=text.indexOf(": ");if(colon<1||/^[\s:]/.test(text))return;const path2=text.slice(0,colon),message=text.
slice(colon+2);if(!isPath(path2,message))return{rule:"constraint",message:sentence(capitalised(text))};const list=/(?:^|[.\]])(\w+)\[\d+\]\.<list element>$/.exec(
path2)?.[1],name=list===void 0?nameOf(path2):`An element of ${quoted(list)}`;if(list!==void 0&&message==="must not be null"){const kind="a mapping with a `type`";
return{rule:"wrong-type",message:`${name} must be ${kind}.`,expected:{name,kind}}}for(const[pattern,rule2,say]of STANDARD){const match=pattern.exec(message);if(match!==
null)return{rule:rule2,message:`${name} ${say(match)}.`}}return{rule:OTHERS.find(([phrase])=>message.includes(phrase))?.[1]??"constraint",message:sentence(/^\w+ must /.
test(message)?message:capitalised(message))}};function nameOf(path2){const property=/(?:^|[.\]])_?(\w+)$/.exec(path2)?.[1],owner=ownerOf(path2),on=owner===void 0?
"":` of ${quoted(owner)}`;return property===void 0?quoted(path2):`${quoted(property)}${on}`}function isPath(path2,message){return/\s/.test(path2.replace(/\[[^\][]*\]/g,
""))?STANDARD.some(([pattern])=>pattern.test(message))&&!/Invalid (?:default|value) for input /.test(path2):!0}const STANDARD=[[/^must not be null$/,"missing-pr\
operty",()=>"is missing"],[/^must not be (blank|empty)$/,"missing-property",([,what])=>`must not be ${what}`],[/^must match "([^]*)"$/,"pattern",([,pattern])=>allowed(
pattern)??`must match ${pattern}`],[/^size must be between (\d+) and (\d+)$/,"size",([,least,most])=>`must be ${least} to ${most} long`],[/^must be greater than or equal to (\S+)$/,
"range",([,limit2])=>`must be at least ${limit2}`],[/^must be less than or equal to (\S+)$/,"range",([,limit2])=>`must be at most ${limit2}`]],OTHERS=[["invalid\
 cron expression","cron"],["is not a valid time-zone ID","time-zone"],["Invalid label key","label-key"],["Cyclic dependency detected","dag-dependency"],["Not ex\
isting task id in dependency","dag-dependency"],["No task defined","missing-property"],["cannot be empty","missing-property"]];function allowed(pattern){const match=/^\^?\[([^\][]+)\]\[([^\][]+)\]\*\$?$/.
exec(pattern);if(match===null)return;const[first,all]=[characters(match[1]),characters(match[2])];if(!(first===void 0||all===void 0))return`may hold only ${joined(
all,"conjunction")}, and must begin with ${joined(first,"disjunction")}`}const RANGES=[["a-zA-Z","letters"],["a-z","lower-case letters"],["A-Z","upper-case lett\
ers"],["0-9","digits"]];function characters(set){const names=[];let rest=set;for(const[range,name]of RANGES)rest.includes(range)&&(names.push(name),rest=rest.replace(
range,""));if(/^[._$]*-?$/.test(rest))return[...names,...[...rest].map(sign=>`"${sign}"`)]}const LISTS=/^_?(?:retry|labels|concurrency|tasks|triggers|inputs|outputs|errors|finally|afterExecution|sla|checks)\b/;
function ownerOf(path2){const end=path2.lastIndexOf(".");if(end===-1)return;const parent=path2.slice(0,end),id=[...parent.matchAll(/\[([^\][]*)\]/g)].map(([,name])=>name).
findLast(name=>!/^\d+$/.test(name));if(id!==void 0)return id==="null"||id===""?void 0:id;if(!LISTS.test(parent))return halved(parent.split(/\._?(?:then|else|errors|finally|defaults|onPause|cases)\b/,
1)[0])}function halved(ids){for(let times=8;times>1;times--){const id=ids.slice(0,(ids.length-(times-1))/times);if(ids===new Array(times).fill(id).join("."))return id}
return ids}const explainWrongValue=text=>{const chain=readReferenceChain(text),reported2=withoutLocation(text);if(!/^Cannot (?:deserialize|construct|coerce) /.test(
reported2))return chain===void 0?void 0:explainOther(reported2,propertyOf(chain));const property=propertyOf(chain??[]),name=property===void 0?"This value":quoted(
property),value=between(reported2,'from String "','": ')??between(reported2,"String value ('","')"),is=value===void 0?kindGiven(reported2):quoted(value),choices=between(
reported2,"Enum class: [","]");if(choices!==void 0){const meant=value===void 0?void 0:nearest_name_nearestName(value,choices.split(", "));return{rule:"wrong-val\
ue",message:`${name} is ${is}${didYouMean(meant)}`,hint:`Allowed: ${choices}.`}}if(property===void 0&&reported2.includes("`java.util.LinkedHashMap"))return{rule:"\
not-a-flow",message:`This is ${is}, not a flow: a flow is a mapping with \`id\`, \`namespace\` and \`tasks\`.`};const java=between(reported2,"`","`");return java===
void 0?wrongForm(name):wrongKind(name,kindWanted(java),`, but it is ${is}`)};function wrongKind(name,kind,is=""){return{rule:"wrong-type",message:`${name} must \
be ${kind}${is}.`,expected:{name,kind}}}function wrongForm(name){return{rule:"wrong-type",message:`${name} does not have the form that Kestra expects.`}}function explainOther(reported2,property){
const label2=between(reported2,"Unsupported type for key: ",", value: ");if(label2!==void 0)return{rule:"wrong-type",message:`The label ${quoted(label2)} must h\
ave text, a number or a boolean as its value.`};const missing=between(reported2,"Missing required creator property '","'");if(missing!==void 0)return{rule:"miss\
ing-property",message:`${quoted(missing)} is missing.`};const name=property===void 0?"This value":quoted(property);if(reported2.includes("neither an object neit\
her an array"))return wrongKind(name,"a list or a mapping");const kind=expectedKind(reported2);return kind!==void 0?wrongKind(name,kind):/^class |Cannot invoke|Unable to deserialize|Expected array|Unexpected token/.
test(reported2)?wrongForm(name):{rule:"wrong-value",message:`${name}: ${sentence(capitalised(reported2))}`}}function expectedKind(reported2){if(reported2.startsWith(
"Expected array or string"))return"a date";const java=reported2.startsWith("Unexpected token ")?between(reported2,"] for "," value"):void 0;return java===void 0?
void 0:kindWanted(java)}function propertyOf(chain){return chain.findLast(step=>typeof step=="string")}function kindGiven(reported2){return/START_OBJECT|Object value/.
test(reported2)?"a mapping":/START_ARRAY|Array value/.test(reported2)?"a list":/VALUE_TRUE|VALUE_FALSE|oolean value/.test(reported2)?"a boolean":/VALUE_NUMBER|Number value|from number/.
test(reported2)?"a number":reported2.includes("empty String")?"empty":"text"}function kindWanted(java){const type=java.replace(/<.*/,"");return/(?:List|Set|\[\])$/.
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
 stands here a second time. Kestra refuses to store such a flow.`,hint:"Remove one of the two."};const reported2=reportedBy(text);if(reported2.includes("(TAB)"))
return{rule,message:"YAML does not allow tabs for indentation; use spaces."};if(reported2.includes("mapping values are not allowed here"))return{rule,message:'T\
here is a ":" where no key can stand.',hint:"Put quotes around the value, or move the nested mapping to its own lines."};const start=between(reported2,"found ch\
aracter '","' that cannot start any token");return start!==void 0?{rule,message:`A value cannot begin with ${quoted(start)}.`,hint:"Put quotes around it."}:{rule,
message:`The YAML cannot be read: ${sentence(reported2)}`}};function reportedBy(text){const sentences=withoutLocation(text).split(`
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
number)}`}const tab=({problem,before,after})=>{if(problem.problem.includes("'\\t(TAB)'"))return before.trim()===""?after.trim()===""?{message:"This line holds n\
othing but a tab, which YAML does not allow here.",hint:"Empty the line."}:{message:"This line is indented with a tab; YAML allows blanks only.",hint:"Replace e\
ach tab by blanks, two a level."}:after.trim()===""?{message:"There is a tab at the end of this line, which YAML does not allow here.",hint:"Remove it."}:/[:\-?,]\s*$/.
test(before)?{message:`There is a tab behind the ${quoted(before.trimEnd().slice(-1))}; YAML wants a blank.`,hint:"Replace the tab by a blank."}:{message:"There\
 is a tab where YAML does not allow one.",hint:"Replace it by blanks."}},reservedStart=({problem,after,before})=>{if(!problem.problem.includes("that cannot star\
t any token"))return;const[sign]=after;return sign==="%"&&/\{\s*$/.test(before)?{message:"An expression that begins a value, {% … %}, needs quotes: to YAML the \
brace begins a mapping.",hint:"Put quotes around the whole value, or write it as a block of text (|)."}:{message:`A value cannot begin with ${sign==="`"?"a back\
quote":quoted(`${sign}`)}.`,hint:"Put quotes around the value."}},forbiddenCharacter=({problem,after})=>{if(problem.kind==="reader")return{message:`The characte\
r ${characters_codeOf(after)} is not allowed in YAML.`,hint:"Remove it, or write it as an escape in double quotes."}},FOREIGN_BLANK=/^[\xA0\u2000-\u200B\u202F\u3000\uFEFF]/,
characters_LEAD=/^ *(?:- +)*(?:-|[\w.-]+:|"[^"]*":|'[^']*':)?(?=[\xA0\u2000-\u200B\u202F\u3000\uFEFF])/,foreignBlank=place=>{const{problem,before,after,lines:lines2,
numberOf:numberOf2}=place,at=(number,column,character)=>({message:`In column ${column+1} of line ${numberOf2(number)} stands an invisible character that is no b\
lank to YAML (${characters_codeOf(character)}).`,hint:"Replace it by a blank, or remove it."});if(FOREIGN_BLANK.test(after))return at(problem.mark.line,before.length,
after);for(const number of suspects(place)){const line=lines2[number],lead=characters_LEAD.exec(line)?.[0];if(lead!==void 0)return at(number,lead.length,line.slice(
lead.length))}};function characters_codeOf(text){return`U+${text.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}`}const unclosed=({problem,context,before,
after,here,numberOf:numberOf2})=>{const match=/expected ',' or '(.)', but got (.+)/.exec(problem.problem);if(match===null)return;const[,close,found2]=match,open=close===
"]"?"[":"{",{line,column}=context.mark,where=`The ${open} in line ${numberOf2(line)}, column ${column+1}`;if(found2==="<stream end>")return{message:`${where}, i\
s never closed.`,hint:`Add the ${close} that is missing, or put quotes around the value if it is text.`};if(found2==="]"||found2==="}")return{message:`${where},\
 is closed by ${found2} instead of ${close}.`,hint:`Write ${close}, or add the one that is missing before it.`};if(found2===":"&&problem.mark.line>line&&here.key!==
void 0){const name=nameOfKey(here.key);return{message:`${where}, is not closed before line ${numberOf2(problem.mark.line)}, where ${name} begins.`,hint:`Add the\
 ${close} that is missing, or the comma before ${name}, or put quotes around the value if it is text.`}}if(found2===":"&&before.trim()!=="")return{message:`A se\
cond colon stands in one entry of the ${open==="["?"list":"mapping"} that ${open} begins in line ${numberOf2(line)}.`,hint:`Add the comma between two entries, t\
he missing ${close}, or quotes around a value with a colon in it.`};const next=/\S+?(?=:?(?:\s|$))/.exec(after)?.[0],what=next===void 0||/["']/.test(next)?next:
quoted(next);return{message:`${where}, is still open, and between its entries a comma is missing${what===void 0?"":` before ${what}`}.`,hint:`Add the comma, the\
 ${close} that is missing, or quotes around the value if it is text.`}},openAtEnd=({problem})=>{if(problem.problem.endsWith("but found '<stream end>'"))return{message:"\
A bracket or a brace is still open where the document ends.",hint:"Add the ] or } that is missing, or put quotes around the value if it is text."}},tooMany=({problem})=>{
const sign=/found '([\]}])'/.exec(problem.problem)?.[1];if(sign===void 0)return;const open=sign==="]"?"[":"{";return{message:`There is a ${sign} too much: no ${open}\
 is open here.`,hint:`Remove it, or add the ${open}.`}},strayComma=({problem,before})=>problem.problem.includes("found ','")?problem.context==="while parsing a \
flow node"?{message:"Between two commas, or before the first one, an entry is missing.",hint:"Remove the comma, or add the entry."}:{message:/(^|[:-])\s*$/.test(
before)?"A value cannot begin with a comma.":"A comma cannot stand behind a value that has ended.",hint:"Put quotes around the whole value, or remove the comma."}:
void 0,signInFlow=({problem,numberOf:numberOf2})=>{const sign=/expected the node content, but found '([-:?])'/.exec(problem.problem)?.[1];if(sign!==void 0)return sign===
"-"?{message:"Inside of brackets or braces no list with dashes can stand.",hint:"Separate the entries by commas, without dashes, or close the bracket above."}:{
message:`A value is missing before ${quoted(sign)} in line ${numberOf2(problem.mark.line)}.`,hint:"Add it, or put quotes around the text."}},textAfterBrackets=({
problem,before})=>{if(!/found '(<(scalar|alias|anchor|tag)>|[[{])'|sequence entries/.test(problem.problem))return;const sign=/([\]}])\s*$/.exec(before)?.[1];if(sign!==
void 0)return{message:`What begins with ${sign==="]"?"a bracket":"a brace"} ends at the ${sign}; nothing may follow it on its line.`,hint:"Put quotes around the\
 whole value if it is text."}},colonAfterBrackets=({problem,before})=>{if(problem.problem!=="mapping values are not allowed here")return;const sign=/([\]}])\s*$/.
exec(before)?.[1];return sign===void 0?void 0:{message:`Behind the ${sign} stands a colon, as if it ended a key, but a value stands here.`,hint:"Put quotes arou\
nd the whole value if it is text."}},tooFarRight=({problem,here,above,numberOf:numberOf2})=>{const isText=problem.problem==="mapping values are not allowed here",
isEntry=/expected <block end>, but found '(<block mapping start>|<block sequence start>)'/.test(problem.problem),parent=above.at(-1);if(parent?.key===void 0||parent.
value===""||!(isText||isEntry))return;const column=here.dashes[0]??here.column;if(column<=parent.column)return;const name=startOf(here),wanted=parent.column+1,continues=isText?
": to YAML it goes on with that value":"";return{message:`${capitalised(name)} begins in column ${column+1}, further to the right than ${nameOfLine(parent)} (li\
ne ${numberOf2(parent.number)}, column ${wanted}), which has a value already${continues}.`,hint:here.dashes.length>0?`Remove the value of ${nameOfLine(parent)} \
if this list is meant to be its value.`:`Move ${name} to column ${wanted}, or remove the value of ${nameOfLine(parent)} if ${name} was meant to be nested.`}},wrongColumn=({
problem,here,above,numberOf:numberOf2})=>{if(!problem.problem.startsWith("expected <block end>"))return;const column=here.dashes[0]??here.column,isDash=here.dashes.
length>0,fitting=openColumns(above).filter(one=>one.isDash===isDash);if(fitting.length===0&&!isDash||fitting.some(one=>one.column===column))return;const places=fitting.
toSorted((a,b)=>Math.abs(a.column-column)-Math.abs(b.column-column)).slice(0,2).map(({column:at,line})=>`column ${at+1} (as ${isDash?"the dash":nameOfLine(line)}\
 in line ${numberOf2(line.number)})`);return{message:`${capitalised(startOf(here))} begins in column ${column+1}, but no ${isDash?"item of a list":"entry"} abov\
e it that is still open begins there.`,hint:`Move it to ${places.length>0?places.join(" or "):"the right of the key that it belongs to"}.`}},itemUnderValue=({problem,
here,above,numberOf:numberOf2})=>{if(problem.problem!=="expected <block end>, but found '-'")return;const column=here.dashes[0],owner=openColumns(above).find(one=>one.
column===column&&!one.isDash)?.line;if(owner===void 0)return;const line=numberOf2(owner.number);if(owner.value!=="")return{message:`This list item belongs to ${nameOfLine(
owner)} (line ${line}), which has a value already.`,hint:`Remove the value of ${nameOfLine(owner)} if it is a list, or the dash.`};const below2=above.find(({number})=>number>
owner.number);if(below2===void 0)return;if(below2.dashes[0]===void 0)return{message:`This list item belongs to ${nameOfLine(owner)} (line ${line}), which has a \
value already (line ${numberOf2(below2.number)}).`,hint:"Remove that value if the list is meant instead of it, or the dash."};const wanted=below2.dashes[0]+1;return{
message:`This list item begins in column ${column+1}, the items above it in column ${wanted}.`,hint:`Move it to column ${wanted}.`}},entryAmongItems=({problem,here,
above,numberOf:numberOf2})=>{if(problem.problem!=="expected <block end>, but found '?'"||here.key===void 0)return;const item2=above.findLast(({dashes})=>dashes.
includes(here.column));if(item2===void 0)return;const line=numberOf2(item2.number);return item2.dashes.length>1?{message:`${nameOfLine(here)} stands in the colu\
mn of a dash: line ${line} begins with ${item2.dashes.length} dashes, a list inside a list.`,hint:`Remove the dash too many in line ${line}, or move ${nameOfLine(
here)} to column ${item2.column+1}.`}:{message:`${nameOfLine(here)} begins in column ${here.column+1}, where the items of the list begin (line ${line}), but it \
is no item.`,hint:`Move it to column ${item2.column+1} if it belongs to the item, or put a dash before it if it is one.`}};function startOf(line){return line.dashes.
length===0?nameOfLine(line):line.key===void 0?"the dash":`the dash before ${nameOfLine(line)}`}const CONFLICT=/^(<{7}|={7}|>{7}|\|{7})(\s|$)/,mergeConflict=({problem:{
mark,contextMark=mark},lines:lines2,numberOf:numberOf2})=>{const from=Math.min(mark.line,contextMark.line);for(let number=mark.line;number>=Math.max(from-3,0);number--){
const marker=CONFLICT.exec(lines2[number]??"")?.[1];if(marker!==void 0)return{message:`Line ${numberOf2(number)} is the marker of a merge conflict (${marker}).`,
hint:"Resolve the conflict: keep one side, or both, and remove the three markers."}}},documentMarkers=({problem:{problem:text},context,line})=>{if(text.includes(
"duplicate"))return{message:"This line that begins with % is a directive of YAML for a second time.",hint:"Remove it."};if(context?.what.endsWith("directive"))return{
message:"A line that begins with % is a directive of YAML, and this one is not valid.",hint:"Put quotes around the text, or indent it if it goes on with a value\
."};if(text.includes("incompatible YAML document"))return{message:"Kestra reads YAML 1.1; this document says that it is of another major version.",hint:"Remove \
the %YAML line."};if(text.startsWith("expected '<document start>'"))return{message:"Behind the lines that begin with % a document must begin with a line of thre\
e dashes (---).",hint:"Add the line, or remove the lines with %."};if(/but (?:got|found) '?<document (start|end)>/.exec(text)?.[1]!==void 0)return{message:`The \
document marker ${quoted(line.slice(0,3))} stands where something else has to end first.`,hint:"Close what is open above it, or remove the marker."};if(/^---\s/.
test(line)&&text.endsWith("not allowed here"))return{message:"On the line of a document marker (---) no mapping and no list can begin.",hint:"Begin it on the ne\
xt line."}},quotes_DIGITS={x:2,u:4,U:8},ESCAPED_PATH=/^[A-Za-z]:\\|^\\\\|\\[A-Za-z]+\\/,openQuote=({problem,context,numberOf:numberOf2})=>{if(context?.what!=="w\
hile scanning a quoted scalar")return;const{mark,after}=context,quote=after.charAt(0),runsTo=problem.problem.endsWith("separator")?`document marker in line ${numberOf2(
problem.mark.line)}`:"end of the document";return{message:`The text that begins with ${quote} in line ${numberOf2(mark.line)}, column ${mark.column+1}, is never\
 closed: it reaches the ${runsTo}.`,hint:`Add the closing ${quote} where the text ends. If it ends where it should, look for a ${quote} too many above.`}},unknownEscape=({
problem,context,after,before})=>{if(!problem.problem.startsWith("Malformed Number token")&&context?.what!=="while scanning a double-quoted scalar")return;const hint=ESCAPED_PATH.
test(before.slice(before.lastIndexOf('"')+1)+after)?"Put the path into single quotes, or write every backslash twice.":"Put the text into single quotes, or writ\
e the backslash twice.",kind=/\\([xuU])$/.exec(before)?.[1],[letter]=after;return{message:`A backslash in double quotes ${kind===void 0?`begins an escape, and Y\
AML 1.1 knows no \\${letter}.`:`begins an escape: behind \\${kind} the code of a character must stand, ${quotes_DIGITS[kind]} hexadecimal digits.`}`,hint}},textAfterQuotes=({
problem,before,after,numberOf:numberOf2})=>{if(!/found '(<(scalar|anchor|alias|tag)>|[[\]{}?])'|could not find expected|any token|not allowed here/.test(problem.
problem)||after===""||after.startsWith(":"))return;const closed=/(?:^|[\s[{,])("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*$/.exec(before)?.[1];if(closed===void 0)return;
const[quote]=closed,inner=quote==='"'?'Write \\" for a quote inside of double quotes, or put single quotes around the whole.':"Write '' for an apostrophe inside\
 of single quotes, or put double quotes around the whole.";return{message:`The text in quotes ends in column ${before.trimEnd().length} of line ${numberOf2(problem.
mark.line)}; nothing may follow it there.`,hint:after.includes(quote)?inner:"Put quotes around the whole value, or remove them."}},quoteFromAbove=({problem,before,
lines:lines2,numberOf:numberOf2})=>{const quote=/(["'])\s*(?:[*&][^\s"']*)?$/.exec(before)?.[1];if(quote===void 0||!isOdd(before,quote))return;const number=lines2.
slice(0,problem.mark.line).findLastIndex(line=>isOdd(line,quote));if(number!==-1)return{message:`The text in quotes that ends here begins in line ${numberOf2(number)}\
, column ${withoutInner(lines2[number],quote).lastIndexOf(quote)+1}, where it is not closed.`,hint:`Add the closing ${quote} in line ${numberOf2(number)}.`}};function isOdd(text,quote){
return withoutInner(text,quote).split(quote).length%2===0}function withoutInner(text,quote){return text.replace(quote==='"'?/\\./g:/\w'(?=\w)/g,"  ")}const keyAfterQuotes=({
before,after})=>{if(!(!after.startsWith(":")||!/: +("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*$/.test(before)))return{message:"The text in quotes has a colon behind i\
t, as if it were a key, but it stands where a value does.",hint:"Move the colon inside of the quotes, or what is nested to a line of its own."}},LINE_BREAK=/\r\n|[\n\r\x85\u2028\u2029]/g;
function syntaxPlace(problem,document){const{source}=document,starts=[source.startsWith("\uFEFF")?1:0],lines2=[];for(const{index,0:lineBreak}of source.matchAll(
LINE_BREAK))lines2.push(source.slice(starts.at(-1),index)),starts.push(index+lineBreak.length);lines2.push(source.slice(starts.at(-1)));const around=({offset,line:number})=>{
const line=lines2[number]??"",column=offset-(starts[number]??offset);return{line,before:line.slice(0,column),after:line.slice(column)}},{mark,context:what,contextMark}=problem;
return{problem,...around(mark),context:contextMark&&{what,mark:contextMark,...around(contextMark)},above:outlineOf(lines2.slice(0,mark.line)),here:outlineLine(around(
mark).line,mark.line),lines:lines2,numberOf:number=>positions_positionAt(document.file,document.start+(starts[number]??source.length)).line}}const CRON_FIELD=/^(?:[-\d*/,?#LW]|MON|TUE|WED|THU|FRI|SAT|SUN|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)+$/i,
bareExpression=({problem,before})=>{if(!(!(problem.kind==="structure"&&/\{\s*$/.test(before))&&!/(?:^|[:,[{-]) *\{\{(?!.*\}\})/.test(before)))return{message:"An\
 expression that begins a value needs quotes: to YAML its braces begin a mapping.",hint:'Put quotes around the whole value: "{{ … }}".'}},keyIsNoText=({problem,
after})=>problem.kind!=="structure"?void 0:{message:`A key must be plain text, and this one is ${after.startsWith("*")?"an alias":/^[[-]/.test(after)?"a list":"\
a mapping"}.`,hint:"Put quotes around it if it is meant as text."},starOrAmpersand=({context})=>{const isAlias=context?.what==="while scanning an alias";if(context===
void 0||!isAlias&&context.what!=="while scanning an anchor")return;const fields=context.after.replace(/ #.*/,"").trim().split(/\s+/);return isAlias&&fields.length>=
5&&fields.every(field=>CRON_FIELD.test(field))?{message:"A schedule that begins with * needs quotes: to YAML the star begins an alias.",hint:`Write "${fields.join(
" ")}" in quotes.`}:{message:`A value that begins with ${isAlias?"*":"&"} needs quotes: to YAML it is ${isAlias?"an alias":"an anchor"}.`,hint:"Put quotes aroun\
d the value."}},textAfterAlias=({problem,before})=>{if(!/found '(<(scalar|alias|anchor|tag)>|[[{,:])'/.test(problem.problem))return;const name=/(?:^|[\s[{,])([*&][^\s,:[\]{}]+)\s*$/.
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
entryAmongItems,wrongColumn,colonMissingAbove,missingColon,strayColon];function explain_syntax_problem_explainSyntaxProblem({problem,document}){if(problem.kind===
"empty")return NO_FLOW;if(problem.kind==="limit")return{rule:"yaml-limit",message:problem.message};const rule="yaml-syntax",place=syntaxPlace(problem.yaml,document);
for(const mistake of MISTAKES){const words=mistake(place);if(words!==void 0)return{rule,...words}}return{rule,message:`The YAML cannot be read here: ${sentence(
problem.yaml.problem)}`}}function likeliest_first_likeliestFirst(all,isLikely){const likely=[],others=[];for(const one of all)(isLikely(one)?likely:others).push(
one);return[...likely,...others]}const FREE=new Set(["variables","values","inputs","outputs","labels","env","headers","body","metadata"]);function objects_objectsIn(root){
return likeliest_first_likeliestFirst(navigate_mappingsIn(root),({path:path2})=>!isFree(path2))}function isFree(path2){return path2.some((step,index)=>FREE.has(
step)&&typeof path2[index+1]!="number")}const TASK_LISTS=new Set(["tasks","errors","finally","afterExecution","then","else","defaults"]),objects_LISTS=new Map([
["triggers","trigger"],["inputs","input"],["onResume","input"],["outputs","output"]]);function objects_kindOf(path2){const[parent,last]=[path2.at(-2),path2.at(-1)];
if(last==="preconditions")return"preconditions";if(last==="task"||last==="onPause")return"task";if(typeof last=="number")return TASK_LISTS.has(parent)||path2.at(
-3)==="cases"?"task":objects_LISTS.get(parent)}function spanOfPath(root,path2){const node=navigate_nodeAt(root,path2);return node?.kind==="scalar"&&node.span.end>
node.span.start?node.span:spans_headOfPath(root,path2)}function spans_headOfPath(root,path2){const entry=entryAt(root,path2);if(entry!==void 0)return entry.keySpan;
const node=navigate_nodeAt(root,path2);return node!==void 0?spans_headOf(node):spans_headOfPath(root,path2.slice(0,-1))}function spans_headOf(node){return node.
kind==="mapping"?node.entries[0]?.keySpan??node.span:node.kind==="sequence"?node.items[0]===void 0?node.span:spans_headOf(node.items[0]):node.span}function spans_valueSpans(node,key2){
const entry=navigate_entryOf(node,key2);if(entry===void 0)return[];const{value,keySpan}=entry;return[value.kind==="scalar"&&value.span.end>value.span.start?value.
span:keySpan]}function keySpans(node,key2){const entry=navigate_entryOf(node,key2);return entry===void 0?[]:[entry.keySpan]}function readText(node){return node?.
kind==="scalar"&&node.value!==null?String(node.value):void 0}function idOf(node){return readText(navigate_valueOf(node,"id"))}const placeDuplicate=({text,root})=>{
const[conflict,...names]=/^Input path '([^']*)' conflicts with '([^']*)'/.exec(text)??[];if(conflict!==void 0){const later2=occurrences(root,"input path").findLast(
({name})=>names.includes(name));return later2===void 0?[]:[later2.span]}const found2=readDuplicate(text);if(found2===void 0)return[];const places=occurrences(root,
found2.kind),byName=found2.names.map(name=>places.filter(place=>place.name===name).map(({span})=>span));return[...byName.flatMap(spans=>spans.slice(1)),...byName.
flat()]};function firstOfDuplicate(root,text){const found2=readDuplicate(text);if(found2===void 0)return;const[first,second]=occurrences(root,found2.kind).filter(
({name})=>name===found2.names[0]);return second&&first.span}function occurrences(root,kind){const isPath2=kind==="input path";return objects_objectsIn(root).filter(
({path:path2})=>objects_kindOf(path2)===(isPath2?"input":kind)).map(({node,path:path2})=>{const key2=kind==="input"&&navigate_valueOf(node,"id")===void 0?"name":
"id";return{name:isPath2?formPath(root,path2):readText(navigate_valueOf(node,key2))??"null",span:spans_valueSpans(node,key2)[0]??spans_headOf(node)}})}function formPath(root,path2){
return path2.flatMap((step,index)=>typeof step=="number"?[idOf(navigate_nodeAt(root,path2.slice(0,index+1)))]:[]).join(".")}function types_typeOf(node){return navigate_textOf(
node,"type")}const MAX_DOCUMENTS=2e3,MARKER=/^(\uFEFF?---|\.\.\.)(?=[ \t\r\n]|$)/gm;function splitDocuments(file){const{text}=file,filled=[];let above;for(const{lead,start,end}of piecesOf(
text))if(hasContent(text,start,end)?(filled.push({start:above??lead,end}),above=void 0):above=/\S/.test(text.slice(start,end))?start:void 0,filled.length>MAX_DOCUMENTS)
break;if(isTooMuch(text,filled))return[{file,index:0,count:1,start:0,source:text,tooLarge:!0}];const only=filled.length===1?[{start:0,end:text.length}]:filled;return only.
map(({start,end},index)=>({file,index,count:only.length,start,source:text.slice(start,end)}))}function isTooMuch(text,pieces2){if(pieces2.length>MAX_DOCUMENTS)return!0;
if(pieces2.length<2||text.length<=MAX_TOKENS)return!1;let left=3*MAX_TOKENS;for(const{start,end}of pieces2)left-=countTokens(text.slice(start,end),left);return left<
0}function*piecesOf(text){let start=text.startsWith("\uFEFF")?1:0,lead=start;for(const{index,0:marker}of text.matchAll(MARKER))yield{lead,start,end:index},start=
afterMarker(text,index+marker.length),lead=marker.endsWith("---")&&text.slice(index+marker.length,start).includes("#")?index+marker.length-3:start;yield{lead,start,
end:text.length}}function afterMarker(text,offset){const rest=/[ \t]*(#[^\n]*)?(\r?\n|$)/y;rest.lastIndex=offset;const match=rest.exec(text);return match===null?
offset:offset+match[0].length}function hasContent(text,start,end){return/^[^\S\n]*[^\s#%]/m.test(text.slice(start,end))}const placeDashedReference=({text,root,document})=>{const match=/^Invalid (input|output) reference: /.exec(text),offending=kestra_texts_matchAt(text,"offending ",
/offending (task|output)s: \[([^]*)\]/y);if(match===null||offending===null)return[];const pattern=match[1]==="input"?/\binputs\.\w+-[\w-]*/g:/\boutputs\.\w+-[\w-]*/g,
owners=offending[2].split(", ").flatMap(name=>objects_objectsIn(root).filter(({node,path:path2})=>objects_kindOf(path2)===offending[1]&&(idOf(node)??"null")===name)),
found2=owners.flatMap(owner=>dashedReferences(owner.node,pattern,document));return found2.length>0?found2:owners.flatMap(({node})=>spans_valueSpans(node,"id"))};
function dashedReferences(owner,pattern,{source}){const spans=[];for(const{node}of walk(owner)){if(node.kind!=="scalar")continue;const text=source.slice(node.span.
start,node.span.end);for(const match of text.matchAll(pattern)){if(text.lastIndexOf("{{",match.index)<=text.lastIndexOf("}}",match.index))continue;const start=node.
span.start+match.index;spans.push({start,end:start+match[0].length})}}return spans}const sentences_SENTENCES=[{pattern:/^The task '([^']+)' cannot use the '(\w+)' property/,kind:"task",place:(node,match)=>keySpans(node,match[2])},{pattern:/^Task '([^']+)' can't have any `(\w+)`/,
kind:"task",place:(node,match)=>keySpans(node,match[2])},{pattern:/^This flow will be triggered for EVERY [^']*'([^']+)'\.$/,kind:"trigger"},{pattern:/^Input with id '([^']+)' depends on a non-existent input '([^']*)'/,
kind:"input",place:(node,match)=>itemSpans(dependencies(node),match[2])},{pattern:/^Invalid default for input '([^']+)'/,kind:"input",place:node=>spans_valueSpans(
node,"defaults")},{pattern:/^Missing inputs for [\w ]*Trigger '([^']+)'/,kind:"trigger",place:node=>keySpans(node,"inputs")},{pattern:/^Invalid value for input '[^']*' supplied by [\w ]*Trigger '([^']+)'/,
kind:"trigger",place:(node,match)=>[...spans_valueSpans(navigate_valueOf(node,"inputs"),between(match[0],"'","'")),...keySpans(node,"inputs")]},{pattern:/^Cycle dependency detected for input with id '([^']+)': \[([^]*)\]/,
kind:"input",place:(node,match)=>{const circle=match[2].split(", ");return likeliest_first_likeliestFirst(itemsOf(dependencies(node)),item2=>circle.includes(readText(
item2))).map(({span})=>span)}}],placeNamed=({text,root})=>{for(const{pattern,kind,place}of sentences_SENTENCES){const match=pattern.exec(text);if(match===null)continue;
const named=objects_objectsIn(root).filter(({node,path:path2})=>objects_kindOf(path2)===kind&&idOf(node)===match[1]),inside=named.flatMap(({node})=>place?.(node,
match)??[]);return inside.length>0?inside:named.map(({path:path2})=>spans_headOfPath(root,path2))}return[]};function dependencies(input){return navigate_nodeAt(
input,["dependsOn","inputs"])}function itemSpans(list,text){return itemsOf(list).filter(item2=>readText(item2)===text).map(({span})=>span)}const placeAboutFlow=reported2=>{
const{text,root}=reported2;return/^Flow id is a reserved/.test(text)?spans_valueSpans(root,"id"):/^Namespace '[^]*' does not exist/.test(text)?spans_valueSpans(
root,"namespace"):text==="outdated"?spans_valueSpans(root,"revision"):text.startsWith("pluginDefaultsRef: ")?unknownDefaults(reported2):offendingLabel(reported2)};
function offendingLabel({text,root}){const label2=/offending label: ([^]*)/.exec(text)?.[1],labels=navigate_valueOf(root,"labels");return label2===void 0||labels===
void 0?[]:labels.kind==="mapping"?labels.entries.filter(({key:key2})=>label2.startsWith(`${key2}=`)).map(({keySpan})=>keySpan):itemsOf(labels).filter(item2=>label2.
startsWith(`${String(readText(navigate_valueOf(item2,"key")))}=`)).flatMap(item2=>spans_valueSpans(item2,"key"))}function unknownDefaults({text,root}){return objects_objectsIn(
root).filter(({node})=>text.includes(`'${String(navigate_textOf(node,"pluginDefaultsRef"))}'`)).flatMap(({node})=>spans_valueSpans(node,"pluginDefaultsRef"))}const INSIDE=[[/^invalid cron expression/,node=>spans_valueSpans(node,"cron")],[/^'(\w+)' must be less than '\w+' but is /,(node,match)=>spans_valueSpans(node,match[1])],
[/^Inputs with a default value must be required/,node=>spans_valueSpans(node,"required")],[/^Inputs with a default value cannot also have a prefill/,node=>keySpans(
node,"prefill")],[/^Not existing task id in dependency: ([^]*)$/,(node,match)=>match[1].split(", ").flatMap(name=>dagItems(node).flatMap(item2=>itemSpans(navigate_valueOf(
item2,"dependsOn"),name)))],[/^Cyclic dependency detected: ([^]*)$/,(node,match)=>cycleIn(node,match[1].split(", "))],[/^Invalid Plugin Default: No (?:property '([^']*)' exists|value provided for key '([^']*)')/,
(node,match)=>keySpans(navigate_valueOf(node,"values"),match[1]??match[2])],[/^`\w+` cannot be null for type /,node=>spans_valueSpans(node,"type")],[/^Only runnable tasks are allowed/,
(node,_match,rules)=>notRunnable(node,rules)]];function placeInside(node,message,rules){for(const[pattern,place]of INSIDE){const match=pattern.exec(message);if(match!==
null)return place(node,match,rules)[0]}}function placeAround(root,path2,message,rules){for(let length=path2.length;length>0;length--){const found2=placeInside(navigate_nodeAt(
root,path2.slice(0,length)),message,rules);if(found2!==void 0)return found2}}function dagItems(dag){return itemsOf(navigate_valueOf(dag,"tasks"))}function cycleIn(dag,names){
return dagItems(dag).filter(item2=>names.includes(readText(navigate_nodeAt(item2,["task","id"])))).flatMap(item2=>names.flatMap(name=>itemSpans(navigate_valueOf(
item2,"dependsOn"),name)))}function notRunnable(directory,rules){return itemsOf(navigate_valueOf(directory,"tasks")).flatMap(child=>{const type=types_typeOf(child);
return type!==void 0&&isTaskThatRuns(rules,type)===!1?spans_valueSpans(child,"type"):[]})}const NAMING=[placeDashedReference,placeNamed,placeAboutFlow];function placeRule(parsed,{text,target},rules){if("span"in target)return target.span;if(!parsed.ok)
return parsed.problem.span;const{root,document}=parsed;if(root.kind!=="mapping")return root.span;const{path:path2,part}=target,isLabelKey=/^labels\[\d+\]\.key: /.
test(text)&&path2.length===2,own=part==="key"||isLabelKey?spans_headOfPath(root,path2):spanOfPath(root,path2),reported2={text,root,document,rules},[duplicate]=placeDuplicate(
reported2);if(duplicate!==void 0)return duplicate;const empty=emptyValue(root,path2,text);if(empty!==void 0)return empty;for(const place of NAMING){const spans=place(
reported2);if(spans.length>0)return nearest(spans,own)}return placeAround(root,path2,text.slice(text.indexOf(": ")+2),rules)??own}function emptyValue(root,path2,text){
const colon=text.lastIndexOf(": ");if(!/: must not be (?:null|blank|empty)$/.test(text))return;const value=navigate_valueOf(navigate_nodeAt(root,path2),text.slice(
0,colon).split(".").at(-1));return value?.kind==="scalar"&&value.value===null?value.span:void 0}function nearest(spans,to){const away=({start})=>Math.abs(start-
to.start);return spans.toSorted((a,b)=>away(a)-away(b))[0]}function withoutFlowPrefix(text){return text.replace(/^:?\s*Invalid Flow: /,"")}function nodeAtSpan(root,span){return search({node:root},span)}function search(here,span){const{node}=here;for(const child of childrenOf(node)){const first=child.
property?.keySpan??child.node.span;if(span.start<first.start||span.start>Math.max(first.end,child.node.span.end))continue;if(node_at_span_isSame(first,span))return child;
const found2=search(child,span);if(found2!==void 0)return found2}return node_at_span_isSame(node.span,span)?here:void 0}function childrenOf(node){return node.kind===
"mapping"?node.entries.map(({key:key2,keySpan,value})=>({node:value,property:{key:key2,keySpan,owner:node}})):node.kind==="sequence"?node.items.map(item2=>({node:item2})):
[]}function node_at_span_isSame(a,b){return a.start===b.start&&a.end===b.end}function describeNode(node){if(node.kind==="mapping")return"a mapping";if(node.kind===
"sequence")return"a list";const{value,text}=node;if(value===null||text.trim()==="")return"empty";if(typeof value=="boolean")return String(value);const shown=[...text].
length>60?`${[...text].slice(0,60).join("")}…`:text;return typeof value=="string"?`the text "${shown}"`:`the number ${shown}`}function findingsOfProblems(parsed,problems,rules){return withoutEchoes(problems.map(problem=>findingOfRule(parsed,problem,rules)))}function withoutEchoes(findings){
const reported2=new Set(findings.map(({original})=>original));return findings.filter(({original})=>{const missing=original?.replace(/: must not be (?:blank|empty)$/,
": must not be null");return missing===original||!reported2.has(missing)})}function findingOfRule(parsed,problem,rules){const{severity,answer,rule,hint}=problem,
text=withoutFlowPrefix(problem.text),span=placeRule(parsed,{...problem,text},rules),isKestras=problem.words==="kestra"||problem.words===void 0&&answer!=="none",
words=isKestras?wordsFor(parsed,span,{text,answer,rules}):{rule,message:text},hints=[words.hint,hint].filter(one=>one!==void 0).join(" ");return findingAt(parsed,
span,{severity,origin:"offline",...words,...hints===""?{}:{hint:hints},...isKestras&&answer!=="none"?{original:text}:{}})}function wordsFor(parsed,span,{text,answer,
rules}){if(!parsed.ok&&isSameProblem(parsed,text))return explain_syntax_problem_explainSyntaxProblem(parsed);const{expected,...words}=explain(text,answer,rules);
if(!parsed.ok)return words;if(answer==="deprecationPaths")return{...words,...explainDeprecated(text,nodeAtSpan(parsed.root,span),rules)};const covered=expected===
void 0?void 0:nodeAtSpan(parsed.root,span);if(expected!==void 0&&covered!==void 0){const{name,kind}=expected;return{...words,message:`${name} must be ${kind}, b\
ut it is ${describeNode(covered.node)}.`}}const first=firstOfDuplicate(parsed.root,text);if(first===void 0)return words;const{startLine}=positions_rangeOf(parsed.
document,first);return{...words,message:words.message.replace(/\.$/,`; first at line ${startLine}.`)}}function isSameProblem({problem},text){return problem.kind!==
"syntax"?!1:text.includes(problem.yaml.kind==="structure"?"Invalid structure":problem.yaml.problem)}function findingAt(parsed,span,words){const{document}=parsed,{namespace:namespace2,id}=parsed.ok?identity_identityOf(parsed.root):{};return{...words,message:shortened(
words.message,4e3),file:document.file.path,range:positions_rangeOf(document,span),...namespace2!==void 0&&id!==void 0?{flow:{namespace:namespace2,id}}:{},...document.
count>1?{document:document.index}:{}}}function spanInScalar(source,node,start,end){scalar_offsets_known.has(node)||scalar_offsets_known.set(node,scalar_offsets_placesOf(
source,node));const places=scalar_offsets_known.get(node),first=places?.[start],last=places?.[Math.max(end-1,start)];return first===void 0||last===void 0?node.span:
{start:first.start,end:Math.max(last.end,first.end)}}const scalar_offsets_known=new WeakMap;function scalar_offsets_placesOf(source,node){const written=writtenOf(
source,node).filter(({char})=>!scalar_offsets_isBlank(char)),places=[];let next=0;for(let index=0;index<node.text.length;index++){const char=node.text[index];if(scalar_offsets_isBlank(
char)){const at=written[next]?.start??node.span.end;places.push({start:at,end:at})}else{const place=written[next++];if(place?.char!==char)return;places.push(place)}}
return places}function scalar_offsets_isBlank(char){return char<=" "||BLANKS.has(char)}const BLANKS=new Set([""," ","\u2028","\u2029"]);function writtenOf(source,{
style,span}){const{start,end}=span;if(style==="double")return doubleQuoted(source,start+1,end-1);const quoted2=style==="single",block=style==="literal"||style===
"folded",newline=source.indexOf(`
`,start),from=quoted2?start+1:block?newline===-1?end:newline:start,written=[];for(let at=from;at<(quoted2?end-1:end);at++){const char=source[at];written.push({char,
start:at,end:at+1}),quoted2&&char==="'"&&at++}return written}const scalar_offsets_ESCAPES=new Map([["0","\0"],["a","\x07"],["b","\b"],["t","	"],["	","	"],["n",`\

`],["v","\v"],["f","\f"],["r","\r"],["e","\x1B"],["N",""],["_"," "],["L","\u2028"],["P","\u2029"]]),scalar_offsets_DIGITS=new Map([["x",2],["u",4],["U",8]]);
function doubleQuoted(source,from,to){const written=[];for(let at=from;at<to;at++){const start=at;let text=source[at];if(text==="\\"){const letter=source[++at],
digits2=scalar_offsets_DIGITS.get(letter);if(digits2!==void 0)text=String.fromCodePoint(Number.parseInt(source.slice(at+1,at+1+digits2),16)||0),at+=digits2;else{
if(/[\r\n]/.test(letter))continue;text=scalar_offsets_ESCAPES.get(letter)??letter}}for(let index=0;index<text.length;index++)written.push({char:text[index],start,
end:at+1})}return written}class ReferenceList{#all=[];#own=new Set;get length(){return this.#all.length}get all(){return this.#all.filter(({path:path2})=>!this.#own.
has(path2[0].name))}own(name){this.#own.add(name)}add({value,start,end}){const path2=[{name:value,start,end}];return this.#all.push({path:path2}),path2}handle(first,how){
for(let index=first;index<this.#all.length;index++)this.#all[index].missing??=how}}const RESERVED=new Set(["true","false","null","none"]),UNARY=new Set(["not","\
+","-"]),CONSTANTS=new Set(["true","TRUE","false","FALSE","none","NONE","null","NULL"]);class ExpressionParser{#cursor;#uses=[];#references=new ReferenceList;constructor(cursor){
this.#cursor=cursor}get uses(){return this.#uses}get references(){return this.#references.all}expression(){const first=this.#references.length;for(this.#operand();this.#cursor.
current.kind==="operator"&&this.#cursor.current.value!=="not";){const{value}=this.#cursor.current;this.#cursor.advance();const{value:name}=this.#cursor.current;
(value==="??"||value==="???"||value==="|"&&name==="default")&&this.#references.handle(first,"handled"),value==="|"?this.call("filter"):value==="is"||value==="is\
 not"?(this.#references.handle(first,"tested"),this.call("test")):this.#operand()}this.#cursor.is("punctuation","?")&&(this.#cursor.advance(),this.expression(),
this.#cursor.expect("punctuation",":"),this.expression())}#operand(){for(;this.#cursor.current.kind==="operator"&&UNARY.has(this.#cursor.current.value);)this.#cursor.
advance();const token=this.#cursor.current;if(this.#cursor.is("punctuation","("))return this.#cursor.advance(),this.expression(),this.#cursor.expect("punctuatio\
n",")"),this.#postfix(!1);if(this.#cursor.is("punctuation","["))return this.#elements("]",()=>this.expression());if(this.#cursor.is("punctuation","{"))return this.#elements(
"}",()=>{this.expression(),this.#cursor.expect("punctuation",":"),this.expression()});let path2;if(token.kind==="string"||token.kind==="interpolation-start")this.#string();else if(token.
kind==="name"||token.kind==="number")this.#cursor.advance(),token.kind==="name"&&!this.#cursor.is("punctuation","(")&&(path2=this.#references.add(token));else throw this.#cursor.
unexpected();this.#postfix(token.kind==="name"&&!CONSTANTS.has(token.value),path2)}#string(){for(let previous="";;){const{kind}=this.#cursor.current;if(kind==="\
string"&&previous!=="string")this.#cursor.advance();else if(kind==="interpolation-start")this.#cursor.advance(),this.expression(),this.#cursor.expect("interpola\
tion-end");else return;previous=kind}}#elements(close,element){if(this.#cursor.advance(),this.#cursor.is("punctuation",close)){this.#cursor.advance();return}for(;element(),
!this.#cursor.is("punctuation",close);)this.#cursor.expect("punctuation",",");this.#cursor.advance()}#postfix(callable,path2){let constant=path2;for(let mayCall=callable;;mayCall=
!1)if(this.#cursor.is("punctuation",".")){this.#cursor.advance();const{value,start,end}=this.#cursor.current;this.#cursor.expect("name"),this.#cursor.is("punctu\
ation","(")?(constant=void 0,this.#arguments(!1)):constant?.push({name:value,start,end})}else if(this.#cursor.is("punctuation","[")){this.#cursor.advance();const name=constantIn(
this.#cursor);this.expression(),name===void 0?constant=void 0:constant?.push(name),this.#cursor.expect("punctuation","]")}else if(this.#cursor.is("punctuation",
"(")){if(!mayCall)throw this.#cursor.unexpected();this.#cursor.back(),this.call("function")}else return}call(kind){const{value:name,start,end}=this.#cursor.current;
this.#cursor.expect("name");const index=this.#uses.length,args=this.#cursor.is("punctuation","(")?this.#arguments(!0):[];this.#uses.splice(index,0,{kind,name,start,
end,args})}#arguments(mayName){const args=[];this.#cursor.expect("punctuation","(");for(let first=!0;!this.#cursor.is("punctuation",")");first=!1){first||this.#cursor.
expect("punctuation",",");const next=this.#cursor.next;let named={};if(next?.kind==="punctuation"&&next.value==="="){if(!mayName)throw this.#cursor.unexpected();
named={name:this.#name()},this.#cursor.advance()}else if(args.at(-1)?.name!==void 0)throw this.#cursor.unexpected();const{start}=this.#cursor.current;this.expression(),
args.push({...named,start,end:this.#cursor.previous.end})}return this.#cursor.advance(),args}newName(){this.#references.own(this.#name())}#name(){const{value}=this.#cursor.
current;if(RESERVED.has(value))throw this.#cursor.unexpected();return this.#cursor.expect("name"),value}parameters(){this.#cursor.expect("punctuation","(");for(let first=!0;!this.#cursor.
is("punctuation",")");first=!1)first||this.#cursor.expect("punctuation",","),this.newName(),this.#cursor.is("punctuation","=")&&(this.#cursor.advance(),this.expression());
this.#cursor.advance()}}function constantIn({current,next}){if(next?.kind!=="punctuation"||next.value!=="]")return;const{kind,value,start,end}=current;return kind===
"number"?{name:value,start,end}:kind==="string"&&!value.includes("\\")?value.startsWith("'")||value.startsWith('"')?{name:value.slice(1,-1),start:start+1,end:end-
1}:{name:value,start,end}:void 0}class PebbleError extends Error{kind;what;start;end;constructor(kind,what,start,end){super(`${kind} ${what}`),this.kind=kind,this.
what=what,this.start=start,this.end=end}}const DELIMITER=/\{[{%#]/g,VERBATIM=/\s*verbatim\s*-?%\}/y,END_VERBATIM=/\{%-?\s*endverbatim\s*-?%\}/g,lexer_SPACE=/\s*/y,
OPERATOR=/(?:(?:contains|is not|equals|isIn|not|and|is|or)(?![a-zA-Z0-9_])|\?\?\?|\?\?|==|!=|>=|<=|\.\.|[-+*/%|~<>])/y,NAME=/[\p{L}_][\p{L}\p{Nd}_]*/uy,NUMBER=/[0-9]+(?:L|\.[0-9]+)?/y,
PLAIN_STRING=/"[^#"\\]*(?:\\[^][^#"\\]*)*"|'[^'\\]*(?:\\[^][^'\\]*)*'/y,STRING_PART=/[^#"\\]*(?:(?:\\[^]|#(?!\{))[^#"\\]*)*/y,PAIRS=new Map([[")","("],["]","["],
["}","{"]]);function tokenizePebble(text){return new Lexer(text).run()}class Lexer{text;#tokens=[];#at=0;constructor(text){this.text=text}run(){for(;this.#at<this.
text.length;){DELIMITER.lastIndex=this.#at;const delimiter=DELIMITER.exec(this.text),start=delimiter?.index??this.text.length;if(start>this.#at&&this.#push("tex\
t",this.#at,start),this.#at=start+2,delimiter===null)break;this.#skip(/-\s+/y),delimiter[0]==="{#"?this.#comment(start):delimiter[0]==="{{"?this.#code(start,"pr\
int"):this.#skip(VERBATIM)?this.#verbatim(start):this.#code(start,"tag")}return this.#at=this.text.length,this.#push("end",this.#at,this.#at),this.#tokens}#comment(start){
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
start+2)}#skip(pattern){pattern.lastIndex=this.#at;const match=pattern.exec(this.text);return match===null?!1:(this.#at+=match[0].length,!0)}#push(kind,start,end){
this.#tokens.push({kind,value:this.text.slice(start,end),start,end})}}function hideRawBlocks(text){if(!text.includes("endraw"))return text;const closing=/\{%-*\s*endraw\s*-*%\}/g,
lineEnd2=/[\n\r\x85\u2028\u2029]/g;let hidden="",done=0,close,line=-1;for(const open of text.matchAll(/\{%-*\s*raw\s*-*%\}/g)){const inside=open.index+open[0].length;
if(!(open.index<done)){if((close===void 0||close!==null&&close.index<inside)&&(closing.lastIndex=inside,close=closing.exec(text)),close===null)break;line<inside&&
(lineEnd2.lastIndex=inside,line=lineEnd2.exec(text)?.index??text.length),!(line<close.index)&&(hidden+=text.slice(done,open.index),done=close.index+close[0].length,
hidden+="x".repeat(done-open.index))}}return hidden+text.slice(done)}class TokenCursor{#tokens;#at=0;#start=0;constructor(tokens){this.#tokens=tokens}get current(){
return this.#tokens[Math.min(this.#at,this.#tokens.length-1)]}is(kind,value){const token=this.current;return token.kind===kind&&token.value===value}expect(kind,value){
const token=this.current;if(token.kind!==kind||value!==void 0&&token.value!==value)throw this.unexpected();this.#at++}unexpected(){const{value,kind,end}=this.current,
close=this.#tokens.findLast(({start,kind:kind2})=>start<=this.#start&&kind2.endsWith("-start"))?.kind==="tag-start"?"%}":"}}";if(kind==="end"){const tag=close===
"%}";return new PebbleError(tag?"unclosed-tag":"unclosed-print",tag?"{%":"{{",this.#start,this.#start+2)}return new PebbleError("unexpected",value.trim(),this.#start,
this.#endOfExpression(end))}#endOfExpression(least){return this.#tokens.slice(this.#at).find(({kind})=>kind==="print-end"||kind==="tag-end")?.end??least}endOfTag(opening){
return this.#tokens.find(({start,kind})=>start>opening.start&&kind==="tag-end")?.end??opening.end}get next(){return this.#tokens[this.#at+1]}get previous(){return this.#tokens[this.#at-
1]}advance(){this.#at++}back(){this.#at--}begin(start){this.#start=start}}function readPebble(text){let parser;try{return parser=new TemplateParser(hideRawBlocks(
text)),parser.template(),parser.reading()}catch(error2){if(error2 instanceof PebbleError)return{...parser?.reading()??parser_NOTHING,error:error2};if(error2 instanceof
RangeError)return parser_NOTHING;throw error2}}const parser_NOTHING={uses:[],references:[]},BLOCKS=new Map([["if",["elseif","else"]],["for",["else"]],["block",[]],
["filter",[]],["macro",[]]]);class TemplateParser{#cursor;#expressions;#macros=new Set;constructor(text){this.#cursor=new TokenCursor(tokenizePebble(text)),this.#expressions=
new ExpressionParser(this.#cursor)}reading(){const{uses,references}=this.#expressions;return{uses:uses.filter(({kind,name})=>kind!=="function"||!this.#macros.has(
name)),references}}template(){this.#body(void 0)}#body(block){for(;;){const token=this.#cursor.current;switch(token.kind){case"end":if(block===void 0)return"";throw new PebbleError(
"unclosed-block",block.tag,block.opening.start,this.#cursor.endOfTag(block.opening));case"print-start":this.#begin(token),this.#expressions.expression(),this.#cursor.
expect("print-end");break;case"tag-start":{this.#begin(token);const name=this.#cursor.current;if(name.kind!=="name")throw this.#cursor.unexpected();if(block?.until.
includes(name.value))return name.value;this.#tag(name,token);break}default:this.#cursor.advance()}}}#begin(token){this.#cursor.begin(token.start),this.#cursor.advance();
const{kind,end}=this.#cursor.current;if(kind==="print-end")throw new PebbleError("empty","{{",token.start,end);if(kind==="tag-end")throw new PebbleError("empty",
"{%",token.start,end)}#tag({value:tag},opening){const between2=BLOCKS.get(tag);if(between2===void 0&&tag!=="set")throw new PebbleError("unknown-tag",tag,opening.
start,this.#cursor.endOfTag(opening));if(this.#cursor.advance(),this.#head(tag),between2===void 0)return this.#cursor.expect("tag-end");let until=[...between2,`\
end${tag}`];for(;;){this.#cursor.expect("tag-end");const found2=this.#body({tag,until,opening});if(this.#cursor.advance(),found2===`end${tag}`)break;found2==="e\
lseif"?this.#expressions.expression():until=[`end${tag}`]}tag==="block"&&this.#cursor.current.kind!=="tag-end"&&this.#cursor.advance(),this.#cursor.expect("tag-\
end")}#head(tag){switch(tag){case"if":return this.#expressions.expression();case"for":return this.#expressions.newName(),this.#cursor.expect("name","in"),this.#expressions.
expression();case"set":return this.#expressions.newName(),this.#cursor.expect("punctuation","="),this.#expressions.expression();case"filter":for(this.#expressions.
call("filter");this.#cursor.is("operator","|");)this.#cursor.advance(),this.#expressions.call("filter");return;case"macro":this.#macros.add(this.#cursor.current.
value),this.#cursor.expect("name"),this.#expressions.parameters();return;default:if(this.#cursor.current.kind!=="string")return this.#cursor.expect("name");this.#cursor.
advance()}}}function typedValues(rules,root){if(typed_values_latest?.root!==root||typed_values_latest.rules!==rules){const walk2=new Walk(catalogue_catalogueOf(
rules));walk2.object(FLOW,root,[]),typed_values_latest={rules,root,values:walk2.found}}return typed_values_latest.values}let typed_values_latest;const typed_values_FREE={
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
path2):type!==void 0&&this.#outside(node,path2,KINDS_OF_BASE.get(base??""))}#outside(node,path2,kind){const base=kind===void 0?{}:base_properties_basePropertiesOf(
this.catalogue,kind);for(const{key:key2,value}of node.entries){const at=[...path2,key2],spec=Object.hasOwn(base,key2)?this.catalogue.shape(base[key2]).t:void 0;
spec?.k==="property"?this.#property(kind,key2,spec,value,at,!0):OF_EVERY_PLUGIN.has(key2)?this.#value(TEXT,value,at,{rendered:!1}):key2==="env"?this.#env(value,
at):NEVER_RENDERED.has(key2)||this.#value(typed_values_FREE,value,at,{rendered:!0})}}#env(node,path2){node.kind==="mapping"?this.#entries(node,path2,TEXT,{rendered:!0}):
this.#value(typed_values_FREE,node,path2,{rendered:!0})}#free(node,path2,state){if(node.kind==="sequence"&&node.items.forEach((item2,index)=>this.#value(typed_values_FREE,
item2,[...path2,index],state)),node.kind!=="mapping")return;const type=navigate_valueOf(node,"type");if(state.rendered&&type?.kind==="scalar"&&type.text.includes(
".")&&!type.text.includes("{{"))return this.plugin(node,path2);this.#entries(node,path2,typed_values_FREE,state)}#labels(node,path2,state){node.kind==="mapping"&&
this.#entries(node,path2,TEXT,state),node.kind==="sequence"&&node.items.forEach((item2,index)=>this.#entries(item2,[...path2,index],TEXT,state))}#pluginDefaults(node,path2){
node.kind==="sequence"&&node.items.forEach((item2,index)=>{const values=navigate_valueOf(item2,"values"),type=navigate_valueOf(item2,"type");if(values?.kind!=="\
mapping"||type?.kind!=="scalar")return;const className=this.catalogue.resolveType(type.text),at=[...path2,index,"values"];className===void 0?this.#outside(values,
at):this.object(className,values,at)})}}function javaTime(spec,{owner,property}){return spec.k==="duration"||spec.k==="date"?spec.java:PURGES.test(owner)&&/^(start|end)Date$/.
test(property)?"java.time.ZonedDateTime":void 0}const PURGES=/\.plugin\.core\.(execution\.PurgeExecutions|log\.PurgeLogs|storage\.PurgeStorage)$/,NEVER_RENDERED=new Set(
["retry","taskCache","disabled","logLevel","allowFailure","assets","stopAfter"]),MOST_TEXT=2e5;function templatesOf(rules,root){let left=MOST_TEXT;return typedValues(
rules,root).filter(({node,rendered})=>!rendered||!/\{[{%#]/.test(node.text)?!1:(left-=node.text.length,left>=0))}function templates_readingOf({text}){let reading=readings.
get(text);return reading===void 0&&(kept>MOST_TEXT&&(readings.clear(),kept=0),reading=readPebble(text),readings.set(text,reading),kept+=text.length),reading}const readings=new Map;
let kept=0;function callsOfRead(node,own){const{text}=node;if(!/\bread\s*\(/.test(text))return[];const{uses,error:error2}=templates_readingOf(node),functions=uses.
filter(({kind})=>kind==="function");return error2!==void 0||functions.some(({name})=>name==="fileExists")?[]:functions.flatMap(use=>use.name==="read"?readCall(use,
text,own):[])}function readCall({args},text,own){const path2=args.find(({name})=>name==="path")??positional(args,0),given=args.find(({name})=>name==="namespace")??
positional(args,1),known2=[path2,given].filter(one=>one!==void 0);if(path2===void 0||known2.length<args.length)return[];const written=constantOf(text.slice(path2.
start,path2.end)),file=written===void 0?void 0:parseReadPath(written),argument=given===void 0?void 0:namespaceArgument(text.slice(given.start,given.end),own);return file===
void 0||given!==void 0&&argument===void 0?[]:given!==void 0&&file.namespace!==void 0?[]:[{namespace:file.namespace??argument??own,path:file.path,written,start:path2.
start,end:path2.end}]}function positional(args,index){return args[index]?.name===void 0?args[index]:void 0}function constantOf(argument){return/^(["'])([^"'\\#]*)\1$/.
exec(argument)?.[2]}function namespaceArgument(argument,own){return argument==="flow.namespace"?own:file_calls_constantNamespace(constantOf(argument)??"{{",own)}
function file_calls_constantNamespace(text,own){return/^\{\{-?\s*flow\.namespace\s*-?\}\}$/.test(text)?own:/^[\w.-]+$/.test(text)?text:void 0}function parseReadPath(text){
if(text.startsWith("nsfile:"))return parseFileUri(text);const path2=certainPath(text);return path2===void 0?void 0:{namespace:void 0,path:path2}}function parseFileUri(text){
const[,authority,rest]=/^nsfile:\/\/([\w.-]*)(\/.*)$/.exec(text)??[],path2=rest===void 0?void 0:certainPath(rest);return path2===void 0?void 0:{namespace:authority===
""?void 0:authority,path:path2}}function certainPath(text){if(!/^[\p{L}\p{N}_./+@=~,-]+$/u.test(text)||/(?:^|\/)\.\.(?:\/|$)/.test(text))return;const segments=text.
split("/").filter(segment2=>segment2!==""&&segment2!==".");return segments.length===0||text.endsWith("/")?void 0:`/${segments.join("/")}`}function fileReferencesOf(parsed,rules){
const{root}=parsed,{source}=parsed.document,own=identity_identityOf(root).namespace;return root.kind!=="mapping"||own===void 0||!/\bread\b|nsfile:|namespaceFiles/.
test(source)?[]:[...readCalls(root,source,rules,own),...fileUris(root,own),...includes(root,own)]}function readCalls(root,source,rules,own){return templatesOf(rules,
root).flatMap(({node})=>callsOfRead(node,own).map(({namespace:namespace2,path:path2,written,start,end})=>({kind:"read",namespaces:[namespace2],path:path2,inAnyFolder:!1,
written,target:{span:spanInScalar(source,node,start,end)}})))}const PROSE=new Set(["description","displayName","documentation","message"]);function fileUris(root,own){
const found2=[];for(const{node,path:at}of walk(root)){if(node.kind!=="scalar"||!node.text.startsWith("nsfile:")||PROSE.has(String(at.at(-1)))||at[0]==="labels")
continue;const file=parseFileUri(node.text);file!==void 0&&found2.push({kind:"read",namespaces:[file.namespace??own],path:file.path,inAnyFolder:!1,written:node.
text,target:{path:at,part:"value"}})}return found2}function includes(root,own){return navigate_mappingsIn(root).flatMap(({node,path:at})=>{const files=navigate_valueOf(
node,"namespaceFiles"),include=navigate_valueOf(files,"include"),namespaces=namespacesOf(files,own);return!((navigate_textOf(files,"enabled")??"true")==="true")||
namespaces===void 0||include?.kind!=="sequence"?[]:include.items.flatMap((item2,index)=>{const taken=item2.kind==="scalar"?includedPath(item2.text):void 0;if(taken===
void 0||item2.kind!=="scalar")return[];const target={path:[...at,"namespaceFiles","include",index],part:"value"};return[{kind:"include",namespaces,...taken,written:item2.
text,target}]})})}function namespacesOf(files,own){const namespaces=navigate_valueOf(files,"namespaces");if(namespaces===void 0)return[own];if(namespaces.kind!==
"sequence")return;const known2=namespaces.items.map(item2=>item2.kind==="scalar"?file_calls_constantNamespace(item2.text,own):void 0);return known2.every(one=>one!==
void 0)?known2:void 0}function includedPath(text){const inAnyFolder=/^\w/.test(text);if(!(!(inAnyFolder||text.startsWith("/"))||!/^\/?[\w.+@=~,-]+(?:\/[\w.+@=~,-]+)*$/.
test(text)))return{path:inAnyFolder?`/${text}`:text,inAnyFolder}}class FilePaths{paths;#paths;constructor(paths){this.paths=paths,this.#paths=new Set(paths)}has({path:path2,inAnyFolder}){return this.#paths.has(path2)||inAnyFolder&&
this.paths.some(one=>one.endsWith(path2))}hasFolder({path:path2,inAnyFolder}){const folder=`${path2}/`;return this.paths.some(one=>one.startsWith(folder)||inAnyFolder&&
one.includes(folder))}}function readFlows(files){const findings=[];return{flows:files.flatMap(file=>{const documents=splitDocuments(file);documents.length===0&&findings.push(emptyFile(
file));const parsed=documents.map(parseFlow),others=parsed.filter(isOtherYaml),reported2=others.length===parsed.length?others.slice(0,1):others;return findings.
push(...reported2.map(({document})=>otherYaml(document))),parsed.filter(flow2=>!others.includes(flow2))}),findings}}const OF_FLOWS=["namespace","tasks","trigger\
s","inputs","labels"];function isOtherYaml(flow2){return!flow2.ok||flow2.root.kind!=="mapping"||flow2.root.entries.length===0?!1:!OF_FLOWS.some(key2=>navigate_entryOf(
flow2.root,key2)!==void 0)}function otherYaml(document){return{severity:"error",rule:"not-a-flow",message:"This does not look like a flow: it has no `namespace` and no `tasks`.",hint:"Set\
 `directory` to the folder of the flows, or leave the file out with `exclude`.",origin:"local",file:document.file.path,range:positions_rangeOf(document,{start:0,
end:0}),...document.count>1?{document:document.index}:{}}}function emptyFile({path:path2}){return{severity:"error",rule:"empty-document",message:"There is no fl\
ow here: the file is empty or holds only comments.",hint:"Remove it, or leave it out with `exclude`.",origin:"local",file:path2,range:{startLine:1,startColumn:1,
endLine:1,endColumn:1}}}var picomatch=__nccwpck_require__(4006);const merge_ORDER={error:0,warning:1,notice:2};function sortFindings(findings){return[...findings].sort((a,b)=>compare(a.file,b.file)||(a.document??0)-(b.document??
0)||+(a.afterLine!==void 0)-+(b.afterLine!==void 0)||(a.range?.startLine??0)-(b.range?.startLine??0)||(a.range?.startColumn??0)-(b.range?.startColumn??0)||merge_ORDER[a.
severity]-merge_ORDER[b.severity])}function compare(a,b){return a<b?-1:a>b?1:0}const COMMENT=/(^|[ \t])#[ \t]*kestra-ignore:[ \t]*([\w.-]+(?:[ \t]*,[ \t]*[\w.-]+)*)([^\n]*)/gm;
function ignoreCommentsOf(parsed){const{document,root}=parsed,{source,file}=document;if(!source.includes("kestra-ignore:"))return[];const values=walk(root).flatMap(
({node})=>node.kind==="scalar"?[node.span]:[]);return[...source.matchAll(COMMENT)].flatMap(match=>{const[text,before,names]=match,start=match.index+before.length;
if(values.some(span=>span.start<=start&&start<span.end))return[];const at=positions_positionAt(file,document.start+start),about2=source.slice(source.lastIndexOf(
`
`,start-1)+1,start).trim()===""?nextLine(file,at.line):at.line,trimmed=text.trimEnd().length-before.length;return[{file:file.path,rules:names.split(",").map(name=>name.
trim()),line:at.line,column:at.column,endColumn:at.column+trimmed,about:about2,lastLine:lastLineOf(parsed,values,about2)}]})}function nextLine({text},line){const lines2=text.
split(`
`);for(let next=line;next<lines2.length;next++){const content=lines2[next].trim();if(content!==""&&!content.startsWith("#"))return next+1}return line}function lastLineOf({
document},values,line){const lineAt=offset=>positions_positionAt(document.file,document.start+offset).line;return values.filter(({start})=>lineAt(start)===line).
map(({start,end})=>lineAt(Math.max(start,end-1))).reduce((last,end)=>Math.max(last,end),line)}function silence(findings,flows,ignored=[],{isUpgradeJudged=!1,superseded=[]}={}){
const comments=group_by_groupBy(flows.flatMap(flow2=>flow2.ok?ignoreCommentsOf(flow2):[]),({file})=>file),used=new Map,everywhere2=ignored.map(({rule,glob})=>({
rule,fits:glob===void 0?always:picomatch(glob,GLOB)})),isCommentedOn=finding=>{const comment=comments.get(finding.file)?.find(one=>isAbout(one,finding));return comment!==
void 0&&used.set(comment,(used.get(comment)??new Set).add(finding.rule)),comment!==void 0},kept2=findings.filter(finding=>finding.severity==="error"?!0:!isCommentedOn(
finding)&&!everywhere2.some(({rule,fits:fits2})=>rule===finding.rule&&fits2(finding.file)));superseded.forEach(isCommentedOn);const refused2=new Set(findings.filter(
({severity})=>severity==="error").map(({file})=>file)),mayBeUsed=(rule,file)=>refused2.has(file)||rule.startsWith("upgrade-")&&!isUpgradeJudged,unused=[...comments.
values()].flat().flatMap(comment=>unusedOf(comment,used.get(comment),findings,mayBeUsed)),silenced=findings.length-kept2.length;return{findings:sortFindings([...kept2,
...unused]),silenced}}const GLOB={dot:!0,flags:"s"},always=()=>!0;function isAbout({rules,about:about2,lastLine},{rule,range}){return rules.includes(rule)&&range!==
void 0&&about2<=range.startLine&&range.startLine<=lastLine}function unusedOf(comment,used,findings,mayBeUsed){return comment.rules.flatMap(rule=>{if(used?.has(rule))
return[];const isError=findings.some(one=>one.file===comment.file&&isAbout({...comment,rules:[rule]},one));return!isError&&ruleOf(rule)!==void 0&&mayBeUsed(rule,
comment.file)?[]:[{severity:"notice",rule:"unused-ignore",message:isError?`What Kestra refuses cannot be silenced: ${rule}.`:ruleOf(rule)===void 0?`There is no \
rule "${rule}" to silence.`:`There is nothing to silence here: no finding of ${rule}.`,hint:"Remove the comment, or correct it.",origin:"local",file:comment.file,
range:{startLine:comment.line,startColumn:comment.column,endLine:comment.line,endColumn:comment.endColumn}}]})}async function findFlowsThatRead(plan,stored2,{namespace:namespace2,
serverVersion},{flowsNaming}){if(plan.deletions.length===0||flowsNaming===void 0)return[];const gone=new Map(plan.deletions.map(deletion=>[deletion.stored,deletion.
reason])),names=[...gone.keys()].map(path2=>path2.slice(path2.lastIndexOf("/")+1)),{flows}=readFlows(await flowsNaming([...new Set(names)])),rules=ruleSetFor(serverVersion),
listed2=path2=>listedName(path2,nameRulesOf(serverVersion)),before=new FilePaths(stored2.paths),written=plan.changes.map(({desired})=>listed2(desired.path)),after=new FilePaths(
[...stored2.paths.filter(path2=>!gone.has(path2)),...written]),isDeleted=file=>file.namespaces.every(one=>one===namespace2)&&before.has(file)&&!after.has(file),
findings=flows.filter(isFlow).flatMap(flow2=>{const files=fileReferencesOf(flow2,rules).filter(isDeleted);return findingsOfProblems(flow2,files.map(file=>flows_that_read_problemOf(
file,flows_that_read_reasonOf(file,gone),namespace2)),rules)});return silence(findings,flows).findings.filter(({rule})=>rule==="unknown-file")}function isFlow(flow2){
return flow2.ok&&["id","namespace","tasks"].every(key2=>navigate_valueOf(flow2.root,key2)!==void 0)}function flows_that_read_reasonOf({path:path2,inAnyFolder},gone){
return gone.get(path2)??[...gone].find(([one])=>inAnyFolder&&one.endsWith(path2))?.[1]??""}function flows_that_read_problemOf({kind,path:path2,target},reason,namespace2){
return{rule:"unknown-file",severity:"warning",text:`This flow names the namespace file ${path2} of ${namespace2}, which the plan deletes (${reason}): ${kind==="\
read"?"reading it will fail when the flow runs":"`include` will take nothing by it"}.`,target,hint:"Change the flow, or keep the file.",answer:"none"}}async function readRemovedFiles({
prune,sources},history){const removed=new Map;if(prune!=="removed"||history===void 0)return removed;for(const source of sources)source.kind==="folder"&&removed.
set(source,await history.removedFiles(source.localPath));return removed}async function planDeletions(targets,stored2,removed,input,{server,history}){const wanted=new Set(
targets.map(({path:path2})=>listedName(path2,input.rules)));if(input.prune==="all")return{deletions:leftOver(stored2,wanted,input),kept:[]};const candidates=new Map;
for(const[source,files]of removed)for(const file of files){const path2=listedName(`${filledFolder(source)}/${file.inRoot}`,input.rules);stored2.isFile(path2)&&!wanted.
has(path2)&&candidates.set(path2,file)}const checked=await pLimit(input.concurrency).map([...candidates],async([path2,file])=>{const reason=`removed in ${file.endedIn.
slice(0,7)}`;return await isUnedited(path2,file,input.namespace,server,history)?{stored:path2,reason}:`${path2} was ${reason} (${file.inRoot}), but is kept: on \
the server it differs from every version that this repository held (edited there, changed by a step before it was deployed, or line ends differ). Delete it in K\
estra if it is not needed any more.`});return{deletions:checked.filter(result=>typeof result!="string"),kept:checked.filter(result=>typeof result=="string")}}function leftOver({
paths},wanted,{sources,rules}){const bases=sources.flatMap(source=>{const folder=filledFolder(source);return folder===void 0?[]:[{prefix:`${listedName(folder,rules)}\
/`,localPath:source.localPath}]});return paths.flatMap(path2=>{const base=bases.find(({prefix})=>path2.startsWith(prefix));return base===void 0||wanted.has(path2)||
path2.startsWith("/_flows/")?[]:[{stored:path2,reason:`not in ${base.localPath}`}]})}async function isUnedited(path2,{blobs},namespace2,server,history){let unedited=!1;
return await server.readFile(namespace2,path2,async pieces2=>{unedited=history.isOneOf(blobs,await gather(pieces2))}),unedited}async function gather(pieces2){const chunks=[];
for await(const piece of pieces2)chunks.push(piece);return Buffer.concat(chunks)}async function deployNamespaceFiles(input,ports){const rules=nameRulesOf(input.
serverVersion),{targets,refusals,problem}=planTargets(input.sources,rules);if(problem!==void 0)return notCarriedOut([],{reason:"names",message:`${problem} Nothi\
ng was uploaded.`});if(refusals.length>0)return refused(input,targets,refusals);const removed=await readRemovedFiles(input,ports.history),reading={...input,...ports,
rules,contentOf:({file})=>ports.contentOf(file.path,file.size)},stored2=await readStored(targets,reading),clashes=findClashes(targets,stored2);if(clashes.length>
0)return refused(input,targets,clashes);const{deletions,kept:kept2}=await planDeletions(targets,stored2,removed,{...input,rules},ports),states=await compareContents(
targets,stored2,reading),plan=planChanges(targets,target=>states.get(target),{override:input.override,deletions}),{before,digest:digest2}=await examinePlan(plan,
stored2,input,ports),warnings=[...kept2,...lookalikes(plan,stored2,rules),...formerCopies(input,stored2,rules)],findings=await findFlowsThatRead(plan,stored2,input,
ports),beforeOf=path2=>before.get(path2)??{},rest={warnings,findings,...digest2===void 0?{}:{planDigest:digest2}},asPlanned=(failure2,isPlan)=>notCarriedOut([...plan.
changes.map(change=>plannedChange(change,beforeOf(change.desired.path),isPlan)),...plan.deletions.map(deletion=>plannedDeletion(deletion,beforeOf(deletion.stored),
isPlan))],failure2,rest);if(ports.signal?.aborted===!0)return asPlanned(stoppedFailure(plan.writes.length+plan.deletions.length),!1);ports.onPlan?.(plan,digest2);
const failure=planFailure(plan,digest2,input);return input.dryRun||failure!==void 0?asPlanned(failure,input.dryRun):carryOut({plan,stored:stored2,before:beforeOf,
rest},input,ports)}function planFailure(plan,digest2,{planDigest,maxDelete}){const{conflicts,deletions}=plan,conflicting=conflicts.map(({desired})=>desired.path),
deleted=deletions.map(({stored:stored2})=>stored2);return digestFailure(planDigest,digest2??"",plan)??conflictFailure(conflicting,{one:"file",done:"uploaded",replace:"\
overwrite"})??pruneFailure(deleted,maxDelete,"file")}function refused({sources},targets,refusals){const reasons2=new Map(refusals.map(refusal2=>[refusal2.file,refusal2])),
others=new Map(targets.map(target=>[target.file,target])),changes2=sources.flatMap(source=>source.files).map(file=>refusedChange(reasons2.get(file),others.get(file)));
return notCarriedOut(changes2,refusalFailure(refusals))}function notCarriedOut(files,failure,rest={warnings:[],findings:[]}){return{files,...countChanges(files),
bytes:0,...rest,...failure===void 0?{}:{failure}}}function lookalikes(plan,{paths},rules){const created=plan.writes.filter(({kind})=>kind==="create").map(({desired})=>desired),
deleted=new Set(plan.deletions.map(({stored:stored2})=>stored2)),staying=paths.filter(path2=>!deleted.has(path2));return findLookalikes(created,staying,rules).map(
({target,stored:stored2,by})=>`${target.file.path} becomes the new file ${target.path}, but the server has ${stored2}, which differs only by ${by==="case"?"the \
case of letters":"the form of its Unicode"}: there will be two files.`)}function formerCopies({sources},{paths},rules){return findFormerCopies(sources,paths,rules).
map(({localPath,folder,files})=>`The server holds ${countOf(files,"file")} of ${localPath} in ${folder} as well, where the official action put them. Flows that \
read ${folder}/… go on reading those copies, which this run leaves as they are. Set \`keepFolderName: true\` to go on with that folder; or change the flows, then \
delete it in Kestra.`)}const DEPTHS=[1,2,20];class Patterns{#patterns;#used=new Set;constructor(lines2,input){this.#patterns=lines2.filter(line=>!line.startsWith(
"#")).map(line=>patternOf(line,input))}decide(path2){let decision;for(const pattern of this.#patterns)pattern.matches(path2)&&(this.#used.add(pattern),decision=
!pattern.negated);return decision}coverAllOf(folder){return this.#patterns.some(pattern=>pattern.negated&&mayMatchBelow(pattern,folder))?!1:DEPTHS.every(depth=>this.
decide(folder+"/".repeat(depth))===!0)}unused(notLookedInto){return this.#patterns.filter(pattern=>!this.#used.has(pattern)&&!notLookedInto.some(folder=>mayMatchBelow(
pattern,folder)))}}function patternOf(text,input){const negated=text.startsWith("!"),glob=(negated?text.slice(1).trim():text.replace(/^\\(?=[!#])/,"")).replace(
/^\.?\/+/,"")||"**",plain=glob.replace(/\/+$/,""),globs=plain!==glob||(input==="exclude"||negated)&&!picomatch.scan(glob).isGlob?[plain,`${plain}/**`]:[glob];return{
text,glob,negated,matches:picomatch(globs,{flags:"is",dot:!0,nonegate:!0})}}function mayMatchBelow({glob},folder){const base=picomatch.scan(glob.toLowerCase()).
base.replace(/\/+$/,""),below2=folder.toLowerCase();return base===""||base===below2||base.startsWith(`${below2}/`)||below2.startsWith(`${base}/`)}const RAW_LOG=[
"--raw","-z","--no-abbrev","--no-renames","--format=tformat:commit %H%n"],NUL=0,ENTRY=/^(:+)((?:[0-7]{6} )+)((?:[0-9a-f]{40,64} )+)[A-Z]+$/;function rawLogParser(onChange){
let rest=Buffer.alloc(0),commit="",entry;const field=bytes=>{const text=bytes.toString("utf8");if(entry!==void 0){const change=changeOf(entry,commit,text);entry=
void 0,change!==void 0&&onChange(change);return}const line=text.trim();entry=ENTRY.exec(line)??void 0,line.startsWith("commit ")&&(commit=line.slice(7))};return chunk=>{
const bytes=rest.length===0?chunk:Buffer.concat([rest,chunk]);let start=0;for(let end=bytes.indexOf(NUL);end!==-1;end=bytes.indexOf(NUL,start))field(bytes.subarray(
start,end)),start=end+1;rest=Buffer.from(bytes.subarray(start))}}function changeOf([,,modes,names],commit,path2){const isFile2=modes.trim().split(" ").map(mode=>mode.
startsWith("100")),contents=names.trim().split(" "),before=contents.slice(0,-1).filter((_,index)=>isFile2[index]),after=isFile2.at(-1)?contents.at(-1):void 0;if(!(before.
length===0&&after===void 0))return{commit,path:path2,before:[...new Set(before)],...after===void 0?{}:{after}}}class HistoryError extends _build_errors.lZ{reason="\
history"}const CHECKOUT="Add `fetch-depth: 0` to actions/checkout.";async function openRepository(folder,shown){const nearest2=await nearestRoot(folder),asked=[
"rev-parse","--show-prefix","--is-shallow-repository"],[prefix,isShallow]=(nearest2&&await gitText(nearest2.root,asked))?.split(/\r?\n/)??[];if(nearest2===void 0||
prefix!=="")throw new HistoryError(`\`prune: removed\` reads the history of "${shown}", but that is in no Git checkout. Nothing was changed.`,{hint:`Is actions/\
checkout the first step? ${CHECKOUT} In a container, git may also refuse a folder that belongs to another user: run \`git config --global --add safe.directory "$\
GITHUB_WORKSPACE"\` before.`});if(isShallow==="true")throw new HistoryError(`\`prune: removed\` needs the history to know what this repository once held. ${CHECKOUT}\
 Nothing was changed.`);if(await gitText(nearest2.root,["rev-parse","--verify","--quiet","HEAD^{commit}"])===void 0)throw new HistoryError("`prune: removed` nee\
ds the history, but the repository has no commit. Nothing was changed.");return nearest2}async function readHistory({root},paths,onChange){const options=["--ful\
l-history","-c","--root","--no-relative","--no-show-signature"],pathspecs=paths.map(path2=>path2===""?".":path2),end=await run_git_runGit(["--no-replace-objects",
"--literal-pathspecs","log",...options,...RAW_LOG,"HEAD","--",...pathspecs],{cwd:root,onOutput:rawLogParser(onChange)});history_requireSuccess(end)}async function readHeldFiles(repository,paths){
const held=new Map;let age=0;await readHistory(repository,paths,({commit,path:path2,before,after})=>{age++;let contents=held.get(path2);contents===void 0&&held.
set(path2,contents=new Map),after!==void 0&&!contents.has(after)&&contents.set(after,{blob:after,age});for(const blob of before)contents.has(blob)||contents.set(
blob,{blob,endedIn:commit,age})});const present=await listTree(repository,paths);return new Map([...held].map(([path2,contents])=>[path2,endedUnlessPresent(contents,
present.get(path2))]))}function endedUnlessPresent(contents,present){const all=[...contents.values()],lastEnd=all.find(({endedIn})=>endedIn!==void 0)?.endedIn;return all.
map(({blob,age,endedIn=lastEnd})=>blob===present||endedIn===void 0?{blob,age}:{blob,age,endedIn})}async function listTree({root},paths){const pathspecs=paths.includes(
"")?[]:paths,text=await gitText(root,[...["--no-replace-objects","--literal-pathspecs","ls-tree","-r","-z","--full-tree"],"HEAD","--",...pathspecs]);if(text===void 0)
throw history_unreadable("");const files=[...text.matchAll(/100\d{3} blob ([0-9a-f]+)\t([^\0]+)\0/g)];return new Map(files.map(([,blob="",path2=""])=>[path2,blob]))}
async function listFiles({root}){const text=await gitText(root,["ls-files","-z","--cached","--others","--exclude-standard"]);if(text===void 0)throw history_unreadable(
"");return[...new Set(text.split("\0").filter(path2=>path2!==""))]}function history_requireSuccess(end){if(end==="absent")throw history_unreadable("");if(end.exitCode!==
0)throw history_unreadable(end.errorText)}function history_unreadable(words){return new HistoryError(`The history of the repository cannot be read${words===""?"":
`: ${words.split(`
`)[0]}`}. Nothing was changed.`,{hint:`\`prune: removed\` needs all commits and their files: ${CHECKOUT} A \`filter\` there leaves contents out.`})}function blobName(content,algorithm){return(0,external_node_crypto_.createHash)(algorithm).update(`blob ${content.length}\0`).update(content).digest("hex")}async function openGitHistory(options){const{workspace,folders}=options,repositories=new Map;for(const folder of folders)repositories.set(folder,await openRepository(
(0,external_node_path_namespaceObject.resolve)(workspace,folder),folder));const include=new Patterns(options.include,"include"),exclude=new Patterns(options.exclude??
[],"exclude"),isWanted=name=>(options.includeHidden||!name.split("/").some(part=>part.startsWith(".")))&&include.decide(name)===!0&&exclude.decide(name)!==!0;return{
removedFiles:async folder=>(await removedFiles(repositories.get(folder))).filter(({inRoot})=>isWanted(inRoot)),isOneOf:(blobs,content)=>{const[first=""]=blobs;return blobs.
has(blobName(content,first.length>40?"sha256":"sha1"))}}}async function removedFiles(repository){const{folder}=repository,prefix=folder===""?"":`${folder}/`,present=await listFiles(
repository),elsewhere=present.filter(path2=>!path2.startsWith(prefix)),there=new Set(present),removed=[];for(const[path2,contents]of await readHeldFiles(repository,
[folder])){const name=path2.slice(prefix.length),endedIn=contents[0]?.endedIn;!path2.startsWith(prefix)||there.has(path2)||endedIn===void 0||elsewhere.some(other=>other===
name||other.endsWith(`/${name}`))||removed.push({inRoot:name,endedIn,blobs:new Set(contents.map(({blob})=>blob))})}return removed}function headersOf(credentials,extra,userAgent){
const authorization=authorizationOf(credentials),problems=[],headers2={"user-agent":userAgent};for(const[name,value]of Object.entries(extra))isSendable(value)||
problems.push(`The header "${name}" has a value with characters that no header can carry.`),headers2[name.toLowerCase()]=value;if(authorization!==void 0&&(isSendable(
authorization)||problems.push("The API token has characters that no header can carry."),headers2.authorization=authorization),problems.length>0)throw new _build_errors.
eb(problems,"Look for line ends and other invisible characters in the secret.");return headers2}function credentials_identityOf(credentials,extra){if(credentials.
kind==="basic")return{credentials:"basic",user:credentials.user};const inHeader=Object.keys(extra).some(name=>name.toLowerCase()==="authorization");return{credentials:credentials.
kind==="anonymous"&&inHeader?"header":credentials.kind}}function secretsOf(credentials,extra){return[...credentials.kind==="token"?[credentials.token]:credentials.
kind==="basic"?[credentials.password,...base64Forms(`${credentials.user}:${credentials.password}`)]:[],...Object.values(extra).flatMap(value=>[value,...partsOf(
value)])]}function authorizationOf(credentials){switch(credentials.kind){case"token":return`Bearer ${credentials.token}`;case"basic":return`Basic ${base64(`${credentials.
user}:${credentials.password}`)}`;case"anonymous":return}}function isSendable(value){return/^[\t\x20-\x7e\x80-\xff]*$/.test(value)}function base64(text){return Buffer.
from(text,"utf8").toString("base64")}function base64Forms(text){return[base64(text),base64(text).replace(/=+$/,""),Buffer.from(text,"utf8").toString("base64url")]}
function partsOf(value){return value.split(/[\s;,=]+/).filter(part=>part.length>=8)}class DecodeError extends Error{expected;constructor(expected){super(`expect\
ed ${expected}`),this.expected=expected,this.name="DecodeError"}}function decodeServerInfo(value){const body=decode_objectOf(value,"a configuration"),edition=body.
edition;return{...typeof body.version=="string"?{version:body.version}:{},...edition==="OSS"||edition==="EE"?{edition}:{},...typeof body.isBasicAuthInitialized==
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
async function content_gather(pieces2){const chunks=[];for await(const piece of pieces2)chunks.push(piece);return Buffer.concat(chunks)}async function isSameContent(one,other){
const iterator=other[Symbol.asyncIterator]();let rest=new Uint8Array;try{for await(const piece of one)for(let start=0;start<piece.length;){for(;rest.length===0;){
const next=await iterator.next();if(next.done===!0)return!1;rest=next.value}const length=Math.min(rest.length,piece.length-start);if(Buffer.compare(rest.subarray(
0,length),piece.subarray(start,start+length))!==0)return!1;rest=rest.subarray(length),start+=length}for(;rest.length===0;){const next=await iterator.next();if(next.
done===!0)return!0;rest=next.value}return!1}finally{await iterator.return?.()}}async function*content_piecesOf(pieces2){yield*pieces2}class KestraError extends _build_errors.
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
map(([name,bytes])=>[`/${name}`,bytes]);return new Map(contents.filter(([path2,bytes])=>bytes.length===sizes.get(path2)))}}}const ONE_PIECE=1024*1024;async function encodeFile(part,content){
const boundary=`kestra-${(0,external_node_crypto_.randomUUID)()}`,head2=Buffer.from(`--${boundary}\r
Content-Disposition: form-data; name="${part}"; filename="content.bin"\r
Content-Type: application/octet-stream\r
\r
`),tail=Buffer.from(`\r
--${boundary}--\r
`);async function*open(){yield head2,yield*content.open(),yield tail}const size=head2.length+content.size+tail.length;return{body:size>ONE_PIECE?{size,open}:await content_gather(
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
path2,async pieces2=>{same=await isSameContent(pieces2,content.open())})?same:void 0}async put(namespace2,path2,bytes,{onlyNew=!1}={}){const content=bytes instanceof
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
needs:"read files",reads:"bytes",onBody:async pieces2=>{chunks=[],length=0;for await(const piece of pieces2){if(length+=piece.length,length>maxBytes)break;chunks.
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
const YAML="application/x-yaml",MAX_EXPORTS=2,flow_requests_MAX_EXPORT_BYTES=256*1024*1024,flow_requests_GONE="The flow was deleted by somebody else in the mean\
time. Run the step again.",flow_requests_LOOK_MS=1e4;class FlowRequests{session;#seen=new Map;constructor(session){this.session=session}async get(namespace2,id,freshWithinMs){
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
const path2=`${this.session.path("flows","export","by-query")}${query}`,answer=await this.session.read({path:path2,what,needs:"export flows",reads:"bytes",maxBytes:flow_requests_MAX_EXPORT_BYTES});
try{return unzipTexts(answer.bytes,flow_requests_MAX_EXPORT_BYTES)}catch(cause){throw this.session.unexpected(answer,"something that is no readable zip",cause)}}#remember(flow2){
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
...lowerCase,JSON.stringify(secret).slice(1,-1)]}const MAX_BYTES=64*1024*1024,MAX_ERROR_BYTES=1024*1024,http_NOTHING=new Uint8Array;class Http{options;failures;#redact;constructor(options){
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
MAX_BYTES):http_NOTHING;return await taken,{status:response.status,bytes,facts:facts()}}const text=new TextDecoder().decode(await readBody(response,MAX_ERROR_BYTES));
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
const PAUSE_MS=2e3;async function waitForServer(ask,options){const{waitMs,stop,onWait,sleep=ms=>pause(ms,stop),now=()=>performance.now()}=options,started=now();
for(let asked=0;;asked++)try{return await ask()}catch(error2){const isOver=now()-started+PAUSE_MS>waitMs||stop?.aborted===!0;if(!(error2 instanceof KestraError)||
!isStarting(error2)||isOver)throw error2;asked===0&&onWait?.(error2),await sleep(PAUSE_MS)}}function isStarting(error2){return error2 instanceof HttpError&&error2.
details.problem==="migration-required"||error2 instanceof ConnectionError&&error2.code==="ENOTFOUND"?!0:mayRepeat("always",error2)}function readRegularFile(path2,maxBytes){
const info2=(0,external_node_fs_.statSync)(path2);return info2.isFile()&&info2.size<=maxBytes?(0,external_node_fs_.readFileSync)(path2):void 0}const MAX_PEM_BYTES=1048576;
function readTlsInputs(inputs2,run2){const{caCertificate,clientCertificate,clientKey,server}=inputs2,given={caCertificate,clientCertificate,clientKey},names=Object.
entries(given).flatMap(([name,value])=>value===void 0?[]:[`\`${name}\``]);names.length>0&&server.startsWith("http://")&&run2.notice(`${names.join(", ")}: withou\
t effect, since \`server\` begins with http://.`);const problems=[],read=(name,what)=>{const text=given[name]===void 0?void 0:pemOf(given[name],run2.context.workspace);
if(text===void 0||new RegExp(`-----BEGIN [A-Z ]*${what}-----`).test(text))return text;problems.push(`\`${name}\` is neither the text nor the path of a PEM file w\
ith a ${what.toLowerCase()}.`)},ca=read("caCertificate","CERTIFICATE"),certificate=read("clientCertificate","CERTIFICATE"),key2=read("clientKey","PRIVATE KEY");
if(problems.length>0)throw new _build_errors.eb(problems,"A PEM text begins with -----BEGIN …-----; a path is relative to the workspace.");return key2!==void 0&&
run2.runner.mask([key2]),{...ca===void 0?{}:{ca},...certificate===void 0||key2===void 0?{}:{client:{certificate,key:key2}}}}function pemOf(given,workspace){if(given.
includes("-----BEGIN"))return given;try{return readRegularFile((0,external_node_path_namespaceObject.resolve)(workspace,given),MAX_PEM_BYTES)?.toString("utf8")??
""}catch{return""}}async function connect(inputs2,run2){const{server,tenant:tenant2,headers:headers2={},timeout,retries,concurrency}=inputs2,{credentials,notices}=readCredentials(
inputs2);for(const notice2 of notices)run2.notice(notice2);run2.kestra={url:server,tenant:tenant2};const tls=readTlsInputs(inputs2,run2),timeoutMs=timeout*1e3,{
createTransport}=await Promise.all([__nccwpck_require__.e(820),__nccwpck_require__.e(536)]).then(__nccwpck_require__.bind(__nccwpck_require__,6536)),transport=createTransport(
{server,connections:concurrency,connectTimeoutMs:Math.min(timeoutMs,1e4),...tls});run2.atEnd(()=>transport.close());const client=createKestraClient({server,tenant:tenant2,
credentials,headers:headers2,timeoutMs,retries,fetch:transport.fetch,fetchFresh:transport.fetchFresh,proxy:transport.proxy,stop:run2.stop,userAgent:`kestra-gith\
ub-actions/${version}`,onRequest:(method,path2)=>{run2.requests++,run2.runner.debug(`${method} ${path2}`)},onRetry:text=>run2.runner.info(text)}),info2=await waitForServer(
()=>client.serverInfo(),{waitMs:inputs2.waitForServer*1e3,stop:run2.stop,onWait:({message})=>run2.runner.info(`${message} Waiting up to ${inputs2.waitForServer}\
 s for the server to start.`)});return run2.kestra={...run2.kestra,...connection_known(info2)},{client,info:info2,described:describe(run2,credentials,transport.
proxy)}}function connection_known({version:version2,edition}){return{...version2===void 0?{}:{version:version2},...edition===void 0?{}:{edition}}}function describe({
kestra},credentials,proxy){const{url,tenant:tenant2,version:version2,edition}=kestra;return[url,`${version2??"version unknown"}${edition===void 0?"":{OSS:" (Ope\
n Source)",EE:" (Enterprise)"}[edition]}`,`tenant ${tenant2}`,whoIs(credentials),...proxy===void 0?[]:[`through the proxy ${proxy}`]].join(" · ")}function whoIs(credentials){
switch(credentials.kind){case"token":return"with an API token";case"basic":return`user ${credentials.user}`;case"anonymous":return"without credentials"}}function isInside(folder,path2){
const way=(0,external_node_path_namespaceObject.relative)(folder,path2);return way!==".."&&!way.startsWith(`..${external_node_path_namespaceObject.sep}`)&&!(0,external_node_path_namespaceObject.
isAbsolute)(way)}function slashed(path2){return path2.replaceAll(external_node_path_namespaceObject.sep,"/")}const SKIPPED=new Set([".git","node_modules"]),MOST=1e5;
async function listPaths(workspace,most=MOST){const root=await(0,promises_namespaceObject.realpath)(workspace),paths=[],open=[{folder:workspace,real:root,within:new Set(
[root])}];for(let next=open.pop();next!==void 0;next=open.pop()){const{folder,real,within}=next,enter=(path2,target)=>open.push({folder:path2,real:target,within:new Set(
[...within,target])});for(const entry of await(0,promises_namespaceObject.readdir)(folder,{withFileTypes:!0}).catch(()=>[])){if(SKIPPED.has(entry.name))continue;
const path2=(0,external_node_path_namespaceObject.join)(folder,entry.name);if(entry.isDirectory())enter(path2,(0,external_node_path_namespaceObject.join)(real,entry.
name));else if(entry.isFile())paths.push(slashed((0,external_node_path_namespaceObject.relative)(workspace,path2)));else if(entry.isSymbolicLink()){const target=await(0,promises_namespaceObject.
realpath)(path2).catch(()=>{});if(target===void 0||!isInside(root,target))continue;(await(0,promises_namespaceObject.stat)(target)).isDirectory()?within.has(target)||
enter(path2,target):paths.push(slashed((0,external_node_path_namespaceObject.relative)(workspace,path2)))}if(paths.length>most||open.length>most)return}}return paths}
function firstBadByte(bytes){let at=0;for(;at<bytes.length;){const length=sequenceLength(bytes,at);if(length===0)return at;at+=length}return at}function sequenceLength(bytes,at){
const lead=bytes[at];if(lead<128)return 1;const length=lead<194?0:lead<224?2:lead<240?3:lead<245?4:0,low=lead===224?160:lead===240?144:128,high=lead===237?159:lead===
244?143:191;for(let next=1;next<length;next++){const byte=bytes[at+next]??0;if(byte<(next===1?low:128)||byte>(next===1?high:191))return 0}return length}const MAX_FLOW_MEGABYTES=6;
function readFlowFile(workspace,{path:path2,size}){const megabytes=Math.ceil(size/1048576);if(megabytes>MAX_FLOW_MEGABYTES)return{path:path2,problem:"too-large",
megabytes,most:MAX_FLOW_MEGABYTES};let bytes;try{bytes=(0,external_node_fs_.readFileSync)((0,external_node_path_namespaceObject.join)(workspace,path2))}catch(error2){
return{path:path2,problem:"unreadable",code:error2.code}}const decoder=new TextDecoder("utf-8",{fatal:!0,ignoreBOM:!0});try{return{path:path2,text:decoder.decode(
bytes)}}catch{return{path:path2,problem:"not-utf8",...placeOfBadByte(bytes)}}}function placeOfBadByte(bytes){const before=bytes.subarray(0,firstBadByte(bytes)).
toString("utf8"),line=before.slice(before.lastIndexOf(`
`)+1).replace(/^\uFEFF/,"");return{line:before.split(`
`).length,column:line.length+1}}const MOST_FILES=1e4;async function readFlowsNaming(workspace,words){return(await listPaths(workspace)??[]).filter(path2=>/\.ya?ml$/i.
test(path2)&&!/(?:^|\/)\./.test(path2)).sort().slice(0,MOST_FILES).flatMap(path2=>{const size=flows_naming_sizeOf((0,external_node_path_namespaceObject.join)(workspace,
path2)),file=size===void 0?void 0:readFlowFile(workspace,{path:path2,size});return file!==void 0&&"text"in file&&words.some(word=>file.text.includes(word))?[file]:
[]})}function flows_naming_sizeOf(path2){try{return(0,external_node_fs_.statSync)(path2).size}catch{return}}const NO_CHANGES={created:0,updated:0,unchanged:0,deleted:0,
failed:0};function deploymentOutputs({changed,counts,planDigest=""}){return{changed,...counts,planDigest}}function isCarriedOut({changed},{dryRun}){return changed&&
!dryRun}function planLine({changes:changes2,deletions},one){const parts=Object.entries({create:"to create",update:"to update",unchanged:"unchanged",conflict:"in\
 the way"}).flatMap(([kind,words])=>{const count2=changes2.filter(change=>change.kind===kind).length;return count2===0?[]:[`${count2.toLocaleString("en-US")} ${words}`]});
return deletions.length>0&&parts.push(`${deletions.length.toLocaleString("en-US")} to delete`),`Plan     ${counted(changes2.length+deletions.length,one)}: ${parts.
join(", ")}`}const progress_PAUSE_MS=3e3;function logProgress(verb,things,print){let last=performance.now();return(done,total,bytes)=>{const now=performance.now();
if(now-last<progress_PAUSE_MS||done===total)return;last=now;const size=bytes===void 0?"":` (${sizeOf(bytes)})`;print(`${verb} ${done.toLocaleString("en-US")} of\
 ${total.toLocaleString("en-US")} ${things}${size}`)}}function warnOfUnusedPatterns(unused,defaultInclude,run2){const byDefault=new Set(defaultInclude.split(`
`));for(const{input,text,cause}of unused)input==="include"&&byDefault.has(text)||run2.warning(`No file matches \`${text}\` in \`${input}\`.${cause===void 0?"":`\
 ${cause}`}`)}function unusedPatterns(walk2,options){return walk2.onlyFiles?[]:["include","exclude"].flatMap(input=>walk2[input].unused(walk2.pruned).map(({text,
glob})=>({input,text,cause:causeOf(glob,walk2,options)})))}function causeOf(glob,{folders},{roots,input}){const below2=roots.map(unused_patterns_folderOf).find(
root=>isBelow(root,glob));if(below2!==void 0){const rest=glob.slice(below2.length+1)||"**";return`\`${glob}\` begins with \`${input}\` itself, but globs are rela\
tive to it: write \`${rest}\`.`}const isFolder=picomatch(glob,{nocase:!0,dot:!0,nonegate:!0});if([...folders].some(folder=>isFolder(folder)))return`\`${glob}\` i\
s a folder: write \`${glob}/**\` for what is in it.`;if(/(^|\/)\.[^./]/.test(glob))return`Hidden files and folders, as in \`${glob}\`, are skipped anyway.`;if(/,/.
test(glob)&&!/\{/.test(glob))return`\`${glob}\` is one glob: write several one per line, without commas.`;if(/\\[\w*]/.test(glob))return`\`${glob}\` has a backsl\
ash: write "/" between folders.`}function unused_patterns_folderOf(root){return external_node_path_namespaceObject.posix.normalize(slashed(root)).replace(/\/$/,
"")}function isBelow(root,glob){return glob===root||glob.startsWith(`${root}/`)}var ignore=__nccwpck_require__(298);const ignore_files_MAX_BYTES=1048576;function withIgnoreFile(rules,root,folder,name){
const shown=folder===""?name:`${folder}/${name}`;let bytes;try{bytes=readRegularFile((0,external_node_path_namespaceObject.join)(root,folder,name),ignore_files_MAX_BYTES)}catch(cause){
const{code:code2}=cause;if(code2==="ENOENT")return rules;throw new _build_errors.yN(`The ignore file ${shown} cannot be read (${code2}).`,{cause})}if(bytes===void 0)
throw new _build_errors.yN(`The ignore file ${shown} is no file, or larger than 1 MB.`);const text=bytes.toString("utf8").replace(/^\uFEFF/,"");return[...rules,
{folder,rules:ignore({ignorecase:!1}).add(text)}]}function isIgnored(rules,path2,isFolder){let ignored=!1;for(const{folder,rules:own}of rules){const below2=folder===
""?path2:path2.slice(folder.length+1),answer=own.test(isFolder?`${below2}/`:below2);answer.ignored?ignored=!0:answer.unignored&&(ignored=!1)}return ignored}class walk_Walk{options;realWorkspace;found=new Map;badPaths=[];seen=0;ignored=0;leftOut={
include:0,exclude:0,hidden:0};onlyFiles=!0;folders=new Set;pruned=[];include;exclude;constructor(options,realWorkspace){this.options=options,this.realWorkspace=
realWorkspace,this.include=new Patterns(options.include,"include"),this.exclude=new Patterns(options.exclude,"exclude")}root(path2){const info2=(0,external_node_fs_.
statSync)(path2),real=external_node_fs_.realpathSync.native(path2);if(info2.isFile()){this.seen++;const name=(0,external_node_path_namespaceObject.basename)(path2);
this.exclude.decide(name)!==!0&&this.#add({...this.#placed(path2,real,name),size:info2.size})}else info2.isDirectory()&&(this.onlyFiles=!1,this.#folder({root:path2,
inRoot:"",folder:path2,real,open:new Set([real]),rules:[],ignored:!1}))}#folder(place){const{root,inRoot,folder}=place,entries=walk_attempt(()=>(0,external_node_fs_.
readdirSync)(folder,{withFileTypes:!0}),code2=>{place.ignored||this.#bad(folder,"unreadable",code2)});place.ignored||this.folders.add(inRoot);const{ignoreFile}=this.
options,rules=!place.ignored&&ignoreFile!==void 0?withIgnoreFile(place.rules,root,inRoot,ignoreFile):place.rules,shown=slashed((0,external_node_path_namespaceObject.
relative)(this.options.workspace,folder)),real=slashed((0,external_node_path_namespaceObject.relative)(this.realWorkspace,place.real));for(const entry of entries??
[]){if(entry.name===ignoreFile)continue;if(this.#isHidden(entry.name)){place.ignored||this.leftOut.hidden++;continue}const path2=(0,external_node_path_namespaceObject.
join)(folder,entry.name),name=below(inRoot,entry.name),ignored=place.ignored||isIgnored(rules,name,entry.isDirectory());entry.isDirectory()?this.#subfolder({...place,
inRoot:name,folder:path2,rules,ignored}):ignored?this.ignored++:entry.isSymbolicLink()?this.#link({...place,inRoot:name,folder:path2,rules}):entry.isFile()&&this.#file(
path2,{path:below(shown,entry.name),real:below(real,entry.name),inRoot:name})}}#subfolder(place){const{inRoot,folder,ignored}=place;if(this.exclude.coverAllOf(inRoot)){
this.pruned.push(inRoot);return}ignored&&this.pruned.push(inRoot);const real=walk_attempt(()=>external_node_fs_.realpathSync.native(folder),code2=>{ignored||this.#bad(
folder,"unreadable",code2)});real!==void 0&&this.#enter({...place,real})}#link(place){const{folder:path2,inRoot:name}=place,target=walk_attempt(()=>({real:external_node_fs_.
realpathSync.native(path2),info:(0,external_node_fs_.statSync)(path2)}),code2=>{this.#isTaken(name)&&this.#bad(path2,"dangling",code2)});if(target===void 0)return;
const{real,info:info2}=target,isFolder=info2.isDirectory();if(!(!isFolder&&!info2.isFile())){if(isFolder&&(this.exclude.coverAllOf(name)||this.exclude.decide(name)===
!0)){this.pruned.push(name);return}isInside(this.realWorkspace,real)?isFolder?isIgnored(place.rules,name,!0)?this.#folder({...place,real,ignored:!0}):this.#enter(
{...place,real}):this.#file(path2,this.#placed(path2,real,name)):isFolder?this.#bad(path2,"outside-folder"):this.#isTaken(name)&&this.#bad(path2,"outside")}}#enter(place){
const{real,folder,open}=place;open.has(real)?this.badPaths.push({path:this.#shown(folder),problem:"loop"}):this.#folder({...place,open:new Set([...open,real])})}#file(path2,place){
const{inRoot}=place;if(this.seen++,!this.#isTaken(inRoot)){this.leftOut[this.exclude.decide(inRoot)===!0?"exclude":"include"]++;return}const info2=walk_attempt(
()=>(0,external_node_fs_.statSync)(path2),code2=>this.#bad(path2,"unreadable",code2));info2!==void 0&&this.#add({...place,size:info2.size})}#isHidden(name){return name===
".git"||this.options.includeHidden!==!0&&name.startsWith(".")}#isTaken(name){const[included,excluded]=[this.include.decide(name),this.exclude.decide(name)];return included===
!0&&excluded!==!0}#add(file){this.found.has(file.path)||this.found.set(file.path,file)}#placed(path2,real,inRoot){return{path:this.#shown(path2),real:slashed((0,external_node_path_namespaceObject.
relative)(this.realWorkspace,real)),inRoot}}#bad(path2,problem,code2){const folder=external_node_fs_.realpathSync.native((0,external_node_path_namespaceObject.dirname)(
path2)),shown=slashed((0,external_node_path_namespaceObject.relative)(this.realWorkspace,(0,external_node_path_namespaceObject.join)(folder,(0,external_node_path_namespaceObject.
basename)(path2))))||".";this.badPaths.some(bad=>bad.path===shown)||this.badPaths.push({path:shown,problem,...code2===void 0?{}:{code:code2}})}#shown(path2){return slashed(
(0,external_node_path_namespaceObject.relative)(this.options.workspace,path2))||"."}}function below(folder,name){return folder===""?name:`${folder}/${name}`}function walk_attempt(ask,failed){
try{return ask()}catch(error2){failed(error2.code);return}}function discoverFiles(options){const realWorkspace=external_node_fs_.realpathSync.native(options.workspace),
walk2=new walk_Walk(options,realWorkspace);for(const root of options.roots)walk2.root(locate(options,realWorkspace,root));const files=[...walk2.found.values()].
sort((a,b)=>a.path<b.path?-1:1),unused=unusedPatterns(walk2,options);if(files.length===0&&walk2.badPaths.every(({problem})=>problem==="loop"))throw nothingMatched(
options,walk2,unused);return{files,badPaths:walk2.badPaths,unused,ignored:walk2.ignored,leftOut:walk2.leftOut}}function isFile(workspace,root,input){return(0,external_node_fs_.
statSync)(locate({workspace,input},external_node_fs_.realpathSync.native(workspace),root)).isFile()}function locate({workspace,input},realWorkspace,root){const path2=(0,external_node_path_namespaceObject.
resolve)(workspace,root);if(!isInside(workspace,path2))throw new _build_errors.yN(`\`${input}\` "${root}" lies outside the workspace.`,{hint:"Give a path relati\
ve to the root of the checkout."});let real;try{real=external_node_fs_.realpathSync.native(path2)}catch(cause){const{code:code2}=cause,missing=code2==="ENOENT"||
code2==="ENOTDIR";throw new _build_errors.yN(`\`${input}\` "${root}" ${missing?"does not exist":`cannot be read (${code2})`}.`,{cause,hint:missing?whyMissing(root,
input):void 0})}if(!isInside(realWorkspace,real))throw new _build_errors.yN(`The symbolic link ${slashed((0,external_node_path_namespaceObject.relative)(workspace,
path2))||"."} leads outside the workspace.`,{hint:"Files outside the checkout are not read. Replace the link by a copy, or exclude it."});return path2}function nothingMatched({
roots,include,exclude,input,ignoreFile},{seen,ignored},unused){const list=globs=>globs.map(glob=>`"${glob}"`).join(", "),but=exclude.length===0?"":` without ${list(
exclude)}`,hints=[...include.every(line=>line.startsWith("!"))?["`include` has only lines with `!`, which take back: begin with what to take, e.g. `**`."]:[],...unused.
map(({cause})=>cause).filter(cause=>cause!==void 0),...ignored>0?[`${ignoreFile} leaves out ${ignored===1?"1 file":`${ignored} files`}.`]:[]],there=seen===0?"Th\
ere is no file at all (hidden ones do not count).":`${seen===1?"1 file there has another name, or is excluded":`${seen} files there have other names, or are exc\
luded`}.`;return new _build_errors.yN(`No file matches ${list(include)}${but} in \`${input}\` ${list(roots)}.`,{hint:hints.length===0?there:hints.join(" ")})}function whyMissing(root,input){
return/[*?[\]{}!]/.test(root)?`\`${input}\` takes folders and files; globs go to \`include\`.`:/[,;]/.test(root)&&input==="directory"?"Several folders are writt\
en one per line.":"Is actions/checkout the first step, and is the path relative to the root of the repository?"}function readSources(inputs2,run2){const{localPath,
include,exclude=[],ignoreFile,includeHidden,namespacePath,keepFolderName}=inputs2,{workspace}=run2.context,found2=[];for(const line of localPath){const options={
workspace,roots:[line.localPath],include,exclude,ignoreFile,includeHidden},tree=discoverFiles({...options,input:"localPath"}),kind=isFile(workspace,line.localPath,
"localPath")?"file":"folder",source=targetSource(line,kind,tree.files,{namespacePath,keepFolderName,isOneOfSeveral:localPath.length>1,folderName:(0,external_node_path_namespaceObject.
basename)((0,external_node_path_namespaceObject.resolve)(workspace,line.localPath))});found2.push({source,tree})}const trees=found2.map(({tree})=>tree),[first,...others]=trees.
map(({unused:unused2})=>unused2),isUnusedIn=(list,text)=>list?.some(pattern=>pattern.text===text),unused=first.filter(({text})=>others.every(list=>isUnusedIn(list,
text)));warnOfUnusedPatterns(unused,deployNamespaceFilesSpec.inputs.include.default,run2);const badPaths=trees.flatMap(tree=>tree.badPaths);if(badPaths.length>0)
throw new _build_errors.yN(`${badPaths.map(described).join(`
`)}
Nothing was uploaded.`,{hint:badPaths.every(({problem})=>problem==="unreadable")?"Rename or repair what is named here, or leave it out with `exclude`.":"Remove \
the links, replace them by copies, or leave them out with `exclude`."});const left=leftOut(trees,ignoreFile);return left!==""&&run2.notice(left),found2.map(({source})=>source)}
function leftOut(trees,ignoreFile){const sum=count2=>trees.reduce((total,tree)=>total+count2(tree),0),parts=[{count:sum(({ignored})=>ignored),by:`by ${ignoreFile}`},
{count:sum(tree=>tree.leftOut.exclude),by:"by `exclude`"},{count:sum(tree=>tree.leftOut.include),by:"not in `include`"},{count:sum(tree=>tree.leftOut.hidden),by:"\
hidden (see `includeHidden`)"}].filter(({count:count2})=>count2>0);return parts.length===0?"":`Left out: ${parts.map(({count:count2,by})=>`${count2} ${by}`).join(
", ")}.`}function described({path:path2,problem,code:code2}){switch(problem){case"dangling":return`The symbolic link ${path2} leads nowhere (${code2}).`;case"ou\
tside":case"outside-folder":return`The symbolic link ${path2} leads outside the workspace.`;case"loop":return`The symbolic link ${path2} leads back into itself.`;case"\
unreadable":return path2.includes("�")?`The name of ${path2} is not UTF-8 text.`:`${path2} cannot be read (${code2}).`}}function underStoredNames(changes2,rules){
return changes2.map(change=>({...change,target:listedName(change.target,rules)}))}function renamedNotice(changes2,rules){const renamed=changes2.filter(({action,
target})=>action!=="failed"&&action!=="skipped"&&listedName(target,rules)!==target);if(renamed.length===0)return;const names=someOf(renamed.map(({target})=>`${target}\
 → ${listedName(target,rules)}`)),has=renamed.length===1?"has":"have";return`${countOf(renamed.length,"file")} ${has} another name on the server: Kestra befor\
e 2.0 stores "+" for a blank (${names}).`}const deployNamespaceFilesAction={spec:deployNamespaceFilesSpec,perform:action_perform,verdict:({failure})=>failure,isComplete:isCarriedOut,
report:(head2,result,inputs2)=>({...head2,action:"deploy-namespace-files",dryRun:inputs2?.dryRun??!1,changed:result?.changed??!1,...result?.planDigest===void 0?
{}:{planDigest:result.planDigest},namespace:inputs2?.namespace??"",namespacePath:`/${(inputs2?.namespacePath??"").replace(/^\/+|\/+$/g,"")}`,counts:result?.counts??
NO_CHANGES,bytes:result?.bytes??0,files:underStoredNames((result?.files??[]).map(reported),nameRulesOf(head2.kestra?.version))}),outputs:report=>({...deploymentOutputs(
report),bytes:report.bytes})};async function action_perform(inputs2,run2,keep){const{runner,stop,undoUntil}=run2,{workspace}=run2.context,sources=readSources(inputs2,
run2),folders=sources.filter(({kind})=>kind==="folder").map(({localPath})=>localPath),history=inputs2.prune==="removed"?await openGitHistory({...inputs2,workspace,
folders}):void 0,{client,info:info2,described:described2}=await connect(inputs2,run2),files=sources.flatMap(source=>source.files),total=files.reduce((sum,{size})=>sum+
size,0);runner.group("Configuration",[`Kestra   ${described2}`,`Files    ${sources.map(({localPath})=>localPath).join(", ")} · ${counted(files.length,"file")},\
 ${sizeOf(total)}`,`Target   ${[...new Set(sources.map(({namespacePath})=>namespacePath))].join(", ")} in the namespace ${inputs2.namespace}`]);const backups=new DiskBackups;
run2.atEnd(()=>backups.remove());let read=[];const take=deployment2=>(run2.findings=deployment2.findings,run2.keepSources(read),deployment2),print=line=>runner.
info(line),deployment=await deployNamespaceFiles({...inputs2,sources,serverVersion:info2.version},{flowsNaming:async words=>read=await readFlowsNaming(workspace,
words),server:client,contentOf:(path2,size)=>openContent(workspace,path2,size),backups,history,signal:stop,undoUntil,onPlan:(plan,digest2)=>{print(planLine(plan,
"file")),digest2!==void 0&&runner.debug(`Digest of the plan: ${digest2}`)},onApply:soFar=>keep(()=>take(soFar())),onCompare:logProgress("Compared","files with t\
hose on the server",print),onProgress:logProgress("Uploaded","files",print),onRollback:steps=>print(`Putting back ${counted(steps,"change")}, the newest first.`)}),
result=take(deployment);for(const warning2 of result.warnings)run2.warning(warning2);const renamed=renamedNotice(result.files,nameRulesOf(info2.version));return renamed!==
void 0&&run2.notice(renamed),result}function reported({texts,...change}){return texts===void 0?change:{...change,diff:renderYamlDiff(texts.before,texts.after)}}
runAction(deployNamespaceFilesAction);
