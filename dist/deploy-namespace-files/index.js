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
"\\$1"),exports.toPosixSlashes=str=>str.replace(REGEX_BACKSLASH,"/"),exports.isWindows=()=>{if(typeof navigator<"u"&&navigator.platform){const platform2=navigator.
platform.toLowerCase();return platform2==="win32"||platform2==="windows"}return typeof process<"u"&&process.platform?process.platform==="win32":!1},exports.removeBackslashes=
str=>str.replace(REGEX_REMOVE_BACKSLASH,match=>match==="\\"?"":match),exports.escapeLast=(input,char,lastIdx)=>{const idx=input.lastIndexOf(char,lastIdx);return idx===
-1?input:input[idx-1]==="\\"?exports.escapeLast(input,char,idx-1):`${input.slice(0,idx)}\\${input.slice(idx)}`},exports.removePrefix=(input,state={})=>{let output=input;
return output.startsWith("./")&&(output=output.slice(2),state.prefix="./"),output},exports.wrapOutput=(input,state={},options={})=>{const prepend=options.contains?
"":"^",append=options.contains?"":"$";let output=`${prepend}(?:${input})${append}`;return state.negated===!0&&(output=`(?:^(?!${output}).*$)`),output},exports.basename=
(path2,{windows}={})=>{const segs=path2.split(windows?/[\\/]/:"/"),last=segs[segs.length-1];return last===""?segs[segs.length-2]:last}}),770:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
module.exports=__nccwpck_require__2(218)}),218:((__unused_webpack_module,exports,__nccwpck_require__2)=>{var __webpack_unused_export__,net=__nccwpck_require__2(
9278),tls=__nccwpck_require__2(4756),http=__nccwpck_require__2(8611),https=__nccwpck_require__2(5692),events=__nccwpck_require__2(4434),assert=__nccwpck_require__2(
2613),util=__nccwpck_require__2(9023);exports.httpOverHttp=httpOverHttp,exports.httpsOverHttp=httpsOverHttp,exports.httpOverHttps=httpOverHttps,exports.httpsOverHttps=
httpsOverHttps;function httpOverHttp(options){var agent=new TunnelingAgent(options);return agent.request=http.request,agent}function httpsOverHttp(options){var agent=new TunnelingAgent(
options);return agent.request=http.request,agent.createSocket=createSecureSocket,agent.defaultPort=443,agent}function httpOverHttps(options){var agent=new TunnelingAgent(
options);return agent.request=https.request,agent}function httpsOverHttps(options){var agent=new TunnelingAgent(options);return agent.request=https.request,agent.
createSocket=createSecureSocket,agent.defaultPort=443,agent}function TunnelingAgent(options){var self=this;self.options=options||{},self.proxyOptions=self.options.
proxy||{},self.maxSockets=self.options.maxSockets||http.Agent.defaultMaxSockets,self.requests=[],self.sockets=[],self.on("free",function(socket,host,port,localAddress){
for(var options2=toOptions(host,port,localAddress),i2=0,len=self.requests.length;i2<len;++i2){var pending=self.requests[i2];if(pending.host===options2.host&&pending.
port===options2.port){self.requests.splice(i2,1),pending.request.onSocket(socket);return}}socket.destroy(),self.removeSocket(socket)})}util.inherits(TunnelingAgent,
events.EventEmitter),TunnelingAgent.prototype.addRequest=function(req,host,port,localAddress){var self=this,options=mergeOptions({request:req},self.options,toOptions(
host,port,localAddress));if(self.sockets.length>=this.maxSockets){self.requests.push(options);return}self.createSocket(options,function(socket){socket.on("free",
onFree),socket.on("close",onCloseOrRemove),socket.on("agentRemove",onCloseOrRemove),req.onSocket(socket);function onFree(){self.emit("free",socket,options)}function onCloseOrRemove(err2){
self.removeSocket(socket),socket.removeListener("free",onFree),socket.removeListener("close",onCloseOrRemove),socket.removeListener("agentRemove",onCloseOrRemove)}})},
TunnelingAgent.prototype.createSocket=function(options,cb){var self=this,placeholder={};self.sockets.push(placeholder);var connectOptions=mergeOptions({},self.proxyOptions,
{method:"CONNECT",path:options.host+":"+options.port,agent:!1,headers:{host:options.host+":"+options.port}});options.localAddress&&(connectOptions.localAddress=
options.localAddress),connectOptions.proxyAuth&&(connectOptions.headers=connectOptions.headers||{},connectOptions.headers["Proxy-Authorization"]="Basic "+new Buffer(
connectOptions.proxyAuth).toString("base64")),debug2("making CONNECT request");var connectReq=self.request(connectOptions);connectReq.useChunkedEncodingByDefault=
!1,connectReq.once("response",onResponse),connectReq.once("upgrade",onUpgrade),connectReq.once("connect",onConnect),connectReq.once("error",onError),connectReq.
end();function onResponse(res){res.upgrade=!0}function onUpgrade(res,socket,head2){process.nextTick(function(){onConnect(res,socket,head2)})}function onConnect(res,socket,head2){
if(connectReq.removeAllListeners(),socket.removeAllListeners(),res.statusCode!==200){debug2("tunneling socket could not be established, statusCode=%d",res.statusCode),
socket.destroy();var error2=new Error("tunneling socket could not be established, statusCode="+res.statusCode);error2.code="ECONNRESET",options.request.emit("er\
ror",error2),self.removeSocket(placeholder);return}if(head2.length>0){debug2("got illegal response body from proxy"),socket.destroy();var error2=new Error("got \
illegal response body from proxy");error2.code="ECONNRESET",options.request.emit("error",error2),self.removeSocket(placeholder);return}return debug2("tunneling \
connection has established"),self.sockets[self.sockets.indexOf(placeholder)]=socket,cb(socket)}function onError(cause){connectReq.removeAllListeners(),debug2(`t\
unneling socket could not be established, cause=%s
`,cause.message,cause.stack);var error2=new Error("tunneling socket could not be established, cause="+cause.message);error2.code="ECONNRESET",options.request.emit(
"error",error2),self.removeSocket(placeholder)}},TunnelingAgent.prototype.removeSocket=function(socket){var pos=this.sockets.indexOf(socket);if(pos!==-1){this.sockets.
splice(pos,1);var pending=this.requests.shift();pending&&this.createSocket(pending,function(socket2){pending.request.onSocket(socket2)})}};function createSecureSocket(options,cb){
var self=this;TunnelingAgent.prototype.createSocket.call(self,options,function(socket){var hostHeader=options.request.getHeader("host"),tlsOptions=mergeOptions(
{},self.options,{socket,servername:hostHeader?hostHeader.replace(/:.*$/,""):options.host}),secureSocket=tls.connect(0,tlsOptions);self.sockets[self.sockets.indexOf(
socket)]=secureSocket,cb(secureSocket)})}function toOptions(host,port,localAddress){return typeof host=="string"?{host,port,localAddress}:host}function mergeOptions(target){
for(var i2=1,len=arguments.length;i2<len;++i2){var overrides=arguments[i2];if(typeof overrides=="object")for(var keys=Object.keys(overrides),j=0,keyLen=keys.length;j<
keyLen;++j){var k=keys[j];overrides[k]!==void 0&&(target[k]=overrides[k])}}return target}var debug2;process.env.NODE_DEBUG&&/\btunnel\b/.test(process.env.NODE_DEBUG)?
debug2=function(){var args=Array.prototype.slice.call(arguments);typeof args[0]=="string"?args[0]="TUNNEL: "+args[0]:args.unshift("TUNNEL:"),console.error.apply(
console,args)}:debug2=function(){},__webpack_unused_export__=debug2}),6752:((module,__unused_webpack_exports,__nccwpck_require__2)=>{var __webpack_unused_export__;
const Client=__nccwpck_require__2(3701),Dispatcher=__nccwpck_require__2(883),Pool=__nccwpck_require__2(628),BalancedPool=__nccwpck_require__2(837),Agent=__nccwpck_require__2(
7405),ProxyAgent=__nccwpck_require__2(6672),EnvHttpProxyAgent=__nccwpck_require__2(3137),RetryAgent=__nccwpck_require__2(50),errors=__nccwpck_require__2(8707),util=__nccwpck_require__2(
3440),{InvalidArgumentError}=errors,api=__nccwpck_require__2(6615),buildConnector=__nccwpck_require__2(9136),MockClient=__nccwpck_require__2(7365),MockAgent=__nccwpck_require__2(
7501),MockPool=__nccwpck_require__2(4004),mockErrors=__nccwpck_require__2(2429),RetryHandler=__nccwpck_require__2(7816),{getGlobalDispatcher,setGlobalDispatcher}=__nccwpck_require__2(
2581),DecoratorHandler=__nccwpck_require__2(8155),RedirectHandler=__nccwpck_require__2(8754),createRedirectInterceptor=__nccwpck_require__2(5092);Object.assign(
Dispatcher.prototype,api),__webpack_unused_export__=Dispatcher,__webpack_unused_export__=Client,module.exports.bC=Pool,__webpack_unused_export__=BalancedPool,module.
exports.g6=Agent,module.exports.kT=ProxyAgent,__webpack_unused_export__=EnvHttpProxyAgent,__webpack_unused_export__=RetryAgent,__webpack_unused_export__=RetryHandler,
__webpack_unused_export__=DecoratorHandler,__webpack_unused_export__=RedirectHandler,__webpack_unused_export__=createRedirectInterceptor,__webpack_unused_export__=
{redirect:__nccwpck_require__2(1514),retry:__nccwpck_require__2(2026),dump:__nccwpck_require__2(8060),dns:__nccwpck_require__2(379)},__webpack_unused_export__=buildConnector,
__webpack_unused_export__=errors,__webpack_unused_export__={parseHeaders:util.parseHeaders,headerNameToString:util.headerNameToString};function makeDispatcher(fn){
return(url,opts,handler)=>{if(typeof opts=="function"&&(handler=opts,opts=null),!url||typeof url!="string"&&typeof url!="object"&&!(url instanceof URL))throw new InvalidArgumentError(
"invalid url");if(opts!=null&&typeof opts!="object")throw new InvalidArgumentError("invalid opts");if(opts&&opts.path!=null){if(typeof opts.path!="string")throw new InvalidArgumentError(
"invalid opts.path");let path2=opts.path;opts.path.startsWith("/")||(path2=`/${path2}`),url=new URL(util.parseOrigin(url).origin+path2)}else opts||(opts=typeof url==
"object"?url:{}),url=util.parseURL(url);const{agent,dispatcher=getGlobalDispatcher()}=opts;if(agent)throw new InvalidArgumentError("unsupported opts.agent. Did \
you mean opts.client?");return fn.call(dispatcher,{...opts,origin:url.origin,path:url.search?`${url.pathname}${url.search}`:url.pathname,method:opts.method||(opts.
body?"PUT":"GET")},handler)}}__webpack_unused_export__=setGlobalDispatcher,__webpack_unused_export__=getGlobalDispatcher;const fetchImpl=__nccwpck_require__2(4398).
fetch;module.exports.hd=async function(init,options=void 0){try{return await fetchImpl(init,options)}catch(err2){throw err2&&typeof err2=="object"&&Error.captureStackTrace(
err2),err2}},__nccwpck_require__2(660).Headers,__nccwpck_require__2(9051).Response,__nccwpck_require__2(9967).Request,__nccwpck_require__2(5910).FormData,__webpack_unused_export__=
globalThis.File??__nccwpck_require__2(4573).File,__nccwpck_require__2(8355).FileReader;const{setGlobalOrigin,getGlobalOrigin}=__nccwpck_require__2(1059);__webpack_unused_export__=
setGlobalOrigin,__webpack_unused_export__=getGlobalOrigin;const{CacheStorage}=__nccwpck_require__2(3245),{kConstruct}=__nccwpck_require__2(109);__webpack_unused_export__=
new CacheStorage(kConstruct);const{deleteCookie,getCookies,getSetCookies,setCookie}=__nccwpck_require__2(9061);__webpack_unused_export__=deleteCookie,__webpack_unused_export__=
getCookies,__webpack_unused_export__=getSetCookies,__webpack_unused_export__=setCookie;const{parseMIMEType,serializeAMimeType}=__nccwpck_require__2(1900);__webpack_unused_export__=
parseMIMEType,__webpack_unused_export__=serializeAMimeType;const{CloseEvent,ErrorEvent,MessageEvent}=__nccwpck_require__2(5188);__nccwpck_require__2(3726).WebSocket,
__webpack_unused_export__=CloseEvent,__webpack_unused_export__=ErrorEvent,__webpack_unused_export__=MessageEvent,__webpack_unused_export__=makeDispatcher(api.request),
__webpack_unused_export__=makeDispatcher(api.stream),__webpack_unused_export__=makeDispatcher(api.pipeline),__webpack_unused_export__=makeDispatcher(api.connect),
__webpack_unused_export__=makeDispatcher(api.upgrade),__webpack_unused_export__=MockClient,__webpack_unused_export__=MockPool,__webpack_unused_export__=MockAgent,
__webpack_unused_export__=mockErrors;const{EventSource}=__nccwpck_require__2(1238);__webpack_unused_export__=EventSource}),158:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{addAbortListener}=__nccwpck_require__2(3440),{RequestAbortedError}=__nccwpck_require__2(8707),kListener=Symbol("kListener"),kSignal=Symbol("kSignal");function abort(self){
self.abort?self.abort(self[kSignal]?.reason):self.reason=self[kSignal]?.reason??new RequestAbortedError,removeSignal(self)}function addSignal(self,signal){if(self.
reason=null,self[kSignal]=null,self[kListener]=null,!!signal){if(signal.aborted){abort(self);return}self[kSignal]=signal,self[kListener]=()=>{abort(self)},addAbortListener(
self[kSignal],self[kListener])}}function removeSignal(self){self[kSignal]&&("removeEventListener"in self[kSignal]?self[kSignal].removeEventListener("abort",self[kListener]):
self[kSignal].removeListener("abort",self[kListener]),self[kSignal]=null,self[kListener]=null)}module.exports={addSignal,removeSignal}}),2279:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const assert=__nccwpck_require__2(4589),{AsyncResource}=__nccwpck_require__2(6698),{InvalidArgumentError,SocketError}=__nccwpck_require__2(8707),util=__nccwpck_require__2(
3440),{addSignal,removeSignal}=__nccwpck_require__2(158);class ConnectHandler extends AsyncResource{constructor(opts,callback){if(!opts||typeof opts!="object")throw new InvalidArgumentError(
"invalid opts");if(typeof callback!="function")throw new InvalidArgumentError("invalid callback");const{signal,opaque,responseHeaders}=opts;if(signal&&typeof signal.
on!="function"&&typeof signal.addEventListener!="function")throw new InvalidArgumentError("signal must be an EventEmitter or EventTarget");super("UNDICI_CONNECT"),
this.opaque=opaque||null,this.responseHeaders=responseHeaders||null,this.callback=callback,this.abort=null,addSignal(this,signal)}onConnect(abort,context){if(this.
reason){abort(this.reason);return}assert(this.callback),this.abort=abort,this.context=context}onHeaders(){throw new SocketError("bad connect",null)}onUpgrade(statusCode,rawHeaders,socket){
const{callback,opaque,context}=this;removeSignal(this),this.callback=null;let headers2=rawHeaders;headers2!=null&&(headers2=this.responseHeaders==="raw"?util.parseRawHeaders(
rawHeaders):util.parseHeaders(rawHeaders)),this.runInAsyncScope(callback,null,null,{statusCode,headers:headers2,socket,opaque,context})}onError(err2){const{callback,
opaque}=this;removeSignal(this),callback&&(this.callback=null,queueMicrotask(()=>{this.runInAsyncScope(callback,null,err2,{opaque})}))}}function connect2(opts,callback){
if(callback===void 0)return new Promise((resolve,reject)=>{connect2.call(this,opts,(err2,data)=>err2?reject(err2):resolve(data))});try{const connectHandler=new ConnectHandler(
opts,callback);this.dispatch({...opts,method:"CONNECT"},connectHandler)}catch(err2){if(typeof callback!="function")throw err2;const opaque=opts?.opaque;queueMicrotask(
()=>callback(err2,{opaque}))}}module.exports=connect2}),6862:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{Readable,Duplex,PassThrough}=__nccwpck_require__2(
7075),{InvalidArgumentError,InvalidReturnValueError,RequestAbortedError}=__nccwpck_require__2(8707),util=__nccwpck_require__2(3440),{AsyncResource}=__nccwpck_require__2(
6698),{addSignal,removeSignal}=__nccwpck_require__2(158),assert=__nccwpck_require__2(4589),kResume=Symbol("resume");class PipelineRequest extends Readable{constructor(){
super({autoDestroy:!0}),this[kResume]=null}_read(){const{[kResume]:resume}=this;resume&&(this[kResume]=null,resume())}_destroy(err2,callback){this._read(),callback(
err2)}}class PipelineResponse extends Readable{constructor(resume){super({autoDestroy:!0}),this[kResume]=resume}_read(){this[kResume]()}_destroy(err2,callback){
!err2&&!this._readableState.endEmitted&&(err2=new RequestAbortedError),callback(err2)}}class PipelineHandler extends AsyncResource{constructor(opts,handler){if(!opts||
typeof opts!="object")throw new InvalidArgumentError("invalid opts");if(typeof handler!="function")throw new InvalidArgumentError("invalid handler");const{signal,
method,opaque,onInfo,responseHeaders}=opts;if(signal&&typeof signal.on!="function"&&typeof signal.addEventListener!="function")throw new InvalidArgumentError("s\
ignal must be an EventEmitter or EventTarget");if(method==="CONNECT")throw new InvalidArgumentError("invalid method");if(onInfo&&typeof onInfo!="function")throw new InvalidArgumentError(
"invalid onInfo callback");super("UNDICI_PIPELINE"),this.opaque=opaque||null,this.responseHeaders=responseHeaders||null,this.handler=handler,this.abort=null,this.
context=null,this.onInfo=onInfo||null,this.req=new PipelineRequest().on("error",util.nop),this.ret=new Duplex({readableObjectMode:opts.objectMode,autoDestroy:!0,
read:()=>{const{body}=this;body?.resume&&body.resume()},write:(chunk,encoding,callback)=>{const{req}=this;req.push(chunk,encoding)||req._readableState.destroyed?
callback():req[kResume]=callback},destroy:(err2,callback)=>{const{body,req,res,ret,abort}=this;!err2&&!ret._readableState.endEmitted&&(err2=new RequestAbortedError),
abort&&err2&&abort(),util.destroy(body,err2),util.destroy(req,err2),util.destroy(res,err2),removeSignal(this),callback(err2)}}).on("prefinish",()=>{const{req}=this;
req.push(null)}),this.res=null,addSignal(this,signal)}onConnect(abort,context){const{ret,res}=this;if(this.reason){abort(this.reason);return}assert(!res,"pipeli\
ne cannot be retried"),assert(!ret.destroyed),this.abort=abort,this.context=context}onHeaders(statusCode,rawHeaders,resume){const{opaque,handler,context}=this;if(statusCode<
200){if(this.onInfo){const headers2=this.responseHeaders==="raw"?util.parseRawHeaders(rawHeaders):util.parseHeaders(rawHeaders);this.onInfo({statusCode,headers:headers2})}
return}this.res=new PipelineResponse(resume);let body;try{this.handler=null;const headers2=this.responseHeaders==="raw"?util.parseRawHeaders(rawHeaders):util.parseHeaders(
rawHeaders);body=this.runInAsyncScope(handler,null,{statusCode,headers:headers2,opaque,body:this.res,context})}catch(err2){throw this.res.on("error",util.nop),err2}
if(!body||typeof body.on!="function")throw new InvalidReturnValueError("expected Readable");body.on("data",chunk=>{const{ret,body:body2}=this;!ret.push(chunk)&&
body2.pause&&body2.pause()}).on("error",err2=>{const{ret}=this;util.destroy(ret,err2)}).on("end",()=>{const{ret}=this;ret.push(null)}).on("close",()=>{const{ret}=this;
ret._readableState.ended||util.destroy(ret,new RequestAbortedError)}),this.body=body}onData(chunk){const{res}=this;return res.push(chunk)}onComplete(trailers){const{
res}=this;res.push(null)}onError(err2){const{ret}=this;this.handler=null,util.destroy(ret,err2)}}function pipeline(opts,handler){try{const pipelineHandler=new PipelineHandler(
opts,handler);return this.dispatch({...opts,body:pipelineHandler.req},pipelineHandler),pipelineHandler.ret}catch(err2){return new PassThrough().destroy(err2)}}module.
exports=pipeline}),4043:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const assert=__nccwpck_require__2(4589),{Readable}=__nccwpck_require__2(9927),
{InvalidArgumentError,RequestAbortedError}=__nccwpck_require__2(8707),util=__nccwpck_require__2(3440),{getResolveErrorBodyCallback}=__nccwpck_require__2(7655),{
AsyncResource}=__nccwpck_require__2(6698);class RequestHandler extends AsyncResource{constructor(opts,callback){if(!opts||typeof opts!="object")throw new InvalidArgumentError(
"invalid opts");const{signal,method,opaque,body,onInfo,responseHeaders,throwOnError,highWaterMark}=opts;try{if(typeof callback!="function")throw new InvalidArgumentError(
"invalid callback");if(highWaterMark&&(typeof highWaterMark!="number"||highWaterMark<0))throw new InvalidArgumentError("invalid highWaterMark");if(signal&&typeof signal.
on!="function"&&typeof signal.addEventListener!="function")throw new InvalidArgumentError("signal must be an EventEmitter or EventTarget");if(method==="CONNECT")
throw new InvalidArgumentError("invalid method");if(onInfo&&typeof onInfo!="function")throw new InvalidArgumentError("invalid onInfo callback");super("UNDICI_RE\
QUEST")}catch(err2){throw util.isStream(body)&&util.destroy(body.on("error",util.nop),err2),err2}this.method=method,this.responseHeaders=responseHeaders||null,this.
opaque=opaque||null,this.callback=callback,this.res=null,this.abort=null,this.body=body,this.trailers={},this.context=null,this.onInfo=onInfo||null,this.throwOnError=
throwOnError,this.highWaterMark=highWaterMark,this.signal=signal,this.reason=null,this.removeAbortListener=null,util.isStream(body)&&body.on("error",err2=>{this.
onError(err2)}),this.signal&&(this.signal.aborted?this.reason=this.signal.reason??new RequestAbortedError:this.removeAbortListener=util.addAbortListener(this.signal,
()=>{this.reason=this.signal.reason??new RequestAbortedError,this.res?util.destroy(this.res.on("error",util.nop),this.reason):this.abort&&this.abort(this.reason),
this.removeAbortListener&&(this.res?.off("close",this.removeAbortListener),this.removeAbortListener(),this.removeAbortListener=null)}))}onConnect(abort,context){
if(this.reason){abort(this.reason);return}assert(this.callback),this.abort=abort,this.context=context}onHeaders(statusCode,rawHeaders,resume,statusMessage){const{
callback,opaque,abort,context,responseHeaders,highWaterMark}=this,headers2=responseHeaders==="raw"?util.parseRawHeaders(rawHeaders):util.parseHeaders(rawHeaders);
if(statusCode<200){this.onInfo&&this.onInfo({statusCode,headers:headers2});return}const parsedHeaders=responseHeaders==="raw"?util.parseHeaders(rawHeaders):headers2,
contentType=parsedHeaders["content-type"],contentLength=parsedHeaders["content-length"],res=new Readable({resume,abort,contentType,contentLength:this.method!=="\
HEAD"&&contentLength?Number(contentLength):null,highWaterMark});this.removeAbortListener&&res.on("close",this.removeAbortListener),this.callback=null,this.res=res,
callback!==null&&(this.throwOnError&&statusCode>=400?this.runInAsyncScope(getResolveErrorBodyCallback,null,{callback,body:res,contentType,statusCode,statusMessage,
headers:headers2}):this.runInAsyncScope(callback,null,null,{statusCode,headers:headers2,trailers:this.trailers,opaque,body:res,context}))}onData(chunk){return this.
res.push(chunk)}onComplete(trailers){util.parseHeaders(trailers,this.trailers),this.res.push(null)}onError(err2){const{res,callback,body,opaque}=this;callback&&
(this.callback=null,queueMicrotask(()=>{this.runInAsyncScope(callback,null,err2,{opaque})})),res&&(this.res=null,queueMicrotask(()=>{util.destroy(res,err2)})),body&&
(this.body=null,util.destroy(body,err2)),this.removeAbortListener&&(res?.off("close",this.removeAbortListener),this.removeAbortListener(),this.removeAbortListener=
null)}}function request(opts,callback){if(callback===void 0)return new Promise((resolve,reject)=>{request.call(this,opts,(err2,data)=>err2?reject(err2):resolve(
data))});try{this.dispatch(opts,new RequestHandler(opts,callback))}catch(err2){if(typeof callback!="function")throw err2;const opaque=opts?.opaque;queueMicrotask(
()=>callback(err2,{opaque}))}}module.exports=request,module.exports.RequestHandler=RequestHandler}),3560:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const assert=__nccwpck_require__2(4589),{finished,PassThrough}=__nccwpck_require__2(7075),{InvalidArgumentError,InvalidReturnValueError}=__nccwpck_require__2(8707),
util=__nccwpck_require__2(3440),{getResolveErrorBodyCallback}=__nccwpck_require__2(7655),{AsyncResource}=__nccwpck_require__2(6698),{addSignal,removeSignal}=__nccwpck_require__2(
158);class StreamHandler extends AsyncResource{constructor(opts,factory,callback){if(!opts||typeof opts!="object")throw new InvalidArgumentError("invalid opts");
const{signal,method,opaque,body,onInfo,responseHeaders,throwOnError}=opts;try{if(typeof callback!="function")throw new InvalidArgumentError("invalid callback");
if(typeof factory!="function")throw new InvalidArgumentError("invalid factory");if(signal&&typeof signal.on!="function"&&typeof signal.addEventListener!="functi\
on")throw new InvalidArgumentError("signal must be an EventEmitter or EventTarget");if(method==="CONNECT")throw new InvalidArgumentError("invalid method");if(onInfo&&
typeof onInfo!="function")throw new InvalidArgumentError("invalid onInfo callback");super("UNDICI_STREAM")}catch(err2){throw util.isStream(body)&&util.destroy(body.
on("error",util.nop),err2),err2}this.responseHeaders=responseHeaders||null,this.opaque=opaque||null,this.factory=factory,this.callback=callback,this.res=null,this.
abort=null,this.context=null,this.trailers=null,this.body=body,this.onInfo=onInfo||null,this.throwOnError=throwOnError||!1,util.isStream(body)&&body.on("error",
err2=>{this.onError(err2)}),addSignal(this,signal)}onConnect(abort,context){if(this.reason){abort(this.reason);return}assert(this.callback),this.abort=abort,this.
context=context}onHeaders(statusCode,rawHeaders,resume,statusMessage){const{factory,opaque,context,callback,responseHeaders}=this,headers2=responseHeaders==="ra\
w"?util.parseRawHeaders(rawHeaders):util.parseHeaders(rawHeaders);if(statusCode<200){this.onInfo&&this.onInfo({statusCode,headers:headers2});return}this.factory=
null;let res;if(this.throwOnError&&statusCode>=400){const contentType=(responseHeaders==="raw"?util.parseHeaders(rawHeaders):headers2)["content-type"];res=new PassThrough,
this.callback=null,this.runInAsyncScope(getResolveErrorBodyCallback,null,{callback,body:res,contentType,statusCode,statusMessage,headers:headers2})}else{if(factory===
null)return;if(res=this.runInAsyncScope(factory,null,{statusCode,headers:headers2,opaque,context}),!res||typeof res.write!="function"||typeof res.end!="function"||
typeof res.on!="function")throw new InvalidReturnValueError("expected Writable");finished(res,{readable:!1},err2=>{const{callback:callback2,res:res2,opaque:opaque2,
trailers,abort}=this;this.res=null,(err2||!res2.readable)&&util.destroy(res2,err2),this.callback=null,this.runInAsyncScope(callback2,null,err2||null,{opaque:opaque2,
trailers}),err2&&abort()})}return res.on("drain",resume),this.res=res,(res.writableNeedDrain!==void 0?res.writableNeedDrain:res._writableState?.needDrain)!==!0}onData(chunk){
const{res}=this;return res?res.write(chunk):!0}onComplete(trailers){const{res}=this;removeSignal(this),res&&(this.trailers=util.parseHeaders(trailers),res.end())}onError(err2){
const{res,callback,opaque,body}=this;removeSignal(this),this.factory=null,res?(this.res=null,util.destroy(res,err2)):callback&&(this.callback=null,queueMicrotask(
()=>{this.runInAsyncScope(callback,null,err2,{opaque})})),body&&(this.body=null,util.destroy(body,err2))}}function stream(opts,factory,callback){if(callback===void 0)
return new Promise((resolve,reject)=>{stream.call(this,opts,factory,(err2,data)=>err2?reject(err2):resolve(data))});try{this.dispatch(opts,new StreamHandler(opts,
factory,callback))}catch(err2){if(typeof callback!="function")throw err2;const opaque=opts?.opaque;queueMicrotask(()=>callback(err2,{opaque}))}}module.exports=stream}),
1882:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{InvalidArgumentError,SocketError}=__nccwpck_require__2(8707),{AsyncResource}=__nccwpck_require__2(
6698),util=__nccwpck_require__2(3440),{addSignal,removeSignal}=__nccwpck_require__2(158),assert=__nccwpck_require__2(4589);class UpgradeHandler extends AsyncResource{constructor(opts,callback){
if(!opts||typeof opts!="object")throw new InvalidArgumentError("invalid opts");if(typeof callback!="function")throw new InvalidArgumentError("invalid callback");
const{signal,opaque,responseHeaders}=opts;if(signal&&typeof signal.on!="function"&&typeof signal.addEventListener!="function")throw new InvalidArgumentError("si\
gnal must be an EventEmitter or EventTarget");super("UNDICI_UPGRADE"),this.responseHeaders=responseHeaders||null,this.opaque=opaque||null,this.callback=callback,
this.abort=null,this.context=null,addSignal(this,signal)}onConnect(abort,context){if(this.reason){abort(this.reason);return}assert(this.callback),this.abort=abort,
this.context=null}onHeaders(){throw new SocketError("bad upgrade",null)}onUpgrade(statusCode,rawHeaders,socket){assert(statusCode===101);const{callback,opaque,context}=this;
removeSignal(this),this.callback=null;const headers2=this.responseHeaders==="raw"?util.parseRawHeaders(rawHeaders):util.parseHeaders(rawHeaders);this.runInAsyncScope(
callback,null,null,{headers:headers2,socket,opaque,context})}onError(err2){const{callback,opaque}=this;removeSignal(this),callback&&(this.callback=null,queueMicrotask(
()=>{this.runInAsyncScope(callback,null,err2,{opaque})}))}}function upgrade(opts,callback){if(callback===void 0)return new Promise((resolve,reject)=>{upgrade.call(
this,opts,(err2,data)=>err2?reject(err2):resolve(data))});try{const upgradeHandler=new UpgradeHandler(opts,callback);this.dispatch({...opts,method:opts.method||
"GET",upgrade:opts.protocol||"Websocket"},upgradeHandler)}catch(err2){if(typeof callback!="function")throw err2;const opaque=opts?.opaque;queueMicrotask(()=>callback(
err2,{opaque}))}}module.exports=upgrade}),6615:((module,__unused_webpack_exports,__nccwpck_require__2)=>{module.exports.request=__nccwpck_require__2(4043),module.
exports.stream=__nccwpck_require__2(3560),module.exports.pipeline=__nccwpck_require__2(6862),module.exports.upgrade=__nccwpck_require__2(1882),module.exports.connect=
__nccwpck_require__2(2279)}),9927:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const assert=__nccwpck_require__2(4589),{Readable}=__nccwpck_require__2(
7075),{RequestAbortedError,NotSupportedError,InvalidArgumentError,AbortError}=__nccwpck_require__2(8707),util=__nccwpck_require__2(3440),{ReadableStreamFrom}=__nccwpck_require__2(
3440),kConsume=Symbol("kConsume"),kReading=Symbol("kReading"),kBody=Symbol("kBody"),kAbort=Symbol("kAbort"),kContentType=Symbol("kContentType"),kContentLength=Symbol(
"kContentLength"),noop=()=>{};class BodyReadable extends Readable{constructor({resume,abort,contentType="",contentLength,highWaterMark=64*1024}){super({autoDestroy:!0,
read:resume,highWaterMark}),this._readableState.dataEmitted=!1,this[kAbort]=abort,this[kConsume]=null,this[kBody]=null,this[kContentType]=contentType,this[kContentLength]=
contentLength,this[kReading]=!1}destroy(err2){return!err2&&!this._readableState.endEmitted&&(err2=new RequestAbortedError),err2&&this[kAbort](),super.destroy(err2)}_destroy(err2,callback){
this[kReading]?callback(err2):setImmediate(()=>{callback(err2)})}on(ev,...args){return(ev==="data"||ev==="readable")&&(this[kReading]=!0),super.on(ev,...args)}addListener(ev,...args){
return this.on(ev,...args)}off(ev,...args){const ret=super.off(ev,...args);return(ev==="data"||ev==="readable")&&(this[kReading]=this.listenerCount("data")>0||this.
listenerCount("readable")>0),ret}removeListener(ev,...args){return this.off(ev,...args)}push(chunk){return this[kConsume]&&chunk!==null?(consumePush(this[kConsume],
chunk),this[kReading]?super.push(chunk):!0):super.push(chunk)}async text(){return consume(this,"text")}async json(){return consume(this,"json")}async blob(){return consume(
this,"blob")}async bytes(){return consume(this,"bytes")}async arrayBuffer(){return consume(this,"arrayBuffer")}async formData(){throw new NotSupportedError}get bodyUsed(){
return util.isDisturbed(this)}get body(){return this[kBody]||(this[kBody]=ReadableStreamFrom(this),this[kConsume]&&(this[kBody].getReader(),assert(this[kBody].locked))),
this[kBody]}async dump(opts){let limit2=Number.isFinite(opts?.limit)?opts.limit:131072;const signal=opts?.signal;if(signal!=null&&(typeof signal!="object"||!("a\
borted"in signal)))throw new InvalidArgumentError("signal must be an AbortSignal");return signal?.throwIfAborted(),this._readableState.closeEmitted?null:await new Promise(
(resolve,reject)=>{this[kContentLength]>limit2&&this.destroy(new AbortError);const onAbort=()=>{this.destroy(signal.reason??new AbortError)};signal?.addEventListener(
"abort",onAbort),this.on("close",function(){signal?.removeEventListener("abort",onAbort),signal?.aborted?reject(signal.reason??new AbortError):resolve(null)}).on(
"error",noop).on("data",function(chunk){limit2-=chunk.length,limit2<=0&&this.destroy()}).resume()})}}function isLocked(self){return self[kBody]&&self[kBody].locked===
!0||self[kConsume]}function isUnusable(self){return util.isDisturbed(self)||isLocked(self)}async function consume(stream,type){return assert(!stream[kConsume]),
new Promise((resolve,reject)=>{if(isUnusable(stream)){const rState=stream._readableState;rState.destroyed&&rState.closeEmitted===!1?stream.on("error",err2=>{reject(
err2)}).on("close",()=>{reject(new TypeError("unusable"))}):reject(rState.errored??new TypeError("unusable"))}else queueMicrotask(()=>{stream[kConsume]={type,stream,
resolve,reject,length:0,body:[]},stream.on("error",function(err2){consumeFinish(this[kConsume],err2)}).on("close",function(){this[kConsume].body!==null&&consumeFinish(
this[kConsume],new RequestAbortedError)}),consumeStart(stream[kConsume])})})}function consumeStart(consume2){if(consume2.body===null)return;const{_readableState:state}=consume2.
stream;if(state.bufferIndex){const start=state.bufferIndex,end=state.buffer.length;for(let n=start;n<end;n++)consumePush(consume2,state.buffer[n])}else for(const chunk of state.
buffer)consumePush(consume2,chunk);for(state.endEmitted?consumeEnd(this[kConsume]):consume2.stream.on("end",function(){consumeEnd(this[kConsume])}),consume2.stream.
resume();consume2.stream.read()!=null;);}function chunksDecode(chunks,length){if(chunks.length===0||length===0)return"";const buffer=chunks.length===1?chunks[0]:
Buffer.concat(chunks,length),bufferLength=buffer.length,start=bufferLength>2&&buffer[0]===239&&buffer[1]===187&&buffer[2]===191?3:0;return buffer.utf8Slice(start,
bufferLength)}function chunksConcat(chunks,length){if(chunks.length===0||length===0)return new Uint8Array(0);if(chunks.length===1)return new Uint8Array(chunks[0]);
const buffer=new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);let offset=0;for(let i2=0;i2<chunks.length;++i2){const chunk=chunks[i2];buffer.set(chunk,offset),
offset+=chunk.length}return buffer}function consumeEnd(consume2){const{type,body,resolve,stream,length}=consume2;try{type==="text"?resolve(chunksDecode(body,length)):
type==="json"?resolve(JSON.parse(chunksDecode(body,length))):type==="arrayBuffer"?resolve(chunksConcat(body,length).buffer):type==="blob"?resolve(new Blob(body,
{type:stream[kContentType]})):type==="bytes"&&resolve(chunksConcat(body,length)),consumeFinish(consume2)}catch(err2){stream.destroy(err2)}}function consumePush(consume2,chunk){
consume2.length+=chunk.length,consume2.body.push(chunk)}function consumeFinish(consume2,err2){consume2.body!==null&&(err2?consume2.reject(err2):consume2.resolve(),
consume2.type=null,consume2.stream=null,consume2.resolve=null,consume2.reject=null,consume2.length=0,consume2.body=null)}module.exports={Readable:BodyReadable,chunksDecode}}),
7655:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const assert=__nccwpck_require__2(4589),{ResponseStatusCodeError}=__nccwpck_require__2(8707),{chunksDecode}=__nccwpck_require__2(
9927),CHUNK_LIMIT=128*1024;async function getResolveErrorBodyCallback({callback,body,contentType,statusCode,statusMessage,headers:headers2}){assert(body);let chunks=[],
length=0;try{for await(const chunk of body)if(chunks.push(chunk),length+=chunk.length,length>CHUNK_LIMIT){chunks=[],length=0;break}}catch{chunks=[],length=0}const message=`\
Response status code ${statusCode}${statusMessage?`: ${statusMessage}`:""}`;if(statusCode===204||!contentType||!length){queueMicrotask(()=>callback(new ResponseStatusCodeError(
message,statusCode,headers2)));return}const stackTraceLimit=Error.stackTraceLimit;Error.stackTraceLimit=0;let payload;try{isContentTypeApplicationJson(contentType)?
payload=JSON.parse(chunksDecode(chunks,length)):isContentTypeText(contentType)&&(payload=chunksDecode(chunks,length))}catch{}finally{Error.stackTraceLimit=stackTraceLimit}
queueMicrotask(()=>callback(new ResponseStatusCodeError(message,statusCode,headers2,payload)))}const isContentTypeApplicationJson=contentType=>contentType.length>
15&&contentType[11]==="/"&&contentType[0]==="a"&&contentType[1]==="p"&&contentType[2]==="p"&&contentType[3]==="l"&&contentType[4]==="i"&&contentType[5]==="c"&&contentType[6]===
"a"&&contentType[7]==="t"&&contentType[8]==="i"&&contentType[9]==="o"&&contentType[10]==="n"&&contentType[12]==="j"&&contentType[13]==="s"&&contentType[14]==="o"&&
contentType[15]==="n",isContentTypeText=contentType=>contentType.length>4&&contentType[4]==="/"&&contentType[0]==="t"&&contentType[1]==="e"&&contentType[2]==="x"&&
contentType[3]==="t";module.exports={getResolveErrorBodyCallback,isContentTypeApplicationJson,isContentTypeText}}),9136:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const net=__nccwpck_require__2(7030),assert=__nccwpck_require__2(4589),util=__nccwpck_require__2(3440),{InvalidArgumentError,ConnectTimeoutError}=__nccwpck_require__2(
8707),timers=__nccwpck_require__2(6603);function noop(){}let tls,SessionCache;global.FinalizationRegistry&&!(process.env.NODE_V8_COVERAGE||process.env.UNDICI_NO_FG)?
SessionCache=class{constructor(maxCachedSessions){this._maxCachedSessions=maxCachedSessions,this._sessionCache=new Map,this._sessionRegistry=new global.FinalizationRegistry(
key2=>{if(this._sessionCache.size<this._maxCachedSessions)return;const ref=this._sessionCache.get(key2);ref!==void 0&&ref.deref()===void 0&&this._sessionCache.delete(
key2)})}get(sessionKey){const ref=this._sessionCache.get(sessionKey);return ref?ref.deref():null}set(sessionKey,session){this._maxCachedSessions!==0&&(this._sessionCache.
set(sessionKey,new WeakRef(session)),this._sessionRegistry.register(session,sessionKey))}}:SessionCache=class{constructor(maxCachedSessions){this._maxCachedSessions=
maxCachedSessions,this._sessionCache=new Map}get(sessionKey){return this._sessionCache.get(sessionKey)}set(sessionKey,session){if(this._maxCachedSessions!==0){if(this.
_sessionCache.size>=this._maxCachedSessions){const{value:oldestKey}=this._sessionCache.keys().next();this._sessionCache.delete(oldestKey)}this._sessionCache.set(
sessionKey,session)}}};function buildConnector({allowH2,maxCachedSessions,socketPath,timeout,session:customSession,...opts}){if(maxCachedSessions!=null&&(!Number.
isInteger(maxCachedSessions)||maxCachedSessions<0))throw new InvalidArgumentError("maxCachedSessions must be a positive integer or zero");const options={path:socketPath,
...opts},sessionCache=new SessionCache(maxCachedSessions??100);return timeout=timeout??1e4,allowH2=allowH2??!1,function({hostname,host,protocol,port,servername,
localAddress,httpSocket},callback){let socket;if(protocol==="https:"){tls||(tls=__nccwpck_require__2(1692)),servername=servername||options.servername||util.getServerName(
host)||null;const sessionKey=servername||hostname;assert(sessionKey);const session=customSession||sessionCache.get(sessionKey)||null;port=port||443,socket=tls.connect(
{highWaterMark:16384,...options,servername,session,localAddress,ALPNProtocols:allowH2?["http/1.1","h2"]:["http/1.1"],socket:httpSocket,port,host:hostname}),socket.
on("session",function(session2){sessionCache.set(sessionKey,session2)})}else assert(!httpSocket,"httpSocket can only be sent on TLS update"),port=port||80,socket=
net.connect({highWaterMark:64*1024,...options,localAddress,port,host:hostname});if(options.keepAlive==null||options.keepAlive){const keepAliveInitialDelay=options.
keepAliveInitialDelay===void 0?6e4:options.keepAliveInitialDelay;socket.setKeepAlive(!0,keepAliveInitialDelay)}const clearConnectTimeout=setupConnectTimeout(new WeakRef(
socket),{timeout,hostname,port});return socket.setNoDelay(!0).once(protocol==="https:"?"secureConnect":"connect",function(){if(queueMicrotask(clearConnectTimeout),
callback){const cb=callback;callback=null,cb(null,this)}}).on("error",function(err2){if(queueMicrotask(clearConnectTimeout),callback){const cb=callback;callback=
null,cb(err2)}}),socket}}const setupConnectTimeout=process.platform==="win32"?(socketWeakRef,opts)=>{if(!opts.timeout)return noop;let s1=null,s2=null;const fastTimer=timers.
setFastTimeout(()=>{s1=setImmediate(()=>{s2=setImmediate(()=>onConnectTimeout(socketWeakRef.deref(),opts))})},opts.timeout);return()=>{timers.clearFastTimeout(fastTimer),
clearImmediate(s1),clearImmediate(s2)}}:(socketWeakRef,opts)=>{if(!opts.timeout)return noop;let s1=null;const fastTimer=timers.setFastTimeout(()=>{s1=setImmediate(
()=>{onConnectTimeout(socketWeakRef.deref(),opts)})},opts.timeout);return()=>{timers.clearFastTimeout(fastTimer),clearImmediate(s1)}};function onConnectTimeout(socket,opts){
if(socket==null)return;let message="Connect Timeout Error";Array.isArray(socket.autoSelectFamilyAttemptedAddresses)?message+=` (attempted addresses: ${socket.autoSelectFamilyAttemptedAddresses.
join(", ")},`:message+=` (attempted address: ${opts.hostname}:${opts.port},`,message+=` timeout: ${opts.timeout}ms)`,util.destroy(socket,new ConnectTimeoutError(
message))}module.exports=buildConnector}),735:(module=>{const headerNameLowerCasedRecord={},wellknownHeaderNames=["Accept","Accept-Encoding","Accept-Language","\
Accept-Ranges","Access-Control-Allow-Credentials","Access-Control-Allow-Headers","Access-Control-Allow-Methods","Access-Control-Allow-Origin","Access-Control-Ex\
pose-Headers","Access-Control-Max-Age","Access-Control-Request-Headers","Access-Control-Request-Method","Age","Allow","Alt-Svc","Alt-Used","Authorization","Cach\
e-Control","Clear-Site-Data","Connection","Content-Disposition","Content-Encoding","Content-Language","Content-Length","Content-Location","Content-Range","Conte\
nt-Security-Policy","Content-Security-Policy-Report-Only","Content-Type","Cookie","Cross-Origin-Embedder-Policy","Cross-Origin-Opener-Policy","Cross-Origin-Reso\
urce-Policy","Date","Device-Memory","Downlink","ECT","ETag","Expect","Expect-CT","Expires","Forwarded","From","Host","If-Match","If-Modified-Since","If-None-Mat\
ch","If-Range","If-Unmodified-Since","Keep-Alive","Last-Modified","Link","Location","Max-Forwards","Origin","Permissions-Policy","Pragma","Proxy-Authenticate","\
Proxy-Authorization","RTT","Range","Referer","Referrer-Policy","Refresh","Retry-After","Sec-WebSocket-Accept","Sec-WebSocket-Extensions","Sec-WebSocket-Key","Se\
c-WebSocket-Protocol","Sec-WebSocket-Version","Server","Server-Timing","Service-Worker-Allowed","Service-Worker-Navigation-Preload","Set-Cookie","SourceMap","St\
rict-Transport-Security","Supports-Loading-Mode","TE","Timing-Allow-Origin","Trailer","Transfer-Encoding","Upgrade","Upgrade-Insecure-Requests","User-Agent","Va\
ry","Via","WWW-Authenticate","X-Content-Type-Options","X-DNS-Prefetch-Control","X-Frame-Options","X-Permitted-Cross-Domain-Policies","X-Powered-By","X-Requested\
-With","X-XSS-Protection"];for(let i2=0;i2<wellknownHeaderNames.length;++i2){const key2=wellknownHeaderNames[i2],lowerCasedKey=key2.toLowerCase();headerNameLowerCasedRecord[key2]=
headerNameLowerCasedRecord[lowerCasedKey]=lowerCasedKey}Object.setPrototypeOf(headerNameLowerCasedRecord,null),module.exports={wellknownHeaderNames,headerNameLowerCasedRecord}}),
2414:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const diagnosticsChannel=__nccwpck_require__2(3053),util=__nccwpck_require__2(7975),undiciDebugLog=util.
debuglog("undici"),fetchDebuglog=util.debuglog("fetch"),websocketDebuglog=util.debuglog("websocket");let isClientSet=!1;const channels={beforeConnect:diagnosticsChannel.
channel("undici:client:beforeConnect"),connected:diagnosticsChannel.channel("undici:client:connected"),connectError:diagnosticsChannel.channel("undici:client:co\
nnectError"),sendHeaders:diagnosticsChannel.channel("undici:client:sendHeaders"),create:diagnosticsChannel.channel("undici:request:create"),bodySent:diagnosticsChannel.
channel("undici:request:bodySent"),headers:diagnosticsChannel.channel("undici:request:headers"),trailers:diagnosticsChannel.channel("undici:request:trailers"),error:diagnosticsChannel.
channel("undici:request:error"),open:diagnosticsChannel.channel("undici:websocket:open"),close:diagnosticsChannel.channel("undici:websocket:close"),socketError:diagnosticsChannel.
channel("undici:websocket:socket_error"),ping:diagnosticsChannel.channel("undici:websocket:ping"),pong:diagnosticsChannel.channel("undici:websocket:pong")};if(undiciDebugLog.
enabled||fetchDebuglog.enabled){const debuglog=fetchDebuglog.enabled?fetchDebuglog:undiciDebugLog;diagnosticsChannel.channel("undici:client:beforeConnect").subscribe(
evt=>{const{connectParams:{version:version2,protocol,port,host}}=evt;debuglog("connecting to %s using %s%s",`${host}${port?`:${port}`:""}`,protocol,version2)}),
diagnosticsChannel.channel("undici:client:connected").subscribe(evt=>{const{connectParams:{version:version2,protocol,port,host}}=evt;debuglog("connected to %s u\
sing %s%s",`${host}${port?`:${port}`:""}`,protocol,version2)}),diagnosticsChannel.channel("undici:client:connectError").subscribe(evt=>{const{connectParams:{version:version2,
protocol,port,host},error:error2}=evt;debuglog("connection to %s using %s%s errored - %s",`${host}${port?`:${port}`:""}`,protocol,version2,error2.message)}),diagnosticsChannel.
channel("undici:client:sendHeaders").subscribe(evt=>{const{request:{method,path:path2,origin}}=evt;debuglog("sending request to %s %s/%s",method,origin,path2)}),
diagnosticsChannel.channel("undici:request:headers").subscribe(evt=>{const{request:{method,path:path2,origin},response:{statusCode}}=evt;debuglog("received resp\
onse to %s %s/%s - HTTP %d",method,origin,path2,statusCode)}),diagnosticsChannel.channel("undici:request:trailers").subscribe(evt=>{const{request:{method,path:path2,
origin}}=evt;debuglog("trailers received from %s %s/%s",method,origin,path2)}),diagnosticsChannel.channel("undici:request:error").subscribe(evt=>{const{request:{
method,path:path2,origin},error:error2}=evt;debuglog("request to %s %s/%s errored - %s",method,origin,path2,error2.message)}),isClientSet=!0}if(websocketDebuglog.
enabled){if(!isClientSet){const debuglog=undiciDebugLog.enabled?undiciDebugLog:websocketDebuglog;diagnosticsChannel.channel("undici:client:beforeConnect").subscribe(
evt=>{const{connectParams:{version:version2,protocol,port,host}}=evt;debuglog("connecting to %s%s using %s%s",host,port?`:${port}`:"",protocol,version2)}),diagnosticsChannel.
channel("undici:client:connected").subscribe(evt=>{const{connectParams:{version:version2,protocol,port,host}}=evt;debuglog("connected to %s%s using %s%s",host,port?
`:${port}`:"",protocol,version2)}),diagnosticsChannel.channel("undici:client:connectError").subscribe(evt=>{const{connectParams:{version:version2,protocol,port,
host},error:error2}=evt;debuglog("connection to %s%s using %s%s errored - %s",host,port?`:${port}`:"",protocol,version2,error2.message)}),diagnosticsChannel.channel(
"undici:client:sendHeaders").subscribe(evt=>{const{request:{method,path:path2,origin}}=evt;debuglog("sending request to %s %s/%s",method,origin,path2)})}diagnosticsChannel.
channel("undici:websocket:open").subscribe(evt=>{const{address:{address,port}}=evt;websocketDebuglog("connection opened %s%s",address,port?`:${port}`:"")}),diagnosticsChannel.
channel("undici:websocket:close").subscribe(evt=>{const{websocket,code:code2,reason}=evt;websocketDebuglog("closed connection to %s - %s %s",websocket.url,code2,
reason)}),diagnosticsChannel.channel("undici:websocket:socket_error").subscribe(err2=>{websocketDebuglog("connection errored - %s",err2.message)}),diagnosticsChannel.
channel("undici:websocket:ping").subscribe(evt=>{websocketDebuglog("ping received")}),diagnosticsChannel.channel("undici:websocket:pong").subscribe(evt=>{websocketDebuglog(
"pong received")})}module.exports={channels}}),8707:(module=>{const kUndiciError=Symbol.for("undici.error.UND_ERR");class UndiciError extends Error{constructor(message){
super(message),this.name="UndiciError",this.code="UND_ERR"}static[Symbol.hasInstance](instance){return instance&&instance[kUndiciError]===!0}[kUndiciError]=!0}const kConnectTimeoutError=Symbol.
for("undici.error.UND_ERR_CONNECT_TIMEOUT");class ConnectTimeoutError extends UndiciError{constructor(message){super(message),this.name="ConnectTimeoutError",this.
message=message||"Connect Timeout Error",this.code="UND_ERR_CONNECT_TIMEOUT"}static[Symbol.hasInstance](instance){return instance&&instance[kConnectTimeoutError]===
!0}[kConnectTimeoutError]=!0}const kHeadersTimeoutError=Symbol.for("undici.error.UND_ERR_HEADERS_TIMEOUT");class HeadersTimeoutError extends UndiciError{constructor(message){
super(message),this.name="HeadersTimeoutError",this.message=message||"Headers Timeout Error",this.code="UND_ERR_HEADERS_TIMEOUT"}static[Symbol.hasInstance](instance){
return instance&&instance[kHeadersTimeoutError]===!0}[kHeadersTimeoutError]=!0}const kHeadersOverflowError=Symbol.for("undici.error.UND_ERR_HEADERS_OVERFLOW");class HeadersOverflowError extends UndiciError{constructor(message){
super(message),this.name="HeadersOverflowError",this.message=message||"Headers Overflow Error",this.code="UND_ERR_HEADERS_OVERFLOW"}static[Symbol.hasInstance](instance){
return instance&&instance[kHeadersOverflowError]===!0}[kHeadersOverflowError]=!0}const kBodyTimeoutError=Symbol.for("undici.error.UND_ERR_BODY_TIMEOUT");class BodyTimeoutError extends UndiciError{constructor(message){
super(message),this.name="BodyTimeoutError",this.message=message||"Body Timeout Error",this.code="UND_ERR_BODY_TIMEOUT"}static[Symbol.hasInstance](instance){return instance&&
instance[kBodyTimeoutError]===!0}[kBodyTimeoutError]=!0}const kResponseStatusCodeError=Symbol.for("undici.error.UND_ERR_RESPONSE_STATUS_CODE");class ResponseStatusCodeError extends UndiciError{constructor(message,statusCode,headers2,body){
super(message),this.name="ResponseStatusCodeError",this.message=message||"Response Status Code Error",this.code="UND_ERR_RESPONSE_STATUS_CODE",this.body=body,this.
status=statusCode,this.statusCode=statusCode,this.headers=headers2}static[Symbol.hasInstance](instance){return instance&&instance[kResponseStatusCodeError]===!0}[kResponseStatusCodeError]=!0}
const kInvalidArgumentError=Symbol.for("undici.error.UND_ERR_INVALID_ARG");class InvalidArgumentError extends UndiciError{constructor(message){super(message),this.
name="InvalidArgumentError",this.message=message||"Invalid Argument Error",this.code="UND_ERR_INVALID_ARG"}static[Symbol.hasInstance](instance){return instance&&
instance[kInvalidArgumentError]===!0}[kInvalidArgumentError]=!0}const kInvalidReturnValueError=Symbol.for("undici.error.UND_ERR_INVALID_RETURN_VALUE");class InvalidReturnValueError extends UndiciError{constructor(message){
super(message),this.name="InvalidReturnValueError",this.message=message||"Invalid Return Value Error",this.code="UND_ERR_INVALID_RETURN_VALUE"}static[Symbol.hasInstance](instance){
return instance&&instance[kInvalidReturnValueError]===!0}[kInvalidReturnValueError]=!0}const kAbortError=Symbol.for("undici.error.UND_ERR_ABORT");class AbortError extends UndiciError{constructor(message){
super(message),this.name="AbortError",this.message=message||"The operation was aborted",this.code="UND_ERR_ABORT"}static[Symbol.hasInstance](instance){return instance&&
instance[kAbortError]===!0}[kAbortError]=!0}const kRequestAbortedError=Symbol.for("undici.error.UND_ERR_ABORTED");class RequestAbortedError extends AbortError{constructor(message){
super(message),this.name="AbortError",this.message=message||"Request aborted",this.code="UND_ERR_ABORTED"}static[Symbol.hasInstance](instance){return instance&&
instance[kRequestAbortedError]===!0}[kRequestAbortedError]=!0}const kInformationalError=Symbol.for("undici.error.UND_ERR_INFO");class InformationalError extends UndiciError{constructor(message){
super(message),this.name="InformationalError",this.message=message||"Request information",this.code="UND_ERR_INFO"}static[Symbol.hasInstance](instance){return instance&&
instance[kInformationalError]===!0}[kInformationalError]=!0}const kRequestContentLengthMismatchError=Symbol.for("undici.error.UND_ERR_REQ_CONTENT_LENGTH_MISMATC\
H");class RequestContentLengthMismatchError extends UndiciError{constructor(message){super(message),this.name="RequestContentLengthMismatchError",this.message=message||
"Request body length does not match content-length header",this.code="UND_ERR_REQ_CONTENT_LENGTH_MISMATCH"}static[Symbol.hasInstance](instance){return instance&&
instance[kRequestContentLengthMismatchError]===!0}[kRequestContentLengthMismatchError]=!0}const kResponseContentLengthMismatchError=Symbol.for("undici.error.UND\
_ERR_RES_CONTENT_LENGTH_MISMATCH");class ResponseContentLengthMismatchError extends UndiciError{constructor(message){super(message),this.name="ResponseContentLe\
ngthMismatchError",this.message=message||"Response body length does not match content-length header",this.code="UND_ERR_RES_CONTENT_LENGTH_MISMATCH"}static[Symbol.
hasInstance](instance){return instance&&instance[kResponseContentLengthMismatchError]===!0}[kResponseContentLengthMismatchError]=!0}const kClientDestroyedError=Symbol.
for("undici.error.UND_ERR_DESTROYED");class ClientDestroyedError extends UndiciError{constructor(message){super(message),this.name="ClientDestroyedError",this.message=
message||"The client is destroyed",this.code="UND_ERR_DESTROYED"}static[Symbol.hasInstance](instance){return instance&&instance[kClientDestroyedError]===!0}[kClientDestroyedError]=!0}
const kClientClosedError=Symbol.for("undici.error.UND_ERR_CLOSED");class ClientClosedError extends UndiciError{constructor(message){super(message),this.name="Cl\
ientClosedError",this.message=message||"The client is closed",this.code="UND_ERR_CLOSED"}static[Symbol.hasInstance](instance){return instance&&instance[kClientClosedError]===
!0}[kClientClosedError]=!0}const kSocketError=Symbol.for("undici.error.UND_ERR_SOCKET");class SocketError extends UndiciError{constructor(message,socket){super(
message),this.name="SocketError",this.message=message||"Socket error",this.code="UND_ERR_SOCKET",this.socket=socket}static[Symbol.hasInstance](instance){return instance&&
instance[kSocketError]===!0}[kSocketError]=!0}const kNotSupportedError=Symbol.for("undici.error.UND_ERR_NOT_SUPPORTED");class NotSupportedError extends UndiciError{constructor(message){
super(message),this.name="NotSupportedError",this.message=message||"Not supported error",this.code="UND_ERR_NOT_SUPPORTED"}static[Symbol.hasInstance](instance){
return instance&&instance[kNotSupportedError]===!0}[kNotSupportedError]=!0}const kBalancedPoolMissingUpstreamError=Symbol.for("undici.error.UND_ERR_BPL_MISSING_\
UPSTREAM");class BalancedPoolMissingUpstreamError extends UndiciError{constructor(message){super(message),this.name="MissingUpstreamError",this.message=message||
"No upstream has been added to the BalancedPool",this.code="UND_ERR_BPL_MISSING_UPSTREAM"}static[Symbol.hasInstance](instance){return instance&&instance[kBalancedPoolMissingUpstreamError]===
!0}[kBalancedPoolMissingUpstreamError]=!0}const kHTTPParserError=Symbol.for("undici.error.UND_ERR_HTTP_PARSER");class HTTPParserError extends Error{constructor(message,code2,data){
super(message),this.name="HTTPParserError",this.code=code2?`HPE_${code2}`:void 0,this.data=data?data.toString():void 0}static[Symbol.hasInstance](instance){return instance&&
instance[kHTTPParserError]===!0}[kHTTPParserError]=!0}const kResponseExceededMaxSizeError=Symbol.for("undici.error.UND_ERR_RES_EXCEEDED_MAX_SIZE");class ResponseExceededMaxSizeError extends UndiciError{constructor(message){
super(message),this.name="ResponseExceededMaxSizeError",this.message=message||"Response content exceeded max size",this.code="UND_ERR_RES_EXCEEDED_MAX_SIZE"}static[Symbol.
hasInstance](instance){return instance&&instance[kResponseExceededMaxSizeError]===!0}[kResponseExceededMaxSizeError]=!0}const kRequestRetryError=Symbol.for("und\
ici.error.UND_ERR_REQ_RETRY");class RequestRetryError extends UndiciError{constructor(message,code2,{headers:headers2,data}){super(message),this.name="RequestRe\
tryError",this.message=message||"Request retry error",this.code="UND_ERR_REQ_RETRY",this.statusCode=code2,this.data=data,this.headers=headers2}static[Symbol.hasInstance](instance){
return instance&&instance[kRequestRetryError]===!0}[kRequestRetryError]=!0}const kResponseError=Symbol.for("undici.error.UND_ERR_RESPONSE");class ResponseError extends UndiciError{constructor(message,code2,{
headers:headers2,data}){super(message),this.name="ResponseError",this.message=message||"Response error",this.code="UND_ERR_RESPONSE",this.statusCode=code2,this.
data=data,this.headers=headers2}static[Symbol.hasInstance](instance){return instance&&instance[kResponseError]===!0}[kResponseError]=!0}const kSecureProxyConnectionError=Symbol.
for("undici.error.UND_ERR_PRX_TLS");class SecureProxyConnectionError extends UndiciError{constructor(cause,message,options){super(message,{cause,...options??{}}),
this.name="SecureProxyConnectionError",this.message=message||"Secure Proxy Connection failed",this.code="UND_ERR_PRX_TLS",this.cause=cause}static[Symbol.hasInstance](instance){
return instance&&instance[kSecureProxyConnectionError]===!0}[kSecureProxyConnectionError]=!0}const kMessageSizeExceededError=Symbol.for("undici.error.UND_ERR_WS\
_MESSAGE_SIZE_EXCEEDED");class MessageSizeExceededError extends UndiciError{constructor(message){super(message),this.name="MessageSizeExceededError",this.message=
message||"Max decompressed message size exceeded",this.code="UND_ERR_WS_MESSAGE_SIZE_EXCEEDED"}static[Symbol.hasInstance](instance){return instance&&instance[kMessageSizeExceededError]===
!0}get[kMessageSizeExceededError](){return!0}}module.exports={AbortError,HTTPParserError,UndiciError,HeadersTimeoutError,HeadersOverflowError,BodyTimeoutError,RequestContentLengthMismatchError,
ConnectTimeoutError,ResponseStatusCodeError,InvalidArgumentError,InvalidReturnValueError,RequestAbortedError,ClientDestroyedError,ClientClosedError,InformationalError,
SocketError,NotSupportedError,ResponseContentLengthMismatchError,BalancedPoolMissingUpstreamError,ResponseExceededMaxSizeError,RequestRetryError,ResponseError,SecureProxyConnectionError,
MessageSizeExceededError}}),4655:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{InvalidArgumentError,NotSupportedError}=__nccwpck_require__2(8707),
assert=__nccwpck_require__2(4589),{isValidHTTPToken,isValidHeaderValue,isStream,destroy,isBuffer,isFormDataLike,isIterable,isBlobLike,buildURL,validateHandler,getServerName,
normalizedMethodRecords}=__nccwpck_require__2(3440),{channels}=__nccwpck_require__2(2414),{headerNameLowerCasedRecord}=__nccwpck_require__2(735),invalidPathRegex=/[^\u0021-\u00ff]/,
kHandler=Symbol("handler");class Request{constructor(origin,{path:path2,method,body,headers:headers2,query,idempotent,blocking,upgrade,headersTimeout,bodyTimeout,
reset,throwOnError,expectContinue,servername},handler){if(typeof path2!="string")throw new InvalidArgumentError("path must be a string");if(path2[0]!=="/"&&!(path2.
startsWith("http://")||path2.startsWith("https://"))&&method!=="CONNECT")throw new InvalidArgumentError("path must be an absolute URL or start with a slash");if(invalidPathRegex.
test(path2))throw new InvalidArgumentError("invalid request path");if(typeof method!="string")throw new InvalidArgumentError("method must be a string");if(normalizedMethodRecords[method]===
void 0&&!isValidHTTPToken(method))throw new InvalidArgumentError("invalid request method");if(upgrade&&typeof upgrade!="string")throw new InvalidArgumentError("\
upgrade must be a string");if(upgrade&&!isValidHeaderValue(upgrade))throw new InvalidArgumentError("invalid upgrade header");if(headersTimeout!=null&&(!Number.isFinite(
headersTimeout)||headersTimeout<0))throw new InvalidArgumentError("invalid headersTimeout");if(bodyTimeout!=null&&(!Number.isFinite(bodyTimeout)||bodyTimeout<0))
throw new InvalidArgumentError("invalid bodyTimeout");if(reset!=null&&typeof reset!="boolean")throw new InvalidArgumentError("invalid reset");if(expectContinue!=
null&&typeof expectContinue!="boolean")throw new InvalidArgumentError("invalid expectContinue");if(this.headersTimeout=headersTimeout,this.bodyTimeout=bodyTimeout,
this.throwOnError=throwOnError===!0,this.method=method,this.abort=null,body==null)this.body=null;else if(isStream(body)){this.body=body;const rState=this.body._readableState;
(!rState||!rState.autoDestroy)&&(this.endHandler=function(){destroy(this)},this.body.on("end",this.endHandler)),this.errorHandler=err2=>{this.abort?this.abort(err2):
this.error=err2},this.body.on("error",this.errorHandler)}else if(isBuffer(body))this.body=body.byteLength?body:null;else if(ArrayBuffer.isView(body))this.body=body.
buffer.byteLength?Buffer.from(body.buffer,body.byteOffset,body.byteLength):null;else if(body instanceof ArrayBuffer)this.body=body.byteLength?Buffer.from(body):
null;else if(typeof body=="string")this.body=body.length?Buffer.from(body):null;else if(isFormDataLike(body)||isIterable(body)||isBlobLike(body))this.body=body;else
throw new InvalidArgumentError("body must be a string, a Buffer, a Readable stream, an iterable, or an async iterable");if(this.completed=!1,this.aborted=!1,this.
upgrade=upgrade||null,this.path=query?buildURL(path2,query):path2,this.origin=origin,this.idempotent=idempotent??(method==="HEAD"||method==="GET"),this.blocking=
blocking??!1,this.reset=reset??null,this.host=null,this.contentLength=null,this.contentType=null,this.headers=[],this.expectContinue=expectContinue??!1,Array.isArray(
headers2)){if(headers2.length%2!==0)throw new InvalidArgumentError("headers array must be even");for(let i2=0;i2<headers2.length;i2+=2)processHeader(this,headers2[i2],
headers2[i2+1])}else if(headers2&&typeof headers2=="object")if(headers2[Symbol.iterator])for(const header of headers2){if(!Array.isArray(header)||header.length!==
2)throw new InvalidArgumentError("headers must be in key-value pair format");processHeader(this,header[0],header[1])}else{const keys=Object.keys(headers2);for(let i2=0;i2<
keys.length;++i2)processHeader(this,keys[i2],headers2[keys[i2]])}else if(headers2!=null)throw new InvalidArgumentError("headers must be an object or an array");
validateHandler(handler,method,upgrade),this.servername=servername||getServerName(this.host),this[kHandler]=handler,channels.create.hasSubscribers&&channels.create.
publish({request:this})}onBodySent(chunk){if(this[kHandler].onBodySent)try{return this[kHandler].onBodySent(chunk)}catch(err2){this.abort(err2)}}onRequestSent(){
if(channels.bodySent.hasSubscribers&&channels.bodySent.publish({request:this}),this[kHandler].onRequestSent)try{return this[kHandler].onRequestSent()}catch(err2){
this.abort(err2)}}onConnect(abort){if(assert(!this.aborted),assert(!this.completed),this.error)abort(this.error);else return this.abort=abort,this[kHandler].onConnect(
abort)}onResponseStarted(){return this[kHandler].onResponseStarted?.()}onHeaders(statusCode,headers2,resume,statusText){assert(!this.aborted),assert(!this.completed),
channels.headers.hasSubscribers&&channels.headers.publish({request:this,response:{statusCode,headers:headers2,statusText}});try{return this[kHandler].onHeaders(
statusCode,headers2,resume,statusText)}catch(err2){this.abort(err2)}}onData(chunk){assert(!this.aborted),assert(!this.completed);try{return this[kHandler].onData(
chunk)}catch(err2){return this.abort(err2),!1}}onUpgrade(statusCode,headers2,socket,statusText=""){this.onFinally(),assert(!this.aborted),assert(!this.completed),
statusCode!==null&&this.#publishUpgradeHeaders(statusCode,headers2,statusText);const result=this[kHandler].onUpgrade(statusCode,headers2,socket);return this.aborted||
(this.completed=!0,statusCode!==null&&this.#publishUpgradeTrailers()),result}onUpgradeResponse(statusCode,headers2,parseHeaders,statusText=""){assert(!this.aborted),
assert(this.completed),channels.headers.hasSubscribers&&this.#publishUpgradeHeaders(statusCode,parseHeaders(headers2),statusText),this.#publishUpgradeTrailers()}onUpgradeError(error2){
assert(!this.aborted),assert(this.completed),channels.error.hasSubscribers&&channels.error.publish({request:this,error:error2})}#publishUpgradeHeaders(statusCode,headers2,statusText){
channels.headers.hasSubscribers&&channels.headers.publish({request:this,response:{statusCode,headers:headers2,statusText}})}#publishUpgradeTrailers(){channels.trailers.
hasSubscribers&&channels.trailers.publish({request:this,trailers:[]})}onComplete(trailers){this.onFinally(),assert(!this.aborted),this.completed=!0,channels.trailers.
hasSubscribers&&channels.trailers.publish({request:this,trailers});try{return this[kHandler].onComplete(trailers)}catch(err2){this.onError(err2)}}onError(error2){
if(this.onFinally(),channels.error.hasSubscribers&&channels.error.publish({request:this,error:error2}),!this.aborted)return this.aborted=!0,this[kHandler].onError(
error2)}onFinally(){this.errorHandler&&(this.body.off("error",this.errorHandler),this.errorHandler=null),this.endHandler&&(this.body.off("end",this.endHandler),
this.endHandler=null)}addHeader(key2,value){return processHeader(this,key2,value),this}}function processHeader(request,key2,val){if(val&&typeof val=="object"&&!Array.
isArray(val))throw new InvalidArgumentError(`invalid ${key2} header`);if(val===void 0)return;let headerName=headerNameLowerCasedRecord[key2];if(headerName===void 0&&
(headerName=key2.toLowerCase(),headerNameLowerCasedRecord[headerName]===void 0&&!isValidHTTPToken(headerName)))throw new InvalidArgumentError("invalid header ke\
y");if(Array.isArray(val)){const arr=[];for(let i2=0;i2<val.length;i2++)if(typeof val[i2]=="string"){if(!isValidHeaderValue(val[i2]))throw new InvalidArgumentError(
`invalid ${key2} header`);arr.push(val[i2])}else if(val[i2]===null)arr.push("");else{if(typeof val[i2]=="object")throw new InvalidArgumentError(`invalid ${key2}\
 header`);{const str=`${val[i2]}`;if(!isValidHeaderValue(str))throw new InvalidArgumentError(`invalid ${key2} header`);arr.push(str)}}val=arr}else if(typeof val==
"string"){if(!isValidHeaderValue(val))throw new InvalidArgumentError(`invalid ${key2} header`)}else if(val===null)val="";else if(val=`${val}`,!isValidHeaderValue(
val))throw new InvalidArgumentError(`invalid ${key2} header`);if(headerName==="host"){if(request.host!==null)throw new InvalidArgumentError("duplicate host head\
er");if(typeof val!="string")throw new InvalidArgumentError("invalid host header");request.host=val}else if(headerName==="content-length"){if(request.contentLength!==
null)throw new InvalidArgumentError("duplicate content-length header");if(request.contentLength=parseInt(val,10),!Number.isFinite(request.contentLength))throw new InvalidArgumentError(
"invalid content-length header")}else if(request.contentType===null&&headerName==="content-type")request.contentType=val,request.headers.push(key2,val);else{if(headerName===
"transfer-encoding"||headerName==="keep-alive"||headerName==="upgrade")throw new InvalidArgumentError(`invalid ${headerName} header`);if(headerName==="connectio\
n"){const value=typeof val=="string"?val.toLowerCase():null;if(value!=="close"&&value!=="keep-alive")throw new InvalidArgumentError("invalid connection header");
value==="close"&&(request.reset=!0)}else{if(headerName==="expect")throw new NotSupportedError("expect header not supported");request.headers.push(key2,val)}}}module.
exports=Request}),6443:(module=>{module.exports={kClose:Symbol("close"),kDestroy:Symbol("destroy"),kDispatch:Symbol("dispatch"),kUrl:Symbol("url"),kWriting:Symbol(
"writing"),kResuming:Symbol("resuming"),kQueue:Symbol("queue"),kConnect:Symbol("connect"),kConnecting:Symbol("connecting"),kKeepAliveDefaultTimeout:Symbol("defa\
ult keep alive timeout"),kKeepAliveMaxTimeout:Symbol("max keep alive timeout"),kKeepAliveTimeoutThreshold:Symbol("keep alive timeout threshold"),kKeepAliveTimeoutValue:Symbol(
"keep alive timeout"),kKeepAlive:Symbol("keep alive"),kHeadersTimeout:Symbol("headers timeout"),kBodyTimeout:Symbol("body timeout"),kServerName:Symbol("server n\
ame"),kLocalAddress:Symbol("local address"),kHost:Symbol("host"),kNoRef:Symbol("no ref"),kBodyUsed:Symbol("used"),kBody:Symbol("abstracted request body"),kRunning:Symbol(
"running"),kBlocking:Symbol("blocking"),kPending:Symbol("pending"),kSize:Symbol("size"),kBusy:Symbol("busy"),kQueued:Symbol("queued"),kFree:Symbol("free"),kConnected:Symbol(
"connected"),kClosed:Symbol("closed"),kNeedDrain:Symbol("need drain"),kReset:Symbol("reset"),kDestroyed:Symbol.for("nodejs.stream.destroyed"),kResume:Symbol("re\
sume"),kOnError:Symbol("on error"),kMaxHeadersSize:Symbol("max headers size"),kRunningIdx:Symbol("running index"),kPendingIdx:Symbol("pending index"),kError:Symbol(
"error"),kClients:Symbol("clients"),kClient:Symbol("client"),kParser:Symbol("parser"),kOnDestroyed:Symbol("destroy callbacks"),kPipelining:Symbol("pipelining"),
kSocket:Symbol("socket"),kHostHeader:Symbol("host header"),kConnector:Symbol("connector"),kStrictContentLength:Symbol("strict content length"),kMaxRedirections:Symbol(
"maxRedirections"),kMaxRequests:Symbol("maxRequestsPerClient"),kProxy:Symbol("proxy agent options"),kCounter:Symbol("socket request counter"),kInterceptors:Symbol(
"dispatch interceptors"),kMaxResponseSize:Symbol("max response size"),kHTTP2Session:Symbol("http2Session"),kHTTP2SessionState:Symbol("http2Session state"),kRetryHandlerDefaultRetry:Symbol(
"retry agent default retry"),kConstruct:Symbol("constructable"),kListeners:Symbol("listeners"),kHTTPContext:Symbol("http context"),kMaxConcurrentStreams:Symbol(
"max concurrent streams"),kNoProxyAgent:Symbol("no proxy agent"),kHttpProxyAgent:Symbol("http proxy agent"),kHttpsProxyAgent:Symbol("https proxy agent")}}),7752:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{wellknownHeaderNames,headerNameLowerCasedRecord}=__nccwpck_require__2(735);class TstNode{value=null;left=null;middle=null;right=null;code;constructor(key2,value,index){
if(index===void 0||index>=key2.length)throw new TypeError("Unreachable");if((this.code=key2.charCodeAt(index))>127)throw new TypeError("key must be ascii string");
key2.length!==++index?this.middle=new TstNode(key2,value,index):this.value=value}add(key2,value){const length=key2.length;if(length===0)throw new TypeError("Unr\
eachable");let index=0,node=this;for(;;){const code2=key2.charCodeAt(index);if(code2>127)throw new TypeError("key must be ascii string");if(node.code===code2)if(length===
++index){node.value=value;break}else if(node.middle!==null)node=node.middle;else{node.middle=new TstNode(key2,value,index);break}else if(node.code<code2)if(node.
left!==null)node=node.left;else{node.left=new TstNode(key2,value,index);break}else if(node.right!==null)node=node.right;else{node.right=new TstNode(key2,value,index);
break}}}search(key2){const keylength=key2.length;let index=0,node=this;for(;node!==null&&index<keylength;){let code2=key2[index];for(code2<=90&&code2>=65&&(code2|=
32);node!==null;){if(code2===node.code){if(keylength===++index)return node;node=node.middle;break}node=node.code<code2?node.left:node.right}}return null}}class TernarySearchTree{node=null;insert(key2,value){
this.node===null?this.node=new TstNode(key2,value,0):this.node.add(key2,value)}lookup(key2){return this.node?.search(key2)?.value??null}}const tree=new TernarySearchTree;
for(let i2=0;i2<wellknownHeaderNames.length;++i2){const key2=headerNameLowerCasedRecord[wellknownHeaderNames[i2]];tree.insert(key2,key2)}module.exports={TernarySearchTree,
tree}}),3440:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const assert=__nccwpck_require__2(4589),{kDestroyed,kBodyUsed,kListeners,kBody}=__nccwpck_require__2(
6443),{IncomingMessage}=__nccwpck_require__2(7067),stream=__nccwpck_require__2(7075),net=__nccwpck_require__2(7030),{Blob:Blob2}=__nccwpck_require__2(4573),nodeUtil=__nccwpck_require__2(
7975),{stringify}=__nccwpck_require__2(1792),{EventEmitter:EE}=__nccwpck_require__2(8474),{InvalidArgumentError}=__nccwpck_require__2(8707),{headerNameLowerCasedRecord}=__nccwpck_require__2(
735),{tree}=__nccwpck_require__2(7752),[nodeMajor,nodeMinor]=process.versions.node.split(".").map(v=>Number(v));class BodyAsyncIterable{constructor(body){this[kBody]=
body,this[kBodyUsed]=!1}async*[Symbol.asyncIterator](){assert(!this[kBodyUsed],"disturbed"),this[kBodyUsed]=!0,yield*this[kBody]}}function wrapRequestBody(body){
return isStream(body)?(bodyLength(body)===0&&body.on("data",function(){assert(!1)}),typeof body.readableDidRead!="boolean"&&(body[kBodyUsed]=!1,EE.prototype.on.
call(body,"data",function(){this[kBodyUsed]=!0})),body):body&&typeof body.pipeTo=="function"?new BodyAsyncIterable(body):body&&typeof body!="string"&&!ArrayBuffer.
isView(body)&&isIterable(body)?new BodyAsyncIterable(body):body}function nop(){}function isStream(obj){return obj&&typeof obj=="object"&&typeof obj.pipe=="funct\
ion"&&typeof obj.on=="function"}function isBlobLike(object){if(object===null)return!1;if(object instanceof Blob2)return!0;if(typeof object!="object")return!1;{const sTag=object[Symbol.
toStringTag];return(sTag==="Blob"||sTag==="File")&&("stream"in object&&typeof object.stream=="function"||"arrayBuffer"in object&&typeof object.arrayBuffer=="fun\
ction")}}function buildURL(url,queryParams){if(url.includes("?")||url.includes("#"))throw new Error('Query params cannot be passed when url already contains "?"\
 or "#".');const stringified=stringify(queryParams);return stringified&&(url+="?"+stringified),url}function isValidPort(port){const value=parseInt(port,10);return value===
Number(port)&&value>=0&&value<=65535}function isHttpOrHttpsPrefixed(value){return value!=null&&value[0]==="h"&&value[1]==="t"&&value[2]==="t"&&value[3]==="p"&&(value[4]===
":"||value[4]==="s"&&value[5]===":")}function parseURL(url){if(typeof url=="string"){if(url=new URL(url),!isHttpOrHttpsPrefixed(url.origin||url.protocol))throw new InvalidArgumentError(
"Invalid URL protocol: the URL must start with `http:` or `https:`.");return url}if(!url||typeof url!="object")throw new InvalidArgumentError("Invalid URL: The \
URL argument must be a non-null object.");if(!(url instanceof URL)){if(url.port!=null&&url.port!==""&&isValidPort(url.port)===!1)throw new InvalidArgumentError(
"Invalid URL: port must be a valid integer or a string representation of an integer.");if(url.path!=null&&typeof url.path!="string")throw new InvalidArgumentError(
"Invalid URL path: the path must be a string or null/undefined.");if(url.pathname!=null&&typeof url.pathname!="string")throw new InvalidArgumentError("Invalid U\
RL pathname: the pathname must be a string or null/undefined.");if(url.hostname!=null&&typeof url.hostname!="string")throw new InvalidArgumentError("Invalid URL\
 hostname: the hostname must be a string or null/undefined.");if(url.origin!=null&&typeof url.origin!="string")throw new InvalidArgumentError("Invalid URL origi\
n: the origin must be a string or null/undefined.");if(!isHttpOrHttpsPrefixed(url.origin||url.protocol))throw new InvalidArgumentError("Invalid URL protocol: th\
e URL must start with `http:` or `https:`.");const port=url.port!=null?url.port:url.protocol==="https:"?443:80;let origin=url.origin!=null?url.origin:`${url.protocol||
""}//${url.hostname||""}:${port}`,path2=url.path!=null?url.path:`${url.pathname||""}${url.search||""}`;return origin[origin.length-1]==="/"&&(origin=origin.slice(
0,origin.length-1)),path2&&path2[0]!=="/"&&(path2=`/${path2}`),new URL(`${origin}${path2}`)}if(!isHttpOrHttpsPrefixed(url.origin||url.protocol))throw new InvalidArgumentError(
"Invalid URL protocol: the URL must start with `http:` or `https:`.");return url}function parseOrigin(url){if(url=parseURL(url),url.pathname!=="/"||url.search||
url.hash)throw new InvalidArgumentError("invalid url");return url}function getHostname(host){if(host[0]==="["){const idx2=host.indexOf("]");return assert(idx2!==
-1),host.substring(1,idx2)}const idx=host.indexOf(":");return idx===-1?host:host.substring(0,idx)}function getServerName(host){if(!host)return null;assert(typeof host==
"string");const servername=getHostname(host);return net.isIP(servername)?"":servername}function deepClone(obj){return JSON.parse(JSON.stringify(obj))}function isAsyncIterable(obj){
return obj!=null&&typeof obj[Symbol.asyncIterator]=="function"}function isIterable(obj){return obj!=null&&(typeof obj[Symbol.iterator]=="function"||typeof obj[Symbol.
asyncIterator]=="function")}function bodyLength(body){if(body==null)return 0;if(isStream(body)){const state=body._readableState;return state&&state.objectMode===
!1&&state.ended===!0&&Number.isFinite(state.length)?state.length:null}else{if(isBlobLike(body))return body.size!=null?body.size:null;if(isBuffer(body))return body.
byteLength}return null}function isDestroyed(body){return body&&!!(body.destroyed||body[kDestroyed]||stream.isDestroyed?.(body))}function destroy(stream2,err2){stream2==
null||!isStream(stream2)||isDestroyed(stream2)||(typeof stream2.destroy=="function"?(Object.getPrototypeOf(stream2).constructor===IncomingMessage&&(stream2.socket=
null),stream2.destroy(err2)):err2&&queueMicrotask(()=>{stream2.emit("error",err2)}),stream2.destroyed!==!0&&(stream2[kDestroyed]=!0))}const KEEPALIVE_TIMEOUT_EXPR=/timeout=(\d+)/;
function parseKeepAliveTimeout(val){const m=val.toString().match(KEEPALIVE_TIMEOUT_EXPR);return m?parseInt(m[1],10)*1e3:null}function headerNameToString(value){
return typeof value=="string"?headerNameLowerCasedRecord[value]??value.toLowerCase():tree.lookup(value)??value.toString("latin1").toLowerCase()}function bufferToLowerCasedHeaderName(value){
return tree.lookup(value)??value.toString("latin1").toLowerCase()}function parseHeaders(headers2,obj){obj===void 0&&(obj={});for(let i2=0;i2<headers2.length;i2+=
2){const key2=headerNameToString(headers2[i2]);let val=obj[key2];if(val)typeof val=="string"&&(val=[val],obj[key2]=val),val.push(headers2[i2+1].toString("utf8"));else{
const headersValue=headers2[i2+1];typeof headersValue=="string"?obj[key2]=headersValue:obj[key2]=Array.isArray(headersValue)?headersValue.map(x2=>x2.toString("u\
tf8")):headersValue.toString("utf8")}}return"content-length"in obj&&"content-disposition"in obj&&(obj["content-disposition"]=Buffer.from(obj["content-dispositio\
n"]).toString("latin1")),obj}function parseRawHeaders(headers2){const len=headers2.length,ret=new Array(len);let hasContentLength=!1,contentDispositionIdx=-1,key2,
val,kLen=0;for(let n=0;n<headers2.length;n+=2)key2=headers2[n],val=headers2[n+1],typeof key2!="string"&&(key2=key2.toString()),typeof val!="string"&&(val=val.toString(
"utf8")),kLen=key2.length,kLen===14&&key2[7]==="-"&&(key2==="content-length"||key2.toLowerCase()==="content-length")?hasContentLength=!0:kLen===19&&key2[7]==="-"&&
(key2==="content-disposition"||key2.toLowerCase()==="content-disposition")&&(contentDispositionIdx=n+1),ret[n]=key2,ret[n+1]=val;return hasContentLength&&contentDispositionIdx!==
-1&&(ret[contentDispositionIdx]=Buffer.from(ret[contentDispositionIdx]).toString("latin1")),ret}function isBuffer(buffer){return buffer instanceof Uint8Array||Buffer.
isBuffer(buffer)}function validateHandler(handler,method,upgrade){if(!handler||typeof handler!="object")throw new InvalidArgumentError("handler must be an objec\
t");if(typeof handler.onConnect!="function")throw new InvalidArgumentError("invalid onConnect method");if(typeof handler.onError!="function")throw new InvalidArgumentError(
"invalid onError method");if(typeof handler.onBodySent!="function"&&handler.onBodySent!==void 0)throw new InvalidArgumentError("invalid onBodySent method");if(upgrade||
method==="CONNECT"){if(typeof handler.onUpgrade!="function")throw new InvalidArgumentError("invalid onUpgrade method")}else{if(typeof handler.onHeaders!="functi\
on")throw new InvalidArgumentError("invalid onHeaders method");if(typeof handler.onData!="function")throw new InvalidArgumentError("invalid onData method");if(typeof handler.
onComplete!="function")throw new InvalidArgumentError("invalid onComplete method")}}function isDisturbed(body){return!!(body&&(stream.isDisturbed(body)||body[kBodyUsed]))}
function isErrored(body){return!!(body&&stream.isErrored(body))}function isReadable(body){return!!(body&&stream.isReadable(body))}function getSocketInfo(socket){
return{localAddress:socket.localAddress,localPort:socket.localPort,remoteAddress:socket.remoteAddress,remotePort:socket.remotePort,remoteFamily:socket.remoteFamily,
timeout:socket.timeout,bytesWritten:socket.bytesWritten,bytesRead:socket.bytesRead}}function ReadableStreamFrom(iterable){let iterator;return new ReadableStream(
{async start(){iterator=iterable[Symbol.asyncIterator]()},async pull(controller){const{done,value}=await iterator.next();if(done)queueMicrotask(()=>{controller.
close(),controller.byobRequest?.respond(0)});else{const buf=Buffer.isBuffer(value)?value:Buffer.from(value);buf.byteLength&&controller.enqueue(new Uint8Array(buf))}
return controller.desiredSize>0},async cancel(reason){await iterator.return()},type:"bytes"})}function isFormDataLike(object){return object&&typeof object=="obj\
ect"&&typeof object.append=="function"&&typeof object.delete=="function"&&typeof object.get=="function"&&typeof object.getAll=="function"&&typeof object.has=="f\
unction"&&typeof object.set=="function"&&object[Symbol.toStringTag]==="FormData"}function addAbortListener(signal,listener){return"addEventListener"in signal?(signal.
addEventListener("abort",listener,{once:!0}),()=>signal.removeEventListener("abort",listener)):(signal.addListener("abort",listener),()=>signal.removeListener("\
abort",listener))}const hasToWellFormed=typeof String.prototype.toWellFormed=="function",hasIsWellFormed=typeof String.prototype.isWellFormed=="function";function toUSVString(val){
return hasToWellFormed?`${val}`.toWellFormed():nodeUtil.toUSVString(val)}function isUSVString(val){return hasIsWellFormed?`${val}`.isWellFormed():toUSVString(val)===
`${val}`}function isTokenCharCode(c){switch(c){case 34:case 40:case 41:case 44:case 47:case 58:case 59:case 60:case 61:case 62:case 63:case 64:case 91:case 92:case 93:case 123:case 125:
return!1;default:return c>=33&&c<=126}}function isValidHTTPToken(characters){if(characters.length===0)return!1;for(let i2=0;i2<characters.length;++i2)if(!isTokenCharCode(
characters.charCodeAt(i2)))return!1;return!0}const headerCharRegex=/[^\t\x20-\x7e\x80-\xff]/;function isValidHeaderValue(characters){return!headerCharRegex.test(
characters)}function parseRangeHeader(range){if(range==null||range==="")return{start:0,end:null,size:null};const m=range?range.match(/^bytes (\d+)-(\d+)\/(\d+)?$/):
null;return m?{start:parseInt(m[1]),end:m[2]?parseInt(m[2]):null,size:m[3]?parseInt(m[3]):null}:null}function addListener(obj,name,listener){return(obj[kListeners]??=
[]).push([name,listener]),obj.on(name,listener),obj}function removeAllListeners(obj){for(const[name,listener]of obj[kListeners]??[])obj.removeListener(name,listener);
obj[kListeners]=null}function errorRequest(client,request,err2){try{request.onError(err2),assert(request.aborted)}catch(err3){client.emit("error",err3)}}const kEnumerableProperty=Object.
create(null);kEnumerableProperty.enumerable=!0;const normalizedMethodRecordsBase={delete:"DELETE",DELETE:"DELETE",get:"GET",GET:"GET",head:"HEAD",HEAD:"HEAD",options:"\
OPTIONS",OPTIONS:"OPTIONS",post:"POST",POST:"POST",put:"PUT",PUT:"PUT"},normalizedMethodRecords={...normalizedMethodRecordsBase,patch:"patch",PATCH:"PATCH"};Object.
setPrototypeOf(normalizedMethodRecordsBase,null),Object.setPrototypeOf(normalizedMethodRecords,null),module.exports={kEnumerableProperty,nop,isDisturbed,isErrored,
isReadable,toUSVString,isUSVString,isBlobLike,parseOrigin,parseURL,getServerName,isStream,isIterable,isAsyncIterable,isDestroyed,headerNameToString,bufferToLowerCasedHeaderName,
addListener,removeAllListeners,errorRequest,parseRawHeaders,parseHeaders,parseKeepAliveTimeout,destroy,bodyLength,deepClone,ReadableStreamFrom,isBuffer,validateHandler,
getSocketInfo,isFormDataLike,buildURL,addAbortListener,isValidHTTPToken,isValidHeaderValue,isTokenCharCode,parseRangeHeader,normalizedMethodRecordsBase,normalizedMethodRecords,
isValidPort,isHttpOrHttpsPrefixed,nodeMajor,nodeMinor,safeHTTPMethods:["GET","HEAD","OPTIONS","TRACE"],wrapRequestBody}}),7405:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{InvalidArgumentError}=__nccwpck_require__2(8707),{kClients,kRunning,kClose,kDestroy,kDispatch,kInterceptors}=__nccwpck_require__2(6443),DispatcherBase=__nccwpck_require__2(
1841),Pool=__nccwpck_require__2(628),Client=__nccwpck_require__2(3701),util=__nccwpck_require__2(3440),createRedirectInterceptor=__nccwpck_require__2(5092),kOnConnect=Symbol(
"onConnect"),kOnDisconnect=Symbol("onDisconnect"),kOnConnectionError=Symbol("onConnectionError"),kMaxRedirections=Symbol("maxRedirections"),kOnDrain=Symbol("onD\
rain"),kFactory=Symbol("factory"),kOptions=Symbol("options");function defaultFactory(origin,opts){return opts&&opts.connections===1?new Client(origin,opts):new Pool(
origin,opts)}class Agent extends DispatcherBase{constructor({factory=defaultFactory,maxRedirections=0,connect:connect2,tls,...options}={}){if(typeof factory!="f\
unction")throw new InvalidArgumentError("factory must be a function.");if(connect2!=null&&typeof connect2!="function"&&typeof connect2!="object")throw new InvalidArgumentError(
"connect must be a function or an object");if(!Number.isInteger(maxRedirections)||maxRedirections<0)throw new InvalidArgumentError("maxRedirections must be a po\
sitive number");super(options),connect2&&typeof connect2!="function"&&(connect2={...connect2}),tls&&typeof tls!="function"&&(tls={...tls}),this[kInterceptors]=options.
interceptors?.Agent&&Array.isArray(options.interceptors.Agent)?options.interceptors.Agent:[createRedirectInterceptor({maxRedirections})],this[kOptions]={...util.
deepClone(options),connect:connect2,tls},this[kOptions].interceptors=options.interceptors?{...options.interceptors}:void 0,this[kMaxRedirections]=maxRedirections,
this[kFactory]=factory,this[kClients]=new Map,this[kOnDrain]=(origin,targets)=>{this.emit("drain",origin,[this,...targets])},this[kOnConnect]=(origin,targets)=>{
this.emit("connect",origin,[this,...targets])},this[kOnDisconnect]=(origin,targets,err2)=>{this.emit("disconnect",origin,[this,...targets],err2)},this[kOnConnectionError]=
(origin,targets,err2)=>{this.emit("connectionError",origin,[this,...targets],err2)}}get[kRunning](){let ret=0;for(const client of this[kClients].values())ret+=client[kRunning];
return ret}[kDispatch](opts,handler){let key2;if(opts.origin&&(typeof opts.origin=="string"||opts.origin instanceof URL))key2=String(opts.origin);else throw new InvalidArgumentError(
"opts.origin must be a non-empty string or URL.");let dispatcher=this[kClients].get(key2);return dispatcher||(dispatcher=this[kFactory](opts.origin,this[kOptions]).
on("drain",this[kOnDrain]).on("connect",this[kOnConnect]).on("disconnect",this[kOnDisconnect]).on("connectionError",this[kOnConnectionError]),this[kClients].set(
key2,dispatcher)),dispatcher.dispatch(opts,handler)}async[kClose](){const closePromises=[];for(const client of this[kClients].values())closePromises.push(client.
close());this[kClients].clear(),await Promise.all(closePromises)}async[kDestroy](err2){const destroyPromises=[];for(const client of this[kClients].values())destroyPromises.
push(client.destroy(err2));this[kClients].clear(),await Promise.all(destroyPromises)}}module.exports=Agent}),837:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{BalancedPoolMissingUpstreamError,InvalidArgumentError}=__nccwpck_require__2(8707),{PoolBase,kClients,kNeedDrain,kAddClient,kRemoveClient,kGetDispatcher}=__nccwpck_require__2(
2128),Pool=__nccwpck_require__2(628),{kUrl,kInterceptors}=__nccwpck_require__2(6443),{parseOrigin}=__nccwpck_require__2(3440),kFactory=Symbol("factory"),kOptions=Symbol(
"options"),kGreatestCommonDivisor=Symbol("kGreatestCommonDivisor"),kCurrentWeight=Symbol("kCurrentWeight"),kIndex=Symbol("kIndex"),kWeight=Symbol("kWeight"),kMaxWeightPerServer=Symbol(
"kMaxWeightPerServer"),kErrorPenalty=Symbol("kErrorPenalty");function getGreatestCommonDivisor(a,b){if(a===0)return b;for(;b!==0;){const t=b;b=a%b,a=t}return a}
function defaultFactory(origin,opts){return new Pool(origin,opts)}class BalancedPool extends PoolBase{constructor(upstreams=[],{factory=defaultFactory,...opts}={}){
if(super(),this[kOptions]=opts,this[kIndex]=-1,this[kCurrentWeight]=0,this[kMaxWeightPerServer]=this[kOptions].maxWeightPerServer||100,this[kErrorPenalty]=this[kOptions].
errorPenalty||15,Array.isArray(upstreams)||(upstreams=[upstreams]),typeof factory!="function")throw new InvalidArgumentError("factory must be a function.");this[kInterceptors]=
opts.interceptors?.BalancedPool&&Array.isArray(opts.interceptors.BalancedPool)?opts.interceptors.BalancedPool:[],this[kFactory]=factory;for(const upstream of upstreams)
this.addUpstream(upstream);this._updateBalancedPoolStats()}addUpstream(upstream){const upstreamOrigin=parseOrigin(upstream).origin;if(this[kClients].find(pool2=>pool2[kUrl].
origin===upstreamOrigin&&pool2.closed!==!0&&pool2.destroyed!==!0))return this;const pool=this[kFactory](upstreamOrigin,Object.assign({},this[kOptions]));this[kAddClient](
pool),pool.on("connect",()=>{pool[kWeight]=Math.min(this[kMaxWeightPerServer],pool[kWeight]+this[kErrorPenalty])}),pool.on("connectionError",()=>{pool[kWeight]=
Math.max(1,pool[kWeight]-this[kErrorPenalty]),this._updateBalancedPoolStats()}),pool.on("disconnect",(...args)=>{const err2=args[2];err2&&err2.code==="UND_ERR_S\
OCKET"&&(pool[kWeight]=Math.max(1,pool[kWeight]-this[kErrorPenalty]),this._updateBalancedPoolStats())});for(const client of this[kClients])client[kWeight]=this[kMaxWeightPerServer];
return this._updateBalancedPoolStats(),this}_updateBalancedPoolStats(){let result=0;for(let i2=0;i2<this[kClients].length;i2++)result=getGreatestCommonDivisor(this[kClients][i2][kWeight],
result);this[kGreatestCommonDivisor]=result}removeUpstream(upstream){const upstreamOrigin=parseOrigin(upstream).origin,pool=this[kClients].find(pool2=>pool2[kUrl].
origin===upstreamOrigin&&pool2.closed!==!0&&pool2.destroyed!==!0);return pool&&this[kRemoveClient](pool),this}get upstreams(){return this[kClients].filter(dispatcher=>dispatcher.
closed!==!0&&dispatcher.destroyed!==!0).map(p=>p[kUrl].origin)}[kGetDispatcher](){if(this[kClients].length===0)throw new BalancedPoolMissingUpstreamError;if(!this[kClients].
find(dispatcher2=>!dispatcher2[kNeedDrain]&&dispatcher2.closed!==!0&&dispatcher2.destroyed!==!0)||this[kClients].map(pool=>pool[kNeedDrain]).reduce((a,b)=>a&&b,
!0))return;let counter=0,maxWeightIndex=this[kClients].findIndex(pool=>!pool[kNeedDrain]);for(;counter++<this[kClients].length;){this[kIndex]=(this[kIndex]+1)%this[kClients].
length;const pool=this[kClients][this[kIndex]];if(pool[kWeight]>this[kClients][maxWeightIndex][kWeight]&&!pool[kNeedDrain]&&(maxWeightIndex=this[kIndex]),this[kIndex]===
0&&(this[kCurrentWeight]=this[kCurrentWeight]-this[kGreatestCommonDivisor],this[kCurrentWeight]<=0&&(this[kCurrentWeight]=this[kMaxWeightPerServer])),pool[kWeight]>=
this[kCurrentWeight]&&!pool[kNeedDrain])return pool}return this[kCurrentWeight]=this[kClients][maxWeightIndex][kWeight],this[kIndex]=maxWeightIndex,this[kClients][maxWeightIndex]}}
module.exports=BalancedPool}),637:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const assert=__nccwpck_require__2(4589),util=__nccwpck_require__2(3440),
{channels}=__nccwpck_require__2(2414),timers=__nccwpck_require__2(6603),{RequestContentLengthMismatchError,ResponseContentLengthMismatchError,RequestAbortedError,
InvalidArgumentError,HeadersTimeoutError,HeadersOverflowError,SocketError,InformationalError,BodyTimeoutError,HTTPParserError,ResponseExceededMaxSizeError}=__nccwpck_require__2(
8707),{kUrl,kReset,kClient,kParser,kBlocking,kRunning,kPending,kSize,kWriting,kQueue,kNoRef,kKeepAliveDefaultTimeout,kHostHeader,kPendingIdx,kRunningIdx,kError,
kPipelining,kSocket,kKeepAliveTimeoutValue,kMaxHeadersSize,kKeepAliveMaxTimeout,kKeepAliveTimeoutThreshold,kHeadersTimeout,kBodyTimeout,kStrictContentLength,kMaxRequests,
kCounter,kMaxResponseSize,kOnError,kResume,kHTTPContext}=__nccwpck_require__2(6443),constants=__nccwpck_require__2(2824),EMPTY_BUF=Buffer.alloc(0),FastBuffer=Buffer[Symbol.
species],addListener=util.addListener,removeAllListeners=util.removeAllListeners,kIdleSocketValidation=Symbol("kIdleSocketValidation"),kIdleSocketValidationTimeout=Symbol(
"kIdleSocketValidationTimeout"),kSocketUsed=Symbol("kSocketUsed");let extractBody;async function lazyllhttp(){const llhttpWasmData=process.env.JEST_WORKER_ID?__nccwpck_require__2(
3870):void 0;let mod;try{mod=await WebAssembly.compile(__nccwpck_require__2(3434))}catch{mod=await WebAssembly.compile(llhttpWasmData||__nccwpck_require__2(3870))}
return await WebAssembly.instantiate(mod,{env:{wasm_on_url:(p,at,len)=>0,wasm_on_status:(p,at,len)=>{assert(currentParser.ptr===p);const start=at-currentBufferPtr+
currentBufferRef.byteOffset;return currentParser.onStatus(new FastBuffer(currentBufferRef.buffer,start,len))||0},wasm_on_message_begin:p=>(assert(currentParser.
ptr===p),currentParser.onMessageBegin()||0),wasm_on_header_field:(p,at,len)=>{assert(currentParser.ptr===p);const start=at-currentBufferPtr+currentBufferRef.byteOffset;
return currentParser.onHeaderField(new FastBuffer(currentBufferRef.buffer,start,len))||0},wasm_on_header_value:(p,at,len)=>{assert(currentParser.ptr===p);const start=at-
currentBufferPtr+currentBufferRef.byteOffset;return currentParser.onHeaderValue(new FastBuffer(currentBufferRef.buffer,start,len))||0},wasm_on_headers_complete:(p,statusCode,upgrade,shouldKeepAlive)=>(assert(
currentParser.ptr===p),currentParser.onHeadersComplete(statusCode,!!upgrade,!!shouldKeepAlive)||0),wasm_on_body:(p,at,len)=>{assert(currentParser.ptr===p);const start=at-
currentBufferPtr+currentBufferRef.byteOffset;return currentParser.onBody(new FastBuffer(currentBufferRef.buffer,start,len))||0},wasm_on_message_complete:p=>(assert(
currentParser.ptr===p),currentParser.onMessageComplete()||0)}})}let llhttpInstance=null,llhttpPromise=lazyllhttp();llhttpPromise.catch();let currentParser=null,
currentBufferRef=null,currentBufferSize=0,currentBufferPtr=null;const USE_NATIVE_TIMER=0,USE_FAST_TIMER=1,TIMEOUT_HEADERS=2|USE_FAST_TIMER,TIMEOUT_BODY=4|USE_FAST_TIMER,
TIMEOUT_KEEP_ALIVE=8|USE_NATIVE_TIMER;class Parser2{constructor(client,socket,{exports}){assert(Number.isFinite(client[kMaxHeadersSize])&&client[kMaxHeadersSize]>
0),this.llhttp=exports,this.ptr=this.llhttp.llhttp_alloc(constants.TYPE.RESPONSE),this.client=client,this.socket=socket,this.timeout=null,this.timeoutValue=null,
this.timeoutType=null,this.statusCode=null,this.statusText="",this.upgrade=!1,this.headers=[],this.headersSize=0,this.headersMaxSize=client[kMaxHeadersSize],this.
shouldKeepAlive=!1,this.paused=!1,this.resume=this.resume.bind(this),this.bytesRead=0,this.keepAlive="",this.contentLength="",this.connection="",this.maxResponseSize=
client[kMaxResponseSize]}setTimeout(delay,type){delay!==this.timeoutValue||type&USE_FAST_TIMER^this.timeoutType&USE_FAST_TIMER?(this.timeout&&(timers.clearTimeout(
this.timeout),this.timeout=null),delay&&(type&USE_FAST_TIMER?this.timeout=timers.setFastTimeout(onParserTimeout,delay,new WeakRef(this)):(this.timeout=setTimeout(
onParserTimeout,delay,new WeakRef(this)),this.timeout.unref())),this.timeoutValue=delay):this.timeout&&this.timeout.refresh&&this.timeout.refresh(),this.timeoutType=
type}resume(){this.socket.destroyed||!this.paused||(assert(this.ptr!=null),assert(currentParser==null),this.llhttp.llhttp_resume(this.ptr),assert(this.timeoutType===
TIMEOUT_BODY),this.timeout&&this.timeout.refresh&&this.timeout.refresh(),this.paused=!1,this.execute(this.socket.read()||EMPTY_BUF),this.readMore())}readMore(){
for(;!this.paused&&this.ptr;){const chunk=this.socket.read();if(chunk===null)break;this.execute(chunk)}}execute(data){assert(this.ptr!=null),assert(currentParser==
null),assert(!this.paused);const{socket,llhttp}=this;data.length>currentBufferSize&&(currentBufferPtr&&llhttp.free(currentBufferPtr),currentBufferSize=Math.ceil(
data.length/4096)*4096,currentBufferPtr=llhttp.malloc(currentBufferSize)),new Uint8Array(llhttp.memory.buffer,currentBufferPtr,currentBufferSize).set(data);try{
let ret;try{currentBufferRef=data,currentParser=this,ret=llhttp.llhttp_execute(this.ptr,currentBufferPtr,data.length)}catch(err2){throw err2}finally{currentParser=
null,currentBufferRef=null}const offset=llhttp.llhttp_get_error_pos(this.ptr)-currentBufferPtr;if(ret!==constants.ERROR.OK){const body=data.subarray(offset);if(ret===
constants.ERROR.PAUSED_UPGRADE)this.onUpgrade(body);else if(ret===constants.ERROR.PAUSED)this.paused=!0,socket.unshift(body);else throw this.createError(ret,body)}}catch(err2){
util.destroy(socket,err2)}}finish(){assert(currentParser===null),assert(this.ptr!=null),assert(!this.paused);const{llhttp}=this;let ret;try{currentParser=this,ret=
llhttp.llhttp_finish(this.ptr)}finally{currentParser=null}return ret===constants.ERROR.OK?null:ret===constants.ERROR.PAUSED||ret===constants.ERROR.PAUSED_UPGRADE?
(this.paused=!0,null):this.createError(ret,EMPTY_BUF)}createError(ret,data){const{llhttp,contentLength,bytesRead}=this;if(contentLength&&bytesRead!==parseInt(contentLength,
10))return new ResponseContentLengthMismatchError;const ptr=llhttp.llhttp_get_error_reason(this.ptr);let message="";if(ptr){const len=new Uint8Array(llhttp.memory.
buffer,ptr).indexOf(0);message="Response does not match the HTTP/1.1 protocol ("+Buffer.from(llhttp.memory.buffer,ptr,len).toString()+")"}return new HTTPParserError(
message,constants.ERROR[ret],data)}destroy(){assert(this.ptr!=null),assert(currentParser==null),this.llhttp.llhttp_free(this.ptr),this.ptr=null,this.timeout&&timers.
clearTimeout(this.timeout),this.timeout=null,this.timeoutValue=null,this.timeoutType=null,this.paused=!1}onStatus(buf){this.statusText=buf.toString()}onMessageBegin(){
const{socket,client}=this;if(socket.destroyed)return-1;if(client[kRunning]===0)return util.destroy(socket,new SocketError("bad response",util.getSocketInfo(socket))),
-1;const request=client[kQueue][client[kRunningIdx]];if(!request)return-1;request.onResponseStarted()}onHeaderField(buf){const len=this.headers.length;(len&1)===
0?this.headers.push(buf):this.headers[len-1]=Buffer.concat([this.headers[len-1],buf]),this.trackHeader(buf.length)}onHeaderValue(buf){let len=this.headers.length;
(len&1)===1?(this.headers.push(buf),len+=1):this.headers[len-1]=Buffer.concat([this.headers[len-1],buf]);const key2=this.headers[len-2];if(key2.length===10){const headerName=util.
bufferToLowerCasedHeaderName(key2);headerName==="keep-alive"?this.keepAlive+=buf.toString():headerName==="connection"&&(this.connection+=buf.toString())}else key2.
length===14&&util.bufferToLowerCasedHeaderName(key2)==="content-length"&&(this.contentLength+=buf.toString());this.trackHeader(buf.length)}trackHeader(len){this.
headersSize+=len,this.headersSize>=this.headersMaxSize&&util.destroy(this.socket,new HeadersOverflowError)}onUpgrade(head2){const{upgrade,client,socket,headers:headers2,
statusCode,statusText}=this;assert(upgrade),assert(client[kSocket]===socket),assert(!socket.destroyed),assert(!this.paused),assert((headers2.length&1)===0);const request=client[kQueue][client[kRunningIdx]];
assert(request),assert(request.upgrade||request.method==="CONNECT"),this.statusCode=null,this.statusText="",this.shouldKeepAlive=null,this.headers=[],this.headersSize=
0,socket.unshift(head2),socket[kParser].destroy(),socket[kParser]=null,socket[kClient]=null,socket[kError]=null,removeAllListeners(socket),client[kSocket]=null,
client[kHTTPContext]=null,client[kQueue][client[kRunningIdx]++]=null,client.emit("disconnect",client[kUrl],[client],new InformationalError("upgrade"));try{request.
onUpgrade(statusCode,headers2,socket,statusText)}catch(error2){util.errorRequest(client,request,error2),util.destroy(socket,error2)}client[kResume]()}onHeadersComplete(statusCode,upgrade,shouldKeepAlive){
const{client,socket,headers:headers2,statusText}=this;if(socket.destroyed)return-1;if(client[kRunning]===0)return util.destroy(socket,new SocketError("bad respo\
nse",util.getSocketInfo(socket))),-1;const request=client[kQueue][client[kRunningIdx]];if(!request)return-1;if(assert(!this.upgrade),assert(this.statusCode<200),
statusCode===100)return util.destroy(socket,new SocketError("bad response",util.getSocketInfo(socket))),-1;if(upgrade&&!request.upgrade)return util.destroy(socket,
new SocketError("bad upgrade",util.getSocketInfo(socket))),-1;if(assert(this.timeoutType===TIMEOUT_HEADERS),this.statusCode=statusCode,this.shouldKeepAlive=shouldKeepAlive||
request.method==="HEAD"&&!socket[kReset]&&this.connection.toLowerCase()==="keep-alive",this.statusCode>=200){const bodyTimeout=request.bodyTimeout!=null?request.
bodyTimeout:client[kBodyTimeout];this.setTimeout(bodyTimeout,TIMEOUT_BODY)}else this.timeout&&this.timeout.refresh&&this.timeout.refresh();if(request.method==="\
CONNECT")return assert(client[kRunning]===1),this.upgrade=!0,2;if(upgrade)return assert(client[kRunning]===1),this.upgrade=!0,2;if(assert((this.headers.length&1)===
0),this.headers=[],this.headersSize=0,this.shouldKeepAlive&&client[kPipelining]){const keepAliveTimeout=this.keepAlive?util.parseKeepAliveTimeout(this.keepAlive):
null;if(keepAliveTimeout!=null){const timeout=Math.min(keepAliveTimeout-client[kKeepAliveTimeoutThreshold],client[kKeepAliveMaxTimeout]);timeout<=0?socket[kReset]=
!0:client[kKeepAliveTimeoutValue]=timeout}else client[kKeepAliveTimeoutValue]=client[kKeepAliveDefaultTimeout]}else socket[kReset]=!0;const pause2=request.onHeaders(
statusCode,headers2,this.resume,statusText)===!1;return request.aborted?-1:request.method==="HEAD"||statusCode<200?1:(socket[kBlocking]&&(socket[kBlocking]=!1,client[kResume]()),
pause2?constants.ERROR.PAUSED:0)}onBody(buf){const{client,socket,statusCode,maxResponseSize}=this;if(socket.destroyed)return-1;const request=client[kQueue][client[kRunningIdx]];
if(assert(request),assert(this.timeoutType===TIMEOUT_BODY),this.timeout&&this.timeout.refresh&&this.timeout.refresh(),assert(statusCode>=200),maxResponseSize>-1&&
this.bytesRead+buf.length>maxResponseSize)return util.destroy(socket,new ResponseExceededMaxSizeError),-1;if(this.bytesRead+=buf.length,request.onData(buf)===!1)
return constants.ERROR.PAUSED}onMessageComplete(){const{client,socket,statusCode,upgrade,headers:headers2,contentLength,bytesRead,shouldKeepAlive}=this;if(socket.
destroyed&&(!statusCode||shouldKeepAlive))return-1;if(upgrade)return;assert(statusCode>=100),assert((this.headers.length&1)===0);const request=client[kQueue][client[kRunningIdx]];
if(assert(request),this.statusCode=null,this.statusText="",this.bytesRead=0,this.contentLength="",this.keepAlive="",this.connection="",this.headers=[],this.headersSize=
0,!(statusCode<200)){if(request.method!=="HEAD"&&contentLength&&bytesRead!==parseInt(contentLength,10))return util.destroy(socket,new ResponseContentLengthMismatchError),
-1;if(request.onComplete(headers2),client[kQueue][client[kRunningIdx]++]=null,socket[kSocketUsed]=!0,socket[kWriting])return assert(client[kRunning]===0),util.destroy(
socket,new InformationalError("reset")),constants.ERROR.PAUSED;if(shouldKeepAlive){if(socket[kReset]&&client[kRunning]===0)return util.destroy(socket,new InformationalError(
"reset")),constants.ERROR.PAUSED;client[kPipelining]==null||client[kPipelining]===1?setImmediate(()=>client[kResume]()):client[kResume]()}else return util.destroy(
socket,new InformationalError("reset")),constants.ERROR.PAUSED}}}function onParserTimeout(parser){const{socket,timeoutType,client,paused}=parser.deref();timeoutType===
TIMEOUT_HEADERS?(!socket[kWriting]||socket.writableNeedDrain||client[kRunning]>1)&&(assert(!paused,"cannot be paused while waiting for headers"),util.destroy(socket,
new HeadersTimeoutError)):timeoutType===TIMEOUT_BODY?paused||util.destroy(socket,new BodyTimeoutError):timeoutType===TIMEOUT_KEEP_ALIVE&&(assert(client[kRunning]===
0&&client[kKeepAliveTimeoutValue]),util.destroy(socket,new InformationalError("socket idle timeout")))}async function connectH1(client,socket){client[kSocket]=socket,
llhttpInstance||(llhttpInstance=await llhttpPromise,llhttpPromise=null),socket[kNoRef]=!1,socket[kWriting]=!1,socket[kReset]=!1,socket[kBlocking]=!1,socket[kIdleSocketValidation]=
0,socket[kIdleSocketValidationTimeout]=null,socket[kSocketUsed]=!1,socket[kParser]=new Parser2(client,socket,llhttpInstance),addListener(socket,"error",function(err2){
const parser=this[kParser];if(err2.code==="ECONNRESET"&&parser.statusCode&&!parser.shouldKeepAlive){const parserErr=parser.finish();parserErr&&(this[kError]=parserErr,
this[kClient][kOnError](parserErr));return}this[kError]=err2,this[kClient][kOnError](err2)}),addListener(socket,"readable",function(){const parser=this[kParser];
parser&&parser.readMore()}),addListener(socket,"end",function(){const parser=this[kParser];if(parser.statusCode&&!parser.shouldKeepAlive){const parserErr=parser.
finish();parserErr&&util.destroy(this,parserErr);return}util.destroy(this,new SocketError("other side closed",util.getSocketInfo(this)))}),addListener(socket,"c\
lose",function(){const client2=this[kClient],parser=this[kParser];clearIdleSocketValidation(this),parser&&(!this[kError]&&parser.statusCode&&!parser.shouldKeepAlive&&
(this[kError]=parser.finish()||this[kError]),this[kParser].destroy(),this[kParser]=null);const err2=this[kError]||new SocketError("closed",util.getSocketInfo(this));
if(client2[kSocket]=null,client2[kHTTPContext]=null,client2.destroyed){assert(client2[kPending]===0);const requests=client2[kQueue].splice(client2[kRunningIdx]);
for(let i2=0;i2<requests.length;i2++){const request=requests[i2];util.errorRequest(client2,request,err2)}}else if(client2[kRunning]>0&&err2.code!=="UND_ERR_INFO"){
const request=client2[kQueue][client2[kRunningIdx]];client2[kQueue][client2[kRunningIdx]++]=null,util.errorRequest(client2,request,err2)}client2[kPendingIdx]=client2[kRunningIdx],
assert(client2[kRunning]===0),client2.emit("disconnect",client2[kUrl],[client2],err2),client2[kResume]()});let closed=!1;return socket.on("close",()=>{closed=!0}),
{version:"h1",defaultPipelining:1,write(...args){return writeH1(client,...args)},resume(){resumeH1(client)},destroy(err2,callback){closed?queueMicrotask(callback):
socket.destroy(err2).on("close",callback)},get destroyed(){return socket.destroyed},busy(request){return!!(socket[kWriting]||socket[kReset]||socket[kBlocking]||
socket[kIdleSocketValidation]===1||request&&(client[kRunning]>0&&!request.idempotent||client[kRunning]>0&&(request.upgrade||request.method==="CONNECT")||client[kRunning]>
0&&util.bodyLength(request.body)!==0&&(util.isStream(request.body)||util.isAsyncIterable(request.body)||util.isFormDataLike(request.body))))}}}function clearIdleSocketValidation(socket){
socket[kIdleSocketValidationTimeout]&&(clearImmediate(socket[kIdleSocketValidationTimeout]),socket[kIdleSocketValidationTimeout]=null),socket[kIdleSocketValidation]=
0}function scheduleIdleSocketValidation(client,socket){socket[kIdleSocketValidation]=1,socket[kIdleSocketValidationTimeout]=setImmediate(()=>{socket[kIdleSocketValidationTimeout]=
null,socket[kIdleSocketValidation]=2,client[kSocket]===socket&&!socket.destroyed&&client[kResume]()})}function resumeH1(client){const socket=client[kSocket];if(socket&&
!socket.destroyed){if(client[kSize]===0?!socket[kNoRef]&&socket.unref&&(socket.unref(),socket[kNoRef]=!0):socket[kNoRef]&&socket.ref&&(socket.ref(),socket[kNoRef]=
!1),client[kRunning]===0&&client[kPending]>0&&socket[kSocketUsed]){if(socket[kIdleSocketValidation]===0)return scheduleIdleSocketValidation(client,socket),socket[kParser].
readMore(),socket.destroyed,void 0;if(socket[kIdleSocketValidation]===1)return socket[kParser].readMore(),socket.destroyed,void 0}if(client[kRunning]===0&&(socket[kParser].
readMore(),socket.destroyed))return;if(client[kSize]===0)socket[kParser].timeoutType!==TIMEOUT_KEEP_ALIVE&&socket[kParser].setTimeout(client[kKeepAliveTimeoutValue],
TIMEOUT_KEEP_ALIVE);else if(client[kRunning]>0&&socket[kParser].statusCode<200&&socket[kParser].timeoutType!==TIMEOUT_HEADERS){const request=client[kQueue][client[kRunningIdx]],
headersTimeout=request.headersTimeout!=null?request.headersTimeout:client[kHeadersTimeout];socket[kParser].setTimeout(headersTimeout,TIMEOUT_HEADERS)}}}function shouldSendContentLength(method){
return method!=="GET"&&method!=="HEAD"&&method!=="OPTIONS"&&method!=="TRACE"&&method!=="CONNECT"}function writeH1(client,request){const{method,path:path2,host,upgrade,
blocking,reset}=request;let{body,headers:headers2,contentLength}=request;const expectsPayload=method==="PUT"||method==="POST"||method==="PATCH"||method==="QUERY"||
method==="PROPFIND"||method==="PROPPATCH";if(util.isFormDataLike(body)){extractBody||(extractBody=__nccwpck_require__2(4492).extractBody);const[bodyStream,contentType]=extractBody(
body);request.contentType==null&&headers2.push("content-type",contentType),body=bodyStream.stream,contentLength=bodyStream.length}else if(util.isBlobLike(body)&&
request.contentType==null){const contentType=body.type;if(contentType){const contentTypeValue=`${contentType}`;if(!util.isValidHeaderValue(contentTypeValue))return util.
errorRequest(client,request,new InvalidArgumentError("invalid content-type header")),!1;headers2.push("content-type",contentTypeValue)}}body&&typeof body.read==
"function"&&body.read(0);const bodyLength=util.bodyLength(body);if(contentLength=bodyLength??contentLength,contentLength===null&&(contentLength=request.contentLength),
contentLength===0&&!expectsPayload&&(contentLength=null),shouldSendContentLength(method)&&contentLength>0&&request.contentLength!==null&&request.contentLength!==
contentLength){if(client[kStrictContentLength])return util.errorRequest(client,request,new RequestContentLengthMismatchError),!1;process.emitWarning(new RequestContentLengthMismatchError)}
const socket=client[kSocket];clearIdleSocketValidation(socket);const abort=error2=>{if(!request.aborted){if(request.completed){(request.upgrade||request.method===
"CONNECT")&&util.destroy(socket,new InformationalError("aborted"));return}util.errorRequest(client,request,error2||new RequestAbortedError),util.destroy(body),util.
destroy(socket,new InformationalError("aborted"))}};try{request.onConnect(abort)}catch(err2){util.errorRequest(client,request,err2)}if(request.aborted)return!1;
method==="HEAD"&&(socket[kReset]=!0),(upgrade||method==="CONNECT")&&(socket[kReset]=!0),reset!=null&&(socket[kReset]=reset),client[kMaxRequests]&&socket[kCounter]++>=
client[kMaxRequests]&&(socket[kReset]=!0),blocking&&(socket[kBlocking]=!0);let header=`${method} ${path2} HTTP/1.1\r
`;if(typeof host=="string"?header+=`host: ${host}\r
`:header+=client[kHostHeader],upgrade?header+=`connection: upgrade\r
upgrade: ${upgrade}\r
`:client[kPipelining]&&!socket[kReset]?header+=`connection: keep-alive\r
`:header+=`connection: close\r
`,Array.isArray(headers2))for(let n=0;n<headers2.length;n+=2){const key2=headers2[n+0],val=headers2[n+1];if(Array.isArray(val))for(let i2=0;i2<val.length;i2++)header+=
`${key2}: ${val[i2]}\r
`;else header+=`${key2}: ${val}\r
`}return channels.sendHeaders.hasSubscribers&&channels.sendHeaders.publish({request,headers:header,socket}),!body||bodyLength===0?writeBuffer(abort,null,client,
request,socket,contentLength,header,expectsPayload):util.isBuffer(body)?writeBuffer(abort,body,client,request,socket,contentLength,header,expectsPayload):util.isBlobLike(
body)?typeof body.stream=="function"?writeIterable(abort,body.stream(),client,request,socket,contentLength,header,expectsPayload):writeBlob(abort,body,client,request,
socket,contentLength,header,expectsPayload):util.isStream(body)?writeStream(abort,body,client,request,socket,contentLength,header,expectsPayload):util.isIterable(
body)?writeIterable(abort,body,client,request,socket,contentLength,header,expectsPayload):assert(!1),!0}function writeStream(abort,body,client,request,socket,contentLength,header,expectsPayload){
assert(contentLength!==0||client[kRunning]===0,"stream body cannot be pipelined");let finished=!1;const writer=new AsyncWriter({abort,socket,request,contentLength,
client,expectsPayload,header}),onData=function(chunk){if(!finished)try{!writer.write(chunk)&&this.pause&&this.pause()}catch(err2){util.destroy(this,err2)}},onDrain=function(){
finished||body.resume&&body.resume()},onClose=function(){if(queueMicrotask(()=>{body.removeListener("error",onFinished)}),!finished){const err2=new RequestAbortedError;
queueMicrotask(()=>onFinished(err2))}},onFinished=function(err2){if(!finished){if(finished=!0,assert(socket.destroyed||socket[kWriting]&&client[kRunning]<=1),socket.
off("drain",onDrain).off("error",onFinished),body.removeListener("data",onData).removeListener("end",onFinished).removeListener("close",onClose),!err2)try{writer.
end()}catch(er){err2=er}writer.destroy(err2),err2&&(err2.code!=="UND_ERR_INFO"||err2.message!=="reset")?util.destroy(body,err2):util.destroy(body)}};body.on("da\
ta",onData).on("end",onFinished).on("error",onFinished).on("close",onClose),body.resume&&body.resume(),socket.on("drain",onDrain).on("error",onFinished),body.errorEmitted??
body.errored?setImmediate(()=>onFinished(body.errored)):(body.endEmitted??body.readableEnded)&&setImmediate(()=>onFinished(null)),(body.closeEmitted??body.closed)&&
setImmediate(onClose)}function writeBuffer(abort,body,client,request,socket,contentLength,header,expectsPayload){try{body?util.isBuffer(body)&&(assert(contentLength===
body.byteLength,"buffer body must have content length"),socket.cork(),socket.write(`${header}content-length: ${contentLength}\r
\r
`,"latin1"),socket.write(body),socket.uncork(),request.onBodySent(body),!expectsPayload&&request.reset!==!1&&(socket[kReset]=!0)):contentLength===0?socket.write(
`${header}content-length: 0\r
\r
`,"latin1"):(assert(contentLength===null,"no body must not have content length"),socket.write(`${header}\r
`,"latin1")),request.onRequestSent(),client[kResume]()}catch(err2){abort(err2)}}async function writeBlob(abort,body,client,request,socket,contentLength,header,expectsPayload){
assert(contentLength===body.size,"blob body must have content length");try{if(contentLength!=null&&contentLength!==body.size)throw new RequestContentLengthMismatchError;
const buffer=Buffer.from(await body.arrayBuffer());socket.cork(),socket.write(`${header}content-length: ${contentLength}\r
\r
`,"latin1"),socket.write(buffer),socket.uncork(),request.onBodySent(buffer),request.onRequestSent(),!expectsPayload&&request.reset!==!1&&(socket[kReset]=!0),client[kResume]()}catch(err2){
abort(err2)}}async function writeIterable(abort,body,client,request,socket,contentLength,header,expectsPayload){assert(contentLength!==0||client[kRunning]===0,"\
iterator body cannot be pipelined");let callback=null;function onDrain(){if(callback){const cb=callback;callback=null,cb()}}const waitForDrain=()=>new Promise((resolve,reject)=>{
assert(callback===null),socket[kError]?reject(socket[kError]):callback=resolve});socket.on("close",onDrain).on("drain",onDrain);const writer=new AsyncWriter({abort,
socket,request,contentLength,client,expectsPayload,header});try{for await(const chunk of body){if(socket[kError])throw socket[kError];writer.write(chunk)||await waitForDrain()}
writer.end()}catch(err2){writer.destroy(err2)}finally{socket.off("close",onDrain).off("drain",onDrain)}}class AsyncWriter{constructor({abort,socket,request,contentLength,
client,expectsPayload,header}){this.socket=socket,this.request=request,this.contentLength=contentLength,this.client=client,this.bytesWritten=0,this.expectsPayload=
expectsPayload,this.header=header,this.abort=abort,socket[kWriting]=!0}write(chunk){const{socket,request,contentLength,client,bytesWritten,expectsPayload,header}=this;
if(socket[kError])throw socket[kError];if(socket.destroyed)return!1;const len=Buffer.byteLength(chunk);if(!len)return!0;if(contentLength!==null&&bytesWritten+len>
contentLength){if(client[kStrictContentLength])throw new RequestContentLengthMismatchError;process.emitWarning(new RequestContentLengthMismatchError)}socket.cork(),
bytesWritten===0&&(!expectsPayload&&request.reset!==!1&&(socket[kReset]=!0),contentLength===null?socket.write(`${header}transfer-encoding: chunked\r
`,"latin1"):socket.write(`${header}content-length: ${contentLength}\r
\r
`,"latin1")),contentLength===null&&socket.write(`\r
${len.toString(16)}\r
`,"latin1"),this.bytesWritten+=len;const ret=socket.write(chunk);return socket.uncork(),request.onBodySent(chunk),ret||socket[kParser].timeout&&socket[kParser].
timeoutType===TIMEOUT_HEADERS&&socket[kParser].timeout.refresh&&socket[kParser].timeout.refresh(),ret}end(){const{socket,contentLength,client,bytesWritten,expectsPayload,
header,request}=this;if(request.onRequestSent(),socket[kWriting]=!1,socket[kError])throw socket[kError];if(!socket.destroyed){if(bytesWritten===0?expectsPayload?
socket.write(`${header}content-length: 0\r
\r
`,"latin1"):socket.write(`${header}\r
`,"latin1"):contentLength===null&&socket.write(`\r
0\r
\r
`,"latin1"),contentLength!==null&&bytesWritten!==contentLength){if(client[kStrictContentLength])throw new RequestContentLengthMismatchError;process.emitWarning(
new RequestContentLengthMismatchError)}socket[kParser].timeout&&socket[kParser].timeoutType===TIMEOUT_HEADERS&&socket[kParser].timeout.refresh&&socket[kParser].
timeout.refresh(),client[kResume]()}}destroy(err2){const{socket,client,abort}=this;socket[kWriting]=!1,err2&&(assert(client[kRunning]<=1,"pipeline should only c\
ontain this request"),abort(err2))}}module.exports=connectH1}),8788:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const assert=__nccwpck_require__2(
4589),{errorMonitor}=__nccwpck_require__2(8474),{pipeline}=__nccwpck_require__2(7075),util=__nccwpck_require__2(3440),{RequestContentLengthMismatchError,RequestAbortedError,
SocketError,InformationalError}=__nccwpck_require__2(8707),{kUrl,kReset,kClient,kRunning,kPending,kQueue,kPendingIdx,kRunningIdx,kError,kSocket,kStrictContentLength,
kOnError,kMaxConcurrentStreams,kHTTP2Session,kResume,kSize,kHTTPContext}=__nccwpck_require__2(6443),kOpenStreams=Symbol("open streams");let extractBody,h2ExperimentalWarned=!1,
http2;try{http2=__nccwpck_require__2(2467)}catch{http2={constants:{}}}const{constants:{HTTP2_HEADER_AUTHORITY,HTTP2_HEADER_METHOD,HTTP2_HEADER_PATH,HTTP2_HEADER_SCHEME,
HTTP2_HEADER_CONTENT_LENGTH,HTTP2_HEADER_EXPECT,HTTP2_HEADER_STATUS}}=http2;function parseH2Headers(headers2){const result=[];for(const[name,value]of Object.entries(
headers2))if(Array.isArray(value))for(const subvalue of value)result.push(Buffer.from(name),Buffer.from(subvalue));else result.push(Buffer.from(name),Buffer.from(
value));return result}function parseH2ResponseHeaders(headers2){const{[HTTP2_HEADER_STATUS]:_statusCode,...realHeaders}=headers2;return parseH2Headers(realHeaders)}
async function connectH2(client,socket){client[kSocket]=socket,h2ExperimentalWarned||(h2ExperimentalWarned=!0,process.emitWarning("H2 support is experimental, e\
xpect them to change at any time.",{code:"UNDICI-H2"}));const session=http2.connect(client[kUrl],{createConnection:()=>socket,peerMaxConcurrentStreams:client[kMaxConcurrentStreams]});
session[kOpenStreams]=0,session[kClient]=client,session[kSocket]=socket,util.addListener(session,"error",onHttp2SessionError),util.addListener(session,"frameErr\
or",onHttp2FrameError),util.addListener(session,"end",onHttp2SessionEnd),util.addListener(session,"goaway",onHTTP2GoAway),util.addListener(session,"close",function(){
const{[kClient]:client2}=this,{[kSocket]:socket2}=client2,err2=this[kSocket][kError]||this[kError]||new SocketError("closed",util.getSocketInfo(socket2));if(client2[kHTTP2Session]=
null,client2.destroyed){assert(client2[kPending]===0);const requests=client2[kQueue].splice(client2[kRunningIdx]);for(let i2=0;i2<requests.length;i2++){const request=requests[i2];
util.errorRequest(client2,request,err2)}}}),session.unref(),client[kHTTP2Session]=session,socket[kHTTP2Session]=session,util.addListener(socket,"error",function(err2){
this[kError]=err2,this[kClient][kOnError](err2)}),util.addListener(socket,"end",function(){util.destroy(this,new SocketError("other side closed",util.getSocketInfo(
this)))}),util.addListener(socket,"close",function(){const err2=this[kError]||new SocketError("closed",util.getSocketInfo(this));client[kSocket]=null,this[kHTTP2Session]!=
null&&this[kHTTP2Session].destroy(err2),client[kPendingIdx]=client[kRunningIdx],assert(client[kRunning]===0),client.emit("disconnect",client[kUrl],[client],err2),
client[kResume]()});let closed=!1;return socket.on("close",()=>{closed=!0}),{version:"h2",defaultPipelining:1/0,write(...args){return writeH2(client,...args)},resume(){
resumeH2(client)},destroy(err2,callback){closed?queueMicrotask(callback):socket.destroy(err2).on("close",callback)},get destroyed(){return socket.destroyed},busy(){
return!1}}}function resumeH2(client){const socket=client[kSocket];socket?.destroyed===!1&&(client[kSize]===0&&client[kMaxConcurrentStreams]===0?(socket.unref(),
client[kHTTP2Session].unref()):(socket.ref(),client[kHTTP2Session].ref()))}function onHttp2SessionError(err2){this[kSocket][kError]=err2,this[kClient][kOnError](
err2)}function onHttp2FrameError(type,code2,id){if(id===0){const err2=new InformationalError(`HTTP/2: "frameError" received - type ${type}, code ${code2}`);this[kSocket][kError]=
err2,this[kClient][kOnError](err2)}}function onHttp2SessionEnd(){const err2=new SocketError("other side closed",util.getSocketInfo(this[kSocket]));this.destroy(
err2),util.destroy(this[kSocket],err2)}function onHTTP2GoAway(code2){const err2=this[kError]||new SocketError(`HTTP/2: "GOAWAY" frame received with code ${code2}`,
util.getSocketInfo(this)),client=this[kClient];if(client[kSocket]=null,client[kHTTPContext]=null,this[kHTTP2Session]!=null&&(this[kHTTP2Session].destroy(err2),this[kHTTP2Session]=
null),util.destroy(this[kSocket],err2),client[kRunningIdx]<client[kQueue].length){const request=client[kQueue][client[kRunningIdx]];client[kQueue][client[kRunningIdx]++]=
null,util.errorRequest(client,request,err2),client[kPendingIdx]=client[kRunningIdx]}assert(client[kRunning]===0),client.emit("disconnect",client[kUrl],[client],
err2),client[kResume]()}function shouldSendContentLength(method){return method!=="GET"&&method!=="HEAD"&&method!=="OPTIONS"&&method!=="TRACE"&&method!=="CONNECT"}
function writeH2(client,request){const session=client[kHTTP2Session],{method,path:path2,host,upgrade,expectContinue,signal,headers:reqHeaders}=request;let{body}=request;
if(upgrade)return util.errorRequest(client,request,new Error("Upgrade not supported for H2")),!1;const headers2={};for(let n=0;n<reqHeaders.length;n+=2){const key2=reqHeaders[n+
0],val=reqHeaders[n+1];if(Array.isArray(val))for(let i2=0;i2<val.length;i2++)headers2[key2]?headers2[key2]+=`,${val[i2]}`:headers2[key2]=val[i2];else headers2[key2]=
val}let stream;const{hostname,port}=client[kUrl];headers2[HTTP2_HEADER_AUTHORITY]=host||`${hostname}${port?`:${port}`:""}`,headers2[HTTP2_HEADER_METHOD]=method;
const abort=error2=>{if(!request.aborted){if(request.completed){method==="CONNECT"&&stream!=null&&util.destroy(stream,error2||new RequestAbortedError);return}error2=
error2||new RequestAbortedError,util.errorRequest(client,request,error2),stream!=null&&util.destroy(stream,error2),util.destroy(body,error2),client[kQueue][client[kRunningIdx]++]=
null,client[kResume]()}};try{request.onConnect(abort)}catch(err2){util.errorRequest(client,request,err2)}if(request.aborted)return!1;if(method==="CONNECT"){session.
ref(),stream=session.request(headers2,{endStream:!1,signal});let upgradeResponseFinished=!1;const onResponse=headers3=>{upgradeResponseFinished=!0,stream.off(errorMonitor,
onUpgradeError),request.onUpgradeResponse(Number(headers3[HTTP2_HEADER_STATUS]),headers3,parseH2ResponseHeaders)},onUpgradeError=error2=>{upgradeResponseFinished=
!0,stream.off("response",onResponse),request.onUpgradeError(error2)},onReady=()=>{try{request.onUpgrade(null,null,stream)}catch(error2){stream.off("response",onResponse),
abort(error2);return}request.aborted||(stream.off("error",abort),stream.once(errorMonitor,onUpgradeError),client[kQueue][client[kRunningIdx]++]=null)};return stream.
once("response",onResponse),stream.once("error",abort),++session[kOpenStreams],onReady(),stream.once("close",()=>{!upgradeResponseFinished&&request.completed&&(stream.
off("response",onResponse),stream.off(errorMonitor,onUpgradeError),request.onUpgradeError(new InformationalError(`HTTP/2: "stream error" received - code ${stream.
rstCode}`))),session[kOpenStreams]-=1,session[kOpenStreams]===0&&session.unref()}),!0}headers2[HTTP2_HEADER_PATH]=path2,headers2[HTTP2_HEADER_SCHEME]="https";const expectsPayload=method===
"PUT"||method==="POST"||method==="PATCH";body&&typeof body.read=="function"&&body.read(0);let contentLength=util.bodyLength(body);if(util.isFormDataLike(body)){
extractBody??=__nccwpck_require__2(4492).extractBody;const[bodyStream,contentType]=extractBody(body);headers2["content-type"]=contentType,body=bodyStream.stream,
contentLength=bodyStream.length}if(contentLength==null&&(contentLength=request.contentLength),(contentLength===0||!expectsPayload)&&(contentLength=null),shouldSendContentLength(
method)&&contentLength>0&&request.contentLength!=null&&request.contentLength!==contentLength){if(client[kStrictContentLength])return util.errorRequest(client,request,
new RequestContentLengthMismatchError),!1;process.emitWarning(new RequestContentLengthMismatchError)}contentLength!=null&&(assert(body,"no body must not have co\
ntent length"),headers2[HTTP2_HEADER_CONTENT_LENGTH]=`${contentLength}`),session.ref();const shouldEndStream=method==="GET"||method==="HEAD"||body===null;return expectContinue?
(headers2[HTTP2_HEADER_EXPECT]="100-continue",stream=session.request(headers2,{endStream:shouldEndStream,signal}),stream.once("continue",writeBodyH2)):(stream=session.
request(headers2,{endStream:shouldEndStream,signal}),writeBodyH2()),++session[kOpenStreams],stream.once("response",headers3=>{const{[HTTP2_HEADER_STATUS]:statusCode,
...realHeaders}=headers3;if(request.onResponseStarted(),request.aborted){const err2=new RequestAbortedError;util.errorRequest(client,request,err2),util.destroy(
stream,err2);return}request.onHeaders(Number(statusCode),parseH2Headers(realHeaders),stream.resume.bind(stream),"")===!1&&stream.pause(),stream.on("data",chunk=>{
request.onData(chunk)===!1&&stream.pause()})}),stream.once("end",()=>{(stream.state?.state==null||stream.state.state<6)&&request.onComplete([]),session[kOpenStreams]===
0&&session.unref(),abort(new InformationalError("HTTP/2: stream half-closed (remote)")),client[kQueue][client[kRunningIdx]++]=null,client[kPendingIdx]=client[kRunningIdx],
client[kResume]()}),stream.once("close",()=>{session[kOpenStreams]-=1,session[kOpenStreams]===0&&session.unref()}),stream.once("error",function(err2){abort(err2)}),
stream.once("frameError",(type,code2)=>{abort(new InformationalError(`HTTP/2: "frameError" received - type ${type}, code ${code2}`))}),!0;function writeBodyH2(){
!body||contentLength===0?writeBuffer(abort,stream,null,client,request,client[kSocket],contentLength,expectsPayload):util.isBuffer(body)?writeBuffer(abort,stream,
body,client,request,client[kSocket],contentLength,expectsPayload):util.isBlobLike(body)?typeof body.stream=="function"?writeIterable(abort,stream,body.stream(),
client,request,client[kSocket],contentLength,expectsPayload):writeBlob(abort,stream,body,client,request,client[kSocket],contentLength,expectsPayload):util.isStream(
body)?writeStream(abort,client[kSocket],expectsPayload,stream,body,client,request,contentLength):util.isIterable(body)?writeIterable(abort,stream,body,client,request,
client[kSocket],contentLength,expectsPayload):assert(!1)}}function writeBuffer(abort,h2stream,body,client,request,socket,contentLength,expectsPayload){try{body!=
null&&util.isBuffer(body)&&(assert(contentLength===body.byteLength,"buffer body must have content length"),h2stream.cork(),h2stream.write(body),h2stream.uncork(),
h2stream.end(),request.onBodySent(body)),expectsPayload||(socket[kReset]=!0),request.onRequestSent(),client[kResume]()}catch(error2){abort(error2)}}function writeStream(abort,socket,expectsPayload,h2stream,body,client,request,contentLength){
assert(contentLength!==0||client[kRunning]===0,"stream body cannot be pipelined");const pipe=pipeline(body,h2stream,err2=>{err2?(util.destroy(pipe,err2),abort(err2)):
(util.removeAllListeners(pipe),request.onRequestSent(),expectsPayload||(socket[kReset]=!0),client[kResume]())});util.addListener(pipe,"data",onPipeData);function onPipeData(chunk){
request.onBodySent(chunk)}}async function writeBlob(abort,h2stream,body,client,request,socket,contentLength,expectsPayload){assert(contentLength===body.size,"bl\
ob body must have content length");try{if(contentLength!=null&&contentLength!==body.size)throw new RequestContentLengthMismatchError;const buffer=Buffer.from(await body.
arrayBuffer());h2stream.cork(),h2stream.write(buffer),h2stream.uncork(),h2stream.end(),request.onBodySent(buffer),request.onRequestSent(),expectsPayload||(socket[kReset]=
!0),client[kResume]()}catch(err2){abort(err2)}}async function writeIterable(abort,h2stream,body,client,request,socket,contentLength,expectsPayload){assert(contentLength!==
0||client[kRunning]===0,"iterator body cannot be pipelined");let callback=null;function onDrain(){if(callback){const cb=callback;callback=null,cb()}}const waitForDrain=()=>new Promise(
(resolve,reject)=>{assert(callback===null),socket[kError]?reject(socket[kError]):callback=resolve});h2stream.on("close",onDrain).on("drain",onDrain);try{for await(const chunk of body){
if(socket[kError])throw socket[kError];const res=h2stream.write(chunk);request.onBodySent(chunk),res||await waitForDrain()}h2stream.end(),request.onRequestSent(),
expectsPayload||(socket[kReset]=!0),client[kResume]()}catch(err2){abort(err2)}finally{h2stream.off("close",onDrain).off("drain",onDrain)}}module.exports=connectH2}),
3701:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const assert=__nccwpck_require__2(4589),net=__nccwpck_require__2(7030),http=__nccwpck_require__2(
7067),util=__nccwpck_require__2(3440),{channels}=__nccwpck_require__2(2414),Request=__nccwpck_require__2(4655),DispatcherBase=__nccwpck_require__2(1841),{InvalidArgumentError,
InformationalError,ClientDestroyedError}=__nccwpck_require__2(8707),buildConnector=__nccwpck_require__2(9136),{kUrl,kServerName,kClient,kBusy,kConnect,kResuming,
kRunning,kPending,kSize,kQueue,kConnected,kConnecting,kNeedDrain,kKeepAliveDefaultTimeout,kHostHeader,kPendingIdx,kRunningIdx,kError,kPipelining,kKeepAliveTimeoutValue,
kMaxHeadersSize,kKeepAliveMaxTimeout,kKeepAliveTimeoutThreshold,kHeadersTimeout,kBodyTimeout,kStrictContentLength,kConnector,kMaxRedirections,kMaxRequests,kCounter,
kClose,kDestroy,kDispatch,kInterceptors,kLocalAddress,kMaxResponseSize,kOnError,kHTTPContext,kMaxConcurrentStreams,kResume}=__nccwpck_require__2(6443),connectH1=__nccwpck_require__2(
637),connectH2=__nccwpck_require__2(8788);let deprecatedInterceptorWarned=!1;const kClosedResolve=Symbol("kClosedResolve"),noop=()=>{};function getPipelining(client){
return client[kPipelining]??client[kHTTPContext]?.defaultPipelining??1}class Client extends DispatcherBase{constructor(url,{interceptors,maxHeaderSize,headersTimeout,
socketTimeout,requestTimeout,connectTimeout,bodyTimeout,idleTimeout,keepAlive,keepAliveTimeout,maxKeepAliveTimeout,keepAliveMaxTimeout,keepAliveTimeoutThreshold,
socketPath,pipelining,tls,strictContentLength,maxCachedSessions,maxRedirections,connect:connect3,maxRequestsPerClient,localAddress,maxResponseSize,autoSelectFamily,
autoSelectFamilyAttemptTimeout,maxConcurrentStreams,allowH2,webSocket,eventSource}={}){if(super({webSocket,eventSource}),keepAlive!==void 0)throw new InvalidArgumentError(
"unsupported keepAlive, use pipelining=0 instead");if(socketTimeout!==void 0)throw new InvalidArgumentError("unsupported socketTimeout, use headersTimeout & bod\
yTimeout instead");if(requestTimeout!==void 0)throw new InvalidArgumentError("unsupported requestTimeout, use headersTimeout & bodyTimeout instead");if(idleTimeout!==
void 0)throw new InvalidArgumentError("unsupported idleTimeout, use keepAliveTimeout instead");if(maxKeepAliveTimeout!==void 0)throw new InvalidArgumentError("u\
nsupported maxKeepAliveTimeout, use keepAliveMaxTimeout instead");if(maxHeaderSize!=null&&!Number.isFinite(maxHeaderSize))throw new InvalidArgumentError("invali\
d maxHeaderSize");if(socketPath!=null&&typeof socketPath!="string")throw new InvalidArgumentError("invalid socketPath");if(connectTimeout!=null&&(!Number.isFinite(
connectTimeout)||connectTimeout<0))throw new InvalidArgumentError("invalid connectTimeout");if(keepAliveTimeout!=null&&(!Number.isFinite(keepAliveTimeout)||keepAliveTimeout<=
0))throw new InvalidArgumentError("invalid keepAliveTimeout");if(keepAliveMaxTimeout!=null&&(!Number.isFinite(keepAliveMaxTimeout)||keepAliveMaxTimeout<=0))throw new InvalidArgumentError(
"invalid keepAliveMaxTimeout");if(keepAliveTimeoutThreshold!=null&&!Number.isFinite(keepAliveTimeoutThreshold))throw new InvalidArgumentError("invalid keepAlive\
TimeoutThreshold");if(headersTimeout!=null&&(!Number.isInteger(headersTimeout)||headersTimeout<0))throw new InvalidArgumentError("headersTimeout must be a posit\
ive integer or zero");if(bodyTimeout!=null&&(!Number.isInteger(bodyTimeout)||bodyTimeout<0))throw new InvalidArgumentError("bodyTimeout must be a positive integ\
er or zero");if(connect3!=null&&typeof connect3!="function"&&typeof connect3!="object")throw new InvalidArgumentError("connect must be a function or an object");
if(maxRedirections!=null&&(!Number.isInteger(maxRedirections)||maxRedirections<0))throw new InvalidArgumentError("maxRedirections must be a positive number");if(maxRequestsPerClient!=
null&&(!Number.isInteger(maxRequestsPerClient)||maxRequestsPerClient<0))throw new InvalidArgumentError("maxRequestsPerClient must be a positive number");if(localAddress!=
null&&(typeof localAddress!="string"||net.isIP(localAddress)===0))throw new InvalidArgumentError("localAddress must be valid string IP address");if(maxResponseSize!=
null&&(!Number.isInteger(maxResponseSize)||maxResponseSize<-1))throw new InvalidArgumentError("maxResponseSize must be a positive number");if(autoSelectFamilyAttemptTimeout!=
null&&(!Number.isInteger(autoSelectFamilyAttemptTimeout)||autoSelectFamilyAttemptTimeout<-1))throw new InvalidArgumentError("autoSelectFamilyAttemptTimeout must\
 be a positive number");if(allowH2!=null&&typeof allowH2!="boolean")throw new InvalidArgumentError("allowH2 must be a valid boolean value");if(maxConcurrentStreams!=
null&&(typeof maxConcurrentStreams!="number"||maxConcurrentStreams<1))throw new InvalidArgumentError("maxConcurrentStreams must be a positive integer, greater t\
han 0");typeof connect3!="function"&&(connect3=buildConnector({...tls,maxCachedSessions,allowH2,socketPath,timeout:connectTimeout,...autoSelectFamily?{autoSelectFamily,
autoSelectFamilyAttemptTimeout}:void 0,...connect3})),interceptors?.Client&&Array.isArray(interceptors.Client)?(this[kInterceptors]=interceptors.Client,deprecatedInterceptorWarned||
(deprecatedInterceptorWarned=!0,process.emitWarning("Client.Options#interceptor is deprecated. Use Dispatcher#compose instead.",{code:"UNDICI-CLIENT-INTERCEPTOR\
-DEPRECATED"}))):this[kInterceptors]=[createRedirectInterceptor({maxRedirections})],this[kUrl]=util.parseOrigin(url),this[kConnector]=connect3,this[kPipelining]=
pipelining??1,this[kMaxHeadersSize]=maxHeaderSize||http.maxHeaderSize,this[kKeepAliveDefaultTimeout]=keepAliveTimeout??4e3,this[kKeepAliveMaxTimeout]=keepAliveMaxTimeout??
6e5,this[kKeepAliveTimeoutThreshold]=keepAliveTimeoutThreshold??2e3,this[kKeepAliveTimeoutValue]=this[kKeepAliveDefaultTimeout],this[kServerName]=null,this[kLocalAddress]=
localAddress??null,this[kResuming]=0,this[kNeedDrain]=0,this[kHostHeader]=`host: ${this[kUrl].hostname}${this[kUrl].port?`:${this[kUrl].port}`:""}\r
`,this[kBodyTimeout]=bodyTimeout??3e5,this[kHeadersTimeout]=headersTimeout??3e5,this[kStrictContentLength]=strictContentLength??!0,this[kMaxRedirections]=maxRedirections,
this[kMaxRequests]=maxRequestsPerClient,this[kClosedResolve]=null,this[kMaxResponseSize]=maxResponseSize>-1?maxResponseSize:-1,this[kMaxConcurrentStreams]=maxConcurrentStreams??
100,this[kHTTPContext]=null,this[kQueue]=[],this[kRunningIdx]=0,this[kPendingIdx]=0,this[kResume]=sync=>resume(this,sync),this[kOnError]=err2=>onError(this,err2)}get pipelining(){
return this[kPipelining]}set pipelining(value){this[kPipelining]=value,this[kResume](!0)}get[kPending](){return this[kQueue].length-this[kPendingIdx]}get[kRunning](){
return this[kPendingIdx]-this[kRunningIdx]}get[kSize](){return this[kQueue].length-this[kRunningIdx]}get[kConnected](){return!!this[kHTTPContext]&&!this[kConnecting]&&
!this[kHTTPContext].destroyed}get[kBusy](){return!!(this[kHTTPContext]?.busy(null)||this[kSize]>=(getPipelining(this)||1)||this[kPending]>0)}[kConnect](cb){connect2(
this),this.once("connect",cb)}[kDispatch](opts,handler){const origin=opts.origin||this[kUrl].origin,request=new Request(origin,opts,handler);return this[kQueue].
push(request),this[kResuming]||(util.bodyLength(request.body)==null&&util.isIterable(request.body)?(this[kResuming]=1,queueMicrotask(()=>resume(this))):this[kResume](
!0)),this[kResuming]&&this[kNeedDrain]!==2&&this[kBusy]&&(this[kNeedDrain]=2),this[kNeedDrain]<2}async[kClose](){return new Promise(resolve=>{this[kSize]?this[kClosedResolve]=
resolve:resolve(null)})}async[kDestroy](err2){return new Promise(resolve=>{const requests=this[kQueue].splice(this[kPendingIdx]);for(let i2=0;i2<requests.length;i2++){
const request=requests[i2];util.errorRequest(this,request,err2)}const callback=()=>{this[kClosedResolve]&&(this[kClosedResolve](),this[kClosedResolve]=null),resolve(
null)};this[kHTTPContext]?(this[kHTTPContext].destroy(err2,callback),this[kHTTPContext]=null):queueMicrotask(callback),this[kResume]()})}}const createRedirectInterceptor=__nccwpck_require__2(
5092);function onError(client,err2){if(client[kRunning]===0&&err2.code!=="UND_ERR_INFO"&&err2.code!=="UND_ERR_SOCKET"){assert(client[kPendingIdx]===client[kRunningIdx]);
const requests=client[kQueue].splice(client[kRunningIdx]);for(let i2=0;i2<requests.length;i2++){const request=requests[i2];util.errorRequest(client,request,err2)}
assert(client[kSize]===0)}}async function connect2(client){assert(!client[kConnecting]),assert(!client[kHTTPContext]);let{host,hostname,protocol,port}=client[kUrl];
if(hostname[0]==="["){const idx=hostname.indexOf("]");assert(idx!==-1);const ip=hostname.substring(1,idx);assert(net.isIP(ip)),hostname=ip}client[kConnecting]=!0,
channels.beforeConnect.hasSubscribers&&channels.beforeConnect.publish({connectParams:{host,hostname,protocol,port,version:client[kHTTPContext]?.version,servername:client[kServerName],
localAddress:client[kLocalAddress]},connector:client[kConnector]});try{const socket=await new Promise((resolve,reject)=>{client[kConnector]({host,hostname,protocol,
port,servername:client[kServerName],localAddress:client[kLocalAddress]},(err2,socket2)=>{err2?reject(err2):resolve(socket2)})});if(client.destroyed){util.destroy(
socket.on("error",noop),new ClientDestroyedError);return}assert(socket);try{client[kHTTPContext]=socket.alpnProtocol==="h2"?await connectH2(client,socket):await connectH1(
client,socket)}catch(err2){throw socket.destroy().on("error",noop),err2}client[kConnecting]=!1,socket[kCounter]=0,socket[kMaxRequests]=client[kMaxRequests],socket[kClient]=
client,socket[kError]=null,channels.connected.hasSubscribers&&channels.connected.publish({connectParams:{host,hostname,protocol,port,version:client[kHTTPContext]?.
version,servername:client[kServerName],localAddress:client[kLocalAddress]},connector:client[kConnector],socket}),client.emit("connect",client[kUrl],[client])}catch(err2){
if(client.destroyed)return;if(client[kConnecting]=!1,channels.connectError.hasSubscribers&&channels.connectError.publish({connectParams:{host,hostname,protocol,
port,version:client[kHTTPContext]?.version,servername:client[kServerName],localAddress:client[kLocalAddress]},connector:client[kConnector],error:err2}),err2.code===
"ERR_TLS_CERT_ALTNAME_INVALID")for(assert(client[kRunning]===0);client[kPending]>0&&client[kQueue][client[kPendingIdx]].servername===client[kServerName];){const request=client[kQueue][client[kPendingIdx]++];
util.errorRequest(client,request,err2)}else onError(client,err2);client.emit("connectionError",client[kUrl],[client],err2)}client[kResume]()}function emitDrain(client){
client[kNeedDrain]=0,client.emit("drain",client[kUrl],[client])}function resume(client,sync){client[kResuming]!==2&&(client[kResuming]=2,_resume(client,sync),client[kResuming]=
0,client[kRunningIdx]>256&&(client[kQueue].splice(0,client[kRunningIdx]),client[kPendingIdx]-=client[kRunningIdx],client[kRunningIdx]=0))}function _resume(client,sync){
for(;;){if(client.destroyed){assert(client[kPending]===0);return}if(client[kClosedResolve]&&!client[kSize]){client[kClosedResolve](),client[kClosedResolve]=null;
return}if(client[kHTTPContext]&&client[kHTTPContext].resume(),client[kBusy])client[kNeedDrain]=2;else if(client[kNeedDrain]===2){sync?(client[kNeedDrain]=1,queueMicrotask(
()=>emitDrain(client))):emitDrain(client);continue}if(client[kPending]===0||client[kRunning]>=(getPipelining(client)||1))return;const request=client[kQueue][client[kPendingIdx]];
if(client[kUrl].protocol==="https:"&&client[kServerName]!==request.servername){if(client[kRunning]>0)return;client[kServerName]=request.servername,client[kHTTPContext]?.
destroy(new InformationalError("servername changed"),()=>{client[kHTTPContext]=null,resume(client)})}if(client[kConnecting])return;if(!client[kHTTPContext]){connect2(
client);return}if(client[kHTTPContext].destroyed||client[kHTTPContext].busy(request))return;!request.aborted&&client[kHTTPContext].write(request)?client[kPendingIdx]++:
client[kQueue].splice(client[kPendingIdx],1)}}module.exports=Client}),1841:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const buffer=__nccwpck_require__2(
4573),Dispatcher=__nccwpck_require__2(883),{ClientDestroyedError,ClientClosedError,InvalidArgumentError}=__nccwpck_require__2(8707),{kDestroy,kClose,kClosed,kDestroyed,
kDispatch,kInterceptors}=__nccwpck_require__2(6443),kOnDestroyed=Symbol("onDestroyed"),kOnClosed=Symbol("onClosed"),kInterceptedDispatch=Symbol("Intercepted Dis\
patch"),kWebSocketOptions=Symbol("webSocketOptions"),kEventSourceOptions=Symbol("eventSourceOptions");class DispatcherBase extends Dispatcher{constructor(opts){
super(),this[kDestroyed]=!1,this[kOnDestroyed]=null,this[kClosed]=!1,this[kOnClosed]=[],this[kWebSocketOptions]=opts?.webSocket??{},this[kEventSourceOptions]=opts?.
eventSource??{}}get webSocketOptions(){return{maxFragments:this[kWebSocketOptions].maxFragments??131072,maxPayloadSize:this[kWebSocketOptions].maxPayloadSize??128*
1024*1024}}get eventSourceOptions(){return{maxEventSize:this[kEventSourceOptions].maxEventSize??buffer.kStringMaxLength}}get destroyed(){return this[kDestroyed]}get closed(){
return this[kClosed]}get interceptors(){return this[kInterceptors]}set interceptors(newInterceptors){if(newInterceptors){for(let i2=newInterceptors.length-1;i2>=
0;i2--)if(typeof this[kInterceptors][i2]!="function")throw new InvalidArgumentError("interceptor must be an function")}this[kInterceptors]=newInterceptors}close(callback){
if(callback===void 0)return new Promise((resolve,reject)=>{this.close((err2,data)=>err2?reject(err2):resolve(data))});if(typeof callback!="function")throw new InvalidArgumentError(
"invalid callback");if(this[kDestroyed]){queueMicrotask(()=>callback(new ClientDestroyedError,null));return}if(this[kClosed]){this[kOnClosed]?this[kOnClosed].push(
callback):queueMicrotask(()=>callback(null,null));return}this[kClosed]=!0,this[kOnClosed].push(callback);const onClosed=()=>{const callbacks=this[kOnClosed];this[kOnClosed]=
null;for(let i2=0;i2<callbacks.length;i2++)callbacks[i2](null,null)};this[kClose]().then(()=>this.destroy()).then(()=>{queueMicrotask(onClosed)})}destroy(err2,callback){
if(typeof err2=="function"&&(callback=err2,err2=null),callback===void 0)return new Promise((resolve,reject)=>{this.destroy(err2,(err3,data)=>err3?reject(err3):resolve(
data))});if(typeof callback!="function")throw new InvalidArgumentError("invalid callback");if(this[kDestroyed]){this[kOnDestroyed]?this[kOnDestroyed].push(callback):
queueMicrotask(()=>callback(null,null));return}err2||(err2=new ClientDestroyedError),this[kDestroyed]=!0,this[kOnDestroyed]=this[kOnDestroyed]||[],this[kOnDestroyed].
push(callback);const onDestroyed=()=>{const callbacks=this[kOnDestroyed];this[kOnDestroyed]=null;for(let i2=0;i2<callbacks.length;i2++)callbacks[i2](null,null)};
this[kDestroy](err2).then(()=>{queueMicrotask(onDestroyed)})}[kInterceptedDispatch](opts,handler){if(!this[kInterceptors]||this[kInterceptors].length===0)return this[kInterceptedDispatch]=
this[kDispatch],this[kDispatch](opts,handler);let dispatch=this[kDispatch].bind(this);for(let i2=this[kInterceptors].length-1;i2>=0;i2--)dispatch=this[kInterceptors][i2](
dispatch);return this[kInterceptedDispatch]=dispatch,dispatch(opts,handler)}dispatch(opts,handler){if(!handler||typeof handler!="object")throw new InvalidArgumentError(
"handler must be an object");try{if(!opts||typeof opts!="object")throw new InvalidArgumentError("opts must be an object.");if(this[kDestroyed]||this[kOnDestroyed])
throw new ClientDestroyedError;if(this[kClosed])throw new ClientClosedError;return this[kInterceptedDispatch](opts,handler)}catch(err2){if(typeof handler.onError!=
"function")throw new InvalidArgumentError("invalid onError method");return handler.onError(err2),!1}}}module.exports=DispatcherBase}),883:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const EventEmitter=__nccwpck_require__2(8474);class Dispatcher extends EventEmitter{dispatch(){throw new Error("not implemented")}close(){throw new Error("not i\
mplemented")}destroy(){throw new Error("not implemented")}compose(...args){const interceptors=Array.isArray(args[0])?args[0]:args;let dispatch=this.dispatch.bind(
this);for(const interceptor of interceptors)if(interceptor!=null){if(typeof interceptor!="function")throw new TypeError(`invalid interceptor, expected function \
received ${typeof interceptor}`);if(dispatch=interceptor(dispatch),dispatch==null||typeof dispatch!="function"||dispatch.length!==2)throw new TypeError("invalid\
 interceptor")}return new ComposedDispatcher(this,dispatch)}}class ComposedDispatcher extends Dispatcher{#dispatcher=null;#dispatch=null;constructor(dispatcher,dispatch){
super(),this.#dispatcher=dispatcher,this.#dispatch=dispatch}dispatch(...args){this.#dispatch(...args)}close(...args){return this.#dispatcher.close(...args)}destroy(...args){
return this.#dispatcher.destroy(...args)}}module.exports=Dispatcher}),3137:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const DispatcherBase=__nccwpck_require__2(
1841),{kClose,kDestroy,kClosed,kDestroyed,kDispatch,kNoProxyAgent,kHttpProxyAgent,kHttpsProxyAgent}=__nccwpck_require__2(6443),ProxyAgent=__nccwpck_require__2(6672),
Agent=__nccwpck_require__2(7405),DEFAULT_PORTS={"http:":80,"https:":443};let experimentalWarned=!1;class EnvHttpProxyAgent extends DispatcherBase{#noProxyValue=null;#noProxyEntries=null;#opts=null;constructor(opts={}){
super(),this.#opts=opts,experimentalWarned||(experimentalWarned=!0,process.emitWarning("EnvHttpProxyAgent is experimental, expect them to change at any time.",{
code:"UNDICI-EHPA"}));const{httpProxy,httpsProxy,noProxy,...agentOpts}=opts;this[kNoProxyAgent]=new Agent(agentOpts);const HTTP_PROXY=httpProxy??process.env.http_proxy??
process.env.HTTP_PROXY;HTTP_PROXY?this[kHttpProxyAgent]=new ProxyAgent({...agentOpts,uri:HTTP_PROXY}):this[kHttpProxyAgent]=this[kNoProxyAgent];const HTTPS_PROXY=httpsProxy??
process.env.https_proxy??process.env.HTTPS_PROXY;HTTPS_PROXY?this[kHttpsProxyAgent]=new ProxyAgent({...agentOpts,uri:HTTPS_PROXY}):this[kHttpsProxyAgent]=this[kHttpProxyAgent],
this.#parseNoProxy()}[kDispatch](opts,handler){const url=new URL(opts.origin);return this.#getProxyAgentForUrl(url).dispatch(opts,handler)}async[kClose](){await this[kNoProxyAgent].
close(),this[kHttpProxyAgent][kClosed]||await this[kHttpProxyAgent].close(),this[kHttpsProxyAgent][kClosed]||await this[kHttpsProxyAgent].close()}async[kDestroy](err2){
await this[kNoProxyAgent].destroy(err2),this[kHttpProxyAgent][kDestroyed]||await this[kHttpProxyAgent].destroy(err2),this[kHttpsProxyAgent][kDestroyed]||await this[kHttpsProxyAgent].
destroy(err2)}#getProxyAgentForUrl(url){let{protocol,host:hostname,port}=url;return hostname=hostname.replace(/:\d*$/,"").toLowerCase(),port=Number.parseInt(port,
10)||DEFAULT_PORTS[protocol]||0,this.#shouldProxy(hostname,port)?protocol==="https:"?this[kHttpsProxyAgent]:this[kHttpProxyAgent]:this[kNoProxyAgent]}#shouldProxy(hostname,port){
if(this.#noProxyChanged&&this.#parseNoProxy(),this.#noProxyEntries.length===0)return!0;if(this.#noProxyValue==="*")return!1;for(let i2=0;i2<this.#noProxyEntries.
length;i2++){const entry=this.#noProxyEntries[i2];if(!(entry.port&&entry.port!==port)){if(/^[.*]/.test(entry.hostname)){if(hostname.endsWith(entry.hostname.replace(
/^\*/,"")))return!1}else if(hostname===entry.hostname)return!1}}return!0}#parseNoProxy(){const noProxyValue=this.#opts.noProxy??this.#noProxyEnv,noProxySplit=noProxyValue.
split(/[,\s]/),noProxyEntries=[];for(let i2=0;i2<noProxySplit.length;i2++){const entry=noProxySplit[i2];if(!entry)continue;const parsed=entry.match(/^(.+):(\d+)$/);
noProxyEntries.push({hostname:(parsed?parsed[1]:entry).toLowerCase(),port:parsed?Number.parseInt(parsed[2],10):0})}this.#noProxyValue=noProxyValue,this.#noProxyEntries=
noProxyEntries}get#noProxyChanged(){return this.#opts.noProxy!==void 0?!1:this.#noProxyValue!==this.#noProxyEnv}get#noProxyEnv(){return process.env.no_proxy??process.
env.NO_PROXY??""}}module.exports=EnvHttpProxyAgent}),4660:(module=>{class FixedCircularBuffer{constructor(){this.bottom=0,this.top=0,this.list=new Array(2048),this.
next=null}isEmpty(){return this.top===this.bottom}isFull(){return(this.top+1&2047)===this.bottom}push(data){this.list[this.top]=data,this.top=this.top+1&2047}shift(){
const nextItem=this.list[this.bottom];return nextItem===void 0?null:(this.list[this.bottom]=void 0,this.bottom=this.bottom+1&2047,nextItem)}}module.exports=class{constructor(){
this.head=this.tail=new FixedCircularBuffer}isEmpty(){return this.head.isEmpty()}push(data){this.head.isFull()&&(this.head=this.head.next=new FixedCircularBuffer),
this.head.push(data)}shift(){const tail=this.tail,next=tail.shift();return tail.isEmpty()&&tail.next!==null&&(this.tail=tail.next),next}}}),2128:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const DispatcherBase=__nccwpck_require__2(1841),FixedQueue=__nccwpck_require__2(4660),{kConnected,kSize,kRunning,kPending,kQueued,kBusy,kFree,kUrl,kClose,kDestroy,
kDispatch}=__nccwpck_require__2(6443),PoolStats=__nccwpck_require__2(3246),kClients=Symbol("clients"),kNeedDrain=Symbol("needDrain"),kQueue=Symbol("queue"),kClosedResolve=Symbol(
"closed resolve"),kOnDrain=Symbol("onDrain"),kOnConnect=Symbol("onConnect"),kOnDisconnect=Symbol("onDisconnect"),kOnConnectionError=Symbol("onConnectionError"),
kGetDispatcher=Symbol("get dispatcher"),kAddClient=Symbol("add client"),kRemoveClient=Symbol("remove client"),kStats=Symbol("stats");class PoolBase extends DispatcherBase{constructor(opts){
super(opts),this[kQueue]=new FixedQueue,this[kClients]=[],this[kQueued]=0;const pool=this;this[kOnDrain]=function(origin,targets){const queue=pool[kQueue];let needDrain=!1;
for(;!needDrain;){const item2=queue.shift();if(!item2)break;pool[kQueued]--,needDrain=!this.dispatch(item2.opts,item2.handler)}this[kNeedDrain]=needDrain,!this[kNeedDrain]&&
pool[kNeedDrain]&&(pool[kNeedDrain]=!1,pool.emit("drain",origin,[pool,...targets])),pool[kClosedResolve]&&queue.isEmpty()&&Promise.all(pool[kClients].map(c=>c.close())).
then(pool[kClosedResolve])},this[kOnConnect]=(origin,targets)=>{pool.emit("connect",origin,[pool,...targets])},this[kOnDisconnect]=(origin,targets,err2)=>{pool.
emit("disconnect",origin,[pool,...targets],err2)},this[kOnConnectionError]=(origin,targets,err2)=>{pool.emit("connectionError",origin,[pool,...targets],err2)},this[kStats]=
new PoolStats(this)}get[kBusy](){return this[kNeedDrain]}get[kConnected](){return this[kClients].filter(client=>client[kConnected]).length}get[kFree](){return this[kClients].
filter(client=>client[kConnected]&&!client[kNeedDrain]).length}get[kPending](){let ret=this[kQueued];for(const{[kPending]:pending}of this[kClients])ret+=pending;
return ret}get[kRunning](){let ret=0;for(const{[kRunning]:running}of this[kClients])ret+=running;return ret}get[kSize](){let ret=this[kQueued];for(const{[kSize]:size}of this[kClients])
ret+=size;return ret}get stats(){return this[kStats]}async[kClose](){this[kQueue].isEmpty()?await Promise.all(this[kClients].map(c=>c.close())):await new Promise(
resolve=>{this[kClosedResolve]=resolve})}async[kDestroy](err2){for(;;){const item2=this[kQueue].shift();if(!item2)break;item2.handler.onError(err2)}await Promise.
all(this[kClients].map(c=>c.destroy(err2)))}[kDispatch](opts,handler){const dispatcher=this[kGetDispatcher]();return dispatcher?dispatcher.dispatch(opts,handler)||
(dispatcher[kNeedDrain]=!0,this[kNeedDrain]=!this[kGetDispatcher]()):(this[kNeedDrain]=!0,this[kQueue].push({opts,handler}),this[kQueued]++),!this[kNeedDrain]}[kAddClient](client){
return client.on("drain",this[kOnDrain]).on("connect",this[kOnConnect]).on("disconnect",this[kOnDisconnect]).on("connectionError",this[kOnConnectionError]),this[kClients].
push(client),this[kNeedDrain]&&queueMicrotask(()=>{this[kNeedDrain]&&this[kOnDrain](client[kUrl],[this,client])}),this}[kRemoveClient](client){client.close(()=>{
const idx=this[kClients].indexOf(client);idx!==-1&&this[kClients].splice(idx,1)}),this[kNeedDrain]=this[kClients].some(dispatcher=>!dispatcher[kNeedDrain]&&dispatcher.
closed!==!0&&dispatcher.destroyed!==!0)}}module.exports={PoolBase,kClients,kNeedDrain,kAddClient,kRemoveClient,kGetDispatcher}}),3246:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{kFree,kConnected,kPending,kQueued,kRunning,kSize}=__nccwpck_require__2(6443),kPool=Symbol("pool");class PoolStats{constructor(pool){this[kPool]=pool}get connected(){
return this[kPool][kConnected]}get free(){return this[kPool][kFree]}get pending(){return this[kPool][kPending]}get queued(){return this[kPool][kQueued]}get running(){
return this[kPool][kRunning]}get size(){return this[kPool][kSize]}}module.exports=PoolStats}),628:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{
PoolBase,kClients,kNeedDrain,kAddClient,kGetDispatcher}=__nccwpck_require__2(2128),Client=__nccwpck_require__2(3701),{InvalidArgumentError}=__nccwpck_require__2(
8707),util=__nccwpck_require__2(3440),{kUrl,kInterceptors}=__nccwpck_require__2(6443),buildConnector=__nccwpck_require__2(9136),kOptions=Symbol("options"),kConnections=Symbol(
"connections"),kFactory=Symbol("factory");function defaultFactory(origin,opts){return new Client(origin,opts)}class Pool extends PoolBase{constructor(origin,{connections,
factory=defaultFactory,connect:connect2,connectTimeout,tls,maxCachedSessions,socketPath,autoSelectFamily,autoSelectFamilyAttemptTimeout,allowH2,...options}={}){
if(connections!=null&&(!Number.isFinite(connections)||connections<0))throw new InvalidArgumentError("invalid connections");if(typeof factory!="function")throw new InvalidArgumentError(
"factory must be a function.");if(connect2!=null&&typeof connect2!="function"&&typeof connect2!="object")throw new InvalidArgumentError("connect must be a funct\
ion or an object");typeof connect2!="function"&&(connect2=buildConnector({...tls,maxCachedSessions,allowH2,socketPath,timeout:connectTimeout,...autoSelectFamily?
{autoSelectFamily,autoSelectFamilyAttemptTimeout}:void 0,...connect2})),super(options),this[kInterceptors]=options.interceptors?.Pool&&Array.isArray(options.interceptors.
Pool)?options.interceptors.Pool:[],this[kConnections]=connections||null,this[kUrl]=util.parseOrigin(origin),this[kOptions]={...util.deepClone(options),connect:connect2,
allowH2},this[kOptions].interceptors=options.interceptors?{...options.interceptors}:void 0,this[kFactory]=factory,this.on("connectionError",(origin2,targets,error2)=>{
for(const target of targets){const idx=this[kClients].indexOf(target);idx!==-1&&this[kClients].splice(idx,1)}})}[kGetDispatcher](){for(const client of this[kClients])
if(!client[kNeedDrain])return client;if(!this[kConnections]||this[kClients].length<this[kConnections]){const dispatcher=this[kFactory](this[kUrl],this[kOptions]);
return this[kAddClient](dispatcher),dispatcher}}}module.exports=Pool}),6672:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{kProxy,kClose,kDestroy,
kDispatch,kInterceptors}=__nccwpck_require__2(6443),{URL:URL2}=__nccwpck_require__2(3136),Agent=__nccwpck_require__2(7405),Pool=__nccwpck_require__2(628),DispatcherBase=__nccwpck_require__2(
1841),{InvalidArgumentError,RequestAbortedError,SecureProxyConnectionError}=__nccwpck_require__2(8707),buildConnector=__nccwpck_require__2(9136),Client=__nccwpck_require__2(
3701),kAgent=Symbol("proxy agent"),kClient=Symbol("proxy client"),kProxyHeaders=Symbol("proxy headers"),kRequestTls=Symbol("request tls settings"),kProxyTls=Symbol(
"proxy tls settings"),kConnectEndpoint=Symbol("connect endpoint function"),kTunnelProxy=Symbol("tunnel proxy");function defaultProtocolPort(protocol){return protocol===
"https:"?443:80}function defaultFactory(origin,opts){return new Pool(origin,opts)}const noop=()=>{};function defaultAgentFactory(origin,opts){return opts.connections===
1?new Client(origin,opts):new Pool(origin,opts)}class Http1ProxyWrapper extends DispatcherBase{#client;constructor(proxyUrl,{headers:headers2={},connect:connect2,
factory}){if(super(),!proxyUrl)throw new InvalidArgumentError("Proxy URL is mandatory");this[kProxyHeaders]=headers2,factory?this.#client=factory(proxyUrl,{connect:connect2}):
this.#client=new Client(proxyUrl,{connect:connect2})}[kDispatch](opts,handler){const onHeaders=handler.onHeaders;handler.onHeaders=function(statusCode,data,resume){
if(statusCode===407){typeof handler.onError=="function"&&handler.onError(new InvalidArgumentError("Proxy Authentication Required (407)"));return}onHeaders&&onHeaders.
call(this,statusCode,data,resume)};const{origin,path:path2="/",headers:headers2={}}=opts;if(opts.path=origin+path2,!("host"in headers2)&&!("Host"in headers2)){const{
host}=new URL2(origin);headers2.host=host}return opts.headers={...this[kProxyHeaders],...headers2},this.#client[kDispatch](opts,handler)}async[kClose](){return this.#client.
close()}async[kDestroy](err2){return this.#client.destroy(err2)}}class ProxyAgent extends DispatcherBase{constructor(opts){if(super(),!opts||typeof opts=="objec\
t"&&!(opts instanceof URL2)&&!opts.uri)throw new InvalidArgumentError("Proxy uri is mandatory");const{clientFactory=defaultFactory}=opts;if(typeof clientFactory!=
"function")throw new InvalidArgumentError("Proxy opts.clientFactory must be a function.");const{proxyTunnel=!0}=opts,url=this.#getUrl(opts),{href,origin,port,protocol,
username,password,hostname:proxyHostname}=url;if(this[kProxy]={uri:href,protocol},this[kInterceptors]=opts.interceptors?.ProxyAgent&&Array.isArray(opts.interceptors.
ProxyAgent)?opts.interceptors.ProxyAgent:[],this[kRequestTls]=opts.requestTls,this[kProxyTls]=opts.proxyTls,this[kProxyHeaders]=opts.headers||{},this[kTunnelProxy]=
proxyTunnel,opts.auth&&opts.token)throw new InvalidArgumentError("opts.auth cannot be used in combination with opts.token");opts.auth?this[kProxyHeaders]["proxy\
-authorization"]=`Basic ${opts.auth}`:opts.token?this[kProxyHeaders]["proxy-authorization"]=opts.token:username&&password&&(this[kProxyHeaders]["proxy-authoriza\
tion"]=`Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`);const connect2=buildConnector({...opts.proxyTls});
this[kConnectEndpoint]=buildConnector({...opts.requestTls});const agentFactory=opts.factory||defaultAgentFactory,factory=(origin2,options)=>{const{protocol:protocol2}=new URL2(
origin2);return!this[kTunnelProxy]&&protocol2==="http:"&&this[kProxy].protocol==="http:"?new Http1ProxyWrapper(this[kProxy].uri,{headers:this[kProxyHeaders],connect:connect2,
factory:agentFactory}):agentFactory(origin2,options)};this[kClient]=clientFactory(url,{connect:connect2}),this[kAgent]=new Agent({...opts,factory,connect:async(opts2,callback)=>{
let requestedPath=opts2.host;opts2.port||(requestedPath+=`:${defaultProtocolPort(opts2.protocol)}`);try{const{socket,statusCode}=await this[kClient].connect({origin,
port,path:requestedPath,signal:opts2.signal,headers:{...this[kProxyHeaders],host:opts2.host},servername:this[kProxyTls]?.servername||proxyHostname});if(statusCode!==
200&&(socket.on("error",noop).destroy(),callback(new RequestAbortedError(`Proxy response (${statusCode}) !== 200 when HTTP Tunneling`))),opts2.protocol!=="https\
:"){callback(null,socket);return}let servername;this[kRequestTls]?servername=this[kRequestTls].servername:servername=opts2.servername,this[kConnectEndpoint]({...opts2,
servername,httpSocket:socket},callback)}catch(err2){err2.code==="ERR_TLS_CERT_ALTNAME_INVALID"?callback(new SecureProxyConnectionError(err2)):callback(err2)}}})}dispatch(opts,handler){
const headers2=buildHeaders(opts.headers);if(throwIfProxyAuthIsSent(headers2),headers2&&!("host"in headers2)&&!("Host"in headers2)){const{host}=new URL2(opts.origin);
headers2.host=host}return this[kAgent].dispatch({...opts,headers:headers2},handler)}#getUrl(opts){return typeof opts=="string"?new URL2(opts):opts instanceof URL2?
opts:new URL2(opts.uri)}async[kClose](){await this[kAgent].close(),await this[kClient].close()}async[kDestroy](){await this[kAgent].destroy(),await this[kClient].
destroy()}}function buildHeaders(headers2){if(Array.isArray(headers2)){const headersPair={};for(let i2=0;i2<headers2.length;i2+=2)headersPair[headers2[i2]]=headers2[i2+
1];return headersPair}return headers2}function throwIfProxyAuthIsSent(headers2){if(headers2&&Object.keys(headers2).find(key2=>key2.toLowerCase()==="proxy-author\
ization"))throw new InvalidArgumentError("Proxy-Authorization should be sent in ProxyAgent constructor")}module.exports=ProxyAgent}),50:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const Dispatcher=__nccwpck_require__2(883),RetryHandler=__nccwpck_require__2(7816);class RetryAgent extends Dispatcher{#agent=null;#options=null;constructor(agent,options={}){
super(options),this.#agent=agent,this.#options=options}dispatch(opts,handler){const retry=new RetryHandler({...opts,retryOptions:this.#options},{dispatch:this.#agent.
dispatch.bind(this.#agent),handler});return this.#agent.dispatch(opts,retry)}close(){return this.#agent.close()}destroy(){return this.#agent.destroy()}}module.exports=
RetryAgent}),2581:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const globalDispatcher=Symbol.for("undici.globalDispatcher.1"),{InvalidArgumentError}=__nccwpck_require__2(
8707),Agent=__nccwpck_require__2(7405);getGlobalDispatcher()===void 0&&setGlobalDispatcher(new Agent);function setGlobalDispatcher(agent){if(!agent||typeof agent.
dispatch!="function")throw new InvalidArgumentError("Argument agent must implement Agent");Object.defineProperty(globalThis,globalDispatcher,{value:agent,writable:!0,
enumerable:!1,configurable:!1})}function getGlobalDispatcher(){return globalThis[globalDispatcher]}module.exports={setGlobalDispatcher,getGlobalDispatcher}}),8155:(module=>{
module.exports=class{#handler;constructor(handler){if(typeof handler!="object"||handler===null)throw new TypeError("handler must be an object");this.#handler=handler}onConnect(...args){
return this.#handler.onConnect?.(...args)}onError(...args){return this.#handler.onError?.(...args)}onUpgrade(...args){return this.#handler.onUpgrade?.(...args)}onResponseStarted(...args){
return this.#handler.onResponseStarted?.(...args)}onHeaders(...args){return this.#handler.onHeaders?.(...args)}onData(...args){return this.#handler.onData?.(...args)}onComplete(...args){
return this.#handler.onComplete?.(...args)}onBodySent(...args){return this.#handler.onBodySent?.(...args)}}}),8754:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const util=__nccwpck_require__2(3440),{kBodyUsed}=__nccwpck_require__2(6443),assert=__nccwpck_require__2(4589),{InvalidArgumentError}=__nccwpck_require__2(8707),
EE=__nccwpck_require__2(8474),redirectableStatusCodes=[300,301,302,303,307,308],kBody=Symbol("body");class BodyAsyncIterable{constructor(body){this[kBody]=body,
this[kBodyUsed]=!1}async*[Symbol.asyncIterator](){assert(!this[kBodyUsed],"disturbed"),this[kBodyUsed]=!0,yield*this[kBody]}}class RedirectHandler{constructor(dispatch,maxRedirections,opts,handler){
if(maxRedirections!=null&&(!Number.isInteger(maxRedirections)||maxRedirections<0))throw new InvalidArgumentError("maxRedirections must be a positive number");util.
validateHandler(handler,opts.method,opts.upgrade),this.dispatch=dispatch,this.location=null,this.abort=null,this.opts={...opts,maxRedirections:0},this.maxRedirections=
maxRedirections,this.handler=handler,this.history=[],this.redirectionLimitReached=!1,util.isStream(this.opts.body)?(util.bodyLength(this.opts.body)===0&&this.opts.
body.on("data",function(){assert(!1)}),typeof this.opts.body.readableDidRead!="boolean"&&(this.opts.body[kBodyUsed]=!1,EE.prototype.on.call(this.opts.body,"data",
function(){this[kBodyUsed]=!0}))):this.opts.body&&typeof this.opts.body.pipeTo=="function"?this.opts.body=new BodyAsyncIterable(this.opts.body):this.opts.body&&
typeof this.opts.body!="string"&&!ArrayBuffer.isView(this.opts.body)&&util.isIterable(this.opts.body)&&(this.opts.body=new BodyAsyncIterable(this.opts.body))}onConnect(abort){
this.abort=abort,this.handler.onConnect(abort,{history:this.history})}onUpgrade(statusCode,headers2,socket){this.handler.onUpgrade(statusCode,headers2,socket)}onError(error2){
this.handler.onError(error2)}onHeaders(statusCode,headers2,resume,statusText){if(this.location=this.history.length>=this.maxRedirections||util.isDisturbed(this.
opts.body)?null:parseLocation(statusCode,headers2),this.opts.throwOnMaxRedirect&&this.history.length>=this.maxRedirections){this.request&&this.request.abort(new Error(
"max redirects")),this.redirectionLimitReached=!0,this.abort(new Error("max redirects"));return}if(this.opts.origin&&this.history.push(new URL(this.opts.path,this.
opts.origin)),!this.location)return this.handler.onHeaders(statusCode,headers2,resume,statusText);const{origin,pathname,search}=util.parseURL(new URL(this.location,
this.opts.origin&&new URL(this.opts.path,this.opts.origin))),path2=search?`${pathname}${search}`:pathname;this.opts.headers=cleanRequestHeaders(this.opts.headers,
statusCode===303,this.opts.origin!==origin),this.opts.path=path2,this.opts.origin=origin,this.opts.maxRedirections=0,this.opts.query=null,statusCode===303&&this.
opts.method!=="HEAD"&&(this.opts.method="GET",this.opts.body=null)}onData(chunk){if(!this.location)return this.handler.onData(chunk)}onComplete(trailers){this.location?
(this.location=null,this.abort=null,this.dispatch(this.opts,this)):this.handler.onComplete(trailers)}onBodySent(chunk){this.handler.onBodySent&&this.handler.onBodySent(
chunk)}}function parseLocation(statusCode,headers2){if(redirectableStatusCodes.indexOf(statusCode)===-1)return null;for(let i2=0;i2<headers2.length;i2+=2)if(headers2[i2].
length===8&&util.headerNameToString(headers2[i2])==="location")return headers2[i2+1]}function shouldRemoveHeader(header,removeContent,unknownOrigin){if(header.length===
4)return util.headerNameToString(header)==="host";if(removeContent&&util.headerNameToString(header).startsWith("content-"))return!0;if(unknownOrigin&&(header.length===
13||header.length===6||header.length===19)){const name=util.headerNameToString(header);return name==="authorization"||name==="cookie"||name==="proxy-authorizati\
on"}return!1}function cleanRequestHeaders(headers2,removeContent,unknownOrigin){const ret=[];if(Array.isArray(headers2))for(let i2=0;i2<headers2.length;i2+=2)shouldRemoveHeader(
headers2[i2],removeContent,unknownOrigin)||ret.push(headers2[i2],headers2[i2+1]);else if(headers2&&typeof headers2=="object")for(const key2 of Object.keys(headers2))
shouldRemoveHeader(key2,removeContent,unknownOrigin)||ret.push(key2,headers2[key2]);else assert(headers2==null,"headers must be an object or an array");return ret}
module.exports=RedirectHandler}),7816:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const assert=__nccwpck_require__2(4589),{kRetryHandlerDefaultRetry}=__nccwpck_require__2(
6443),{RequestRetryError}=__nccwpck_require__2(8707),{isDisturbed,parseHeaders,parseRangeHeader,wrapRequestBody}=__nccwpck_require__2(3440);function calculateRetryAfterHeader(retryAfter){
const current=Date.now();return new Date(retryAfter).getTime()-current}function validatePartialResponseContentLength(headers2,range,statusCode,retryCount){const contentLength=headers2["\
content-length"];if(contentLength==null||!Number.isFinite(range.start)||!Number.isFinite(range.end))return null;const length=Number(contentLength),expectedLength=range.
end-range.start+1;return!Number.isFinite(length)||length!==expectedLength?new RequestRetryError("Content-Length mismatch",statusCode,{headers:headers2,data:{count:retryCount}}):
null}class RetryHandler{constructor(opts,handlers){const{retryOptions,...dispatchOpts}=opts,{retry:retryFn,maxRetries,maxTimeout,minTimeout,timeoutFactor,methods,
errorCodes,retryAfter,statusCodes}=retryOptions??{};this.dispatch=handlers.dispatch,this.handler=handlers.handler,this.opts={...dispatchOpts,body:wrapRequestBody(
opts.body)},this.abort=null,this.aborted=!1,this.retryOpts={retry:retryFn??RetryHandler[kRetryHandlerDefaultRetry],retryAfter:retryAfter??!0,maxTimeout:maxTimeout??
30*1e3,minTimeout:minTimeout??500,timeoutFactor:timeoutFactor??2,maxRetries:maxRetries??5,methods:methods??["GET","HEAD","OPTIONS","PUT","DELETE","TRACE"],statusCodes:statusCodes??
[500,502,503,504,429],errorCodes:errorCodes??["ECONNRESET","ECONNREFUSED","ENOTFOUND","ENETDOWN","ENETUNREACH","EHOSTDOWN","EHOSTUNREACH","EPIPE","UND_ERR_SOCKE\
T"]},this.retryCount=0,this.retryCountCheckpoint=0,this.start=0,this.end=null,this.etag=null,this.resume=null,this.headersSent=!1,this.handler.onConnect(reason=>{
this.aborted=!0,this.abort?this.abort(reason):this.reason=reason})}checkpointResponseEnd(headers2,resume){if(this.end==null&&this.opts.method!=="HEAD"){const contentLength=headers2["\
content-length"];this.end=contentLength!=null?Number(contentLength)-1:null,assert(this.end==null||Number.isFinite(this.end),"invalid content-length")}this.resume=
this.end!=null?resume:null}onRequestSent(){this.handler.onRequestSent&&this.handler.onRequestSent()}onUpgrade(statusCode,headers2,socket){this.handler.onUpgrade&&
this.handler.onUpgrade(statusCode,headers2,socket)}onConnect(abort){this.aborted?abort(this.reason):this.abort=abort}onBodySent(chunk){if(this.handler.onBodySent)
return this.handler.onBodySent(chunk)}static[kRetryHandlerDefaultRetry](err2,{state,opts},cb){const{statusCode,code:code2,headers:headers2}=err2,{method,retryOptions}=opts,
{maxRetries,minTimeout,maxTimeout,timeoutFactor,statusCodes,errorCodes,methods}=retryOptions,{counter}=state;if(code2&&code2!=="UND_ERR_REQ_RETRY"&&!errorCodes.
includes(code2)){cb(err2);return}if(Array.isArray(methods)&&!methods.includes(method)){cb(err2);return}if(statusCode!=null&&Array.isArray(statusCodes)&&!statusCodes.
includes(statusCode)){cb(err2);return}if(counter>maxRetries){cb(err2);return}let retryAfterHeader=headers2?.["retry-after"];retryAfterHeader&&(retryAfterHeader=
Number(retryAfterHeader),retryAfterHeader=Number.isNaN(retryAfterHeader)?calculateRetryAfterHeader(retryAfterHeader):retryAfterHeader*1e3);const retryTimeout=retryAfterHeader>
0?Math.min(retryAfterHeader,maxTimeout):Math.min(minTimeout*timeoutFactor**(counter-1),maxTimeout);setTimeout(()=>cb(null),retryTimeout)}onHeaders(statusCode,rawHeaders,resume,statusMessage){
const headers2=parseHeaders(rawHeaders);if(this.retryCount+=1,statusCode>=300)return!this.headersSent&&this.retryOpts.statusCodes.includes(statusCode)===!1?(this.
headersSent=!0,this.checkpointResponseEnd(headers2,resume),this.handler.onHeaders(statusCode,rawHeaders,resume,statusMessage)):(this.abort(new RequestRetryError(
"Request failed",statusCode,{headers:headers2,data:{count:this.retryCount}})),!1);if(this.resume!=null){if(this.resume=null,statusCode!==206&&(this.start>0||statusCode!==
200))return this.abort(new RequestRetryError("server does not support the range header and the payload was partially consumed",statusCode,{headers:headers2,data:{
count:this.retryCount}})),!1;const contentRange=parseRangeHeader(headers2["content-range"]);if(!contentRange)return this.abort(new RequestRetryError("Content-Ra\
nge mismatch",statusCode,{headers:headers2,data:{count:this.retryCount}})),!1;if(this.etag!=null&&this.etag!==headers2.etag)return this.abort(new RequestRetryError(
"ETag mismatch",statusCode,{headers:headers2,data:{count:this.retryCount}})),!1;const contentLengthError=validatePartialResponseContentLength(headers2,contentRange,
statusCode,this.retryCount);if(contentLengthError!=null)return this.abort(contentLengthError),!1;const{start,size,end=size-1}=contentRange;return this.start!==start||
this.end!=null&&this.end!==end?(this.abort(new RequestRetryError("Content-Range mismatch",statusCode,{headers:headers2,data:{count:this.retryCount}})),!1):(this.
resume=resume,!0)}if(this.end==null){if(statusCode===206){const range=parseRangeHeader(headers2["content-range"]);if(range==null)return this.headersSent=!0,this.
handler.onHeaders(statusCode,rawHeaders,resume,statusMessage);const contentLengthError=validatePartialResponseContentLength(headers2,range,statusCode,this.retryCount);
if(contentLengthError!=null)return this.abort(contentLengthError),!1;const{start,size,end=size-1}=range;assert(start!=null&&Number.isFinite(start),"content-rang\
e mismatch"),assert(end!=null&&Number.isFinite(end),"invalid content-length"),this.start=start,this.end=end}if(this.end==null){const contentLength=headers2["con\
tent-length"];this.end=contentLength!=null?Number(contentLength)-1:null}return assert(Number.isFinite(this.start)),assert(this.end==null||Number.isFinite(this.end),
"invalid content-length"),this.resume=resume,this.headersSent=!0,this.etag=headers2.etag!=null?headers2.etag:null,this.etag!=null&&this.etag.startsWith("W/")&&(this.
etag=null),this.handler.onHeaders(statusCode,rawHeaders,resume,statusMessage)}const err2=new RequestRetryError("Request failed",statusCode,{headers:headers2,data:{
count:this.retryCount}});return this.abort(err2),!1}onData(chunk){return this.start+=chunk.length,this.handler.onData(chunk)}onComplete(rawTrailers){return this.
retryCount=0,this.handler.onComplete(rawTrailers)}onError(err2){if(this.aborted||isDisturbed(this.opts.body)||this.headersSent&&this.resume==null)return this.handler.
onError(err2);this.retryCount-this.retryCountCheckpoint>0?this.retryCount=this.retryCountCheckpoint+(this.retryCount-this.retryCountCheckpoint):this.retryCount+=
1,this.retryOpts.retry(err2,{state:{counter:this.retryCount},opts:{retryOptions:this.retryOpts,...this.opts}},onRetry.bind(this));function onRetry(err3){if(err3!=
null||this.aborted||isDisturbed(this.opts.body))return this.handler.onError(err3);if(this.start!==0){const headers2={range:`bytes=${this.start}-${this.end??""}`};
this.etag!=null&&(headers2["if-match"]=this.etag),this.opts={...this.opts,headers:{...this.opts.headers,...headers2}}}try{this.retryCountCheckpoint=this.retryCount,
this.dispatch(this.opts,this)}catch(err4){this.handler.onError(err4)}}}}module.exports=RetryHandler}),379:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{isIP}=__nccwpck_require__2(7030),{lookup}=__nccwpck_require__2(610),DecoratorHandler=__nccwpck_require__2(8155),{InvalidArgumentError,InformationalError}=__nccwpck_require__2(
8707),maxInt=Math.pow(2,31)-1;class DNSInstance{#maxTTL=0;#maxItems=0;#records=new Map;dualStack=!0;affinity=null;lookup=null;pick=null;constructor(opts){this.#maxTTL=
opts.maxTTL,this.#maxItems=opts.maxItems,this.dualStack=opts.dualStack,this.affinity=opts.affinity,this.lookup=opts.lookup??this.#defaultLookup,this.pick=opts.pick??
this.#defaultPick}get full(){return this.#records.size===this.#maxItems}runLookup(origin,opts,cb){const ips=this.#records.get(origin.hostname);if(ips==null&&this.
full){cb(null,origin.origin);return}const newOpts={affinity:this.affinity,dualStack:this.dualStack,lookup:this.lookup,pick:this.pick,...opts.dns,maxTTL:this.#maxTTL,
maxItems:this.#maxItems};if(ips==null)this.lookup(origin,newOpts,(err2,addresses)=>{if(err2||addresses==null||addresses.length===0){cb(err2??new InformationalError(
"No DNS entries found"));return}this.setRecords(origin,addresses);const records=this.#records.get(origin.hostname),ip=this.pick(origin,records,newOpts.affinity);
let port;typeof ip.port=="number"?port=`:${ip.port}`:origin.port!==""?port=`:${origin.port}`:port="",cb(null,`${origin.protocol}//${ip.family===6?`[${ip.address}\
]`:ip.address}${port}`)});else{const ip=this.pick(origin,ips,newOpts.affinity);if(ip==null){this.#records.delete(origin.hostname),this.runLookup(origin,opts,cb);
return}let port;typeof ip.port=="number"?port=`:${ip.port}`:origin.port!==""?port=`:${origin.port}`:port="",cb(null,`${origin.protocol}//${ip.family===6?`[${ip.
address}]`:ip.address}${port}`)}}#defaultLookup(origin,opts,cb){lookup(origin.hostname,{all:!0,family:this.dualStack===!1?this.affinity:0,order:"ipv4first"},(err2,addresses)=>{
if(err2)return cb(err2);const results=new Map;for(const addr of addresses)results.set(`${addr.address}:${addr.family}`,addr);cb(null,results.values())})}#defaultPick(origin,hostnameRecords,affinity){
let ip=null;const{records,offset}=hostnameRecords;let family;if(this.dualStack?(affinity==null&&(offset==null||offset===maxInt?(hostnameRecords.offset=0,affinity=
4):(hostnameRecords.offset++,affinity=(hostnameRecords.offset&1)===1?6:4)),records[affinity]!=null&&records[affinity].ips.length>0?family=records[affinity]:family=
records[affinity===4?6:4]):family=records[affinity],family==null||family.ips.length===0)return ip;family.offset==null||family.offset===maxInt?family.offset=0:family.
offset++;const position=family.offset%family.ips.length;return ip=family.ips[position]??null,ip==null?ip:Date.now()-ip.timestamp>ip.ttl?(family.ips.splice(position,
1),this.pick(origin,hostnameRecords,affinity)):ip}setRecords(origin,addresses){const timestamp=Date.now(),records={records:{4:null,6:null}};for(const record of addresses){
record.timestamp=timestamp,typeof record.ttl=="number"?record.ttl=Math.min(record.ttl,this.#maxTTL):record.ttl=this.#maxTTL;const familyRecords=records.records[record.
family]??{ips:[]};familyRecords.ips.push(record),records.records[record.family]=familyRecords}this.#records.set(origin.hostname,records)}getHandler(meta,opts){return new DNSDispatchHandler(
this,meta,opts)}}class DNSDispatchHandler extends DecoratorHandler{#state=null;#opts=null;#dispatch=null;#handler=null;#origin=null;constructor(state,{origin,handler,
dispatch},opts){super(handler),this.#origin=origin,this.#handler=handler,this.#opts={...opts},this.#state=state,this.#dispatch=dispatch}onError(err2){switch(err2.
code){case"ETIMEDOUT":case"ECONNREFUSED":{if(this.#state.dualStack){this.#state.runLookup(this.#origin,this.#opts,(err3,newOrigin)=>{if(err3)return this.#handler.
onError(err3);const dispatchOpts={...this.#opts,origin:newOrigin};this.#dispatch(dispatchOpts,this)});return}this.#handler.onError(err2);return}case"ENOTFOUND":
this.#state.deleteRecord(this.#origin);default:this.#handler.onError(err2);break}}}module.exports=interceptorOpts=>{if(interceptorOpts?.maxTTL!=null&&(typeof interceptorOpts?.
maxTTL!="number"||interceptorOpts?.maxTTL<0))throw new InvalidArgumentError("Invalid maxTTL. Must be a positive number");if(interceptorOpts?.maxItems!=null&&(typeof interceptorOpts?.
maxItems!="number"||interceptorOpts?.maxItems<1))throw new InvalidArgumentError("Invalid maxItems. Must be a positive number and greater than zero");if(interceptorOpts?.
affinity!=null&&interceptorOpts?.affinity!==4&&interceptorOpts?.affinity!==6)throw new InvalidArgumentError("Invalid affinity. Must be either 4 or 6");if(interceptorOpts?.
dualStack!=null&&typeof interceptorOpts?.dualStack!="boolean")throw new InvalidArgumentError("Invalid dualStack. Must be a boolean");if(interceptorOpts?.lookup!=
null&&typeof interceptorOpts?.lookup!="function")throw new InvalidArgumentError("Invalid lookup. Must be a function");if(interceptorOpts?.pick!=null&&typeof interceptorOpts?.
pick!="function")throw new InvalidArgumentError("Invalid pick. Must be a function");const dualStack=interceptorOpts?.dualStack??!0;let affinity;dualStack?affinity=
interceptorOpts?.affinity??null:affinity=interceptorOpts?.affinity??4;const opts={maxTTL:interceptorOpts?.maxTTL??1e4,lookup:interceptorOpts?.lookup??null,pick:interceptorOpts?.
pick??null,dualStack,affinity,maxItems:interceptorOpts?.maxItems??1/0},instance=new DNSInstance(opts);return dispatch=>function(origDispatchOpts,handler){const origin=origDispatchOpts.
origin.constructor===URL?origDispatchOpts.origin:new URL(origDispatchOpts.origin);return isIP(origin.hostname)!==0?dispatch(origDispatchOpts,handler):(instance.
runLookup(origin,origDispatchOpts,(err2,newOrigin)=>{if(err2)return handler.onError(err2);let dispatchOpts=null;dispatchOpts={...origDispatchOpts,servername:origin.
hostname,origin:newOrigin,headers:{host:origin.hostname,...origDispatchOpts.headers}},dispatch(dispatchOpts,instance.getHandler({origin,dispatch,handler},origDispatchOpts))}),
!0)}}}),8060:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const util=__nccwpck_require__2(3440),{InvalidArgumentError,RequestAbortedError}=__nccwpck_require__2(
8707),DecoratorHandler=__nccwpck_require__2(8155);class DumpHandler extends DecoratorHandler{#maxSize=1024*1024;#abort=null;#dumped=!1;#aborted=!1;#size=0;#reason=null;#handler=null;constructor({
maxSize},handler){if(super(handler),maxSize!=null&&(!Number.isFinite(maxSize)||maxSize<1))throw new InvalidArgumentError("maxSize must be a number greater than \
0");this.#maxSize=maxSize??this.#maxSize,this.#handler=handler}onConnect(abort){this.#abort=abort,this.#handler.onConnect(this.#customAbort.bind(this))}#customAbort(reason){
this.#aborted=!0,this.#reason=reason}onHeaders(statusCode,rawHeaders,resume,statusMessage){const contentLength=util.parseHeaders(rawHeaders)["content-length"];if(contentLength!=
null&&contentLength>this.#maxSize)throw new RequestAbortedError(`Response size (${contentLength}) larger than maxSize (${this.#maxSize})`);return this.#aborted?
!0:this.#handler.onHeaders(statusCode,rawHeaders,resume,statusMessage)}onError(err2){this.#dumped||(err2=this.#reason??err2,this.#handler.onError(err2))}onData(chunk){
return this.#size=this.#size+chunk.length,this.#size>=this.#maxSize&&(this.#dumped=!0,this.#aborted?this.#handler.onError(this.#reason):this.#handler.onComplete(
[])),!0}onComplete(trailers){if(!this.#dumped){if(this.#aborted){this.#handler.onError(this.reason);return}this.#handler.onComplete(trailers)}}}function createDumpInterceptor({
maxSize:defaultMaxSize}={maxSize:1024*1024}){return dispatch=>function(opts,handler){const{dumpMaxSize=defaultMaxSize}=opts,dumpHandler=new DumpHandler({maxSize:dumpMaxSize},
handler);return dispatch(opts,dumpHandler)}}module.exports=createDumpInterceptor}),5092:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const RedirectHandler=__nccwpck_require__2(
8754);function createRedirectInterceptor({maxRedirections:defaultMaxRedirections}){return dispatch=>function(opts,handler){const{maxRedirections=defaultMaxRedirections}=opts;
if(!maxRedirections)return dispatch(opts,handler);const redirectHandler=new RedirectHandler(dispatch,maxRedirections,opts,handler);return opts={...opts,maxRedirections:0},
dispatch(opts,redirectHandler)}}module.exports=createRedirectInterceptor}),1514:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const RedirectHandler=__nccwpck_require__2(
8754);module.exports=opts=>{const globalMaxRedirections=opts?.maxRedirections;return dispatch=>function(opts2,handler){const{maxRedirections=globalMaxRedirections,
...baseOpts}=opts2;if(!maxRedirections)return dispatch(opts2,handler);const redirectHandler=new RedirectHandler(dispatch,maxRedirections,opts2,handler);return dispatch(
baseOpts,redirectHandler)}}}),2026:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const RetryHandler=__nccwpck_require__2(7816);module.exports=globalOpts=>dispatch=>function(opts,handler){
return dispatch(opts,new RetryHandler({...opts,retryOptions:{...globalOpts,...opts.retryOptions}},{handler,dispatch}))}}),2824:((__unused_webpack_module,exports,__nccwpck_require__2)=>{
Object.defineProperty(exports,"__esModule",{value:!0}),exports.SPECIAL_HEADERS=exports.HEADER_STATE=exports.MINOR=exports.MAJOR=exports.CONNECTION_TOKEN_CHARS=exports.
HEADER_CHARS=exports.TOKEN=exports.STRICT_TOKEN=exports.HEX=exports.URL_CHAR=exports.STRICT_URL_CHAR=exports.USERINFO_CHARS=exports.MARK=exports.ALPHANUM=exports.
NUM=exports.HEX_MAP=exports.NUM_MAP=exports.ALPHA=exports.FINISH=exports.H_METHOD_MAP=exports.METHOD_MAP=exports.METHODS_RTSP=exports.METHODS_ICE=exports.METHODS_HTTP=
exports.METHODS=exports.LENIENT_FLAGS=exports.FLAGS=exports.TYPE=exports.ERROR=void 0;const utils_1=__nccwpck_require__2(172);var ERROR;(function(ERROR2){ERROR2[ERROR2.
OK=0]="OK",ERROR2[ERROR2.INTERNAL=1]="INTERNAL",ERROR2[ERROR2.STRICT=2]="STRICT",ERROR2[ERROR2.LF_EXPECTED=3]="LF_EXPECTED",ERROR2[ERROR2.UNEXPECTED_CONTENT_LENGTH=
4]="UNEXPECTED_CONTENT_LENGTH",ERROR2[ERROR2.CLOSED_CONNECTION=5]="CLOSED_CONNECTION",ERROR2[ERROR2.INVALID_METHOD=6]="INVALID_METHOD",ERROR2[ERROR2.INVALID_URL=
7]="INVALID_URL",ERROR2[ERROR2.INVALID_CONSTANT=8]="INVALID_CONSTANT",ERROR2[ERROR2.INVALID_VERSION=9]="INVALID_VERSION",ERROR2[ERROR2.INVALID_HEADER_TOKEN=10]=
"INVALID_HEADER_TOKEN",ERROR2[ERROR2.INVALID_CONTENT_LENGTH=11]="INVALID_CONTENT_LENGTH",ERROR2[ERROR2.INVALID_CHUNK_SIZE=12]="INVALID_CHUNK_SIZE",ERROR2[ERROR2.
INVALID_STATUS=13]="INVALID_STATUS",ERROR2[ERROR2.INVALID_EOF_STATE=14]="INVALID_EOF_STATE",ERROR2[ERROR2.INVALID_TRANSFER_ENCODING=15]="INVALID_TRANSFER_ENCODI\
NG",ERROR2[ERROR2.CB_MESSAGE_BEGIN=16]="CB_MESSAGE_BEGIN",ERROR2[ERROR2.CB_HEADERS_COMPLETE=17]="CB_HEADERS_COMPLETE",ERROR2[ERROR2.CB_MESSAGE_COMPLETE=18]="CB_\
MESSAGE_COMPLETE",ERROR2[ERROR2.CB_CHUNK_HEADER=19]="CB_CHUNK_HEADER",ERROR2[ERROR2.CB_CHUNK_COMPLETE=20]="CB_CHUNK_COMPLETE",ERROR2[ERROR2.PAUSED=21]="PAUSED",
ERROR2[ERROR2.PAUSED_UPGRADE=22]="PAUSED_UPGRADE",ERROR2[ERROR2.PAUSED_H2_UPGRADE=23]="PAUSED_H2_UPGRADE",ERROR2[ERROR2.USER=24]="USER"})(ERROR=exports.ERROR||(exports.
ERROR={}));var TYPE;(function(TYPE2){TYPE2[TYPE2.BOTH=0]="BOTH",TYPE2[TYPE2.REQUEST=1]="REQUEST",TYPE2[TYPE2.RESPONSE=2]="RESPONSE"})(TYPE=exports.TYPE||(exports.
TYPE={}));var FLAGS;(function(FLAGS2){FLAGS2[FLAGS2.CONNECTION_KEEP_ALIVE=1]="CONNECTION_KEEP_ALIVE",FLAGS2[FLAGS2.CONNECTION_CLOSE=2]="CONNECTION_CLOSE",FLAGS2[FLAGS2.
CONNECTION_UPGRADE=4]="CONNECTION_UPGRADE",FLAGS2[FLAGS2.CHUNKED=8]="CHUNKED",FLAGS2[FLAGS2.UPGRADE=16]="UPGRADE",FLAGS2[FLAGS2.CONTENT_LENGTH=32]="CONTENT_LENG\
TH",FLAGS2[FLAGS2.SKIPBODY=64]="SKIPBODY",FLAGS2[FLAGS2.TRAILING=128]="TRAILING",FLAGS2[FLAGS2.TRANSFER_ENCODING=512]="TRANSFER_ENCODING"})(FLAGS=exports.FLAGS||
(exports.FLAGS={}));var LENIENT_FLAGS;(function(LENIENT_FLAGS2){LENIENT_FLAGS2[LENIENT_FLAGS2.HEADERS=1]="HEADERS",LENIENT_FLAGS2[LENIENT_FLAGS2.CHUNKED_LENGTH=
2]="CHUNKED_LENGTH",LENIENT_FLAGS2[LENIENT_FLAGS2.KEEP_ALIVE=4]="KEEP_ALIVE"})(LENIENT_FLAGS=exports.LENIENT_FLAGS||(exports.LENIENT_FLAGS={}));var METHODS;(function(METHODS2){
METHODS2[METHODS2.DELETE=0]="DELETE",METHODS2[METHODS2.GET=1]="GET",METHODS2[METHODS2.HEAD=2]="HEAD",METHODS2[METHODS2.POST=3]="POST",METHODS2[METHODS2.PUT=4]="\
PUT",METHODS2[METHODS2.CONNECT=5]="CONNECT",METHODS2[METHODS2.OPTIONS=6]="OPTIONS",METHODS2[METHODS2.TRACE=7]="TRACE",METHODS2[METHODS2.COPY=8]="COPY",METHODS2[METHODS2.
LOCK=9]="LOCK",METHODS2[METHODS2.MKCOL=10]="MKCOL",METHODS2[METHODS2.MOVE=11]="MOVE",METHODS2[METHODS2.PROPFIND=12]="PROPFIND",METHODS2[METHODS2.PROPPATCH=13]="\
PROPPATCH",METHODS2[METHODS2.SEARCH=14]="SEARCH",METHODS2[METHODS2.UNLOCK=15]="UNLOCK",METHODS2[METHODS2.BIND=16]="BIND",METHODS2[METHODS2.REBIND=17]="REBIND",METHODS2[METHODS2.
UNBIND=18]="UNBIND",METHODS2[METHODS2.ACL=19]="ACL",METHODS2[METHODS2.REPORT=20]="REPORT",METHODS2[METHODS2.MKACTIVITY=21]="MKACTIVITY",METHODS2[METHODS2.CHECKOUT=
22]="CHECKOUT",METHODS2[METHODS2.MERGE=23]="MERGE",METHODS2[METHODS2["M-SEARCH"]=24]="M-SEARCH",METHODS2[METHODS2.NOTIFY=25]="NOTIFY",METHODS2[METHODS2.SUBSCRIBE=
26]="SUBSCRIBE",METHODS2[METHODS2.UNSUBSCRIBE=27]="UNSUBSCRIBE",METHODS2[METHODS2.PATCH=28]="PATCH",METHODS2[METHODS2.PURGE=29]="PURGE",METHODS2[METHODS2.MKCALENDAR=
30]="MKCALENDAR",METHODS2[METHODS2.LINK=31]="LINK",METHODS2[METHODS2.UNLINK=32]="UNLINK",METHODS2[METHODS2.SOURCE=33]="SOURCE",METHODS2[METHODS2.PRI=34]="PRI",METHODS2[METHODS2.
DESCRIBE=35]="DESCRIBE",METHODS2[METHODS2.ANNOUNCE=36]="ANNOUNCE",METHODS2[METHODS2.SETUP=37]="SETUP",METHODS2[METHODS2.PLAY=38]="PLAY",METHODS2[METHODS2.PAUSE=
39]="PAUSE",METHODS2[METHODS2.TEARDOWN=40]="TEARDOWN",METHODS2[METHODS2.GET_PARAMETER=41]="GET_PARAMETER",METHODS2[METHODS2.SET_PARAMETER=42]="SET_PARAMETER",METHODS2[METHODS2.
REDIRECT=43]="REDIRECT",METHODS2[METHODS2.RECORD=44]="RECORD",METHODS2[METHODS2.FLUSH=45]="FLUSH"})(METHODS=exports.METHODS||(exports.METHODS={})),exports.METHODS_HTTP=
[METHODS.DELETE,METHODS.GET,METHODS.HEAD,METHODS.POST,METHODS.PUT,METHODS.CONNECT,METHODS.OPTIONS,METHODS.TRACE,METHODS.COPY,METHODS.LOCK,METHODS.MKCOL,METHODS.
MOVE,METHODS.PROPFIND,METHODS.PROPPATCH,METHODS.SEARCH,METHODS.UNLOCK,METHODS.BIND,METHODS.REBIND,METHODS.UNBIND,METHODS.ACL,METHODS.REPORT,METHODS.MKACTIVITY,METHODS.
CHECKOUT,METHODS.MERGE,METHODS["M-SEARCH"],METHODS.NOTIFY,METHODS.SUBSCRIBE,METHODS.UNSUBSCRIBE,METHODS.PATCH,METHODS.PURGE,METHODS.MKCALENDAR,METHODS.LINK,METHODS.
UNLINK,METHODS.PRI,METHODS.SOURCE],exports.METHODS_ICE=[METHODS.SOURCE],exports.METHODS_RTSP=[METHODS.OPTIONS,METHODS.DESCRIBE,METHODS.ANNOUNCE,METHODS.SETUP,METHODS.
PLAY,METHODS.PAUSE,METHODS.TEARDOWN,METHODS.GET_PARAMETER,METHODS.SET_PARAMETER,METHODS.REDIRECT,METHODS.RECORD,METHODS.FLUSH,METHODS.GET,METHODS.POST],exports.
METHOD_MAP=utils_1.enumToMap(METHODS),exports.H_METHOD_MAP={},Object.keys(exports.METHOD_MAP).forEach(key2=>{/^H/.test(key2)&&(exports.H_METHOD_MAP[key2]=exports.
METHOD_MAP[key2])});var FINISH;(function(FINISH2){FINISH2[FINISH2.SAFE=0]="SAFE",FINISH2[FINISH2.SAFE_WITH_CB=1]="SAFE_WITH_CB",FINISH2[FINISH2.UNSAFE=2]="UNSAF\
E"})(FINISH=exports.FINISH||(exports.FINISH={})),exports.ALPHA=[];for(let i2=65;i2<=90;i2++)exports.ALPHA.push(String.fromCharCode(i2)),exports.ALPHA.push(String.
fromCharCode(i2+32));exports.NUM_MAP={0:0,1:1,2:2,3:3,4:4,5:5,6:6,7:7,8:8,9:9},exports.HEX_MAP={0:0,1:1,2:2,3:3,4:4,5:5,6:6,7:7,8:8,9:9,A:10,B:11,C:12,D:13,E:14,
F:15,a:10,b:11,c:12,d:13,e:14,f:15},exports.NUM=["0","1","2","3","4","5","6","7","8","9"],exports.ALPHANUM=exports.ALPHA.concat(exports.NUM),exports.MARK=["-","\
_",".","!","~","*","'","(",")"],exports.USERINFO_CHARS=exports.ALPHANUM.concat(exports.MARK).concat(["%",";",":","&","=","+","$",","]),exports.STRICT_URL_CHAR=[
"!",'"',"$","%","&","'","(",")","*","+",",","-",".","/",":",";","<","=",">","@","[","\\","]","^","_","`","{","|","}","~"].concat(exports.ALPHANUM),exports.URL_CHAR=
exports.STRICT_URL_CHAR.concat(["	","\f"]);for(let i2=128;i2<=255;i2++)exports.URL_CHAR.push(i2);exports.HEX=exports.NUM.concat(["a","b","c","d","e","f","A","B",
"C","D","E","F"]),exports.STRICT_TOKEN=["!","#","$","%","&","'","*","+","-",".","^","_","`","|","~"].concat(exports.ALPHANUM),exports.TOKEN=exports.STRICT_TOKEN.
concat([" "]),exports.HEADER_CHARS=["	"];for(let i2=32;i2<=255;i2++)i2!==127&&exports.HEADER_CHARS.push(i2);exports.CONNECTION_TOKEN_CHARS=exports.HEADER_CHARS.
filter(c=>c!==44),exports.MAJOR=exports.NUM_MAP,exports.MINOR=exports.MAJOR;var HEADER_STATE;(function(HEADER_STATE2){HEADER_STATE2[HEADER_STATE2.GENERAL=0]="GE\
NERAL",HEADER_STATE2[HEADER_STATE2.CONNECTION=1]="CONNECTION",HEADER_STATE2[HEADER_STATE2.CONTENT_LENGTH=2]="CONTENT_LENGTH",HEADER_STATE2[HEADER_STATE2.TRANSFER_ENCODING=
3]="TRANSFER_ENCODING",HEADER_STATE2[HEADER_STATE2.UPGRADE=4]="UPGRADE",HEADER_STATE2[HEADER_STATE2.CONNECTION_KEEP_ALIVE=5]="CONNECTION_KEEP_ALIVE",HEADER_STATE2[HEADER_STATE2.
CONNECTION_CLOSE=6]="CONNECTION_CLOSE",HEADER_STATE2[HEADER_STATE2.CONNECTION_UPGRADE=7]="CONNECTION_UPGRADE",HEADER_STATE2[HEADER_STATE2.TRANSFER_ENCODING_CHUNKED=
8]="TRANSFER_ENCODING_CHUNKED"})(HEADER_STATE=exports.HEADER_STATE||(exports.HEADER_STATE={})),exports.SPECIAL_HEADERS={connection:HEADER_STATE.CONNECTION,"cont\
ent-length":HEADER_STATE.CONTENT_LENGTH,"proxy-connection":HEADER_STATE.CONNECTION,"transfer-encoding":HEADER_STATE.TRANSFER_ENCODING,upgrade:HEADER_STATE.UPGRADE}}),
3870:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{Buffer:Buffer2}=__nccwpck_require__2(4573);module.exports=Buffer2.from("AGFzbQEAAAABJwdgAX8\
Bf2ADf39/AX9gAX8AYAJ/fwBgBH9/f38Bf2AAAGADf39/AALLAQgDZW52GHdhc21fb25faGVhZGVyc19jb21wbGV0ZQAEA2VudhV3YXNtX29uX21lc3NhZ2VfYmVnaW4AAANlbnYLd2FzbV9vbl91cmwAAQNlbnY\
Od2FzbV9vbl9zdGF0dXMAAQNlbnYUd2FzbV9vbl9oZWFkZXJfZmllbGQAAQNlbnYUd2FzbV9vbl9oZWFkZXJfdmFsdWUAAQNlbnYMd2FzbV9vbl9ib2R5AAEDZW52GHdhc21fb25fbWVzc2FnZV9jb21wbGV0ZQA\
AAy0sBQYAAAIAAAAAAAACAQIAAgICAAADAAAAAAMDAwMBAQEBAQEBAQEAAAIAAAAEBQFwARISBQMBAAIGCAF/AUGA1AQLB9EFIgZtZW1vcnkCAAtfaW5pdGlhbGl6ZQAIGV9faW5kaXJlY3RfZnVuY3Rpb25fdGF\
ibGUBAAtsbGh0dHBfaW5pdAAJGGxsaHR0cF9zaG91bGRfa2VlcF9hbGl2ZQAvDGxsaHR0cF9hbGxvYwALBm1hbGxvYwAxC2xsaHR0cF9mcmVlAAwEZnJlZQAMD2xsaHR0cF9nZXRfdHlwZQANFWxsaHR0cF9nZXR\
faHR0cF9tYWpvcgAOFWxsaHR0cF9nZXRfaHR0cF9taW5vcgAPEWxsaHR0cF9nZXRfbWV0aG9kABAWbGxodHRwX2dldF9zdGF0dXNfY29kZQAREmxsaHR0cF9nZXRfdXBncmFkZQASDGxsaHR0cF9yZXNldAATDmx\
saHR0cF9leGVjdXRlABQUbGxodHRwX3NldHRpbmdzX2luaXQAFQ1sbGh0dHBfZmluaXNoABYMbGxodHRwX3BhdXNlABcNbGxodHRwX3Jlc3VtZQAYG2xsaHR0cF9yZXN1bWVfYWZ0ZXJfdXBncmFkZQAZEGxsaHR\
0cF9nZXRfZXJybm8AGhdsbGh0dHBfZ2V0X2Vycm9yX3JlYXNvbgAbF2xsaHR0cF9zZXRfZXJyb3JfcmVhc29uABwUbGxodHRwX2dldF9lcnJvcl9wb3MAHRFsbGh0dHBfZXJybm9fbmFtZQAeEmxsaHR0cF9tZXR\
ob2RfbmFtZQAfEmxsaHR0cF9zdGF0dXNfbmFtZQAgGmxsaHR0cF9zZXRfbGVuaWVudF9oZWFkZXJzACEhbGxodHRwX3NldF9sZW5pZW50X2NodW5rZWRfbGVuZ3RoACIdbGxodHRwX3NldF9sZW5pZW50X2tlZXB\
fYWxpdmUAIyRsbGh0dHBfc2V0X2xlbmllbnRfdHJhbnNmZXJfZW5jb2RpbmcAJBhsbGh0dHBfbWVzc2FnZV9uZWVkc19lb2YALgkXAQBBAQsRAQIDBAUKBgcrLSwqKSglJyYK07MCLBYAQYjQACgCAARAAAtBiNA\
AQQE2AgALFAAgABAwIAAgAjYCOCAAIAE6ACgLFAAgACAALwEyIAAtAC4gABAvEAALHgEBf0HAABAyIgEQMCABQYAINgI4IAEgADoAKCABC48MAQd/AkAgAEUNACAAQQhrIgEgAEEEaygCACIAQXhxIgRqIQUCQCA\
AQQFxDQAgAEEDcUUNASABIAEoAgAiAGsiAUGc0AAoAgBJDQEgACAEaiEEAkACQEGg0AAoAgAgAUcEQCAAQf8BTQRAIABBA3YhAyABKAIIIgAgASgCDCICRgRAQYzQAEGM0AAoAgBBfiADd3E2AgAMBQsgAiAANgI\
IIAAgAjYCDAwECyABKAIYIQYgASABKAIMIgBHBEAgACABKAIIIgI2AgggAiAANgIMDAMLIAFBFGoiAygCACICRQRAIAEoAhAiAkUNAiABQRBqIQMLA0AgAyEHIAIiAEEUaiIDKAIAIgINACAAQRBqIQMgACgCECI\
CDQALIAdBADYCAAwCCyAFKAIEIgBBA3FBA0cNAiAFIABBfnE2AgRBlNAAIAQ2AgAgBSAENgIAIAEgBEEBcjYCBAwDC0EAIQALIAZFDQACQCABKAIcIgJBAnRBvNIAaiIDKAIAIAFGBEAgAyAANgIAIAANAUGQ0AB\
BkNAAKAIAQX4gAndxNgIADAILIAZBEEEUIAYoAhAgAUYbaiAANgIAIABFDQELIAAgBjYCGCABKAIQIgIEQCAAIAI2AhAgAiAANgIYCyABQRRqKAIAIgJFDQAgAEEUaiACNgIAIAIgADYCGAsgASAFTw0AIAUoAgQ\
iAEEBcUUNAAJAAkACQAJAIABBAnFFBEBBpNAAKAIAIAVGBEBBpNAAIAE2AgBBmNAAQZjQACgCACAEaiIANgIAIAEgAEEBcjYCBCABQaDQACgCAEcNBkGU0ABBADYCAEGg0ABBADYCAAwGC0Gg0AAoAgAgBUYEQEG\
g0AAgATYCAEGU0ABBlNAAKAIAIARqIgA2AgAgASAAQQFyNgIEIAAgAWogADYCAAwGCyAAQXhxIARqIQQgAEH/AU0EQCAAQQN2IQMgBSgCCCIAIAUoAgwiAkYEQEGM0ABBjNAAKAIAQX4gA3dxNgIADAULIAIgADY\
CCCAAIAI2AgwMBAsgBSgCGCEGIAUgBSgCDCIARwRAQZzQACgCABogACAFKAIIIgI2AgggAiAANgIMDAMLIAVBFGoiAygCACICRQRAIAUoAhAiAkUNAiAFQRBqIQMLA0AgAyEHIAIiAEEUaiIDKAIAIgINACAAQRB\
qIQMgACgCECICDQALIAdBADYCAAwCCyAFIABBfnE2AgQgASAEaiAENgIAIAEgBEEBcjYCBAwDC0EAIQALIAZFDQACQCAFKAIcIgJBAnRBvNIAaiIDKAIAIAVGBEAgAyAANgIAIAANAUGQ0ABBkNAAKAIAQX4gAnd\
xNgIADAILIAZBEEEUIAYoAhAgBUYbaiAANgIAIABFDQELIAAgBjYCGCAFKAIQIgIEQCAAIAI2AhAgAiAANgIYCyAFQRRqKAIAIgJFDQAgAEEUaiACNgIAIAIgADYCGAsgASAEaiAENgIAIAEgBEEBcjYCBCABQaD\
QACgCAEcNAEGU0AAgBDYCAAwBCyAEQf8BTQRAIARBeHFBtNAAaiEAAn9BjNAAKAIAIgJBASAEQQN2dCIDcUUEQEGM0AAgAiADcjYCACAADAELIAAoAggLIgIgATYCDCAAIAE2AgggASAANgIMIAEgAjYCCAwBC0E\
fIQIgBEH///8HTQRAIARBJiAEQQh2ZyIAa3ZBAXEgAEEBdGtBPmohAgsgASACNgIcIAFCADcCECACQQJ0QbzSAGohAAJAQZDQACgCACIDQQEgAnQiB3FFBEAgACABNgIAQZDQACADIAdyNgIAIAEgADYCGCABIAE\
2AgggASABNgIMDAELIARBGSACQQF2a0EAIAJBH0cbdCECIAAoAgAhAAJAA0AgACIDKAIEQXhxIARGDQEgAkEddiEAIAJBAXQhAiADIABBBHFqQRBqIgcoAgAiAA0ACyAHIAE2AgAgASADNgIYIAEgATYCDCABIAE\
2AggMAQsgAygCCCIAIAE2AgwgAyABNgIIIAFBADYCGCABIAM2AgwgASAANgIIC0Gs0ABBrNAAKAIAQQFrIgBBfyAAGzYCAAsLBwAgAC0AKAsHACAALQAqCwcAIAAtACsLBwAgAC0AKQsHACAALwEyCwcAIAAtAC4\
LQAEEfyAAKAIYIQEgAC0ALSECIAAtACghAyAAKAI4IQQgABAwIAAgBDYCOCAAIAM6ACggACACOgAtIAAgATYCGAu74gECB38DfiABIAJqIQQCQCAAIgIoAgwiAA0AIAIoAgQEQCACIAE2AgQLIwBBEGsiCCQAAkA\
CQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACfwJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkA\
CQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkA\
CQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkA\
CQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAIAIoAhwiA0EBaw7dAdoBAdkBAgMEBQYHCAkKCwwNDtg\
BDxDXARES1gETFBUWFxgZGhvgAd8BHB0e1QEfICEiIyQl1AEmJygpKiss0wHSAS0u0QHQAS8wMTIzNDU2Nzg5Ojs8PT4/QEFCQ0RFRtsBR0hJSs8BzgFLzQFMzAFNTk9QUVJTVFVWV1hZWltcXV5fYGFiY2RlZmd\
oaWprbG1ub3BxcnN0dXZ3eHl6e3x9fn+AAYEBggGDAYQBhQGGAYcBiAGJAYoBiwGMAY0BjgGPAZABkQGSAZMBlAGVAZYBlwGYAZkBmgGbAZwBnQGeAZ8BoAGhAaIBowGkAaUBpgGnAagBqQGqAasBrAGtAa4BrwG\
wAbEBsgGzAbQBtQG2AbcBywHKAbgByQG5AcgBugG7AbwBvQG+Ab8BwAHBAcIBwwHEAcUBxgEA3AELQQAMxgELQQ4MxQELQQ0MxAELQQ8MwwELQRAMwgELQRMMwQELQRQMwAELQRUMvwELQRYMvgELQRgMvQELQRk\
MvAELQRoMuwELQRsMugELQRwMuQELQR0MuAELQQgMtwELQR4MtgELQSAMtQELQR8MtAELQQcMswELQSEMsgELQSIMsQELQSMMsAELQSQMrwELQRIMrgELQREMrQELQSUMrAELQSYMqwELQScMqgELQSgMqQELQcM\
BDKgBC0EqDKcBC0ErDKYBC0EsDKUBC0EtDKQBC0EuDKMBC0EvDKIBC0HEAQyhAQtBMAygAQtBNAyfAQtBDAyeAQtBMQydAQtBMgycAQtBMwybAQtBOQyaAQtBNQyZAQtBxQEMmAELQQsMlwELQToMlgELQTYMlQE\
LQQoMlAELQTcMkwELQTgMkgELQTwMkQELQTsMkAELQT0MjwELQQkMjgELQSkMjQELQT4MjAELQT8MiwELQcAADIoBC0HBAAyJAQtBwgAMiAELQcMADIcBC0HEAAyGAQtBxQAMhQELQcYADIQBC0EXDIMBC0HHAAy\
CAQtByAAMgQELQckADIABC0HKAAx/C0HLAAx+C0HNAAx9C0HMAAx8C0HOAAx7C0HPAAx6C0HQAAx5C0HRAAx4C0HSAAx3C0HTAAx2C0HUAAx1C0HWAAx0C0HVAAxzC0EGDHILQdcADHELQQUMcAtB2AAMbwtBBAx\
uC0HZAAxtC0HaAAxsC0HbAAxrC0HcAAxqC0EDDGkLQd0ADGgLQd4ADGcLQd8ADGYLQeEADGULQeAADGQLQeIADGMLQeMADGILQQIMYQtB5AAMYAtB5QAMXwtB5gAMXgtB5wAMXQtB6AAMXAtB6QAMWwtB6gAMWgt\
B6wAMWQtB7AAMWAtB7QAMVwtB7gAMVgtB7wAMVQtB8AAMVAtB8QAMUwtB8gAMUgtB8wAMUQtB9AAMUAtB9QAMTwtB9gAMTgtB9wAMTQtB+AAMTAtB+QAMSwtB+gAMSgtB+wAMSQtB/AAMSAtB/QAMRwtB/gAMRgt\
B/wAMRQtBgAEMRAtBgQEMQwtBggEMQgtBgwEMQQtBhAEMQAtBhQEMPwtBhgEMPgtBhwEMPQtBiAEMPAtBiQEMOwtBigEMOgtBiwEMOQtBjAEMOAtBjQEMNwtBjgEMNgtBjwEMNQtBkAEMNAtBkQEMMwtBkgEMMgt\
BkwEMMQtBlAEMMAtBlQEMLwtBlgEMLgtBlwEMLQtBmAEMLAtBmQEMKwtBmgEMKgtBmwEMKQtBnAEMKAtBnQEMJwtBngEMJgtBnwEMJQtBoAEMJAtBoQEMIwtBogEMIgtBowEMIQtBpAEMIAtBpQEMHwtBpgEMHgt\
BpwEMHQtBqAEMHAtBqQEMGwtBqgEMGgtBqwEMGQtBrAEMGAtBrQEMFwtBrgEMFgtBAQwVC0GvAQwUC0GwAQwTC0GxAQwSC0GzAQwRC0GyAQwQC0G0AQwPC0G1AQwOC0G2AQwNC0G3AQwMC0G4AQwLC0G5AQwKC0G\
6AQwJC0G7AQwIC0HGAQwHC0G8AQwGC0G9AQwFC0G+AQwEC0G/AQwDC0HAAQwCC0HCAQwBC0HBAQshAwNAAkACQAJAAkACQAJAAkACQAJAIAICfwJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJ\
AAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJ\
AAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJ\
/AkACQAJAAkACQAJAAkACQAJAAkACQAJAAkAgAgJ/AkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACfwJAAkACfwJAAkACQAJAAkACQAJ\
AAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJ\
AAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACfwJAAkACQAJAAn8CQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJ\
AAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJ\
AAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQCADDsYBAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHyAhIyUmKCorLC8wMTIzNDU2Nzk6Ozw9lANAQkRFRklLTk9QUVJ\
TVFVWWFpbXF1eX2BhYmNkZWZnaGpsb3Bxc3V2eHl6e3x/gAGBAYIBgwGEAYUBhgGHAYgBiQGKAYsBjAGNAY4BjwGQAZEBkgGTAZQBlQGWAZcBmAGZAZoBmwGcAZ0BngGfAaABoQGiAaMBpAGlAaYBpwGoAakBqgG\
rAawBrQGuAa8BsAGxAbIBswG0AbUBtgG3AbgBuQG6AbsBvAG9Ab4BvwHAAcEBwgHDAcQBxQHGAccByAHJAcsBzAHNAc4BzwGKA4kDiAOHA4QDgwOAA/sC+gL5AvgC9wL0AvMC8gLLAsECsALZAQsgASAERw3wAkH\
dASEDDLMDCyABIARHDcgBQcMBIQMMsgMLIAEgBEcNe0H3ACEDDLEDCyABIARHDXBB7wAhAwywAwsgASAERw1pQeoAIQMMrwMLIAEgBEcNZUHoACEDDK4DCyABIARHDWJB5gAhAwytAwsgASAERw0aQRghAwysAws\
gASAERw0VQRIhAwyrAwsgASAERw1CQcUAIQMMqgMLIAEgBEcNNEE/IQMMqQMLIAEgBEcNMkE8IQMMqAMLIAEgBEcNK0ExIQMMpwMLIAItAC5BAUYNnwMMwQILQQAhAAJAAkACQCACLQAqRQ0AIAItACtFDQAgAi8\
BMCIDQQJxRQ0BDAILIAIvATAiA0EBcUUNAQtBASEAIAItAChBAUYNACACLwEyIgVB5ABrQeQASQ0AIAVBzAFGDQAgBUGwAkYNACADQcAAcQ0AQQAhACADQYgEcUGABEYNACADQShxQQBHIQALIAJBADsBMCACQQA\
6AC8gAEUN3wIgAkIANwMgDOACC0EAIQACQCACKAI4IgNFDQAgAygCLCIDRQ0AIAIgAxEAACEACyAARQ3MASAAQRVHDd0CIAJBBDYCHCACIAE2AhQgAkGwGDYCECACQRU2AgxBACEDDKQDCyABIARGBEBBBiEDDKQ\
DCyABQQFqIQFBACEAAkAgAigCOCIDRQ0AIAMoAlQiA0UNACACIAMRAAAhAAsgAA3ZAgwcCyACQgA3AyBBEiEDDIkDCyABIARHDRZBHSEDDKEDCyABIARHBEAgAUEBaiEBQRAhAwyIAwtBByEDDKADCyACIAIpAyA\
iCiAEIAFrrSILfSIMQgAgCiAMWhs3AyAgCiALWA3UAkEIIQMMnwMLIAEgBEcEQCACQQk2AgggAiABNgIEQRQhAwyGAwtBCSEDDJ4DCyACKQMgQgBSDccBIAIgAi8BMEGAAXI7ATAMQgsgASAERw0/QdAAIQMMnAM\
LIAEgBEYEQEELIQMMnAMLIAFBAWohAUEAIQACQCACKAI4IgNFDQAgAygCUCIDRQ0AIAIgAxEAACEACyAADc8CDMYBC0EAIQACQCACKAI4IgNFDQAgAygCSCIDRQ0AIAIgAxEAACEACyAARQ3GASAAQRVHDc0CIAJ\
BCzYCHCACIAE2AhQgAkGCGTYCECACQRU2AgxBACEDDJoDC0EAIQACQCACKAI4IgNFDQAgAygCSCIDRQ0AIAIgAxEAACEACyAARQ0MIABBFUcNygIgAkEaNgIcIAIgATYCFCACQYIZNgIQIAJBFTYCDEEAIQMMmQM\
LQQAhAAJAIAIoAjgiA0UNACADKAJMIgNFDQAgAiADEQAAIQALIABFDcQBIABBFUcNxwIgAkELNgIcIAIgATYCFCACQZEXNgIQIAJBFTYCDEEAIQMMmAMLIAEgBEYEQEEPIQMMmAMLIAEtAAAiAEE7Rg0HIABBDUc\
NxAIgAUEBaiEBDMMBC0EAIQACQCACKAI4IgNFDQAgAygCTCIDRQ0AIAIgAxEAACEACyAARQ3DASAAQRVHDcICIAJBDzYCHCACIAE2AhQgAkGRFzYCECACQRU2AgxBACEDDJYDCwNAIAEtAABB8DVqLQAAIgBBAUc\
EQCAAQQJHDcECIAIoAgQhAEEAIQMgAkEANgIEIAIgACABQQFqIgEQLSIADcICDMUBCyAEIAFBAWoiAUcNAAtBEiEDDJUDC0EAIQACQCACKAI4IgNFDQAgAygCTCIDRQ0AIAIgAxEAACEACyAARQ3FASAAQRVHDb0\
CIAJBGzYCHCACIAE2AhQgAkGRFzYCECACQRU2AgxBACEDDJQDCyABIARGBEBBFiEDDJQDCyACQQo2AgggAiABNgIEQQAhAAJAIAIoAjgiA0UNACADKAJIIgNFDQAgAiADEQAAIQALIABFDcIBIABBFUcNuQIgAkE\
VNgIcIAIgATYCFCACQYIZNgIQIAJBFTYCDEEAIQMMkwMLIAEgBEcEQANAIAEtAABB8DdqLQAAIgBBAkcEQAJAIABBAWsOBMQCvQIAvgK9AgsgAUEBaiEBQQghAwz8AgsgBCABQQFqIgFHDQALQRUhAwyTAwtBFSE\
DDJIDCwNAIAEtAABB8DlqLQAAIgBBAkcEQCAAQQFrDgTFArcCwwK4ArcCCyAEIAFBAWoiAUcNAAtBGCEDDJEDCyABIARHBEAgAkELNgIIIAIgATYCBEEHIQMM+AILQRkhAwyQAwsgAUEBaiEBDAILIAEgBEYEQEE\
aIQMMjwMLAkAgAS0AAEENaw4UtQG/Ab8BvwG/Ab8BvwG/Ab8BvwG/Ab8BvwG/Ab8BvwG/Ab8BvwEAvwELQQAhAyACQQA2AhwgAkGvCzYCECACQQI2AgwgAiABQQFqNgIUDI4DCyABIARGBEBBGyEDDI4DCyABLQA\
AIgBBO0cEQCAAQQ1HDbECIAFBAWohAQy6AQsgAUEBaiEBC0EiIQMM8wILIAEgBEYEQEEcIQMMjAMLQgAhCgJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkAgAS0AAEEwaw43wQLAAgABAgM\
EBQYH0AHQAdAB0AHQAdAB0AEICQoLDA3QAdAB0AHQAdAB0AHQAdAB0AHQAdAB0AHQAdAB0AHQAdAB0AHQAdAB0AHQAdAB0AHQAdABDg8QERIT0AELQgIhCgzAAgtCAyEKDL8CC0IEIQoMvgILQgUhCgy9AgtCBiE\
KDLwCC0IHIQoMuwILQgghCgy6AgtCCSEKDLkCC0IKIQoMuAILQgshCgy3AgtCDCEKDLYCC0INIQoMtQILQg4hCgy0AgtCDyEKDLMCC0IKIQoMsgILQgshCgyxAgtCDCEKDLACC0INIQoMrwILQg4hCgyuAgtCDyE\
KDK0CC0IAIQoCQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAIAEtAABBMGsON8ACvwIAAQIDBAUGB74CvgK+Ar4CvgK+Ar4CCAkKCwwNvgK+Ar4CvgK+Ar4CvgK+Ar4CvgK+Ar4CvgK+Ar4\
CvgK+Ar4CvgK+Ar4CvgK+Ar4CvgK+Ag4PEBESE74CC0ICIQoMvwILQgMhCgy+AgtCBCEKDL0CC0IFIQoMvAILQgYhCgy7AgtCByEKDLoCC0IIIQoMuQILQgkhCgy4AgtCCiEKDLcCC0ILIQoMtgILQgwhCgy1Agt\
CDSEKDLQCC0IOIQoMswILQg8hCgyyAgtCCiEKDLECC0ILIQoMsAILQgwhCgyvAgtCDSEKDK4CC0IOIQoMrQILQg8hCgysAgsgAiACKQMgIgogBCABa60iC30iDEIAIAogDFobNwMgIAogC1gNpwJBHyEDDIkDCyA\
BIARHBEAgAkEJNgIIIAIgATYCBEElIQMM8AILQSAhAwyIAwtBASEFIAIvATAiA0EIcUUEQCACKQMgQgBSIQULAkAgAi0ALgRAQQEhACACLQApQQVGDQEgA0HAAHFFIAVxRQ0BC0EAIQAgA0HAAHENAEECIQAgA0E\
IcQ0AIANBgARxBEACQCACLQAoQQFHDQAgAi0ALUEKcQ0AQQUhAAwCC0EEIQAMAQsgA0EgcUUEQAJAIAItAChBAUYNACACLwEyIgBB5ABrQeQASQ0AIABBzAFGDQAgAEGwAkYNAEEEIQAgA0EocUUNAiADQYgEcUG\
ABEYNAgtBACEADAELQQBBAyACKQMgUBshAAsgAEEBaw4FvgIAsAEBpAKhAgtBESEDDO0CCyACQQE6AC8MhAMLIAEgBEcNnQJBJCEDDIQDCyABIARHDRxBxgAhAwyDAwtBACEAAkAgAigCOCIDRQ0AIAMoAkQiA0U\
NACACIAMRAAAhAAsgAEUNJyAAQRVHDZgCIAJB0AA2AhwgAiABNgIUIAJBkRg2AhAgAkEVNgIMQQAhAwyCAwsgASAERgRAQSghAwyCAwtBACEDIAJBADYCBCACQQw2AgggAiABIAEQKiIARQ2UAiACQSc2AhwgAiA\
BNgIUIAIgADYCDAyBAwsgASAERgRAQSkhAwyBAwsgAS0AACIAQSBGDRMgAEEJRw2VAiABQQFqIQEMFAsgASAERwRAIAFBAWohAQwWC0EqIQMM/wILIAEgBEYEQEErIQMM/wILIAEtAAAiAEEJRyAAQSBHcQ2QAiA\
CLQAsQQhHDd0CIAJBADoALAzdAgsgASAERgRAQSwhAwz+AgsgAS0AAEEKRw2OAiABQQFqIQEMsAELIAEgBEcNigJBLyEDDPwCCwNAIAEtAAAiAEEgRwRAIABBCmsOBIQCiAKIAoQChgILIAQgAUEBaiIBRw0AC0E\
xIQMM+wILQTIhAyABIARGDfoCIAIoAgAiACAEIAFraiEHIAEgAGtBA2ohBgJAA0AgAEHwO2otAAAgAS0AACIFQSByIAUgBUHBAGtB/wFxQRpJG0H/AXFHDQEgAEEDRgRAQQYhAQziAgsgAEEBaiEAIAQgAUEBaiI\
BRw0ACyACIAc2AgAM+wILIAJBADYCAAyGAgtBMyEDIAQgASIARg35AiAEIAFrIAIoAgAiAWohByAAIAFrQQhqIQYCQANAIAFB9DtqLQAAIAAtAAAiBUEgciAFIAVBwQBrQf8BcUEaSRtB/wFxRw0BIAFBCEYEQEE\
FIQEM4QILIAFBAWohASAEIABBAWoiAEcNAAsgAiAHNgIADPoCCyACQQA2AgAgACEBDIUCC0E0IQMgBCABIgBGDfgCIAQgAWsgAigCACIBaiEHIAAgAWtBBWohBgJAA0AgAUHQwgBqLQAAIAAtAAAiBUEgciAFIAV\
BwQBrQf8BcUEaSRtB/wFxRw0BIAFBBUYEQEEHIQEM4AILIAFBAWohASAEIABBAWoiAEcNAAsgAiAHNgIADPkCCyACQQA2AgAgACEBDIQCCyABIARHBEADQCABLQAAQYA+ai0AACIAQQFHBEAgAEECRg0JDIECCyA\
EIAFBAWoiAUcNAAtBMCEDDPgCC0EwIQMM9wILIAEgBEcEQANAIAEtAAAiAEEgRwRAIABBCmsOBP8B/gH+Af8B/gELIAQgAUEBaiIBRw0AC0E4IQMM9wILQTghAwz2AgsDQCABLQAAIgBBIEcgAEEJR3EN9gEgBCA\
BQQFqIgFHDQALQTwhAwz1AgsDQCABLQAAIgBBIEcEQAJAIABBCmsOBPkBBAT5AQALIABBLEYN9QEMAwsgBCABQQFqIgFHDQALQT8hAwz0AgtBwAAhAyABIARGDfMCIAIoAgAiACAEIAFraiEFIAEgAGtBBmohBgJ\
AA0AgAEGAQGstAAAgAS0AAEEgckcNASAAQQZGDdsCIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADPQCCyACQQA2AgALQTYhAwzZAgsgASAERgRAQcEAIQMM8gILIAJBDDYCCCACIAE2AgQgAi0ALEEBaw4E+wH\
uAewB6wHUAgsgAUEBaiEBDPoBCyABIARHBEADQAJAIAEtAAAiAEEgciAAIABBwQBrQf8BcUEaSRtB/wFxIgBBCUYNACAAQSBGDQACQAJAAkACQCAAQeMAaw4TAAMDAwMDAwMBAwMDAwMDAwMDAgMLIAFBAWohAUE\
xIQMM3AILIAFBAWohAUEyIQMM2wILIAFBAWohAUEzIQMM2gILDP4BCyAEIAFBAWoiAUcNAAtBNSEDDPACC0E1IQMM7wILIAEgBEcEQANAIAEtAABBgDxqLQAAQQFHDfcBIAQgAUEBaiIBRw0AC0E9IQMM7wILQT0\
hAwzuAgtBACEAAkAgAigCOCIDRQ0AIAMoAkAiA0UNACACIAMRAAAhAAsgAEUNASAAQRVHDeYBIAJBwgA2AhwgAiABNgIUIAJB4xg2AhAgAkEVNgIMQQAhAwztAgsgAUEBaiEBC0E8IQMM0gILIAEgBEYEQEHCACE\
DDOsCCwJAA0ACQCABLQAAQQlrDhgAAswCzALRAswCzALMAswCzALMAswCzALMAswCzALMAswCzALMAswCzALMAgDMAgsgBCABQQFqIgFHDQALQcIAIQMM6wILIAFBAWohASACLQAtQQFxRQ3+AQtBLCEDDNACCyA\
BIARHDd4BQcQAIQMM6AILA0AgAS0AAEGQwABqLQAAQQFHDZwBIAQgAUEBaiIBRw0AC0HFACEDDOcCCyABLQAAIgBBIEYN/gEgAEE6Rw3AAiACKAIEIQBBACEDIAJBADYCBCACIAAgARApIgAN3gEM3QELQccAIQM\
gBCABIgBGDeUCIAQgAWsgAigCACIBaiEHIAAgAWtBBWohBgNAIAFBkMIAai0AACAALQAAIgVBIHIgBSAFQcEAa0H/AXFBGkkbQf8BcUcNvwIgAUEFRg3CAiABQQFqIQEgBCAAQQFqIgBHDQALIAIgBzYCAAzlAgt\
ByAAhAyAEIAEiAEYN5AIgBCABayACKAIAIgFqIQcgACABa0EJaiEGA0AgAUGWwgBqLQAAIAAtAAAiBUEgciAFIAVBwQBrQf8BcUEaSRtB/wFxRw2+AkECIAFBCUYNwgIaIAFBAWohASAEIABBAWoiAEcNAAsgAiA\
HNgIADOQCCyABIARGBEBByQAhAwzkAgsCQAJAIAEtAAAiAEEgciAAIABBwQBrQf8BcUEaSRtB/wFxQe4Aaw4HAL8CvwK/Ar8CvwIBvwILIAFBAWohAUE+IQMMywILIAFBAWohAUE/IQMMygILQcoAIQMgBCABIgB\
GDeICIAQgAWsgAigCACIBaiEGIAAgAWtBAWohBwNAIAFBoMIAai0AACAALQAAIgVBIHIgBSAFQcEAa0H/AXFBGkkbQf8BcUcNvAIgAUEBRg2+AiABQQFqIQEgBCAAQQFqIgBHDQALIAIgBjYCAAziAgtBywAhAyA\
EIAEiAEYN4QIgBCABayACKAIAIgFqIQcgACABa0EOaiEGA0AgAUGiwgBqLQAAIAAtAAAiBUEgciAFIAVBwQBrQf8BcUEaSRtB/wFxRw27AiABQQ5GDb4CIAFBAWohASAEIABBAWoiAEcNAAsgAiAHNgIADOECC0H\
MACEDIAQgASIARg3gAiAEIAFrIAIoAgAiAWohByAAIAFrQQ9qIQYDQCABQcDCAGotAAAgAC0AACIFQSByIAUgBUHBAGtB/wFxQRpJG0H/AXFHDboCQQMgAUEPRg2+AhogAUEBaiEBIAQgAEEBaiIARw0ACyACIAc\
2AgAM4AILQc0AIQMgBCABIgBGDd8CIAQgAWsgAigCACIBaiEHIAAgAWtBBWohBgNAIAFB0MIAai0AACAALQAAIgVBIHIgBSAFQcEAa0H/AXFBGkkbQf8BcUcNuQJBBCABQQVGDb0CGiABQQFqIQEgBCAAQQFqIgB\
HDQALIAIgBzYCAAzfAgsgASAERgRAQc4AIQMM3wILAkACQAJAAkAgAS0AACIAQSByIAAgAEHBAGtB/wFxQRpJG0H/AXFB4wBrDhMAvAK8ArwCvAK8ArwCvAK8ArwCvAK8ArwCAbwCvAK8AgIDvAILIAFBAWohAUH\
BACEDDMgCCyABQQFqIQFBwgAhAwzHAgsgAUEBaiEBQcMAIQMMxgILIAFBAWohAUHEACEDDMUCCyABIARHBEAgAkENNgIIIAIgATYCBEHFACEDDMUCC0HPACEDDN0CCwJAAkAgAS0AAEEKaw4EAZABkAEAkAELIAF\
BAWohAQtBKCEDDMMCCyABIARGBEBB0QAhAwzcAgsgAS0AAEEgRw0AIAFBAWohASACLQAtQQFxRQ3QAQtBFyEDDMECCyABIARHDcsBQdIAIQMM2QILQdMAIQMgASAERg3YAiACKAIAIgAgBCABa2ohBiABIABrQQF\
qIQUDQCABLQAAIABB1sIAai0AAEcNxwEgAEEBRg3KASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBjYCAAzYAgsgASAERgRAQdUAIQMM2AILIAEtAABBCkcNwgEgAUEBaiEBDMoBCyABIARGBEBB1gAhAwzXAgsCQAJ\
AIAEtAABBCmsOBADDAcMBAcMBCyABQQFqIQEMygELIAFBAWohAUHKACEDDL0CC0EAIQACQCACKAI4IgNFDQAgAygCPCIDRQ0AIAIgAxEAACEACyAADb8BQc0AIQMMvAILIAItAClBIkYNzwIMiQELIAQgASIFRgR\
AQdsAIQMM1AILQQAhAEEBIQFBASEGQQAhAwJAAn8CQAJAAkACQAJAAkACQCAFLQAAQTBrDgrFAcQBAAECAwQFBgjDAQtBAgwGC0EDDAULQQQMBAtBBQwDC0EGDAILQQcMAQtBCAshA0EAIQFBACEGDL0BC0EJIQN\
BASEAQQAhAUEAIQYMvAELIAEgBEYEQEHdACEDDNMCCyABLQAAQS5HDbgBIAFBAWohAQyIAQsgASAERw22AUHfACEDDNECCyABIARHBEAgAkEONgIIIAIgATYCBEHQACEDDLgCC0HgACEDDNACC0HhACEDIAEgBEY\
NzwIgAigCACIAIAQgAWtqIQUgASAAa0EDaiEGA0AgAS0AACAAQeLCAGotAABHDbEBIABBA0YNswEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMzwILQeIAIQMgASAERg3OAiACKAIAIgAgBCABa2ohBSABIAB\
rQQJqIQYDQCABLQAAIABB5sIAai0AAEcNsAEgAEECRg2vASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAzOAgtB4wAhAyABIARGDc0CIAIoAgAiACAEIAFraiEFIAEgAGtBA2ohBgNAIAEtAAAgAEHpwgBqLQA\
ARw2vASAAQQNGDa0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADM0CCyABIARGBEBB5QAhAwzNAgsgAUEBaiEBQQAhAAJAIAIoAjgiA0UNACADKAIwIgNFDQAgAiADEQAAIQALIAANqgFB1gAhAwyzAgsgASA\
ERwRAA0AgAS0AACIAQSBHBEACQAJAAkAgAEHIAGsOCwABswGzAbMBswGzAbMBswGzAQKzAQsgAUEBaiEBQdIAIQMMtwILIAFBAWohAUHTACEDDLYCCyABQQFqIQFB1AAhAwy1AgsgBCABQQFqIgFHDQALQeQAIQM\
MzAILQeQAIQMMywILA0AgAS0AAEHwwgBqLQAAIgBBAUcEQCAAQQJrDgOnAaYBpQGkAQsgBCABQQFqIgFHDQALQeYAIQMMygILIAFBAWogASAERw0CGkHnACEDDMkCCwNAIAEtAABB8MQAai0AACIAQQFHBEACQCA\
AQQJrDgSiAaEBoAEAnwELQdcAIQMMsQILIAQgAUEBaiIBRw0AC0HoACEDDMgCCyABIARGBEBB6QAhAwzIAgsCQCABLQAAIgBBCmsOGrcBmwGbAbQBmwGbAZsBmwGbAZsBmwGbAZsBmwGbAZsBmwGbAZsBmwGbAZs\
BpAGbAZsBAJkBCyABQQFqCyEBQQYhAwytAgsDQCABLQAAQfDGAGotAABBAUcNfSAEIAFBAWoiAUcNAAtB6gAhAwzFAgsgAUEBaiABIARHDQIaQesAIQMMxAILIAEgBEYEQEHsACEDDMQCCyABQQFqDAELIAEgBEY\
EQEHtACEDDMMCCyABQQFqCyEBQQQhAwyoAgsgASAERgRAQe4AIQMMwQILAkACQAJAIAEtAABB8MgAai0AAEEBaw4HkAGPAY4BAHwBAo0BCyABQQFqIQEMCwsgAUEBagyTAQtBACEDIAJBADYCHCACQZsSNgIQIAJ\
BBzYCDCACIAFBAWo2AhQMwAILAkADQCABLQAAQfDIAGotAAAiAEEERwRAAkACQCAAQQFrDgeUAZMBkgGNAQAEAY0BC0HaACEDDKoCCyABQQFqIQFB3AAhAwypAgsgBCABQQFqIgFHDQALQe8AIQMMwAILIAFBAWo\
MkQELIAQgASIARgRAQfAAIQMMvwILIAAtAABBL0cNASAAQQFqIQEMBwsgBCABIgBGBEBB8QAhAwy+AgsgAC0AACIBQS9GBEAgAEEBaiEBQd0AIQMMpQILIAFBCmsiA0EWSw0AIAAhAUEBIAN0QYmAgAJxDfkBC0E\
AIQMgAkEANgIcIAIgADYCFCACQYwcNgIQIAJBBzYCDAy8AgsgASAERwRAIAFBAWohAUHeACEDDKMCC0HyACEDDLsCCyABIARGBEBB9AAhAwy7AgsCQCABLQAAQfDMAGotAABBAWsOA/cBcwCCAQtB4QAhAwyhAgs\
gASAERwRAA0AgAS0AAEHwygBqLQAAIgBBA0cEQAJAIABBAWsOAvkBAIUBC0HfACEDDKMCCyAEIAFBAWoiAUcNAAtB8wAhAwy6AgtB8wAhAwy5AgsgASAERwRAIAJBDzYCCCACIAE2AgRB4AAhAwygAgtB9QAhAwy\
4AgsgASAERgRAQfYAIQMMuAILIAJBDzYCCCACIAE2AgQLQQMhAwydAgsDQCABLQAAQSBHDY4CIAQgAUEBaiIBRw0AC0H3ACEDDLUCCyABIARGBEBB+AAhAwy1AgsgAS0AAEEgRw16IAFBAWohAQxbC0EAIQACQCA\
CKAI4IgNFDQAgAygCOCIDRQ0AIAIgAxEAACEACyAADXgMgAILIAEgBEYEQEH6ACEDDLMCCyABLQAAQcwARw10IAFBAWohAUETDHYLQfsAIQMgASAERg2xAiACKAIAIgAgBCABa2ohBSABIABrQQVqIQYDQCABLQA\
AIABB8M4Aai0AAEcNcyAAQQVGDXUgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMsQILIAEgBEYEQEH8ACEDDLECCwJAAkAgAS0AAEHDAGsODAB0dHR0dHR0dHR0AXQLIAFBAWohAUHmACEDDJgCCyABQQFqIQF\
B5wAhAwyXAgtB/QAhAyABIARGDa8CIAIoAgAiACAEIAFraiEFIAEgAGtBAmohBgJAA0AgAS0AACAAQe3PAGotAABHDXIgAEECRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADLACCyACQQA2AgAgBkEBaiE\
BQRAMcwtB/gAhAyABIARGDa4CIAIoAgAiACAEIAFraiEFIAEgAGtBBWohBgJAA0AgAS0AACAAQfbOAGotAABHDXEgAEEFRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADK8CCyACQQA2AgAgBkEBaiEBQRY\
McgtB/wAhAyABIARGDa0CIAIoAgAiACAEIAFraiEFIAEgAGtBA2ohBgJAA0AgAS0AACAAQfzOAGotAABHDXAgAEEDRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADK4CCyACQQA2AgAgBkEBaiEBQQUMcQs\
gASAERgRAQYABIQMMrQILIAEtAABB2QBHDW4gAUEBaiEBQQgMcAsgASAERgRAQYEBIQMMrAILAkACQCABLQAAQc4Aaw4DAG8BbwsgAUEBaiEBQesAIQMMkwILIAFBAWohAUHsACEDDJICCyABIARGBEBBggEhAwy\
rAgsCQAJAIAEtAABByABrDggAbm5ubm5uAW4LIAFBAWohAUHqACEDDJICCyABQQFqIQFB7QAhAwyRAgtBgwEhAyABIARGDakCIAIoAgAiACAEIAFraiEFIAEgAGtBAmohBgJAA0AgAS0AACAAQYDPAGotAABHDWw\
gAEECRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADKoCCyACQQA2AgAgBkEBaiEBQQAMbQtBhAEhAyABIARGDagCIAIoAgAiACAEIAFraiEFIAEgAGtBBGohBgJAA0AgAS0AACAAQYPPAGotAABHDWsgAEE\
ERg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADKkCCyACQQA2AgAgBkEBaiEBQSMMbAsgASAERgRAQYUBIQMMqAILAkACQCABLQAAQcwAaw4IAGtra2trawFrCyABQQFqIQFB7wAhAwyPAgsgAUEBaiEBQfA\
AIQMMjgILIAEgBEYEQEGGASEDDKcCCyABLQAAQcUARw1oIAFBAWohAQxgC0GHASEDIAEgBEYNpQIgAigCACIAIAQgAWtqIQUgASAAa0EDaiEGAkADQCABLQAAIABBiM8Aai0AAEcNaCAAQQNGDQEgAEEBaiEAIAQ\
gAUEBaiIBRw0ACyACIAU2AgAMpgILIAJBADYCACAGQQFqIQFBLQxpC0GIASEDIAEgBEYNpAIgAigCACIAIAQgAWtqIQUgASAAa0EIaiEGAkADQCABLQAAIABB0M8Aai0AAEcNZyAAQQhGDQEgAEEBaiEAIAQgAUE\
BaiIBRw0ACyACIAU2AgAMpQILIAJBADYCACAGQQFqIQFBKQxoCyABIARGBEBBiQEhAwykAgtBASABLQAAQd8ARw1nGiABQQFqIQEMXgtBigEhAyABIARGDaICIAIoAgAiACAEIAFraiEFIAEgAGtBAWohBgNAIAE\
tAAAgAEGMzwBqLQAARw1kIABBAUYN+gEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMogILQYsBIQMgASAERg2hAiACKAIAIgAgBCABa2ohBSABIABrQQJqIQYCQANAIAEtAAAgAEGOzwBqLQAARw1kIABBAkY\
NASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyiAgsgAkEANgIAIAZBAWohAUECDGULQYwBIQMgASAERg2gAiACKAIAIgAgBCABa2ohBSABIABrQQFqIQYCQANAIAEtAAAgAEHwzwBqLQAARw1jIABBAUYNASA\
AQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyhAgsgAkEANgIAIAZBAWohAUEfDGQLQY0BIQMgASAERg2fAiACKAIAIgAgBCABa2ohBSABIABrQQFqIQYCQANAIAEtAAAgAEHyzwBqLQAARw1iIABBAUYNASAAQQF\
qIQAgBCABQQFqIgFHDQALIAIgBTYCAAygAgsgAkEANgIAIAZBAWohAUEJDGMLIAEgBEYEQEGOASEDDJ8CCwJAAkAgAS0AAEHJAGsOBwBiYmJiYgFiCyABQQFqIQFB+AAhAwyGAgsgAUEBaiEBQfkAIQMMhQILQY8\
BIQMgASAERg2dAiACKAIAIgAgBCABa2ohBSABIABrQQVqIQYCQANAIAEtAAAgAEGRzwBqLQAARw1gIABBBUYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyeAgsgAkEANgIAIAZBAWohAUEYDGELQZABIQM\
gASAERg2cAiACKAIAIgAgBCABa2ohBSABIABrQQJqIQYCQANAIAEtAAAgAEGXzwBqLQAARw1fIABBAkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAydAgsgAkEANgIAIAZBAWohAUEXDGALQZEBIQMgASA\
ERg2bAiACKAIAIgAgBCABa2ohBSABIABrQQZqIQYCQANAIAEtAAAgAEGazwBqLQAARw1eIABBBkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAycAgsgAkEANgIAIAZBAWohAUEVDF8LQZIBIQMgASAERg2\
aAiACKAIAIgAgBCABa2ohBSABIABrQQVqIQYCQANAIAEtAAAgAEGhzwBqLQAARw1dIABBBUYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAybAgsgAkEANgIAIAZBAWohAUEeDF4LIAEgBEYEQEGTASEDDJo\
CCyABLQAAQcwARw1bIAFBAWohAUEKDF0LIAEgBEYEQEGUASEDDJkCCwJAAkAgAS0AAEHBAGsODwBcXFxcXFxcXFxcXFxcAVwLIAFBAWohAUH+ACEDDIACCyABQQFqIQFB/wAhAwz/AQsgASAERgRAQZUBIQMMmAI\
LAkACQCABLQAAQcEAaw4DAFsBWwsgAUEBaiEBQf0AIQMM/wELIAFBAWohAUGAASEDDP4BC0GWASEDIAEgBEYNlgIgAigCACIAIAQgAWtqIQUgASAAa0EBaiEGAkADQCABLQAAIABBp88Aai0AAEcNWSAAQQFGDQE\
gAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMlwILIAJBADYCACAGQQFqIQFBCwxaCyABIARGBEBBlwEhAwyWAgsCQAJAAkACQCABLQAAQS1rDiMAW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1sBW1tbW1sCW1tbA1s\
LIAFBAWohAUH7ACEDDP8BCyABQQFqIQFB/AAhAwz+AQsgAUEBaiEBQYEBIQMM/QELIAFBAWohAUGCASEDDPwBC0GYASEDIAEgBEYNlAIgAigCACIAIAQgAWtqIQUgASAAa0EEaiEGAkADQCABLQAAIABBqc8Aai0\
AAEcNVyAAQQRGDQEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMlQILIAJBADYCACAGQQFqIQFBGQxYC0GZASEDIAEgBEYNkwIgAigCACIAIAQgAWtqIQUgASAAa0EFaiEGAkADQCABLQAAIABBrs8Aai0AAEc\
NViAAQQVGDQEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMlAILIAJBADYCACAGQQFqIQFBBgxXC0GaASEDIAEgBEYNkgIgAigCACIAIAQgAWtqIQUgASAAa0EBaiEGAkADQCABLQAAIABBtM8Aai0AAEcNVSA\
AQQFGDQEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMkwILIAJBADYCACAGQQFqIQFBHAxWC0GbASEDIAEgBEYNkQIgAigCACIAIAQgAWtqIQUgASAAa0EBaiEGAkADQCABLQAAIABBts8Aai0AAEcNVCAAQQF\
GDQEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMkgILIAJBADYCACAGQQFqIQFBJwxVCyABIARGBEBBnAEhAwyRAgsCQAJAIAEtAABB1ABrDgIAAVQLIAFBAWohAUGGASEDDPgBCyABQQFqIQFBhwEhAwz3AQt\
BnQEhAyABIARGDY8CIAIoAgAiACAEIAFraiEFIAEgAGtBAWohBgJAA0AgAS0AACAAQbjPAGotAABHDVIgAEEBRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADJACCyACQQA2AgAgBkEBaiEBQSYMUwtBngE\
hAyABIARGDY4CIAIoAgAiACAEIAFraiEFIAEgAGtBAWohBgJAA0AgAS0AACAAQbrPAGotAABHDVEgAEEBRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADI8CCyACQQA2AgAgBkEBaiEBQQMMUgtBnwEhAyA\
BIARGDY0CIAIoAgAiACAEIAFraiEFIAEgAGtBAmohBgJAA0AgAS0AACAAQe3PAGotAABHDVAgAEECRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADI4CCyACQQA2AgAgBkEBaiEBQQwMUQtBoAEhAyABIAR\
GDYwCIAIoAgAiACAEIAFraiEFIAEgAGtBA2ohBgJAA0AgAS0AACAAQbzPAGotAABHDU8gAEEDRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADI0CCyACQQA2AgAgBkEBaiEBQQ0MUAsgASAERgRAQaEBIQM\
MjAILAkACQCABLQAAQcYAaw4LAE9PT09PT09PTwFPCyABQQFqIQFBiwEhAwzzAQsgAUEBaiEBQYwBIQMM8gELIAEgBEYEQEGiASEDDIsCCyABLQAAQdAARw1MIAFBAWohAQxGCyABIARGBEBBowEhAwyKAgsCQAJ\
AIAEtAABByQBrDgcBTU1NTU0ATQsgAUEBaiEBQY4BIQMM8QELIAFBAWohAUEiDE0LQaQBIQMgASAERg2IAiACKAIAIgAgBCABa2ohBSABIABrQQFqIQYCQANAIAEtAAAgAEHAzwBqLQAARw1LIABBAUYNASAAQQF\
qIQAgBCABQQFqIgFHDQALIAIgBTYCAAyJAgsgAkEANgIAIAZBAWohAUEdDEwLIAEgBEYEQEGlASEDDIgCCwJAAkAgAS0AAEHSAGsOAwBLAUsLIAFBAWohAUGQASEDDO8BCyABQQFqIQFBBAxLCyABIARGBEBBpgE\
hAwyHAgsCQAJAAkACQAJAIAEtAABBwQBrDhUATU1NTU1NTU1NTQFNTQJNTQNNTQRNCyABQQFqIQFBiAEhAwzxAQsgAUEBaiEBQYkBIQMM8AELIAFBAWohAUGKASEDDO8BCyABQQFqIQFBjwEhAwzuAQsgAUEBaiE\
BQZEBIQMM7QELQacBIQMgASAERg2FAiACKAIAIgAgBCABa2ohBSABIABrQQJqIQYCQANAIAEtAAAgAEHtzwBqLQAARw1IIABBAkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyGAgsgAkEANgIAIAZBAWo\
hAUERDEkLQagBIQMgASAERg2EAiACKAIAIgAgBCABa2ohBSABIABrQQJqIQYCQANAIAEtAAAgAEHCzwBqLQAARw1HIABBAkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyFAgsgAkEANgIAIAZBAWohAUE\
sDEgLQakBIQMgASAERg2DAiACKAIAIgAgBCABa2ohBSABIABrQQRqIQYCQANAIAEtAAAgAEHFzwBqLQAARw1GIABBBEYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyEAgsgAkEANgIAIAZBAWohAUErDEc\
LQaoBIQMgASAERg2CAiACKAIAIgAgBCABa2ohBSABIABrQQJqIQYCQANAIAEtAAAgAEHKzwBqLQAARw1FIABBAkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyDAgsgAkEANgIAIAZBAWohAUEUDEYLIAE\
gBEYEQEGrASEDDIICCwJAAkACQAJAIAEtAABBwgBrDg8AAQJHR0dHR0dHR0dHRwNHCyABQQFqIQFBkwEhAwzrAQsgAUEBaiEBQZQBIQMM6gELIAFBAWohAUGVASEDDOkBCyABQQFqIQFBlgEhAwzoAQsgASAERgR\
AQawBIQMMgQILIAEtAABBxQBHDUIgAUEBaiEBDD0LQa0BIQMgASAERg3/ASACKAIAIgAgBCABa2ohBSABIABrQQJqIQYCQANAIAEtAAAgAEHNzwBqLQAARw1CIABBAkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAI\
gBTYCAAyAAgsgAkEANgIAIAZBAWohAUEODEMLIAEgBEYEQEGuASEDDP8BCyABLQAAQdAARw1AIAFBAWohAUElDEILQa8BIQMgASAERg39ASACKAIAIgAgBCABa2ohBSABIABrQQhqIQYCQANAIAEtAAAgAEHQzwB\
qLQAARw1AIABBCEYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAz+AQsgAkEANgIAIAZBAWohAUEqDEELIAEgBEYEQEGwASEDDP0BCwJAAkAgAS0AAEHVAGsOCwBAQEBAQEBAQEABQAsgAUEBaiEBQZoBIQM\
M5AELIAFBAWohAUGbASEDDOMBCyABIARGBEBBsQEhAwz8AQsCQAJAIAEtAABBwQBrDhQAPz8/Pz8/Pz8/Pz8/Pz8/Pz8/AT8LIAFBAWohAUGZASEDDOMBCyABQQFqIQFBnAEhAwziAQtBsgEhAyABIARGDfoBIAI\
oAgAiACAEIAFraiEFIAEgAGtBA2ohBgJAA0AgAS0AACAAQdnPAGotAABHDT0gAEEDRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADPsBCyACQQA2AgAgBkEBaiEBQSEMPgtBswEhAyABIARGDfkBIAIoAgA\
iACAEIAFraiEFIAEgAGtBBmohBgJAA0AgAS0AACAAQd3PAGotAABHDTwgAEEGRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADPoBCyACQQA2AgAgBkEBaiEBQRoMPQsgASAERgRAQbQBIQMM+QELAkACQAJ\
AIAEtAABBxQBrDhEAPT09PT09PT09AT09PT09Aj0LIAFBAWohAUGdASEDDOEBCyABQQFqIQFBngEhAwzgAQsgAUEBaiEBQZ8BIQMM3wELQbUBIQMgASAERg33ASACKAIAIgAgBCABa2ohBSABIABrQQVqIQYCQAN\
AIAEtAAAgAEHkzwBqLQAARw06IABBBUYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAz4AQsgAkEANgIAIAZBAWohAUEoDDsLQbYBIQMgASAERg32ASACKAIAIgAgBCABa2ohBSABIABrQQJqIQYCQANAIAE\
tAAAgAEHqzwBqLQAARw05IABBAkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAz3AQsgAkEANgIAIAZBAWohAUEHDDoLIAEgBEYEQEG3ASEDDPYBCwJAAkAgAS0AAEHFAGsODgA5OTk5OTk5OTk5OTkBOQs\
gAUEBaiEBQaEBIQMM3QELIAFBAWohAUGiASEDDNwBC0G4ASEDIAEgBEYN9AEgAigCACIAIAQgAWtqIQUgASAAa0ECaiEGAkADQCABLQAAIABB7c8Aai0AAEcNNyAAQQJGDQEgAEEBaiEAIAQgAUEBaiIBRw0ACyA\
CIAU2AgAM9QELIAJBADYCACAGQQFqIQFBEgw4C0G5ASEDIAEgBEYN8wEgAigCACIAIAQgAWtqIQUgASAAa0EBaiEGAkADQCABLQAAIABB8M8Aai0AAEcNNiAAQQFGDQEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU\
2AgAM9AELIAJBADYCACAGQQFqIQFBIAw3C0G6ASEDIAEgBEYN8gEgAigCACIAIAQgAWtqIQUgASAAa0EBaiEGAkADQCABLQAAIABB8s8Aai0AAEcNNSAAQQFGDQEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgA\
M8wELIAJBADYCACAGQQFqIQFBDww2CyABIARGBEBBuwEhAwzyAQsCQAJAIAEtAABByQBrDgcANTU1NTUBNQsgAUEBaiEBQaUBIQMM2QELIAFBAWohAUGmASEDDNgBC0G8ASEDIAEgBEYN8AEgAigCACIAIAQgAWt\
qIQUgASAAa0EHaiEGAkADQCABLQAAIABB9M8Aai0AAEcNMyAAQQdGDQEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAM8QELIAJBADYCACAGQQFqIQFBGww0CyABIARGBEBBvQEhAwzwAQsCQAJAAkAgAS0AAEH\
CAGsOEgA0NDQ0NDQ0NDQBNDQ0NDQ0AjQLIAFBAWohAUGkASEDDNgBCyABQQFqIQFBpwEhAwzXAQsgAUEBaiEBQagBIQMM1gELIAEgBEYEQEG+ASEDDO8BCyABLQAAQc4ARw0wIAFBAWohAQwsCyABIARGBEBBvwE\
hAwzuAQsCQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQCABLQAAQcEAaw4VAAECAz8EBQY/Pz8HCAkKCz8MDQ4PPwsgAUEBaiEBQegAIQMM4wELIAFBAWohAUHpACEDDOIBCyABQQFqIQFB7gAhAwzhAQs\
gAUEBaiEBQfIAIQMM4AELIAFBAWohAUHzACEDDN8BCyABQQFqIQFB9gAhAwzeAQsgAUEBaiEBQfcAIQMM3QELIAFBAWohAUH6ACEDDNwBCyABQQFqIQFBgwEhAwzbAQsgAUEBaiEBQYQBIQMM2gELIAFBAWohAUG\
FASEDDNkBCyABQQFqIQFBkgEhAwzYAQsgAUEBaiEBQZgBIQMM1wELIAFBAWohAUGgASEDDNYBCyABQQFqIQFBowEhAwzVAQsgAUEBaiEBQaoBIQMM1AELIAEgBEcEQCACQRA2AgggAiABNgIEQasBIQMM1AELQcA\
BIQMM7AELQQAhAAJAIAIoAjgiA0UNACADKAI0IgNFDQAgAiADEQAAIQALIABFDV4gAEEVRw0HIAJB0QA2AhwgAiABNgIUIAJBsBc2AhAgAkEVNgIMQQAhAwzrAQsgAUEBaiABIARHDQgaQcIBIQMM6gELA0ACQCA\
BLQAAQQprDgQIAAALAAsgBCABQQFqIgFHDQALQcMBIQMM6QELIAEgBEcEQCACQRE2AgggAiABNgIEQQEhAwzQAQtBxAEhAwzoAQsgASAERgRAQcUBIQMM6AELAkACQCABLQAAQQprDgQBKCgAKAsgAUEBagwJCyA\
BQQFqDAULIAEgBEYEQEHGASEDDOcBCwJAAkAgAS0AAEEKaw4XAQsLAQsLCwsLCwsLCwsLCwsLCwsLCwALCyABQQFqIQELQbABIQMMzQELIAEgBEYEQEHIASEDDOYBCyABLQAAQSBHDQkgAkEAOwEyIAFBAWohAUG\
zASEDDMwBCwNAIAEhAAJAIAEgBEcEQCABLQAAQTBrQf8BcSIDQQpJDQEMJwtBxwEhAwzmAQsCQCACLwEyIgFBmTNLDQAgAiABQQpsIgU7ATIgBUH+/wNxIANB//8Dc0sNACAAQQFqIQEgAiADIAVqIgM7ATIgA0H\
//wNxQegHSQ0BCwtBACEDIAJBADYCHCACQcEJNgIQIAJBDTYCDCACIABBAWo2AhQM5AELIAJBADYCHCACIAE2AhQgAkHwDDYCECACQRs2AgxBACEDDOMBCyACKAIEIQAgAkEANgIEIAIgACABECYiAA0BIAFBAWo\
LIQFBrQEhAwzIAQsgAkHBATYCHCACIAA2AgwgAiABQQFqNgIUQQAhAwzgAQsgAigCBCEAIAJBADYCBCACIAAgARAmIgANASABQQFqCyEBQa4BIQMMxQELIAJBwgE2AhwgAiAANgIMIAIgAUEBajYCFEEAIQMM3QE\
LIAJBADYCHCACIAE2AhQgAkGXCzYCECACQQ02AgxBACEDDNwBCyACQQA2AhwgAiABNgIUIAJB4xA2AhAgAkEJNgIMQQAhAwzbAQsgAkECOgAoDKwBC0EAIQMgAkEANgIcIAJBrws2AhAgAkECNgIMIAIgAUEBajY\
CFAzZAQtBAiEDDL8BC0ENIQMMvgELQSYhAwy9AQtBFSEDDLwBC0EWIQMMuwELQRghAwy6AQtBHCEDDLkBC0EdIQMMuAELQSAhAwy3AQtBISEDDLYBC0EjIQMMtQELQcYAIQMMtAELQS4hAwyzAQtBPSEDDLIBC0H\
LACEDDLEBC0HOACEDDLABC0HYACEDDK8BC0HZACEDDK4BC0HbACEDDK0BC0HxACEDDKwBC0H0ACEDDKsBC0GNASEDDKoBC0GXASEDDKkBC0GpASEDDKgBC0GvASEDDKcBC0GxASEDDKYBCyACQQA2AgALQQAhAyA\
CQQA2AhwgAiABNgIUIAJB8Rs2AhAgAkEGNgIMDL0BCyACQQA2AgAgBkEBaiEBQSQLOgApIAIoAgQhACACQQA2AgQgAiAAIAEQJyIARQRAQeUAIQMMowELIAJB+QA2AhwgAiABNgIUIAIgADYCDEEAIQMMuwELIAB\
BFUcEQCACQQA2AhwgAiABNgIUIAJBzA42AhAgAkEgNgIMQQAhAwy7AQsgAkH4ADYCHCACIAE2AhQgAkHKGDYCECACQRU2AgxBACEDDLoBCyACQQA2AhwgAiABNgIUIAJBjhs2AhAgAkEGNgIMQQAhAwy5AQsgAkE\
ANgIcIAIgATYCFCACQf4RNgIQIAJBBzYCDEEAIQMMuAELIAJBADYCHCACIAE2AhQgAkGMHDYCECACQQc2AgxBACEDDLcBCyACQQA2AhwgAiABNgIUIAJBww82AhAgAkEHNgIMQQAhAwy2AQsgAkEANgIcIAIgATY\
CFCACQcMPNgIQIAJBBzYCDEEAIQMMtQELIAIoAgQhACACQQA2AgQgAiAAIAEQJSIARQ0RIAJB5QA2AhwgAiABNgIUIAIgADYCDEEAIQMMtAELIAIoAgQhACACQQA2AgQgAiAAIAEQJSIARQ0gIAJB0wA2AhwgAiA\
BNgIUIAIgADYCDEEAIQMMswELIAIoAgQhACACQQA2AgQgAiAAIAEQJSIARQ0iIAJB0gA2AhwgAiABNgIUIAIgADYCDEEAIQMMsgELIAIoAgQhACACQQA2AgQgAiAAIAEQJSIARQ0OIAJB5QA2AhwgAiABNgIUIAI\
gADYCDEEAIQMMsQELIAIoAgQhACACQQA2AgQgAiAAIAEQJSIARQ0dIAJB0wA2AhwgAiABNgIUIAIgADYCDEEAIQMMsAELIAIoAgQhACACQQA2AgQgAiAAIAEQJSIARQ0fIAJB0gA2AhwgAiABNgIUIAIgADYCDEE\
AIQMMrwELIABBP0cNASABQQFqCyEBQQUhAwyUAQtBACEDIAJBADYCHCACIAE2AhQgAkH9EjYCECACQQc2AgwMrAELIAJBADYCHCACIAE2AhQgAkHcCDYCECACQQc2AgxBACEDDKsBCyACKAIEIQAgAkEANgIEIAI\
gACABECUiAEUNByACQeUANgIcIAIgATYCFCACIAA2AgxBACEDDKoBCyACKAIEIQAgAkEANgIEIAIgACABECUiAEUNFiACQdMANgIcIAIgATYCFCACIAA2AgxBACEDDKkBCyACKAIEIQAgAkEANgIEIAIgACABECU\
iAEUNGCACQdIANgIcIAIgATYCFCACIAA2AgxBACEDDKgBCyACQQA2AhwgAiABNgIUIAJBxgo2AhAgAkEHNgIMQQAhAwynAQsgAigCBCEAIAJBADYCBCACIAAgARAlIgBFDQMgAkHlADYCHCACIAE2AhQgAiAANgI\
MQQAhAwymAQsgAigCBCEAIAJBADYCBCACIAAgARAlIgBFDRIgAkHTADYCHCACIAE2AhQgAiAANgIMQQAhAwylAQsgAigCBCEAIAJBADYCBCACIAAgARAlIgBFDRQgAkHSADYCHCACIAE2AhQgAiAANgIMQQAhAwy\
kAQsgAigCBCEAIAJBADYCBCACIAAgARAlIgBFDQAgAkHlADYCHCACIAE2AhQgAiAANgIMQQAhAwyjAQtB1QAhAwyJAQsgAEEVRwRAIAJBADYCHCACIAE2AhQgAkG5DTYCECACQRo2AgxBACEDDKIBCyACQeQANgI\
cIAIgATYCFCACQeMXNgIQIAJBFTYCDEEAIQMMoQELIAJBADYCACAGQQFqIQEgAi0AKSIAQSNrQQtJDQQCQCAAQQZLDQBBASAAdEHKAHFFDQAMBQtBACEDIAJBADYCHCACIAE2AhQgAkH3CTYCECACQQg2AgwMoAE\
LIAJBADYCACAGQQFqIQEgAi0AKUEhRg0DIAJBADYCHCACIAE2AhQgAkGbCjYCECACQQg2AgxBACEDDJ8BCyACQQA2AgALQQAhAyACQQA2AhwgAiABNgIUIAJBkDM2AhAgAkEINgIMDJ0BCyACQQA2AgAgBkEBaiE\
BIAItAClBI0kNACACQQA2AhwgAiABNgIUIAJB0wk2AhAgAkEINgIMQQAhAwycAQtB0QAhAwyCAQsgAS0AAEEwayIAQf8BcUEKSQRAIAIgADoAKiABQQFqIQFBzwAhAwyCAQsgAigCBCEAIAJBADYCBCACIAAgARA\
oIgBFDYYBIAJB3gA2AhwgAiABNgIUIAIgADYCDEEAIQMMmgELIAIoAgQhACACQQA2AgQgAiAAIAEQKCIARQ2GASACQdwANgIcIAIgATYCFCACIAA2AgxBACEDDJkBCyACKAIEIQAgAkEANgIEIAIgACAFECgiAEU\
EQCAFIQEMhwELIAJB2gA2AhwgAiAFNgIUIAIgADYCDAyYAQtBACEBQQEhAwsgAiADOgArIAVBAWohAwJAAkACQCACLQAtQRBxDQACQAJAAkAgAi0AKg4DAQACBAsgBkUNAwwCCyAADQEMAgsgAUUNAQsgAigCBCE\
AIAJBADYCBCACIAAgAxAoIgBFBEAgAyEBDAILIAJB2AA2AhwgAiADNgIUIAIgADYCDEEAIQMMmAELIAIoAgQhACACQQA2AgQgAiAAIAMQKCIARQRAIAMhAQyHAQsgAkHZADYCHCACIAM2AhQgAiAANgIMQQAhAwy\
XAQtBzAAhAwx9CyAAQRVHBEAgAkEANgIcIAIgATYCFCACQZQNNgIQIAJBITYCDEEAIQMMlgELIAJB1wA2AhwgAiABNgIUIAJByRc2AhAgAkEVNgIMQQAhAwyVAQtBACEDIAJBADYCHCACIAE2AhQgAkGAETYCECA\
CQQk2AgwMlAELIAIoAgQhACACQQA2AgQgAiAAIAEQJSIARQ0AIAJB0wA2AhwgAiABNgIUIAIgADYCDEEAIQMMkwELQckAIQMMeQsgAkEANgIcIAIgATYCFCACQcEoNgIQIAJBBzYCDCACQQA2AgBBACEDDJEBCyA\
CKAIEIQBBACEDIAJBADYCBCACIAAgARAlIgBFDQAgAkHSADYCHCACIAE2AhQgAiAANgIMDJABC0HIACEDDHYLIAJBADYCACAFIQELIAJBgBI7ASogAUEBaiEBQQAhAAJAIAIoAjgiA0UNACADKAIwIgNFDQAgAiA\
DEQAAIQALIAANAQtBxwAhAwxzCyAAQRVGBEAgAkHRADYCHCACIAE2AhQgAkHjFzYCECACQRU2AgxBACEDDIwBC0EAIQMgAkEANgIcIAIgATYCFCACQbkNNgIQIAJBGjYCDAyLAQtBACEDIAJBADYCHCACIAE2AhQ\
gAkGgGTYCECACQR42AgwMigELIAEtAABBOkYEQCACKAIEIQBBACEDIAJBADYCBCACIAAgARApIgBFDQEgAkHDADYCHCACIAA2AgwgAiABQQFqNgIUDIoBC0EAIQMgAkEANgIcIAIgATYCFCACQbERNgIQIAJBCjY\
CDAyJAQsgAUEBaiEBQTshAwxvCyACQcMANgIcIAIgADYCDCACIAFBAWo2AhQMhwELQQAhAyACQQA2AhwgAiABNgIUIAJB8A42AhAgAkEcNgIMDIYBCyACIAIvATBBEHI7ATAMZgsCQCACLwEwIgBBCHFFDQAgAi0\
AKEEBRw0AIAItAC1BCHFFDQMLIAIgAEH3+wNxQYAEcjsBMAwECyABIARHBEACQANAIAEtAABBMGsiAEH/AXFBCk8EQEE1IQMMbgsgAikDICIKQpmz5syZs+bMGVYNASACIApCCn4iCjcDICAKIACtQv8BgyILQn+\
FVg0BIAIgCiALfDcDICAEIAFBAWoiAUcNAAtBOSEDDIUBCyACKAIEIQBBACEDIAJBADYCBCACIAAgAUEBaiIBECoiAA0MDHcLQTkhAwyDAQsgAi0AMEEgcQ0GQcUBIQMMaQtBACEDIAJBADYCBCACIAEgARAqIgB\
FDQQgAkE6NgIcIAIgADYCDCACIAFBAWo2AhQMgQELIAItAChBAUcNACACLQAtQQhxRQ0BC0E3IQMMZgsgAigCBCEAQQAhAyACQQA2AgQgAiAAIAEQKiIABEAgAkE7NgIcIAIgADYCDCACIAFBAWo2AhQMfwsgAUE\
BaiEBDG4LIAJBCDoALAwECyABQQFqIQEMbQtBACEDIAJBADYCHCACIAE2AhQgAkHkEjYCECACQQQ2AgwMewsgAigCBCEAQQAhAyACQQA2AgQgAiAAIAEQKiIARQ1sIAJBNzYCHCACIAE2AhQgAiAANgIMDHoLIAI\
gAi8BMEEgcjsBMAtBMCEDDF8LIAJBNjYCHCACIAE2AhQgAiAANgIMDHcLIABBLEcNASABQQFqIQBBASEBAkACQAJAAkACQCACLQAsQQVrDgQDAQIEAAsgACEBDAQLQQIhAQwBC0EEIQELIAJBAToALCACIAIvATA\
gAXI7ATAgACEBDAELIAIgAi8BMEEIcjsBMCAAIQELQTkhAwxcCyACQQA6ACwLQTQhAwxaCyABIARGBEBBLSEDDHMLAkACQANAAkAgAS0AAEEKaw4EAgAAAwALIAQgAUEBaiIBRw0AC0EtIQMMdAsgAigCBCEAQQA\
hAyACQQA2AgQgAiAAIAEQKiIARQ0CIAJBLDYCHCACIAE2AhQgAiAANgIMDHMLIAIoAgQhAEEAIQMgAkEANgIEIAIgACABECoiAEUEQCABQQFqIQEMAgsgAkEsNgIcIAIgADYCDCACIAFBAWo2AhQMcgsgAS0AAEE\
NRgRAIAIoAgQhAEEAIQMgAkEANgIEIAIgACABECoiAEUEQCABQQFqIQEMAgsgAkEsNgIcIAIgADYCDCACIAFBAWo2AhQMcgsgAi0ALUEBcQRAQcQBIQMMWQsgAigCBCEAQQAhAyACQQA2AgQgAiAAIAEQKiIADQE\
MZQtBLyEDDFcLIAJBLjYCHCACIAE2AhQgAiAANgIMDG8LQQAhAyACQQA2AhwgAiABNgIUIAJB8BQ2AhAgAkEDNgIMDG4LQQEhAwJAAkACQAJAIAItACxBBWsOBAMBAgAECyACIAIvATBBCHI7ATAMAwtBAiEDDAE\
LQQQhAwsgAkEBOgAsIAIgAi8BMCADcjsBMAtBKiEDDFMLQQAhAyACQQA2AhwgAiABNgIUIAJB4Q82AhAgAkEKNgIMDGsLQQEhAwJAAkACQAJAAkACQCACLQAsQQJrDgcFBAQDAQIABAsgAiACLwEwQQhyOwEwDAM\
LQQIhAwwBC0EEIQMLIAJBAToALCACIAIvATAgA3I7ATALQSshAwxSC0EAIQMgAkEANgIcIAIgATYCFCACQasSNgIQIAJBCzYCDAxqC0EAIQMgAkEANgIcIAIgATYCFCACQf0NNgIQIAJBHTYCDAxpCyABIARHBEA\
DQCABLQAAQSBHDUggBCABQQFqIgFHDQALQSUhAwxpC0ElIQMMaAsgAi0ALUEBcQRAQcMBIQMMTwsgAigCBCEAQQAhAyACQQA2AgQgAiAAIAEQKSIABEAgAkEmNgIcIAIgADYCDCACIAFBAWo2AhQMaAsgAUEBaiE\
BDFwLIAFBAWohASACLwEwIgBBgAFxBEBBACEAAkAgAigCOCIDRQ0AIAMoAlQiA0UNACACIAMRAAAhAAsgAEUNBiAAQRVHDR8gAkEFNgIcIAIgATYCFCACQfkXNgIQIAJBFTYCDEEAIQMMZwsCQCAAQaAEcUGgBEc\
NACACLQAtQQJxDQBBACEDIAJBADYCHCACIAE2AhQgAkGWEzYCECACQQQ2AgwMZwsgAgJ/IAIvATBBFHFBFEYEQEEBIAItAChBAUYNARogAi8BMkHlAEYMAQsgAi0AKUEFRgs6AC5BACEAAkAgAigCOCIDRQ0AIAM\
oAiQiA0UNACACIAMRAAAhAAsCQAJAAkACQAJAIAAOFgIBAAQEBAQEBAQEBAQEBAQEBAQEBAMECyACQQE6AC4LIAIgAi8BMEHAAHI7ATALQSchAwxPCyACQSM2AhwgAiABNgIUIAJBpRY2AhAgAkEVNgIMQQAhAwx\
nC0EAIQMgAkEANgIcIAIgATYCFCACQdULNgIQIAJBETYCDAxmC0EAIQACQCACKAI4IgNFDQAgAygCLCIDRQ0AIAIgAxEAACEACyAADQELQQ4hAwxLCyAAQRVGBEAgAkECNgIcIAIgATYCFCACQbAYNgIQIAJBFTY\
CDEEAIQMMZAtBACEDIAJBADYCHCACIAE2AhQgAkGnDjYCECACQRI2AgwMYwtBACEDIAJBADYCHCACIAE2AhQgAkGqHDYCECACQQ82AgwMYgsgAigCBCEAQQAhAyACQQA2AgQgAiAAIAEgCqdqIgEQKyIARQ0AIAJ\
BBTYCHCACIAE2AhQgAiAANgIMDGELQQ8hAwxHC0EAIQMgAkEANgIcIAIgATYCFCACQc0TNgIQIAJBDDYCDAxfC0IBIQoLIAFBAWohAQJAIAIpAyAiC0L//////////w9YBEAgAiALQgSGIAqENwMgDAELQQAhAyA\
CQQA2AhwgAiABNgIUIAJBrQk2AhAgAkEMNgIMDF4LQSQhAwxEC0EAIQMgAkEANgIcIAIgATYCFCACQc0TNgIQIAJBDDYCDAxcCyACKAIEIQBBACEDIAJBADYCBCACIAAgARAsIgBFBEAgAUEBaiEBDFILIAJBFzY\
CHCACIAA2AgwgAiABQQFqNgIUDFsLIAIoAgQhAEEAIQMgAkEANgIEAkAgAiAAIAEQLCIARQRAIAFBAWohAQwBCyACQRY2AhwgAiAANgIMIAIgAUEBajYCFAxbC0EfIQMMQQtBACEDIAJBADYCHCACIAE2AhQgAkG\
aDzYCECACQSI2AgwMWQsgAigCBCEAQQAhAyACQQA2AgQgAiAAIAEQLSIARQRAIAFBAWohAQxQCyACQRQ2AhwgAiAANgIMIAIgAUEBajYCFAxYCyACKAIEIQBBACEDIAJBADYCBAJAIAIgACABEC0iAEUEQCABQQF\
qIQEMAQsgAkETNgIcIAIgADYCDCACIAFBAWo2AhQMWAtBHiEDDD4LQQAhAyACQQA2AhwgAiABNgIUIAJBxgw2AhAgAkEjNgIMDFYLIAIoAgQhAEEAIQMgAkEANgIEIAIgACABEC0iAEUEQCABQQFqIQEMTgsgAkE\
RNgIcIAIgADYCDCACIAFBAWo2AhQMVQsgAkEQNgIcIAIgATYCFCACIAA2AgwMVAtBACEDIAJBADYCHCACIAE2AhQgAkHGDDYCECACQSM2AgwMUwtBACEDIAJBADYCHCACIAE2AhQgAkHAFTYCECACQQI2AgwMUgs\
gAigCBCEAQQAhAyACQQA2AgQCQCACIAAgARAtIgBFBEAgAUEBaiEBDAELIAJBDjYCHCACIAA2AgwgAiABQQFqNgIUDFILQRshAww4C0EAIQMgAkEANgIcIAIgATYCFCACQcYMNgIQIAJBIzYCDAxQCyACKAIEIQB\
BACEDIAJBADYCBAJAIAIgACABECwiAEUEQCABQQFqIQEMAQsgAkENNgIcIAIgADYCDCACIAFBAWo2AhQMUAtBGiEDDDYLQQAhAyACQQA2AhwgAiABNgIUIAJBmg82AhAgAkEiNgIMDE4LIAIoAgQhAEEAIQMgAkE\
ANgIEAkAgAiAAIAEQLCIARQRAIAFBAWohAQwBCyACQQw2AhwgAiAANgIMIAIgAUEBajYCFAxOC0EZIQMMNAtBACEDIAJBADYCHCACIAE2AhQgAkGaDzYCECACQSI2AgwMTAsgAEEVRwRAQQAhAyACQQA2AhwgAiA\
BNgIUIAJBgww2AhAgAkETNgIMDEwLIAJBCjYCHCACIAE2AhQgAkHkFjYCECACQRU2AgxBACEDDEsLIAIoAgQhAEEAIQMgAkEANgIEIAIgACABIAqnaiIBECsiAARAIAJBBzYCHCACIAE2AhQgAiAANgIMDEsLQRM\
hAwwxCyAAQRVHBEBBACEDIAJBADYCHCACIAE2AhQgAkHaDTYCECACQRQ2AgwMSgsgAkEeNgIcIAIgATYCFCACQfkXNgIQIAJBFTYCDEEAIQMMSQtBACEAAkAgAigCOCIDRQ0AIAMoAiwiA0UNACACIAMRAAAhAAs\
gAEUNQSAAQRVGBEAgAkEDNgIcIAIgATYCFCACQbAYNgIQIAJBFTYCDEEAIQMMSQtBACEDIAJBADYCHCACIAE2AhQgAkGnDjYCECACQRI2AgwMSAtBACEDIAJBADYCHCACIAE2AhQgAkHaDTYCECACQRQ2AgwMRwt\
BACEDIAJBADYCHCACIAE2AhQgAkGnDjYCECACQRI2AgwMRgsgAkEAOgAvIAItAC1BBHFFDT8LIAJBADoALyACQQE6ADRBACEDDCsLQQAhAyACQQA2AhwgAkHkETYCECACQQc2AgwgAiABQQFqNgIUDEMLAkADQAJ\
AIAEtAABBCmsOBAACAgACCyAEIAFBAWoiAUcNAAtB3QEhAwxDCwJAAkAgAi0ANEEBRw0AQQAhAAJAIAIoAjgiA0UNACADKAJYIgNFDQAgAiADEQAAIQALIABFDQAgAEEVRw0BIAJB3AE2AhwgAiABNgIUIAJB1RY\
2AhAgAkEVNgIMQQAhAwxEC0HBASEDDCoLIAJBADYCHCACIAE2AhQgAkHpCzYCECACQR82AgxBACEDDEILAkACQCACLQAoQQFrDgIEAQALQcABIQMMKQtBuQEhAwwoCyACQQI6AC9BACEAAkAgAigCOCIDRQ0AIAM\
oAgAiA0UNACACIAMRAAAhAAsgAEUEQEHCASEDDCgLIABBFUcEQCACQQA2AhwgAiABNgIUIAJBpAw2AhAgAkEQNgIMQQAhAwxBCyACQdsBNgIcIAIgATYCFCACQfoWNgIQIAJBFTYCDEEAIQMMQAsgASAERgRAQdo\
BIQMMQAsgAS0AAEHIAEYNASACQQE6ACgLQawBIQMMJQtBvwEhAwwkCyABIARHBEAgAkEQNgIIIAIgATYCBEG+ASEDDCQLQdkBIQMMPAsgASAERgRAQdgBIQMMPAsgAS0AAEHIAEcNBCABQQFqIQFBvQEhAwwiCyA\
BIARGBEBB1wEhAww7CwJAAkAgAS0AAEHFAGsOEAAFBQUFBQUFBQUFBQUFBQEFCyABQQFqIQFBuwEhAwwiCyABQQFqIQFBvAEhAwwhC0HWASEDIAEgBEYNOSACKAIAIgAgBCABa2ohBSABIABrQQJqIQYCQANAIAE\
tAAAgAEGD0ABqLQAARw0DIABBAkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAw6CyACKAIEIQAgAkIANwMAIAIgACAGQQFqIgEQJyIARQRAQcYBIQMMIQsgAkHVATYCHCACIAE2AhQgAiAANgIMQQAhAww\
5C0HUASEDIAEgBEYNOCACKAIAIgAgBCABa2ohBSABIABrQQFqIQYCQANAIAEtAAAgAEGB0ABqLQAARw0CIABBAUYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAw5CyACQYEEOwEoIAIoAgQhACACQgA3AwA\
gAiAAIAZBAWoiARAnIgANAwwCCyACQQA2AgALQQAhAyACQQA2AhwgAiABNgIUIAJB2Bs2AhAgAkEINgIMDDYLQboBIQMMHAsgAkHTATYCHCACIAE2AhQgAiAANgIMQQAhAww0C0EAIQACQCACKAI4IgNFDQAgAyg\
COCIDRQ0AIAIgAxEAACEACyAARQ0AIABBFUYNASACQQA2AhwgAiABNgIUIAJBzA42AhAgAkEgNgIMQQAhAwwzC0HkACEDDBkLIAJB+AA2AhwgAiABNgIUIAJByhg2AhAgAkEVNgIMQQAhAwwxC0HSASEDIAQgASI\
ARg0wIAQgAWsgAigCACIBaiEFIAAgAWtBBGohBgJAA0AgAC0AACABQfzPAGotAABHDQEgAUEERg0DIAFBAWohASAEIABBAWoiAEcNAAsgAiAFNgIADDELIAJBADYCHCACIAA2AhQgAkGQMzYCECACQQg2AgwgAkE\
ANgIAQQAhAwwwCyABIARHBEAgAkEONgIIIAIgATYCBEG3ASEDDBcLQdEBIQMMLwsgAkEANgIAIAZBAWohAQtBuAEhAwwUCyABIARGBEBB0AEhAwwtCyABLQAAQTBrIgBB/wFxQQpJBEAgAiAAOgAqIAFBAWohAUG\
2ASEDDBQLIAIoAgQhACACQQA2AgQgAiAAIAEQKCIARQ0UIAJBzwE2AhwgAiABNgIUIAIgADYCDEEAIQMMLAsgASAERgRAQc4BIQMMLAsCQCABLQAAQS5GBEAgAUEBaiEBDAELIAIoAgQhACACQQA2AgQgAiAAIAE\
QKCIARQ0VIAJBzQE2AhwgAiABNgIUIAIgADYCDEEAIQMMLAtBtQEhAwwSCyAEIAEiBUYEQEHMASEDDCsLQQAhAEEBIQFBASEGQQAhAwJAAkACQAJAAkACfwJAAkACQAJAAkACQAJAIAUtAABBMGsOCgoJAAECAwQ\
FBggLC0ECDAYLQQMMBQtBBAwEC0EFDAMLQQYMAgtBBwwBC0EICyEDQQAhAUEAIQYMAgtBCSEDQQEhAEEAIQFBACEGDAELQQAhAUEBIQMLIAIgAzoAKyAFQQFqIQMCQAJAIAItAC1BEHENAAJAAkACQCACLQAqDgM\
BAAIECyAGRQ0DDAILIAANAQwCCyABRQ0BCyACKAIEIQAgAkEANgIEIAIgACADECgiAEUEQCADIQEMAwsgAkHJATYCHCACIAM2AhQgAiAANgIMQQAhAwwtCyACKAIEIQAgAkEANgIEIAIgACADECgiAEUEQCADIQE\
MGAsgAkHKATYCHCACIAM2AhQgAiAANgIMQQAhAwwsCyACKAIEIQAgAkEANgIEIAIgACAFECgiAEUEQCAFIQEMFgsgAkHLATYCHCACIAU2AhQgAiAANgIMDCsLQbQBIQMMEQtBACEAAkAgAigCOCIDRQ0AIAMoAjw\
iA0UNACACIAMRAAAhAAsCQCAABEAgAEEVRg0BIAJBADYCHCACIAE2AhQgAkGUDTYCECACQSE2AgxBACEDDCsLQbIBIQMMEQsgAkHIATYCHCACIAE2AhQgAkHJFzYCECACQRU2AgxBACEDDCkLIAJBADYCACAGQQF\
qIQFB9QAhAwwPCyACLQApQQVGBEBB4wAhAwwPC0HiACEDDA4LIAAhASACQQA2AgALIAJBADoALEEJIQMMDAsgAkEANgIAIAdBAWohAUHAACEDDAsLQQELOgAsIAJBADYCACAGQQFqIQELQSkhAwwIC0E4IQMMBws\
CQCABIARHBEADQCABLQAAQYA+ai0AACIAQQFHBEAgAEECRw0DIAFBAWohAQwFCyAEIAFBAWoiAUcNAAtBPiEDDCELQT4hAwwgCwsgAkEAOgAsDAELQQshAwwEC0E6IQMMAwsgAUEBaiEBQS0hAwwCCyACIAE6ACw\
gAkEANgIAIAZBAWohAUEMIQMMAQsgAkEANgIAIAZBAWohAUEKIQMMAAsAC0EAIQMgAkEANgIcIAIgATYCFCACQc0QNgIQIAJBCTYCDAwXC0EAIQMgAkEANgIcIAIgATYCFCACQekKNgIQIAJBCTYCDAwWC0EAIQM\
gAkEANgIcIAIgATYCFCACQbcQNgIQIAJBCTYCDAwVC0EAIQMgAkEANgIcIAIgATYCFCACQZwRNgIQIAJBCTYCDAwUC0EAIQMgAkEANgIcIAIgATYCFCACQc0QNgIQIAJBCTYCDAwTC0EAIQMgAkEANgIcIAIgATY\
CFCACQekKNgIQIAJBCTYCDAwSC0EAIQMgAkEANgIcIAIgATYCFCACQbcQNgIQIAJBCTYCDAwRC0EAIQMgAkEANgIcIAIgATYCFCACQZwRNgIQIAJBCTYCDAwQC0EAIQMgAkEANgIcIAIgATYCFCACQZcVNgIQIAJ\
BDzYCDAwPC0EAIQMgAkEANgIcIAIgATYCFCACQZcVNgIQIAJBDzYCDAwOC0EAIQMgAkEANgIcIAIgATYCFCACQcASNgIQIAJBCzYCDAwNC0EAIQMgAkEANgIcIAIgATYCFCACQZUJNgIQIAJBCzYCDAwMC0EAIQM\
gAkEANgIcIAIgATYCFCACQeEPNgIQIAJBCjYCDAwLC0EAIQMgAkEANgIcIAIgATYCFCACQfsPNgIQIAJBCjYCDAwKC0EAIQMgAkEANgIcIAIgATYCFCACQfEZNgIQIAJBAjYCDAwJC0EAIQMgAkEANgIcIAIgATY\
CFCACQcQUNgIQIAJBAjYCDAwIC0EAIQMgAkEANgIcIAIgATYCFCACQfIVNgIQIAJBAjYCDAwHCyACQQI2AhwgAiABNgIUIAJBnBo2AhAgAkEWNgIMQQAhAwwGC0EBIQMMBQtB1AAhAyABIARGDQQgCEEIaiEJIAI\
oAgAhBQJAAkAgASAERwRAIAVB2MIAaiEHIAQgBWogAWshACAFQX9zQQpqIgUgAWohBgNAIAEtAAAgBy0AAEcEQEECIQcMAwsgBUUEQEEAIQcgBiEBDAMLIAVBAWshBSAHQQFqIQcgBCABQQFqIgFHDQALIAAhBSA\
EIQELIAlBATYCACACIAU2AgAMAQsgAkEANgIAIAkgBzYCAAsgCSABNgIEIAgoAgwhACAIKAIIDgMBBAIACwALIAJBADYCHCACQbUaNgIQIAJBFzYCDCACIABBAWo2AhRBACEDDAILIAJBADYCHCACIAA2AhQgAkH\
KGjYCECACQQk2AgxBACEDDAELIAEgBEYEQEEiIQMMAQsgAkEJNgIIIAIgATYCBEEhIQMLIAhBEGokACADRQRAIAIoAgwhAAwBCyACIAM2AhxBACEAIAIoAgQiAUUNACACIAEgBCACKAIIEQEAIgFFDQAgAiAENgI\
UIAIgATYCDCABIQALIAALvgIBAn8gAEEAOgAAIABB3ABqIgFBAWtBADoAACAAQQA6AAIgAEEAOgABIAFBA2tBADoAACABQQJrQQA6AAAgAEEAOgADIAFBBGtBADoAAEEAIABrQQNxIgEgAGoiAEEANgIAQdwAIAF\
rQXxxIgIgAGoiAUEEa0EANgIAAkAgAkEJSQ0AIABBADYCCCAAQQA2AgQgAUEIa0EANgIAIAFBDGtBADYCACACQRlJDQAgAEEANgIYIABBADYCFCAAQQA2AhAgAEEANgIMIAFBEGtBADYCACABQRRrQQA2AgAgAUE\
Ya0EANgIAIAFBHGtBADYCACACIABBBHFBGHIiAmsiAUEgSQ0AIAAgAmohAANAIABCADcDGCAAQgA3AxAgAEIANwMIIABCADcDACAAQSBqIQAgAUEgayIBQR9LDQALCwtWAQF/AkAgACgCDA0AAkACQAJAAkAgAC0\
ALw4DAQADAgsgACgCOCIBRQ0AIAEoAiwiAUUNACAAIAERAAAiAQ0DC0EADwsACyAAQcMWNgIQQQ4hAQsgAQsaACAAKAIMRQRAIABB0Rs2AhAgAEEVNgIMCwsUACAAKAIMQRVGBEAgAEEANgIMCwsUACAAKAIMQRZ\
GBEAgAEEANgIMCwsHACAAKAIMCwcAIAAoAhALCQAgACABNgIQCwcAIAAoAhQLFwAgAEEkTwRAAAsgAEECdEGgM2ooAgALFwAgAEEuTwRAAAsgAEECdEGwNGooAgALvwkBAX9B6yghAQJAAkACQAJAAkACQAJAAkA\
CQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkA\
CQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAIABB5ABrDvQDY2IAAWFhYWFhYQIDBAVhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWF\
hYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhBgcICQoLDA0OD2FhYWFhEGFhYWFhYWFhYWFhEWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWF\
hYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYRITFBUWFxgZGhthYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWF\
hYWFhYWFhYWFhYWFhHB0eHyAhIiMkJSYnKCkqKywtLi8wMTIzNDU2YTc4OTphYWFhYWFhYTthYWE8YWFhYT0+P2FhYWFhYWFhQGFhQWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYUJDREVGR0hJSktMTU5\
PUFFSU2FhYWFhYWFhVFVWV1hZWlthXF1hYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFeYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhX2BhC0HhJw8LQaQhDwtByywPC0H+MQ8LQcAkDwt\
BqyQPC0GNKA8LQeImDwtBgDAPC0G5Lw8LQdckDwtB7x8PC0HhHw8LQfofDwtB8iAPC0GoLw8LQa4yDwtBiDAPC0HsJw8LQYIiDwtBjh0PC0HQLg8LQcojDwtBxTIPC0HfHA8LQdIcDwtBxCAPC0HXIA8LQaIfDwt\
B7S4PC0GrMA8LQdQlDwtBzC4PC0H6Lg8LQfwrDwtB0jAPC0HxHQ8LQbsgDwtB9ysPC0GQMQ8LQdcxDwtBoi0PC0HUJw8LQeArDwtBnywPC0HrMQ8LQdUfDwtByjEPC0HeJQ8LQdQeDwtB9BwPC0GnMg8LQbEdDwt\
BoB0PC0G5MQ8LQbwwDwtBkiEPC0GzJg8LQeksDwtBrB4PC0HUKw8LQfcmDwtBgCYPC0GwIQ8LQf4eDwtBjSMPC0GJLQ8LQfciDwtBoDEPC0GuHw8LQcYlDwtB6B4PC0GTIg8LQcIvDwtBwx0PC0GLLA8LQeEdDwt\
BjS8PC0HqIQ8LQbQtDwtB0i8PC0HfMg8LQdIyDwtB8DAPC0GpIg8LQfkjDwtBmR4PC0G1LA8LQZswDwtBkjIPC0G2Kw8LQcIiDwtB+DIPC0GeJQ8LQdAiDwtBuh4PC0GBHg8LAAtB1iEhAQsgAQsWACAAIAAtAC1\
B/gFxIAFBAEdyOgAtCxkAIAAgAC0ALUH9AXEgAUEAR0EBdHI6AC0LGQAgACAALQAtQfsBcSABQQBHQQJ0cjoALQsZACAAIAAtAC1B9wFxIAFBAEdBA3RyOgAtCz4BAn8CQCAAKAI4IgNFDQAgAygCBCIDRQ0AIAA\
gASACIAFrIAMRAQAiBEF/Rw0AIABBxhE2AhBBGCEECyAECz4BAn8CQCAAKAI4IgNFDQAgAygCCCIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABB9go2AhBBGCEECyAECz4BAn8CQCAAKAI4IgNFDQAgAygCDCI\
DRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABB7Ro2AhBBGCEECyAECz4BAn8CQCAAKAI4IgNFDQAgAygCECIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABBlRA2AhBBGCEECyAECz4BAn8CQCAAKAI4IgNFDQA\
gAygCFCIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABBqhs2AhBBGCEECyAECz4BAn8CQCAAKAI4IgNFDQAgAygCGCIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABB7RM2AhBBGCEECyAECz4BAn8CQCAAKAI\
4IgNFDQAgAygCKCIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABB9gg2AhBBGCEECyAECz4BAn8CQCAAKAI4IgNFDQAgAygCHCIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABBwhk2AhBBGCEECyAECz4BAn8\
CQCAAKAI4IgNFDQAgAygCICIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABBlBQ2AhBBGCEECyAEC1kBAn8CQCAALQAoQQFGDQAgAC8BMiIBQeQAa0HkAEkNACABQcwBRg0AIAFBsAJGDQAgAC8BMCIAQcAAcQ0\
AQQEhAiAAQYgEcUGABEYNACAAQShxRSECCyACC4wBAQJ/AkACQAJAIAAtACpFDQAgAC0AK0UNACAALwEwIgFBAnFFDQEMAgsgAC8BMCIBQQFxRQ0BC0EBIQIgAC0AKEEBRg0AIAAvATIiAEHkAGtB5ABJDQAgAEH\
MAUYNACAAQbACRg0AIAFBwABxDQBBACECIAFBiARxQYAERg0AIAFBKHFBAEchAgsgAgtXACAAQRhqQgA3AwAgAEIANwMAIABBOGpCADcDACAAQTBqQgA3AwAgAEEoakIANwMAIABBIGpCADcDACAAQRBqQgA3AwA\
gAEEIakIANwMAIABB3QE2AhwLBgAgABAyC5otAQt/IwBBEGsiCiQAQaTQACgCACIJRQRAQeTTACgCACIFRQRAQfDTAEJ/NwIAQejTAEKAgISAgIDAADcCAEHk0wAgCkEIakFwcUHYqtWqBXMiBTYCAEH40wBBADY\
CAEHI0wBBADYCAAtBzNMAQYDUBDYCAEGc0ABBgNQENgIAQbDQACAFNgIAQazQAEF/NgIAQdDTAEGArAM2AgADQCABQcjQAGogAUG80ABqIgI2AgAgAiABQbTQAGoiAzYCACABQcDQAGogAzYCACABQdDQAGogAUH\
E0ABqIgM2AgAgAyACNgIAIAFB2NAAaiABQczQAGoiAjYCACACIAM2AgAgAUHU0ABqIAI2AgAgAUEgaiIBQYACRw0AC0GM1ARBwasDNgIAQajQAEH00wAoAgA2AgBBmNAAQcCrAzYCAEGk0ABBiNQENgIAQcz/B0E\
4NgIAQYjUBCEJCwJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAIABB7AFNBEBBjNAAKAIAIgZBECAAQRNqQXBxIABBC0kbIgRBA3YiAHYiAUEDcQRAAkAgAUEBcSAAckEBcyICQQN0IgBBtNAAaiIBIAB\
BvNAAaigCACIAKAIIIgNGBEBBjNAAIAZBfiACd3E2AgAMAQsgASADNgIIIAMgATYCDAsgAEEIaiEBIAAgAkEDdCICQQNyNgIEIAAgAmoiACAAKAIEQQFyNgIEDBELQZTQACgCACIIIARPDQEgAQRAAkBBAiAAdCI\
CQQAgAmtyIAEgAHRxaCIAQQN0IgJBtNAAaiIBIAJBvNAAaigCACICKAIIIgNGBEBBjNAAIAZBfiAAd3EiBjYCAAwBCyABIAM2AgggAyABNgIMCyACIARBA3I2AgQgAEEDdCIAIARrIQUgACACaiAFNgIAIAIgBGo\
iBCAFQQFyNgIEIAgEQCAIQXhxQbTQAGohAEGg0AAoAgAhAwJ/QQEgCEEDdnQiASAGcUUEQEGM0AAgASAGcjYCACAADAELIAAoAggLIgEgAzYCDCAAIAM2AgggAyAANgIMIAMgATYCCAsgAkEIaiEBQaDQACAENgI\
AQZTQACAFNgIADBELQZDQACgCACILRQ0BIAtoQQJ0QbzSAGooAgAiACgCBEF4cSAEayEFIAAhAgNAAkAgAigCECIBRQRAIAJBFGooAgAiAUUNAQsgASgCBEF4cSAEayIDIAVJIQIgAyAFIAIbIQUgASAAIAIbIQA\
gASECDAELCyAAKAIYIQkgACgCDCIDIABHBEBBnNAAKAIAGiADIAAoAggiATYCCCABIAM2AgwMEAsgAEEUaiICKAIAIgFFBEAgACgCECIBRQ0DIABBEGohAgsDQCACIQcgASIDQRRqIgIoAgAiAQ0AIANBEGohAiA\
DKAIQIgENAAsgB0EANgIADA8LQX8hBCAAQb9/Sw0AIABBE2oiAUFwcSEEQZDQACgCACIIRQ0AQQAgBGshBQJAAkACQAJ/QQAgBEGAAkkNABpBHyAEQf///wdLDQAaIARBJiABQQh2ZyIAa3ZBAXEgAEEBdGtBPmo\
LIgZBAnRBvNIAaigCACICRQRAQQAhAUEAIQMMAQtBACEBIARBGSAGQQF2a0EAIAZBH0cbdCEAQQAhAwNAAkAgAigCBEF4cSAEayIHIAVPDQAgAiEDIAciBQ0AQQAhBSACIQEMAwsgASACQRRqKAIAIgcgByACIAB\
BHXZBBHFqQRBqKAIAIgJGGyABIAcbIQEgAEEBdCEAIAINAAsLIAEgA3JFBEBBACEDQQIgBnQiAEEAIABrciAIcSIARQ0DIABoQQJ0QbzSAGooAgAhAQsgAUUNAQsDQCABKAIEQXhxIARrIgIgBUkhACACIAUgABs\
hBSABIAMgABshAyABKAIQIgAEfyAABSABQRRqKAIACyIBDQALCyADRQ0AIAVBlNAAKAIAIARrTw0AIAMoAhghByADIAMoAgwiAEcEQEGc0AAoAgAaIAAgAygCCCIBNgIIIAEgADYCDAwOCyADQRRqIgIoAgAiAUU\
EQCADKAIQIgFFDQMgA0EQaiECCwNAIAIhBiABIgBBFGoiAigCACIBDQAgAEEQaiECIAAoAhAiAQ0ACyAGQQA2AgAMDQtBlNAAKAIAIgMgBE8EQEGg0AAoAgAhAQJAIAMgBGsiAkEQTwRAIAEgBGoiACACQQFyNgI\
EIAEgA2ogAjYCACABIARBA3I2AgQMAQsgASADQQNyNgIEIAEgA2oiACAAKAIEQQFyNgIEQQAhAEEAIQILQZTQACACNgIAQaDQACAANgIAIAFBCGohAQwPC0GY0AAoAgAiAyAESwRAIAQgCWoiACADIARrIgFBAXI\
2AgRBpNAAIAA2AgBBmNAAIAE2AgAgCSAEQQNyNgIEIAlBCGohAQwPC0EAIQEgBAJ/QeTTACgCAARAQezTACgCAAwBC0Hw0wBCfzcCAEHo0wBCgICEgICAwAA3AgBB5NMAIApBDGpBcHFB2KrVqgVzNgIAQfjTAEE\
ANgIAQcjTAEEANgIAQYCABAsiACAEQccAaiIFaiIGQQAgAGsiB3EiAk8EQEH80wBBMDYCAAwPCwJAQcTTACgCACIBRQ0AQbzTACgCACIIIAJqIQAgACABTSAAIAhLcQ0AQQAhAUH80wBBMDYCAAwPC0HI0wAtAAB\
BBHENBAJAAkAgCQRAQczTACEBA0AgASgCACIAIAlNBEAgACABKAIEaiAJSw0DCyABKAIIIgENAAsLQQAQMyIAQX9GDQUgAiEGQejTACgCACIBQQFrIgMgAHEEQCACIABrIAAgA2pBACABa3FqIQYLIAQgBk8NBSA\
GQf7///8HSw0FQcTTACgCACIDBEBBvNMAKAIAIgcgBmohASABIAdNDQYgASADSw0GCyAGEDMiASAARw0BDAcLIAYgA2sgB3EiBkH+////B0sNBCAGEDMhACAAIAEoAgAgASgCBGpGDQMgACEBCwJAIAYgBEHIAGp\
PDQAgAUF/Rg0AQezTACgCACIAIAUgBmtqQQAgAGtxIgBB/v///wdLBEAgASEADAcLIAAQM0F/RwRAIAAgBmohBiABIQAMBwtBACAGaxAzGgwECyABIgBBf0cNBQwDC0EAIQMMDAtBACEADAoLIABBf0cNAgtByNM\
AQcjTACgCAEEEcjYCAAsgAkH+////B0sNASACEDMhAEEAEDMhASAAQX9GDQEgAUF/Rg0BIAAgAU8NASABIABrIgYgBEE4ak0NAQtBvNMAQbzTACgCACAGaiIBNgIAQcDTACgCACABSQRAQcDTACABNgIACwJAAkA\
CQEGk0AAoAgAiAgRAQczTACEBA0AgACABKAIAIgMgASgCBCIFakYNAiABKAIIIgENAAsMAgtBnNAAKAIAIgFBAEcgACABT3FFBEBBnNAAIAA2AgALQQAhAUHQ0wAgBjYCAEHM0wAgADYCAEGs0ABBfzYCAEGw0AB\
B5NMAKAIANgIAQdjTAEEANgIAA0AgAUHI0ABqIAFBvNAAaiICNgIAIAIgAUG00ABqIgM2AgAgAUHA0ABqIAM2AgAgAUHQ0ABqIAFBxNAAaiIDNgIAIAMgAjYCACABQdjQAGogAUHM0ABqIgI2AgAgAiADNgIAIAF\
B1NAAaiACNgIAIAFBIGoiAUGAAkcNAAtBeCAAa0EPcSIBIABqIgIgBkE4ayIDIAFrIgFBAXI2AgRBqNAAQfTTACgCADYCAEGY0AAgATYCAEGk0AAgAjYCACAAIANqQTg2AgQMAgsgACACTQ0AIAIgA0kNACABKAI\
MQQhxDQBBeCACa0EPcSIAIAJqIgNBmNAAKAIAIAZqIgcgAGsiAEEBcjYCBCABIAUgBmo2AgRBqNAAQfTTACgCADYCAEGY0AAgADYCAEGk0AAgAzYCACACIAdqQTg2AgQMAQsgAEGc0AAoAgBJBEBBnNAAIAA2AgA\
LIAAgBmohA0HM0wAhAQJAAkACQANAIAMgASgCAEcEQCABKAIIIgENAQwCCwsgAS0ADEEIcUUNAQtBzNMAIQEDQCABKAIAIgMgAk0EQCADIAEoAgRqIgUgAksNAwsgASgCCCEBDAALAAsgASAANgIAIAEgASgCBCA\
GajYCBCAAQXggAGtBD3FqIgkgBEEDcjYCBCADQXggA2tBD3FqIgYgBCAJaiIEayEBIAIgBkYEQEGk0AAgBDYCAEGY0ABBmNAAKAIAIAFqIgA2AgAgBCAAQQFyNgIEDAgLQaDQACgCACAGRgRAQaDQACAENgIAQZT\
QAEGU0AAoAgAgAWoiADYCACAEIABBAXI2AgQgACAEaiAANgIADAgLIAYoAgQiBUEDcUEBRw0GIAVBeHEhCCAFQf8BTQRAIAVBA3YhAyAGKAIIIgAgBigCDCICRgRAQYzQAEGM0AAoAgBBfiADd3E2AgAMBwsgAiA\
ANgIIIAAgAjYCDAwGCyAGKAIYIQcgBiAGKAIMIgBHBEAgACAGKAIIIgI2AgggAiAANgIMDAULIAZBFGoiAigCACIFRQRAIAYoAhAiBUUNBCAGQRBqIQILA0AgAiEDIAUiAEEUaiICKAIAIgUNACAAQRBqIQIgACg\
CECIFDQALIANBADYCAAwEC0F4IABrQQ9xIgEgAGoiByAGQThrIgMgAWsiAUEBcjYCBCAAIANqQTg2AgQgAiAFQTcgBWtBD3FqQT9rIgMgAyACQRBqSRsiA0EjNgIEQajQAEH00wAoAgA2AgBBmNAAIAE2AgBBpNA\
AIAc2AgAgA0EQakHU0wApAgA3AgAgA0HM0wApAgA3AghB1NMAIANBCGo2AgBB0NMAIAY2AgBBzNMAIAA2AgBB2NMAQQA2AgAgA0EkaiEBA0AgAUEHNgIAIAUgAUEEaiIBSw0ACyACIANGDQAgAyADKAIEQX5xNgI\
EIAMgAyACayIFNgIAIAIgBUEBcjYCBCAFQf8BTQRAIAVBeHFBtNAAaiEAAn9BjNAAKAIAIgFBASAFQQN2dCIDcUUEQEGM0AAgASADcjYCACAADAELIAAoAggLIgEgAjYCDCAAIAI2AgggAiAANgIMIAIgATYCCAw\
BC0EfIQEgBUH///8HTQRAIAVBJiAFQQh2ZyIAa3ZBAXEgAEEBdGtBPmohAQsgAiABNgIcIAJCADcCECABQQJ0QbzSAGohAEGQ0AAoAgAiA0EBIAF0IgZxRQRAIAAgAjYCAEGQ0AAgAyAGcjYCACACIAA2AhggAiA\
CNgIIIAIgAjYCDAwBCyAFQRkgAUEBdmtBACABQR9HG3QhASAAKAIAIQMCQANAIAMiACgCBEF4cSAFRg0BIAFBHXYhAyABQQF0IQEgACADQQRxakEQaiIGKAIAIgMNAAsgBiACNgIAIAIgADYCGCACIAI2AgwgAiA\
CNgIIDAELIAAoAggiASACNgIMIAAgAjYCCCACQQA2AhggAiAANgIMIAIgATYCCAtBmNAAKAIAIgEgBE0NAEGk0AAoAgAiACAEaiICIAEgBGsiAUEBcjYCBEGY0AAgATYCAEGk0AAgAjYCACAAIARBA3I2AgQgAEE\
IaiEBDAgLQQAhAUH80wBBMDYCAAwHC0EAIQALIAdFDQACQCAGKAIcIgJBAnRBvNIAaiIDKAIAIAZGBEAgAyAANgIAIAANAUGQ0ABBkNAAKAIAQX4gAndxNgIADAILIAdBEEEUIAcoAhAgBkYbaiAANgIAIABFDQE\
LIAAgBzYCGCAGKAIQIgIEQCAAIAI2AhAgAiAANgIYCyAGQRRqKAIAIgJFDQAgAEEUaiACNgIAIAIgADYCGAsgASAIaiEBIAYgCGoiBigCBCEFCyAGIAVBfnE2AgQgASAEaiABNgIAIAQgAUEBcjYCBCABQf8BTQR\
AIAFBeHFBtNAAaiEAAn9BjNAAKAIAIgJBASABQQN2dCIBcUUEQEGM0AAgASACcjYCACAADAELIAAoAggLIgEgBDYCDCAAIAQ2AgggBCAANgIMIAQgATYCCAwBC0EfIQUgAUH///8HTQRAIAFBJiABQQh2ZyIAa3Z\
BAXEgAEEBdGtBPmohBQsgBCAFNgIcIARCADcCECAFQQJ0QbzSAGohAEGQ0AAoAgAiAkEBIAV0IgNxRQRAIAAgBDYCAEGQ0AAgAiADcjYCACAEIAA2AhggBCAENgIIIAQgBDYCDAwBCyABQRkgBUEBdmtBACAFQR9\
HG3QhBSAAKAIAIQACQANAIAAiAigCBEF4cSABRg0BIAVBHXYhACAFQQF0IQUgAiAAQQRxakEQaiIDKAIAIgANAAsgAyAENgIAIAQgAjYCGCAEIAQ2AgwgBCAENgIIDAELIAIoAggiACAENgIMIAIgBDYCCCAEQQA\
2AhggBCACNgIMIAQgADYCCAsgCUEIaiEBDAILAkAgB0UNAAJAIAMoAhwiAUECdEG80gBqIgIoAgAgA0YEQCACIAA2AgAgAA0BQZDQACAIQX4gAXdxIgg2AgAMAgsgB0EQQRQgBygCECADRhtqIAA2AgAgAEUNAQs\
gACAHNgIYIAMoAhAiAQRAIAAgATYCECABIAA2AhgLIANBFGooAgAiAUUNACAAQRRqIAE2AgAgASAANgIYCwJAIAVBD00EQCADIAQgBWoiAEEDcjYCBCAAIANqIgAgACgCBEEBcjYCBAwBCyADIARqIgIgBUEBcjY\
CBCADIARBA3I2AgQgAiAFaiAFNgIAIAVB/wFNBEAgBUF4cUG00ABqIQACf0GM0AAoAgAiAUEBIAVBA3Z0IgVxRQRAQYzQACABIAVyNgIAIAAMAQsgACgCCAsiASACNgIMIAAgAjYCCCACIAA2AgwgAiABNgIIDAE\
LQR8hASAFQf///wdNBEAgBUEmIAVBCHZnIgBrdkEBcSAAQQF0a0E+aiEBCyACIAE2AhwgAkIANwIQIAFBAnRBvNIAaiEAQQEgAXQiBCAIcUUEQCAAIAI2AgBBkNAAIAQgCHI2AgAgAiAANgIYIAIgAjYCCCACIAI\
2AgwMAQsgBUEZIAFBAXZrQQAgAUEfRxt0IQEgACgCACEEAkADQCAEIgAoAgRBeHEgBUYNASABQR12IQQgAUEBdCEBIAAgBEEEcWpBEGoiBigCACIEDQALIAYgAjYCACACIAA2AhggAiACNgIMIAIgAjYCCAwBCyA\
AKAIIIgEgAjYCDCAAIAI2AgggAkEANgIYIAIgADYCDCACIAE2AggLIANBCGohAQwBCwJAIAlFDQACQCAAKAIcIgFBAnRBvNIAaiICKAIAIABGBEAgAiADNgIAIAMNAUGQ0AAgC0F+IAF3cTYCAAwCCyAJQRBBFCA\
JKAIQIABGG2ogAzYCACADRQ0BCyADIAk2AhggACgCECIBBEAgAyABNgIQIAEgAzYCGAsgAEEUaigCACIBRQ0AIANBFGogATYCACABIAM2AhgLAkAgBUEPTQRAIAAgBCAFaiIBQQNyNgIEIAAgAWoiASABKAIEQQF\
yNgIEDAELIAAgBGoiByAFQQFyNgIEIAAgBEEDcjYCBCAFIAdqIAU2AgAgCARAIAhBeHFBtNAAaiEBQaDQACgCACEDAn9BASAIQQN2dCICIAZxRQRAQYzQACACIAZyNgIAIAEMAQsgASgCCAsiAiADNgIMIAEgAzY\
CCCADIAE2AgwgAyACNgIIC0Gg0AAgBzYCAEGU0AAgBTYCAAsgAEEIaiEBCyAKQRBqJAAgAQtDACAARQRAPwBBEHQPCwJAIABB//8DcQ0AIABBAEgNACAAQRB2QAAiAEF/RgRAQfzTAEEwNgIAQX8PCyAAQRB0Dws\
ACwvcPyIAQYAICwkBAAAAAgAAAAMAQZQICwUEAAAABQBBpAgLCQYAAAAHAAAACABB3AgLii1JbnZhbGlkIGNoYXIgaW4gdXJsIHF1ZXJ5AFNwYW4gY2FsbGJhY2sgZXJyb3IgaW4gb25fYm9keQBDb250ZW50LUx\
lbmd0aCBvdmVyZmxvdwBDaHVuayBzaXplIG92ZXJmbG93AFJlc3BvbnNlIG92ZXJmbG93AEludmFsaWQgbWV0aG9kIGZvciBIVFRQL3gueCByZXF1ZXN0AEludmFsaWQgbWV0aG9kIGZvciBSVFNQL3gueCByZXF\
1ZXN0AEV4cGVjdGVkIFNPVVJDRSBtZXRob2QgZm9yIElDRS94LnggcmVxdWVzdABJbnZhbGlkIGNoYXIgaW4gdXJsIGZyYWdtZW50IHN0YXJ0AEV4cGVjdGVkIGRvdABTcGFuIGNhbGxiYWNrIGVycm9yIGluIG9\
uX3N0YXR1cwBJbnZhbGlkIHJlc3BvbnNlIHN0YXR1cwBJbnZhbGlkIGNoYXJhY3RlciBpbiBjaHVuayBleHRlbnNpb25zAFVzZXIgY2FsbGJhY2sgZXJyb3IAYG9uX3Jlc2V0YCBjYWxsYmFjayBlcnJvcgBgb25\
fY2h1bmtfaGVhZGVyYCBjYWxsYmFjayBlcnJvcgBgb25fbWVzc2FnZV9iZWdpbmAgY2FsbGJhY2sgZXJyb3IAYG9uX2NodW5rX2V4dGVuc2lvbl92YWx1ZWAgY2FsbGJhY2sgZXJyb3IAYG9uX3N0YXR1c19jb21\
wbGV0ZWAgY2FsbGJhY2sgZXJyb3IAYG9uX3ZlcnNpb25fY29tcGxldGVgIGNhbGxiYWNrIGVycm9yAGBvbl91cmxfY29tcGxldGVgIGNhbGxiYWNrIGVycm9yAGBvbl9jaHVua19jb21wbGV0ZWAgY2FsbGJhY2s\
gZXJyb3IAYG9uX2hlYWRlcl92YWx1ZV9jb21wbGV0ZWAgY2FsbGJhY2sgZXJyb3IAYG9uX21lc3NhZ2VfY29tcGxldGVgIGNhbGxiYWNrIGVycm9yAGBvbl9tZXRob2RfY29tcGxldGVgIGNhbGxiYWNrIGVycm9\
yAGBvbl9oZWFkZXJfZmllbGRfY29tcGxldGVgIGNhbGxiYWNrIGVycm9yAGBvbl9jaHVua19leHRlbnNpb25fbmFtZWAgY2FsbGJhY2sgZXJyb3IAVW5leHBlY3RlZCBjaGFyIGluIHVybCBzZXJ2ZXIASW52YWx\
pZCBoZWFkZXIgdmFsdWUgY2hhcgBJbnZhbGlkIGhlYWRlciBmaWVsZCBjaGFyAFNwYW4gY2FsbGJhY2sgZXJyb3IgaW4gb25fdmVyc2lvbgBJbnZhbGlkIG1pbm9yIHZlcnNpb24ASW52YWxpZCBtYWpvciB2ZXJ\
zaW9uAEV4cGVjdGVkIHNwYWNlIGFmdGVyIHZlcnNpb24ARXhwZWN0ZWQgQ1JMRiBhZnRlciB2ZXJzaW9uAEludmFsaWQgSFRUUCB2ZXJzaW9uAEludmFsaWQgaGVhZGVyIHRva2VuAFNwYW4gY2FsbGJhY2sgZXJ\
yb3IgaW4gb25fdXJsAEludmFsaWQgY2hhcmFjdGVycyBpbiB1cmwAVW5leHBlY3RlZCBzdGFydCBjaGFyIGluIHVybABEb3VibGUgQCBpbiB1cmwARW1wdHkgQ29udGVudC1MZW5ndGgASW52YWxpZCBjaGFyYWN\
0ZXIgaW4gQ29udGVudC1MZW5ndGgARHVwbGljYXRlIENvbnRlbnQtTGVuZ3RoAEludmFsaWQgY2hhciBpbiB1cmwgcGF0aABDb250ZW50LUxlbmd0aCBjYW4ndCBiZSBwcmVzZW50IHdpdGggVHJhbnNmZXItRW5\
jb2RpbmcASW52YWxpZCBjaGFyYWN0ZXIgaW4gY2h1bmsgc2l6ZQBTcGFuIGNhbGxiYWNrIGVycm9yIGluIG9uX2hlYWRlcl92YWx1ZQBTcGFuIGNhbGxiYWNrIGVycm9yIGluIG9uX2NodW5rX2V4dGVuc2lvbl9\
2YWx1ZQBJbnZhbGlkIGNoYXJhY3RlciBpbiBjaHVuayBleHRlbnNpb25zIHZhbHVlAE1pc3NpbmcgZXhwZWN0ZWQgTEYgYWZ0ZXIgaGVhZGVyIHZhbHVlAEludmFsaWQgYFRyYW5zZmVyLUVuY29kaW5nYCBoZWF\
kZXIgdmFsdWUASW52YWxpZCBjaGFyYWN0ZXIgaW4gY2h1bmsgZXh0ZW5zaW9ucyBxdW90ZSB2YWx1ZQBJbnZhbGlkIGNoYXJhY3RlciBpbiBjaHVuayBleHRlbnNpb25zIHF1b3RlZCB2YWx1ZQBQYXVzZWQgYnk\
gb25faGVhZGVyc19jb21wbGV0ZQBJbnZhbGlkIEVPRiBzdGF0ZQBvbl9yZXNldCBwYXVzZQBvbl9jaHVua19oZWFkZXIgcGF1c2UAb25fbWVzc2FnZV9iZWdpbiBwYXVzZQBvbl9jaHVua19leHRlbnNpb25fdmF\
sdWUgcGF1c2UAb25fc3RhdHVzX2NvbXBsZXRlIHBhdXNlAG9uX3ZlcnNpb25fY29tcGxldGUgcGF1c2UAb25fdXJsX2NvbXBsZXRlIHBhdXNlAG9uX2NodW5rX2NvbXBsZXRlIHBhdXNlAG9uX2hlYWRlcl92YWx\
1ZV9jb21wbGV0ZSBwYXVzZQBvbl9tZXNzYWdlX2NvbXBsZXRlIHBhdXNlAG9uX21ldGhvZF9jb21wbGV0ZSBwYXVzZQBvbl9oZWFkZXJfZmllbGRfY29tcGxldGUgcGF1c2UAb25fY2h1bmtfZXh0ZW5zaW9uX25\
hbWUgcGF1c2UAVW5leHBlY3RlZCBzcGFjZSBhZnRlciBzdGFydCBsaW5lAFNwYW4gY2FsbGJhY2sgZXJyb3IgaW4gb25fY2h1bmtfZXh0ZW5zaW9uX25hbWUASW52YWxpZCBjaGFyYWN0ZXIgaW4gY2h1bmsgZXh\
0ZW5zaW9ucyBuYW1lAFBhdXNlIG9uIENPTk5FQ1QvVXBncmFkZQBQYXVzZSBvbiBQUkkvVXBncmFkZQBFeHBlY3RlZCBIVFRQLzIgQ29ubmVjdGlvbiBQcmVmYWNlAFNwYW4gY2FsbGJhY2sgZXJyb3IgaW4gb25\
fbWV0aG9kAEV4cGVjdGVkIHNwYWNlIGFmdGVyIG1ldGhvZABTcGFuIGNhbGxiYWNrIGVycm9yIGluIG9uX2hlYWRlcl9maWVsZABQYXVzZWQASW52YWxpZCB3b3JkIGVuY291bnRlcmVkAEludmFsaWQgbWV0aG9\
kIGVuY291bnRlcmVkAFVuZXhwZWN0ZWQgY2hhciBpbiB1cmwgc2NoZW1hAFJlcXVlc3QgaGFzIGludmFsaWQgYFRyYW5zZmVyLUVuY29kaW5nYABTV0lUQ0hfUFJPWFkAVVNFX1BST1hZAE1LQUNUSVZJVFkAVU5\
QUk9DRVNTQUJMRV9FTlRJVFkAQ09QWQBNT1ZFRF9QRVJNQU5FTlRMWQBUT09fRUFSTFkATk9USUZZAEZBSUxFRF9ERVBFTkRFTkNZAEJBRF9HQVRFV0FZAFBMQVkAUFVUAENIRUNLT1VUAEdBVEVXQVlfVElNRU9\
VVABSRVFVRVNUX1RJTUVPVVQATkVUV09SS19DT05ORUNUX1RJTUVPVVQAQ09OTkVDVElPTl9USU1FT1VUAExPR0lOX1RJTUVPVVQATkVUV09SS19SRUFEX1RJTUVPVVQAUE9TVABNSVNESVJFQ1RFRF9SRVFVRVN\
UAENMSUVOVF9DTE9TRURfUkVRVUVTVABDTElFTlRfQ0xPU0VEX0xPQURfQkFMQU5DRURfUkVRVUVTVABCQURfUkVRVUVTVABIVFRQX1JFUVVFU1RfU0VOVF9UT19IVFRQU19QT1JUAFJFUE9SVABJTV9BX1RFQVB\
PVABSRVNFVF9DT05URU5UAE5PX0NPTlRFTlQAUEFSVElBTF9DT05URU5UAEhQRV9JTlZBTElEX0NPTlNUQU5UAEhQRV9DQl9SRVNFVABHRVQASFBFX1NUUklDVABDT05GTElDVABURU1QT1JBUllfUkVESVJFQ1Q\
AUEVSTUFORU5UX1JFRElSRUNUAENPTk5FQ1QATVVMVElfU1RBVFVTAEhQRV9JTlZBTElEX1NUQVRVUwBUT09fTUFOWV9SRVFVRVNUUwBFQVJMWV9ISU5UUwBVTkFWQUlMQUJMRV9GT1JfTEVHQUxfUkVBU09OUwB\
PUFRJT05TAFNXSVRDSElOR19QUk9UT0NPTFMAVkFSSUFOVF9BTFNPX05FR09USUFURVMATVVMVElQTEVfQ0hPSUNFUwBJTlRFUk5BTF9TRVJWRVJfRVJST1IAV0VCX1NFUlZFUl9VTktOT1dOX0VSUk9SAFJBSUx\
HVU5fRVJST1IASURFTlRJVFlfUFJPVklERVJfQVVUSEVOVElDQVRJT05fRVJST1IAU1NMX0NFUlRJRklDQVRFX0VSUk9SAElOVkFMSURfWF9GT1JXQVJERURfRk9SAFNFVF9QQVJBTUVURVIAR0VUX1BBUkFNRVR\
FUgBIUEVfVVNFUgBTRUVfT1RIRVIASFBFX0NCX0NIVU5LX0hFQURFUgBNS0NBTEVOREFSAFNFVFVQAFdFQl9TRVJWRVJfSVNfRE9XTgBURUFSRE9XTgBIUEVfQ0xPU0VEX0NPTk5FQ1RJT04ASEVVUklTVElDX0V\
YUElSQVRJT04ARElTQ09OTkVDVEVEX09QRVJBVElPTgBOT05fQVVUSE9SSVRBVElWRV9JTkZPUk1BVElPTgBIUEVfSU5WQUxJRF9WRVJTSU9OAEhQRV9DQl9NRVNTQUdFX0JFR0lOAFNJVEVfSVNfRlJPWkVOAEh\
QRV9JTlZBTElEX0hFQURFUl9UT0tFTgBJTlZBTElEX1RPS0VOAEZPUkJJRERFTgBFTkhBTkNFX1lPVVJfQ0FMTQBIUEVfSU5WQUxJRF9VUkwAQkxPQ0tFRF9CWV9QQVJFTlRBTF9DT05UUk9MAE1LQ09MAEFDTAB\
IUEVfSU5URVJOQUwAUkVRVUVTVF9IRUFERVJfRklFTERTX1RPT19MQVJHRV9VTk9GRklDSUFMAEhQRV9PSwBVTkxJTksAVU5MT0NLAFBSSQBSRVRSWV9XSVRIAEhQRV9JTlZBTElEX0NPTlRFTlRfTEVOR1RIAEh\
QRV9VTkVYUEVDVEVEX0NPTlRFTlRfTEVOR1RIAEZMVVNIAFBST1BQQVRDSABNLVNFQVJDSABVUklfVE9PX0xPTkcAUFJPQ0VTU0lORwBNSVNDRUxMQU5FT1VTX1BFUlNJU1RFTlRfV0FSTklORwBNSVNDRUxMQU5\
FT1VTX1dBUk5JTkcASFBFX0lOVkFMSURfVFJBTlNGRVJfRU5DT0RJTkcARXhwZWN0ZWQgQ1JMRgBIUEVfSU5WQUxJRF9DSFVOS19TSVpFAE1PVkUAQ09OVElOVUUASFBFX0NCX1NUQVRVU19DT01QTEVURQBIUEV\
fQ0JfSEVBREVSU19DT01QTEVURQBIUEVfQ0JfVkVSU0lPTl9DT01QTEVURQBIUEVfQ0JfVVJMX0NPTVBMRVRFAEhQRV9DQl9DSFVOS19DT01QTEVURQBIUEVfQ0JfSEVBREVSX1ZBTFVFX0NPTVBMRVRFAEhQRV9\
DQl9DSFVOS19FWFRFTlNJT05fVkFMVUVfQ09NUExFVEUASFBFX0NCX0NIVU5LX0VYVEVOU0lPTl9OQU1FX0NPTVBMRVRFAEhQRV9DQl9NRVNTQUdFX0NPTVBMRVRFAEhQRV9DQl9NRVRIT0RfQ09NUExFVEUASFB\
FX0NCX0hFQURFUl9GSUVMRF9DT01QTEVURQBERUxFVEUASFBFX0lOVkFMSURfRU9GX1NUQVRFAElOVkFMSURfU1NMX0NFUlRJRklDQVRFAFBBVVNFAE5PX1JFU1BPTlNFAFVOU1VQUE9SVEVEX01FRElBX1RZUEU\
AR09ORQBOT1RfQUNDRVBUQUJMRQBTRVJWSUNFX1VOQVZBSUxBQkxFAFJBTkdFX05PVF9TQVRJU0ZJQUJMRQBPUklHSU5fSVNfVU5SRUFDSEFCTEUAUkVTUE9OU0VfSVNfU1RBTEUAUFVSR0UATUVSR0UAUkVRVUV\
TVF9IRUFERVJfRklFTERTX1RPT19MQVJHRQBSRVFVRVNUX0hFQURFUl9UT09fTEFSR0UAUEFZTE9BRF9UT09fTEFSR0UASU5TVUZGSUNJRU5UX1NUT1JBR0UASFBFX1BBVVNFRF9VUEdSQURFAEhQRV9QQVVTRUR\
fSDJfVVBHUkFERQBTT1VSQ0UAQU5OT1VOQ0UAVFJBQ0UASFBFX1VORVhQRUNURURfU1BBQ0UAREVTQ1JJQkUAVU5TVUJTQ1JJQkUAUkVDT1JEAEhQRV9JTlZBTElEX01FVEhPRABOT1RfRk9VTkQAUFJPUEZJTkQ\
AVU5CSU5EAFJFQklORABVTkFVVEhPUklaRUQATUVUSE9EX05PVF9BTExPV0VEAEhUVFBfVkVSU0lPTl9OT1RfU1VQUE9SVEVEAEFMUkVBRFlfUkVQT1JURUQAQUNDRVBURUQATk9UX0lNUExFTUVOVEVEAExPT1B\
fREVURUNURUQASFBFX0NSX0VYUEVDVEVEAEhQRV9MRl9FWFBFQ1RFRABDUkVBVEVEAElNX1VTRUQASFBFX1BBVVNFRABUSU1FT1VUX09DQ1VSRUQAUEFZTUVOVF9SRVFVSVJFRABQUkVDT05ESVRJT05fUkVRVUl\
SRUQAUFJPWFlfQVVUSEVOVElDQVRJT05fUkVRVUlSRUQATkVUV09SS19BVVRIRU5USUNBVElPTl9SRVFVSVJFRABMRU5HVEhfUkVRVUlSRUQAU1NMX0NFUlRJRklDQVRFX1JFUVVJUkVEAFVQR1JBREVfUkVRVUl\
SRUQAUEFHRV9FWFBJUkVEAFBSRUNPTkRJVElPTl9GQUlMRUQARVhQRUNUQVRJT05fRkFJTEVEAFJFVkFMSURBVElPTl9GQUlMRUQAU1NMX0hBTkRTSEFLRV9GQUlMRUQATE9DS0VEAFRSQU5TRk9STUFUSU9OX0F\
QUExJRUQATk9UX01PRElGSUVEAE5PVF9FWFRFTkRFRABCQU5EV0lEVEhfTElNSVRfRVhDRUVERUQAU0lURV9JU19PVkVSTE9BREVEAEhFQUQARXhwZWN0ZWQgSFRUUC8AAF4TAAAmEwAAMBAAAPAXAACdEwAAFRI\
AADkXAADwEgAAChAAAHUSAACtEgAAghMAAE8UAAB/EAAAoBUAACMUAACJEgAAixQAAE0VAADUEQAAzxQAABAYAADJFgAA3BYAAMERAADgFwAAuxQAAHQUAAB8FQAA5RQAAAgXAAAfEAAAZRUAAKMUAAAoFQAAAhU\
AAJkVAAAsEAAAixkAAE8PAADUDgAAahAAAM4QAAACFwAAiQ4AAG4TAAAcEwAAZhQAAFYXAADBEwAAzRMAAGwTAABoFwAAZhcAAF8XAAAiEwAAzg8AAGkOAADYDgAAYxYAAMsTAACqDgAAKBcAACYXAADFEwAAXRY\
AAOgRAABnEwAAZRMAAPIWAABzEwAAHRcAAPkWAADzEQAAzw4AAM4VAAAMEgAAsxEAAKURAABhEAAAMhcAALsTAEH5NQsBAQBBkDYL4AEBAQIBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\
BAQEBAQEBAQEBAQEBAQEBAQEAAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\
BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQBB/TcLAQEAQZE4C14CAwICAgICAAACAgACAgACAgICAgICAgICAAQAAAAAAAICAgICAgICAgICAgI\
CAgICAgICAgICAgICAAAAAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAAgACAEH9OQsBAQBBkToLXgIAAgICAgIAAAICAAICAAICAgICAgICAgIAAwAEAAAAAgICAgICAgICAgICAgICAgICAgICAgICAgI\
AAAACAgICAgICAgICAgICAgICAgICAgICAgICAgICAgACAAIAQfA7Cw1sb3NlZWVwLWFsaXZlAEGJPAsBAQBBoDwL4AEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\
BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\
BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQBBiT4LAQEAQaA+C+cBAQEBAQEBAQEBAQEBAgEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\
BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEAAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\
BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQFjaHVua2VkAEGwwAALXwEBAAEBAQEBAAABAQABAQABAQEBAQEBAQEBAAAAAAAAAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\
BAQEBAAAAAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEAAQABAEGQwgALIWVjdGlvbmVudC1sZW5ndGhvbnJveHktY29ubmVjdGlvbgBBwMIACy1yYW5zZmVyLWVuY29kaW5ncGdyYWRlDQoNCg0KU00NCg0\
KVFRQL0NFL1RTUC8AQfnCAAsFAQIAAQMAQZDDAAvgAQQBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\
BAQEBAQEBAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\
BAQEBAQEBAQEBAQEBAQEBAEH5xAALBQECAAEDAEGQxQAL4AEEAQEFAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\
BAQEBAQEBAQEBAQABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\
BAQEBAQEBAQEBAQEBAQEBAQEBAQBB+cYACwQBAAABAEGRxwAL3wEBAQABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEAAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\
BAQEBAQEBAQEBAQEBAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\
BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAEH6yAALBAEAAAIAQZDJAAtfAwQAAAQEBAQEBAQEBAQEBQQEBAQEBAQEBAQEBAAEAAYHBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEAAQABAAEBAQEBAQEBAQEBAQEBAQ\
EBAQEBAQEBAQEBAAAAAQAQfrKAAsEAQAAAQBBkMsACwEBAEGqywALQQIAAAAAAAADAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwAAAAAAAAMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAEH6zAALBAEAAAEAQZD\
NAAsBAQBBms0ACwYCAAAAAAIAQbHNAAs6AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMAAAAAAAADAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwBB8M4AC5YBTk9VTkNFRUNLT1VUTkVDVEVURUNSSUJFTFVTSEV\
URUFEU0VBUkNIUkdFQ1RJVklUWUxFTkRBUlZFT1RJRllQVElPTlNDSFNFQVlTVEFUQ0hHRU9SRElSRUNUT1JUUkNIUEFSQU1FVEVSVVJDRUJTQ1JJQkVBUkRPV05BQ0VJTkROS0NLVUJTQ1JJQkVIVFRQL0FEVFA\
v","base64")}),3434:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{Buffer:Buffer2}=__nccwpck_require__2(4573);module.exports=Buffer2.from("AGFz\
bQEAAAABJwdgAX8Bf2ADf39/AX9gAX8AYAJ/fwBgBH9/f38Bf2AAAGADf39/AALLAQgDZW52GHdhc21fb25faGVhZGVyc19jb21wbGV0ZQAEA2VudhV3YXNtX29uX21lc3NhZ2VfYmVnaW4AAANlbnYLd2FzbV9v\
bl91cmwAAQNlbnYOd2FzbV9vbl9zdGF0dXMAAQNlbnYUd2FzbV9vbl9oZWFkZXJfZmllbGQAAQNlbnYUd2FzbV9vbl9oZWFkZXJfdmFsdWUAAQNlbnYMd2FzbV9vbl9ib2R5AAEDZW52GHdhc21fb25fbWVzc2Fn\
ZV9jb21wbGV0ZQAAAy0sBQYAAAIAAAAAAAACAQIAAgICAAADAAAAAAMDAwMBAQEBAQEBAQEAAAIAAAAEBQFwARISBQMBAAIGCAF/AUGA1AQLB9EFIgZtZW1vcnkCAAtfaW5pdGlhbGl6ZQAIGV9faW5kaXJlY3Rf\
ZnVuY3Rpb25fdGFibGUBAAtsbGh0dHBfaW5pdAAJGGxsaHR0cF9zaG91bGRfa2VlcF9hbGl2ZQAvDGxsaHR0cF9hbGxvYwALBm1hbGxvYwAxC2xsaHR0cF9mcmVlAAwEZnJlZQAMD2xsaHR0cF9nZXRfdHlwZQAN\
FWxsaHR0cF9nZXRfaHR0cF9tYWpvcgAOFWxsaHR0cF9nZXRfaHR0cF9taW5vcgAPEWxsaHR0cF9nZXRfbWV0aG9kABAWbGxodHRwX2dldF9zdGF0dXNfY29kZQAREmxsaHR0cF9nZXRfdXBncmFkZQASDGxsaHR0\
cF9yZXNldAATDmxsaHR0cF9leGVjdXRlABQUbGxodHRwX3NldHRpbmdzX2luaXQAFQ1sbGh0dHBfZmluaXNoABYMbGxodHRwX3BhdXNlABcNbGxodHRwX3Jlc3VtZQAYG2xsaHR0cF9yZXN1bWVfYWZ0ZXJfdXBn\
cmFkZQAZEGxsaHR0cF9nZXRfZXJybm8AGhdsbGh0dHBfZ2V0X2Vycm9yX3JlYXNvbgAbF2xsaHR0cF9zZXRfZXJyb3JfcmVhc29uABwUbGxodHRwX2dldF9lcnJvcl9wb3MAHRFsbGh0dHBfZXJybm9fbmFtZQAe\
EmxsaHR0cF9tZXRob2RfbmFtZQAfEmxsaHR0cF9zdGF0dXNfbmFtZQAgGmxsaHR0cF9zZXRfbGVuaWVudF9oZWFkZXJzACEhbGxodHRwX3NldF9sZW5pZW50X2NodW5rZWRfbGVuZ3RoACIdbGxodHRwX3NldF9s\
ZW5pZW50X2tlZXBfYWxpdmUAIyRsbGh0dHBfc2V0X2xlbmllbnRfdHJhbnNmZXJfZW5jb2RpbmcAJBhsbGh0dHBfbWVzc2FnZV9uZWVkc19lb2YALgkXAQBBAQsRAQIDBAUKBgcrLSwqKSglJyYK77MCLBYAQYjQ\
ACgCAARAAAtBiNAAQQE2AgALFAAgABAwIAAgAjYCOCAAIAE6ACgLFAAgACAALwEyIAAtAC4gABAvEAALHgEBf0HAABAyIgEQMCABQYAINgI4IAEgADoAKCABC48MAQd/AkAgAEUNACAAQQhrIgEgAEEEaygCACIA\
QXhxIgRqIQUCQCAAQQFxDQAgAEEDcUUNASABIAEoAgAiAGsiAUGc0AAoAgBJDQEgACAEaiEEAkACQEGg0AAoAgAgAUcEQCAAQf8BTQRAIABBA3YhAyABKAIIIgAgASgCDCICRgRAQYzQAEGM0AAoAgBBfiADd3E2\
AgAMBQsgAiAANgIIIAAgAjYCDAwECyABKAIYIQYgASABKAIMIgBHBEAgACABKAIIIgI2AgggAiAANgIMDAMLIAFBFGoiAygCACICRQRAIAEoAhAiAkUNAiABQRBqIQMLA0AgAyEHIAIiAEEUaiIDKAIAIgINACAA\
QRBqIQMgACgCECICDQALIAdBADYCAAwCCyAFKAIEIgBBA3FBA0cNAiAFIABBfnE2AgRBlNAAIAQ2AgAgBSAENgIAIAEgBEEBcjYCBAwDC0EAIQALIAZFDQACQCABKAIcIgJBAnRBvNIAaiIDKAIAIAFGBEAgAyAA\
NgIAIAANAUGQ0ABBkNAAKAIAQX4gAndxNgIADAILIAZBEEEUIAYoAhAgAUYbaiAANgIAIABFDQELIAAgBjYCGCABKAIQIgIEQCAAIAI2AhAgAiAANgIYCyABQRRqKAIAIgJFDQAgAEEUaiACNgIAIAIgADYCGAsg\
ASAFTw0AIAUoAgQiAEEBcUUNAAJAAkACQAJAIABBAnFFBEBBpNAAKAIAIAVGBEBBpNAAIAE2AgBBmNAAQZjQACgCACAEaiIANgIAIAEgAEEBcjYCBCABQaDQACgCAEcNBkGU0ABBADYCAEGg0ABBADYCAAwGC0Gg\
0AAoAgAgBUYEQEGg0AAgATYCAEGU0ABBlNAAKAIAIARqIgA2AgAgASAAQQFyNgIEIAAgAWogADYCAAwGCyAAQXhxIARqIQQgAEH/AU0EQCAAQQN2IQMgBSgCCCIAIAUoAgwiAkYEQEGM0ABBjNAAKAIAQX4gA3dx\
NgIADAULIAIgADYCCCAAIAI2AgwMBAsgBSgCGCEGIAUgBSgCDCIARwRAQZzQACgCABogACAFKAIIIgI2AgggAiAANgIMDAMLIAVBFGoiAygCACICRQRAIAUoAhAiAkUNAiAFQRBqIQMLA0AgAyEHIAIiAEEUaiID\
KAIAIgINACAAQRBqIQMgACgCECICDQALIAdBADYCAAwCCyAFIABBfnE2AgQgASAEaiAENgIAIAEgBEEBcjYCBAwDC0EAIQALIAZFDQACQCAFKAIcIgJBAnRBvNIAaiIDKAIAIAVGBEAgAyAANgIAIAANAUGQ0ABB\
kNAAKAIAQX4gAndxNgIADAILIAZBEEEUIAYoAhAgBUYbaiAANgIAIABFDQELIAAgBjYCGCAFKAIQIgIEQCAAIAI2AhAgAiAANgIYCyAFQRRqKAIAIgJFDQAgAEEUaiACNgIAIAIgADYCGAsgASAEaiAENgIAIAEg\
BEEBcjYCBCABQaDQACgCAEcNAEGU0AAgBDYCAAwBCyAEQf8BTQRAIARBeHFBtNAAaiEAAn9BjNAAKAIAIgJBASAEQQN2dCIDcUUEQEGM0AAgAiADcjYCACAADAELIAAoAggLIgIgATYCDCAAIAE2AgggASAANgIM\
IAEgAjYCCAwBC0EfIQIgBEH///8HTQRAIARBJiAEQQh2ZyIAa3ZBAXEgAEEBdGtBPmohAgsgASACNgIcIAFCADcCECACQQJ0QbzSAGohAAJAQZDQACgCACIDQQEgAnQiB3FFBEAgACABNgIAQZDQACADIAdyNgIA\
IAEgADYCGCABIAE2AgggASABNgIMDAELIARBGSACQQF2a0EAIAJBH0cbdCECIAAoAgAhAAJAA0AgACIDKAIEQXhxIARGDQEgAkEddiEAIAJBAXQhAiADIABBBHFqQRBqIgcoAgAiAA0ACyAHIAE2AgAgASADNgIY\
IAEgATYCDCABIAE2AggMAQsgAygCCCIAIAE2AgwgAyABNgIIIAFBADYCGCABIAM2AgwgASAANgIIC0Gs0ABBrNAAKAIAQQFrIgBBfyAAGzYCAAsLBwAgAC0AKAsHACAALQAqCwcAIAAtACsLBwAgAC0AKQsHACAA\
LwEyCwcAIAAtAC4LQAEEfyAAKAIYIQEgAC0ALSECIAAtACghAyAAKAI4IQQgABAwIAAgBDYCOCAAIAM6ACggACACOgAtIAAgATYCGAu74gECB38DfiABIAJqIQQCQCAAIgIoAgwiAA0AIAIoAgQEQCACIAE2AgQL\
IwBBEGsiCCQAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACfwJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkAC\
QAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkAC\
QAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkAC\
QAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAIAIoAhwiA0EBaw7dAdoBAdkBAgME\
BQYHCAkKCwwNDtgBDxDXARES1gETFBUWFxgZGhvgAd8BHB0e1QEfICEiIyQl1AEmJygpKiss0wHSAS0u0QHQAS8wMTIzNDU2Nzg5Ojs8PT4/QEFCQ0RFRtsBR0hJSs8BzgFLzQFMzAFNTk9QUVJTVFVWV1hZWltc\
XV5fYGFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6e3x9fn+AAYEBggGDAYQBhQGGAYcBiAGJAYoBiwGMAY0BjgGPAZABkQGSAZMBlAGVAZYBlwGYAZkBmgGbAZwBnQGeAZ8BoAGhAaIBowGkAaUBpgGnAagBqQGq\
AasBrAGtAa4BrwGwAbEBsgGzAbQBtQG2AbcBywHKAbgByQG5AcgBugG7AbwBvQG+Ab8BwAHBAcIBwwHEAcUBxgEA3AELQQAMxgELQQ4MxQELQQ0MxAELQQ8MwwELQRAMwgELQRMMwQELQRQMwAELQRUMvwELQRYM\
vgELQRgMvQELQRkMvAELQRoMuwELQRsMugELQRwMuQELQR0MuAELQQgMtwELQR4MtgELQSAMtQELQR8MtAELQQcMswELQSEMsgELQSIMsQELQSMMsAELQSQMrwELQRIMrgELQREMrQELQSUMrAELQSYMqwELQScM\
qgELQSgMqQELQcMBDKgBC0EqDKcBC0ErDKYBC0EsDKUBC0EtDKQBC0EuDKMBC0EvDKIBC0HEAQyhAQtBMAygAQtBNAyfAQtBDAyeAQtBMQydAQtBMgycAQtBMwybAQtBOQyaAQtBNQyZAQtBxQEMmAELQQsMlwEL\
QToMlgELQTYMlQELQQoMlAELQTcMkwELQTgMkgELQTwMkQELQTsMkAELQT0MjwELQQkMjgELQSkMjQELQT4MjAELQT8MiwELQcAADIoBC0HBAAyJAQtBwgAMiAELQcMADIcBC0HEAAyGAQtBxQAMhQELQcYADIQB\
C0EXDIMBC0HHAAyCAQtByAAMgQELQckADIABC0HKAAx/C0HLAAx+C0HNAAx9C0HMAAx8C0HOAAx7C0HPAAx6C0HQAAx5C0HRAAx4C0HSAAx3C0HTAAx2C0HUAAx1C0HWAAx0C0HVAAxzC0EGDHILQdcADHELQQUM\
cAtB2AAMbwtBBAxuC0HZAAxtC0HaAAxsC0HbAAxrC0HcAAxqC0EDDGkLQd0ADGgLQd4ADGcLQd8ADGYLQeEADGULQeAADGQLQeIADGMLQeMADGILQQIMYQtB5AAMYAtB5QAMXwtB5gAMXgtB5wAMXQtB6AAMXAtB\
6QAMWwtB6gAMWgtB6wAMWQtB7AAMWAtB7QAMVwtB7gAMVgtB7wAMVQtB8AAMVAtB8QAMUwtB8gAMUgtB8wAMUQtB9AAMUAtB9QAMTwtB9gAMTgtB9wAMTQtB+AAMTAtB+QAMSwtB+gAMSgtB+wAMSQtB/AAMSAtB\
/QAMRwtB/gAMRgtB/wAMRQtBgAEMRAtBgQEMQwtBggEMQgtBgwEMQQtBhAEMQAtBhQEMPwtBhgEMPgtBhwEMPQtBiAEMPAtBiQEMOwtBigEMOgtBiwEMOQtBjAEMOAtBjQEMNwtBjgEMNgtBjwEMNQtBkAEMNAtB\
kQEMMwtBkgEMMgtBkwEMMQtBlAEMMAtBlQEMLwtBlgEMLgtBlwEMLQtBmAEMLAtBmQEMKwtBmgEMKgtBmwEMKQtBnAEMKAtBnQEMJwtBngEMJgtBnwEMJQtBoAEMJAtBoQEMIwtBogEMIgtBowEMIQtBpAEMIAtB\
pQEMHwtBpgEMHgtBpwEMHQtBqAEMHAtBqQEMGwtBqgEMGgtBqwEMGQtBrAEMGAtBrQEMFwtBrgEMFgtBAQwVC0GvAQwUC0GwAQwTC0GxAQwSC0GzAQwRC0GyAQwQC0G0AQwPC0G1AQwOC0G2AQwNC0G3AQwMC0G4\
AQwLC0G5AQwKC0G6AQwJC0G7AQwIC0HGAQwHC0G8AQwGC0G9AQwFC0G+AQwEC0G/AQwDC0HAAQwCC0HCAQwBC0HBAQshAwNAAkACQAJAAkACQAJAAkACQAJAIAICfwJAAkACQAJAAkACQAJAAkACQAJAAkACQAJA\
AkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJA\
AkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJA\
AkACQAJAAkACQAJ/AkACQAJAAkACQAJAAkACQAJAAkACQAJAAkAgAgJ/AkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACfwJAAkACfwJA\
AkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJA\
AkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACfwJAAkACQAJAAn8CQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJA\
AkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJA\
AkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQCADDsYBAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHyAhIyUmKCorLC8wMTIzNDU2Nzk6Ozw9lANA\
QkRFRklLTk9QUVJTVFVWWFpbXF1eX2BhYmNkZWZnaGpsb3Bxc3V2eHl6e3x/gAGBAYIBgwGEAYUBhgGHAYgBiQGKAYsBjAGNAY4BjwGQAZEBkgGTAZQBlQGWAZcBmAGZAZoBmwGcAZ0BngGfAaABoQGiAaMBpAGl\
AaYBpwGoAakBqgGrAawBrQGuAa8BsAGxAbIBswG0AbUBtgG3AbgBuQG6AbsBvAG9Ab4BvwHAAcEBwgHDAcQBxQHGAccByAHJAcsBzAHNAc4BzwGKA4kDiAOHA4QDgwOAA/sC+gL5AvgC9wL0AvMC8gLLAsECsALZ\
AQsgASAERw3wAkHdASEDDLMDCyABIARHDcgBQcMBIQMMsgMLIAEgBEcNe0H3ACEDDLEDCyABIARHDXBB7wAhAwywAwsgASAERw1pQeoAIQMMrwMLIAEgBEcNZUHoACEDDK4DCyABIARHDWJB5gAhAwytAwsgASAE\
Rw0aQRghAwysAwsgASAERw0VQRIhAwyrAwsgASAERw1CQcUAIQMMqgMLIAEgBEcNNEE/IQMMqQMLIAEgBEcNMkE8IQMMqAMLIAEgBEcNK0ExIQMMpwMLIAItAC5BAUYNnwMMwQILQQAhAAJAAkACQCACLQAqRQ0A\
IAItACtFDQAgAi8BMCIDQQJxRQ0BDAILIAIvATAiA0EBcUUNAQtBASEAIAItAChBAUYNACACLwEyIgVB5ABrQeQASQ0AIAVBzAFGDQAgBUGwAkYNACADQcAAcQ0AQQAhACADQYgEcUGABEYNACADQShxQQBHIQAL\
IAJBADsBMCACQQA6AC8gAEUN3wIgAkIANwMgDOACC0EAIQACQCACKAI4IgNFDQAgAygCLCIDRQ0AIAIgAxEAACEACyAARQ3MASAAQRVHDd0CIAJBBDYCHCACIAE2AhQgAkGwGDYCECACQRU2AgxBACEDDKQDCyAB\
IARGBEBBBiEDDKQDCyABQQFqIQFBACEAAkAgAigCOCIDRQ0AIAMoAlQiA0UNACACIAMRAAAhAAsgAA3ZAgwcCyACQgA3AyBBEiEDDIkDCyABIARHDRZBHSEDDKEDCyABIARHBEAgAUEBaiEBQRAhAwyIAwtBByED\
DKADCyACIAIpAyAiCiAEIAFrrSILfSIMQgAgCiAMWhs3AyAgCiALWA3UAkEIIQMMnwMLIAEgBEcEQCACQQk2AgggAiABNgIEQRQhAwyGAwtBCSEDDJ4DCyACKQMgQgBSDccBIAIgAi8BMEGAAXI7ATAMQgsgASAE\
Rw0/QdAAIQMMnAMLIAEgBEYEQEELIQMMnAMLIAFBAWohAUEAIQACQCACKAI4IgNFDQAgAygCUCIDRQ0AIAIgAxEAACEACyAADc8CDMYBC0EAIQACQCACKAI4IgNFDQAgAygCSCIDRQ0AIAIgAxEAACEACyAARQ3G\
ASAAQRVHDc0CIAJBCzYCHCACIAE2AhQgAkGCGTYCECACQRU2AgxBACEDDJoDC0EAIQACQCACKAI4IgNFDQAgAygCSCIDRQ0AIAIgAxEAACEACyAARQ0MIABBFUcNygIgAkEaNgIcIAIgATYCFCACQYIZNgIQIAJB\
FTYCDEEAIQMMmQMLQQAhAAJAIAIoAjgiA0UNACADKAJMIgNFDQAgAiADEQAAIQALIABFDcQBIABBFUcNxwIgAkELNgIcIAIgATYCFCACQZEXNgIQIAJBFTYCDEEAIQMMmAMLIAEgBEYEQEEPIQMMmAMLIAEtAAAi\
AEE7Rg0HIABBDUcNxAIgAUEBaiEBDMMBC0EAIQACQCACKAI4IgNFDQAgAygCTCIDRQ0AIAIgAxEAACEACyAARQ3DASAAQRVHDcICIAJBDzYCHCACIAE2AhQgAkGRFzYCECACQRU2AgxBACEDDJYDCwNAIAEtAABB\
8DVqLQAAIgBBAUcEQCAAQQJHDcECIAIoAgQhAEEAIQMgAkEANgIEIAIgACABQQFqIgEQLSIADcICDMUBCyAEIAFBAWoiAUcNAAtBEiEDDJUDC0EAIQACQCACKAI4IgNFDQAgAygCTCIDRQ0AIAIgAxEAACEACyAA\
RQ3FASAAQRVHDb0CIAJBGzYCHCACIAE2AhQgAkGRFzYCECACQRU2AgxBACEDDJQDCyABIARGBEBBFiEDDJQDCyACQQo2AgggAiABNgIEQQAhAAJAIAIoAjgiA0UNACADKAJIIgNFDQAgAiADEQAAIQALIABFDcIB\
IABBFUcNuQIgAkEVNgIcIAIgATYCFCACQYIZNgIQIAJBFTYCDEEAIQMMkwMLIAEgBEcEQANAIAEtAABB8DdqLQAAIgBBAkcEQAJAIABBAWsOBMQCvQIAvgK9AgsgAUEBaiEBQQghAwz8AgsgBCABQQFqIgFHDQAL\
QRUhAwyTAwtBFSEDDJIDCwNAIAEtAABB8DlqLQAAIgBBAkcEQCAAQQFrDgTFArcCwwK4ArcCCyAEIAFBAWoiAUcNAAtBGCEDDJEDCyABIARHBEAgAkELNgIIIAIgATYCBEEHIQMM+AILQRkhAwyQAwsgAUEBaiEB\
DAILIAEgBEYEQEEaIQMMjwMLAkAgAS0AAEENaw4UtQG/Ab8BvwG/Ab8BvwG/Ab8BvwG/Ab8BvwG/Ab8BvwG/Ab8BvwEAvwELQQAhAyACQQA2AhwgAkGvCzYCECACQQI2AgwgAiABQQFqNgIUDI4DCyABIARGBEBB\
GyEDDI4DCyABLQAAIgBBO0cEQCAAQQ1HDbECIAFBAWohAQy6AQsgAUEBaiEBC0EiIQMM8wILIAEgBEYEQEEcIQMMjAMLQgAhCgJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkAgAS0AAEEw\
aw43wQLAAgABAgMEBQYH0AHQAdAB0AHQAdAB0AEICQoLDA3QAdAB0AHQAdAB0AHQAdAB0AHQAdAB0AHQAdAB0AHQAdAB0AHQAdAB0AHQAdAB0AHQAdABDg8QERIT0AELQgIhCgzAAgtCAyEKDL8CC0IEIQoMvgIL\
QgUhCgy9AgtCBiEKDLwCC0IHIQoMuwILQgghCgy6AgtCCSEKDLkCC0IKIQoMuAILQgshCgy3AgtCDCEKDLYCC0INIQoMtQILQg4hCgy0AgtCDyEKDLMCC0IKIQoMsgILQgshCgyxAgtCDCEKDLACC0INIQoMrwIL\
Qg4hCgyuAgtCDyEKDK0CC0IAIQoCQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAIAEtAABBMGsON8ACvwIAAQIDBAUGB74CvgK+Ar4CvgK+Ar4CCAkKCwwNvgK+Ar4CvgK+Ar4CvgK+Ar4C\
vgK+Ar4CvgK+Ar4CvgK+Ar4CvgK+Ar4CvgK+Ar4CvgK+Ag4PEBESE74CC0ICIQoMvwILQgMhCgy+AgtCBCEKDL0CC0IFIQoMvAILQgYhCgy7AgtCByEKDLoCC0IIIQoMuQILQgkhCgy4AgtCCiEKDLcCC0ILIQoM\
tgILQgwhCgy1AgtCDSEKDLQCC0IOIQoMswILQg8hCgyyAgtCCiEKDLECC0ILIQoMsAILQgwhCgyvAgtCDSEKDK4CC0IOIQoMrQILQg8hCgysAgsgAiACKQMgIgogBCABa60iC30iDEIAIAogDFobNwMgIAogC1gN\
pwJBHyEDDIkDCyABIARHBEAgAkEJNgIIIAIgATYCBEElIQMM8AILQSAhAwyIAwtBASEFIAIvATAiA0EIcUUEQCACKQMgQgBSIQULAkAgAi0ALgRAQQEhACACLQApQQVGDQEgA0HAAHFFIAVxRQ0BC0EAIQAgA0HA\
AHENAEECIQAgA0EIcQ0AIANBgARxBEACQCACLQAoQQFHDQAgAi0ALUEKcQ0AQQUhAAwCC0EEIQAMAQsgA0EgcUUEQAJAIAItAChBAUYNACACLwEyIgBB5ABrQeQASQ0AIABBzAFGDQAgAEGwAkYNAEEEIQAgA0Eo\
cUUNAiADQYgEcUGABEYNAgtBACEADAELQQBBAyACKQMgUBshAAsgAEEBaw4FvgIAsAEBpAKhAgtBESEDDO0CCyACQQE6AC8MhAMLIAEgBEcNnQJBJCEDDIQDCyABIARHDRxBxgAhAwyDAwtBACEAAkAgAigCOCID\
RQ0AIAMoAkQiA0UNACACIAMRAAAhAAsgAEUNJyAAQRVHDZgCIAJB0AA2AhwgAiABNgIUIAJBkRg2AhAgAkEVNgIMQQAhAwyCAwsgASAERgRAQSghAwyCAwtBACEDIAJBADYCBCACQQw2AgggAiABIAEQKiIARQ2U\
AiACQSc2AhwgAiABNgIUIAIgADYCDAyBAwsgASAERgRAQSkhAwyBAwsgAS0AACIAQSBGDRMgAEEJRw2VAiABQQFqIQEMFAsgASAERwRAIAFBAWohAQwWC0EqIQMM/wILIAEgBEYEQEErIQMM/wILIAEtAAAiAEEJ\
RyAAQSBHcQ2QAiACLQAsQQhHDd0CIAJBADoALAzdAgsgASAERgRAQSwhAwz+AgsgAS0AAEEKRw2OAiABQQFqIQEMsAELIAEgBEcNigJBLyEDDPwCCwNAIAEtAAAiAEEgRwRAIABBCmsOBIQCiAKIAoQChgILIAQg\
AUEBaiIBRw0AC0ExIQMM+wILQTIhAyABIARGDfoCIAIoAgAiACAEIAFraiEHIAEgAGtBA2ohBgJAA0AgAEHwO2otAAAgAS0AACIFQSByIAUgBUHBAGtB/wFxQRpJG0H/AXFHDQEgAEEDRgRAQQYhAQziAgsgAEEB\
aiEAIAQgAUEBaiIBRw0ACyACIAc2AgAM+wILIAJBADYCAAyGAgtBMyEDIAQgASIARg35AiAEIAFrIAIoAgAiAWohByAAIAFrQQhqIQYCQANAIAFB9DtqLQAAIAAtAAAiBUEgciAFIAVBwQBrQf8BcUEaSRtB/wFx\
Rw0BIAFBCEYEQEEFIQEM4QILIAFBAWohASAEIABBAWoiAEcNAAsgAiAHNgIADPoCCyACQQA2AgAgACEBDIUCC0E0IQMgBCABIgBGDfgCIAQgAWsgAigCACIBaiEHIAAgAWtBBWohBgJAA0AgAUHQwgBqLQAAIAAt\
AAAiBUEgciAFIAVBwQBrQf8BcUEaSRtB/wFxRw0BIAFBBUYEQEEHIQEM4AILIAFBAWohASAEIABBAWoiAEcNAAsgAiAHNgIADPkCCyACQQA2AgAgACEBDIQCCyABIARHBEADQCABLQAAQYA+ai0AACIAQQFHBEAg\
AEECRg0JDIECCyAEIAFBAWoiAUcNAAtBMCEDDPgCC0EwIQMM9wILIAEgBEcEQANAIAEtAAAiAEEgRwRAIABBCmsOBP8B/gH+Af8B/gELIAQgAUEBaiIBRw0AC0E4IQMM9wILQTghAwz2AgsDQCABLQAAIgBBIEcg\
AEEJR3EN9gEgBCABQQFqIgFHDQALQTwhAwz1AgsDQCABLQAAIgBBIEcEQAJAIABBCmsOBPkBBAT5AQALIABBLEYN9QEMAwsgBCABQQFqIgFHDQALQT8hAwz0AgtBwAAhAyABIARGDfMCIAIoAgAiACAEIAFraiEF\
IAEgAGtBBmohBgJAA0AgAEGAQGstAAAgAS0AAEEgckcNASAAQQZGDdsCIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADPQCCyACQQA2AgALQTYhAwzZAgsgASAERgRAQcEAIQMM8gILIAJBDDYCCCACIAE2AgQg\
Ai0ALEEBaw4E+wHuAewB6wHUAgsgAUEBaiEBDPoBCyABIARHBEADQAJAIAEtAAAiAEEgciAAIABBwQBrQf8BcUEaSRtB/wFxIgBBCUYNACAAQSBGDQACQAJAAkACQCAAQeMAaw4TAAMDAwMDAwMBAwMDAwMDAwMD\
AgMLIAFBAWohAUExIQMM3AILIAFBAWohAUEyIQMM2wILIAFBAWohAUEzIQMM2gILDP4BCyAEIAFBAWoiAUcNAAtBNSEDDPACC0E1IQMM7wILIAEgBEcEQANAIAEtAABBgDxqLQAAQQFHDfcBIAQgAUEBaiIBRw0A\
C0E9IQMM7wILQT0hAwzuAgtBACEAAkAgAigCOCIDRQ0AIAMoAkAiA0UNACACIAMRAAAhAAsgAEUNASAAQRVHDeYBIAJBwgA2AhwgAiABNgIUIAJB4xg2AhAgAkEVNgIMQQAhAwztAgsgAUEBaiEBC0E8IQMM0gIL\
IAEgBEYEQEHCACEDDOsCCwJAA0ACQCABLQAAQQlrDhgAAswCzALRAswCzALMAswCzALMAswCzALMAswCzALMAswCzALMAswCzALMAgDMAgsgBCABQQFqIgFHDQALQcIAIQMM6wILIAFBAWohASACLQAtQQFxRQ3+\
AQtBLCEDDNACCyABIARHDd4BQcQAIQMM6AILA0AgAS0AAEGQwABqLQAAQQFHDZwBIAQgAUEBaiIBRw0AC0HFACEDDOcCCyABLQAAIgBBIEYN/gEgAEE6Rw3AAiACKAIEIQBBACEDIAJBADYCBCACIAAgARApIgAN\
3gEM3QELQccAIQMgBCABIgBGDeUCIAQgAWsgAigCACIBaiEHIAAgAWtBBWohBgNAIAFBkMIAai0AACAALQAAIgVBIHIgBSAFQcEAa0H/AXFBGkkbQf8BcUcNvwIgAUEFRg3CAiABQQFqIQEgBCAAQQFqIgBHDQAL\
IAIgBzYCAAzlAgtByAAhAyAEIAEiAEYN5AIgBCABayACKAIAIgFqIQcgACABa0EJaiEGA0AgAUGWwgBqLQAAIAAtAAAiBUEgciAFIAVBwQBrQf8BcUEaSRtB/wFxRw2+AkECIAFBCUYNwgIaIAFBAWohASAEIABB\
AWoiAEcNAAsgAiAHNgIADOQCCyABIARGBEBByQAhAwzkAgsCQAJAIAEtAAAiAEEgciAAIABBwQBrQf8BcUEaSRtB/wFxQe4Aaw4HAL8CvwK/Ar8CvwIBvwILIAFBAWohAUE+IQMMywILIAFBAWohAUE/IQMMygIL\
QcoAIQMgBCABIgBGDeICIAQgAWsgAigCACIBaiEGIAAgAWtBAWohBwNAIAFBoMIAai0AACAALQAAIgVBIHIgBSAFQcEAa0H/AXFBGkkbQf8BcUcNvAIgAUEBRg2+AiABQQFqIQEgBCAAQQFqIgBHDQALIAIgBjYC\
AAziAgtBywAhAyAEIAEiAEYN4QIgBCABayACKAIAIgFqIQcgACABa0EOaiEGA0AgAUGiwgBqLQAAIAAtAAAiBUEgciAFIAVBwQBrQf8BcUEaSRtB/wFxRw27AiABQQ5GDb4CIAFBAWohASAEIABBAWoiAEcNAAsg\
AiAHNgIADOECC0HMACEDIAQgASIARg3gAiAEIAFrIAIoAgAiAWohByAAIAFrQQ9qIQYDQCABQcDCAGotAAAgAC0AACIFQSByIAUgBUHBAGtB/wFxQRpJG0H/AXFHDboCQQMgAUEPRg2+AhogAUEBaiEBIAQgAEEB\
aiIARw0ACyACIAc2AgAM4AILQc0AIQMgBCABIgBGDd8CIAQgAWsgAigCACIBaiEHIAAgAWtBBWohBgNAIAFB0MIAai0AACAALQAAIgVBIHIgBSAFQcEAa0H/AXFBGkkbQf8BcUcNuQJBBCABQQVGDb0CGiABQQFq\
IQEgBCAAQQFqIgBHDQALIAIgBzYCAAzfAgsgASAERgRAQc4AIQMM3wILAkACQAJAAkAgAS0AACIAQSByIAAgAEHBAGtB/wFxQRpJG0H/AXFB4wBrDhMAvAK8ArwCvAK8ArwCvAK8ArwCvAK8ArwCAbwCvAK8AgID\
vAILIAFBAWohAUHBACEDDMgCCyABQQFqIQFBwgAhAwzHAgsgAUEBaiEBQcMAIQMMxgILIAFBAWohAUHEACEDDMUCCyABIARHBEAgAkENNgIIIAIgATYCBEHFACEDDMUCC0HPACEDDN0CCwJAAkAgAS0AAEEKaw4E\
AZABkAEAkAELIAFBAWohAQtBKCEDDMMCCyABIARGBEBB0QAhAwzcAgsgAS0AAEEgRw0AIAFBAWohASACLQAtQQFxRQ3QAQtBFyEDDMECCyABIARHDcsBQdIAIQMM2QILQdMAIQMgASAERg3YAiACKAIAIgAgBCAB\
a2ohBiABIABrQQFqIQUDQCABLQAAIABB1sIAai0AAEcNxwEgAEEBRg3KASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBjYCAAzYAgsgASAERgRAQdUAIQMM2AILIAEtAABBCkcNwgEgAUEBaiEBDMoBCyABIARGBEBB\
1gAhAwzXAgsCQAJAIAEtAABBCmsOBADDAcMBAcMBCyABQQFqIQEMygELIAFBAWohAUHKACEDDL0CC0EAIQACQCACKAI4IgNFDQAgAygCPCIDRQ0AIAIgAxEAACEACyAADb8BQc0AIQMMvAILIAItAClBIkYNzwIM\
iQELIAQgASIFRgRAQdsAIQMM1AILQQAhAEEBIQFBASEGQQAhAwJAAn8CQAJAAkACQAJAAkACQCAFLQAAQTBrDgrFAcQBAAECAwQFBgjDAQtBAgwGC0EDDAULQQQMBAtBBQwDC0EGDAILQQcMAQtBCAshA0EAIQFB\
ACEGDL0BC0EJIQNBASEAQQAhAUEAIQYMvAELIAEgBEYEQEHdACEDDNMCCyABLQAAQS5HDbgBIAFBAWohAQyIAQsgASAERw22AUHfACEDDNECCyABIARHBEAgAkEONgIIIAIgATYCBEHQACEDDLgCC0HgACEDDNAC\
C0HhACEDIAEgBEYNzwIgAigCACIAIAQgAWtqIQUgASAAa0EDaiEGA0AgAS0AACAAQeLCAGotAABHDbEBIABBA0YNswEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMzwILQeIAIQMgASAERg3OAiACKAIAIgAg\
BCABa2ohBSABIABrQQJqIQYDQCABLQAAIABB5sIAai0AAEcNsAEgAEECRg2vASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAzOAgtB4wAhAyABIARGDc0CIAIoAgAiACAEIAFraiEFIAEgAGtBA2ohBgNAIAEt\
AAAgAEHpwgBqLQAARw2vASAAQQNGDa0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADM0CCyABIARGBEBB5QAhAwzNAgsgAUEBaiEBQQAhAAJAIAIoAjgiA0UNACADKAIwIgNFDQAgAiADEQAAIQALIAANqgFB\
1gAhAwyzAgsgASAERwRAA0AgAS0AACIAQSBHBEACQAJAAkAgAEHIAGsOCwABswGzAbMBswGzAbMBswGzAQKzAQsgAUEBaiEBQdIAIQMMtwILIAFBAWohAUHTACEDDLYCCyABQQFqIQFB1AAhAwy1AgsgBCABQQFq\
IgFHDQALQeQAIQMMzAILQeQAIQMMywILA0AgAS0AAEHwwgBqLQAAIgBBAUcEQCAAQQJrDgOnAaYBpQGkAQsgBCABQQFqIgFHDQALQeYAIQMMygILIAFBAWogASAERw0CGkHnACEDDMkCCwNAIAEtAABB8MQAai0A\
ACIAQQFHBEACQCAAQQJrDgSiAaEBoAEAnwELQdcAIQMMsQILIAQgAUEBaiIBRw0AC0HoACEDDMgCCyABIARGBEBB6QAhAwzIAgsCQCABLQAAIgBBCmsOGrcBmwGbAbQBmwGbAZsBmwGbAZsBmwGbAZsBmwGbAZsB\
mwGbAZsBmwGbAZsBpAGbAZsBAJkBCyABQQFqCyEBQQYhAwytAgsDQCABLQAAQfDGAGotAABBAUcNfSAEIAFBAWoiAUcNAAtB6gAhAwzFAgsgAUEBaiABIARHDQIaQesAIQMMxAILIAEgBEYEQEHsACEDDMQCCyAB\
QQFqDAELIAEgBEYEQEHtACEDDMMCCyABQQFqCyEBQQQhAwyoAgsgASAERgRAQe4AIQMMwQILAkACQAJAIAEtAABB8MgAai0AAEEBaw4HkAGPAY4BAHwBAo0BCyABQQFqIQEMCwsgAUEBagyTAQtBACEDIAJBADYC\
HCACQZsSNgIQIAJBBzYCDCACIAFBAWo2AhQMwAILAkADQCABLQAAQfDIAGotAAAiAEEERwRAAkACQCAAQQFrDgeUAZMBkgGNAQAEAY0BC0HaACEDDKoCCyABQQFqIQFB3AAhAwypAgsgBCABQQFqIgFHDQALQe8A\
IQMMwAILIAFBAWoMkQELIAQgASIARgRAQfAAIQMMvwILIAAtAABBL0cNASAAQQFqIQEMBwsgBCABIgBGBEBB8QAhAwy+AgsgAC0AACIBQS9GBEAgAEEBaiEBQd0AIQMMpQILIAFBCmsiA0EWSw0AIAAhAUEBIAN0\
QYmAgAJxDfkBC0EAIQMgAkEANgIcIAIgADYCFCACQYwcNgIQIAJBBzYCDAy8AgsgASAERwRAIAFBAWohAUHeACEDDKMCC0HyACEDDLsCCyABIARGBEBB9AAhAwy7AgsCQCABLQAAQfDMAGotAABBAWsOA/cBcwCC\
AQtB4QAhAwyhAgsgASAERwRAA0AgAS0AAEHwygBqLQAAIgBBA0cEQAJAIABBAWsOAvkBAIUBC0HfACEDDKMCCyAEIAFBAWoiAUcNAAtB8wAhAwy6AgtB8wAhAwy5AgsgASAERwRAIAJBDzYCCCACIAE2AgRB4AAh\
AwygAgtB9QAhAwy4AgsgASAERgRAQfYAIQMMuAILIAJBDzYCCCACIAE2AgQLQQMhAwydAgsDQCABLQAAQSBHDY4CIAQgAUEBaiIBRw0AC0H3ACEDDLUCCyABIARGBEBB+AAhAwy1AgsgAS0AAEEgRw16IAFBAWoh\
AQxbC0EAIQACQCACKAI4IgNFDQAgAygCOCIDRQ0AIAIgAxEAACEACyAADXgMgAILIAEgBEYEQEH6ACEDDLMCCyABLQAAQcwARw10IAFBAWohAUETDHYLQfsAIQMgASAERg2xAiACKAIAIgAgBCABa2ohBSABIABr\
QQVqIQYDQCABLQAAIABB8M4Aai0AAEcNcyAAQQVGDXUgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMsQILIAEgBEYEQEH8ACEDDLECCwJAAkAgAS0AAEHDAGsODAB0dHR0dHR0dHR0AXQLIAFBAWohAUHmACED\
DJgCCyABQQFqIQFB5wAhAwyXAgtB/QAhAyABIARGDa8CIAIoAgAiACAEIAFraiEFIAEgAGtBAmohBgJAA0AgAS0AACAAQe3PAGotAABHDXIgAEECRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADLACCyAC\
QQA2AgAgBkEBaiEBQRAMcwtB/gAhAyABIARGDa4CIAIoAgAiACAEIAFraiEFIAEgAGtBBWohBgJAA0AgAS0AACAAQfbOAGotAABHDXEgAEEFRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADK8CCyACQQA2\
AgAgBkEBaiEBQRYMcgtB/wAhAyABIARGDa0CIAIoAgAiACAEIAFraiEFIAEgAGtBA2ohBgJAA0AgAS0AACAAQfzOAGotAABHDXAgAEEDRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADK4CCyACQQA2AgAg\
BkEBaiEBQQUMcQsgASAERgRAQYABIQMMrQILIAEtAABB2QBHDW4gAUEBaiEBQQgMcAsgASAERgRAQYEBIQMMrAILAkACQCABLQAAQc4Aaw4DAG8BbwsgAUEBaiEBQesAIQMMkwILIAFBAWohAUHsACEDDJICCyAB\
IARGBEBBggEhAwyrAgsCQAJAIAEtAABByABrDggAbm5ubm5uAW4LIAFBAWohAUHqACEDDJICCyABQQFqIQFB7QAhAwyRAgtBgwEhAyABIARGDakCIAIoAgAiACAEIAFraiEFIAEgAGtBAmohBgJAA0AgAS0AACAA\
QYDPAGotAABHDWwgAEECRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADKoCCyACQQA2AgAgBkEBaiEBQQAMbQtBhAEhAyABIARGDagCIAIoAgAiACAEIAFraiEFIAEgAGtBBGohBgJAA0AgAS0AACAAQYPP\
AGotAABHDWsgAEEERg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADKkCCyACQQA2AgAgBkEBaiEBQSMMbAsgASAERgRAQYUBIQMMqAILAkACQCABLQAAQcwAaw4IAGtra2trawFrCyABQQFqIQFB7wAhAwyP\
AgsgAUEBaiEBQfAAIQMMjgILIAEgBEYEQEGGASEDDKcCCyABLQAAQcUARw1oIAFBAWohAQxgC0GHASEDIAEgBEYNpQIgAigCACIAIAQgAWtqIQUgASAAa0EDaiEGAkADQCABLQAAIABBiM8Aai0AAEcNaCAAQQNG\
DQEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMpgILIAJBADYCACAGQQFqIQFBLQxpC0GIASEDIAEgBEYNpAIgAigCACIAIAQgAWtqIQUgASAAa0EIaiEGAkADQCABLQAAIABB0M8Aai0AAEcNZyAAQQhGDQEg\
AEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMpQILIAJBADYCACAGQQFqIQFBKQxoCyABIARGBEBBiQEhAwykAgtBASABLQAAQd8ARw1nGiABQQFqIQEMXgtBigEhAyABIARGDaICIAIoAgAiACAEIAFraiEFIAEg\
AGtBAWohBgNAIAEtAAAgAEGMzwBqLQAARw1kIABBAUYN+gEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMogILQYsBIQMgASAERg2hAiACKAIAIgAgBCABa2ohBSABIABrQQJqIQYCQANAIAEtAAAgAEGOzwBq\
LQAARw1kIABBAkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyiAgsgAkEANgIAIAZBAWohAUECDGULQYwBIQMgASAERg2gAiACKAIAIgAgBCABa2ohBSABIABrQQFqIQYCQANAIAEtAAAgAEHwzwBqLQAA\
Rw1jIABBAUYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyhAgsgAkEANgIAIAZBAWohAUEfDGQLQY0BIQMgASAERg2fAiACKAIAIgAgBCABa2ohBSABIABrQQFqIQYCQANAIAEtAAAgAEHyzwBqLQAARw1i\
IABBAUYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAygAgsgAkEANgIAIAZBAWohAUEJDGMLIAEgBEYEQEGOASEDDJ8CCwJAAkAgAS0AAEHJAGsOBwBiYmJiYgFiCyABQQFqIQFB+AAhAwyGAgsgAUEBaiEB\
QfkAIQMMhQILQY8BIQMgASAERg2dAiACKAIAIgAgBCABa2ohBSABIABrQQVqIQYCQANAIAEtAAAgAEGRzwBqLQAARw1gIABBBUYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyeAgsgAkEANgIAIAZBAWoh\
AUEYDGELQZABIQMgASAERg2cAiACKAIAIgAgBCABa2ohBSABIABrQQJqIQYCQANAIAEtAAAgAEGXzwBqLQAARw1fIABBAkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAydAgsgAkEANgIAIAZBAWohAUEX\
DGALQZEBIQMgASAERg2bAiACKAIAIgAgBCABa2ohBSABIABrQQZqIQYCQANAIAEtAAAgAEGazwBqLQAARw1eIABBBkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAycAgsgAkEANgIAIAZBAWohAUEVDF8L\
QZIBIQMgASAERg2aAiACKAIAIgAgBCABa2ohBSABIABrQQVqIQYCQANAIAEtAAAgAEGhzwBqLQAARw1dIABBBUYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAybAgsgAkEANgIAIAZBAWohAUEeDF4LIAEg\
BEYEQEGTASEDDJoCCyABLQAAQcwARw1bIAFBAWohAUEKDF0LIAEgBEYEQEGUASEDDJkCCwJAAkAgAS0AAEHBAGsODwBcXFxcXFxcXFxcXFxcAVwLIAFBAWohAUH+ACEDDIACCyABQQFqIQFB/wAhAwz/AQsgASAE\
RgRAQZUBIQMMmAILAkACQCABLQAAQcEAaw4DAFsBWwsgAUEBaiEBQf0AIQMM/wELIAFBAWohAUGAASEDDP4BC0GWASEDIAEgBEYNlgIgAigCACIAIAQgAWtqIQUgASAAa0EBaiEGAkADQCABLQAAIABBp88Aai0A\
AEcNWSAAQQFGDQEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMlwILIAJBADYCACAGQQFqIQFBCwxaCyABIARGBEBBlwEhAwyWAgsCQAJAAkACQCABLQAAQS1rDiMAW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1sB\
W1tbW1sCW1tbA1sLIAFBAWohAUH7ACEDDP8BCyABQQFqIQFB/AAhAwz+AQsgAUEBaiEBQYEBIQMM/QELIAFBAWohAUGCASEDDPwBC0GYASEDIAEgBEYNlAIgAigCACIAIAQgAWtqIQUgASAAa0EEaiEGAkADQCAB\
LQAAIABBqc8Aai0AAEcNVyAAQQRGDQEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMlQILIAJBADYCACAGQQFqIQFBGQxYC0GZASEDIAEgBEYNkwIgAigCACIAIAQgAWtqIQUgASAAa0EFaiEGAkADQCABLQAA\
IABBrs8Aai0AAEcNViAAQQVGDQEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMlAILIAJBADYCACAGQQFqIQFBBgxXC0GaASEDIAEgBEYNkgIgAigCACIAIAQgAWtqIQUgASAAa0EBaiEGAkADQCABLQAAIABB\
tM8Aai0AAEcNVSAAQQFGDQEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMkwILIAJBADYCACAGQQFqIQFBHAxWC0GbASEDIAEgBEYNkQIgAigCACIAIAQgAWtqIQUgASAAa0EBaiEGAkADQCABLQAAIABBts8A\
ai0AAEcNVCAAQQFGDQEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAMkgILIAJBADYCACAGQQFqIQFBJwxVCyABIARGBEBBnAEhAwyRAgsCQAJAIAEtAABB1ABrDgIAAVQLIAFBAWohAUGGASEDDPgBCyABQQFq\
IQFBhwEhAwz3AQtBnQEhAyABIARGDY8CIAIoAgAiACAEIAFraiEFIAEgAGtBAWohBgJAA0AgAS0AACAAQbjPAGotAABHDVIgAEEBRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADJACCyACQQA2AgAgBkEB\
aiEBQSYMUwtBngEhAyABIARGDY4CIAIoAgAiACAEIAFraiEFIAEgAGtBAWohBgJAA0AgAS0AACAAQbrPAGotAABHDVEgAEEBRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADI8CCyACQQA2AgAgBkEBaiEB\
QQMMUgtBnwEhAyABIARGDY0CIAIoAgAiACAEIAFraiEFIAEgAGtBAmohBgJAA0AgAS0AACAAQe3PAGotAABHDVAgAEECRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADI4CCyACQQA2AgAgBkEBaiEBQQwM\
UQtBoAEhAyABIARGDYwCIAIoAgAiACAEIAFraiEFIAEgAGtBA2ohBgJAA0AgAS0AACAAQbzPAGotAABHDU8gAEEDRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADI0CCyACQQA2AgAgBkEBaiEBQQ0MUAsg\
ASAERgRAQaEBIQMMjAILAkACQCABLQAAQcYAaw4LAE9PT09PT09PTwFPCyABQQFqIQFBiwEhAwzzAQsgAUEBaiEBQYwBIQMM8gELIAEgBEYEQEGiASEDDIsCCyABLQAAQdAARw1MIAFBAWohAQxGCyABIARGBEBB\
owEhAwyKAgsCQAJAIAEtAABByQBrDgcBTU1NTU0ATQsgAUEBaiEBQY4BIQMM8QELIAFBAWohAUEiDE0LQaQBIQMgASAERg2IAiACKAIAIgAgBCABa2ohBSABIABrQQFqIQYCQANAIAEtAAAgAEHAzwBqLQAARw1L\
IABBAUYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyJAgsgAkEANgIAIAZBAWohAUEdDEwLIAEgBEYEQEGlASEDDIgCCwJAAkAgAS0AAEHSAGsOAwBLAUsLIAFBAWohAUGQASEDDO8BCyABQQFqIQFBBAxL\
CyABIARGBEBBpgEhAwyHAgsCQAJAAkACQAJAIAEtAABBwQBrDhUATU1NTU1NTU1NTQFNTQJNTQNNTQRNCyABQQFqIQFBiAEhAwzxAQsgAUEBaiEBQYkBIQMM8AELIAFBAWohAUGKASEDDO8BCyABQQFqIQFBjwEh\
AwzuAQsgAUEBaiEBQZEBIQMM7QELQacBIQMgASAERg2FAiACKAIAIgAgBCABa2ohBSABIABrQQJqIQYCQANAIAEtAAAgAEHtzwBqLQAARw1IIABBAkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyGAgsg\
AkEANgIAIAZBAWohAUERDEkLQagBIQMgASAERg2EAiACKAIAIgAgBCABa2ohBSABIABrQQJqIQYCQANAIAEtAAAgAEHCzwBqLQAARw1HIABBAkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyFAgsgAkEA\
NgIAIAZBAWohAUEsDEgLQakBIQMgASAERg2DAiACKAIAIgAgBCABa2ohBSABIABrQQRqIQYCQANAIAEtAAAgAEHFzwBqLQAARw1GIABBBEYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyEAgsgAkEANgIA\
IAZBAWohAUErDEcLQaoBIQMgASAERg2CAiACKAIAIgAgBCABa2ohBSABIABrQQJqIQYCQANAIAEtAAAgAEHKzwBqLQAARw1FIABBAkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAyDAgsgAkEANgIAIAZB\
AWohAUEUDEYLIAEgBEYEQEGrASEDDIICCwJAAkACQAJAIAEtAABBwgBrDg8AAQJHR0dHR0dHR0dHRwNHCyABQQFqIQFBkwEhAwzrAQsgAUEBaiEBQZQBIQMM6gELIAFBAWohAUGVASEDDOkBCyABQQFqIQFBlgEh\
AwzoAQsgASAERgRAQawBIQMMgQILIAEtAABBxQBHDUIgAUEBaiEBDD0LQa0BIQMgASAERg3/ASACKAIAIgAgBCABa2ohBSABIABrQQJqIQYCQANAIAEtAAAgAEHNzwBqLQAARw1CIABBAkYNASAAQQFqIQAgBCAB\
QQFqIgFHDQALIAIgBTYCAAyAAgsgAkEANgIAIAZBAWohAUEODEMLIAEgBEYEQEGuASEDDP8BCyABLQAAQdAARw1AIAFBAWohAUElDEILQa8BIQMgASAERg39ASACKAIAIgAgBCABa2ohBSABIABrQQhqIQYCQANA\
IAEtAAAgAEHQzwBqLQAARw1AIABBCEYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAz+AQsgAkEANgIAIAZBAWohAUEqDEELIAEgBEYEQEGwASEDDP0BCwJAAkAgAS0AAEHVAGsOCwBAQEBAQEBAQEABQAsg\
AUEBaiEBQZoBIQMM5AELIAFBAWohAUGbASEDDOMBCyABIARGBEBBsQEhAwz8AQsCQAJAIAEtAABBwQBrDhQAPz8/Pz8/Pz8/Pz8/Pz8/Pz8/AT8LIAFBAWohAUGZASEDDOMBCyABQQFqIQFBnAEhAwziAQtBsgEh\
AyABIARGDfoBIAIoAgAiACAEIAFraiEFIAEgAGtBA2ohBgJAA0AgAS0AACAAQdnPAGotAABHDT0gAEEDRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADPsBCyACQQA2AgAgBkEBaiEBQSEMPgtBswEhAyAB\
IARGDfkBIAIoAgAiACAEIAFraiEFIAEgAGtBBmohBgJAA0AgAS0AACAAQd3PAGotAABHDTwgAEEGRg0BIABBAWohACAEIAFBAWoiAUcNAAsgAiAFNgIADPoBCyACQQA2AgAgBkEBaiEBQRoMPQsgASAERgRAQbQB\
IQMM+QELAkACQAJAIAEtAABBxQBrDhEAPT09PT09PT09AT09PT09Aj0LIAFBAWohAUGdASEDDOEBCyABQQFqIQFBngEhAwzgAQsgAUEBaiEBQZ8BIQMM3wELQbUBIQMgASAERg33ASACKAIAIgAgBCABa2ohBSAB\
IABrQQVqIQYCQANAIAEtAAAgAEHkzwBqLQAARw06IABBBUYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAz4AQsgAkEANgIAIAZBAWohAUEoDDsLQbYBIQMgASAERg32ASACKAIAIgAgBCABa2ohBSABIABr\
QQJqIQYCQANAIAEtAAAgAEHqzwBqLQAARw05IABBAkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAz3AQsgAkEANgIAIAZBAWohAUEHDDoLIAEgBEYEQEG3ASEDDPYBCwJAAkAgAS0AAEHFAGsODgA5OTk5\
OTk5OTk5OTkBOQsgAUEBaiEBQaEBIQMM3QELIAFBAWohAUGiASEDDNwBC0G4ASEDIAEgBEYN9AEgAigCACIAIAQgAWtqIQUgASAAa0ECaiEGAkADQCABLQAAIABB7c8Aai0AAEcNNyAAQQJGDQEgAEEBaiEAIAQg\
AUEBaiIBRw0ACyACIAU2AgAM9QELIAJBADYCACAGQQFqIQFBEgw4C0G5ASEDIAEgBEYN8wEgAigCACIAIAQgAWtqIQUgASAAa0EBaiEGAkADQCABLQAAIABB8M8Aai0AAEcNNiAAQQFGDQEgAEEBaiEAIAQgAUEB\
aiIBRw0ACyACIAU2AgAM9AELIAJBADYCACAGQQFqIQFBIAw3C0G6ASEDIAEgBEYN8gEgAigCACIAIAQgAWtqIQUgASAAa0EBaiEGAkADQCABLQAAIABB8s8Aai0AAEcNNSAAQQFGDQEgAEEBaiEAIAQgAUEBaiIB\
Rw0ACyACIAU2AgAM8wELIAJBADYCACAGQQFqIQFBDww2CyABIARGBEBBuwEhAwzyAQsCQAJAIAEtAABByQBrDgcANTU1NTUBNQsgAUEBaiEBQaUBIQMM2QELIAFBAWohAUGmASEDDNgBC0G8ASEDIAEgBEYN8AEg\
AigCACIAIAQgAWtqIQUgASAAa0EHaiEGAkADQCABLQAAIABB9M8Aai0AAEcNMyAAQQdGDQEgAEEBaiEAIAQgAUEBaiIBRw0ACyACIAU2AgAM8QELIAJBADYCACAGQQFqIQFBGww0CyABIARGBEBBvQEhAwzwAQsC\
QAJAAkAgAS0AAEHCAGsOEgA0NDQ0NDQ0NDQBNDQ0NDQ0AjQLIAFBAWohAUGkASEDDNgBCyABQQFqIQFBpwEhAwzXAQsgAUEBaiEBQagBIQMM1gELIAEgBEYEQEG+ASEDDO8BCyABLQAAQc4ARw0wIAFBAWohAQws\
CyABIARGBEBBvwEhAwzuAQsCQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQCABLQAAQcEAaw4VAAECAz8EBQY/Pz8HCAkKCz8MDQ4PPwsgAUEBaiEBQegAIQMM4wELIAFBAWohAUHpACEDDOIBCyABQQFq\
IQFB7gAhAwzhAQsgAUEBaiEBQfIAIQMM4AELIAFBAWohAUHzACEDDN8BCyABQQFqIQFB9gAhAwzeAQsgAUEBaiEBQfcAIQMM3QELIAFBAWohAUH6ACEDDNwBCyABQQFqIQFBgwEhAwzbAQsgAUEBaiEBQYQBIQMM\
2gELIAFBAWohAUGFASEDDNkBCyABQQFqIQFBkgEhAwzYAQsgAUEBaiEBQZgBIQMM1wELIAFBAWohAUGgASEDDNYBCyABQQFqIQFBowEhAwzVAQsgAUEBaiEBQaoBIQMM1AELIAEgBEcEQCACQRA2AgggAiABNgIE\
QasBIQMM1AELQcABIQMM7AELQQAhAAJAIAIoAjgiA0UNACADKAI0IgNFDQAgAiADEQAAIQALIABFDV4gAEEVRw0HIAJB0QA2AhwgAiABNgIUIAJBsBc2AhAgAkEVNgIMQQAhAwzrAQsgAUEBaiABIARHDQgaQcIB\
IQMM6gELA0ACQCABLQAAQQprDgQIAAALAAsgBCABQQFqIgFHDQALQcMBIQMM6QELIAEgBEcEQCACQRE2AgggAiABNgIEQQEhAwzQAQtBxAEhAwzoAQsgASAERgRAQcUBIQMM6AELAkACQCABLQAAQQprDgQBKCgA\
KAsgAUEBagwJCyABQQFqDAULIAEgBEYEQEHGASEDDOcBCwJAAkAgAS0AAEEKaw4XAQsLAQsLCwsLCwsLCwsLCwsLCwsLCwALCyABQQFqIQELQbABIQMMzQELIAEgBEYEQEHIASEDDOYBCyABLQAAQSBHDQkgAkEA\
OwEyIAFBAWohAUGzASEDDMwBCwNAIAEhAAJAIAEgBEcEQCABLQAAQTBrQf8BcSIDQQpJDQEMJwtBxwEhAwzmAQsCQCACLwEyIgFBmTNLDQAgAiABQQpsIgU7ATIgBUH+/wNxIANB//8Dc0sNACAAQQFqIQEgAiAD\
IAVqIgM7ATIgA0H//wNxQegHSQ0BCwtBACEDIAJBADYCHCACQcEJNgIQIAJBDTYCDCACIABBAWo2AhQM5AELIAJBADYCHCACIAE2AhQgAkHwDDYCECACQRs2AgxBACEDDOMBCyACKAIEIQAgAkEANgIEIAIgACAB\
ECYiAA0BIAFBAWoLIQFBrQEhAwzIAQsgAkHBATYCHCACIAA2AgwgAiABQQFqNgIUQQAhAwzgAQsgAigCBCEAIAJBADYCBCACIAAgARAmIgANASABQQFqCyEBQa4BIQMMxQELIAJBwgE2AhwgAiAANgIMIAIgAUEB\
ajYCFEEAIQMM3QELIAJBADYCHCACIAE2AhQgAkGXCzYCECACQQ02AgxBACEDDNwBCyACQQA2AhwgAiABNgIUIAJB4xA2AhAgAkEJNgIMQQAhAwzbAQsgAkECOgAoDKwBC0EAIQMgAkEANgIcIAJBrws2AhAgAkEC\
NgIMIAIgAUEBajYCFAzZAQtBAiEDDL8BC0ENIQMMvgELQSYhAwy9AQtBFSEDDLwBC0EWIQMMuwELQRghAwy6AQtBHCEDDLkBC0EdIQMMuAELQSAhAwy3AQtBISEDDLYBC0EjIQMMtQELQcYAIQMMtAELQS4hAwyz\
AQtBPSEDDLIBC0HLACEDDLEBC0HOACEDDLABC0HYACEDDK8BC0HZACEDDK4BC0HbACEDDK0BC0HxACEDDKwBC0H0ACEDDKsBC0GNASEDDKoBC0GXASEDDKkBC0GpASEDDKgBC0GvASEDDKcBC0GxASEDDKYBCyAC\
QQA2AgALQQAhAyACQQA2AhwgAiABNgIUIAJB8Rs2AhAgAkEGNgIMDL0BCyACQQA2AgAgBkEBaiEBQSQLOgApIAIoAgQhACACQQA2AgQgAiAAIAEQJyIARQRAQeUAIQMMowELIAJB+QA2AhwgAiABNgIUIAIgADYC\
DEEAIQMMuwELIABBFUcEQCACQQA2AhwgAiABNgIUIAJBzA42AhAgAkEgNgIMQQAhAwy7AQsgAkH4ADYCHCACIAE2AhQgAkHKGDYCECACQRU2AgxBACEDDLoBCyACQQA2AhwgAiABNgIUIAJBjhs2AhAgAkEGNgIM\
QQAhAwy5AQsgAkEANgIcIAIgATYCFCACQf4RNgIQIAJBBzYCDEEAIQMMuAELIAJBADYCHCACIAE2AhQgAkGMHDYCECACQQc2AgxBACEDDLcBCyACQQA2AhwgAiABNgIUIAJBww82AhAgAkEHNgIMQQAhAwy2AQsg\
AkEANgIcIAIgATYCFCACQcMPNgIQIAJBBzYCDEEAIQMMtQELIAIoAgQhACACQQA2AgQgAiAAIAEQJSIARQ0RIAJB5QA2AhwgAiABNgIUIAIgADYCDEEAIQMMtAELIAIoAgQhACACQQA2AgQgAiAAIAEQJSIARQ0g\
IAJB0wA2AhwgAiABNgIUIAIgADYCDEEAIQMMswELIAIoAgQhACACQQA2AgQgAiAAIAEQJSIARQ0iIAJB0gA2AhwgAiABNgIUIAIgADYCDEEAIQMMsgELIAIoAgQhACACQQA2AgQgAiAAIAEQJSIARQ0OIAJB5QA2\
AhwgAiABNgIUIAIgADYCDEEAIQMMsQELIAIoAgQhACACQQA2AgQgAiAAIAEQJSIARQ0dIAJB0wA2AhwgAiABNgIUIAIgADYCDEEAIQMMsAELIAIoAgQhACACQQA2AgQgAiAAIAEQJSIARQ0fIAJB0gA2AhwgAiAB\
NgIUIAIgADYCDEEAIQMMrwELIABBP0cNASABQQFqCyEBQQUhAwyUAQtBACEDIAJBADYCHCACIAE2AhQgAkH9EjYCECACQQc2AgwMrAELIAJBADYCHCACIAE2AhQgAkHcCDYCECACQQc2AgxBACEDDKsBCyACKAIE\
IQAgAkEANgIEIAIgACABECUiAEUNByACQeUANgIcIAIgATYCFCACIAA2AgxBACEDDKoBCyACKAIEIQAgAkEANgIEIAIgACABECUiAEUNFiACQdMANgIcIAIgATYCFCACIAA2AgxBACEDDKkBCyACKAIEIQAgAkEA\
NgIEIAIgACABECUiAEUNGCACQdIANgIcIAIgATYCFCACIAA2AgxBACEDDKgBCyACQQA2AhwgAiABNgIUIAJBxgo2AhAgAkEHNgIMQQAhAwynAQsgAigCBCEAIAJBADYCBCACIAAgARAlIgBFDQMgAkHlADYCHCAC\
IAE2AhQgAiAANgIMQQAhAwymAQsgAigCBCEAIAJBADYCBCACIAAgARAlIgBFDRIgAkHTADYCHCACIAE2AhQgAiAANgIMQQAhAwylAQsgAigCBCEAIAJBADYCBCACIAAgARAlIgBFDRQgAkHSADYCHCACIAE2AhQg\
AiAANgIMQQAhAwykAQsgAigCBCEAIAJBADYCBCACIAAgARAlIgBFDQAgAkHlADYCHCACIAE2AhQgAiAANgIMQQAhAwyjAQtB1QAhAwyJAQsgAEEVRwRAIAJBADYCHCACIAE2AhQgAkG5DTYCECACQRo2AgxBACED\
DKIBCyACQeQANgIcIAIgATYCFCACQeMXNgIQIAJBFTYCDEEAIQMMoQELIAJBADYCACAGQQFqIQEgAi0AKSIAQSNrQQtJDQQCQCAAQQZLDQBBASAAdEHKAHFFDQAMBQtBACEDIAJBADYCHCACIAE2AhQgAkH3CTYC\
ECACQQg2AgwMoAELIAJBADYCACAGQQFqIQEgAi0AKUEhRg0DIAJBADYCHCACIAE2AhQgAkGbCjYCECACQQg2AgxBACEDDJ8BCyACQQA2AgALQQAhAyACQQA2AhwgAiABNgIUIAJBkDM2AhAgAkEINgIMDJ0BCyAC\
QQA2AgAgBkEBaiEBIAItAClBI0kNACACQQA2AhwgAiABNgIUIAJB0wk2AhAgAkEINgIMQQAhAwycAQtB0QAhAwyCAQsgAS0AAEEwayIAQf8BcUEKSQRAIAIgADoAKiABQQFqIQFBzwAhAwyCAQsgAigCBCEAIAJB\
ADYCBCACIAAgARAoIgBFDYYBIAJB3gA2AhwgAiABNgIUIAIgADYCDEEAIQMMmgELIAIoAgQhACACQQA2AgQgAiAAIAEQKCIARQ2GASACQdwANgIcIAIgATYCFCACIAA2AgxBACEDDJkBCyACKAIEIQAgAkEANgIE\
IAIgACAFECgiAEUEQCAFIQEMhwELIAJB2gA2AhwgAiAFNgIUIAIgADYCDAyYAQtBACEBQQEhAwsgAiADOgArIAVBAWohAwJAAkACQCACLQAtQRBxDQACQAJAAkAgAi0AKg4DAQACBAsgBkUNAwwCCyAADQEMAgsg\
AUUNAQsgAigCBCEAIAJBADYCBCACIAAgAxAoIgBFBEAgAyEBDAILIAJB2AA2AhwgAiADNgIUIAIgADYCDEEAIQMMmAELIAIoAgQhACACQQA2AgQgAiAAIAMQKCIARQRAIAMhAQyHAQsgAkHZADYCHCACIAM2AhQg\
AiAANgIMQQAhAwyXAQtBzAAhAwx9CyAAQRVHBEAgAkEANgIcIAIgATYCFCACQZQNNgIQIAJBITYCDEEAIQMMlgELIAJB1wA2AhwgAiABNgIUIAJByRc2AhAgAkEVNgIMQQAhAwyVAQtBACEDIAJBADYCHCACIAE2\
AhQgAkGAETYCECACQQk2AgwMlAELIAIoAgQhACACQQA2AgQgAiAAIAEQJSIARQ0AIAJB0wA2AhwgAiABNgIUIAIgADYCDEEAIQMMkwELQckAIQMMeQsgAkEANgIcIAIgATYCFCACQcEoNgIQIAJBBzYCDCACQQA2\
AgBBACEDDJEBCyACKAIEIQBBACEDIAJBADYCBCACIAAgARAlIgBFDQAgAkHSADYCHCACIAE2AhQgAiAANgIMDJABC0HIACEDDHYLIAJBADYCACAFIQELIAJBgBI7ASogAUEBaiEBQQAhAAJAIAIoAjgiA0UNACAD\
KAIwIgNFDQAgAiADEQAAIQALIAANAQtBxwAhAwxzCyAAQRVGBEAgAkHRADYCHCACIAE2AhQgAkHjFzYCECACQRU2AgxBACEDDIwBC0EAIQMgAkEANgIcIAIgATYCFCACQbkNNgIQIAJBGjYCDAyLAQtBACEDIAJB\
ADYCHCACIAE2AhQgAkGgGTYCECACQR42AgwMigELIAEtAABBOkYEQCACKAIEIQBBACEDIAJBADYCBCACIAAgARApIgBFDQEgAkHDADYCHCACIAA2AgwgAiABQQFqNgIUDIoBC0EAIQMgAkEANgIcIAIgATYCFCAC\
QbERNgIQIAJBCjYCDAyJAQsgAUEBaiEBQTshAwxvCyACQcMANgIcIAIgADYCDCACIAFBAWo2AhQMhwELQQAhAyACQQA2AhwgAiABNgIUIAJB8A42AhAgAkEcNgIMDIYBCyACIAIvATBBEHI7ATAMZgsCQCACLwEw\
IgBBCHFFDQAgAi0AKEEBRw0AIAItAC1BCHFFDQMLIAIgAEH3+wNxQYAEcjsBMAwECyABIARHBEACQANAIAEtAABBMGsiAEH/AXFBCk8EQEE1IQMMbgsgAikDICIKQpmz5syZs+bMGVYNASACIApCCn4iCjcDICAK\
IACtQv8BgyILQn+FVg0BIAIgCiALfDcDICAEIAFBAWoiAUcNAAtBOSEDDIUBCyACKAIEIQBBACEDIAJBADYCBCACIAAgAUEBaiIBECoiAA0MDHcLQTkhAwyDAQsgAi0AMEEgcQ0GQcUBIQMMaQtBACEDIAJBADYC\
BCACIAEgARAqIgBFDQQgAkE6NgIcIAIgADYCDCACIAFBAWo2AhQMgQELIAItAChBAUcNACACLQAtQQhxRQ0BC0E3IQMMZgsgAigCBCEAQQAhAyACQQA2AgQgAiAAIAEQKiIABEAgAkE7NgIcIAIgADYCDCACIAFB\
AWo2AhQMfwsgAUEBaiEBDG4LIAJBCDoALAwECyABQQFqIQEMbQtBACEDIAJBADYCHCACIAE2AhQgAkHkEjYCECACQQQ2AgwMewsgAigCBCEAQQAhAyACQQA2AgQgAiAAIAEQKiIARQ1sIAJBNzYCHCACIAE2AhQg\
AiAANgIMDHoLIAIgAi8BMEEgcjsBMAtBMCEDDF8LIAJBNjYCHCACIAE2AhQgAiAANgIMDHcLIABBLEcNASABQQFqIQBBASEBAkACQAJAAkACQCACLQAsQQVrDgQDAQIEAAsgACEBDAQLQQIhAQwBC0EEIQELIAJB\
AToALCACIAIvATAgAXI7ATAgACEBDAELIAIgAi8BMEEIcjsBMCAAIQELQTkhAwxcCyACQQA6ACwLQTQhAwxaCyABIARGBEBBLSEDDHMLAkACQANAAkAgAS0AAEEKaw4EAgAAAwALIAQgAUEBaiIBRw0AC0EtIQMM\
dAsgAigCBCEAQQAhAyACQQA2AgQgAiAAIAEQKiIARQ0CIAJBLDYCHCACIAE2AhQgAiAANgIMDHMLIAIoAgQhAEEAIQMgAkEANgIEIAIgACABECoiAEUEQCABQQFqIQEMAgsgAkEsNgIcIAIgADYCDCACIAFBAWo2\
AhQMcgsgAS0AAEENRgRAIAIoAgQhAEEAIQMgAkEANgIEIAIgACABECoiAEUEQCABQQFqIQEMAgsgAkEsNgIcIAIgADYCDCACIAFBAWo2AhQMcgsgAi0ALUEBcQRAQcQBIQMMWQsgAigCBCEAQQAhAyACQQA2AgQg\
AiAAIAEQKiIADQEMZQtBLyEDDFcLIAJBLjYCHCACIAE2AhQgAiAANgIMDG8LQQAhAyACQQA2AhwgAiABNgIUIAJB8BQ2AhAgAkEDNgIMDG4LQQEhAwJAAkACQAJAIAItACxBBWsOBAMBAgAECyACIAIvATBBCHI7\
ATAMAwtBAiEDDAELQQQhAwsgAkEBOgAsIAIgAi8BMCADcjsBMAtBKiEDDFMLQQAhAyACQQA2AhwgAiABNgIUIAJB4Q82AhAgAkEKNgIMDGsLQQEhAwJAAkACQAJAAkACQCACLQAsQQJrDgcFBAQDAQIABAsgAiAC\
LwEwQQhyOwEwDAMLQQIhAwwBC0EEIQMLIAJBAToALCACIAIvATAgA3I7ATALQSshAwxSC0EAIQMgAkEANgIcIAIgATYCFCACQasSNgIQIAJBCzYCDAxqC0EAIQMgAkEANgIcIAIgATYCFCACQf0NNgIQIAJBHTYC\
DAxpCyABIARHBEADQCABLQAAQSBHDUggBCABQQFqIgFHDQALQSUhAwxpC0ElIQMMaAsgAi0ALUEBcQRAQcMBIQMMTwsgAigCBCEAQQAhAyACQQA2AgQgAiAAIAEQKSIABEAgAkEmNgIcIAIgADYCDCACIAFBAWo2\
AhQMaAsgAUEBaiEBDFwLIAFBAWohASACLwEwIgBBgAFxBEBBACEAAkAgAigCOCIDRQ0AIAMoAlQiA0UNACACIAMRAAAhAAsgAEUNBiAAQRVHDR8gAkEFNgIcIAIgATYCFCACQfkXNgIQIAJBFTYCDEEAIQMMZwsC\
QCAAQaAEcUGgBEcNACACLQAtQQJxDQBBACEDIAJBADYCHCACIAE2AhQgAkGWEzYCECACQQQ2AgwMZwsgAgJ/IAIvATBBFHFBFEYEQEEBIAItAChBAUYNARogAi8BMkHlAEYMAQsgAi0AKUEFRgs6AC5BACEAAkAg\
AigCOCIDRQ0AIAMoAiQiA0UNACACIAMRAAAhAAsCQAJAAkACQAJAIAAOFgIBAAQEBAQEBAQEBAQEBAQEBAQEBAMECyACQQE6AC4LIAIgAi8BMEHAAHI7ATALQSchAwxPCyACQSM2AhwgAiABNgIUIAJBpRY2AhAg\
AkEVNgIMQQAhAwxnC0EAIQMgAkEANgIcIAIgATYCFCACQdULNgIQIAJBETYCDAxmC0EAIQACQCACKAI4IgNFDQAgAygCLCIDRQ0AIAIgAxEAACEACyAADQELQQ4hAwxLCyAAQRVGBEAgAkECNgIcIAIgATYCFCAC\
QbAYNgIQIAJBFTYCDEEAIQMMZAtBACEDIAJBADYCHCACIAE2AhQgAkGnDjYCECACQRI2AgwMYwtBACEDIAJBADYCHCACIAE2AhQgAkGqHDYCECACQQ82AgwMYgsgAigCBCEAQQAhAyACQQA2AgQgAiAAIAEgCqdq\
IgEQKyIARQ0AIAJBBTYCHCACIAE2AhQgAiAANgIMDGELQQ8hAwxHC0EAIQMgAkEANgIcIAIgATYCFCACQc0TNgIQIAJBDDYCDAxfC0IBIQoLIAFBAWohAQJAIAIpAyAiC0L//////////w9YBEAgAiALQgSGIAqE\
NwMgDAELQQAhAyACQQA2AhwgAiABNgIUIAJBrQk2AhAgAkEMNgIMDF4LQSQhAwxEC0EAIQMgAkEANgIcIAIgATYCFCACQc0TNgIQIAJBDDYCDAxcCyACKAIEIQBBACEDIAJBADYCBCACIAAgARAsIgBFBEAgAUEB\
aiEBDFILIAJBFzYCHCACIAA2AgwgAiABQQFqNgIUDFsLIAIoAgQhAEEAIQMgAkEANgIEAkAgAiAAIAEQLCIARQRAIAFBAWohAQwBCyACQRY2AhwgAiAANgIMIAIgAUEBajYCFAxbC0EfIQMMQQtBACEDIAJBADYC\
HCACIAE2AhQgAkGaDzYCECACQSI2AgwMWQsgAigCBCEAQQAhAyACQQA2AgQgAiAAIAEQLSIARQRAIAFBAWohAQxQCyACQRQ2AhwgAiAANgIMIAIgAUEBajYCFAxYCyACKAIEIQBBACEDIAJBADYCBAJAIAIgACAB\
EC0iAEUEQCABQQFqIQEMAQsgAkETNgIcIAIgADYCDCACIAFBAWo2AhQMWAtBHiEDDD4LQQAhAyACQQA2AhwgAiABNgIUIAJBxgw2AhAgAkEjNgIMDFYLIAIoAgQhAEEAIQMgAkEANgIEIAIgACABEC0iAEUEQCAB\
QQFqIQEMTgsgAkERNgIcIAIgADYCDCACIAFBAWo2AhQMVQsgAkEQNgIcIAIgATYCFCACIAA2AgwMVAtBACEDIAJBADYCHCACIAE2AhQgAkHGDDYCECACQSM2AgwMUwtBACEDIAJBADYCHCACIAE2AhQgAkHAFTYC\
ECACQQI2AgwMUgsgAigCBCEAQQAhAyACQQA2AgQCQCACIAAgARAtIgBFBEAgAUEBaiEBDAELIAJBDjYCHCACIAA2AgwgAiABQQFqNgIUDFILQRshAww4C0EAIQMgAkEANgIcIAIgATYCFCACQcYMNgIQIAJBIzYC\
DAxQCyACKAIEIQBBACEDIAJBADYCBAJAIAIgACABECwiAEUEQCABQQFqIQEMAQsgAkENNgIcIAIgADYCDCACIAFBAWo2AhQMUAtBGiEDDDYLQQAhAyACQQA2AhwgAiABNgIUIAJBmg82AhAgAkEiNgIMDE4LIAIo\
AgQhAEEAIQMgAkEANgIEAkAgAiAAIAEQLCIARQRAIAFBAWohAQwBCyACQQw2AhwgAiAANgIMIAIgAUEBajYCFAxOC0EZIQMMNAtBACEDIAJBADYCHCACIAE2AhQgAkGaDzYCECACQSI2AgwMTAsgAEEVRwRAQQAh\
AyACQQA2AhwgAiABNgIUIAJBgww2AhAgAkETNgIMDEwLIAJBCjYCHCACIAE2AhQgAkHkFjYCECACQRU2AgxBACEDDEsLIAIoAgQhAEEAIQMgAkEANgIEIAIgACABIAqnaiIBECsiAARAIAJBBzYCHCACIAE2AhQg\
AiAANgIMDEsLQRMhAwwxCyAAQRVHBEBBACEDIAJBADYCHCACIAE2AhQgAkHaDTYCECACQRQ2AgwMSgsgAkEeNgIcIAIgATYCFCACQfkXNgIQIAJBFTYCDEEAIQMMSQtBACEAAkAgAigCOCIDRQ0AIAMoAiwiA0UN\
ACACIAMRAAAhAAsgAEUNQSAAQRVGBEAgAkEDNgIcIAIgATYCFCACQbAYNgIQIAJBFTYCDEEAIQMMSQtBACEDIAJBADYCHCACIAE2AhQgAkGnDjYCECACQRI2AgwMSAtBACEDIAJBADYCHCACIAE2AhQgAkHaDTYC\
ECACQRQ2AgwMRwtBACEDIAJBADYCHCACIAE2AhQgAkGnDjYCECACQRI2AgwMRgsgAkEAOgAvIAItAC1BBHFFDT8LIAJBADoALyACQQE6ADRBACEDDCsLQQAhAyACQQA2AhwgAkHkETYCECACQQc2AgwgAiABQQFq\
NgIUDEMLAkADQAJAIAEtAABBCmsOBAACAgACCyAEIAFBAWoiAUcNAAtB3QEhAwxDCwJAAkAgAi0ANEEBRw0AQQAhAAJAIAIoAjgiA0UNACADKAJYIgNFDQAgAiADEQAAIQALIABFDQAgAEEVRw0BIAJB3AE2Ahwg\
AiABNgIUIAJB1RY2AhAgAkEVNgIMQQAhAwxEC0HBASEDDCoLIAJBADYCHCACIAE2AhQgAkHpCzYCECACQR82AgxBACEDDEILAkACQCACLQAoQQFrDgIEAQALQcABIQMMKQtBuQEhAwwoCyACQQI6AC9BACEAAkAg\
AigCOCIDRQ0AIAMoAgAiA0UNACACIAMRAAAhAAsgAEUEQEHCASEDDCgLIABBFUcEQCACQQA2AhwgAiABNgIUIAJBpAw2AhAgAkEQNgIMQQAhAwxBCyACQdsBNgIcIAIgATYCFCACQfoWNgIQIAJBFTYCDEEAIQMM\
QAsgASAERgRAQdoBIQMMQAsgAS0AAEHIAEYNASACQQE6ACgLQawBIQMMJQtBvwEhAwwkCyABIARHBEAgAkEQNgIIIAIgATYCBEG+ASEDDCQLQdkBIQMMPAsgASAERgRAQdgBIQMMPAsgAS0AAEHIAEcNBCABQQFq\
IQFBvQEhAwwiCyABIARGBEBB1wEhAww7CwJAAkAgAS0AAEHFAGsOEAAFBQUFBQUFBQUFBQUFBQEFCyABQQFqIQFBuwEhAwwiCyABQQFqIQFBvAEhAwwhC0HWASEDIAEgBEYNOSACKAIAIgAgBCABa2ohBSABIABr\
QQJqIQYCQANAIAEtAAAgAEGD0ABqLQAARw0DIABBAkYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAw6CyACKAIEIQAgAkIANwMAIAIgACAGQQFqIgEQJyIARQRAQcYBIQMMIQsgAkHVATYCHCACIAE2AhQg\
AiAANgIMQQAhAww5C0HUASEDIAEgBEYNOCACKAIAIgAgBCABa2ohBSABIABrQQFqIQYCQANAIAEtAAAgAEGB0ABqLQAARw0CIABBAUYNASAAQQFqIQAgBCABQQFqIgFHDQALIAIgBTYCAAw5CyACQYEEOwEoIAIo\
AgQhACACQgA3AwAgAiAAIAZBAWoiARAnIgANAwwCCyACQQA2AgALQQAhAyACQQA2AhwgAiABNgIUIAJB2Bs2AhAgAkEINgIMDDYLQboBIQMMHAsgAkHTATYCHCACIAE2AhQgAiAANgIMQQAhAww0C0EAIQACQCAC\
KAI4IgNFDQAgAygCOCIDRQ0AIAIgAxEAACEACyAARQ0AIABBFUYNASACQQA2AhwgAiABNgIUIAJBzA42AhAgAkEgNgIMQQAhAwwzC0HkACEDDBkLIAJB+AA2AhwgAiABNgIUIAJByhg2AhAgAkEVNgIMQQAhAwwx\
C0HSASEDIAQgASIARg0wIAQgAWsgAigCACIBaiEFIAAgAWtBBGohBgJAA0AgAC0AACABQfzPAGotAABHDQEgAUEERg0DIAFBAWohASAEIABBAWoiAEcNAAsgAiAFNgIADDELIAJBADYCHCACIAA2AhQgAkGQMzYC\
ECACQQg2AgwgAkEANgIAQQAhAwwwCyABIARHBEAgAkEONgIIIAIgATYCBEG3ASEDDBcLQdEBIQMMLwsgAkEANgIAIAZBAWohAQtBuAEhAwwUCyABIARGBEBB0AEhAwwtCyABLQAAQTBrIgBB/wFxQQpJBEAgAiAA\
OgAqIAFBAWohAUG2ASEDDBQLIAIoAgQhACACQQA2AgQgAiAAIAEQKCIARQ0UIAJBzwE2AhwgAiABNgIUIAIgADYCDEEAIQMMLAsgASAERgRAQc4BIQMMLAsCQCABLQAAQS5GBEAgAUEBaiEBDAELIAIoAgQhACAC\
QQA2AgQgAiAAIAEQKCIARQ0VIAJBzQE2AhwgAiABNgIUIAIgADYCDEEAIQMMLAtBtQEhAwwSCyAEIAEiBUYEQEHMASEDDCsLQQAhAEEBIQFBASEGQQAhAwJAAkACQAJAAkACfwJAAkACQAJAAkACQAJAIAUtAABB\
MGsOCgoJAAECAwQFBggLC0ECDAYLQQMMBQtBBAwEC0EFDAMLQQYMAgtBBwwBC0EICyEDQQAhAUEAIQYMAgtBCSEDQQEhAEEAIQFBACEGDAELQQAhAUEBIQMLIAIgAzoAKyAFQQFqIQMCQAJAIAItAC1BEHENAAJA\
AkACQCACLQAqDgMBAAIECyAGRQ0DDAILIAANAQwCCyABRQ0BCyACKAIEIQAgAkEANgIEIAIgACADECgiAEUEQCADIQEMAwsgAkHJATYCHCACIAM2AhQgAiAANgIMQQAhAwwtCyACKAIEIQAgAkEANgIEIAIgACAD\
ECgiAEUEQCADIQEMGAsgAkHKATYCHCACIAM2AhQgAiAANgIMQQAhAwwsCyACKAIEIQAgAkEANgIEIAIgACAFECgiAEUEQCAFIQEMFgsgAkHLATYCHCACIAU2AhQgAiAANgIMDCsLQbQBIQMMEQtBACEAAkAgAigC\
OCIDRQ0AIAMoAjwiA0UNACACIAMRAAAhAAsCQCAABEAgAEEVRg0BIAJBADYCHCACIAE2AhQgAkGUDTYCECACQSE2AgxBACEDDCsLQbIBIQMMEQsgAkHIATYCHCACIAE2AhQgAkHJFzYCECACQRU2AgxBACEDDCkL\
IAJBADYCACAGQQFqIQFB9QAhAwwPCyACLQApQQVGBEBB4wAhAwwPC0HiACEDDA4LIAAhASACQQA2AgALIAJBADoALEEJIQMMDAsgAkEANgIAIAdBAWohAUHAACEDDAsLQQELOgAsIAJBADYCACAGQQFqIQELQSkh\
AwwIC0E4IQMMBwsCQCABIARHBEADQCABLQAAQYA+ai0AACIAQQFHBEAgAEECRw0DIAFBAWohAQwFCyAEIAFBAWoiAUcNAAtBPiEDDCELQT4hAwwgCwsgAkEAOgAsDAELQQshAwwEC0E6IQMMAwsgAUEBaiEBQS0h\
AwwCCyACIAE6ACwgAkEANgIAIAZBAWohAUEMIQMMAQsgAkEANgIAIAZBAWohAUEKIQMMAAsAC0EAIQMgAkEANgIcIAIgATYCFCACQc0QNgIQIAJBCTYCDAwXC0EAIQMgAkEANgIcIAIgATYCFCACQekKNgIQIAJB\
CTYCDAwWC0EAIQMgAkEANgIcIAIgATYCFCACQbcQNgIQIAJBCTYCDAwVC0EAIQMgAkEANgIcIAIgATYCFCACQZwRNgIQIAJBCTYCDAwUC0EAIQMgAkEANgIcIAIgATYCFCACQc0QNgIQIAJBCTYCDAwTC0EAIQMg\
AkEANgIcIAIgATYCFCACQekKNgIQIAJBCTYCDAwSC0EAIQMgAkEANgIcIAIgATYCFCACQbcQNgIQIAJBCTYCDAwRC0EAIQMgAkEANgIcIAIgATYCFCACQZwRNgIQIAJBCTYCDAwQC0EAIQMgAkEANgIcIAIgATYC\
FCACQZcVNgIQIAJBDzYCDAwPC0EAIQMgAkEANgIcIAIgATYCFCACQZcVNgIQIAJBDzYCDAwOC0EAIQMgAkEANgIcIAIgATYCFCACQcASNgIQIAJBCzYCDAwNC0EAIQMgAkEANgIcIAIgATYCFCACQZUJNgIQIAJB\
CzYCDAwMC0EAIQMgAkEANgIcIAIgATYCFCACQeEPNgIQIAJBCjYCDAwLC0EAIQMgAkEANgIcIAIgATYCFCACQfsPNgIQIAJBCjYCDAwKC0EAIQMgAkEANgIcIAIgATYCFCACQfEZNgIQIAJBAjYCDAwJC0EAIQMg\
AkEANgIcIAIgATYCFCACQcQUNgIQIAJBAjYCDAwIC0EAIQMgAkEANgIcIAIgATYCFCACQfIVNgIQIAJBAjYCDAwHCyACQQI2AhwgAiABNgIUIAJBnBo2AhAgAkEWNgIMQQAhAwwGC0EBIQMMBQtB1AAhAyABIARG\
DQQgCEEIaiEJIAIoAgAhBQJAAkAgASAERwRAIAVB2MIAaiEHIAQgBWogAWshACAFQX9zQQpqIgUgAWohBgNAIAEtAAAgBy0AAEcEQEECIQcMAwsgBUUEQEEAIQcgBiEBDAMLIAVBAWshBSAHQQFqIQcgBCABQQFq\
IgFHDQALIAAhBSAEIQELIAlBATYCACACIAU2AgAMAQsgAkEANgIAIAkgBzYCAAsgCSABNgIEIAgoAgwhACAIKAIIDgMBBAIACwALIAJBADYCHCACQbUaNgIQIAJBFzYCDCACIABBAWo2AhRBACEDDAILIAJBADYC\
HCACIAA2AhQgAkHKGjYCECACQQk2AgxBACEDDAELIAEgBEYEQEEiIQMMAQsgAkEJNgIIIAIgATYCBEEhIQMLIAhBEGokACADRQRAIAIoAgwhAAwBCyACIAM2AhxBACEAIAIoAgQiAUUNACACIAEgBCACKAIIEQEA\
IgFFDQAgAiAENgIUIAIgATYCDCABIQALIAALvgIBAn8gAEEAOgAAIABB3ABqIgFBAWtBADoAACAAQQA6AAIgAEEAOgABIAFBA2tBADoAACABQQJrQQA6AAAgAEEAOgADIAFBBGtBADoAAEEAIABrQQNxIgEgAGoi\
AEEANgIAQdwAIAFrQXxxIgIgAGoiAUEEa0EANgIAAkAgAkEJSQ0AIABBADYCCCAAQQA2AgQgAUEIa0EANgIAIAFBDGtBADYCACACQRlJDQAgAEEANgIYIABBADYCFCAAQQA2AhAgAEEANgIMIAFBEGtBADYCACAB\
QRRrQQA2AgAgAUEYa0EANgIAIAFBHGtBADYCACACIABBBHFBGHIiAmsiAUEgSQ0AIAAgAmohAANAIABCADcDGCAAQgA3AxAgAEIANwMIIABCADcDACAAQSBqIQAgAUEgayIBQR9LDQALCwtWAQF/AkAgACgCDA0A\
AkACQAJAAkAgAC0ALw4DAQADAgsgACgCOCIBRQ0AIAEoAiwiAUUNACAAIAERAAAiAQ0DC0EADwsACyAAQcMWNgIQQQ4hAQsgAQsaACAAKAIMRQRAIABB0Rs2AhAgAEEVNgIMCwsUACAAKAIMQRVGBEAgAEEANgIM\
CwsUACAAKAIMQRZGBEAgAEEANgIMCwsHACAAKAIMCwcAIAAoAhALCQAgACABNgIQCwcAIAAoAhQLFwAgAEEkTwRAAAsgAEECdEGgM2ooAgALFwAgAEEuTwRAAAsgAEECdEGwNGooAgALvwkBAX9B6yghAQJAAkAC\
QAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkAC\
QAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAIABB5ABrDvQDY2IAAWFhYWFhYQIDBAVhYWFhYWFhYWFhYWFhYWFhYWFhYWFh\
YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhBgcICQoLDA0OD2FhYWFhEGFhYWFhYWFhYWFhEWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFh\
YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYRITFBUWFxgZGhthYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFh\
YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhHB0eHyAhIiMkJSYnKCkqKywtLi8wMTIzNDU2YTc4OTphYWFhYWFhYTthYWE8YWFhYT0+P2FhYWFhYWFhQGFhQWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYUJD\
REVGR0hJSktMTU5PUFFSU2FhYWFhYWFhVFVWV1hZWlthXF1hYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFeYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhX2BhC0HhJw8LQaQhDwtByywP\
C0H+MQ8LQcAkDwtBqyQPC0GNKA8LQeImDwtBgDAPC0G5Lw8LQdckDwtB7x8PC0HhHw8LQfofDwtB8iAPC0GoLw8LQa4yDwtBiDAPC0HsJw8LQYIiDwtBjh0PC0HQLg8LQcojDwtBxTIPC0HfHA8LQdIcDwtBxCAP\
C0HXIA8LQaIfDwtB7S4PC0GrMA8LQdQlDwtBzC4PC0H6Lg8LQfwrDwtB0jAPC0HxHQ8LQbsgDwtB9ysPC0GQMQ8LQdcxDwtBoi0PC0HUJw8LQeArDwtBnywPC0HrMQ8LQdUfDwtByjEPC0HeJQ8LQdQeDwtB9BwP\
C0GnMg8LQbEdDwtBoB0PC0G5MQ8LQbwwDwtBkiEPC0GzJg8LQeksDwtBrB4PC0HUKw8LQfcmDwtBgCYPC0GwIQ8LQf4eDwtBjSMPC0GJLQ8LQfciDwtBoDEPC0GuHw8LQcYlDwtB6B4PC0GTIg8LQcIvDwtBwx0P\
C0GLLA8LQeEdDwtBjS8PC0HqIQ8LQbQtDwtB0i8PC0HfMg8LQdIyDwtB8DAPC0GpIg8LQfkjDwtBmR4PC0G1LA8LQZswDwtBkjIPC0G2Kw8LQcIiDwtB+DIPC0GeJQ8LQdAiDwtBuh4PC0GBHg8LAAtB1iEhAQsg\
AQsWACAAIAAtAC1B/gFxIAFBAEdyOgAtCxkAIAAgAC0ALUH9AXEgAUEAR0EBdHI6AC0LGQAgACAALQAtQfsBcSABQQBHQQJ0cjoALQsZACAAIAAtAC1B9wFxIAFBAEdBA3RyOgAtCz4BAn8CQCAAKAI4IgNFDQAg\
AygCBCIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABBxhE2AhBBGCEECyAECz4BAn8CQCAAKAI4IgNFDQAgAygCCCIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABB9go2AhBBGCEECyAECz4BAn8CQCAAKAI4\
IgNFDQAgAygCDCIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABB7Ro2AhBBGCEECyAECz4BAn8CQCAAKAI4IgNFDQAgAygCECIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABBlRA2AhBBGCEECyAECz4BAn8C\
QCAAKAI4IgNFDQAgAygCFCIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABBqhs2AhBBGCEECyAECz4BAn8CQCAAKAI4IgNFDQAgAygCGCIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABB7RM2AhBBGCEECyAE\
Cz4BAn8CQCAAKAI4IgNFDQAgAygCKCIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABB9gg2AhBBGCEECyAECz4BAn8CQCAAKAI4IgNFDQAgAygCHCIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABBwhk2AhBB\
GCEECyAECz4BAn8CQCAAKAI4IgNFDQAgAygCICIDRQ0AIAAgASACIAFrIAMRAQAiBEF/Rw0AIABBlBQ2AhBBGCEECyAEC1kBAn8CQCAALQAoQQFGDQAgAC8BMiIBQeQAa0HkAEkNACABQcwBRg0AIAFBsAJGDQAg\
AC8BMCIAQcAAcQ0AQQEhAiAAQYgEcUGABEYNACAAQShxRSECCyACC4wBAQJ/AkACQAJAIAAtACpFDQAgAC0AK0UNACAALwEwIgFBAnFFDQEMAgsgAC8BMCIBQQFxRQ0BC0EBIQIgAC0AKEEBRg0AIAAvATIiAEHk\
AGtB5ABJDQAgAEHMAUYNACAAQbACRg0AIAFBwABxDQBBACECIAFBiARxQYAERg0AIAFBKHFBAEchAgsgAgtzACAAQRBq/QwAAAAAAAAAAAAAAAAAAAAA/QsDACAA/QwAAAAAAAAAAAAAAAAAAAAA/QsDACAAQTBq\
/QwAAAAAAAAAAAAAAAAAAAAA/QsDACAAQSBq/QwAAAAAAAAAAAAAAAAAAAAA/QsDACAAQd0BNgIcCwYAIAAQMguaLQELfyMAQRBrIgokAEGk0AAoAgAiCUUEQEHk0wAoAgAiBUUEQEHw0wBCfzcCAEHo0wBCgICE\
gICAwAA3AgBB5NMAIApBCGpBcHFB2KrVqgVzIgU2AgBB+NMAQQA2AgBByNMAQQA2AgALQczTAEGA1AQ2AgBBnNAAQYDUBDYCAEGw0AAgBTYCAEGs0ABBfzYCAEHQ0wBBgKwDNgIAA0AgAUHI0ABqIAFBvNAAaiIC\
NgIAIAIgAUG00ABqIgM2AgAgAUHA0ABqIAM2AgAgAUHQ0ABqIAFBxNAAaiIDNgIAIAMgAjYCACABQdjQAGogAUHM0ABqIgI2AgAgAiADNgIAIAFB1NAAaiACNgIAIAFBIGoiAUGAAkcNAAtBjNQEQcGrAzYCAEGo\
0ABB9NMAKAIANgIAQZjQAEHAqwM2AgBBpNAAQYjUBDYCAEHM/wdBODYCAEGI1AQhCQsCQAJAAkACQAJAAkACQAJAAkACQAJAAkACQAJAAkACQCAAQewBTQRAQYzQACgCACIGQRAgAEETakFwcSAAQQtJGyIEQQN2\
IgB2IgFBA3EEQAJAIAFBAXEgAHJBAXMiAkEDdCIAQbTQAGoiASAAQbzQAGooAgAiACgCCCIDRgRAQYzQACAGQX4gAndxNgIADAELIAEgAzYCCCADIAE2AgwLIABBCGohASAAIAJBA3QiAkEDcjYCBCAAIAJqIgAg\
ACgCBEEBcjYCBAwRC0GU0AAoAgAiCCAETw0BIAEEQAJAQQIgAHQiAkEAIAJrciABIAB0cWgiAEEDdCICQbTQAGoiASACQbzQAGooAgAiAigCCCIDRgRAQYzQACAGQX4gAHdxIgY2AgAMAQsgASADNgIIIAMgATYC\
DAsgAiAEQQNyNgIEIABBA3QiACAEayEFIAAgAmogBTYCACACIARqIgQgBUEBcjYCBCAIBEAgCEF4cUG00ABqIQBBoNAAKAIAIQMCf0EBIAhBA3Z0IgEgBnFFBEBBjNAAIAEgBnI2AgAgAAwBCyAAKAIICyIBIAM2\
AgwgACADNgIIIAMgADYCDCADIAE2AggLIAJBCGohAUGg0AAgBDYCAEGU0AAgBTYCAAwRC0GQ0AAoAgAiC0UNASALaEECdEG80gBqKAIAIgAoAgRBeHEgBGshBSAAIQIDQAJAIAIoAhAiAUUEQCACQRRqKAIAIgFF\
DQELIAEoAgRBeHEgBGsiAyAFSSECIAMgBSACGyEFIAEgACACGyEAIAEhAgwBCwsgACgCGCEJIAAoAgwiAyAARwRAQZzQACgCABogAyAAKAIIIgE2AgggASADNgIMDBALIABBFGoiAigCACIBRQRAIAAoAhAiAUUN\
AyAAQRBqIQILA0AgAiEHIAEiA0EUaiICKAIAIgENACADQRBqIQIgAygCECIBDQALIAdBADYCAAwPC0F/IQQgAEG/f0sNACAAQRNqIgFBcHEhBEGQ0AAoAgAiCEUNAEEAIARrIQUCQAJAAkACf0EAIARBgAJJDQAa\
QR8gBEH///8HSw0AGiAEQSYgAUEIdmciAGt2QQFxIABBAXRrQT5qCyIGQQJ0QbzSAGooAgAiAkUEQEEAIQFBACEDDAELQQAhASAEQRkgBkEBdmtBACAGQR9HG3QhAEEAIQMDQAJAIAIoAgRBeHEgBGsiByAFTw0A\
IAIhAyAHIgUNAEEAIQUgAiEBDAMLIAEgAkEUaigCACIHIAcgAiAAQR12QQRxakEQaigCACICRhsgASAHGyEBIABBAXQhACACDQALCyABIANyRQRAQQAhA0ECIAZ0IgBBACAAa3IgCHEiAEUNAyAAaEECdEG80gBq\
KAIAIQELIAFFDQELA0AgASgCBEF4cSAEayICIAVJIQAgAiAFIAAbIQUgASADIAAbIQMgASgCECIABH8gAAUgAUEUaigCAAsiAQ0ACwsgA0UNACAFQZTQACgCACAEa08NACADKAIYIQcgAyADKAIMIgBHBEBBnNAA\
KAIAGiAAIAMoAggiATYCCCABIAA2AgwMDgsgA0EUaiICKAIAIgFFBEAgAygCECIBRQ0DIANBEGohAgsDQCACIQYgASIAQRRqIgIoAgAiAQ0AIABBEGohAiAAKAIQIgENAAsgBkEANgIADA0LQZTQACgCACIDIARP\
BEBBoNAAKAIAIQECQCADIARrIgJBEE8EQCABIARqIgAgAkEBcjYCBCABIANqIAI2AgAgASAEQQNyNgIEDAELIAEgA0EDcjYCBCABIANqIgAgACgCBEEBcjYCBEEAIQBBACECC0GU0AAgAjYCAEGg0AAgADYCACAB\
QQhqIQEMDwtBmNAAKAIAIgMgBEsEQCAEIAlqIgAgAyAEayIBQQFyNgIEQaTQACAANgIAQZjQACABNgIAIAkgBEEDcjYCBCAJQQhqIQEMDwtBACEBIAQCf0Hk0wAoAgAEQEHs0wAoAgAMAQtB8NMAQn83AgBB6NMA\
QoCAhICAgMAANwIAQeTTACAKQQxqQXBxQdiq1aoFczYCAEH40wBBADYCAEHI0wBBADYCAEGAgAQLIgAgBEHHAGoiBWoiBkEAIABrIgdxIgJPBEBB/NMAQTA2AgAMDwsCQEHE0wAoAgAiAUUNAEG80wAoAgAiCCAC\
aiEAIAAgAU0gACAIS3ENAEEAIQFB/NMAQTA2AgAMDwtByNMALQAAQQRxDQQCQAJAIAkEQEHM0wAhAQNAIAEoAgAiACAJTQRAIAAgASgCBGogCUsNAwsgASgCCCIBDQALC0EAEDMiAEF/Rg0FIAIhBkHo0wAoAgAi\
AUEBayIDIABxBEAgAiAAayAAIANqQQAgAWtxaiEGCyAEIAZPDQUgBkH+////B0sNBUHE0wAoAgAiAwRAQbzTACgCACIHIAZqIQEgASAHTQ0GIAEgA0sNBgsgBhAzIgEgAEcNAQwHCyAGIANrIAdxIgZB/v///wdL\
DQQgBhAzIQAgACABKAIAIAEoAgRqRg0DIAAhAQsCQCAGIARByABqTw0AIAFBf0YNAEHs0wAoAgAiACAFIAZrakEAIABrcSIAQf7///8HSwRAIAEhAAwHCyAAEDNBf0cEQCAAIAZqIQYgASEADAcLQQAgBmsQMxoM\
BAsgASIAQX9HDQUMAwtBACEDDAwLQQAhAAwKCyAAQX9HDQILQcjTAEHI0wAoAgBBBHI2AgALIAJB/v///wdLDQEgAhAzIQBBABAzIQEgAEF/Rg0BIAFBf0YNASAAIAFPDQEgASAAayIGIARBOGpNDQELQbzTAEG8\
0wAoAgAgBmoiATYCAEHA0wAoAgAgAUkEQEHA0wAgATYCAAsCQAJAAkBBpNAAKAIAIgIEQEHM0wAhAQNAIAAgASgCACIDIAEoAgQiBWpGDQIgASgCCCIBDQALDAILQZzQACgCACIBQQBHIAAgAU9xRQRAQZzQACAA\
NgIAC0EAIQFB0NMAIAY2AgBBzNMAIAA2AgBBrNAAQX82AgBBsNAAQeTTACgCADYCAEHY0wBBADYCAANAIAFByNAAaiABQbzQAGoiAjYCACACIAFBtNAAaiIDNgIAIAFBwNAAaiADNgIAIAFB0NAAaiABQcTQAGoi\
AzYCACADIAI2AgAgAUHY0ABqIAFBzNAAaiICNgIAIAIgAzYCACABQdTQAGogAjYCACABQSBqIgFBgAJHDQALQXggAGtBD3EiASAAaiICIAZBOGsiAyABayIBQQFyNgIEQajQAEH00wAoAgA2AgBBmNAAIAE2AgBB\
pNAAIAI2AgAgACADakE4NgIEDAILIAAgAk0NACACIANJDQAgASgCDEEIcQ0AQXggAmtBD3EiACACaiIDQZjQACgCACAGaiIHIABrIgBBAXI2AgQgASAFIAZqNgIEQajQAEH00wAoAgA2AgBBmNAAIAA2AgBBpNAA\
IAM2AgAgAiAHakE4NgIEDAELIABBnNAAKAIASQRAQZzQACAANgIACyAAIAZqIQNBzNMAIQECQAJAAkADQCADIAEoAgBHBEAgASgCCCIBDQEMAgsLIAEtAAxBCHFFDQELQczTACEBA0AgASgCACIDIAJNBEAgAyAB\
KAIEaiIFIAJLDQMLIAEoAgghAQwACwALIAEgADYCACABIAEoAgQgBmo2AgQgAEF4IABrQQ9xaiIJIARBA3I2AgQgA0F4IANrQQ9xaiIGIAQgCWoiBGshASACIAZGBEBBpNAAIAQ2AgBBmNAAQZjQACgCACABaiIA\
NgIAIAQgAEEBcjYCBAwIC0Gg0AAoAgAgBkYEQEGg0AAgBDYCAEGU0ABBlNAAKAIAIAFqIgA2AgAgBCAAQQFyNgIEIAAgBGogADYCAAwICyAGKAIEIgVBA3FBAUcNBiAFQXhxIQggBUH/AU0EQCAFQQN2IQMgBigC\
CCIAIAYoAgwiAkYEQEGM0ABBjNAAKAIAQX4gA3dxNgIADAcLIAIgADYCCCAAIAI2AgwMBgsgBigCGCEHIAYgBigCDCIARwRAIAAgBigCCCICNgIIIAIgADYCDAwFCyAGQRRqIgIoAgAiBUUEQCAGKAIQIgVFDQQg\
BkEQaiECCwNAIAIhAyAFIgBBFGoiAigCACIFDQAgAEEQaiECIAAoAhAiBQ0ACyADQQA2AgAMBAtBeCAAa0EPcSIBIABqIgcgBkE4ayIDIAFrIgFBAXI2AgQgACADakE4NgIEIAIgBUE3IAVrQQ9xakE/ayIDIAMg\
AkEQakkbIgNBIzYCBEGo0ABB9NMAKAIANgIAQZjQACABNgIAQaTQACAHNgIAIANBEGpB1NMAKQIANwIAIANBzNMAKQIANwIIQdTTACADQQhqNgIAQdDTACAGNgIAQczTACAANgIAQdjTAEEANgIAIANBJGohAQNA\
IAFBBzYCACAFIAFBBGoiAUsNAAsgAiADRg0AIAMgAygCBEF+cTYCBCADIAMgAmsiBTYCACACIAVBAXI2AgQgBUH/AU0EQCAFQXhxQbTQAGohAAJ/QYzQACgCACIBQQEgBUEDdnQiA3FFBEBBjNAAIAEgA3I2AgAg\
AAwBCyAAKAIICyIBIAI2AgwgACACNgIIIAIgADYCDCACIAE2AggMAQtBHyEBIAVB////B00EQCAFQSYgBUEIdmciAGt2QQFxIABBAXRrQT5qIQELIAIgATYCHCACQgA3AhAgAUECdEG80gBqIQBBkNAAKAIAIgNB\
ASABdCIGcUUEQCAAIAI2AgBBkNAAIAMgBnI2AgAgAiAANgIYIAIgAjYCCCACIAI2AgwMAQsgBUEZIAFBAXZrQQAgAUEfRxt0IQEgACgCACEDAkADQCADIgAoAgRBeHEgBUYNASABQR12IQMgAUEBdCEBIAAgA0EE\
cWpBEGoiBigCACIDDQALIAYgAjYCACACIAA2AhggAiACNgIMIAIgAjYCCAwBCyAAKAIIIgEgAjYCDCAAIAI2AgggAkEANgIYIAIgADYCDCACIAE2AggLQZjQACgCACIBIARNDQBBpNAAKAIAIgAgBGoiAiABIARr\
IgFBAXI2AgRBmNAAIAE2AgBBpNAAIAI2AgAgACAEQQNyNgIEIABBCGohAQwIC0EAIQFB/NMAQTA2AgAMBwtBACEACyAHRQ0AAkAgBigCHCICQQJ0QbzSAGoiAygCACAGRgRAIAMgADYCACAADQFBkNAAQZDQACgC\
AEF+IAJ3cTYCAAwCCyAHQRBBFCAHKAIQIAZGG2ogADYCACAARQ0BCyAAIAc2AhggBigCECICBEAgACACNgIQIAIgADYCGAsgBkEUaigCACICRQ0AIABBFGogAjYCACACIAA2AhgLIAEgCGohASAGIAhqIgYoAgQh\
BQsgBiAFQX5xNgIEIAEgBGogATYCACAEIAFBAXI2AgQgAUH/AU0EQCABQXhxQbTQAGohAAJ/QYzQACgCACICQQEgAUEDdnQiAXFFBEBBjNAAIAEgAnI2AgAgAAwBCyAAKAIICyIBIAQ2AgwgACAENgIIIAQgADYC\
DCAEIAE2AggMAQtBHyEFIAFB////B00EQCABQSYgAUEIdmciAGt2QQFxIABBAXRrQT5qIQULIAQgBTYCHCAEQgA3AhAgBUECdEG80gBqIQBBkNAAKAIAIgJBASAFdCIDcUUEQCAAIAQ2AgBBkNAAIAIgA3I2AgAg\
BCAANgIYIAQgBDYCCCAEIAQ2AgwMAQsgAUEZIAVBAXZrQQAgBUEfRxt0IQUgACgCACEAAkADQCAAIgIoAgRBeHEgAUYNASAFQR12IQAgBUEBdCEFIAIgAEEEcWpBEGoiAygCACIADQALIAMgBDYCACAEIAI2Ahgg\
BCAENgIMIAQgBDYCCAwBCyACKAIIIgAgBDYCDCACIAQ2AgggBEEANgIYIAQgAjYCDCAEIAA2AggLIAlBCGohAQwCCwJAIAdFDQACQCADKAIcIgFBAnRBvNIAaiICKAIAIANGBEAgAiAANgIAIAANAUGQ0AAgCEF+\
IAF3cSIINgIADAILIAdBEEEUIAcoAhAgA0YbaiAANgIAIABFDQELIAAgBzYCGCADKAIQIgEEQCAAIAE2AhAgASAANgIYCyADQRRqKAIAIgFFDQAgAEEUaiABNgIAIAEgADYCGAsCQCAFQQ9NBEAgAyAEIAVqIgBB\
A3I2AgQgACADaiIAIAAoAgRBAXI2AgQMAQsgAyAEaiICIAVBAXI2AgQgAyAEQQNyNgIEIAIgBWogBTYCACAFQf8BTQRAIAVBeHFBtNAAaiEAAn9BjNAAKAIAIgFBASAFQQN2dCIFcUUEQEGM0AAgASAFcjYCACAA\
DAELIAAoAggLIgEgAjYCDCAAIAI2AgggAiAANgIMIAIgATYCCAwBC0EfIQEgBUH///8HTQRAIAVBJiAFQQh2ZyIAa3ZBAXEgAEEBdGtBPmohAQsgAiABNgIcIAJCADcCECABQQJ0QbzSAGohAEEBIAF0IgQgCHFF\
BEAgACACNgIAQZDQACAEIAhyNgIAIAIgADYCGCACIAI2AgggAiACNgIMDAELIAVBGSABQQF2a0EAIAFBH0cbdCEBIAAoAgAhBAJAA0AgBCIAKAIEQXhxIAVGDQEgAUEddiEEIAFBAXQhASAAIARBBHFqQRBqIgYo\
AgAiBA0ACyAGIAI2AgAgAiAANgIYIAIgAjYCDCACIAI2AggMAQsgACgCCCIBIAI2AgwgACACNgIIIAJBADYCGCACIAA2AgwgAiABNgIICyADQQhqIQEMAQsCQCAJRQ0AAkAgACgCHCIBQQJ0QbzSAGoiAigCACAA\
RgRAIAIgAzYCACADDQFBkNAAIAtBfiABd3E2AgAMAgsgCUEQQRQgCSgCECAARhtqIAM2AgAgA0UNAQsgAyAJNgIYIAAoAhAiAQRAIAMgATYCECABIAM2AhgLIABBFGooAgAiAUUNACADQRRqIAE2AgAgASADNgIY\
CwJAIAVBD00EQCAAIAQgBWoiAUEDcjYCBCAAIAFqIgEgASgCBEEBcjYCBAwBCyAAIARqIgcgBUEBcjYCBCAAIARBA3I2AgQgBSAHaiAFNgIAIAgEQCAIQXhxQbTQAGohAUGg0AAoAgAhAwJ/QQEgCEEDdnQiAiAG\
cUUEQEGM0AAgAiAGcjYCACABDAELIAEoAggLIgIgAzYCDCABIAM2AgggAyABNgIMIAMgAjYCCAtBoNAAIAc2AgBBlNAAIAU2AgALIABBCGohAQsgCkEQaiQAIAELQwAgAEUEQD8AQRB0DwsCQCAAQf//A3ENACAA\
QQBIDQAgAEEQdkAAIgBBf0YEQEH80wBBMDYCAEF/DwsgAEEQdA8LAAsL3D8iAEGACAsJAQAAAAIAAAADAEGUCAsFBAAAAAUAQaQICwkGAAAABwAAAAgAQdwIC4otSW52YWxpZCBjaGFyIGluIHVybCBxdWVyeQBT\
cGFuIGNhbGxiYWNrIGVycm9yIGluIG9uX2JvZHkAQ29udGVudC1MZW5ndGggb3ZlcmZsb3cAQ2h1bmsgc2l6ZSBvdmVyZmxvdwBSZXNwb25zZSBvdmVyZmxvdwBJbnZhbGlkIG1ldGhvZCBmb3IgSFRUUC94Lngg\
cmVxdWVzdABJbnZhbGlkIG1ldGhvZCBmb3IgUlRTUC94LnggcmVxdWVzdABFeHBlY3RlZCBTT1VSQ0UgbWV0aG9kIGZvciBJQ0UveC54IHJlcXVlc3QASW52YWxpZCBjaGFyIGluIHVybCBmcmFnbWVudCBzdGFy\
dABFeHBlY3RlZCBkb3QAU3BhbiBjYWxsYmFjayBlcnJvciBpbiBvbl9zdGF0dXMASW52YWxpZCByZXNwb25zZSBzdGF0dXMASW52YWxpZCBjaGFyYWN0ZXIgaW4gY2h1bmsgZXh0ZW5zaW9ucwBVc2VyIGNhbGxi\
YWNrIGVycm9yAGBvbl9yZXNldGAgY2FsbGJhY2sgZXJyb3IAYG9uX2NodW5rX2hlYWRlcmAgY2FsbGJhY2sgZXJyb3IAYG9uX21lc3NhZ2VfYmVnaW5gIGNhbGxiYWNrIGVycm9yAGBvbl9jaHVua19leHRlbnNp\
b25fdmFsdWVgIGNhbGxiYWNrIGVycm9yAGBvbl9zdGF0dXNfY29tcGxldGVgIGNhbGxiYWNrIGVycm9yAGBvbl92ZXJzaW9uX2NvbXBsZXRlYCBjYWxsYmFjayBlcnJvcgBgb25fdXJsX2NvbXBsZXRlYCBjYWxs\
YmFjayBlcnJvcgBgb25fY2h1bmtfY29tcGxldGVgIGNhbGxiYWNrIGVycm9yAGBvbl9oZWFkZXJfdmFsdWVfY29tcGxldGVgIGNhbGxiYWNrIGVycm9yAGBvbl9tZXNzYWdlX2NvbXBsZXRlYCBjYWxsYmFjayBl\
cnJvcgBgb25fbWV0aG9kX2NvbXBsZXRlYCBjYWxsYmFjayBlcnJvcgBgb25faGVhZGVyX2ZpZWxkX2NvbXBsZXRlYCBjYWxsYmFjayBlcnJvcgBgb25fY2h1bmtfZXh0ZW5zaW9uX25hbWVgIGNhbGxiYWNrIGVy\
cm9yAFVuZXhwZWN0ZWQgY2hhciBpbiB1cmwgc2VydmVyAEludmFsaWQgaGVhZGVyIHZhbHVlIGNoYXIASW52YWxpZCBoZWFkZXIgZmllbGQgY2hhcgBTcGFuIGNhbGxiYWNrIGVycm9yIGluIG9uX3ZlcnNpb24A\
SW52YWxpZCBtaW5vciB2ZXJzaW9uAEludmFsaWQgbWFqb3IgdmVyc2lvbgBFeHBlY3RlZCBzcGFjZSBhZnRlciB2ZXJzaW9uAEV4cGVjdGVkIENSTEYgYWZ0ZXIgdmVyc2lvbgBJbnZhbGlkIEhUVFAgdmVyc2lv\
bgBJbnZhbGlkIGhlYWRlciB0b2tlbgBTcGFuIGNhbGxiYWNrIGVycm9yIGluIG9uX3VybABJbnZhbGlkIGNoYXJhY3RlcnMgaW4gdXJsAFVuZXhwZWN0ZWQgc3RhcnQgY2hhciBpbiB1cmwARG91YmxlIEAgaW4g\
dXJsAEVtcHR5IENvbnRlbnQtTGVuZ3RoAEludmFsaWQgY2hhcmFjdGVyIGluIENvbnRlbnQtTGVuZ3RoAER1cGxpY2F0ZSBDb250ZW50LUxlbmd0aABJbnZhbGlkIGNoYXIgaW4gdXJsIHBhdGgAQ29udGVudC1M\
ZW5ndGggY2FuJ3QgYmUgcHJlc2VudCB3aXRoIFRyYW5zZmVyLUVuY29kaW5nAEludmFsaWQgY2hhcmFjdGVyIGluIGNodW5rIHNpemUAU3BhbiBjYWxsYmFjayBlcnJvciBpbiBvbl9oZWFkZXJfdmFsdWUAU3Bh\
biBjYWxsYmFjayBlcnJvciBpbiBvbl9jaHVua19leHRlbnNpb25fdmFsdWUASW52YWxpZCBjaGFyYWN0ZXIgaW4gY2h1bmsgZXh0ZW5zaW9ucyB2YWx1ZQBNaXNzaW5nIGV4cGVjdGVkIExGIGFmdGVyIGhlYWRl\
ciB2YWx1ZQBJbnZhbGlkIGBUcmFuc2Zlci1FbmNvZGluZ2AgaGVhZGVyIHZhbHVlAEludmFsaWQgY2hhcmFjdGVyIGluIGNodW5rIGV4dGVuc2lvbnMgcXVvdGUgdmFsdWUASW52YWxpZCBjaGFyYWN0ZXIgaW4g\
Y2h1bmsgZXh0ZW5zaW9ucyBxdW90ZWQgdmFsdWUAUGF1c2VkIGJ5IG9uX2hlYWRlcnNfY29tcGxldGUASW52YWxpZCBFT0Ygc3RhdGUAb25fcmVzZXQgcGF1c2UAb25fY2h1bmtfaGVhZGVyIHBhdXNlAG9uX21l\
c3NhZ2VfYmVnaW4gcGF1c2UAb25fY2h1bmtfZXh0ZW5zaW9uX3ZhbHVlIHBhdXNlAG9uX3N0YXR1c19jb21wbGV0ZSBwYXVzZQBvbl92ZXJzaW9uX2NvbXBsZXRlIHBhdXNlAG9uX3VybF9jb21wbGV0ZSBwYXVz\
ZQBvbl9jaHVua19jb21wbGV0ZSBwYXVzZQBvbl9oZWFkZXJfdmFsdWVfY29tcGxldGUgcGF1c2UAb25fbWVzc2FnZV9jb21wbGV0ZSBwYXVzZQBvbl9tZXRob2RfY29tcGxldGUgcGF1c2UAb25faGVhZGVyX2Zp\
ZWxkX2NvbXBsZXRlIHBhdXNlAG9uX2NodW5rX2V4dGVuc2lvbl9uYW1lIHBhdXNlAFVuZXhwZWN0ZWQgc3BhY2UgYWZ0ZXIgc3RhcnQgbGluZQBTcGFuIGNhbGxiYWNrIGVycm9yIGluIG9uX2NodW5rX2V4dGVu\
c2lvbl9uYW1lAEludmFsaWQgY2hhcmFjdGVyIGluIGNodW5rIGV4dGVuc2lvbnMgbmFtZQBQYXVzZSBvbiBDT05ORUNUL1VwZ3JhZGUAUGF1c2Ugb24gUFJJL1VwZ3JhZGUARXhwZWN0ZWQgSFRUUC8yIENvbm5l\
Y3Rpb24gUHJlZmFjZQBTcGFuIGNhbGxiYWNrIGVycm9yIGluIG9uX21ldGhvZABFeHBlY3RlZCBzcGFjZSBhZnRlciBtZXRob2QAU3BhbiBjYWxsYmFjayBlcnJvciBpbiBvbl9oZWFkZXJfZmllbGQAUGF1c2Vk\
AEludmFsaWQgd29yZCBlbmNvdW50ZXJlZABJbnZhbGlkIG1ldGhvZCBlbmNvdW50ZXJlZABVbmV4cGVjdGVkIGNoYXIgaW4gdXJsIHNjaGVtYQBSZXF1ZXN0IGhhcyBpbnZhbGlkIGBUcmFuc2Zlci1FbmNvZGlu\
Z2AAU1dJVENIX1BST1hZAFVTRV9QUk9YWQBNS0FDVElWSVRZAFVOUFJPQ0VTU0FCTEVfRU5USVRZAENPUFkATU9WRURfUEVSTUFORU5UTFkAVE9PX0VBUkxZAE5PVElGWQBGQUlMRURfREVQRU5ERU5DWQBCQURf\
R0FURVdBWQBQTEFZAFBVVABDSEVDS09VVABHQVRFV0FZX1RJTUVPVVQAUkVRVUVTVF9USU1FT1VUAE5FVFdPUktfQ09OTkVDVF9USU1FT1VUAENPTk5FQ1RJT05fVElNRU9VVABMT0dJTl9USU1FT1VUAE5FVFdP\
UktfUkVBRF9USU1FT1VUAFBPU1QATUlTRElSRUNURURfUkVRVUVTVABDTElFTlRfQ0xPU0VEX1JFUVVFU1QAQ0xJRU5UX0NMT1NFRF9MT0FEX0JBTEFOQ0VEX1JFUVVFU1QAQkFEX1JFUVVFU1QASFRUUF9SRVFV\
RVNUX1NFTlRfVE9fSFRUUFNfUE9SVABSRVBPUlQASU1fQV9URUFQT1QAUkVTRVRfQ09OVEVOVABOT19DT05URU5UAFBBUlRJQUxfQ09OVEVOVABIUEVfSU5WQUxJRF9DT05TVEFOVABIUEVfQ0JfUkVTRVQAR0VU\
AEhQRV9TVFJJQ1QAQ09ORkxJQ1QAVEVNUE9SQVJZX1JFRElSRUNUAFBFUk1BTkVOVF9SRURJUkVDVABDT05ORUNUAE1VTFRJX1NUQVRVUwBIUEVfSU5WQUxJRF9TVEFUVVMAVE9PX01BTllfUkVRVUVTVFMARUFS\
TFlfSElOVFMAVU5BVkFJTEFCTEVfRk9SX0xFR0FMX1JFQVNPTlMAT1BUSU9OUwBTV0lUQ0hJTkdfUFJPVE9DT0xTAFZBUklBTlRfQUxTT19ORUdPVElBVEVTAE1VTFRJUExFX0NIT0lDRVMASU5URVJOQUxfU0VS\
VkVSX0VSUk9SAFdFQl9TRVJWRVJfVU5LTk9XTl9FUlJPUgBSQUlMR1VOX0VSUk9SAElERU5USVRZX1BST1ZJREVSX0FVVEhFTlRJQ0FUSU9OX0VSUk9SAFNTTF9DRVJUSUZJQ0FURV9FUlJPUgBJTlZBTElEX1hf\
Rk9SV0FSREVEX0ZPUgBTRVRfUEFSQU1FVEVSAEdFVF9QQVJBTUVURVIASFBFX1VTRVIAU0VFX09USEVSAEhQRV9DQl9DSFVOS19IRUFERVIATUtDQUxFTkRBUgBTRVRVUABXRUJfU0VSVkVSX0lTX0RPV04AVEVB\
UkRPV04ASFBFX0NMT1NFRF9DT05ORUNUSU9OAEhFVVJJU1RJQ19FWFBJUkFUSU9OAERJU0NPTk5FQ1RFRF9PUEVSQVRJT04ATk9OX0FVVEhPUklUQVRJVkVfSU5GT1JNQVRJT04ASFBFX0lOVkFMSURfVkVSU0lP\
TgBIUEVfQ0JfTUVTU0FHRV9CRUdJTgBTSVRFX0lTX0ZST1pFTgBIUEVfSU5WQUxJRF9IRUFERVJfVE9LRU4ASU5WQUxJRF9UT0tFTgBGT1JCSURERU4ARU5IQU5DRV9ZT1VSX0NBTE0ASFBFX0lOVkFMSURfVVJM\
AEJMT0NLRURfQllfUEFSRU5UQUxfQ09OVFJPTABNS0NPTABBQ0wASFBFX0lOVEVSTkFMAFJFUVVFU1RfSEVBREVSX0ZJRUxEU19UT09fTEFSR0VfVU5PRkZJQ0lBTABIUEVfT0sAVU5MSU5LAFVOTE9DSwBQUkkA\
UkVUUllfV0lUSABIUEVfSU5WQUxJRF9DT05URU5UX0xFTkdUSABIUEVfVU5FWFBFQ1RFRF9DT05URU5UX0xFTkdUSABGTFVTSABQUk9QUEFUQ0gATS1TRUFSQ0gAVVJJX1RPT19MT05HAFBST0NFU1NJTkcATUlT\
Q0VMTEFORU9VU19QRVJTSVNURU5UX1dBUk5JTkcATUlTQ0VMTEFORU9VU19XQVJOSU5HAEhQRV9JTlZBTElEX1RSQU5TRkVSX0VOQ09ESU5HAEV4cGVjdGVkIENSTEYASFBFX0lOVkFMSURfQ0hVTktfU0laRQBN\
T1ZFAENPTlRJTlVFAEhQRV9DQl9TVEFUVVNfQ09NUExFVEUASFBFX0NCX0hFQURFUlNfQ09NUExFVEUASFBFX0NCX1ZFUlNJT05fQ09NUExFVEUASFBFX0NCX1VSTF9DT01QTEVURQBIUEVfQ0JfQ0hVTktfQ09N\
UExFVEUASFBFX0NCX0hFQURFUl9WQUxVRV9DT01QTEVURQBIUEVfQ0JfQ0hVTktfRVhURU5TSU9OX1ZBTFVFX0NPTVBMRVRFAEhQRV9DQl9DSFVOS19FWFRFTlNJT05fTkFNRV9DT01QTEVURQBIUEVfQ0JfTUVT\
U0FHRV9DT01QTEVURQBIUEVfQ0JfTUVUSE9EX0NPTVBMRVRFAEhQRV9DQl9IRUFERVJfRklFTERfQ09NUExFVEUAREVMRVRFAEhQRV9JTlZBTElEX0VPRl9TVEFURQBJTlZBTElEX1NTTF9DRVJUSUZJQ0FURQBQ\
QVVTRQBOT19SRVNQT05TRQBVTlNVUFBPUlRFRF9NRURJQV9UWVBFAEdPTkUATk9UX0FDQ0VQVEFCTEUAU0VSVklDRV9VTkFWQUlMQUJMRQBSQU5HRV9OT1RfU0FUSVNGSUFCTEUAT1JJR0lOX0lTX1VOUkVBQ0hB\
QkxFAFJFU1BPTlNFX0lTX1NUQUxFAFBVUkdFAE1FUkdFAFJFUVVFU1RfSEVBREVSX0ZJRUxEU19UT09fTEFSR0UAUkVRVUVTVF9IRUFERVJfVE9PX0xBUkdFAFBBWUxPQURfVE9PX0xBUkdFAElOU1VGRklDSUVO\
VF9TVE9SQUdFAEhQRV9QQVVTRURfVVBHUkFERQBIUEVfUEFVU0VEX0gyX1VQR1JBREUAU09VUkNFAEFOTk9VTkNFAFRSQUNFAEhQRV9VTkVYUEVDVEVEX1NQQUNFAERFU0NSSUJFAFVOU1VCU0NSSUJFAFJFQ09S\
RABIUEVfSU5WQUxJRF9NRVRIT0QATk9UX0ZPVU5EAFBST1BGSU5EAFVOQklORABSRUJJTkQAVU5BVVRIT1JJWkVEAE1FVEhPRF9OT1RfQUxMT1dFRABIVFRQX1ZFUlNJT05fTk9UX1NVUFBPUlRFRABBTFJFQURZ\
X1JFUE9SVEVEAEFDQ0VQVEVEAE5PVF9JTVBMRU1FTlRFRABMT09QX0RFVEVDVEVEAEhQRV9DUl9FWFBFQ1RFRABIUEVfTEZfRVhQRUNURUQAQ1JFQVRFRABJTV9VU0VEAEhQRV9QQVVTRUQAVElNRU9VVF9PQ0NV\
UkVEAFBBWU1FTlRfUkVRVUlSRUQAUFJFQ09ORElUSU9OX1JFUVVJUkVEAFBST1hZX0FVVEhFTlRJQ0FUSU9OX1JFUVVJUkVEAE5FVFdPUktfQVVUSEVOVElDQVRJT05fUkVRVUlSRUQATEVOR1RIX1JFUVVJUkVE\
AFNTTF9DRVJUSUZJQ0FURV9SRVFVSVJFRABVUEdSQURFX1JFUVVJUkVEAFBBR0VfRVhQSVJFRABQUkVDT05ESVRJT05fRkFJTEVEAEVYUEVDVEFUSU9OX0ZBSUxFRABSRVZBTElEQVRJT05fRkFJTEVEAFNTTF9I\
QU5EU0hBS0VfRkFJTEVEAExPQ0tFRABUUkFOU0ZPUk1BVElPTl9BUFBMSUVEAE5PVF9NT0RJRklFRABOT1RfRVhURU5ERUQAQkFORFdJRFRIX0xJTUlUX0VYQ0VFREVEAFNJVEVfSVNfT1ZFUkxPQURFRABIRUFE\
AEV4cGVjdGVkIEhUVFAvAABeEwAAJhMAADAQAADwFwAAnRMAABUSAAA5FwAA8BIAAAoQAAB1EgAArRIAAIITAABPFAAAfxAAAKAVAAAjFAAAiRIAAIsUAABNFQAA1BEAAM8UAAAQGAAAyRYAANwWAADBEQAA4BcA\
ALsUAAB0FAAAfBUAAOUUAAAIFwAAHxAAAGUVAACjFAAAKBUAAAIVAACZFQAALBAAAIsZAABPDwAA1A4AAGoQAADOEAAAAhcAAIkOAABuEwAAHBMAAGYUAABWFwAAwRMAAM0TAABsEwAAaBcAAGYXAABfFwAAIhMA\
AM4PAABpDgAA2A4AAGMWAADLEwAAqg4AACgXAAAmFwAAxRMAAF0WAADoEQAAZxMAAGUTAADyFgAAcxMAAB0XAAD5FgAA8xEAAM8OAADOFQAADBIAALMRAAClEQAAYRAAADIXAAC7EwBB+TULAQEAQZA2C+ABAQEC\
AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\
AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEAQf03CwEBAEGROAteAgMCAgIC\
AgAAAgIAAgIAAgICAgICAgICAgAEAAAAAAACAgICAgICAgICAgICAgICAgICAgICAgICAgAAAAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAAIAAgBB/TkLAQEAQZE6C14CAAICAgICAAACAgACAgACAgIC\
AgICAgICAAMABAAAAAICAgICAgICAgICAgICAgICAgICAgICAgICAAAAAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAAgACAEHwOwsNbG9zZWVlcC1hbGl2ZQBBiTwLAQEAQaA8C+ABAQEBAQEBAQEBAQEB\
AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEAAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\
AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEAQYk+CwEBAEGgPgvnAQEBAQEBAQEBAQEBAQIB\
AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\
AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBY2h1bmtlZABBsMAAC18BAQABAQEBAQAAAQEAAQEA\
AQEBAQEBAQEBAQAAAAAAAAABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQAAAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAAEAAQBBkMIACyFlY3Rpb25lbnQtbGVuZ3Rob25yb3h5LWNvbm5lY3Rpb24A\
QcDCAAstcmFuc2Zlci1lbmNvZGluZ3BncmFkZQ0KDQoNClNNDQoNClRUUC9DRS9UU1AvAEH5wgALBQECAAEDAEGQwwAL4AEEAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\
AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\
AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQBB+cQACwUBAgABAwBBkMUAC+ABBAEBBQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\
AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEAAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\
AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEAQfnGAAsEAQAAAQBBkccAC98BAQEAAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAAEBAQEBAQEBAQEB\
AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\
AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQBB+sgACwQBAAACAEGQyQALXwMEAAAEBAQEBAQEBAQEBAUEBAQEBAQEBAQEBAQABAAGBwQEBAQEBAQE\
BAQEBAQEBAQEBAQEBAQEBAQEBAAEAAQABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQAAAAEAEH6ygALBAEAAAEAQZDLAAsBAQBBqssAC0ECAAAAAAAAAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMAAAAAAAAD\
AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwBB+swACwQBAAABAEGQzQALAQEAQZrNAAsGAgAAAAACAEGxzQALOgMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAAAAAAAAAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMD\
AwMAQfDOAAuWAU5PVU5DRUVDS09VVE5FQ1RFVEVDUklCRUxVU0hFVEVBRFNFQVJDSFJHRUNUSVZJVFlMRU5EQVJWRU9USUZZUFRJT05TQ0hTRUFZU1RBVENIR0VPUkRJUkVDVE9SVFJDSFBBUkFNRVRFUlVSQ0VC\
U0NSSUJFQVJET1dOQUNFSU5ETktDS1VCU0NSSUJFSFRUUC9BRFRQLw==","base64")}),172:((__unused_webpack_module,exports)=>{Object.defineProperty(exports,"__esModule",{value:!0}),
exports.enumToMap=void 0;function enumToMap(obj){const res={};return Object.keys(obj).forEach(key2=>{const value=obj[key2];typeof value=="number"&&(res[key2]=value)}),
res}exports.enumToMap=enumToMap}),7501:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{kClients}=__nccwpck_require__2(6443),Agent=__nccwpck_require__2(
7405),{kAgent,kMockAgentSet,kMockAgentGet,kDispatches,kIsMockActive,kNetConnect,kGetNetConnect,kOptions,kFactory}=__nccwpck_require__2(1117),MockClient=__nccwpck_require__2(
7365),MockPool=__nccwpck_require__2(4004),{matchValue,buildMockOptions}=__nccwpck_require__2(3397),{InvalidArgumentError,UndiciError}=__nccwpck_require__2(8707),
Dispatcher=__nccwpck_require__2(883),Pluralizer=__nccwpck_require__2(1529),PendingInterceptorsFormatter=__nccwpck_require__2(6142);class MockAgent extends Dispatcher{constructor(opts){
if(super(opts),this[kNetConnect]=!0,this[kIsMockActive]=!0,opts?.agent&&typeof opts.agent.dispatch!="function")throw new InvalidArgumentError("Argument opts.age\
nt must implement Agent");const agent=opts?.agent?opts.agent:new Agent(opts);this[kAgent]=agent,this[kClients]=agent[kClients],this[kOptions]=buildMockOptions(opts)}get(origin){
let dispatcher=this[kMockAgentGet](origin);return dispatcher||(dispatcher=this[kFactory](origin),this[kMockAgentSet](origin,dispatcher)),dispatcher}dispatch(opts,handler){
return this.get(opts.origin),this[kAgent].dispatch(opts,handler)}async close(){await this[kAgent].close(),this[kClients].clear()}deactivate(){this[kIsMockActive]=
!1}activate(){this[kIsMockActive]=!0}enableNetConnect(matcher){if(typeof matcher=="string"||typeof matcher=="function"||matcher instanceof RegExp)Array.isArray(
this[kNetConnect])?this[kNetConnect].push(matcher):this[kNetConnect]=[matcher];else if(typeof matcher>"u")this[kNetConnect]=!0;else throw new InvalidArgumentError(
"Unsupported matcher. Must be one of String|Function|RegExp.")}disableNetConnect(){this[kNetConnect]=!1}get isMockActive(){return this[kIsMockActive]}[kMockAgentSet](origin,dispatcher){
this[kClients].set(origin,dispatcher)}[kFactory](origin){const mockOptions=Object.assign({agent:this},this[kOptions]);return this[kOptions]&&this[kOptions].connections===
1?new MockClient(origin,mockOptions):new MockPool(origin,mockOptions)}[kMockAgentGet](origin){const client=this[kClients].get(origin);if(client)return client;if(typeof origin!=
"string"){const dispatcher=this[kFactory]("http://localhost:9999");return this[kMockAgentSet](origin,dispatcher),dispatcher}for(const[keyMatcher,nonExplicitDispatcher]of Array.
from(this[kClients]))if(nonExplicitDispatcher&&typeof keyMatcher!="string"&&matchValue(keyMatcher,origin)){const dispatcher=this[kFactory](origin);return this[kMockAgentSet](
origin,dispatcher),dispatcher[kDispatches]=nonExplicitDispatcher[kDispatches],dispatcher}}[kGetNetConnect](){return this[kNetConnect]}pendingInterceptors(){const mockAgentClients=this[kClients];
return Array.from(mockAgentClients.entries()).flatMap(([origin,scope])=>scope[kDispatches].map(dispatch=>({...dispatch,origin}))).filter(({pending})=>pending)}assertNoPendingInterceptors({
pendingInterceptorsFormatter=new PendingInterceptorsFormatter}={}){const pending=this.pendingInterceptors();if(pending.length===0)return;const pluralizer=new Pluralizer(
"interceptor","interceptors").pluralize(pending.length);throw new UndiciError(`
${pluralizer.count} ${pluralizer.noun} ${pluralizer.is} pending:

${pendingInterceptorsFormatter.format(pending)}
`.trim())}}module.exports=MockAgent}),7365:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{promisify}=__nccwpck_require__2(7975),Client=__nccwpck_require__2(
3701),{buildMockDispatch}=__nccwpck_require__2(3397),{kDispatches,kMockAgent,kClose,kOriginalClose,kOrigin,kOriginalDispatch,kConnected}=__nccwpck_require__2(1117),
{MockInterceptor}=__nccwpck_require__2(1511),Symbols=__nccwpck_require__2(6443),{InvalidArgumentError}=__nccwpck_require__2(8707);class MockClient extends Client{constructor(origin,opts){
if(super(origin,opts),!opts||!opts.agent||typeof opts.agent.dispatch!="function")throw new InvalidArgumentError("Argument opts.agent must implement Agent");this[kMockAgent]=
opts.agent,this[kOrigin]=origin,this[kDispatches]=[],this[kConnected]=1,this[kOriginalDispatch]=this.dispatch,this[kOriginalClose]=this.close.bind(this),this.dispatch=
buildMockDispatch.call(this),this.close=this[kClose]}get[Symbols.kConnected](){return this[kConnected]}intercept(opts){return new MockInterceptor(opts,this[kDispatches])}async[kClose](){
await promisify(this[kOriginalClose])(),this[kConnected]=0,this[kMockAgent][Symbols.kClients].delete(this[kOrigin])}}module.exports=MockClient}),2429:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{UndiciError}=__nccwpck_require__2(8707),kMockNotMatchedError=Symbol.for("undici.error.UND_MOCK_ERR_MOCK_NOT_MATCHED");class MockNotMatchedError extends UndiciError{constructor(message){
super(message),Error.captureStackTrace(this,MockNotMatchedError),this.name="MockNotMatchedError",this.message=message||"The request does not match any registere\
d mock dispatches",this.code="UND_MOCK_ERR_MOCK_NOT_MATCHED"}static[Symbol.hasInstance](instance){return instance&&instance[kMockNotMatchedError]===!0}[kMockNotMatchedError]=!0}
module.exports={MockNotMatchedError}}),1511:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{getResponseData,buildKey,addMockDispatch}=__nccwpck_require__2(
3397),{kDispatches,kDispatchKey,kDefaultHeaders,kDefaultTrailers,kContentLength,kMockDispatch}=__nccwpck_require__2(1117),{InvalidArgumentError}=__nccwpck_require__2(
8707),{buildURL}=__nccwpck_require__2(3440);class MockScope{constructor(mockDispatch){this[kMockDispatch]=mockDispatch}delay(waitInMs){if(typeof waitInMs!="numb\
er"||!Number.isInteger(waitInMs)||waitInMs<=0)throw new InvalidArgumentError("waitInMs must be a valid integer > 0");return this[kMockDispatch].delay=waitInMs,this}persist(){
return this[kMockDispatch].persist=!0,this}times(repeatTimes){if(typeof repeatTimes!="number"||!Number.isInteger(repeatTimes)||repeatTimes<=0)throw new InvalidArgumentError(
"repeatTimes must be a valid integer > 0");return this[kMockDispatch].times=repeatTimes,this}}class MockInterceptor{constructor(opts,mockDispatches){if(typeof opts!=
"object")throw new InvalidArgumentError("opts must be an object");if(typeof opts.path>"u")throw new InvalidArgumentError("opts.path must be defined");if(typeof opts.
method>"u"&&(opts.method="GET"),typeof opts.path=="string")if(opts.query)opts.path=buildURL(opts.path,opts.query);else{const parsedURL=new URL(opts.path,"data:/\
/");opts.path=parsedURL.pathname+parsedURL.search}typeof opts.method=="string"&&(opts.method=opts.method.toUpperCase()),this[kDispatchKey]=buildKey(opts),this[kDispatches]=
mockDispatches,this[kDefaultHeaders]={},this[kDefaultTrailers]={},this[kContentLength]=!1}createMockScopeDispatchData({statusCode,data,responseOptions}){const responseData=getResponseData(
data),contentLength=this[kContentLength]?{"content-length":responseData.length}:{},headers2={...this[kDefaultHeaders],...contentLength,...responseOptions.headers},
trailers={...this[kDefaultTrailers],...responseOptions.trailers};return{statusCode,data,headers:headers2,trailers}}validateReplyParameters(replyParameters){if(typeof replyParameters.
statusCode>"u")throw new InvalidArgumentError("statusCode must be defined");if(typeof replyParameters.responseOptions!="object"||replyParameters.responseOptions===
null)throw new InvalidArgumentError("responseOptions must be an object")}reply(replyOptionsCallbackOrStatusCode){if(typeof replyOptionsCallbackOrStatusCode=="fu\
nction"){const wrappedDefaultsCallback=opts=>{const resolvedData=replyOptionsCallbackOrStatusCode(opts);if(typeof resolvedData!="object"||resolvedData===null)throw new InvalidArgumentError(
"reply options callback must return an object");const replyParameters2={data:"",responseOptions:{},...resolvedData};return this.validateReplyParameters(replyParameters2),
{...this.createMockScopeDispatchData(replyParameters2)}},newMockDispatch2=addMockDispatch(this[kDispatches],this[kDispatchKey],wrappedDefaultsCallback);return new MockScope(
newMockDispatch2)}const replyParameters={statusCode:replyOptionsCallbackOrStatusCode,data:arguments[1]===void 0?"":arguments[1],responseOptions:arguments[2]===void 0?
{}:arguments[2]};this.validateReplyParameters(replyParameters);const dispatchData=this.createMockScopeDispatchData(replyParameters),newMockDispatch=addMockDispatch(
this[kDispatches],this[kDispatchKey],dispatchData);return new MockScope(newMockDispatch)}replyWithError(error2){if(typeof error2>"u")throw new InvalidArgumentError(
"error must be defined");const newMockDispatch=addMockDispatch(this[kDispatches],this[kDispatchKey],{error:error2});return new MockScope(newMockDispatch)}defaultReplyHeaders(headers2){
if(typeof headers2>"u")throw new InvalidArgumentError("headers must be defined");return this[kDefaultHeaders]=headers2,this}defaultReplyTrailers(trailers){if(typeof trailers>
"u")throw new InvalidArgumentError("trailers must be defined");return this[kDefaultTrailers]=trailers,this}replyContentLength(){return this[kContentLength]=!0,this}}
module.exports.MockInterceptor=MockInterceptor,module.exports.MockScope=MockScope}),4004:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{promisify}=__nccwpck_require__2(
7975),Pool=__nccwpck_require__2(628),{buildMockDispatch}=__nccwpck_require__2(3397),{kDispatches,kMockAgent,kClose,kOriginalClose,kOrigin,kOriginalDispatch,kConnected}=__nccwpck_require__2(
1117),{MockInterceptor}=__nccwpck_require__2(1511),Symbols=__nccwpck_require__2(6443),{InvalidArgumentError}=__nccwpck_require__2(8707);class MockPool extends Pool{constructor(origin,opts){
if(super(origin,opts),!opts||!opts.agent||typeof opts.agent.dispatch!="function")throw new InvalidArgumentError("Argument opts.agent must implement Agent");this[kMockAgent]=
opts.agent,this[kOrigin]=origin,this[kDispatches]=[],this[kConnected]=1,this[kOriginalDispatch]=this.dispatch,this[kOriginalClose]=this.close.bind(this),this.dispatch=
buildMockDispatch.call(this),this.close=this[kClose]}get[Symbols.kConnected](){return this[kConnected]}intercept(opts){return new MockInterceptor(opts,this[kDispatches])}async[kClose](){
await promisify(this[kOriginalClose])(),this[kConnected]=0,this[kMockAgent][Symbols.kClients].delete(this[kOrigin])}}module.exports=MockPool}),1117:(module=>{module.
exports={kAgent:Symbol("agent"),kOptions:Symbol("options"),kFactory:Symbol("factory"),kDispatches:Symbol("dispatches"),kDispatchKey:Symbol("dispatch key"),kDefaultHeaders:Symbol(
"default headers"),kDefaultTrailers:Symbol("default trailers"),kContentLength:Symbol("content length"),kMockAgent:Symbol("mock agent"),kMockAgentSet:Symbol("moc\
k agent set"),kMockAgentGet:Symbol("mock agent get"),kMockDispatch:Symbol("mock dispatch"),kClose:Symbol("close"),kOriginalClose:Symbol("original agent close"),
kOrigin:Symbol("origin"),kIsMockActive:Symbol("is mock active"),kNetConnect:Symbol("net connect"),kGetNetConnect:Symbol("get net connect"),kConnected:Symbol("co\
nnected")}}),3397:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{MockNotMatchedError}=__nccwpck_require__2(2429),{kDispatches,kMockAgent,kOriginalDispatch,
kOrigin,kGetNetConnect}=__nccwpck_require__2(1117),{buildURL}=__nccwpck_require__2(3440),{STATUS_CODES}=__nccwpck_require__2(7067),{types:{isPromise}}=__nccwpck_require__2(
7975);function matchValue(match,value){return typeof match=="string"?match===value:match instanceof RegExp?match.test(value):typeof match=="function"?match(value)===
!0:!1}function lowerCaseEntries(headers2){return Object.fromEntries(Object.entries(headers2).map(([headerName,headerValue2])=>[headerName.toLocaleLowerCase(),headerValue2]))}
function getHeaderByName(headers2,key2){if(Array.isArray(headers2)){for(let i2=0;i2<headers2.length;i2+=2)if(headers2[i2].toLocaleLowerCase()===key2.toLocaleLowerCase())
return headers2[i2+1];return}else return typeof headers2.get=="function"?headers2.get(key2):lowerCaseEntries(headers2)[key2.toLocaleLowerCase()]}function buildHeadersFromArray(headers2){
const clone=headers2.slice(),entries=[];for(let index=0;index<clone.length;index+=2)entries.push([clone[index],clone[index+1]]);return Object.fromEntries(entries)}
function matchHeaders(mockDispatch2,headers2){if(typeof mockDispatch2.headers=="function")return Array.isArray(headers2)&&(headers2=buildHeadersFromArray(headers2)),
mockDispatch2.headers(headers2?lowerCaseEntries(headers2):{});if(typeof mockDispatch2.headers>"u")return!0;if(typeof headers2!="object"||typeof mockDispatch2.headers!=
"object")return!1;for(const[matchHeaderName,matchHeaderValue]of Object.entries(mockDispatch2.headers)){const headerValue2=getHeaderByName(headers2,matchHeaderName);
if(!matchValue(matchHeaderValue,headerValue2))return!1}return!0}function safeUrl(path2){if(typeof path2!="string")return path2;const pathSegments=path2.split("?");
if(pathSegments.length!==2)return path2;const qp=new URLSearchParams(pathSegments.pop());return qp.sort(),[...pathSegments,qp.toString()].join("?")}function matchKey(mockDispatch2,{
path:path2,method,body,headers:headers2}){const pathMatch=matchValue(mockDispatch2.path,path2),methodMatch=matchValue(mockDispatch2.method,method),bodyMatch=typeof mockDispatch2.
body<"u"?matchValue(mockDispatch2.body,body):!0,headersMatch=matchHeaders(mockDispatch2,headers2);return pathMatch&&methodMatch&&bodyMatch&&headersMatch}function getResponseData(data){
return Buffer.isBuffer(data)||data instanceof Uint8Array||data instanceof ArrayBuffer?data:typeof data=="object"?JSON.stringify(data):data.toString()}function getMockDispatch(mockDispatches,key2){
const basePath=key2.query?buildURL(key2.path,key2.query):key2.path,resolvedPath=typeof basePath=="string"?safeUrl(basePath):basePath;let matchedMockDispatches=mockDispatches.
filter(({consumed})=>!consumed).filter(({path:path2})=>matchValue(safeUrl(path2),resolvedPath));if(matchedMockDispatches.length===0)throw new MockNotMatchedError(
`Mock dispatch not matched for path '${resolvedPath}'`);if(matchedMockDispatches=matchedMockDispatches.filter(({method})=>matchValue(method,key2.method)),matchedMockDispatches.
length===0)throw new MockNotMatchedError(`Mock dispatch not matched for method '${key2.method}' on path '${resolvedPath}'`);if(matchedMockDispatches=matchedMockDispatches.
filter(({body})=>typeof body<"u"?matchValue(body,key2.body):!0),matchedMockDispatches.length===0)throw new MockNotMatchedError(`Mock dispatch not matched for bo\
dy '${key2.body}' on path '${resolvedPath}'`);if(matchedMockDispatches=matchedMockDispatches.filter(mockDispatch2=>matchHeaders(mockDispatch2,key2.headers)),matchedMockDispatches.
length===0){const headers2=typeof key2.headers=="object"?JSON.stringify(key2.headers):key2.headers;throw new MockNotMatchedError(`Mock dispatch not matched for \
headers '${headers2}' on path '${resolvedPath}'`)}return matchedMockDispatches[0]}function addMockDispatch(mockDispatches,key2,data){const baseData={timesInvoked:0,
times:1,persist:!1,consumed:!1},replyData=typeof data=="function"?{callback:data}:{...data},newMockDispatch={...baseData,...key2,pending:!0,data:{error:null,...replyData}};
return mockDispatches.push(newMockDispatch),newMockDispatch}function deleteMockDispatch(mockDispatches,key2){const index=mockDispatches.findIndex(dispatch=>dispatch.
consumed?matchKey(dispatch,key2):!1);index!==-1&&mockDispatches.splice(index,1)}function buildKey(opts){const{path:path2,method,body,headers:headers2,query}=opts;
return{path:path2,method,body,headers:headers2,query}}function generateKeyValues(data){const keys=Object.keys(data),result=[];for(let i2=0;i2<keys.length;++i2){
const key2=keys[i2],value=data[key2],name=Buffer.from(`${key2}`);if(Array.isArray(value))for(let j=0;j<value.length;++j)result.push(name,Buffer.from(`${value[j]}`));else
result.push(name,Buffer.from(`${value}`))}return result}function getStatusText(statusCode){return STATUS_CODES[statusCode]||"unknown"}async function getResponse(body){
const buffers=[];for await(const data of body)buffers.push(data);return Buffer.concat(buffers).toString("utf8")}function mockDispatch(opts,handler){const key2=buildKey(
opts),mockDispatch2=getMockDispatch(this[kDispatches],key2);mockDispatch2.timesInvoked++,mockDispatch2.data.callback&&(mockDispatch2.data={...mockDispatch2.data,
...mockDispatch2.data.callback(opts)});const{data:{statusCode,data,headers:headers2,trailers,error:error2},delay,persist}=mockDispatch2,{timesInvoked,times}=mockDispatch2;
if(mockDispatch2.consumed=!persist&&timesInvoked>=times,mockDispatch2.pending=timesInvoked<times,error2!==null)return deleteMockDispatch(this[kDispatches],key2),
handler.onError(error2),!0;typeof delay=="number"&&delay>0?setTimeout(()=>{handleReply(this[kDispatches])},delay):handleReply(this[kDispatches]);function handleReply(mockDispatches,_data=data){
const optsHeaders=Array.isArray(opts.headers)?buildHeadersFromArray(opts.headers):opts.headers,body=typeof _data=="function"?_data({...opts,headers:optsHeaders}):
_data;if(isPromise(body)){body.then(newData=>handleReply(mockDispatches,newData));return}const responseData=getResponseData(body),responseHeaders=generateKeyValues(
headers2),responseTrailers=generateKeyValues(trailers);handler.onConnect?.(err2=>handler.onError(err2),null),handler.onHeaders?.(statusCode,responseHeaders,resume,
getStatusText(statusCode)),handler.onData?.(Buffer.from(responseData)),handler.onComplete?.(responseTrailers),deleteMockDispatch(mockDispatches,key2)}function resume(){}
return!0}function buildMockDispatch(){const agent=this[kMockAgent],origin=this[kOrigin],originalDispatch=this[kOriginalDispatch];return function(opts,handler){if(agent.
isMockActive)try{mockDispatch.call(this,opts,handler)}catch(error2){if(error2 instanceof MockNotMatchedError){const netConnect=agent[kGetNetConnect]();if(netConnect===
!1)throw new MockNotMatchedError(`${error2.message}: subsequent request to origin ${origin} was not allowed (net.connect disabled)`);if(checkNetConnect(netConnect,
origin))originalDispatch.call(this,opts,handler);else throw new MockNotMatchedError(`${error2.message}: subsequent request to origin ${origin} was not allowed (\
net.connect is not enabled for this origin)`)}else throw error2}else originalDispatch.call(this,opts,handler)}}function checkNetConnect(netConnect,origin){const url=new URL(
origin);return netConnect===!0?!0:!!(Array.isArray(netConnect)&&netConnect.some(matcher=>matchValue(matcher,url.host)))}function buildMockOptions(opts){if(opts){
const{agent,...mockOptions}=opts;return mockOptions}}module.exports={getResponseData,getMockDispatch,addMockDispatch,deleteMockDispatch,buildKey,generateKeyValues,
matchValue,getResponse,getStatusText,mockDispatch,buildMockDispatch,checkNetConnect,buildMockOptions,getHeaderByName,buildHeadersFromArray}}),6142:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{Transform}=__nccwpck_require__2(7075),{Console}=__nccwpck_require__2(7540),PERSISTENT=process.versions.icu?"✅":"Y ",NOT_PERSISTENT=process.versions.icu?
"❌":"N ";module.exports=class{constructor({disableColors}={}){this.transform=new Transform({transform(chunk,_enc,cb){cb(null,chunk)}}),this.logger=new Console(
{stdout:this.transform,inspectOptions:{colors:!disableColors&&!process.env.CI}})}format(pendingInterceptors){const withPrettyHeaders=pendingInterceptors.map(({method,
path:path2,data:{statusCode},persist,times,timesInvoked,origin})=>({Method:method,Origin:origin,Path:path2,"Status code":statusCode,Persistent:persist?PERSISTENT:
NOT_PERSISTENT,Invocations:timesInvoked,Remaining:persist?1/0:times-timesInvoked}));return this.logger.table(withPrettyHeaders),this.transform.read().toString()}}}),
1529:(module=>{const singulars={pronoun:"it",is:"is",was:"was",this:"this"},plurals={pronoun:"they",is:"are",was:"were",this:"these"};module.exports=class{constructor(singular,plural){
this.singular=singular,this.plural=plural}pluralize(count2){const one=count2===1,keys=one?singulars:plurals,noun=one?this.singular:this.plural;return{...keys,count:count2,
noun}}}}),6603:(module=>{let fastNow=0;const RESOLUTION_MS=1e3,TICK_MS=(RESOLUTION_MS>>1)-1;let fastNowTimeout;const kFastTimer=Symbol("kFastTimer"),fastTimers=[],
NOT_IN_LIST=-2,TO_BE_CLEARED=-1,PENDING=0,ACTIVE=1;function onTick(){fastNow+=TICK_MS;let idx=0,len=fastTimers.length;for(;idx<len;){const timer=fastTimers[idx];
timer._state===PENDING?(timer._idleStart=fastNow-TICK_MS,timer._state=ACTIVE):timer._state===ACTIVE&&fastNow>=timer._idleStart+timer._idleTimeout&&(timer._state=
TO_BE_CLEARED,timer._idleStart=-1,timer._onTimeout(timer._timerArg)),timer._state===TO_BE_CLEARED?(timer._state=NOT_IN_LIST,--len!==0&&(fastTimers[idx]=fastTimers[len])):
++idx}fastTimers.length=len,fastTimers.length!==0&&refreshTimeout()}function refreshTimeout(){fastNowTimeout?fastNowTimeout.refresh():(clearTimeout(fastNowTimeout),
fastNowTimeout=setTimeout(onTick,TICK_MS),fastNowTimeout.unref&&fastNowTimeout.unref())}class FastTimer{[kFastTimer]=!0;_state=NOT_IN_LIST;_idleTimeout=-1;_idleStart=-1;_onTimeout;_timerArg;constructor(callback,delay,arg){
this._onTimeout=callback,this._idleTimeout=delay,this._timerArg=arg,this.refresh()}refresh(){this._state===NOT_IN_LIST&&fastTimers.push(this),(!fastNowTimeout||
fastTimers.length===1)&&refreshTimeout(),this._state=PENDING}clear(){this._state=TO_BE_CLEARED,this._idleStart=-1}}module.exports={setTimeout(callback,delay,arg){
return delay<=RESOLUTION_MS?setTimeout(callback,delay,arg):new FastTimer(callback,delay,arg)},clearTimeout(timeout){timeout[kFastTimer]?timeout.clear():clearTimeout(
timeout)},setFastTimeout(callback,delay,arg){return new FastTimer(callback,delay,arg)},clearFastTimeout(timeout){timeout.clear()},now(){return fastNow},tick(delay=0){
fastNow+=delay-RESOLUTION_MS+1,onTick(),onTick()},reset(){fastNow=0,fastTimers.length=0,clearTimeout(fastNowTimeout),fastNowTimeout=null},kFastTimer}}),9634:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{kConstruct}=__nccwpck_require__2(109),{urlEquals,getFieldValues}=__nccwpck_require__2(6798),{kEnumerableProperty,isDisturbed}=__nccwpck_require__2(3440),{
webidl}=__nccwpck_require__2(5893),{Response,cloneResponse,fromInnerResponse}=__nccwpck_require__2(9051),{Request,fromInnerRequest}=__nccwpck_require__2(9967),{
kState}=__nccwpck_require__2(3627),{fetching}=__nccwpck_require__2(4398),{urlIsHttpHttpsScheme,createDeferredPromise,readAllBytes}=__nccwpck_require__2(3168),assert=__nccwpck_require__2(
4589);class Cache{#relevantRequestResponseList;constructor(){arguments[0]!==kConstruct&&webidl.illegalConstructor(),webidl.util.markAsUncloneable(this),this.#relevantRequestResponseList=
arguments[1]}async match(request,options={}){webidl.brandCheck(this,Cache);const prefix="Cache.match";webidl.argumentLengthCheck(arguments,1,prefix),request=webidl.
converters.RequestInfo(request,prefix,"request"),options=webidl.converters.CacheQueryOptions(options,prefix,"options");const p=this.#internalMatchAll(request,options,
1);if(p.length!==0)return p[0]}async matchAll(request=void 0,options={}){webidl.brandCheck(this,Cache);const prefix="Cache.matchAll";return request!==void 0&&(request=
webidl.converters.RequestInfo(request,prefix,"request")),options=webidl.converters.CacheQueryOptions(options,prefix,"options"),this.#internalMatchAll(request,options)}async add(request){
webidl.brandCheck(this,Cache);const prefix="Cache.add";webidl.argumentLengthCheck(arguments,1,prefix),request=webidl.converters.RequestInfo(request,prefix,"requ\
est");const requests=[request];return await this.addAll(requests)}async addAll(requests){webidl.brandCheck(this,Cache);const prefix="Cache.addAll";webidl.argumentLengthCheck(
arguments,1,prefix);const responsePromises=[],requestList=[];for(let request of requests){if(request===void 0)throw webidl.errors.conversionFailed({prefix,argument:"\
Argument 1",types:["undefined is not allowed"]});if(request=webidl.converters.RequestInfo(request),typeof request=="string")continue;const r=request[kState];if(!urlIsHttpHttpsScheme(
r.url)||r.method!=="GET")throw webidl.errors.exception({header:prefix,message:"Expected http/s scheme when method is not GET."})}const fetchControllers=[];for(const request of requests){
const r=new Request(request)[kState];if(!urlIsHttpHttpsScheme(r.url))throw webidl.errors.exception({header:prefix,message:"Expected http/s scheme."});r.initiator=
"fetch",r.destination="subresource",requestList.push(r);const responsePromise=createDeferredPromise();fetchControllers.push(fetching({request:r,processResponse(response){
if(response.type==="error"||response.status===206||response.status<200||response.status>299)responsePromise.reject(webidl.errors.exception({header:"Cache.addAll",
message:"Received an invalid status code or the request failed."}));else if(response.headersList.contains("vary")){const fieldValues=getFieldValues(response.headersList.
get("vary"));for(const fieldValue of fieldValues)if(fieldValue==="*"){responsePromise.reject(webidl.errors.exception({header:"Cache.addAll",message:"invalid var\
y field value"}));for(const controller of fetchControllers)controller.abort();return}}},processResponseEndOfBody(response){if(response.aborted){responsePromise.
reject(new DOMException("aborted","AbortError"));return}responsePromise.resolve(response)}})),responsePromises.push(responsePromise.promise)}const responses=await Promise.
all(responsePromises),operations=[];let index=0;for(const response of responses){const operation={type:"put",request:requestList[index],response};operations.push(
operation),index++}const cacheJobPromise=createDeferredPromise();let errorData=null;try{this.#batchCacheOperations(operations)}catch(e){errorData=e}return queueMicrotask(
()=>{errorData===null?cacheJobPromise.resolve(void 0):cacheJobPromise.reject(errorData)}),cacheJobPromise.promise}async put(request,response){webidl.brandCheck(
this,Cache);const prefix="Cache.put";webidl.argumentLengthCheck(arguments,2,prefix),request=webidl.converters.RequestInfo(request,prefix,"request"),response=webidl.
converters.Response(response,prefix,"response");let innerRequest=null;if(request instanceof Request?innerRequest=request[kState]:innerRequest=new Request(request)[kState],
!urlIsHttpHttpsScheme(innerRequest.url)||innerRequest.method!=="GET")throw webidl.errors.exception({header:prefix,message:"Expected an http/s scheme when method\
 is not GET"});const innerResponse=response[kState];if(innerResponse.status===206)throw webidl.errors.exception({header:prefix,message:"Got 206 status"});if(innerResponse.
headersList.contains("vary")){const fieldValues=getFieldValues(innerResponse.headersList.get("vary"));for(const fieldValue of fieldValues)if(fieldValue==="*")throw webidl.
errors.exception({header:prefix,message:"Got * vary field value"})}if(innerResponse.body&&(isDisturbed(innerResponse.body.stream)||innerResponse.body.stream.locked))
throw webidl.errors.exception({header:prefix,message:"Response body is locked or disturbed"});const clonedResponse=cloneResponse(innerResponse),bodyReadPromise=createDeferredPromise();
if(innerResponse.body!=null){const reader=innerResponse.body.stream.getReader();readAllBytes(reader).then(bodyReadPromise.resolve,bodyReadPromise.reject)}else bodyReadPromise.
resolve(void 0);const operations=[],operation={type:"put",request:innerRequest,response:clonedResponse};operations.push(operation);const bytes=await bodyReadPromise.
promise;clonedResponse.body!=null&&(clonedResponse.body.source=bytes);const cacheJobPromise=createDeferredPromise();let errorData=null;try{this.#batchCacheOperations(
operations)}catch(e){errorData=e}return queueMicrotask(()=>{errorData===null?cacheJobPromise.resolve():cacheJobPromise.reject(errorData)}),cacheJobPromise.promise}async delete(request,options={}){
webidl.brandCheck(this,Cache);const prefix="Cache.delete";webidl.argumentLengthCheck(arguments,1,prefix),request=webidl.converters.RequestInfo(request,prefix,"r\
equest"),options=webidl.converters.CacheQueryOptions(options,prefix,"options");let r=null;if(request instanceof Request){if(r=request[kState],r.method!=="GET"&&
!options.ignoreMethod)return!1}else assert(typeof request=="string"),r=new Request(request)[kState];const operations=[],operation={type:"delete",request:r,options};
operations.push(operation);const cacheJobPromise=createDeferredPromise();let errorData=null,requestResponses;try{requestResponses=this.#batchCacheOperations(operations)}catch(e){
errorData=e}return queueMicrotask(()=>{errorData===null?cacheJobPromise.resolve(!!requestResponses?.length):cacheJobPromise.reject(errorData)}),cacheJobPromise.
promise}async keys(request=void 0,options={}){webidl.brandCheck(this,Cache);const prefix="Cache.keys";request!==void 0&&(request=webidl.converters.RequestInfo(request,
prefix,"request")),options=webidl.converters.CacheQueryOptions(options,prefix,"options");let r=null;if(request!==void 0)if(request instanceof Request){if(r=request[kState],
r.method!=="GET"&&!options.ignoreMethod)return[]}else typeof request=="string"&&(r=new Request(request)[kState]);const promise=createDeferredPromise(),requests=[];
if(request===void 0)for(const requestResponse of this.#relevantRequestResponseList)requests.push(requestResponse[0]);else{const requestResponses=this.#queryCache(
r,options);for(const requestResponse of requestResponses)requests.push(requestResponse[0])}return queueMicrotask(()=>{const requestList=[];for(const request2 of requests){
const requestObject=fromInnerRequest(request2,new AbortController().signal,"immutable");requestList.push(requestObject)}promise.resolve(Object.freeze(requestList))}),
promise.promise}#batchCacheOperations(operations){const cache=this.#relevantRequestResponseList,backupCache=[...cache],addedItems=[],resultList=[];try{for(const operation of operations){
if(operation.type!=="delete"&&operation.type!=="put")throw webidl.errors.exception({header:"Cache.#batchCacheOperations",message:'operation type does not match \
"delete" or "put"'});if(operation.type==="delete"&&operation.response!=null)throw webidl.errors.exception({header:"Cache.#batchCacheOperations",message:"delete \
operation should not have an associated response"});if(this.#queryCache(operation.request,operation.options,addedItems).length)throw new DOMException("???","Inv\
alidStateError");let requestResponses;if(operation.type==="delete"){if(requestResponses=this.#queryCache(operation.request,operation.options),requestResponses.length===
0)return[];for(const requestResponse of requestResponses){const idx=cache.indexOf(requestResponse);assert(idx!==-1),cache.splice(idx,1)}}else if(operation.type===
"put"){if(operation.response==null)throw webidl.errors.exception({header:"Cache.#batchCacheOperations",message:"put operation should have an associated response"});
const r=operation.request;if(!urlIsHttpHttpsScheme(r.url))throw webidl.errors.exception({header:"Cache.#batchCacheOperations",message:"expected http or https sc\
heme"});if(r.method!=="GET")throw webidl.errors.exception({header:"Cache.#batchCacheOperations",message:"not get method"});if(operation.options!=null)throw webidl.
errors.exception({header:"Cache.#batchCacheOperations",message:"options must not be defined"});requestResponses=this.#queryCache(operation.request);for(const requestResponse of requestResponses){
const idx=cache.indexOf(requestResponse);assert(idx!==-1),cache.splice(idx,1)}cache.push([operation.request,operation.response]),addedItems.push([operation.request,
operation.response])}resultList.push([operation.request,operation.response])}return resultList}catch(e){throw this.#relevantRequestResponseList.length=0,this.#relevantRequestResponseList=
backupCache,e}}#queryCache(requestQuery,options,targetStorage){const resultList=[],storage=targetStorage??this.#relevantRequestResponseList;for(const requestResponse of storage){
const[cachedRequest,cachedResponse]=requestResponse;this.#requestMatchesCachedItem(requestQuery,cachedRequest,cachedResponse,options)&&resultList.push(requestResponse)}
return resultList}#requestMatchesCachedItem(requestQuery,request,response=null,options){const queryURL=new URL(requestQuery.url),cachedURL=new URL(request.url);
if(options?.ignoreSearch&&(cachedURL.search="",queryURL.search=""),!urlEquals(queryURL,cachedURL,!0))return!1;if(response==null||options?.ignoreVary||!response.
headersList.contains("vary"))return!0;const fieldValues=getFieldValues(response.headersList.get("vary"));for(const fieldValue of fieldValues){if(fieldValue==="*")
return!1;const requestValue=request.headersList.get(fieldValue),queryValue=requestQuery.headersList.get(fieldValue);if(requestValue!==queryValue)return!1}return!0}#internalMatchAll(request,options,maxResponses=1/0){
let r=null;if(request!==void 0)if(request instanceof Request){if(r=request[kState],r.method!=="GET"&&!options.ignoreMethod)return[]}else typeof request=="string"&&
(r=new Request(request)[kState]);const responses=[];if(request===void 0)for(const requestResponse of this.#relevantRequestResponseList)responses.push(requestResponse[1]);else{
const requestResponses=this.#queryCache(r,options);for(const requestResponse of requestResponses)responses.push(requestResponse[1])}const responseList=[];for(const response of responses){
const responseObject=fromInnerResponse(response,"immutable");if(responseList.push(responseObject.clone()),responseList.length>=maxResponses)break}return Object.
freeze(responseList)}}Object.defineProperties(Cache.prototype,{[Symbol.toStringTag]:{value:"Cache",configurable:!0},match:kEnumerableProperty,matchAll:kEnumerableProperty,
add:kEnumerableProperty,addAll:kEnumerableProperty,put:kEnumerableProperty,delete:kEnumerableProperty,keys:kEnumerableProperty});const cacheQueryOptionConverters=[
{key:"ignoreSearch",converter:webidl.converters.boolean,defaultValue:()=>!1},{key:"ignoreMethod",converter:webidl.converters.boolean,defaultValue:()=>!1},{key:"\
ignoreVary",converter:webidl.converters.boolean,defaultValue:()=>!1}];webidl.converters.CacheQueryOptions=webidl.dictionaryConverter(cacheQueryOptionConverters),
webidl.converters.MultiCacheQueryOptions=webidl.dictionaryConverter([...cacheQueryOptionConverters,{key:"cacheName",converter:webidl.converters.DOMString}]),webidl.
converters.Response=webidl.interfaceConverter(Response),webidl.converters["sequence<RequestInfo>"]=webidl.sequenceConverter(webidl.converters.RequestInfo),module.
exports={Cache}}),3245:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{kConstruct}=__nccwpck_require__2(109),{Cache}=__nccwpck_require__2(9634),
{webidl}=__nccwpck_require__2(5893),{kEnumerableProperty}=__nccwpck_require__2(3440);class CacheStorage{#caches=new Map;constructor(){arguments[0]!==kConstruct&&
webidl.illegalConstructor(),webidl.util.markAsUncloneable(this)}async match(request,options={}){if(webidl.brandCheck(this,CacheStorage),webidl.argumentLengthCheck(
arguments,1,"CacheStorage.match"),request=webidl.converters.RequestInfo(request),options=webidl.converters.MultiCacheQueryOptions(options),options.cacheName!=null){
if(this.#caches.has(options.cacheName)){const cacheList=this.#caches.get(options.cacheName);return await new Cache(kConstruct,cacheList).match(request,options)}}else
for(const cacheList of this.#caches.values()){const response=await new Cache(kConstruct,cacheList).match(request,options);if(response!==void 0)return response}}async has(cacheName){
webidl.brandCheck(this,CacheStorage);const prefix="CacheStorage.has";return webidl.argumentLengthCheck(arguments,1,prefix),cacheName=webidl.converters.DOMString(
cacheName,prefix,"cacheName"),this.#caches.has(cacheName)}async open(cacheName){webidl.brandCheck(this,CacheStorage);const prefix="CacheStorage.open";if(webidl.
argumentLengthCheck(arguments,1,prefix),cacheName=webidl.converters.DOMString(cacheName,prefix,"cacheName"),this.#caches.has(cacheName)){const cache2=this.#caches.
get(cacheName);return new Cache(kConstruct,cache2)}const cache=[];return this.#caches.set(cacheName,cache),new Cache(kConstruct,cache)}async delete(cacheName){webidl.
brandCheck(this,CacheStorage);const prefix="CacheStorage.delete";return webidl.argumentLengthCheck(arguments,1,prefix),cacheName=webidl.converters.DOMString(cacheName,
prefix,"cacheName"),this.#caches.delete(cacheName)}async keys(){return webidl.brandCheck(this,CacheStorage),[...this.#caches.keys()]}}Object.defineProperties(CacheStorage.
prototype,{[Symbol.toStringTag]:{value:"CacheStorage",configurable:!0},match:kEnumerableProperty,has:kEnumerableProperty,open:kEnumerableProperty,delete:kEnumerableProperty,
keys:kEnumerableProperty}),module.exports={CacheStorage}}),109:((module,__unused_webpack_exports,__nccwpck_require__2)=>{module.exports={kConstruct:__nccwpck_require__2(
6443).kConstruct}}),6798:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const assert=__nccwpck_require__2(4589),{URLSerializer}=__nccwpck_require__2(
1900),{isValidHeaderName}=__nccwpck_require__2(3168);function urlEquals(A,B,excludeFragment=!1){const serializedA=URLSerializer(A,excludeFragment),serializedB=URLSerializer(
B,excludeFragment);return serializedA===serializedB}function getFieldValues(header){assert(header!==null);const values=[];for(let value of header.split(","))value=
value.trim(),isValidHeaderName(value)&&values.push(value);return values}module.exports={urlEquals,getFieldValues}}),1276:(module=>{module.exports={maxAttributeValueSize:1024,
maxNameValuePairSize:4096}}),9061:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{parseSetCookie}=__nccwpck_require__2(1978),{stringify}=__nccwpck_require__2(
7797),{webidl}=__nccwpck_require__2(5893),{Headers}=__nccwpck_require__2(660);function getCookies(headers2){webidl.argumentLengthCheck(arguments,1,"getCookies"),
webidl.brandCheck(headers2,Headers,{strict:!1});const cookie=headers2.get("cookie"),out={};if(!cookie)return out;for(const piece of cookie.split(";")){const[name,
...value]=piece.split("=");out[name.trim()]=value.join("=")}return out}function deleteCookie(headers2,name,attributes){webidl.brandCheck(headers2,Headers,{strict:!1});
const prefix="deleteCookie";webidl.argumentLengthCheck(arguments,2,prefix),name=webidl.converters.DOMString(name,prefix,"name"),attributes=webidl.converters.DeleteCookieAttributes(
attributes),setCookie(headers2,{name,value:"",expires:new Date(0),...attributes})}function getSetCookies(headers2){webidl.argumentLengthCheck(arguments,1,"getSe\
tCookies"),webidl.brandCheck(headers2,Headers,{strict:!1});const cookies=headers2.getSetCookie();return cookies?cookies.map(pair=>parseSetCookie(pair)):[]}function setCookie(headers2,cookie){
webidl.argumentLengthCheck(arguments,2,"setCookie"),webidl.brandCheck(headers2,Headers,{strict:!1}),cookie=webidl.converters.Cookie(cookie);const str=stringify(
cookie);str&&headers2.append("Set-Cookie",str)}webidl.converters.DeleteCookieAttributes=webidl.dictionaryConverter([{converter:webidl.nullableConverter(webidl.converters.
DOMString),key:"path",defaultValue:()=>null},{converter:webidl.nullableConverter(webidl.converters.DOMString),key:"domain",defaultValue:()=>null}]),webidl.converters.
Cookie=webidl.dictionaryConverter([{converter:webidl.converters.DOMString,key:"name"},{converter:webidl.converters.DOMString,key:"value"},{converter:webidl.nullableConverter(
value=>typeof value=="number"?webidl.converters["unsigned long long"](value):new Date(value)),key:"expires",defaultValue:()=>null},{converter:webidl.nullableConverter(
webidl.converters["long long"]),key:"maxAge",defaultValue:()=>null},{converter:webidl.nullableConverter(webidl.converters.DOMString),key:"domain",defaultValue:()=>null},
{converter:webidl.nullableConverter(webidl.converters.DOMString),key:"path",defaultValue:()=>null},{converter:webidl.nullableConverter(webidl.converters.boolean),
key:"secure",defaultValue:()=>null},{converter:webidl.nullableConverter(webidl.converters.boolean),key:"httpOnly",defaultValue:()=>null},{converter:webidl.converters.
USVString,key:"sameSite",allowedValues:["Strict","Lax","None"]},{converter:webidl.sequenceConverter(webidl.converters.DOMString),key:"unparsed",defaultValue:()=>new Array(
0)}]),module.exports={getCookies,deleteCookie,getSetCookies,setCookie}}),1978:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{maxNameValuePairSize,
maxAttributeValueSize}=__nccwpck_require__2(1276),{isCTLExcludingHtab}=__nccwpck_require__2(7797),{collectASequenceOfCodePointsFast}=__nccwpck_require__2(1900),
assert=__nccwpck_require__2(4589);function parseSetCookie(header){if(isCTLExcludingHtab(header))return null;let nameValuePair="",unparsedAttributes="",name="",value="";
if(header.includes(";")){const position={position:0};nameValuePair=collectASequenceOfCodePointsFast(";",header,position),unparsedAttributes=header.slice(position.
position)}else nameValuePair=header;if(!nameValuePair.includes("="))value=nameValuePair;else{const position={position:0};name=collectASequenceOfCodePointsFast("\
=",nameValuePair,position),value=nameValuePair.slice(position.position+1)}return name=name.trim(),value=value.trim(),name.length+value.length>maxNameValuePairSize?
null:{name,value,...parseUnparsedAttributes(unparsedAttributes)}}function parseUnparsedAttributes(unparsedAttributes,cookieAttributeList={}){if(unparsedAttributes.
length===0)return cookieAttributeList;assert(unparsedAttributes[0]===";"),unparsedAttributes=unparsedAttributes.slice(1);let cookieAv="";unparsedAttributes.includes(
";")?(cookieAv=collectASequenceOfCodePointsFast(";",unparsedAttributes,{position:0}),unparsedAttributes=unparsedAttributes.slice(cookieAv.length)):(cookieAv=unparsedAttributes,
unparsedAttributes="");let attributeName="",attributeValue="";if(cookieAv.includes("=")){const position={position:0};attributeName=collectASequenceOfCodePointsFast(
"=",cookieAv,position),attributeValue=cookieAv.slice(position.position+1)}else attributeName=cookieAv;if(attributeName=attributeName.trim(),attributeValue=attributeValue.
trim(),attributeValue.length>maxAttributeValueSize)return parseUnparsedAttributes(unparsedAttributes,cookieAttributeList);const attributeNameLowercase=attributeName.
toLowerCase();if(attributeNameLowercase==="expires"){const expiryTime=new Date(attributeValue);cookieAttributeList.expires=expiryTime}else if(attributeNameLowercase===
"max-age"){const charCode=attributeValue.charCodeAt(0);if((charCode<48||charCode>57)&&attributeValue[0]!=="-"||!/^\d+$/.test(attributeValue))return parseUnparsedAttributes(
unparsedAttributes,cookieAttributeList);const deltaSeconds=Number(attributeValue);cookieAttributeList.maxAge=deltaSeconds}else if(attributeNameLowercase==="doma\
in"){let cookieDomain=attributeValue;cookieDomain[0]==="."&&(cookieDomain=cookieDomain.slice(1)),cookieDomain=cookieDomain.toLowerCase(),cookieAttributeList.domain=
cookieDomain}else if(attributeNameLowercase==="path"){let cookiePath="";attributeValue.length===0||attributeValue[0]!=="/"?cookiePath="/":cookiePath=attributeValue,
cookieAttributeList.path=cookiePath}else if(attributeNameLowercase==="secure")cookieAttributeList.secure=!0;else if(attributeNameLowercase==="httponly")cookieAttributeList.
httpOnly=!0;else if(attributeNameLowercase==="samesite"){const attributeValueLowercase=attributeValue.toLowerCase();attributeValueLowercase==="none"?cookieAttributeList.
sameSite="None":attributeValueLowercase==="strict"?cookieAttributeList.sameSite="Strict":attributeValueLowercase==="lax"&&(cookieAttributeList.sameSite="Lax")}else
cookieAttributeList.unparsed??=[],cookieAttributeList.unparsed.push(`${attributeName}=${attributeValue}`);return parseUnparsedAttributes(unparsedAttributes,cookieAttributeList)}
module.exports={parseSetCookie,parseUnparsedAttributes}}),7797:(module=>{function isCTLExcludingHtab(value){for(let i2=0;i2<value.length;++i2){const code2=value.
charCodeAt(i2);if(code2>=0&&code2<=8||code2>=10&&code2<=31||code2===127)return!0}return!1}function validateCookieName(name){for(let i2=0;i2<name.length;++i2){const code2=name.
charCodeAt(i2);if(code2<33||code2>126||code2===34||code2===40||code2===41||code2===60||code2===62||code2===64||code2===44||code2===59||code2===58||code2===92||code2===
47||code2===91||code2===93||code2===63||code2===61||code2===123||code2===125)throw new Error("Invalid cookie name")}}function validateCookieValue(value){let len=value.
length,i2=0;if(value[0]==='"'){if(len===1||value[len-1]!=='"')throw new Error("Invalid cookie value");--len,++i2}for(;i2<len;){const code2=value.charCodeAt(i2++);
if(code2<33||code2>126||code2===34||code2===44||code2===59||code2===92)throw new Error("Invalid cookie value")}}function validateCookiePath(path2){for(let i2=0;i2<
path2.length;++i2){const code2=path2.charCodeAt(i2);if(code2<32||code2>126||code2===59)throw new Error("Invalid cookie path")}}function isLetterOrDigit(code2){return code2>=
48&&code2<=57||code2>=65&&code2<=90||code2>=97&&code2<=122}function validateCookieDomain(domain){if(domain===" ")return;if(domain.length>255)throw new Error("In\
valid cookie domain");let labelLength=0;for(let i2=0;i2<domain.length;++i2){const code2=domain.charCodeAt(i2);if(code2===46){if(labelLength===0)throw new Error(
"Invalid cookie domain");if(domain.charCodeAt(i2-1)===45)throw new Error("Invalid cookie domain");labelLength=0;continue}if(labelLength===0&&!isLetterOrDigit(code2))
throw new Error("Invalid cookie domain");if(!isLetterOrDigit(code2)&&code2!==45)throw new Error("Invalid cookie domain");if(++labelLength>63)throw new Error("In\
valid cookie domain")}if(labelLength===0||domain.charCodeAt(domain.length-1)===45)throw new Error("Invalid cookie domain")}const IMFDays=["Sun","Mon","Tue","Wed",
"Thu","Fri","Sat"],IMFMonths=["Jan","Feb","Mar","Apr","May","Jun","Jul","Aug","Sep","Oct","Nov","Dec"],IMFPaddedNumbers=Array(61).fill(0).map((_,i2)=>i2.toString().
padStart(2,"0"));function toIMFDate(date){return typeof date=="number"&&(date=new Date(date)),`${IMFDays[date.getUTCDay()]}, ${IMFPaddedNumbers[date.getUTCDate()]}\
 ${IMFMonths[date.getUTCMonth()]} ${date.getUTCFullYear()} ${IMFPaddedNumbers[date.getUTCHours()]}:${IMFPaddedNumbers[date.getUTCMinutes()]}:${IMFPaddedNumbers[date.
getUTCSeconds()]} GMT`}function validateCookieMaxAge(maxAge){if(maxAge<0)throw new Error("Invalid cookie max-age")}function stringify(cookie){if(cookie.name.length===
0)return null;validateCookieName(cookie.name),validateCookieValue(cookie.value);const out=[`${cookie.name}=${cookie.value}`];cookie.name.startsWith("__Secure-")&&
(cookie.secure=!0),cookie.name.startsWith("__Host-")&&(cookie.secure=!0,cookie.domain=null,cookie.path="/"),cookie.secure&&out.push("Secure"),cookie.httpOnly&&out.
push("HttpOnly"),typeof cookie.maxAge=="number"&&(validateCookieMaxAge(cookie.maxAge),out.push(`Max-Age=${cookie.maxAge}`)),cookie.domain&&(validateCookieDomain(
cookie.domain),out.push(`Domain=${cookie.domain}`)),cookie.path&&(validateCookiePath(cookie.path),out.push(`Path=${cookie.path}`)),cookie.expires&&cookie.expires.
toString()!=="Invalid Date"&&out.push(`Expires=${toIMFDate(cookie.expires)}`),cookie.sameSite&&out.push(`SameSite=${cookie.sameSite}`);for(const part of cookie.
unparsed){if(!part.includes("="))throw new Error("Invalid unparsed");const[key2,...value]=part.split("="),trimmedKey=key2.trim(),joinedValue=value.join("=");validateCookieName(
trimmedKey),validateCookieValue(joinedValue),out.push(`${trimmedKey}=${joinedValue}`)}return out.join("; ")}module.exports={isCTLExcludingHtab,validateCookieName,
validateCookiePath,validateCookieValue,toIMFDate,stringify}}),4031:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const buffer=__nccwpck_require__2(4573),
{Transform}=__nccwpck_require__2(7075),{isASCIINumber,isValidLastEventId}=__nccwpck_require__2(4811),BOM=[239,187,191],LF2=10,CR2=13,COLON2=58,SPACE2=32,defaultMaxEventSize=buffer.
kStringMaxLength,DATA=Buffer.from("data"),EVENT=Buffer.from("event"),ID=Buffer.from("id"),RETRY=Buffer.from("retry"),minParserItems=1024,maxParserItems=131072,bytesPerParserItem=128;
function isASCIINumberBytes(buffer2,start){if(start>=buffer2.length)return!1;for(let i2=start;i2<buffer2.length;i2++)if(buffer2[i2]<48||buffer2[i2]>57)return!1;
return!0}function isValidLastEventIdBytes(buffer2,start){for(let i2=start;i2<buffer2.length;i2++)if(buffer2[i2]===0)return!1;return!0}function isFieldName(line,length,field){
if(length!==field.length)return!1;for(let i2=0;i2<length;i2++)if(line[i2]!==field[i2])return!1;return!0}function createMaxEventSizeExceededError(){const error2=new Error(
"EventSource message size exceeded");return error2.aborted=!1,error2}class EventSourceStream extends Transform{state=null;checkBOM=!0;crlfCheck=!1;eventEndCheck=!1;chunks=[];chunkIndex=0;pos=0;lineChunkIndex=0;linePos=0;lineLength=0;eventSize=0;eventFieldSizes={
data:0,event:0,id:0,retry:0};dataLineCount=0;maxEventSize;maxDataLines;maxBufferedChunks;event={data:void 0,event:void 0,id:void 0,retry:void 0};constructor(options={}){
options.readableObjectMode=!0,super(options),this.state=options.eventSourceSettings||{},this.maxEventSize=options.maxEventSize??defaultMaxEventSize;const parserItemLimit=this.
maxEventSize>0?Math.min(maxParserItems,Math.max(minParserItems,Math.floor(this.maxEventSize/bytesPerParserItem))):0;this.maxDataLines=parserItemLimit,this.maxBufferedChunks=
parserItemLimit,options.push&&(this.push=options.push)}_transform(chunk,_encoding,callback){if(chunk.length===0){callback();return}if(this.maxEventSize>0&&this.
chunks.length>=this.maxBufferedChunks&&chunk[0]!==LF2&&chunk[0]!==CR2){callback(createMaxEventSizeExceededError());return}if(this.chunks.push(chunk),this.checkBOM&&
this.handleBOM()){callback();return}for(;this.hasCurrentByte();){const byte=this.currentByte();if(this.eventEndCheck){if(this.crlfCheck){if(byte===LF2){this.crlfCheck=
!1,this.consumeCurrentByte();continue}this.crlfCheck=!1}if(byte===LF2||byte===CR2){byte===CR2&&(this.crlfCheck=!0),this.consumeCurrentByte(),this.hasPendingEvent()&&
this.processEvent(this.event),this.clearEvent();continue}this.eventEndCheck=!1;continue}if(byte===LF2||byte===CR2){byte===CR2&&(this.crlfCheck=!0);try{this.parseLine(
this.readLine(),this.event)}catch(error2){callback(error2);return}this.consumeCurrentByte(),this.eventEndCheck=!0;continue}if(this.maxEventSize>0&&++this.lineLength>
this.maxEventSize+7){callback(createMaxEventSizeExceededError());return}this.advanceCursor()}callback()}_destroy(error2,callback){this.chunks.length=0,this.clearEvent(),
super._destroy(error2,callback)}parseLine(line,event){if(line.length===0)return;const colonPosition=line.indexOf(COLON2);if(colonPosition===0)return;let fieldLength=line.
length,valueStart=line.length;if(colonPosition!==-1&&(fieldLength=colonPosition,valueStart=colonPosition+1,line[valueStart]===SPACE2&&++valueStart),isFieldName(
line,fieldLength,DATA)){if(this.maxEventSize>0&&this.dataLineCount>=this.maxDataLines)throw createMaxEventSizeExceededError();const valueBytes=line.length-valueStart,
dataSize=this.eventFieldSizes.data+(event.data===void 0?0:1)+valueBytes;this.setEventFieldSize("data",dataSize);const value=line.toString("utf8",valueStart);event.
data===void 0?event.data=value:event.data+=`
${value}`,this.dataLineCount++;return}if(isFieldName(line,fieldLength,RETRY)){isASCIINumberBytes(line,valueStart)&&(this.setEventFieldSize("retry",line.length-valueStart),
event.retry=line.toString("utf8",valueStart));return}if(isFieldName(line,fieldLength,ID)){isValidLastEventIdBytes(line,valueStart)&&(this.setEventFieldSize("id",
line.length-valueStart),event.id=line.toString("utf8",valueStart));return}isFieldName(line,fieldLength,EVENT)&&valueStart<line.length&&(this.setEventFieldSize("\
event",line.length-valueStart),event.event=line.toString("utf8",valueStart))}setEventFieldSize(field,size){const eventSize=this.eventSize-this.eventFieldSizes[field]+
size;if(this.maxEventSize>0&&eventSize>this.maxEventSize)throw createMaxEventSizeExceededError();this.eventSize=eventSize,this.eventFieldSizes[field]=size}processEvent(event){
event.retry&&isASCIINumber(event.retry)&&(this.state.reconnectionTime=parseInt(event.retry,10)),event.id&&isValidLastEventId(event.id)&&(this.state.lastEventId=
event.id),event.data!==void 0&&this.push({type:event.event||"message",options:{data:event.data,lastEventId:this.state.lastEventId,origin:this.state.origin}})}clearEvent(){
this.event.data=void 0,this.event.event=void 0,this.event.id=void 0,this.event.retry=void 0,this.eventSize=0,this.dataLineCount=0,this.eventFieldSizes.data=0,this.
eventFieldSizes.event=0,this.eventFieldSizes.id=0,this.eventFieldSizes.retry=0}hasPendingEvent(){return this.event.data!==void 0||this.event.event!==void 0||this.
event.id!==void 0||this.event.retry!==void 0}hasCurrentByte(){return this.chunkIndex<this.chunks.length&&this.pos<this.chunks[this.chunkIndex].length}currentByte(){
return this.chunks[this.chunkIndex][this.pos]}consumeCurrentByte(){this.advanceCursor(),this.syncLineStartToCursor()}advanceCursor(){for(this.pos++;this.chunkIndex<
this.chunks.length&&this.pos>=this.chunks[this.chunkIndex].length;)this.chunkIndex++,this.pos=0}syncLineStartToCursor(){this.lineChunkIndex=this.chunkIndex,this.
linePos=this.pos,this.lineLength=0,this.dropConsumedChunks()}dropConsumedChunks(){if(this.lineChunkIndex>0){const consumed=this.lineChunkIndex;this.chunks.splice(
0,consumed),this.lineChunkIndex=0,this.chunkIndex-=consumed}this.chunkIndex===this.chunks.length&&(this.chunks.length=0,this.chunkIndex=0,this.pos=0,this.lineChunkIndex=
0,this.linePos=0)}readLine(){if(this.lineChunkIndex===this.chunkIndex)return this.chunks[this.chunkIndex].subarray(this.linePos,this.pos);const chunks=[];let length=0;
for(let i2=this.lineChunkIndex;i2<=this.chunkIndex;i2++){const chunk=this.chunks[i2],start=i2===this.lineChunkIndex?this.linePos:0,end=i2===this.chunkIndex?this.
pos:chunk.length,slice=chunk.subarray(start,end);length+=slice.length,chunks.push(slice)}return Buffer.concat(chunks,length)}peekBufferedByte(offset){let chunkIndex=this.
lineChunkIndex,pos=this.linePos;for(;chunkIndex<this.chunks.length;){const chunk=this.chunks[chunkIndex],remaining=chunk.length-pos;if(offset<remaining)return chunk[pos+
offset];offset-=remaining,chunkIndex++,pos=0}}discardLeadingBytes(count2){for(;count2>0&&this.lineChunkIndex<this.chunks.length;){const remaining=this.chunks[this.
lineChunkIndex].length-this.linePos;count2<remaining?(this.linePos+=count2,count2=0):(count2-=remaining,this.lineChunkIndex++,this.linePos=0)}this.chunkIndex=this.
lineChunkIndex,this.pos=this.linePos,this.dropConsumedChunks()}handleBOM(){const first=this.peekBufferedByte(0),second=this.peekBufferedByte(1),third=this.peekBufferedByte(
2);return second===void 0?(first===BOM[0]||(this.checkBOM=!1),!0):third===void 0?first===BOM[0]&&second===BOM[1]?!0:(this.checkBOM=!1,!1):(first===BOM[0]&&second===
BOM[1]&&third===BOM[2]&&this.discardLeadingBytes(3),this.checkBOM=!1,!this.hasCurrentByte())}}module.exports={EventSourceStream}}),1238:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{pipeline}=__nccwpck_require__2(7075),{fetching}=__nccwpck_require__2(4398),{makeRequest}=__nccwpck_require__2(9967),{webidl}=__nccwpck_require__2(5893),{EventSourceStream}=__nccwpck_require__2(
4031),{parseMIMEType}=__nccwpck_require__2(1900),{createFastMessageEvent}=__nccwpck_require__2(5188),{isNetworkError}=__nccwpck_require__2(9051),{delay}=__nccwpck_require__2(
4811),{kEnumerableProperty}=__nccwpck_require__2(3440),{environmentSettingsObject}=__nccwpck_require__2(3168),{getGlobalDispatcher}=__nccwpck_require__2(2581);let experimentalWarned=!1;
const defaultReconnectionTime=3e3,CONNECTING=0,OPEN=1,CLOSED=2,ANONYMOUS="anonymous",USE_CREDENTIALS="use-credentials";class EventSource extends EventTarget{#events={
open:null,error:null,message:null};#url=null;#withCredentials=!1;#readyState=CONNECTING;#request=null;#controller=null;#dispatcher;#state;constructor(url,eventSourceInitDict={}){
super(),webidl.util.markAsUncloneable(this);const prefix="EventSource constructor";webidl.argumentLengthCheck(arguments,1,prefix),experimentalWarned||(experimentalWarned=
!0,process.emitWarning("EventSource is experimental, expect them to change at any time.",{code:"UNDICI-ES"})),url=webidl.converters.USVString(url,prefix,"url"),
eventSourceInitDict=webidl.converters.EventSourceInitDict(eventSourceInitDict,prefix,"eventSourceInitDict"),this.#dispatcher=eventSourceInitDict.dispatcher,this.#state=
{lastEventId:"",reconnectionTime:defaultReconnectionTime};const settings=environmentSettingsObject;let urlRecord;try{urlRecord=new URL(url,settings.settingsObject.
baseUrl),this.#state.origin=urlRecord.origin}catch(e){throw new DOMException(e,"SyntaxError")}this.#url=urlRecord.href;let corsAttributeState=ANONYMOUS;eventSourceInitDict.
withCredentials&&(corsAttributeState=USE_CREDENTIALS,this.#withCredentials=!0);const initRequest={redirect:"follow",keepalive:!0,mode:"cors",credentials:corsAttributeState===
"anonymous"?"same-origin":"omit",referrer:"no-referrer"};initRequest.client=environmentSettingsObject.settingsObject,initRequest.headersList=[["accept",{name:"a\
ccept",value:"text/event-stream"}]],initRequest.cache="no-store",initRequest.initiator="other",initRequest.urlList=[new URL(this.#url)],this.#request=makeRequest(
initRequest),this.#connect()}get readyState(){return this.#readyState}get url(){return this.#url}get withCredentials(){return this.#withCredentials}#connect(){if(this.#readyState===
CLOSED)return;this.#readyState=CONNECTING;const fetchParams={request:this.#request,dispatcher:this.#dispatcher},processEventSourceEndOfBody=response=>{isNetworkError(
response)&&(this.dispatchEvent(new Event("error")),this.close()),this.#reconnect()};fetchParams.processResponseEndOfBody=processEventSourceEndOfBody,fetchParams.
processResponse=response=>{if(isNetworkError(response))if(response.aborted){this.close(),this.dispatchEvent(new Event("error"));return}else{this.#reconnect();return}
const contentType=response.headersList.get("content-type",!0),mimeType=contentType!==null?parseMIMEType(contentType):"failure",contentTypeValid=mimeType!=="fail\
ure"&&mimeType.essence==="text/event-stream";if(response.status!==200||contentTypeValid===!1){this.close(),this.dispatchEvent(new Event("error"));return}this.#readyState=
OPEN,this.dispatchEvent(new Event("open")),this.#state.origin=response.urlList[response.urlList.length-1].origin;const eventSourceStream=new EventSourceStream({
eventSourceSettings:this.#state,maxEventSize:this.#dispatcher.eventSourceOptions?.maxEventSize,push:event=>{this.dispatchEvent(createFastMessageEvent(event.type,
event.options))}});pipeline(response.body.stream,eventSourceStream,error2=>{error2?.aborted===!1&&(this.close(),this.dispatchEvent(new Event("error")))})},this.#controller=
fetching(fetchParams)}async#reconnect(){this.#readyState!==CLOSED&&(this.#readyState=CONNECTING,this.dispatchEvent(new Event("error")),await delay(this.#state.reconnectionTime),
this.#readyState===CONNECTING&&(this.#state.lastEventId.length&&this.#request.headersList.set("last-event-id",this.#state.lastEventId,!0),this.#connect()))}close(){
webidl.brandCheck(this,EventSource),this.#readyState!==CLOSED&&(this.#readyState=CLOSED,this.#controller.abort(),this.#request=null)}get onopen(){return this.#events.
open}set onopen(fn){this.#events.open&&this.removeEventListener("open",this.#events.open),typeof fn=="function"?(this.#events.open=fn,this.addEventListener("ope\
n",fn)):this.#events.open=null}get onmessage(){return this.#events.message}set onmessage(fn){this.#events.message&&this.removeEventListener("message",this.#events.
message),typeof fn=="function"?(this.#events.message=fn,this.addEventListener("message",fn)):this.#events.message=null}get onerror(){return this.#events.error}set onerror(fn){
this.#events.error&&this.removeEventListener("error",this.#events.error),typeof fn=="function"?(this.#events.error=fn,this.addEventListener("error",fn)):this.#events.
error=null}}const constantsPropertyDescriptors={CONNECTING:{__proto__:null,configurable:!1,enumerable:!0,value:CONNECTING,writable:!1},OPEN:{__proto__:null,configurable:!1,
enumerable:!0,value:OPEN,writable:!1},CLOSED:{__proto__:null,configurable:!1,enumerable:!0,value:CLOSED,writable:!1}};Object.defineProperties(EventSource,constantsPropertyDescriptors),
Object.defineProperties(EventSource.prototype,constantsPropertyDescriptors),Object.defineProperties(EventSource.prototype,{close:kEnumerableProperty,onerror:kEnumerableProperty,
onmessage:kEnumerableProperty,onopen:kEnumerableProperty,readyState:kEnumerableProperty,url:kEnumerableProperty,withCredentials:kEnumerableProperty}),webidl.converters.
EventSourceInitDict=webidl.dictionaryConverter([{key:"withCredentials",converter:webidl.converters.boolean,defaultValue:()=>!1},{key:"dispatcher",converter:webidl.
converters.any,defaultValue:()=>getGlobalDispatcher()}]),module.exports={EventSource,defaultReconnectionTime}}),4811:(module=>{function isValidLastEventId(value){
return value.indexOf("\0")===-1}function isASCIINumber(value){if(value.length===0)return!1;for(let i2=0;i2<value.length;i2++)if(value.charCodeAt(i2)<48||value.charCodeAt(
i2)>57)return!1;return!0}function delay(ms){return new Promise(resolve=>{setTimeout(resolve,ms).unref()})}module.exports={isValidLastEventId,isASCIINumber,delay}}),
4492:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const util=__nccwpck_require__2(3440),{ReadableStreamFrom,isBlobLike,isReadableStreamLike,readableStreamClose,
createDeferredPromise,fullyReadBody,extractMimeType,utf8DecodeBytes}=__nccwpck_require__2(3168),{FormData}=__nccwpck_require__2(5910),{kState}=__nccwpck_require__2(
3627),{webidl}=__nccwpck_require__2(5893),{Blob:Blob2}=__nccwpck_require__2(4573),assert=__nccwpck_require__2(4589),{isErrored,isDisturbed}=__nccwpck_require__2(
7075),{isArrayBuffer}=__nccwpck_require__2(3429),{serializeAMimeType}=__nccwpck_require__2(1900),{multipartFormDataParser}=__nccwpck_require__2(116);let random;
try{const crypto=__nccwpck_require__2(7598);random=max2=>crypto.randomInt(0,max2)}catch{random=max2=>Math.floor(Math.random(max2))}const textEncoder=new TextEncoder;
function noop(){}const hasFinalizationRegistry=globalThis.FinalizationRegistry&&process.version.indexOf("v18")!==0;let streamRegistry;hasFinalizationRegistry&&(streamRegistry=
new FinalizationRegistry(weakRef=>{const stream=weakRef.deref();stream&&!stream.locked&&!isDisturbed(stream)&&!isErrored(stream)&&stream.cancel("Response object\
 has been garbage collected").catch(noop)}));function extractBody(object,keepalive=!1){let stream=null;object instanceof ReadableStream?stream=object:isBlobLike(
object)?stream=object.stream():stream=new ReadableStream({async pull(controller){const buffer=typeof source=="string"?textEncoder.encode(source):source;buffer.byteLength&&
controller.enqueue(buffer),queueMicrotask(()=>readableStreamClose(controller))},start(){},type:"bytes"}),assert(isReadableStreamLike(stream));let action=null,source=null,
length=null,type=null;if(typeof object=="string")source=object,type="text/plain;charset=UTF-8";else if(object instanceof URLSearchParams)source=object.toString(),
type="application/x-www-form-urlencoded;charset=UTF-8";else if(isArrayBuffer(object))source=new Uint8Array(object.slice());else if(ArrayBuffer.isView(object))source=
new Uint8Array(object.buffer.slice(object.byteOffset,object.byteOffset+object.byteLength));else if(util.isFormDataLike(object)){const boundary=`----formdata-und\
ici-0${`${random(1e11)}`.padStart(11,"0")}`,prefix=`--${boundary}\r
Content-Disposition: form-data`;const escape=str=>str.replace(/\n/g,"%0A").replace(/\r/g,"%0D").replace(/"/g,"%22"),normalizeLinefeeds=value=>value.replace(/\r?\n|\r/g,
`\r
`),blobParts=[],rn=new Uint8Array([13,10]);length=0;let hasUnknownSizeValue=!1;for(const[name,value]of object)if(typeof value=="string"){const chunk2=textEncoder.
encode(prefix+`; name="${escape(normalizeLinefeeds(name))}"\r
\r
${normalizeLinefeeds(value)}\r
`);blobParts.push(chunk2),length+=chunk2.byteLength}else{const chunk2=textEncoder.encode(`${prefix}; name="${escape(normalizeLinefeeds(name))}"`+(value.name?`; \
filename="${escape(value.name)}"`:"")+`\r
Content-Type: ${value.type||"application/octet-stream"}\r
\r
`);blobParts.push(chunk2,value,rn),typeof value.size=="number"?length+=chunk2.byteLength+value.size+rn.byteLength:hasUnknownSizeValue=!0}const chunk=textEncoder.
encode(`--${boundary}--\r
`);blobParts.push(chunk),length+=chunk.byteLength,hasUnknownSizeValue&&(length=null),source=object,action=async function*(){for(const part of blobParts)part.stream?
yield*part.stream():yield part},type=`multipart/form-data; boundary=${boundary}`}else if(isBlobLike(object))source=object,length=object.size,object.type&&(type=
object.type);else if(typeof object[Symbol.asyncIterator]=="function"){if(keepalive)throw new TypeError("keepalive");if(util.isDisturbed(object)||object.locked)throw new TypeError(
"Response body object should not be disturbed or locked");stream=object instanceof ReadableStream?object:ReadableStreamFrom(object)}if((typeof source=="string"||
util.isBuffer(source))&&(length=Buffer.byteLength(source)),action!=null){let iterator;stream=new ReadableStream({async start(){iterator=action(object)[Symbol.asyncIterator]()},
async pull(controller){const{value,done}=await iterator.next();if(done)queueMicrotask(()=>{controller.close(),controller.byobRequest?.respond(0)});else if(!isErrored(
stream)){const buffer=new Uint8Array(value);buffer.byteLength&&controller.enqueue(buffer)}return controller.desiredSize>0},async cancel(reason){await iterator.return()},
type:"bytes"})}return[{stream,source,length},type]}function safelyExtractBody(object,keepalive=!1){return object instanceof ReadableStream&&(assert(!util.isDisturbed(
object),"The body has already been consumed."),assert(!object.locked,"The stream is locked.")),extractBody(object,keepalive)}function cloneBody(instance,body){const[
out1,out2]=body.stream.tee();return body.stream=out1,{stream:out2,length:body.length,source:body.source}}function throwIfAborted(state){if(state.aborted)throw new DOMException(
"The operation was aborted.","AbortError")}function bodyMixinMethods(instance){return{blob(){return consumeBody(this,bytes=>{let mimeType=bodyMimeType(this);return mimeType===
null?mimeType="":mimeType&&(mimeType=serializeAMimeType(mimeType)),new Blob2([bytes],{type:mimeType})},instance)},arrayBuffer(){return consumeBody(this,bytes=>new Uint8Array(
bytes).buffer,instance)},text(){return consumeBody(this,utf8DecodeBytes,instance)},json(){return consumeBody(this,parseJSONFromBytes,instance)},formData(){return consumeBody(
this,value=>{const mimeType=bodyMimeType(this);if(mimeType!==null)switch(mimeType.essence){case"multipart/form-data":{const parsed=multipartFormDataParser(value,
mimeType);if(parsed==="failure")throw new TypeError("Failed to parse body as FormData.");const fd2=new FormData;return fd2[kState]=parsed,fd2}case"application/x\
-www-form-urlencoded":{const entries=new URLSearchParams(value.toString()),fd2=new FormData;for(const[name,value2]of entries)fd2.append(name,value2);return fd2}}
throw new TypeError('Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".')},instance)},bytes(){return consumeBody(this,bytes=>new Uint8Array(
bytes),instance)}}}function mixinBody(prototype){Object.assign(prototype.prototype,bodyMixinMethods(prototype))}async function consumeBody(object,convertBytesToJSValue,instance){
if(webidl.brandCheck(object,instance),bodyUnusable(object))throw new TypeError("Body is unusable: Body has already been read");throwIfAborted(object[kState]);const promise=createDeferredPromise(),
errorSteps=error2=>promise.reject(error2),successSteps=data=>{try{promise.resolve(convertBytesToJSValue(data))}catch(e){errorSteps(e)}};return object[kState].body==
null?(successSteps(Buffer.allocUnsafe(0)),promise.promise):(await fullyReadBody(object[kState].body,successSteps,errorSteps),promise.promise)}function bodyUnusable(object){
const body=object[kState].body;return body!=null&&(body.stream.locked||util.isDisturbed(body.stream))}function parseJSONFromBytes(bytes){return JSON.parse(utf8DecodeBytes(
bytes))}function bodyMimeType(requestOrResponse){const headers2=requestOrResponse[kState].headersList,mimeType=extractMimeType(headers2);return mimeType==="fail\
ure"?null:mimeType}module.exports={extractBody,safelyExtractBody,cloneBody,mixinBody,streamRegistry,hasFinalizationRegistry,bodyUnusable}}),4495:(module=>{const corsSafeListedMethods=[
"GET","HEAD","POST"],corsSafeListedMethodsSet=new Set(corsSafeListedMethods),nullBodyStatus=[101,204,205,304],redirectStatus=[301,302,303,307,308],redirectStatusSet=new Set(
redirectStatus),badPorts=["1","7","9","11","13","15","17","19","20","21","22","23","25","37","42","43","53","69","77","79","87","95","101","102","103","104","10\
9","110","111","113","115","117","119","123","135","137","139","143","161","179","389","427","465","512","513","514","515","526","530","531","532","540","548","\
554","556","563","587","601","636","989","990","993","995","1719","1720","1723","2049","3659","4045","4190","5060","5061","6000","6566","6665","6666","6667","66\
68","6669","6679","6697","10080"],badPortsSet=new Set(badPorts),referrerPolicy=["","no-referrer","no-referrer-when-downgrade","same-origin","origin","strict-ori\
gin","origin-when-cross-origin","strict-origin-when-cross-origin","unsafe-url"],referrerPolicySet=new Set(referrerPolicy),requestRedirect=["follow","manual","er\
ror"],safeMethods=["GET","HEAD","OPTIONS","TRACE"],safeMethodsSet=new Set(safeMethods),requestMode=["navigate","same-origin","no-cors","cors"],requestCredentials=[
"omit","same-origin","include"],requestCache=["default","no-store","reload","no-cache","force-cache","only-if-cached"],requestBodyHeader=["content-encoding","co\
ntent-language","content-location","content-type","content-length"],requestDuplex=["half"],forbiddenMethods=["CONNECT","TRACE","TRACK"],forbiddenMethodsSet=new Set(
forbiddenMethods),subresource=["audio","audioworklet","font","image","manifest","paintworklet","script","style","track","video","xslt",""],subresourceSet=new Set(
subresource);module.exports={subresource,forbiddenMethods,requestBodyHeader,referrerPolicy,requestRedirect,requestMode,requestCredentials,requestCache,redirectStatus,
corsSafeListedMethods,nullBodyStatus,safeMethods,badPorts,requestDuplex,subresourceSet,badPortsSet,redirectStatusSet,corsSafeListedMethodsSet,safeMethodsSet,forbiddenMethodsSet,
referrerPolicySet}}),1900:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const assert=__nccwpck_require__2(4589),encoder=new TextEncoder,HTTP_TOKEN_CODEPOINTS=/^[!#$%&'*+\-.^_|~A-Za-z0-9]+$/,
HTTP_WHITESPACE_REGEX=/[\u000A\u000D\u0009\u0020]/,ASCII_WHITESPACE_REPLACE_REGEX=/[\u0009\u000A\u000C\u000D\u0020]/g,HTTP_QUOTED_STRING_TOKENS=/^[\u0009\u0020-\u007E\u0080-\u00FF]+$/;
function dataURLProcessor(dataURL){assert(dataURL.protocol==="data:");let input=URLSerializer(dataURL,!0);input=input.slice(5);const position={position:0};let mimeType=collectASequenceOfCodePointsFast(
",",input,position);const mimeTypeLength=mimeType.length;if(mimeType=removeASCIIWhitespace(mimeType,!0,!0),position.position>=input.length)return"failure";position.
position++;const encodedBody=input.slice(mimeTypeLength+1);let body=stringPercentDecode(encodedBody);if(/;(\u0020){0,}base64$/i.test(mimeType)){const stringBody=isomorphicDecode(
body);if(body=forgivingBase64(stringBody),body==="failure")return"failure";mimeType=mimeType.slice(0,-6),mimeType=mimeType.replace(/(\u0020)+$/,""),mimeType=mimeType.
slice(0,-1)}mimeType.startsWith(";")&&(mimeType="text/plain"+mimeType);let mimeTypeRecord=parseMIMEType(mimeType);return mimeTypeRecord==="failure"&&(mimeTypeRecord=
parseMIMEType("text/plain;charset=US-ASCII")),{mimeType:mimeTypeRecord,body}}function URLSerializer(url,excludeFragment=!1){if(!excludeFragment)return url.href;
const href=url.href,hashLength=url.hash.length,serialized=hashLength===0?href:href.substring(0,href.length-hashLength);return!hashLength&&href.endsWith("#")?serialized.
slice(0,-1):serialized}function collectASequenceOfCodePoints(condition,input,position){let result="";for(;position.position<input.length&&condition(input[position.
position]);)result+=input[position.position],position.position++;return result}function collectASequenceOfCodePointsFast(char,input,position){const idx=input.indexOf(
char,position.position),start=position.position;return idx===-1?(position.position=input.length,input.slice(start)):(position.position=idx,input.slice(start,position.
position))}function stringPercentDecode(input){const bytes=encoder.encode(input);return percentDecode(bytes)}function isHexCharByte(byte){return byte>=48&&byte<=
57||byte>=65&&byte<=70||byte>=97&&byte<=102}function hexByteToNumber(byte){return byte>=48&&byte<=57?byte-48:(byte&223)-55}function percentDecode(input){const length=input.
length,output=new Uint8Array(length);let j=0;for(let i2=0;i2<length;++i2){const byte=input[i2];byte!==37?output[j++]=byte:byte===37&&!(isHexCharByte(input[i2+1])&&
isHexCharByte(input[i2+2]))?output[j++]=37:(output[j++]=hexByteToNumber(input[i2+1])<<4|hexByteToNumber(input[i2+2]),i2+=2)}return length===j?output:output.subarray(
0,j)}function parseMIMEType(input){input=removeHTTPWhitespace(input,!0,!0);const position={position:0},type=collectASequenceOfCodePointsFast("/",input,position);
if(type.length===0||!HTTP_TOKEN_CODEPOINTS.test(type)||position.position>input.length)return"failure";position.position++;let subtype=collectASequenceOfCodePointsFast(
";",input,position);if(subtype=removeHTTPWhitespace(subtype,!1,!0),subtype.length===0||!HTTP_TOKEN_CODEPOINTS.test(subtype))return"failure";const typeLowercase=type.
toLowerCase(),subtypeLowercase=subtype.toLowerCase(),mimeType={type:typeLowercase,subtype:subtypeLowercase,parameters:new Map,essence:`${typeLowercase}/${subtypeLowercase}`};
for(;position.position<input.length;){position.position++,collectASequenceOfCodePoints(char=>HTTP_WHITESPACE_REGEX.test(char),input,position);let parameterName=collectASequenceOfCodePoints(
char=>char!==";"&&char!=="=",input,position);if(parameterName=parameterName.toLowerCase(),position.position<input.length){if(input[position.position]===";")continue;
position.position++}if(position.position>input.length)break;let parameterValue=null;if(input[position.position]==='"')parameterValue=collectAnHTTPQuotedString(input,
position,!0),collectASequenceOfCodePointsFast(";",input,position);else if(parameterValue=collectASequenceOfCodePointsFast(";",input,position),parameterValue=removeHTTPWhitespace(
parameterValue,!1,!0),parameterValue.length===0)continue;parameterName.length!==0&&HTTP_TOKEN_CODEPOINTS.test(parameterName)&&(parameterValue.length===0||HTTP_QUOTED_STRING_TOKENS.
test(parameterValue))&&!mimeType.parameters.has(parameterName)&&mimeType.parameters.set(parameterName,parameterValue)}return mimeType}function forgivingBase64(data){
data=data.replace(ASCII_WHITESPACE_REPLACE_REGEX,"");let dataLength=data.length;if(dataLength%4===0&&data.charCodeAt(dataLength-1)===61&&(--dataLength,data.charCodeAt(
dataLength-1)===61&&--dataLength),dataLength%4===1||/[^+/0-9A-Za-z]/.test(data.length===dataLength?data:data.substring(0,dataLength)))return"failure";const buffer=Buffer.
from(data,"base64");return new Uint8Array(buffer.buffer,buffer.byteOffset,buffer.byteLength)}function collectAnHTTPQuotedString(input,position,extractValue){const positionStart=position.
position;let value="";for(assert(input[position.position]==='"'),position.position++;value+=collectASequenceOfCodePoints(char=>char!=='"'&&char!=="\\",input,position),
!(position.position>=input.length);){const quoteOrBackslash=input[position.position];if(position.position++,quoteOrBackslash==="\\"){if(position.position>=input.
length){value+="\\";break}value+=input[position.position],position.position++}else{assert(quoteOrBackslash==='"');break}}return extractValue?value:input.slice(positionStart,
position.position)}function serializeAMimeType(mimeType){assert(mimeType!=="failure");const{parameters,essence}=mimeType;let serialization=essence;for(let[name,
value]of parameters.entries())serialization+=";",serialization+=name,serialization+="=",HTTP_TOKEN_CODEPOINTS.test(value)||(value=value.replace(/(\\|")/g,"\\$1"),
value='"'+value,value+='"'),serialization+=value;return serialization}function isHTTPWhiteSpace(char){return char===13||char===10||char===9||char===32}function removeHTTPWhitespace(str,leading=!0,trailing=!0){
return removeChars(str,leading,trailing,isHTTPWhiteSpace)}function isASCIIWhitespace(char){return char===13||char===10||char===9||char===12||char===32}function removeASCIIWhitespace(str,leading=!0,trailing=!0){
return removeChars(str,leading,trailing,isASCIIWhitespace)}function removeChars(str,leading,trailing,predicate){let lead=0,trail=str.length-1;if(leading)for(;lead<
str.length&&predicate(str.charCodeAt(lead));)lead++;if(trailing)for(;trail>0&&predicate(str.charCodeAt(trail));)trail--;return lead===0&&trail===str.length-1?str:
str.slice(lead,trail+1)}function isomorphicDecode(input){const length=input.length;if(65535>length)return String.fromCharCode.apply(null,input);let result="",i2=0,
addition=65535;for(;i2<length;)i2+addition>length&&(addition=length-i2),result+=String.fromCharCode.apply(null,input.subarray(i2,i2+=addition));return result}function minimizeSupportedMimeType(mimeType){
switch(mimeType.essence){case"application/ecmascript":case"application/javascript":case"application/x-ecmascript":case"application/x-javascript":case"text/ecmas\
cript":case"text/javascript":case"text/javascript1.0":case"text/javascript1.1":case"text/javascript1.2":case"text/javascript1.3":case"text/javascript1.4":case"t\
ext/javascript1.5":case"text/jscript":case"text/livescript":case"text/x-ecmascript":case"text/x-javascript":return"text/javascript";case"application/json":case"\
text/json":return"application/json";case"image/svg+xml":return"image/svg+xml";case"text/xml":case"application/xml":return"application/xml"}return mimeType.subtype.
endsWith("+json")?"application/json":mimeType.subtype.endsWith("+xml")?"application/xml":""}module.exports={dataURLProcessor,URLSerializer,collectASequenceOfCodePoints,
collectASequenceOfCodePointsFast,stringPercentDecode,parseMIMEType,collectAnHTTPQuotedString,serializeAMimeType,removeChars,removeHTTPWhitespace,minimizeSupportedMimeType,
HTTP_TOKEN_CODEPOINTS,isomorphicDecode}}),6653:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{kConnected,kSize}=__nccwpck_require__2(6443);class CompatWeakRef{constructor(value){
this.value=value}deref(){return this.value[kConnected]===0&&this.value[kSize]===0?void 0:this.value}}class CompatFinalizer{constructor(finalizer){this.finalizer=
finalizer}register(dispatcher,key2){dispatcher.on&&dispatcher.on("disconnect",()=>{dispatcher[kConnected]===0&&dispatcher[kSize]===0&&this.finalizer(key2)})}unregister(key2){}}
module.exports=function(){return process.env.NODE_V8_COVERAGE&&process.version.startsWith("v18")?(process._rawDebug("Using compatibility WeakRef and Finalizatio\
nRegistry"),{WeakRef:CompatWeakRef,FinalizationRegistry:CompatFinalizer}):{WeakRef,FinalizationRegistry}}}),7114:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{Blob:Blob2,File}=__nccwpck_require__2(4573),{kState}=__nccwpck_require__2(3627),{webidl}=__nccwpck_require__2(5893);class FileLike{constructor(blobLike,fileName2,options={}){
const n=fileName2,t=options.type,d=options.lastModified??Date.now();this[kState]={blobLike,name:n,type:t,lastModified:d}}stream(...args){return webidl.brandCheck(
this,FileLike),this[kState].blobLike.stream(...args)}arrayBuffer(...args){return webidl.brandCheck(this,FileLike),this[kState].blobLike.arrayBuffer(...args)}slice(...args){
return webidl.brandCheck(this,FileLike),this[kState].blobLike.slice(...args)}text(...args){return webidl.brandCheck(this,FileLike),this[kState].blobLike.text(...args)}get size(){
return webidl.brandCheck(this,FileLike),this[kState].blobLike.size}get type(){return webidl.brandCheck(this,FileLike),this[kState].blobLike.type}get name(){return webidl.
brandCheck(this,FileLike),this[kState].name}get lastModified(){return webidl.brandCheck(this,FileLike),this[kState].lastModified}get[Symbol.toStringTag](){return"\
File"}}webidl.converters.Blob=webidl.interfaceConverter(Blob2);function isFileLike(object){return object instanceof File||object&&(typeof object.stream=="functi\
on"||typeof object.arrayBuffer=="function")&&object[Symbol.toStringTag]==="File"}module.exports={FileLike,isFileLike}}),116:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{isUSVString,bufferToLowerCasedHeaderName}=__nccwpck_require__2(3440),{utf8DecodeBytes}=__nccwpck_require__2(3168),{HTTP_TOKEN_CODEPOINTS,isomorphicDecode}=__nccwpck_require__2(
1900),{isFileLike}=__nccwpck_require__2(7114),{makeEntry}=__nccwpck_require__2(5910),assert=__nccwpck_require__2(4589),{File:NodeFile}=__nccwpck_require__2(4573),
File=globalThis.File??NodeFile,formDataNameBuffer=Buffer.from('form-data; name="'),filenameBuffer=Buffer.from("; filename"),dd=Buffer.from("--"),ddcrlf=Buffer.from(
`--\r
`);function isAsciiString(chars){for(let i2=0;i2<chars.length;++i2)if((chars.charCodeAt(i2)&-128)!==0)return!1;return!0}function validateBoundary(boundary){const length=boundary.
length;if(length<27||length>70)return!1;for(let i2=0;i2<length;++i2){const cp=boundary.charCodeAt(i2);if(!(cp>=48&&cp<=57||cp>=65&&cp<=90||cp>=97&&cp<=122||cp===
39||cp===45||cp===95))return!1}return!0}function multipartFormDataParser(input,mimeType){assert(mimeType!=="failure"&&mimeType.essence==="multipart/form-data");
const boundaryString=mimeType.parameters.get("boundary");if(boundaryString===void 0)return"failure";const boundary=Buffer.from(`--${boundaryString}`,"utf8"),entryList=[],
position={position:0};for(;input[position.position]===13&&input[position.position+1]===10;)position.position+=2;let trailing=input.length;for(;input[trailing-1]===
10&&input[trailing-2]===13;)trailing-=2;for(trailing!==input.length&&(input=input.subarray(0,trailing));;){if(input.subarray(position.position,position.position+
boundary.length).equals(boundary))position.position+=boundary.length;else return"failure";if(position.position===input.length-2&&bufferStartsWith(input,dd,position)||
position.position===input.length-4&&bufferStartsWith(input,ddcrlf,position))return entryList;if(input[position.position]!==13||input[position.position+1]!==10)return"\
failure";position.position+=2;const result=parseMultipartFormDataHeaders(input,position);if(result==="failure")return"failure";let{name,filename,contentType,encoding}=result;
position.position+=2;let body;{const boundaryIndex=input.indexOf(boundary.subarray(2),position.position);if(boundaryIndex===-1)return"failure";body=input.subarray(
position.position,boundaryIndex-4),position.position+=body.length,encoding==="base64"&&(body=Buffer.from(body.toString(),"base64"))}if(input[position.position]!==
13||input[position.position+1]!==10)return"failure";position.position+=2;let value;filename!==null?(contentType??="text/plain",isAsciiString(contentType)||(contentType=
""),value=new File([body],filename,{type:contentType})):value=utf8DecodeBytes(Buffer.from(body)),assert(isUSVString(name)),assert(typeof value=="string"&&isUSVString(
value)||isFileLike(value)),entryList.push(makeEntry(name,value,filename))}}function parseMultipartFormDataHeaders(input,position){let name=null,filename=null,contentType=null,
encoding=null;for(;;){if(input[position.position]===13&&input[position.position+1]===10)return name===null?"failure":{name,filename,contentType,encoding};let headerName=collectASequenceOfBytes(
char=>char!==10&&char!==13&&char!==58,input,position);if(headerName=removeChars(headerName,!0,!0,char=>char===9||char===32),!HTTP_TOKEN_CODEPOINTS.test(headerName.
toString())||input[position.position]!==58)return"failure";switch(position.position++,collectASequenceOfBytes(char=>char===32||char===9,input,position),bufferToLowerCasedHeaderName(
headerName)){case"content-disposition":{if(name=filename=null,!bufferStartsWith(input,formDataNameBuffer,position)||(position.position+=17,name=parseMultipartFormDataName(
input,position),name===null))return"failure";if(bufferStartsWith(input,filenameBuffer,position)){let check=position.position+filenameBuffer.length;if(input[check]===
42&&(position.position+=1,check+=1),input[check]!==61||input[check+1]!==34||(position.position+=12,filename=parseMultipartFormDataName(input,position),filename===
null))return"failure"}break}case"content-type":{let headerValue2=collectASequenceOfBytes(char=>char!==10&&char!==13,input,position);headerValue2=removeChars(headerValue2,
!1,!0,char=>char===9||char===32),contentType=isomorphicDecode(headerValue2);break}case"content-transfer-encoding":{let headerValue2=collectASequenceOfBytes(char=>char!==
10&&char!==13,input,position);headerValue2=removeChars(headerValue2,!1,!0,char=>char===9||char===32),encoding=isomorphicDecode(headerValue2);break}default:collectASequenceOfBytes(
char=>char!==10&&char!==13,input,position)}if(input[position.position]!==13&&input[position.position+1]!==10)return"failure";position.position+=2}}function parseMultipartFormDataName(input,position){
assert(input[position.position-1]===34);let name=collectASequenceOfBytes(char=>char!==10&&char!==13&&char!==34,input,position);return input[position.position]!==
34?null:(position.position++,name=new TextDecoder().decode(name).replace(/%0A/ig,`
`).replace(/%0D/ig,"\r").replace(/%22/g,'"'),name)}function collectASequenceOfBytes(condition,input,position){let start=position.position;for(;start<input.length&&
condition(input[start]);)++start;return input.subarray(position.position,position.position=start)}function removeChars(buf,leading,trailing,predicate){let lead=0,
trail=buf.length-1;if(leading)for(;lead<buf.length&&predicate(buf[lead]);)lead++;if(trailing)for(;trail>0&&predicate(buf[trail]);)trail--;return lead===0&&trail===
buf.length-1?buf:buf.subarray(lead,trail+1)}function bufferStartsWith(buffer,start,position){if(buffer.length<start.length)return!1;for(let i2=0;i2<start.length;i2++)
if(start[i2]!==buffer[position.position+i2])return!1;return!0}module.exports={multipartFormDataParser,validateBoundary}}),5910:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{isBlobLike,iteratorMixin}=__nccwpck_require__2(3168),{kState}=__nccwpck_require__2(3627),{kEnumerableProperty}=__nccwpck_require__2(3440),{FileLike,isFileLike}=__nccwpck_require__2(
7114),{webidl}=__nccwpck_require__2(5893),{File:NativeFile}=__nccwpck_require__2(4573),nodeUtil=__nccwpck_require__2(7975),File=globalThis.File??NativeFile;class FormData{constructor(form){
if(webidl.util.markAsUncloneable(this),form!==void 0)throw webidl.errors.conversionFailed({prefix:"FormData constructor",argument:"Argument 1",types:["undefined"]});
this[kState]=[]}append(name,value,filename=void 0){webidl.brandCheck(this,FormData);const prefix="FormData.append";if(webidl.argumentLengthCheck(arguments,2,prefix),
arguments.length===3&&!isBlobLike(value))throw new TypeError("Failed to execute 'append' on 'FormData': parameter 2 is not of type 'Blob'");name=webidl.converters.
USVString(name,prefix,"name"),value=isBlobLike(value)?webidl.converters.Blob(value,prefix,"value",{strict:!1}):webidl.converters.USVString(value,prefix,"value"),
filename=arguments.length===3?webidl.converters.USVString(filename,prefix,"filename"):void 0;const entry=makeEntry(name,value,filename);this[kState].push(entry)}delete(name){
webidl.brandCheck(this,FormData);const prefix="FormData.delete";webidl.argumentLengthCheck(arguments,1,prefix),name=webidl.converters.USVString(name,prefix,"nam\
e"),this[kState]=this[kState].filter(entry=>entry.name!==name)}get(name){webidl.brandCheck(this,FormData);const prefix="FormData.get";webidl.argumentLengthCheck(
arguments,1,prefix),name=webidl.converters.USVString(name,prefix,"name");const idx=this[kState].findIndex(entry=>entry.name===name);return idx===-1?null:this[kState][idx].
value}getAll(name){webidl.brandCheck(this,FormData);const prefix="FormData.getAll";return webidl.argumentLengthCheck(arguments,1,prefix),name=webidl.converters.
USVString(name,prefix,"name"),this[kState].filter(entry=>entry.name===name).map(entry=>entry.value)}has(name){webidl.brandCheck(this,FormData);const prefix="For\
mData.has";return webidl.argumentLengthCheck(arguments,1,prefix),name=webidl.converters.USVString(name,prefix,"name"),this[kState].findIndex(entry=>entry.name===
name)!==-1}set(name,value,filename=void 0){webidl.brandCheck(this,FormData);const prefix="FormData.set";if(webidl.argumentLengthCheck(arguments,2,prefix),arguments.
length===3&&!isBlobLike(value))throw new TypeError("Failed to execute 'set' on 'FormData': parameter 2 is not of type 'Blob'");name=webidl.converters.USVString(
name,prefix,"name"),value=isBlobLike(value)?webidl.converters.Blob(value,prefix,"name",{strict:!1}):webidl.converters.USVString(value,prefix,"name"),filename=arguments.
length===3?webidl.converters.USVString(filename,prefix,"name"):void 0;const entry=makeEntry(name,value,filename),idx=this[kState].findIndex(entry2=>entry2.name===
name);idx!==-1?this[kState]=[...this[kState].slice(0,idx),entry,...this[kState].slice(idx+1).filter(entry2=>entry2.name!==name)]:this[kState].push(entry)}[nodeUtil.
inspect.custom](depth,options){const state=this[kState].reduce((a,b)=>(a[b.name]?Array.isArray(a[b.name])?a[b.name].push(b.value):a[b.name]=[a[b.name],b.value]:
a[b.name]=b.value,a),{__proto__:null});options.depth??=depth,options.colors??=!0;const output=nodeUtil.formatWithOptions(options,state);return`FormData ${output.
slice(output.indexOf("]")+2)}`}}iteratorMixin("FormData",FormData,kState,"name","value"),Object.defineProperties(FormData.prototype,{append:kEnumerableProperty,
delete:kEnumerableProperty,get:kEnumerableProperty,getAll:kEnumerableProperty,has:kEnumerableProperty,set:kEnumerableProperty,[Symbol.toStringTag]:{value:"FormD\
ata",configurable:!0}});function makeEntry(name,value,filename){if(typeof value!="string"){if(isFileLike(value)||(value=value instanceof Blob?new File([value],"\
blob",{type:value.type}):new FileLike(value,"blob",{type:value.type})),filename!==void 0){const options={type:value.type,lastModified:value.lastModified};value=
value instanceof NativeFile?new File([value],filename,options):new FileLike(value,filename,options)}}return{name,value}}module.exports={FormData,makeEntry}}),1059:(module=>{
const globalOrigin=Symbol.for("undici.globalOrigin.1");function getGlobalOrigin(){return globalThis[globalOrigin]}function setGlobalOrigin(newOrigin){if(newOrigin===
void 0){Object.defineProperty(globalThis,globalOrigin,{value:void 0,writable:!0,enumerable:!1,configurable:!1});return}const parsedURL=new URL(newOrigin);if(parsedURL.
protocol!=="http:"&&parsedURL.protocol!=="https:")throw new TypeError(`Only http & https urls are allowed, received ${parsedURL.protocol}`);Object.defineProperty(
globalThis,globalOrigin,{value:parsedURL,writable:!0,enumerable:!1,configurable:!1})}module.exports={getGlobalOrigin,setGlobalOrigin}}),660:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{kConstruct}=__nccwpck_require__2(6443),{kEnumerableProperty}=__nccwpck_require__2(3440),{iteratorMixin,isValidHeaderName,isValidHeaderValue}=__nccwpck_require__2(
3168),{webidl}=__nccwpck_require__2(5893),assert=__nccwpck_require__2(4589),util=__nccwpck_require__2(7975),kHeadersMap=Symbol("headers map"),kHeadersSortedMap=Symbol(
"headers map sorted");function isHTTPWhiteSpaceCharCode(code2){return code2===10||code2===13||code2===9||code2===32}function headerValueNormalize(potentialValue){
let i2=0,j=potentialValue.length;for(;j>i2&&isHTTPWhiteSpaceCharCode(potentialValue.charCodeAt(j-1));)--j;for(;j>i2&&isHTTPWhiteSpaceCharCode(potentialValue.charCodeAt(
i2));)++i2;return i2===0&&j===potentialValue.length?potentialValue:potentialValue.substring(i2,j)}function fill(headers2,object){if(Array.isArray(object))for(let i2=0;i2<
object.length;++i2){const header=object[i2];if(header.length!==2)throw webidl.errors.exception({header:"Headers constructor",message:`expected name/value pair t\
o be length 2, found ${header.length}.`});appendHeader(headers2,header[0],header[1])}else if(typeof object=="object"&&object!==null){const keys=Object.keys(object);
for(let i2=0;i2<keys.length;++i2)appendHeader(headers2,keys[i2],object[keys[i2]])}else throw webidl.errors.conversionFailed({prefix:"Headers constructor",argument:"\
Argument 1",types:["sequence<sequence<ByteString>>","record<ByteString, ByteString>"]})}function appendHeader(headers2,name,value){if(value=headerValueNormalize(
value),isValidHeaderName(name)){if(!isValidHeaderValue(value))throw webidl.errors.invalidArgument({prefix:"Headers.append",value,type:"header value"})}else throw webidl.
errors.invalidArgument({prefix:"Headers.append",value:name,type:"header name"});if(getHeadersGuard(headers2)==="immutable")throw new TypeError("immutable");return getHeadersList(
headers2).append(name,value,!1)}function compareHeaderName(a,b){return a[0]<b[0]?-1:1}class HeadersList{cookies=null;constructor(init){init instanceof HeadersList?
(this[kHeadersMap]=new Map(init[kHeadersMap]),this[kHeadersSortedMap]=init[kHeadersSortedMap],this.cookies=init.cookies===null?null:[...init.cookies]):(this[kHeadersMap]=
new Map(init),this[kHeadersSortedMap]=null)}contains(name,isLowerCase){return this[kHeadersMap].has(isLowerCase?name:name.toLowerCase())}clear(){this[kHeadersMap].
clear(),this[kHeadersSortedMap]=null,this.cookies=null}append(name,value,isLowerCase){this[kHeadersSortedMap]=null;const lowercaseName=isLowerCase?name:name.toLowerCase(),
exists2=this[kHeadersMap].get(lowercaseName);if(exists2){const delimiter=lowercaseName==="cookie"?"; ":", ";this[kHeadersMap].set(lowercaseName,{name:exists2.name,
value:`${exists2.value}${delimiter}${value}`})}else this[kHeadersMap].set(lowercaseName,{name,value});lowercaseName==="set-cookie"&&(this.cookies??=[]).push(value)}set(name,value,isLowerCase){
this[kHeadersSortedMap]=null;const lowercaseName=isLowerCase?name:name.toLowerCase();lowercaseName==="set-cookie"&&(this.cookies=[value]),this[kHeadersMap].set(
lowercaseName,{name,value})}delete(name,isLowerCase){this[kHeadersSortedMap]=null,isLowerCase||(name=name.toLowerCase()),name==="set-cookie"&&(this.cookies=null),
this[kHeadersMap].delete(name)}get(name,isLowerCase){return this[kHeadersMap].get(isLowerCase?name:name.toLowerCase())?.value??null}*[Symbol.iterator](){for(const{
0:name,1:{value}}of this[kHeadersMap])yield[name,value]}get entries(){const headers2={};if(this[kHeadersMap].size!==0)for(const{name,value}of this[kHeadersMap].
values())headers2[name]=value;return headers2}rawValues(){return this[kHeadersMap].values()}get entriesList(){const headers2=[];if(this[kHeadersMap].size!==0)for(const{
0:lowerName,1:{name,value}}of this[kHeadersMap])if(lowerName==="set-cookie")for(const cookie of this.cookies)headers2.push([name,cookie]);else headers2.push([name,
value]);return headers2}toSortedArray(){const size=this[kHeadersMap].size,array=new Array(size);if(size<=32){if(size===0)return array;const iterator=this[kHeadersMap][Symbol.
iterator](),firstValue=iterator.next().value;array[0]=[firstValue[0],firstValue[1].value],assert(firstValue[1].value!==null);for(let i2=1,j=0,right=0,left=0,pivot=0,
x2,value;i2<size;++i2){for(value=iterator.next().value,x2=array[i2]=[value[0],value[1].value],assert(x2[1]!==null),left=0,right=i2;left<right;)pivot=left+(right-
left>>1),array[pivot][0]<=x2[0]?left=pivot+1:right=pivot;if(i2!==pivot){for(j=i2;j>left;)array[j]=array[--j];array[left]=x2}}if(!iterator.next().done)throw new TypeError(
"Unreachable");return array}else{let i2=0;for(const{0:name,1:{value}}of this[kHeadersMap])array[i2++]=[name,value],assert(value!==null);return array.sort(compareHeaderName)}}}
class Headers{#guard;#headersList;constructor(init=void 0){webidl.util.markAsUncloneable(this),init!==kConstruct&&(this.#headersList=new HeadersList,this.#guard=
"none",init!==void 0&&(init=webidl.converters.HeadersInit(init,"Headers contructor","init"),fill(this,init)))}append(name,value){webidl.brandCheck(this,Headers),
webidl.argumentLengthCheck(arguments,2,"Headers.append");const prefix="Headers.append";return name=webidl.converters.ByteString(name,prefix,"name"),value=webidl.
converters.ByteString(value,prefix,"value"),appendHeader(this,name,value)}delete(name){if(webidl.brandCheck(this,Headers),webidl.argumentLengthCheck(arguments,1,
"Headers.delete"),name=webidl.converters.ByteString(name,"Headers.delete","name"),!isValidHeaderName(name))throw webidl.errors.invalidArgument({prefix:"Headers.\
delete",value:name,type:"header name"});if(this.#guard==="immutable")throw new TypeError("immutable");this.#headersList.contains(name,!1)&&this.#headersList.delete(
name,!1)}get(name){webidl.brandCheck(this,Headers),webidl.argumentLengthCheck(arguments,1,"Headers.get");const prefix="Headers.get";if(name=webidl.converters.ByteString(
name,prefix,"name"),!isValidHeaderName(name))throw webidl.errors.invalidArgument({prefix,value:name,type:"header name"});return this.#headersList.get(name,!1)}has(name){
webidl.brandCheck(this,Headers),webidl.argumentLengthCheck(arguments,1,"Headers.has");const prefix="Headers.has";if(name=webidl.converters.ByteString(name,prefix,
"name"),!isValidHeaderName(name))throw webidl.errors.invalidArgument({prefix,value:name,type:"header name"});return this.#headersList.contains(name,!1)}set(name,value){
webidl.brandCheck(this,Headers),webidl.argumentLengthCheck(arguments,2,"Headers.set");const prefix="Headers.set";if(name=webidl.converters.ByteString(name,prefix,
"name"),value=webidl.converters.ByteString(value,prefix,"value"),value=headerValueNormalize(value),isValidHeaderName(name)){if(!isValidHeaderValue(value))throw webidl.
errors.invalidArgument({prefix,value,type:"header value"})}else throw webidl.errors.invalidArgument({prefix,value:name,type:"header name"});if(this.#guard==="im\
mutable")throw new TypeError("immutable");this.#headersList.set(name,value,!1)}getSetCookie(){webidl.brandCheck(this,Headers);const list=this.#headersList.cookies;
return list?[...list]:[]}get[kHeadersSortedMap](){if(this.#headersList[kHeadersSortedMap])return this.#headersList[kHeadersSortedMap];const headers2=[],names=this.#headersList.
toSortedArray(),cookies=this.#headersList.cookies;if(cookies===null||cookies.length===1)return this.#headersList[kHeadersSortedMap]=names;for(let i2=0;i2<names.
length;++i2){const{0:name,1:value}=names[i2];if(name==="set-cookie")for(let j=0;j<cookies.length;++j)headers2.push([name,cookies[j]]);else headers2.push([name,value])}
return this.#headersList[kHeadersSortedMap]=headers2}[util.inspect.custom](depth,options){return options.depth??=depth,`Headers ${util.formatWithOptions(options,
this.#headersList.entries)}`}static getHeadersGuard(o){return o.#guard}static setHeadersGuard(o,guard){o.#guard=guard}static getHeadersList(o){return o.#headersList}static setHeadersList(o,list){
o.#headersList=list}}const{getHeadersGuard,setHeadersGuard,getHeadersList,setHeadersList}=Headers;Reflect.deleteProperty(Headers,"getHeadersGuard"),Reflect.deleteProperty(
Headers,"setHeadersGuard"),Reflect.deleteProperty(Headers,"getHeadersList"),Reflect.deleteProperty(Headers,"setHeadersList"),iteratorMixin("Headers",Headers,kHeadersSortedMap,
0,1),Object.defineProperties(Headers.prototype,{append:kEnumerableProperty,delete:kEnumerableProperty,get:kEnumerableProperty,has:kEnumerableProperty,set:kEnumerableProperty,
getSetCookie:kEnumerableProperty,[Symbol.toStringTag]:{value:"Headers",configurable:!0},[util.inspect.custom]:{enumerable:!1}}),webidl.converters.HeadersInit=function(V,prefix,argument){
if(webidl.util.Type(V)==="Object"){const iterator=Reflect.get(V,Symbol.iterator);if(!util.types.isProxy(V)&&iterator===Headers.prototype.entries)try{return getHeadersList(
V).entriesList}catch{}return typeof iterator=="function"?webidl.converters["sequence<sequence<ByteString>>"](V,prefix,argument,iterator.bind(V)):webidl.converters["\
record<ByteString, ByteString>"](V,prefix,argument)}throw webidl.errors.conversionFailed({prefix:"Headers constructor",argument:"Argument 1",types:["sequence<se\
quence<ByteString>>","record<ByteString, ByteString>"]})},module.exports={fill,compareHeaderName,Headers,HeadersList,getHeadersGuard,setHeadersGuard,setHeadersList,
getHeadersList}}),4398:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{makeNetworkError,makeAppropriateNetworkError,filterResponse,makeResponse,
fromInnerResponse}=__nccwpck_require__2(9051),{HeadersList}=__nccwpck_require__2(660),{Request,cloneRequest}=__nccwpck_require__2(9967),zlib=__nccwpck_require__2(
8522),{bytesMatch,makePolicyContainer,clonePolicyContainer,requestBadPort,TAOCheck,appendRequestOriginHeader,responseLocationURL,requestCurrentURL,setRequestReferrerPolicyOnRedirect,
tryUpgradeRequestToAPotentiallyTrustworthyURL,createOpaqueTimingInfo,appendFetchMetadata,corsCheck,crossOriginResourcePolicyCheck,determineRequestsReferrer,coarsenedSharedCurrentTime,
createDeferredPromise,isBlobLike,sameOrigin,isCancelled,isAborted,isErrorLike:isErrorLike2,fullyReadBody,readableStreamClose,isomorphicEncode,urlIsLocal,urlIsHttpHttpsScheme,
urlHasHttpsScheme,clampAndCoarsenConnectionTimingInfo,simpleRangeHeaderValue,buildContentRange,createInflate,extractMimeType}=__nccwpck_require__2(3168),{kState,
kDispatcher}=__nccwpck_require__2(3627),assert=__nccwpck_require__2(4589),{safelyExtractBody,extractBody}=__nccwpck_require__2(4492),{redirectStatusSet,nullBodyStatus,
safeMethodsSet,requestBodyHeader,subresourceSet}=__nccwpck_require__2(4495),EE=__nccwpck_require__2(8474),{Readable,pipeline,finished}=__nccwpck_require__2(7075),
{addAbortListener,isErrored,isReadable,bufferToLowerCasedHeaderName}=__nccwpck_require__2(3440),{dataURLProcessor,serializeAMimeType,minimizeSupportedMimeType}=__nccwpck_require__2(
1900),{getGlobalDispatcher}=__nccwpck_require__2(2581),{webidl}=__nccwpck_require__2(5893),{STATUS_CODES}=__nccwpck_require__2(7067),GET_OR_HEAD=["GET","HEAD"],
defaultUserAgent=typeof __UNDICI_IS_NODE__<"u"||typeof esbuildDetection<"u"?"node":"undici";let resolveObjectURL;class Fetch extends EE{constructor(dispatcher){
super(),this.dispatcher=dispatcher,this.connection=null,this.dump=!1,this.state="ongoing"}terminate(reason){this.state==="ongoing"&&(this.state="terminated",this.
connection?.destroy(reason),this.emit("terminated",reason))}abort(error2){this.state==="ongoing"&&(this.state="aborted",error2||(error2=new DOMException("The op\
eration was aborted.","AbortError")),this.serializedAbortReason=error2,this.connection?.destroy(error2),this.emit("terminated",error2))}}function handleFetchDone(response){
finalizeAndReportTiming(response,"fetch")}function fetch(input,init=void 0){webidl.argumentLengthCheck(arguments,1,"globalThis.fetch");let p=createDeferredPromise(),
requestObject;try{requestObject=new Request(input,init)}catch(e){return p.reject(e),p.promise}const request=requestObject[kState];if(requestObject.signal.aborted)
return abortFetch(p,request,null,requestObject.signal.reason),p.promise;request.client.globalObject?.constructor?.name==="ServiceWorkerGlobalScope"&&(request.serviceWorkers=
"none");let responseObject=null,locallyAborted=!1,controller=null;return addAbortListener(requestObject.signal,()=>{locallyAborted=!0,assert(controller!=null),controller.
abort(requestObject.signal.reason);const realResponse=responseObject?.deref();abortFetch(p,request,realResponse,requestObject.signal.reason)}),controller=fetching(
{request,processResponseEndOfBody:handleFetchDone,processResponse:response=>{if(!locallyAborted){if(response.aborted){abortFetch(p,request,responseObject,controller.
serializedAbortReason);return}if(response.type==="error"){p.reject(new TypeError("fetch failed",{cause:response.error}));return}responseObject=new WeakRef(fromInnerResponse(
response,"immutable")),p.resolve(responseObject.deref()),p=null}},dispatcher:requestObject[kDispatcher]}),p.promise}function finalizeAndReportTiming(response,initiatorType="\
other"){if(response.type==="error"&&response.aborted||!response.urlList?.length)return;const originalURL=response.urlList[0];let timingInfo=response.timingInfo,
cacheState=response.cacheState;urlIsHttpHttpsScheme(originalURL)&&timingInfo!==null&&(response.timingAllowPassed||(timingInfo=createOpaqueTimingInfo({startTime:timingInfo.
startTime}),cacheState=""),timingInfo.endTime=coarsenedSharedCurrentTime(),response.timingInfo=timingInfo,markResourceTiming(timingInfo,originalURL.href,initiatorType,
globalThis,cacheState))}const markResourceTiming=performance.markResourceTiming;function abortFetch(p,request,responseObject,error2){if(p&&p.reject(error2),request.
body!=null&&isReadable(request.body?.stream)&&request.body.stream.cancel(error2).catch(err2=>{if(err2.code!=="ERR_INVALID_STATE")throw err2}),responseObject==null)
return;const response=responseObject[kState];response.body!=null&&isReadable(response.body?.stream)&&response.body.stream.cancel(error2).catch(err2=>{if(err2.code!==
"ERR_INVALID_STATE")throw err2})}function fetching({request,processRequestBodyChunkLength,processRequestEndOfBody,processResponse,processResponseEndOfBody,processResponseConsumeBody,
useParallelQueue=!1,dispatcher=getGlobalDispatcher()}){assert(dispatcher);let taskDestination=null,crossOriginIsolatedCapability=!1;request.client!=null&&(taskDestination=
request.client.globalObject,crossOriginIsolatedCapability=request.client.crossOriginIsolatedCapability);const currentTime=coarsenedSharedCurrentTime(crossOriginIsolatedCapability),
timingInfo=createOpaqueTimingInfo({startTime:currentTime}),fetchParams={controller:new Fetch(dispatcher),request,timingInfo,processRequestBodyChunkLength,processRequestEndOfBody,
processResponse,processResponseConsumeBody,processResponseEndOfBody,taskDestination,crossOriginIsolatedCapability};return assert(!request.body||request.body.stream),
request.window==="client"&&(request.window=request.client?.globalObject?.constructor?.name==="Window"?request.client:"no-window"),request.origin==="client"&&(request.
origin=request.client.origin),request.policyContainer==="client"&&(request.client!=null?request.policyContainer=clonePolicyContainer(request.client.policyContainer):
request.policyContainer=makePolicyContainer()),request.headersList.contains("accept",!0)||request.headersList.append("accept","*/*",!0),request.headersList.contains(
"accept-language",!0)||request.headersList.append("accept-language","*",!0),request.priority,subresourceSet.has(request.destination),mainFetch(fetchParams).catch(
err2=>{fetchParams.controller.terminate(err2)}),fetchParams.controller}async function mainFetch(fetchParams,recursive=!1){const request=fetchParams.request;let response=null;
if(request.localURLsOnly&&!urlIsLocal(requestCurrentURL(request))&&(response=makeNetworkError("local URLs only")),tryUpgradeRequestToAPotentiallyTrustworthyURL(
request),requestBadPort(request)==="blocked"&&(response=makeNetworkError("bad port")),request.referrerPolicy===""&&(request.referrerPolicy=request.policyContainer.
referrerPolicy),request.referrer!=="no-referrer"&&(request.referrer=determineRequestsReferrer(request)),response===null&&(response=await(async()=>{const currentURL=requestCurrentURL(
request);return sameOrigin(currentURL,request.url)&&request.responseTainting==="basic"||currentURL.protocol==="data:"||request.mode==="navigate"||request.mode===
"websocket"?(request.responseTainting="basic",await schemeFetch(fetchParams)):request.mode==="same-origin"?makeNetworkError('request mode cannot be "same-origin\
"'):request.mode==="no-cors"?request.redirect!=="follow"?makeNetworkError('redirect mode cannot be "follow" for "no-cors" request'):(request.responseTainting="o\
paque",await schemeFetch(fetchParams)):urlIsHttpHttpsScheme(requestCurrentURL(request))?(request.responseTainting="cors",await httpFetch(fetchParams)):makeNetworkError(
"URL scheme must be a HTTP(S) scheme")})()),recursive)return response;response.status!==0&&!response.internalResponse&&(request.responseTainting,request.responseTainting===
"basic"?response=filterResponse(response,"basic"):request.responseTainting==="cors"?response=filterResponse(response,"cors"):request.responseTainting==="opaque"?
response=filterResponse(response,"opaque"):assert(!1));let internalResponse=response.status===0?response:response.internalResponse;if(internalResponse.urlList.length===
0&&internalResponse.urlList.push(...request.urlList),request.timingAllowFailed||(response.timingAllowPassed=!0),response.type==="opaque"&&internalResponse.status===
206&&internalResponse.rangeRequested&&!request.headers.contains("range",!0)&&(response=internalResponse=makeNetworkError()),response.status!==0&&(request.method===
"HEAD"||request.method==="CONNECT"||nullBodyStatus.includes(internalResponse.status))&&(internalResponse.body=null,fetchParams.controller.dump=!0),request.integrity){
const processBodyError=reason=>fetchFinale(fetchParams,makeNetworkError(reason));if(request.responseTainting==="opaque"||response.body==null){processBodyError(response.
error);return}const processBody=bytes=>{if(!bytesMatch(bytes,request.integrity)){processBodyError("integrity mismatch");return}response.body=safelyExtractBody(bytes)[0],
fetchFinale(fetchParams,response)};await fullyReadBody(response.body,processBody,processBodyError)}else fetchFinale(fetchParams,response)}function schemeFetch(fetchParams){
if(isCancelled(fetchParams)&&fetchParams.request.redirectCount===0)return Promise.resolve(makeAppropriateNetworkError(fetchParams));const{request}=fetchParams,{
protocol:scheme}=requestCurrentURL(request);switch(scheme){case"about:":return Promise.resolve(makeNetworkError("about scheme is not supported"));case"blob:":{resolveObjectURL||
(resolveObjectURL=__nccwpck_require__2(4573).resolveObjectURL);const blobURLEntry=requestCurrentURL(request);if(blobURLEntry.search.length!==0)return Promise.resolve(
makeNetworkError("NetworkError when attempting to fetch resource."));const blob=resolveObjectURL(blobURLEntry.toString());if(request.method!=="GET"||!isBlobLike(
blob))return Promise.resolve(makeNetworkError("invalid method"));const response=makeResponse(),fullLength=blob.size,serializedFullLength=isomorphicEncode(`${fullLength}`),
type=blob.type;if(request.headersList.contains("range",!0)){response.rangeRequested=!0;const rangeHeader=request.headersList.get("range",!0),rangeValue=simpleRangeHeaderValue(
rangeHeader,!0);if(rangeValue==="failure")return Promise.resolve(makeNetworkError("failed to fetch the data URL"));let{rangeStartValue:rangeStart,rangeEndValue:rangeEnd}=rangeValue;
if(rangeStart===null)rangeStart=fullLength-rangeEnd,rangeEnd=rangeStart+rangeEnd-1;else{if(rangeStart>=fullLength)return Promise.resolve(makeNetworkError("Range\
 start is greater than the blob's size."));(rangeEnd===null||rangeEnd>=fullLength)&&(rangeEnd=fullLength-1)}const slicedBlob=blob.slice(rangeStart,rangeEnd,type),
slicedBodyWithType=extractBody(slicedBlob);response.body=slicedBodyWithType[0];const serializedSlicedLength=isomorphicEncode(`${slicedBlob.size}`),contentRange=buildContentRange(
rangeStart,rangeEnd,fullLength);response.status=206,response.statusText="Partial Content",response.headersList.set("content-length",serializedSlicedLength,!0),response.
headersList.set("content-type",type,!0),response.headersList.set("content-range",contentRange,!0)}else{const bodyWithType=extractBody(blob);response.statusText=
"OK",response.body=bodyWithType[0],response.headersList.set("content-length",serializedFullLength,!0),response.headersList.set("content-type",type,!0)}return Promise.
resolve(response)}case"data:":{const currentURL=requestCurrentURL(request),dataURLStruct=dataURLProcessor(currentURL);if(dataURLStruct==="failure")return Promise.
resolve(makeNetworkError("failed to fetch the data URL"));const mimeType=serializeAMimeType(dataURLStruct.mimeType);return Promise.resolve(makeResponse({statusText:"\
OK",headersList:[["content-type",{name:"Content-Type",value:mimeType}]],body:safelyExtractBody(dataURLStruct.body)[0]}))}case"file:":return Promise.resolve(makeNetworkError(
"not implemented... yet..."));case"http:":case"https:":return httpFetch(fetchParams).catch(err2=>makeNetworkError(err2));default:return Promise.resolve(makeNetworkError(
"unknown scheme"))}}function finalizeResponse(fetchParams,response){fetchParams.request.done=!0,fetchParams.processResponseDone!=null&&queueMicrotask(()=>fetchParams.
processResponseDone(response))}function fetchFinale(fetchParams,response){let timingInfo=fetchParams.timingInfo;const processResponseEndOfBody=()=>{const unsafeEndTime=Date.
now();fetchParams.request.destination==="document"&&(fetchParams.controller.fullTimingInfo=timingInfo),fetchParams.controller.reportTimingSteps=()=>{if(fetchParams.
request.url.protocol!=="https:")return;timingInfo.endTime=unsafeEndTime;let cacheState=response.cacheState;const bodyInfo=response.bodyInfo;response.timingAllowPassed||
(timingInfo=createOpaqueTimingInfo(timingInfo),cacheState="");let responseStatus=0;if(fetchParams.request.mode!=="navigator"||!response.hasCrossOriginRedirects){
responseStatus=response.status;const mimeType=extractMimeType(response.headersList);mimeType!=="failure"&&(bodyInfo.contentType=minimizeSupportedMimeType(mimeType))}
fetchParams.request.initiatorType!=null&&markResourceTiming(timingInfo,fetchParams.request.url.href,fetchParams.request.initiatorType,globalThis,cacheState,bodyInfo,
responseStatus)};const processResponseEndOfBodyTask=()=>{fetchParams.request.done=!0,fetchParams.processResponseEndOfBody!=null&&queueMicrotask(()=>fetchParams.
processResponseEndOfBody(response)),fetchParams.request.initiatorType!=null&&fetchParams.controller.reportTimingSteps()};queueMicrotask(()=>processResponseEndOfBodyTask())};
fetchParams.processResponse!=null&&queueMicrotask(()=>{fetchParams.processResponse(response),fetchParams.processResponse=null});const internalResponse=response.
type==="error"?response:response.internalResponse??response;internalResponse.body==null?processResponseEndOfBody():finished(internalResponse.body.stream,()=>{processResponseEndOfBody()})}
async function httpFetch(fetchParams){const request=fetchParams.request;let response=null,actualResponse=null;const timingInfo=fetchParams.timingInfo;if(request.
serviceWorkers,response===null){if(request.redirect==="follow"&&(request.serviceWorkers="none"),actualResponse=response=await httpNetworkOrCacheFetch(fetchParams),
request.responseTainting==="cors"&&corsCheck(request,response)==="failure")return makeNetworkError("cors failure");TAOCheck(request,response)==="failure"&&(request.
timingAllowFailed=!0)}return(request.responseTainting==="opaque"||response.type==="opaque")&&crossOriginResourcePolicyCheck(request.origin,request.client,request.
destination,actualResponse)==="blocked"?makeNetworkError("blocked"):(redirectStatusSet.has(actualResponse.status)&&(request.redirect!=="manual"&&fetchParams.controller.
connection.destroy(void 0,!1),request.redirect==="error"?response=makeNetworkError("unexpected redirect"):request.redirect==="manual"?response=actualResponse:request.
redirect==="follow"?response=await httpRedirectFetch(fetchParams,response):assert(!1)),response.timingInfo=timingInfo,response)}function httpRedirectFetch(fetchParams,response){
const request=fetchParams.request,actualResponse=response.internalResponse?response.internalResponse:response;let locationURL;try{if(locationURL=responseLocationURL(
actualResponse,requestCurrentURL(request).hash),locationURL==null)return response}catch(err2){return Promise.resolve(makeNetworkError(err2))}if(!urlIsHttpHttpsScheme(
locationURL))return Promise.resolve(makeNetworkError("URL scheme must be a HTTP(S) scheme"));if(request.redirectCount===20)return Promise.resolve(makeNetworkError(
"redirect count exceeded"));if(request.redirectCount+=1,request.mode==="cors"&&(locationURL.username||locationURL.password)&&!sameOrigin(request,locationURL))return Promise.
resolve(makeNetworkError('cross origin not allowed for request mode "cors"'));if(request.responseTainting==="cors"&&(locationURL.username||locationURL.password))
return Promise.resolve(makeNetworkError('URL cannot contain credentials for request mode "cors"'));if(actualResponse.status!==303&&request.body!=null&&request.body.
source==null)return Promise.resolve(makeNetworkError());if([301,302].includes(actualResponse.status)&&request.method==="POST"||actualResponse.status===303&&!GET_OR_HEAD.
includes(request.method)){request.method="GET",request.body=null;for(const headerName of requestBodyHeader)request.headersList.delete(headerName)}sameOrigin(requestCurrentURL(
request),locationURL)||(request.headersList.delete("authorization",!0),request.headersList.delete("proxy-authorization",!0),request.headersList.delete("cookie",
!0),request.headersList.delete("host",!0)),request.body!=null&&(assert(request.body.source!=null),request.body=safelyExtractBody(request.body.source)[0]);const timingInfo=fetchParams.
timingInfo;return timingInfo.redirectEndTime=timingInfo.postRedirectStartTime=coarsenedSharedCurrentTime(fetchParams.crossOriginIsolatedCapability),timingInfo.redirectStartTime===
0&&(timingInfo.redirectStartTime=timingInfo.startTime),request.urlList.push(locationURL),setRequestReferrerPolicyOnRedirect(request,actualResponse),mainFetch(fetchParams,
!0)}async function httpNetworkOrCacheFetch(fetchParams,isAuthenticationFetch=!1,isNewConnectionFetch=!1){const request=fetchParams.request;let httpFetchParams=null,
httpRequest=null,response=null;const httpCache=null,revalidatingFlag=!1;request.window==="no-window"&&request.redirect==="error"?(httpFetchParams=fetchParams,httpRequest=
request):(httpRequest=cloneRequest(request),httpFetchParams={...fetchParams},httpFetchParams.request=httpRequest);const includeCredentials=request.credentials===
"include"||request.credentials==="same-origin"&&request.responseTainting==="basic",contentLength=httpRequest.body?httpRequest.body.length:null;let contentLengthHeaderValue=null;
if(httpRequest.body==null&&["POST","PUT"].includes(httpRequest.method)&&(contentLengthHeaderValue="0"),contentLength!=null&&(contentLengthHeaderValue=isomorphicEncode(
`${contentLength}`)),contentLengthHeaderValue!=null&&httpRequest.headersList.append("content-length",contentLengthHeaderValue,!0),contentLength!=null&&httpRequest.
keepalive,httpRequest.referrer instanceof URL&&httpRequest.headersList.append("referer",isomorphicEncode(httpRequest.referrer.href),!0),appendRequestOriginHeader(
httpRequest),appendFetchMetadata(httpRequest),httpRequest.headersList.contains("user-agent",!0)||httpRequest.headersList.append("user-agent",defaultUserAgent),httpRequest.
cache==="default"&&(httpRequest.headersList.contains("if-modified-since",!0)||httpRequest.headersList.contains("if-none-match",!0)||httpRequest.headersList.contains(
"if-unmodified-since",!0)||httpRequest.headersList.contains("if-match",!0)||httpRequest.headersList.contains("if-range",!0))&&(httpRequest.cache="no-store"),httpRequest.
cache==="no-cache"&&!httpRequest.preventNoCacheCacheControlHeaderModification&&!httpRequest.headersList.contains("cache-control",!0)&&httpRequest.headersList.append(
"cache-control","max-age=0",!0),(httpRequest.cache==="no-store"||httpRequest.cache==="reload")&&(httpRequest.headersList.contains("pragma",!0)||httpRequest.headersList.
append("pragma","no-cache",!0),httpRequest.headersList.contains("cache-control",!0)||httpRequest.headersList.append("cache-control","no-cache",!0)),httpRequest.
headersList.contains("range",!0)&&httpRequest.headersList.append("accept-encoding","identity",!0),httpRequest.headersList.contains("accept-encoding",!0)||(urlHasHttpsScheme(
requestCurrentURL(httpRequest))?httpRequest.headersList.append("accept-encoding","br, gzip, deflate",!0):httpRequest.headersList.append("accept-encoding","gzip,\
 deflate",!0)),httpRequest.headersList.delete("host",!0),httpCache==null&&(httpRequest.cache="no-store"),httpRequest.cache!=="no-store"&&httpRequest.cache,response==
null){if(httpRequest.cache==="only-if-cached")return makeNetworkError("only if cached");const forwardResponse=await httpNetworkFetch(httpFetchParams,includeCredentials,
isNewConnectionFetch);!safeMethodsSet.has(httpRequest.method)&&forwardResponse.status>=200&&forwardResponse.status<=399,revalidatingFlag&&forwardResponse.status,
response==null&&(response=forwardResponse)}if(response.urlList=[...httpRequest.urlList],httpRequest.headersList.contains("range",!0)&&(response.rangeRequested=!0),
response.requestIncludesCredentials=includeCredentials,response.status===407)return request.window==="no-window"?makeNetworkError():isCancelled(fetchParams)?makeAppropriateNetworkError(
fetchParams):makeNetworkError("proxy authentication required");if(response.status===421&&!isNewConnectionFetch&&(request.body==null||request.body.source!=null)){
if(isCancelled(fetchParams))return makeAppropriateNetworkError(fetchParams);fetchParams.controller.connection.destroy(),response=await httpNetworkOrCacheFetch(fetchParams,
isAuthenticationFetch,!0)}return response}async function httpNetworkFetch(fetchParams,includeCredentials=!1,forceNewConnection=!1){assert(!fetchParams.controller.
connection||fetchParams.controller.connection.destroyed),fetchParams.controller.connection={abort:null,destroyed:!1,destroy(err2,abort=!0){this.destroyed||(this.
destroyed=!0,abort&&this.abort?.(err2??new DOMException("The operation was aborted.","AbortError")))}};const request=fetchParams.request;let response=null;const timingInfo=fetchParams.
timingInfo;null==null&&(request.cache="no-store");const newConnection=forceNewConnection?"yes":"no";request.mode;let requestBody=null;if(request.body==null&&fetchParams.
processRequestEndOfBody)queueMicrotask(()=>fetchParams.processRequestEndOfBody());else if(request.body!=null){const processBodyChunk=async function*(bytes){isCancelled(
fetchParams)||(yield bytes,fetchParams.processRequestBodyChunkLength?.(bytes.byteLength))},processEndOfBody=()=>{isCancelled(fetchParams)||fetchParams.processRequestEndOfBody&&
fetchParams.processRequestEndOfBody()},processBodyError=e=>{isCancelled(fetchParams)||(e.name==="AbortError"?fetchParams.controller.abort():fetchParams.controller.
terminate(e))};requestBody=(async function*(){try{for await(const bytes of request.body.stream)yield*processBodyChunk(bytes);processEndOfBody()}catch(err2){processBodyError(
err2)}})()}try{const{body,status,statusText,headersList,socket}=await dispatch({body:requestBody});if(socket)response=makeResponse({status,statusText,headersList,
socket});else{const iterator=body[Symbol.asyncIterator]();fetchParams.controller.next=()=>iterator.next(),response=makeResponse({status,statusText,headersList})}}catch(err2){
return err2.name==="AbortError"?(fetchParams.controller.connection.destroy(),makeAppropriateNetworkError(fetchParams,err2)):makeNetworkError(err2)}const pullAlgorithm=async()=>{
await fetchParams.controller.resume()},cancelAlgorithm=reason=>{isCancelled(fetchParams)||fetchParams.controller.abort(reason)},stream=new ReadableStream({async start(controller){
fetchParams.controller.controller=controller},async pull(controller){await pullAlgorithm(controller)},async cancel(reason){await cancelAlgorithm(reason)},type:"\
bytes"});response.body={stream,source:null,length:null},fetchParams.controller.resume||fetchParams.controller.on("terminated",onAborted),fetchParams.controller.
resume=async()=>{for(;;){let bytes,isFailure;try{const{done,value}=await fetchParams.controller.next();if(isAborted(fetchParams))break;bytes=done?void 0:value}catch(err2){
fetchParams.controller.ended&&!timingInfo.encodedBodySize?bytes=void 0:(bytes=err2,isFailure=!0)}if(bytes===void 0){readableStreamClose(fetchParams.controller.controller),
finalizeResponse(fetchParams,response);return}if(timingInfo.decodedBodySize+=bytes?.byteLength??0,isFailure){fetchParams.controller.terminate(bytes);return}const buffer=new Uint8Array(
bytes);if(buffer.byteLength&&fetchParams.controller.controller.enqueue(buffer),isErrored(stream)){fetchParams.controller.terminate();return}if(fetchParams.controller.
controller.desiredSize<=0)return}};function onAborted(reason){isAborted(fetchParams)?(response.aborted=!0,isReadable(stream)&&fetchParams.controller.controller.
error(fetchParams.controller.serializedAbortReason)):isReadable(stream)&&fetchParams.controller.controller.error(new TypeError("terminated",{cause:isErrorLike2(
reason)?reason:void 0})),fetchParams.controller.connection.destroy()}return response;function dispatch({body}){const url=requestCurrentURL(request),agent=fetchParams.
controller.dispatcher;return new Promise((resolve,reject)=>agent.dispatch({path:url.pathname+url.search,origin:url.origin,method:request.method,body:agent.isMockActive?
request.body&&(request.body.source||request.body.stream):body,headers:request.headersList.entries,maxRedirections:0,upgrade:request.mode==="websocket"?"websocke\
t":void 0},{body:null,abort:null,onConnect(abort){const{connection}=fetchParams.controller;timingInfo.finalConnectionTimingInfo=clampAndCoarsenConnectionTimingInfo(
void 0,timingInfo.postRedirectStartTime,fetchParams.crossOriginIsolatedCapability),connection.destroyed?abort(new DOMException("The operation was aborted.","Abo\
rtError")):(fetchParams.controller.on("terminated",abort),this.abort=connection.abort=abort),timingInfo.finalNetworkRequestStartTime=coarsenedSharedCurrentTime(
fetchParams.crossOriginIsolatedCapability)},onResponseStarted(){timingInfo.finalNetworkResponseStartTime=coarsenedSharedCurrentTime(fetchParams.crossOriginIsolatedCapability)},
onHeaders(status,rawHeaders,resume,statusText){if(status<200)return;let location="";const headersList=new HeadersList;for(let i2=0;i2<rawHeaders.length;i2+=2)headersList.
append(bufferToLowerCasedHeaderName(rawHeaders[i2]),rawHeaders[i2+1].toString("latin1"),!0);location=headersList.get("location",!0);const decoders=[],willFollow=location&&
request.redirect==="follow"&&redirectStatusSet.has(status);if(request.method!=="HEAD"&&request.method!=="CONNECT"&&!nullBodyStatus.includes(status)&&!willFollow){
const contentEncoding=headersList.get("content-encoding",!0),codings=contentEncoding?contentEncoding.toLowerCase().split(","):[],maxContentEncodings=5;if(codings.
length>maxContentEncodings)return this.abort(new Error(`too many content-encodings in response: ${codings.length}, maximum allowed is ${maxContentEncodings}`)),
!0;for(let i2=codings.length-1;i2>=0;--i2){const coding=codings[i2].trim();if(coding==="x-gzip"||coding==="gzip")decoders.push(zlib.createGunzip({flush:zlib.constants.
Z_SYNC_FLUSH,finishFlush:zlib.constants.Z_SYNC_FLUSH}));else if(coding==="deflate")decoders.push(createInflate({flush:zlib.constants.Z_SYNC_FLUSH,finishFlush:zlib.
constants.Z_SYNC_FLUSH}));else if(coding==="br")decoders.push(zlib.createBrotliDecompress({flush:zlib.constants.BROTLI_OPERATION_FLUSH,finishFlush:zlib.constants.
BROTLI_OPERATION_FLUSH}));else{decoders.length=0;break}}}this.body=new Readable({read:resume});const onError=this.onError.bind(this);return resolve({status,statusText,
headersList,body:decoders.length?pipeline(this.body,...decoders,err2=>{err2&&this.onError(err2)}).on("error",onError):this.body.on("error",onError)}),!0},onData(chunk){
if(fetchParams.controller.dump)return;const bytes=chunk;return timingInfo.encodedBodySize+=bytes.byteLength,this.body.push(bytes)},onComplete(){this.abort&&fetchParams.
controller.off("terminated",this.abort),fetchParams.controller.ended=!0,this.body.push(null)},onError(error2){this.abort&&fetchParams.controller.off("terminated",
this.abort),this.body?.destroy(error2),fetchParams.controller.terminate(error2),reject(error2)},onUpgrade(status,rawHeaders,socket){if(status!==101)return;const headersList=new HeadersList;
for(let i2=0;i2<rawHeaders.length;i2+=2)headersList.append(bufferToLowerCasedHeaderName(rawHeaders[i2]),rawHeaders[i2+1].toString("latin1"),!0);return resolve({
status,statusText:STATUS_CODES[status],headersList,socket}),!0}}))}}module.exports={fetch,Fetch,fetching,finalizeAndReportTiming}}),9967:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{extractBody,mixinBody,cloneBody,bodyUnusable}=__nccwpck_require__2(4492),{Headers,fill:fillHeaders,HeadersList,setHeadersGuard,getHeadersGuard,setHeadersList,
getHeadersList}=__nccwpck_require__2(660),{FinalizationRegistry:FinalizationRegistry2}=__nccwpck_require__2(6653)(),util=__nccwpck_require__2(3440),nodeUtil=__nccwpck_require__2(
7975),{isValidHTTPToken,sameOrigin,environmentSettingsObject}=__nccwpck_require__2(3168),{forbiddenMethodsSet,corsSafeListedMethodsSet,referrerPolicy,requestRedirect,
requestMode,requestCredentials,requestCache,requestDuplex}=__nccwpck_require__2(4495),{kEnumerableProperty,normalizedMethodRecordsBase,normalizedMethodRecords}=util,
{kHeaders,kSignal,kState,kDispatcher}=__nccwpck_require__2(3627),{webidl}=__nccwpck_require__2(5893),{URLSerializer}=__nccwpck_require__2(1900),{kConstruct}=__nccwpck_require__2(
6443),assert=__nccwpck_require__2(4589),{getMaxListeners,setMaxListeners,getEventListeners,defaultMaxListeners}=__nccwpck_require__2(8474),kAbortController=Symbol(
"abortController"),requestFinalizer=new FinalizationRegistry2(({signal,abort})=>{signal.removeEventListener("abort",abort)}),dependentControllerMap=new WeakMap;
function buildAbort(acRef){return abort;function abort(){const ac=acRef.deref();if(ac!==void 0){requestFinalizer.unregister(abort),this.removeEventListener("abo\
rt",abort),ac.abort(this.reason);const controllerList=dependentControllerMap.get(ac.signal);if(controllerList!==void 0){if(controllerList.size!==0){for(const ref of controllerList){
const ctrl=ref.deref();ctrl!==void 0&&ctrl.abort(this.reason)}controllerList.clear()}dependentControllerMap.delete(ac.signal)}}}}let patchMethodWarning=!1;class Request{constructor(input,init={}){
if(webidl.util.markAsUncloneable(this),input===kConstruct)return;const prefix="Request constructor";webidl.argumentLengthCheck(arguments,1,prefix),input=webidl.
converters.RequestInfo(input,prefix,"input"),init=webidl.converters.RequestInit(init,prefix,"init");let request=null,fallbackMode=null;const baseUrl=environmentSettingsObject.
settingsObject.baseUrl;let signal=null;if(typeof input=="string"){this[kDispatcher]=init.dispatcher;let parsedURL;try{parsedURL=new URL(input,baseUrl)}catch(err2){
throw new TypeError("Failed to parse URL from "+input,{cause:err2})}if(parsedURL.username||parsedURL.password)throw new TypeError("Request cannot be constructed\
 from a URL that includes credentials: "+input);request=makeRequest({urlList:[parsedURL]}),fallbackMode="cors"}else this[kDispatcher]=init.dispatcher||input[kDispatcher],
assert(input instanceof Request),request=input[kState],signal=input[kSignal];const origin=environmentSettingsObject.settingsObject.origin;let window="client";if(request.
window?.constructor?.name==="EnvironmentSettingsObject"&&sameOrigin(request.window,origin)&&(window=request.window),init.window!=null)throw new TypeError(`'wind\
ow' option '${window}' must be null`);"window"in init&&(window="no-window"),request=makeRequest({method:request.method,headersList:request.headersList,unsafeRequest:request.
unsafeRequest,client:environmentSettingsObject.settingsObject,window,priority:request.priority,origin:request.origin,referrer:request.referrer,referrerPolicy:request.
referrerPolicy,mode:request.mode,credentials:request.credentials,cache:request.cache,redirect:request.redirect,integrity:request.integrity,keepalive:request.keepalive,
reloadNavigation:request.reloadNavigation,historyNavigation:request.historyNavigation,urlList:[...request.urlList]});const initHasKey=Object.keys(init).length!==
0;if(initHasKey&&(request.mode==="navigate"&&(request.mode="same-origin"),request.reloadNavigation=!1,request.historyNavigation=!1,request.origin="client",request.
referrer="client",request.referrerPolicy="",request.url=request.urlList[request.urlList.length-1],request.urlList=[request.url]),init.referrer!==void 0){const referrer=init.
referrer;if(referrer==="")request.referrer="no-referrer";else{let parsedReferrer;try{parsedReferrer=new URL(referrer,baseUrl)}catch(err2){throw new TypeError(`R\
eferrer "${referrer}" is not a valid URL.`,{cause:err2})}parsedReferrer.protocol==="about:"&&parsedReferrer.hostname==="client"||origin&&!sameOrigin(parsedReferrer,
environmentSettingsObject.settingsObject.baseUrl)?request.referrer="client":request.referrer=parsedReferrer}}init.referrerPolicy!==void 0&&(request.referrerPolicy=
init.referrerPolicy);let mode;if(init.mode!==void 0?mode=init.mode:mode=fallbackMode,mode==="navigate")throw webidl.errors.exception({header:"Request constructo\
r",message:"invalid request mode navigate."});if(mode!=null&&(request.mode=mode),init.credentials!==void 0&&(request.credentials=init.credentials),init.cache!==
void 0&&(request.cache=init.cache),request.cache==="only-if-cached"&&request.mode!=="same-origin")throw new TypeError("'only-if-cached' can be set only with 'sa\
me-origin' mode");if(init.redirect!==void 0&&(request.redirect=init.redirect),init.integrity!=null&&(request.integrity=String(init.integrity)),init.keepalive!==
void 0&&(request.keepalive=!!init.keepalive),init.method!==void 0){let method=init.method;const mayBeNormalized=normalizedMethodRecords[method];if(mayBeNormalized!==
void 0)request.method=mayBeNormalized;else{if(!isValidHTTPToken(method))throw new TypeError(`'${method}' is not a valid HTTP method.`);const upperCase=method.toUpperCase();
if(forbiddenMethodsSet.has(upperCase))throw new TypeError(`'${method}' HTTP method is unsupported.`);method=normalizedMethodRecordsBase[upperCase]??method,request.
method=method}!patchMethodWarning&&request.method==="patch"&&(process.emitWarning("Using `patch` is highly likely to result in a `405 Method Not Allowed`. `PATC\
H` is much more likely to succeed.",{code:"UNDICI-FETCH-patch"}),patchMethodWarning=!0)}init.signal!==void 0&&(signal=init.signal),this[kState]=request;const ac=new AbortController;
if(this[kSignal]=ac.signal,signal!=null){if(!signal||typeof signal.aborted!="boolean"||typeof signal.addEventListener!="function")throw new TypeError("Failed to\
 construct 'Request': member signal is not of type AbortSignal.");if(signal.aborted)ac.abort(signal.reason);else{this[kAbortController]=ac;const acRef=new WeakRef(
ac),abort=buildAbort(acRef);try{(typeof getMaxListeners=="function"&&getMaxListeners(signal)===defaultMaxListeners||getEventListeners(signal,"abort").length>=defaultMaxListeners)&&
setMaxListeners(1500,signal)}catch{}util.addAbortListener(signal,abort),requestFinalizer.register(ac,{signal,abort},abort)}}if(this[kHeaders]=new Headers(kConstruct),
setHeadersList(this[kHeaders],request.headersList),setHeadersGuard(this[kHeaders],"request"),mode==="no-cors"){if(!corsSafeListedMethodsSet.has(request.method))
throw new TypeError(`'${request.method} is unsupported in no-cors mode.`);setHeadersGuard(this[kHeaders],"request-no-cors")}if(initHasKey){const headersList=getHeadersList(
this[kHeaders]),headers2=init.headers!==void 0?init.headers:new HeadersList(headersList);if(headersList.clear(),headers2 instanceof HeadersList){for(const{name,
value}of headers2.rawValues())headersList.append(name,value,!1);headersList.cookies=headers2.cookies}else fillHeaders(this[kHeaders],headers2)}const inputBody=input instanceof
Request?input[kState].body:null;if((init.body!=null||inputBody!=null)&&(request.method==="GET"||request.method==="HEAD"))throw new TypeError("Request with GET/H\
EAD method cannot have body.");let initBody=null;if(init.body!=null){const[extractedBody,contentType]=extractBody(init.body,request.keepalive);initBody=extractedBody,
contentType&&!getHeadersList(this[kHeaders]).contains("content-type",!0)&&this[kHeaders].append("content-type",contentType)}const inputOrInitBody=initBody??inputBody;
if(inputOrInitBody!=null&&inputOrInitBody.source==null){if(initBody!=null&&init.duplex==null)throw new TypeError("RequestInit: duplex option is required when se\
nding a body.");if(request.mode!=="same-origin"&&request.mode!=="cors")throw new TypeError('If request is made from ReadableStream, mode should be "same-origin"\
 or "cors"');request.useCORSPreflightFlag=!0}let finalBody=inputOrInitBody;if(initBody==null&&inputBody!=null){if(bodyUnusable(input))throw new TypeError("Canno\
t construct a Request with a Request object that has already been used.");const identityTransform=new TransformStream;inputBody.stream.pipeThrough(identityTransform),
finalBody={source:inputBody.source,length:inputBody.length,stream:identityTransform.readable}}this[kState].body=finalBody}get method(){return webidl.brandCheck(
this,Request),this[kState].method}get url(){return webidl.brandCheck(this,Request),URLSerializer(this[kState].url)}get headers(){return webidl.brandCheck(this,Request),
this[kHeaders]}get destination(){return webidl.brandCheck(this,Request),this[kState].destination}get referrer(){return webidl.brandCheck(this,Request),this[kState].
referrer==="no-referrer"?"":this[kState].referrer==="client"?"about:client":this[kState].referrer.toString()}get referrerPolicy(){return webidl.brandCheck(this,
Request),this[kState].referrerPolicy}get mode(){return webidl.brandCheck(this,Request),this[kState].mode}get credentials(){return this[kState].credentials}get cache(){
return webidl.brandCheck(this,Request),this[kState].cache}get redirect(){return webidl.brandCheck(this,Request),this[kState].redirect}get integrity(){return webidl.
brandCheck(this,Request),this[kState].integrity}get keepalive(){return webidl.brandCheck(this,Request),this[kState].keepalive}get isReloadNavigation(){return webidl.
brandCheck(this,Request),this[kState].reloadNavigation}get isHistoryNavigation(){return webidl.brandCheck(this,Request),this[kState].historyNavigation}get signal(){
return webidl.brandCheck(this,Request),this[kSignal]}get body(){return webidl.brandCheck(this,Request),this[kState].body?this[kState].body.stream:null}get bodyUsed(){
return webidl.brandCheck(this,Request),!!this[kState].body&&util.isDisturbed(this[kState].body.stream)}get duplex(){return webidl.brandCheck(this,Request),"half"}clone(){
if(webidl.brandCheck(this,Request),bodyUnusable(this))throw new TypeError("unusable");const clonedRequest=cloneRequest(this[kState]),ac=new AbortController;if(this.
signal.aborted)ac.abort(this.signal.reason);else{let list=dependentControllerMap.get(this.signal);list===void 0&&(list=new Set,dependentControllerMap.set(this.signal,
list));const acRef=new WeakRef(ac);list.add(acRef),util.addAbortListener(ac.signal,buildAbort(acRef))}return fromInnerRequest(clonedRequest,ac.signal,getHeadersGuard(
this[kHeaders]))}[nodeUtil.inspect.custom](depth,options){options.depth===null&&(options.depth=2),options.colors??=!0;const properties={method:this.method,url:this.
url,headers:this.headers,destination:this.destination,referrer:this.referrer,referrerPolicy:this.referrerPolicy,mode:this.mode,credentials:this.credentials,cache:this.
cache,redirect:this.redirect,integrity:this.integrity,keepalive:this.keepalive,isReloadNavigation:this.isReloadNavigation,isHistoryNavigation:this.isHistoryNavigation,
signal:this.signal};return`Request ${nodeUtil.formatWithOptions(options,properties)}`}}mixinBody(Request);function makeRequest(init){return{method:init.method??
"GET",localURLsOnly:init.localURLsOnly??!1,unsafeRequest:init.unsafeRequest??!1,body:init.body??null,client:init.client??null,reservedClient:init.reservedClient??
null,replacesClientId:init.replacesClientId??"",window:init.window??"client",keepalive:init.keepalive??!1,serviceWorkers:init.serviceWorkers??"all",initiator:init.
initiator??"",destination:init.destination??"",priority:init.priority??null,origin:init.origin??"client",policyContainer:init.policyContainer??"client",referrer:init.
referrer??"client",referrerPolicy:init.referrerPolicy??"",mode:init.mode??"no-cors",useCORSPreflightFlag:init.useCORSPreflightFlag??!1,credentials:init.credentials??
"same-origin",useCredentials:init.useCredentials??!1,cache:init.cache??"default",redirect:init.redirect??"follow",integrity:init.integrity??"",cryptoGraphicsNonceMetadata:init.
cryptoGraphicsNonceMetadata??"",parserMetadata:init.parserMetadata??"",reloadNavigation:init.reloadNavigation??!1,historyNavigation:init.historyNavigation??!1,userActivation:init.
userActivation??!1,taintedOrigin:init.taintedOrigin??!1,redirectCount:init.redirectCount??0,responseTainting:init.responseTainting??"basic",preventNoCacheCacheControlHeaderModification:init.
preventNoCacheCacheControlHeaderModification??!1,done:init.done??!1,timingAllowFailed:init.timingAllowFailed??!1,urlList:init.urlList,url:init.urlList[0],headersList:init.
headersList?new HeadersList(init.headersList):new HeadersList}}function cloneRequest(request){const newRequest=makeRequest({...request,body:null});return request.
body!=null&&(newRequest.body=cloneBody(newRequest,request.body)),newRequest}function fromInnerRequest(innerRequest,signal,guard){const request=new Request(kConstruct);
return request[kState]=innerRequest,request[kSignal]=signal,request[kHeaders]=new Headers(kConstruct),setHeadersList(request[kHeaders],innerRequest.headersList),
setHeadersGuard(request[kHeaders],guard),request}Object.defineProperties(Request.prototype,{method:kEnumerableProperty,url:kEnumerableProperty,headers:kEnumerableProperty,
redirect:kEnumerableProperty,clone:kEnumerableProperty,signal:kEnumerableProperty,duplex:kEnumerableProperty,destination:kEnumerableProperty,body:kEnumerableProperty,
bodyUsed:kEnumerableProperty,isHistoryNavigation:kEnumerableProperty,isReloadNavigation:kEnumerableProperty,keepalive:kEnumerableProperty,integrity:kEnumerableProperty,
cache:kEnumerableProperty,credentials:kEnumerableProperty,attribute:kEnumerableProperty,referrerPolicy:kEnumerableProperty,referrer:kEnumerableProperty,mode:kEnumerableProperty,
[Symbol.toStringTag]:{value:"Request",configurable:!0}}),webidl.converters.Request=webidl.interfaceConverter(Request),webidl.converters.RequestInfo=function(V,prefix,argument){
return typeof V=="string"?webidl.converters.USVString(V,prefix,argument):V instanceof Request?webidl.converters.Request(V,prefix,argument):webidl.converters.USVString(
V,prefix,argument)},webidl.converters.AbortSignal=webidl.interfaceConverter(AbortSignal),webidl.converters.RequestInit=webidl.dictionaryConverter([{key:"method",
converter:webidl.converters.ByteString},{key:"headers",converter:webidl.converters.HeadersInit},{key:"body",converter:webidl.nullableConverter(webidl.converters.
BodyInit)},{key:"referrer",converter:webidl.converters.USVString},{key:"referrerPolicy",converter:webidl.converters.DOMString,allowedValues:referrerPolicy},{key:"\
mode",converter:webidl.converters.DOMString,allowedValues:requestMode},{key:"credentials",converter:webidl.converters.DOMString,allowedValues:requestCredentials},
{key:"cache",converter:webidl.converters.DOMString,allowedValues:requestCache},{key:"redirect",converter:webidl.converters.DOMString,allowedValues:requestRedirect},
{key:"integrity",converter:webidl.converters.DOMString},{key:"keepalive",converter:webidl.converters.boolean},{key:"signal",converter:webidl.nullableConverter(signal=>webidl.
converters.AbortSignal(signal,"RequestInit","signal",{strict:!1}))},{key:"window",converter:webidl.converters.any},{key:"duplex",converter:webidl.converters.DOMString,
allowedValues:requestDuplex},{key:"dispatcher",converter:webidl.converters.any}]),module.exports={Request,makeRequest,fromInnerRequest,cloneRequest}}),9051:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{Headers,HeadersList,fill,getHeadersGuard,setHeadersGuard,setHeadersList}=__nccwpck_require__2(660),{extractBody,cloneBody,mixinBody,hasFinalizationRegistry,
streamRegistry,bodyUnusable}=__nccwpck_require__2(4492),util=__nccwpck_require__2(3440),nodeUtil=__nccwpck_require__2(7975),{kEnumerableProperty}=util,{isValidReasonPhrase,
isCancelled,isAborted,isBlobLike,serializeJavascriptValueToJSONString,isErrorLike:isErrorLike2,isomorphicEncode,environmentSettingsObject:relevantRealm}=__nccwpck_require__2(
3168),{redirectStatusSet,nullBodyStatus}=__nccwpck_require__2(4495),{kState,kHeaders}=__nccwpck_require__2(3627),{webidl}=__nccwpck_require__2(5893),{FormData}=__nccwpck_require__2(
5910),{URLSerializer}=__nccwpck_require__2(1900),{kConstruct}=__nccwpck_require__2(6443),assert=__nccwpck_require__2(4589),{types}=__nccwpck_require__2(7975),textEncoder=new TextEncoder(
"utf-8");class Response{static error(){return fromInnerResponse(makeNetworkError(),"immutable")}static json(data,init={}){webidl.argumentLengthCheck(arguments,1,
"Response.json"),init!==null&&(init=webidl.converters.ResponseInit(init));const bytes=textEncoder.encode(serializeJavascriptValueToJSONString(data)),body=extractBody(
bytes),responseObject=fromInnerResponse(makeResponse({}),"response");return initializeResponse(responseObject,init,{body:body[0],type:"application/json"}),responseObject}static redirect(url,status=302){
webidl.argumentLengthCheck(arguments,1,"Response.redirect"),url=webidl.converters.USVString(url),status=webidl.converters["unsigned short"](status);let parsedURL;
try{parsedURL=new URL(url,relevantRealm.settingsObject.baseUrl)}catch(err2){throw new TypeError(`Failed to parse URL from ${url}`,{cause:err2})}if(!redirectStatusSet.
has(status))throw new RangeError(`Invalid status code ${status}`);const responseObject=fromInnerResponse(makeResponse({}),"immutable");responseObject[kState].status=
status;const value=isomorphicEncode(URLSerializer(parsedURL));return responseObject[kState].headersList.append("location",value,!0),responseObject}constructor(body=null,init={}){
if(webidl.util.markAsUncloneable(this),body===kConstruct)return;body!==null&&(body=webidl.converters.BodyInit(body)),init=webidl.converters.ResponseInit(init),this[kState]=
makeResponse({}),this[kHeaders]=new Headers(kConstruct),setHeadersGuard(this[kHeaders],"response"),setHeadersList(this[kHeaders],this[kState].headersList);let bodyWithType=null;
if(body!=null){const[extractedBody,type]=extractBody(body);bodyWithType={body:extractedBody,type}}initializeResponse(this,init,bodyWithType)}get type(){return webidl.
brandCheck(this,Response),this[kState].type}get url(){webidl.brandCheck(this,Response);const urlList=this[kState].urlList,url=urlList[urlList.length-1]??null;return url===
null?"":URLSerializer(url,!0)}get redirected(){return webidl.brandCheck(this,Response),this[kState].urlList.length>1}get status(){return webidl.brandCheck(this,
Response),this[kState].status}get ok(){return webidl.brandCheck(this,Response),this[kState].status>=200&&this[kState].status<=299}get statusText(){return webidl.
brandCheck(this,Response),this[kState].statusText}get headers(){return webidl.brandCheck(this,Response),this[kHeaders]}get body(){return webidl.brandCheck(this,
Response),this[kState].body?this[kState].body.stream:null}get bodyUsed(){return webidl.brandCheck(this,Response),!!this[kState].body&&util.isDisturbed(this[kState].
body.stream)}clone(){if(webidl.brandCheck(this,Response),bodyUnusable(this))throw webidl.errors.exception({header:"Response.clone",message:"Body has already bee\
n consumed."});const clonedResponse=cloneResponse(this[kState]);return hasFinalizationRegistry&&this[kState].body?.stream&&streamRegistry.register(this,new WeakRef(
this[kState].body.stream)),fromInnerResponse(clonedResponse,getHeadersGuard(this[kHeaders]))}[nodeUtil.inspect.custom](depth,options){options.depth===null&&(options.
depth=2),options.colors??=!0;const properties={status:this.status,statusText:this.statusText,headers:this.headers,body:this.body,bodyUsed:this.bodyUsed,ok:this.
ok,redirected:this.redirected,type:this.type,url:this.url};return`Response ${nodeUtil.formatWithOptions(options,properties)}`}}mixinBody(Response),Object.defineProperties(
Response.prototype,{type:kEnumerableProperty,url:kEnumerableProperty,status:kEnumerableProperty,ok:kEnumerableProperty,redirected:kEnumerableProperty,statusText:kEnumerableProperty,
headers:kEnumerableProperty,clone:kEnumerableProperty,body:kEnumerableProperty,bodyUsed:kEnumerableProperty,[Symbol.toStringTag]:{value:"Response",configurable:!0}}),
Object.defineProperties(Response,{json:kEnumerableProperty,redirect:kEnumerableProperty,error:kEnumerableProperty});function cloneResponse(response){if(response.
internalResponse)return filterResponse(cloneResponse(response.internalResponse),response.type);const newResponse=makeResponse({...response,body:null});return response.
body!=null&&(newResponse.body=cloneBody(newResponse,response.body)),newResponse}function makeResponse(init){return{aborted:!1,rangeRequested:!1,timingAllowPassed:!1,
requestIncludesCredentials:!1,type:"default",status:200,timingInfo:null,cacheState:"",statusText:"",...init,headersList:init?.headersList?new HeadersList(init?.
headersList):new HeadersList,urlList:init?.urlList?[...init.urlList]:[]}}function makeNetworkError(reason){const isError=isErrorLike2(reason);return makeResponse(
{type:"error",status:0,error:isError?reason:new Error(reason&&String(reason)),aborted:reason&&reason.name==="AbortError"})}function isNetworkError(response){return response.
type==="error"&&response.status===0}function makeFilteredResponse(response,state){return state={internalResponse:response,...state},new Proxy(response,{get(target,p){
return p in state?state[p]:target[p]},set(target,p,value){return assert(!(p in state)),target[p]=value,!0}})}function filterResponse(response,type){if(type==="b\
asic")return makeFilteredResponse(response,{type:"basic",headersList:response.headersList});if(type==="cors")return makeFilteredResponse(response,{type:"cors",headersList:response.
headersList});if(type==="opaque")return makeFilteredResponse(response,{type:"opaque",urlList:Object.freeze([]),status:0,statusText:"",body:null});if(type==="opa\
queredirect")return makeFilteredResponse(response,{type:"opaqueredirect",status:0,statusText:"",headersList:[],body:null});assert(!1)}function makeAppropriateNetworkError(fetchParams,err2=null){
return assert(isCancelled(fetchParams)),isAborted(fetchParams)?makeNetworkError(Object.assign(new DOMException("The operation was aborted.","AbortError"),{cause:err2})):
makeNetworkError(Object.assign(new DOMException("Request was cancelled."),{cause:err2}))}function initializeResponse(response,init,body){if(init.status!==null&&
(init.status<200||init.status>599))throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');if("statusText"in init&&init.statusText!=
null&&!isValidReasonPhrase(String(init.statusText)))throw new TypeError("Invalid statusText");if("status"in init&&init.status!=null&&(response[kState].status=init.
status),"statusText"in init&&init.statusText!=null&&(response[kState].statusText=init.statusText),"headers"in init&&init.headers!=null&&fill(response[kHeaders],
init.headers),body){if(nullBodyStatus.includes(response.status))throw webidl.errors.exception({header:"Response constructor",message:`Invalid response status co\
de ${response.status}`});response[kState].body=body.body,body.type!=null&&!response[kState].headersList.contains("content-type",!0)&&response[kState].headersList.
append("content-type",body.type,!0)}}function fromInnerResponse(innerResponse,guard){const response=new Response(kConstruct);return response[kState]=innerResponse,
response[kHeaders]=new Headers(kConstruct),setHeadersList(response[kHeaders],innerResponse.headersList),setHeadersGuard(response[kHeaders],guard),hasFinalizationRegistry&&
innerResponse.body?.stream&&streamRegistry.register(response,new WeakRef(innerResponse.body.stream)),response}webidl.converters.ReadableStream=webidl.interfaceConverter(
ReadableStream),webidl.converters.FormData=webidl.interfaceConverter(FormData),webidl.converters.URLSearchParams=webidl.interfaceConverter(URLSearchParams),webidl.
converters.XMLHttpRequestBodyInit=function(V,prefix,name){return typeof V=="string"?webidl.converters.USVString(V,prefix,name):isBlobLike(V)?webidl.converters.Blob(
V,prefix,name,{strict:!1}):ArrayBuffer.isView(V)||types.isArrayBuffer(V)?webidl.converters.BufferSource(V,prefix,name):util.isFormDataLike(V)?webidl.converters.
FormData(V,prefix,name,{strict:!1}):V instanceof URLSearchParams?webidl.converters.URLSearchParams(V,prefix,name):webidl.converters.DOMString(V,prefix,name)},webidl.
converters.BodyInit=function(V,prefix,argument){return V instanceof ReadableStream?webidl.converters.ReadableStream(V,prefix,argument):V?.[Symbol.asyncIterator]?
V:webidl.converters.XMLHttpRequestBodyInit(V,prefix,argument)},webidl.converters.ResponseInit=webidl.dictionaryConverter([{key:"status",converter:webidl.converters["\
unsigned short"],defaultValue:()=>200},{key:"statusText",converter:webidl.converters.ByteString,defaultValue:()=>""},{key:"headers",converter:webidl.converters.
HeadersInit}]),module.exports={isNetworkError,makeNetworkError,makeResponse,makeAppropriateNetworkError,filterResponse,Response,cloneResponse,fromInnerResponse}}),
3627:(module=>{module.exports={kUrl:Symbol("url"),kHeaders:Symbol("headers"),kSignal:Symbol("signal"),kState:Symbol("state"),kDispatcher:Symbol("dispatcher")}}),
3168:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{Transform}=__nccwpck_require__2(7075),zlib=__nccwpck_require__2(8522),{redirectStatusSet,referrerPolicySet:referrerPolicyTokens,
badPortsSet}=__nccwpck_require__2(4495),{getGlobalOrigin}=__nccwpck_require__2(1059),{collectASequenceOfCodePoints,collectAnHTTPQuotedString,removeChars,parseMIMEType}=__nccwpck_require__2(
1900),{performance:performance2}=__nccwpck_require__2(643),{isBlobLike,ReadableStreamFrom,isValidHTTPToken,normalizedMethodRecordsBase}=__nccwpck_require__2(3440),
assert=__nccwpck_require__2(4589),{isUint8Array}=__nccwpck_require__2(3429),{webidl}=__nccwpck_require__2(5893);let supportedHashes=[],crypto;try{crypto=__nccwpck_require__2(
7598);const possibleRelevantHashes=["sha256","sha384","sha512"];supportedHashes=crypto.getHashes().filter(hash=>possibleRelevantHashes.includes(hash))}catch{}function responseURL(response){
const urlList=response.urlList,length=urlList.length;return length===0?null:urlList[length-1].toString()}function responseLocationURL(response,requestFragment){
if(!redirectStatusSet.has(response.status))return null;let location=response.headersList.get("location",!0);return location!==null&&isValidHeaderValue(location)&&
(isValidEncodedURL(location)||(location=normalizeBinaryStringToUtf8(location)),location=new URL(location,responseURL(response))),location&&!location.hash&&(location.
hash=requestFragment),location}function isValidEncodedURL(url){for(let i2=0;i2<url.length;++i2){const code2=url.charCodeAt(i2);if(code2>126||code2<32)return!1}return!0}
function normalizeBinaryStringToUtf8(value){return Buffer.from(value,"binary").toString("utf8")}function requestCurrentURL(request){return request.urlList[request.
urlList.length-1]}function requestBadPort(request){const url=requestCurrentURL(request);return urlIsHttpHttpsScheme(url)&&badPortsSet.has(url.port)?"blocked":"a\
llowed"}function isErrorLike2(object){return object instanceof Error||object?.constructor?.name==="Error"||object?.constructor?.name==="DOMException"}function isValidReasonPhrase(statusText){
for(let i2=0;i2<statusText.length;++i2){const c=statusText.charCodeAt(i2);if(!(c===9||c>=32&&c<=126||c>=128&&c<=255))return!1}return!0}const isValidHeaderName=isValidHTTPToken;
function isValidHeaderValue(potentialValue){return(potentialValue[0]==="	"||potentialValue[0]===" "||potentialValue[potentialValue.length-1]==="	"||potentialValue[potentialValue.
length-1]===" "||potentialValue.includes(`
`)||potentialValue.includes("\r")||potentialValue.includes("\0"))===!1}function setRequestReferrerPolicyOnRedirect(request,actualResponse){const{headersList}=actualResponse,
policyHeader=(headersList.get("referrer-policy",!0)??"").split(",");let policy="";if(policyHeader.length>0)for(let i2=policyHeader.length;i2!==0;i2--){const token=policyHeader[i2-
1].trim();if(referrerPolicyTokens.has(token)){policy=token;break}}policy!==""&&(request.referrerPolicy=policy)}function crossOriginResourcePolicyCheck(){return"\
allowed"}function corsCheck(){return"success"}function TAOCheck(){return"success"}function appendFetchMetadata(httpRequest){let header=null;header=httpRequest.mode,
httpRequest.headersList.set("sec-fetch-mode",header,!0)}function appendRequestOriginHeader(request){let serializedOrigin=request.origin;if(!(serializedOrigin===
"client"||serializedOrigin===void 0)){if(request.responseTainting==="cors"||request.mode==="websocket")request.headersList.append("origin",serializedOrigin,!0);else if(request.
method!=="GET"&&request.method!=="HEAD"){switch(request.referrerPolicy){case"no-referrer":serializedOrigin=null;break;case"no-referrer-when-downgrade":case"stri\
ct-origin":case"strict-origin-when-cross-origin":request.origin&&urlHasHttpsScheme(request.origin)&&!urlHasHttpsScheme(requestCurrentURL(request))&&(serializedOrigin=
null);break;case"same-origin":sameOrigin(request,requestCurrentURL(request))||(serializedOrigin=null);break;default:}request.headersList.append("origin",serializedOrigin,
!0)}}}function coarsenTime(timestamp,crossOriginIsolatedCapability){return timestamp}function clampAndCoarsenConnectionTimingInfo(connectionTimingInfo,defaultStartTime,crossOriginIsolatedCapability){
return!connectionTimingInfo?.startTime||connectionTimingInfo.startTime<defaultStartTime?{domainLookupStartTime:defaultStartTime,domainLookupEndTime:defaultStartTime,
connectionStartTime:defaultStartTime,connectionEndTime:defaultStartTime,secureConnectionStartTime:defaultStartTime,ALPNNegotiatedProtocol:connectionTimingInfo?.
ALPNNegotiatedProtocol}:{domainLookupStartTime:coarsenTime(connectionTimingInfo.domainLookupStartTime,crossOriginIsolatedCapability),domainLookupEndTime:coarsenTime(
connectionTimingInfo.domainLookupEndTime,crossOriginIsolatedCapability),connectionStartTime:coarsenTime(connectionTimingInfo.connectionStartTime,crossOriginIsolatedCapability),
connectionEndTime:coarsenTime(connectionTimingInfo.connectionEndTime,crossOriginIsolatedCapability),secureConnectionStartTime:coarsenTime(connectionTimingInfo.secureConnectionStartTime,
crossOriginIsolatedCapability),ALPNNegotiatedProtocol:connectionTimingInfo.ALPNNegotiatedProtocol}}function coarsenedSharedCurrentTime(crossOriginIsolatedCapability){
return coarsenTime(performance2.now(),crossOriginIsolatedCapability)}function createOpaqueTimingInfo(timingInfo){return{startTime:timingInfo.startTime??0,redirectStartTime:0,
redirectEndTime:0,postRedirectStartTime:timingInfo.startTime??0,finalServiceWorkerStartTime:0,finalNetworkResponseStartTime:0,finalNetworkRequestStartTime:0,endTime:0,
encodedBodySize:0,decodedBodySize:0,finalConnectionTimingInfo:null}}function makePolicyContainer(){return{referrerPolicy:"strict-origin-when-cross-origin"}}function clonePolicyContainer(policyContainer){
return{referrerPolicy:policyContainer.referrerPolicy}}function determineRequestsReferrer(request){const policy=request.referrerPolicy;assert(policy);let referrerSource=null;
if(request.referrer==="client"){const globalOrigin=getGlobalOrigin();if(!globalOrigin||globalOrigin.origin==="null")return"no-referrer";referrerSource=new URL(globalOrigin)}else
request.referrer instanceof URL&&(referrerSource=request.referrer);let referrerURL=stripURLForReferrer(referrerSource);const referrerOrigin=stripURLForReferrer(
referrerSource,!0);referrerURL.toString().length>4096&&(referrerURL=referrerOrigin);const areSameOrigin=sameOrigin(request,referrerURL),isNonPotentiallyTrustWorthy=isURLPotentiallyTrustworthy(
referrerURL)&&!isURLPotentiallyTrustworthy(request.url);switch(policy){case"origin":return referrerOrigin??stripURLForReferrer(referrerSource,!0);case"unsafe-ur\
l":return referrerURL;case"same-origin":return areSameOrigin?referrerOrigin:"no-referrer";case"origin-when-cross-origin":return areSameOrigin?referrerURL:referrerOrigin;case"\
strict-origin-when-cross-origin":{const currentURL=requestCurrentURL(request);return sameOrigin(referrerURL,currentURL)?referrerURL:isURLPotentiallyTrustworthy(
referrerURL)&&!isURLPotentiallyTrustworthy(currentURL)?"no-referrer":referrerOrigin}default:return isNonPotentiallyTrustWorthy?"no-referrer":referrerOrigin}}function stripURLForReferrer(url,originOnly){
return assert(url instanceof URL),url=new URL(url),url.protocol==="file:"||url.protocol==="about:"||url.protocol==="blank:"?"no-referrer":(url.username="",url.password=
"",url.hash="",originOnly&&(url.pathname="",url.search=""),url)}function isURLPotentiallyTrustworthy(url){if(!(url instanceof URL))return!1;if(url.href==="about\
:blank"||url.href==="about:srcdoc"||url.protocol==="data:"||url.protocol==="file:")return!0;return isOriginPotentiallyTrustworthy(url.origin);function isOriginPotentiallyTrustworthy(origin){
if(origin==null||origin==="null")return!1;const originAsURL=new URL(origin);return!!(originAsURL.protocol==="https:"||originAsURL.protocol==="wss:"||/^127(?:\.[0-9]+){0,2}\.[0-9]+$|^\[(?:0*:)*?:?0*1\]$/.
test(originAsURL.hostname)||originAsURL.hostname==="localhost"||originAsURL.hostname.includes("localhost.")||originAsURL.hostname.endsWith(".localhost"))}}function bytesMatch(bytes,metadataList){
if(crypto===void 0)return!0;const parsedMetadata=parseMetadata(metadataList);if(parsedMetadata==="no metadata"||parsedMetadata.length===0)return!0;const strongest=getStrongestMetadata(
parsedMetadata),metadata=filterMetadataListByAlgorithm(parsedMetadata,strongest);for(const item2 of metadata){const algorithm=item2.algo,expectedValue=item2.hash;
let actualValue=crypto.createHash(algorithm).update(bytes).digest("base64");if(actualValue[actualValue.length-1]==="="&&(actualValue[actualValue.length-2]==="="?
actualValue=actualValue.slice(0,-2):actualValue=actualValue.slice(0,-1)),compareBase64Mixed(actualValue,expectedValue))return!0}return!1}const parseHashWithOptions=/(?<algo>sha256|sha384|sha512)-((?<hash>[A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}(?:\s|$)( +[!-~]*)?)?/i;
function parseMetadata(metadata){const result=[];let empty=!0;for(const token of metadata.split(" ")){empty=!1;const parsedToken=parseHashWithOptions.exec(token);
if(parsedToken===null||parsedToken.groups===void 0||parsedToken.groups.algo===void 0)continue;const algorithm=parsedToken.groups.algo.toLowerCase();supportedHashes.
includes(algorithm)&&result.push(parsedToken.groups)}return empty===!0?"no metadata":result}function getStrongestMetadata(metadataList){let algorithm=metadataList[0].
algo;if(algorithm[3]==="5")return algorithm;for(let i2=1;i2<metadataList.length;++i2){const metadata=metadataList[i2];if(metadata.algo[3]==="5"){algorithm="sha5\
12";break}else{if(algorithm[3]==="3")continue;metadata.algo[3]==="3"&&(algorithm="sha384")}}return algorithm}function filterMetadataListByAlgorithm(metadataList,algorithm){
if(metadataList.length===1)return metadataList;let pos=0;for(let i2=0;i2<metadataList.length;++i2)metadataList[i2].algo===algorithm&&(metadataList[pos++]=metadataList[i2]);
return metadataList.length=pos,metadataList}function compareBase64Mixed(actualValue,expectedValue){if(actualValue.length!==expectedValue.length)return!1;for(let i2=0;i2<
actualValue.length;++i2)if(actualValue[i2]!==expectedValue[i2]){if(actualValue[i2]==="+"&&expectedValue[i2]==="-"||actualValue[i2]==="/"&&expectedValue[i2]==="_")
continue;return!1}return!0}function tryUpgradeRequestToAPotentiallyTrustworthyURL(request){}function sameOrigin(A,B){return A.origin===B.origin&&A.origin==="nul\
l"||A.protocol===B.protocol&&A.hostname===B.hostname&&A.port===B.port}function createDeferredPromise(){let res,rej;return{promise:new Promise((resolve,reject)=>{
res=resolve,rej=reject}),resolve:res,reject:rej}}function isAborted(fetchParams){return fetchParams.controller.state==="aborted"}function isCancelled(fetchParams){
return fetchParams.controller.state==="aborted"||fetchParams.controller.state==="terminated"}function normalizeMethod(method){return normalizedMethodRecordsBase[method.
toLowerCase()]??method}function serializeJavascriptValueToJSONString(value){const result=JSON.stringify(value);if(result===void 0)throw new TypeError("Value is \
not JSON serializable");return assert(typeof result=="string"),result}const esIteratorPrototype=Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
function createIterator(name,kInternalIterator,keyIndex=0,valueIndex=1){class FastIterableIterator{#target;#kind;#index;constructor(target,kind){this.#target=target,
this.#kind=kind,this.#index=0}next(){if(typeof this!="object"||this===null||!(#target in this))throw new TypeError(`'next' called on an object that does not imp\
lement interface ${name} Iterator.`);const index=this.#index,values=this.#target[kInternalIterator],len=values.length;if(index>=len)return{value:void 0,done:!0};
const{[keyIndex]:key2,[valueIndex]:value}=values[index];this.#index=index+1;let result;switch(this.#kind){case"key":result=key2;break;case"value":result=value;break;case"\
key+value":result=[key2,value];break}return{value:result,done:!1}}}return delete FastIterableIterator.prototype.constructor,Object.setPrototypeOf(FastIterableIterator.
prototype,esIteratorPrototype),Object.defineProperties(FastIterableIterator.prototype,{[Symbol.toStringTag]:{writable:!1,enumerable:!1,configurable:!0,value:`${name}\
 Iterator`},next:{writable:!0,enumerable:!0,configurable:!0}}),function(target,kind){return new FastIterableIterator(target,kind)}}function iteratorMixin(name,object,kInternalIterator,keyIndex=0,valueIndex=1){
const makeIterator=createIterator(name,kInternalIterator,keyIndex,valueIndex),properties={keys:{writable:!0,enumerable:!0,configurable:!0,value:function(){return webidl.
brandCheck(this,object),makeIterator(this,"key")}},values:{writable:!0,enumerable:!0,configurable:!0,value:function(){return webidl.brandCheck(this,object),makeIterator(
this,"value")}},entries:{writable:!0,enumerable:!0,configurable:!0,value:function(){return webidl.brandCheck(this,object),makeIterator(this,"key+value")}},forEach:{
writable:!0,enumerable:!0,configurable:!0,value:function(callbackfn,thisArg=globalThis){if(webidl.brandCheck(this,object),webidl.argumentLengthCheck(arguments,1,
`${name}.forEach`),typeof callbackfn!="function")throw new TypeError(`Failed to execute 'forEach' on '${name}': parameter 1 is not of type 'Function'.`);for(const{
0:key2,1:value}of makeIterator(this,"key+value"))callbackfn.call(thisArg,value,key2,this)}}};return Object.defineProperties(object.prototype,{...properties,[Symbol.
iterator]:{writable:!0,enumerable:!1,configurable:!0,value:properties.entries.value}})}async function fullyReadBody(body,processBody,processBodyError){const successSteps=processBody,
errorSteps=processBodyError;let reader;try{reader=body.stream.getReader()}catch(e){errorSteps(e);return}try{successSteps(await readAllBytes(reader))}catch(e){errorSteps(
e)}}function isReadableStreamLike(stream){return stream instanceof ReadableStream||stream[Symbol.toStringTag]==="ReadableStream"&&typeof stream.tee=="function"}
function readableStreamClose(controller){try{controller.close(),controller.byobRequest?.respond(0)}catch(err2){if(!err2.message.includes("Controller is already \
closed")&&!err2.message.includes("ReadableStream is already closed"))throw err2}}const invalidIsomorphicEncodeValueRegex=/[^\x00-\xFF]/;function isomorphicEncode(input){
return assert(!invalidIsomorphicEncodeValueRegex.test(input)),input}async function readAllBytes(reader){const bytes=[];let byteLength=0;for(;;){const{done,value:chunk}=await reader.
read();if(done)return Buffer.concat(bytes,byteLength);if(!isUint8Array(chunk))throw new TypeError("Received non-Uint8Array chunk");bytes.push(chunk),byteLength+=
chunk.length}}function urlIsLocal(url){assert("protocol"in url);const protocol=url.protocol;return protocol==="about:"||protocol==="blob:"||protocol==="data:"}function urlHasHttpsScheme(url){
return typeof url=="string"&&url[5]===":"&&url[0]==="h"&&url[1]==="t"&&url[2]==="t"&&url[3]==="p"&&url[4]==="s"||url.protocol==="https:"}function urlIsHttpHttpsScheme(url){
assert("protocol"in url);const protocol=url.protocol;return protocol==="http:"||protocol==="https:"}function simpleRangeHeaderValue(value,allowWhitespace){const data=value;
if(!data.startsWith("bytes"))return"failure";const position={position:5};if(allowWhitespace&&collectASequenceOfCodePoints(char=>char==="	"||char===" ",data,position),
data.charCodeAt(position.position)!==61)return"failure";position.position++,allowWhitespace&&collectASequenceOfCodePoints(char=>char==="	"||char===" ",data,position);
const rangeStart=collectASequenceOfCodePoints(char=>{const code2=char.charCodeAt(0);return code2>=48&&code2<=57},data,position),rangeStartValue=rangeStart.length?
Number(rangeStart):null;if(allowWhitespace&&collectASequenceOfCodePoints(char=>char==="	"||char===" ",data,position),data.charCodeAt(position.position)!==45)return"\
failure";position.position++,allowWhitespace&&collectASequenceOfCodePoints(char=>char==="	"||char===" ",data,position);const rangeEnd=collectASequenceOfCodePoints(
char=>{const code2=char.charCodeAt(0);return code2>=48&&code2<=57},data,position),rangeEndValue=rangeEnd.length?Number(rangeEnd):null;return position.position<data.
length||rangeEndValue===null&&rangeStartValue===null||rangeStartValue>rangeEndValue?"failure":{rangeStartValue,rangeEndValue}}function buildContentRange(rangeStart,rangeEnd,fullLength){
let contentRange="bytes ";return contentRange+=isomorphicEncode(`${rangeStart}`),contentRange+="-",contentRange+=isomorphicEncode(`${rangeEnd}`),contentRange+="\
/",contentRange+=isomorphicEncode(`${fullLength}`),contentRange}class InflateStream extends Transform{#zlibOptions;constructor(zlibOptions){super(),this.#zlibOptions=
zlibOptions}_transform(chunk,encoding,callback){if(!this._inflateStream){if(chunk.length===0){callback();return}this._inflateStream=(chunk[0]&15)===8?zlib.createInflate(
this.#zlibOptions):zlib.createInflateRaw(this.#zlibOptions),this._inflateStream.on("data",this.push.bind(this)),this._inflateStream.on("end",()=>this.push(null)),
this._inflateStream.on("error",err2=>this.destroy(err2))}this._inflateStream.write(chunk,encoding,callback)}_final(callback){this._inflateStream&&(this._inflateStream.
end(),this._inflateStream=null),callback()}}function createInflate(zlibOptions){return new InflateStream(zlibOptions)}function extractMimeType(headers2){let charset=null,
essence=null,mimeType=null;const values=getDecodeSplit("content-type",headers2);if(values===null)return"failure";for(const value of values){const temporaryMimeType=parseMIMEType(
value);temporaryMimeType==="failure"||temporaryMimeType.essence==="*/*"||(mimeType=temporaryMimeType,mimeType.essence!==essence?(charset=null,mimeType.parameters.
has("charset")&&(charset=mimeType.parameters.get("charset")),essence=mimeType.essence):!mimeType.parameters.has("charset")&&charset!==null&&mimeType.parameters.
set("charset",charset))}return mimeType??"failure"}function gettingDecodingSplitting(value){const input=value,position={position:0},values=[];let temporaryValue="";
for(;position.position<input.length;){if(temporaryValue+=collectASequenceOfCodePoints(char=>char!=='"'&&char!==",",input,position),position.position<input.length)
if(input.charCodeAt(position.position)===34){if(temporaryValue+=collectAnHTTPQuotedString(input,position),position.position<input.length)continue}else assert(input.
charCodeAt(position.position)===44),position.position++;temporaryValue=removeChars(temporaryValue,!0,!0,char=>char===9||char===32),values.push(temporaryValue),temporaryValue=
""}return values}function getDecodeSplit(name,list){const value=list.get(name,!0);return value===null?null:gettingDecodingSplitting(value)}const textDecoder=new TextDecoder;
function utf8DecodeBytes(buffer){return buffer.length===0?"":(buffer[0]===239&&buffer[1]===187&&buffer[2]===191&&(buffer=buffer.subarray(3)),textDecoder.decode(
buffer))}class EnvironmentSettingsObjectBase{get baseUrl(){return getGlobalOrigin()}get origin(){return this.baseUrl?.origin}policyContainer=makePolicyContainer()}
class EnvironmentSettingsObject{settingsObject=new EnvironmentSettingsObjectBase}const environmentSettingsObject=new EnvironmentSettingsObject;module.exports={isAborted,
isCancelled,isValidEncodedURL,createDeferredPromise,ReadableStreamFrom,tryUpgradeRequestToAPotentiallyTrustworthyURL,clampAndCoarsenConnectionTimingInfo,coarsenedSharedCurrentTime,
determineRequestsReferrer,makePolicyContainer,clonePolicyContainer,appendFetchMetadata,appendRequestOriginHeader,TAOCheck,corsCheck,crossOriginResourcePolicyCheck,
createOpaqueTimingInfo,setRequestReferrerPolicyOnRedirect,isValidHTTPToken,requestBadPort,requestCurrentURL,responseURL,responseLocationURL,isBlobLike,isURLPotentiallyTrustworthy,
isValidReasonPhrase,sameOrigin,normalizeMethod,serializeJavascriptValueToJSONString,iteratorMixin,createIterator,isValidHeaderName,isValidHeaderValue,isErrorLike:isErrorLike2,
fullyReadBody,bytesMatch,isReadableStreamLike,readableStreamClose,isomorphicEncode,urlIsLocal,urlHasHttpsScheme,urlIsHttpHttpsScheme,readAllBytes,simpleRangeHeaderValue,
buildContentRange,parseMetadata,createInflate,extractMimeType,getDecodeSplit,utf8DecodeBytes,environmentSettingsObject}}),5893:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{types,inspect}=__nccwpck_require__2(7975),{markAsUncloneable}=__nccwpck_require__2(5919),{toUSVString}=__nccwpck_require__2(3440),webidl={};webidl.converters=
{},webidl.util={},webidl.errors={},webidl.errors.exception=function(message){return new TypeError(`${message.header}: ${message.message}`)},webidl.errors.conversionFailed=
function(context){const plural=context.types.length===1?"":" one of",message=`${context.argument} could not be converted to${plural}: ${context.types.join(", ")}\
.`;return webidl.errors.exception({header:context.prefix,message})},webidl.errors.invalidArgument=function(context){return webidl.errors.exception({header:context.
prefix,message:`"${context.value}" is an invalid ${context.type}.`})},webidl.brandCheck=function(V,I,opts){if(opts?.strict!==!1){if(!(V instanceof I)){const err2=new TypeError(
"Illegal invocation");throw err2.code="ERR_INVALID_THIS",err2}}else if(V?.[Symbol.toStringTag]!==I.prototype[Symbol.toStringTag]){const err2=new TypeError("Ille\
gal invocation");throw err2.code="ERR_INVALID_THIS",err2}},webidl.argumentLengthCheck=function({length},min,ctx){if(length<min)throw webidl.errors.exception({message:`${min}\
 argument${min!==1?"s":""} required, but${length?" only":""} ${length} found.`,header:ctx})},webidl.illegalConstructor=function(){throw webidl.errors.exception(
{header:"TypeError",message:"Illegal constructor"})},webidl.util.Type=function(V){switch(typeof V){case"undefined":return"Undefined";case"boolean":return"Boolea\
n";case"string":return"String";case"symbol":return"Symbol";case"number":return"Number";case"bigint":return"BigInt";case"function":case"object":return V===null?"\
Null":"Object"}},webidl.util.markAsUncloneable=markAsUncloneable||(()=>{}),webidl.util.ConvertToInt=function(V,bitLength,signedness,opts){let upperBound,lowerBound;
bitLength===64?(upperBound=Math.pow(2,53)-1,signedness==="unsigned"?lowerBound=0:lowerBound=Math.pow(-2,53)+1):signedness==="unsigned"?(lowerBound=0,upperBound=
Math.pow(2,bitLength)-1):(lowerBound=Math.pow(-2,bitLength)-1,upperBound=Math.pow(2,bitLength-1)-1);let x2=Number(V);if(x2===0&&(x2=0),opts?.enforceRange===!0){
if(Number.isNaN(x2)||x2===Number.POSITIVE_INFINITY||x2===Number.NEGATIVE_INFINITY)throw webidl.errors.exception({header:"Integer conversion",message:`Could not \
convert ${webidl.util.Stringify(V)} to an integer.`});if(x2=webidl.util.IntegerPart(x2),x2<lowerBound||x2>upperBound)throw webidl.errors.exception({header:"Inte\
ger conversion",message:`Value must be between ${lowerBound}-${upperBound}, got ${x2}.`});return x2}return!Number.isNaN(x2)&&opts?.clamp===!0?(x2=Math.min(Math.
max(x2,lowerBound),upperBound),Math.floor(x2)%2===0?x2=Math.floor(x2):x2=Math.ceil(x2),x2):Number.isNaN(x2)||x2===0&&Object.is(0,x2)||x2===Number.POSITIVE_INFINITY||
x2===Number.NEGATIVE_INFINITY?0:(x2=webidl.util.IntegerPart(x2),x2=x2%Math.pow(2,bitLength),signedness==="signed"&&x2>=Math.pow(2,bitLength)-1?x2-Math.pow(2,bitLength):
x2)},webidl.util.IntegerPart=function(n){const r=Math.floor(Math.abs(n));return n<0?-1*r:r},webidl.util.Stringify=function(V){switch(webidl.util.Type(V)){case"S\
ymbol":return`Symbol(${V.description})`;case"Object":return inspect(V);case"String":return`"${V}"`;default:return`${V}`}},webidl.sequenceConverter=function(converter){
return(V,prefix,argument,Iterable)=>{if(webidl.util.Type(V)!=="Object")throw webidl.errors.exception({header:prefix,message:`${argument} (${webidl.util.Stringify(
V)}) is not iterable.`});const method=typeof Iterable=="function"?Iterable():V?.[Symbol.iterator]?.(),seq=[];let index=0;if(method===void 0||typeof method.next!=
"function")throw webidl.errors.exception({header:prefix,message:`${argument} is not iterable.`});for(;;){const{done,value}=method.next();if(done)break;seq.push(
converter(value,prefix,`${argument}[${index++}]`))}return seq}},webidl.recordConverter=function(keyConverter,valueConverter){return(O,prefix,argument)=>{if(webidl.
util.Type(O)!=="Object")throw webidl.errors.exception({header:prefix,message:`${argument} ("${webidl.util.Type(O)}") is not an Object.`});const result={};if(!types.
isProxy(O)){const keys2=[...Object.getOwnPropertyNames(O),...Object.getOwnPropertySymbols(O)];for(const key2 of keys2){const typedKey=keyConverter(key2,prefix,argument),
typedValue=valueConverter(O[key2],prefix,argument);result[typedKey]=typedValue}return result}const keys=Reflect.ownKeys(O);for(const key2 of keys)if(Reflect.getOwnPropertyDescriptor(
O,key2)?.enumerable){const typedKey=keyConverter(key2,prefix,argument),typedValue=valueConverter(O[key2],prefix,argument);result[typedKey]=typedValue}return result}},
webidl.interfaceConverter=function(i2){return(V,prefix,argument,opts)=>{if(opts?.strict!==!1&&!(V instanceof i2))throw webidl.errors.exception({header:prefix,message:`\
Expected ${argument} ("${webidl.util.Stringify(V)}") to be an instance of ${i2.name}.`});return V}},webidl.dictionaryConverter=function(converters){return(dictionary,prefix,argument)=>{
const type=webidl.util.Type(dictionary),dict={};if(type==="Null"||type==="Undefined")return dict;if(type!=="Object")throw webidl.errors.exception({header:prefix,
message:`Expected ${dictionary} to be one of: Null, Undefined, Object.`});for(const options of converters){const{key:key2,defaultValue,required,converter}=options;
if(required===!0&&!Object.hasOwn(dictionary,key2))throw webidl.errors.exception({header:prefix,message:`Missing required key "${key2}".`});let value=dictionary[key2];
const hasDefault=Object.hasOwn(options,"defaultValue");if(hasDefault&&value!==null&&(value??=defaultValue()),required||hasDefault||value!==void 0){if(value=converter(
value,prefix,`${argument}.${key2}`),options.allowedValues&&!options.allowedValues.includes(value))throw webidl.errors.exception({header:prefix,message:`${value}\
 is not an accepted type. Expected one of ${options.allowedValues.join(", ")}.`});dict[key2]=value}}return dict}},webidl.nullableConverter=function(converter){return(V,prefix,argument)=>V===
null?V:converter(V,prefix,argument)},webidl.converters.DOMString=function(V,prefix,argument,opts){if(V===null&&opts?.legacyNullToEmptyString)return"";if(typeof V==
"symbol")throw webidl.errors.exception({header:prefix,message:`${argument} is a symbol, which cannot be converted to a DOMString.`});return String(V)},webidl.converters.
ByteString=function(V,prefix,argument){const x2=webidl.converters.DOMString(V,prefix,argument);for(let index=0;index<x2.length;index++)if(x2.charCodeAt(index)>255)
throw new TypeError(`Cannot convert argument to a ByteString because the character at index ${index} has a value of ${x2.charCodeAt(index)} which is greater tha\
n 255.`);return x2},webidl.converters.USVString=toUSVString,webidl.converters.boolean=function(V){return!!V},webidl.converters.any=function(V){return V},webidl.
converters["long long"]=function(V,prefix,argument){return webidl.util.ConvertToInt(V,64,"signed",void 0,prefix,argument)},webidl.converters["unsigned long long"]=
function(V,prefix,argument){return webidl.util.ConvertToInt(V,64,"unsigned",void 0,prefix,argument)},webidl.converters["unsigned long"]=function(V,prefix,argument){
return webidl.util.ConvertToInt(V,32,"unsigned",void 0,prefix,argument)},webidl.converters["unsigned short"]=function(V,prefix,argument,opts){return webidl.util.
ConvertToInt(V,16,"unsigned",opts,prefix,argument)},webidl.converters.ArrayBuffer=function(V,prefix,argument,opts){if(webidl.util.Type(V)!=="Object"||!types.isAnyArrayBuffer(
V))throw webidl.errors.conversionFailed({prefix,argument:`${argument} ("${webidl.util.Stringify(V)}")`,types:["ArrayBuffer"]});if(opts?.allowShared===!1&&types.
isSharedArrayBuffer(V))throw webidl.errors.exception({header:"ArrayBuffer",message:"SharedArrayBuffer is not allowed."});if(V.resizable||V.growable)throw webidl.
errors.exception({header:"ArrayBuffer",message:"Received a resizable ArrayBuffer."});return V},webidl.converters.TypedArray=function(V,T,prefix,name,opts){if(webidl.
util.Type(V)!=="Object"||!types.isTypedArray(V)||V.constructor.name!==T.name)throw webidl.errors.conversionFailed({prefix,argument:`${name} ("${webidl.util.Stringify(
V)}")`,types:[T.name]});if(opts?.allowShared===!1&&types.isSharedArrayBuffer(V.buffer))throw webidl.errors.exception({header:"ArrayBuffer",message:"SharedArrayB\
uffer is not allowed."});if(V.buffer.resizable||V.buffer.growable)throw webidl.errors.exception({header:"ArrayBuffer",message:"Received a resizable ArrayBuffer."});
return V},webidl.converters.DataView=function(V,prefix,name,opts){if(webidl.util.Type(V)!=="Object"||!types.isDataView(V))throw webidl.errors.exception({header:prefix,
message:`${name} is not a DataView.`});if(opts?.allowShared===!1&&types.isSharedArrayBuffer(V.buffer))throw webidl.errors.exception({header:"ArrayBuffer",message:"\
SharedArrayBuffer is not allowed."});if(V.buffer.resizable||V.buffer.growable)throw webidl.errors.exception({header:"ArrayBuffer",message:"Received a resizable \
ArrayBuffer."});return V},webidl.converters.BufferSource=function(V,prefix,name,opts){if(types.isAnyArrayBuffer(V))return webidl.converters.ArrayBuffer(V,prefix,
name,{...opts,allowShared:!1});if(types.isTypedArray(V))return webidl.converters.TypedArray(V,V.constructor,prefix,name,{...opts,allowShared:!1});if(types.isDataView(
V))return webidl.converters.DataView(V,prefix,name,{...opts,allowShared:!1});throw webidl.errors.conversionFailed({prefix,argument:`${name} ("${webidl.util.Stringify(
V)}")`,types:["BufferSource"]})},webidl.converters["sequence<ByteString>"]=webidl.sequenceConverter(webidl.converters.ByteString),webidl.converters["sequence<se\
quence<ByteString>>"]=webidl.sequenceConverter(webidl.converters["sequence<ByteString>"]),webidl.converters["record<ByteString, ByteString>"]=webidl.recordConverter(
webidl.converters.ByteString,webidl.converters.ByteString),module.exports={webidl}}),2607:(module=>{function getEncoding(label2){if(!label2)return"failure";switch(label2.
trim().toLowerCase()){case"unicode-1-1-utf-8":case"unicode11utf8":case"unicode20utf8":case"utf-8":case"utf8":case"x-unicode20utf8":return"UTF-8";case"866":case"\
cp866":case"csibm866":case"ibm866":return"IBM866";case"csisolatin2":case"iso-8859-2":case"iso-ir-101":case"iso8859-2":case"iso88592":case"iso_8859-2":case"iso_8\
859-2:1987":case"l2":case"latin2":return"ISO-8859-2";case"csisolatin3":case"iso-8859-3":case"iso-ir-109":case"iso8859-3":case"iso88593":case"iso_8859-3":case"is\
o_8859-3:1988":case"l3":case"latin3":return"ISO-8859-3";case"csisolatin4":case"iso-8859-4":case"iso-ir-110":case"iso8859-4":case"iso88594":case"iso_8859-4":case"\
iso_8859-4:1988":case"l4":case"latin4":return"ISO-8859-4";case"csisolatincyrillic":case"cyrillic":case"iso-8859-5":case"iso-ir-144":case"iso8859-5":case"iso8859\
5":case"iso_8859-5":case"iso_8859-5:1988":return"ISO-8859-5";case"arabic":case"asmo-708":case"csiso88596e":case"csiso88596i":case"csisolatinarabic":case"ecma-11\
4":case"iso-8859-6":case"iso-8859-6-e":case"iso-8859-6-i":case"iso-ir-127":case"iso8859-6":case"iso88596":case"iso_8859-6":case"iso_8859-6:1987":return"ISO-8859\
-6";case"csisolatingreek":case"ecma-118":case"elot_928":case"greek":case"greek8":case"iso-8859-7":case"iso-ir-126":case"iso8859-7":case"iso88597":case"iso_8859-\
7":case"iso_8859-7:1987":case"sun_eu_greek":return"ISO-8859-7";case"csiso88598e":case"csisolatinhebrew":case"hebrew":case"iso-8859-8":case"iso-8859-8-e":case"is\
o-ir-138":case"iso8859-8":case"iso88598":case"iso_8859-8":case"iso_8859-8:1988":case"visual":return"ISO-8859-8";case"csiso88598i":case"iso-8859-8-i":case"logica\
l":return"ISO-8859-8-I";case"csisolatin6":case"iso-8859-10":case"iso-ir-157":case"iso8859-10":case"iso885910":case"l6":case"latin6":return"ISO-8859-10";case"iso\
-8859-13":case"iso8859-13":case"iso885913":return"ISO-8859-13";case"iso-8859-14":case"iso8859-14":case"iso885914":return"ISO-8859-14";case"csisolatin9":case"iso\
-8859-15":case"iso8859-15":case"iso885915":case"iso_8859-15":case"l9":return"ISO-8859-15";case"iso-8859-16":return"ISO-8859-16";case"cskoi8r":case"koi":case"koi\
8":case"koi8-r":case"koi8_r":return"KOI8-R";case"koi8-ru":case"koi8-u":return"KOI8-U";case"csmacintosh":case"mac":case"macintosh":case"x-mac-roman":return"macin\
tosh";case"iso-8859-11":case"iso8859-11":case"iso885911":case"tis-620":case"windows-874":return"windows-874";case"cp1250":case"windows-1250":case"x-cp1250":return"\
windows-1250";case"cp1251":case"windows-1251":case"x-cp1251":return"windows-1251";case"ansi_x3.4-1968":case"ascii":case"cp1252":case"cp819":case"csisolatin1":case"\
ibm819":case"iso-8859-1":case"iso-ir-100":case"iso8859-1":case"iso88591":case"iso_8859-1":case"iso_8859-1:1987":case"l1":case"latin1":case"us-ascii":case"window\
s-1252":case"x-cp1252":return"windows-1252";case"cp1253":case"windows-1253":case"x-cp1253":return"windows-1253";case"cp1254":case"csisolatin5":case"iso-8859-9":case"\
iso-ir-148":case"iso8859-9":case"iso88599":case"iso_8859-9":case"iso_8859-9:1989":case"l5":case"latin5":case"windows-1254":case"x-cp1254":return"windows-1254";case"\
cp1255":case"windows-1255":case"x-cp1255":return"windows-1255";case"cp1256":case"windows-1256":case"x-cp1256":return"windows-1256";case"cp1257":case"windows-125\
7":case"x-cp1257":return"windows-1257";case"cp1258":case"windows-1258":case"x-cp1258":return"windows-1258";case"x-mac-cyrillic":case"x-mac-ukrainian":return"x-m\
ac-cyrillic";case"chinese":case"csgb2312":case"csiso58gb231280":case"gb2312":case"gb_2312":case"gb_2312-80":case"gbk":case"iso-ir-58":case"x-gbk":return"GBK";case"\
gb18030":return"gb18030";case"big5":case"big5-hkscs":case"cn-big5":case"csbig5":case"x-x-big5":return"Big5";case"cseucpkdfmtjapanese":case"euc-jp":case"x-euc-jp":
return"EUC-JP";case"csiso2022jp":case"iso-2022-jp":return"ISO-2022-JP";case"csshiftjis":case"ms932":case"ms_kanji":case"shift-jis":case"shift_jis":case"sjis":case"\
windows-31j":case"x-sjis":return"Shift_JIS";case"cseuckr":case"csksc56011987":case"euc-kr":case"iso-ir-149":case"korean":case"ks_c_5601-1987":case"ks_c_5601-198\
9":case"ksc5601":case"ksc_5601":case"windows-949":return"EUC-KR";case"csiso2022kr":case"hz-gb-2312":case"iso-2022-cn":case"iso-2022-cn-ext":case"iso-2022-kr":case"\
replacement":return"replacement";case"unicodefffe":case"utf-16be":return"UTF-16BE";case"csunicode":case"iso-10646-ucs-2":case"ucs-2":case"unicode":case"unicodef\
eff":case"utf-16":case"utf-16le":return"UTF-16LE";case"x-user-defined":return"x-user-defined";default:return"failure"}}module.exports={getEncoding}}),8355:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{staticPropertyDescriptors,readOperation,fireAProgressEvent}=__nccwpck_require__2(3610),{kState,kError,kResult,kEvents,kAborted}=__nccwpck_require__2(961),
{webidl}=__nccwpck_require__2(5893),{kEnumerableProperty}=__nccwpck_require__2(3440);class FileReader extends EventTarget{constructor(){super(),this[kState]="em\
pty",this[kResult]=null,this[kError]=null,this[kEvents]={loadend:null,error:null,abort:null,load:null,progress:null,loadstart:null}}readAsArrayBuffer(blob){webidl.
brandCheck(this,FileReader),webidl.argumentLengthCheck(arguments,1,"FileReader.readAsArrayBuffer"),blob=webidl.converters.Blob(blob,{strict:!1}),readOperation(this,
blob,"ArrayBuffer")}readAsBinaryString(blob){webidl.brandCheck(this,FileReader),webidl.argumentLengthCheck(arguments,1,"FileReader.readAsBinaryString"),blob=webidl.
converters.Blob(blob,{strict:!1}),readOperation(this,blob,"BinaryString")}readAsText(blob,encoding=void 0){webidl.brandCheck(this,FileReader),webidl.argumentLengthCheck(
arguments,1,"FileReader.readAsText"),blob=webidl.converters.Blob(blob,{strict:!1}),encoding!==void 0&&(encoding=webidl.converters.DOMString(encoding,"FileReader\
.readAsText","encoding")),readOperation(this,blob,"Text",encoding)}readAsDataURL(blob){webidl.brandCheck(this,FileReader),webidl.argumentLengthCheck(arguments,1,
"FileReader.readAsDataURL"),blob=webidl.converters.Blob(blob,{strict:!1}),readOperation(this,blob,"DataURL")}abort(){if(this[kState]==="empty"||this[kState]==="\
done"){this[kResult]=null;return}this[kState]==="loading"&&(this[kState]="done",this[kResult]=null),this[kAborted]=!0,fireAProgressEvent("abort",this),this[kState]!==
"loading"&&fireAProgressEvent("loadend",this)}get readyState(){switch(webidl.brandCheck(this,FileReader),this[kState]){case"empty":return this.EMPTY;case"loadin\
g":return this.LOADING;case"done":return this.DONE}}get result(){return webidl.brandCheck(this,FileReader),this[kResult]}get error(){return webidl.brandCheck(this,
FileReader),this[kError]}get onloadend(){return webidl.brandCheck(this,FileReader),this[kEvents].loadend}set onloadend(fn){webidl.brandCheck(this,FileReader),this[kEvents].
loadend&&this.removeEventListener("loadend",this[kEvents].loadend),typeof fn=="function"?(this[kEvents].loadend=fn,this.addEventListener("loadend",fn)):this[kEvents].
loadend=null}get onerror(){return webidl.brandCheck(this,FileReader),this[kEvents].error}set onerror(fn){webidl.brandCheck(this,FileReader),this[kEvents].error&&
this.removeEventListener("error",this[kEvents].error),typeof fn=="function"?(this[kEvents].error=fn,this.addEventListener("error",fn)):this[kEvents].error=null}get onloadstart(){
return webidl.brandCheck(this,FileReader),this[kEvents].loadstart}set onloadstart(fn){webidl.brandCheck(this,FileReader),this[kEvents].loadstart&&this.removeEventListener(
"loadstart",this[kEvents].loadstart),typeof fn=="function"?(this[kEvents].loadstart=fn,this.addEventListener("loadstart",fn)):this[kEvents].loadstart=null}get onprogress(){
return webidl.brandCheck(this,FileReader),this[kEvents].progress}set onprogress(fn){webidl.brandCheck(this,FileReader),this[kEvents].progress&&this.removeEventListener(
"progress",this[kEvents].progress),typeof fn=="function"?(this[kEvents].progress=fn,this.addEventListener("progress",fn)):this[kEvents].progress=null}get onload(){
return webidl.brandCheck(this,FileReader),this[kEvents].load}set onload(fn){webidl.brandCheck(this,FileReader),this[kEvents].load&&this.removeEventListener("loa\
d",this[kEvents].load),typeof fn=="function"?(this[kEvents].load=fn,this.addEventListener("load",fn)):this[kEvents].load=null}get onabort(){return webidl.brandCheck(
this,FileReader),this[kEvents].abort}set onabort(fn){webidl.brandCheck(this,FileReader),this[kEvents].abort&&this.removeEventListener("abort",this[kEvents].abort),
typeof fn=="function"?(this[kEvents].abort=fn,this.addEventListener("abort",fn)):this[kEvents].abort=null}}FileReader.EMPTY=FileReader.prototype.EMPTY=0,FileReader.
LOADING=FileReader.prototype.LOADING=1,FileReader.DONE=FileReader.prototype.DONE=2,Object.defineProperties(FileReader.prototype,{EMPTY:staticPropertyDescriptors,
LOADING:staticPropertyDescriptors,DONE:staticPropertyDescriptors,readAsArrayBuffer:kEnumerableProperty,readAsBinaryString:kEnumerableProperty,readAsText:kEnumerableProperty,
readAsDataURL:kEnumerableProperty,abort:kEnumerableProperty,readyState:kEnumerableProperty,result:kEnumerableProperty,error:kEnumerableProperty,onloadstart:kEnumerableProperty,
onprogress:kEnumerableProperty,onload:kEnumerableProperty,onabort:kEnumerableProperty,onerror:kEnumerableProperty,onloadend:kEnumerableProperty,[Symbol.toStringTag]:{
value:"FileReader",writable:!1,enumerable:!1,configurable:!0}}),Object.defineProperties(FileReader,{EMPTY:staticPropertyDescriptors,LOADING:staticPropertyDescriptors,
DONE:staticPropertyDescriptors}),module.exports={FileReader}}),8573:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{webidl}=__nccwpck_require__2(
5893),kState=Symbol("ProgressEvent state");class ProgressEvent extends Event{constructor(type,eventInitDict={}){type=webidl.converters.DOMString(type,"ProgressE\
vent constructor","type"),eventInitDict=webidl.converters.ProgressEventInit(eventInitDict??{}),super(type,eventInitDict),this[kState]={lengthComputable:eventInitDict.
lengthComputable,loaded:eventInitDict.loaded,total:eventInitDict.total}}get lengthComputable(){return webidl.brandCheck(this,ProgressEvent),this[kState].lengthComputable}get loaded(){
return webidl.brandCheck(this,ProgressEvent),this[kState].loaded}get total(){return webidl.brandCheck(this,ProgressEvent),this[kState].total}}webidl.converters.
ProgressEventInit=webidl.dictionaryConverter([{key:"lengthComputable",converter:webidl.converters.boolean,defaultValue:()=>!1},{key:"loaded",converter:webidl.converters["\
unsigned long long"],defaultValue:()=>0},{key:"total",converter:webidl.converters["unsigned long long"],defaultValue:()=>0},{key:"bubbles",converter:webidl.converters.
boolean,defaultValue:()=>!1},{key:"cancelable",converter:webidl.converters.boolean,defaultValue:()=>!1},{key:"composed",converter:webidl.converters.boolean,defaultValue:()=>!1}]),
module.exports={ProgressEvent}}),961:(module=>{module.exports={kState:Symbol("FileReader state"),kResult:Symbol("FileReader result"),kError:Symbol("FileReader e\
rror"),kLastProgressEventFired:Symbol("FileReader last progress event fired timestamp"),kEvents:Symbol("FileReader events"),kAborted:Symbol("FileReader aborted")}}),
3610:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{kState,kError,kResult,kAborted,kLastProgressEventFired}=__nccwpck_require__2(961),{ProgressEvent}=__nccwpck_require__2(
8573),{getEncoding}=__nccwpck_require__2(2607),{serializeAMimeType,parseMIMEType}=__nccwpck_require__2(1900),{types}=__nccwpck_require__2(7975),{StringDecoder:StringDecoder2}=__nccwpck_require__2(
3193),{btoa}=__nccwpck_require__2(4573),staticPropertyDescriptors={enumerable:!0,writable:!1,configurable:!1};function readOperation(fr,blob,type,encodingName){
if(fr[kState]==="loading")throw new DOMException("Invalid state","InvalidStateError");fr[kState]="loading",fr[kResult]=null,fr[kError]=null;const reader=blob.stream().
getReader(),bytes=[];let chunkPromise=reader.read(),isFirstChunk=!0;(async()=>{for(;!fr[kAborted];)try{const{done,value}=await chunkPromise;if(isFirstChunk&&!fr[kAborted]&&
queueMicrotask(()=>{fireAProgressEvent("loadstart",fr)}),isFirstChunk=!1,!done&&types.isUint8Array(value))bytes.push(value),(fr[kLastProgressEventFired]===void 0||
Date.now()-fr[kLastProgressEventFired]>=50)&&!fr[kAborted]&&(fr[kLastProgressEventFired]=Date.now(),queueMicrotask(()=>{fireAProgressEvent("progress",fr)})),chunkPromise=
reader.read();else if(done){queueMicrotask(()=>{fr[kState]="done";try{const result=packageData(bytes,type,blob.type,encodingName);if(fr[kAborted])return;fr[kResult]=
result,fireAProgressEvent("load",fr)}catch(error2){fr[kError]=error2,fireAProgressEvent("error",fr)}fr[kState]!=="loading"&&fireAProgressEvent("loadend",fr)});break}}catch(error2){
if(fr[kAborted])return;queueMicrotask(()=>{fr[kState]="done",fr[kError]=error2,fireAProgressEvent("error",fr),fr[kState]!=="loading"&&fireAProgressEvent("loaden\
d",fr)});break}})()}function fireAProgressEvent(e,reader){const event=new ProgressEvent(e,{bubbles:!1,cancelable:!1});reader.dispatchEvent(event)}function packageData(bytes,type,mimeType,encodingName){
switch(type){case"DataURL":{let dataURL="data:";const parsed=parseMIMEType(mimeType||"application/octet-stream");parsed!=="failure"&&(dataURL+=serializeAMimeType(
parsed)),dataURL+=";base64,";const decoder=new StringDecoder2("latin1");for(const chunk of bytes)dataURL+=btoa(decoder.write(chunk));return dataURL+=btoa(decoder.
end()),dataURL}case"Text":{let encoding="failure";if(encodingName&&(encoding=getEncoding(encodingName)),encoding==="failure"&&mimeType){const type2=parseMIMEType(
mimeType);type2!=="failure"&&(encoding=getEncoding(type2.parameters.get("charset")))}return encoding==="failure"&&(encoding="UTF-8"),decode(bytes,encoding)}case"\
ArrayBuffer":return combineByteSequences(bytes).buffer;case"BinaryString":{let binaryString="";const decoder=new StringDecoder2("latin1");for(const chunk of bytes)
binaryString+=decoder.write(chunk);return binaryString+=decoder.end(),binaryString}}}function decode(ioQueue,encoding){const bytes=combineByteSequences(ioQueue),
BOMEncoding=BOMSniffing(bytes);let slice=0;BOMEncoding!==null&&(encoding=BOMEncoding,slice=BOMEncoding==="UTF-8"?3:2);const sliced=bytes.slice(slice);return new TextDecoder(
encoding).decode(sliced)}function BOMSniffing(ioQueue){const[a,b,c]=ioQueue;return a===239&&b===187&&c===191?"UTF-8":a===254&&b===255?"UTF-16BE":a===255&&b===254?
"UTF-16LE":null}function combineByteSequences(sequences){const size=sequences.reduce((a,b)=>a+b.byteLength,0);let offset=0;return sequences.reduce((a,b)=>(a.set(
b,offset),offset+=b.byteLength,a),new Uint8Array(size))}module.exports={staticPropertyDescriptors,readOperation,fireAProgressEvent}}),6897:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{uid,states,sentCloseFrameState,emptyBuffer,opcodes}=__nccwpck_require__2(736),{kReadyState,kSentClose,kByteParser,kReceivedClose,kResponse}=__nccwpck_require__2(
1216),{fireEvent,failWebsocketConnection,isClosing,isClosed,isEstablished,parseExtensions}=__nccwpck_require__2(8625),{channels}=__nccwpck_require__2(2414),{CloseEvent}=__nccwpck_require__2(
5188),{makeRequest}=__nccwpck_require__2(9967),{fetching}=__nccwpck_require__2(4398),{Headers,getHeadersList}=__nccwpck_require__2(660),{getDecodeSplit}=__nccwpck_require__2(
3168),{WebsocketFrameSend}=__nccwpck_require__2(3264);let crypto;try{crypto=__nccwpck_require__2(7598)}catch{}function establishWebSocketConnection(url,protocols,client,ws,onEstablish,options){
const requestURL=url;requestURL.protocol=url.protocol==="ws:"?"http:":"https:";const request=makeRequest({urlList:[requestURL],client,serviceWorkers:"none",referrer:"\
no-referrer",mode:"websocket",credentials:"include",cache:"no-store",redirect:"error"});if(options.headers){const headersList=getHeadersList(new Headers(options.
headers));request.headersList=headersList}const keyValue=crypto.randomBytes(16).toString("base64");request.headersList.append("sec-websocket-key",keyValue),request.
headersList.append("sec-websocket-version","13");for(const protocol of protocols)request.headersList.append("sec-websocket-protocol",protocol);return request.headersList.
append("sec-websocket-extensions","permessage-deflate; client_max_window_bits"),fetching({request,useParallelQueue:!0,dispatcher:options.dispatcher,processResponse(response){
if(response.type==="error"||response.status!==101){failWebsocketConnection(ws,"Received network error or non-101 status code.");return}if(protocols.length!==0&&
!response.headersList.get("Sec-WebSocket-Protocol")){failWebsocketConnection(ws,"Server did not respond with sent protocols.");return}if(response.headersList.get(
"Upgrade")?.toLowerCase()!=="websocket"){failWebsocketConnection(ws,'Server did not set Upgrade header to "websocket".');return}if(response.headersList.get("Con\
nection")?.toLowerCase()!=="upgrade"){failWebsocketConnection(ws,'Server did not set Connection header to "upgrade".');return}const secWSAccept=response.headersList.
get("Sec-WebSocket-Accept"),digest2=crypto.createHash("sha1").update(keyValue+uid).digest("base64");if(secWSAccept!==digest2){failWebsocketConnection(ws,"Incorr\
ect hash received in Sec-WebSocket-Accept header.");return}const secExtension=response.headersList.get("Sec-WebSocket-Extensions");let extensions;if(secExtension!==
null&&(extensions=parseExtensions(secExtension),!extensions.has("permessage-deflate"))){failWebsocketConnection(ws,"Sec-WebSocket-Extensions header does not mat\
ch.");return}const secProtocol=response.headersList.get("Sec-WebSocket-Protocol");if(secProtocol!==null){const requestProtocols=getDecodeSplit("sec-websocket-pr\
otocol",request.headersList);if(requestProtocols===null||!requestProtocols.includes(secProtocol)){failWebsocketConnection(ws,"Protocol was not set in the openin\
g handshake.");return}}response.socket.on("data",onSocketData),response.socket.on("close",onSocketClose),response.socket.on("error",onSocketError),channels.open.
hasSubscribers&&channels.open.publish({address:response.socket.address(),protocol:secProtocol,extensions:secExtension}),onEstablish(response,extensions)}})}function closeWebSocketConnection(ws,code2,reason,reasonByteLength){
if(!(isClosing(ws)||isClosed(ws)))if(!isEstablished(ws))failWebsocketConnection(ws,"Connection was closed before it was established."),ws[kReadyState]=states.CLOSING;else if(ws[kSentClose]===
sentCloseFrameState.NOT_SENT){ws[kSentClose]=sentCloseFrameState.PROCESSING;const frame=new WebsocketFrameSend;code2!==void 0&&reason===void 0?(frame.frameData=
Buffer.allocUnsafe(2),frame.frameData.writeUInt16BE(code2,0)):code2!==void 0&&reason!==void 0?(frame.frameData=Buffer.allocUnsafe(2+reasonByteLength),frame.frameData.
writeUInt16BE(code2,0),frame.frameData.write(reason,2,"utf-8")):frame.frameData=emptyBuffer,ws[kResponse].socket.write(frame.createFrame(opcodes.CLOSE)),ws[kSentClose]=
sentCloseFrameState.SENT,ws[kReadyState]=states.CLOSING}else ws[kReadyState]=states.CLOSING}function onSocketData(chunk){this.ws[kByteParser].write(chunk)||this.
pause()}function onSocketClose(){const{ws}=this,{[kResponse]:response}=ws;response.socket.off("data",onSocketData),response.socket.off("close",onSocketClose),response.
socket.off("error",onSocketError);const wasClean=ws[kSentClose]===sentCloseFrameState.SENT&&ws[kReceivedClose];let code2=1005,reason="";const result=ws[kByteParser].
closingInfo;result&&!result.error?(code2=result.code??1005,reason=result.reason):ws[kReceivedClose]||(code2=1006),ws[kReadyState]=states.CLOSED,fireEvent("close",
ws,(type,init)=>new CloseEvent(type,init),{wasClean,code:code2,reason}),channels.close.hasSubscribers&&channels.close.publish({websocket:ws,code:code2,reason})}
function onSocketError(error2){const{ws}=this;ws[kReadyState]=states.CLOSING,channels.socketError.hasSubscribers&&channels.socketError.publish(error2),this.destroy()}
module.exports={establishWebSocketConnection,closeWebSocketConnection}}),736:(module=>{const uid="258EAFA5-E914-47DA-95CA-C5AB0DC85B11",staticPropertyDescriptors={
enumerable:!0,writable:!1,configurable:!1},states={CONNECTING:0,OPEN:1,CLOSING:2,CLOSED:3},sentCloseFrameState={NOT_SENT:0,PROCESSING:1,SENT:2},opcodes={CONTINUATION:0,
TEXT:1,BINARY:2,CLOSE:8,PING:9,PONG:10},maxUnsigned16Bit=2**16-1,parserStates={INFO:0,PAYLOADLENGTH_16:2,PAYLOADLENGTH_64:3,READ_DATA:4},emptyBuffer=Buffer.allocUnsafe(
0),sendHints={string:1,typedArray:2,arrayBuffer:3,blob:4};module.exports={uid,sentCloseFrameState,staticPropertyDescriptors,states,opcodes,maxUnsigned16Bit,parserStates,
emptyBuffer,sendHints}}),5188:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{webidl}=__nccwpck_require__2(5893),{kEnumerableProperty}=__nccwpck_require__2(
3440),{kConstruct}=__nccwpck_require__2(6443),{MessagePort}=__nccwpck_require__2(5919);class MessageEvent extends Event{#eventInit;constructor(type,eventInitDict={}){
if(type===kConstruct){super(arguments[1],arguments[2]),webidl.util.markAsUncloneable(this);return}const prefix="MessageEvent constructor";webidl.argumentLengthCheck(
arguments,1,prefix),type=webidl.converters.DOMString(type,prefix,"type"),eventInitDict=webidl.converters.MessageEventInit(eventInitDict,prefix,"eventInitDict"),
super(type,eventInitDict),this.#eventInit=eventInitDict,webidl.util.markAsUncloneable(this)}get data(){return webidl.brandCheck(this,MessageEvent),this.#eventInit.
data}get origin(){return webidl.brandCheck(this,MessageEvent),this.#eventInit.origin}get lastEventId(){return webidl.brandCheck(this,MessageEvent),this.#eventInit.
lastEventId}get source(){return webidl.brandCheck(this,MessageEvent),this.#eventInit.source}get ports(){return webidl.brandCheck(this,MessageEvent),Object.isFrozen(
this.#eventInit.ports)||Object.freeze(this.#eventInit.ports),this.#eventInit.ports}initMessageEvent(type,bubbles=!1,cancelable=!1,data=null,origin="",lastEventId="",source=null,ports=[]){
return webidl.brandCheck(this,MessageEvent),webidl.argumentLengthCheck(arguments,1,"MessageEvent.initMessageEvent"),new MessageEvent(type,{bubbles,cancelable,data,
origin,lastEventId,source,ports})}static createFastMessageEvent(type,init){const messageEvent=new MessageEvent(kConstruct,type,init);return messageEvent.#eventInit=
init,messageEvent.#eventInit.data??=null,messageEvent.#eventInit.origin??="",messageEvent.#eventInit.lastEventId??="",messageEvent.#eventInit.source??=null,messageEvent.#eventInit.
ports??=[],messageEvent}}const{createFastMessageEvent}=MessageEvent;delete MessageEvent.createFastMessageEvent;class CloseEvent extends Event{#eventInit;constructor(type,eventInitDict={}){
const prefix="CloseEvent constructor";webidl.argumentLengthCheck(arguments,1,prefix),type=webidl.converters.DOMString(type,prefix,"type"),eventInitDict=webidl.converters.
CloseEventInit(eventInitDict),super(type,eventInitDict),this.#eventInit=eventInitDict,webidl.util.markAsUncloneable(this)}get wasClean(){return webidl.brandCheck(
this,CloseEvent),this.#eventInit.wasClean}get code(){return webidl.brandCheck(this,CloseEvent),this.#eventInit.code}get reason(){return webidl.brandCheck(this,CloseEvent),
this.#eventInit.reason}}class ErrorEvent extends Event{#eventInit;constructor(type,eventInitDict){const prefix="ErrorEvent constructor";webidl.argumentLengthCheck(
arguments,1,prefix),super(type,eventInitDict),webidl.util.markAsUncloneable(this),type=webidl.converters.DOMString(type,prefix,"type"),eventInitDict=webidl.converters.
ErrorEventInit(eventInitDict??{}),this.#eventInit=eventInitDict}get message(){return webidl.brandCheck(this,ErrorEvent),this.#eventInit.message}get filename(){return webidl.
brandCheck(this,ErrorEvent),this.#eventInit.filename}get lineno(){return webidl.brandCheck(this,ErrorEvent),this.#eventInit.lineno}get colno(){return webidl.brandCheck(
this,ErrorEvent),this.#eventInit.colno}get error(){return webidl.brandCheck(this,ErrorEvent),this.#eventInit.error}}Object.defineProperties(MessageEvent.prototype,
{[Symbol.toStringTag]:{value:"MessageEvent",configurable:!0},data:kEnumerableProperty,origin:kEnumerableProperty,lastEventId:kEnumerableProperty,source:kEnumerableProperty,
ports:kEnumerableProperty,initMessageEvent:kEnumerableProperty}),Object.defineProperties(CloseEvent.prototype,{[Symbol.toStringTag]:{value:"CloseEvent",configurable:!0},
reason:kEnumerableProperty,code:kEnumerableProperty,wasClean:kEnumerableProperty}),Object.defineProperties(ErrorEvent.prototype,{[Symbol.toStringTag]:{value:"Er\
rorEvent",configurable:!0},message:kEnumerableProperty,filename:kEnumerableProperty,lineno:kEnumerableProperty,colno:kEnumerableProperty,error:kEnumerableProperty}),
webidl.converters.MessagePort=webidl.interfaceConverter(MessagePort),webidl.converters["sequence<MessagePort>"]=webidl.sequenceConverter(webidl.converters.MessagePort);
const eventInit=[{key:"bubbles",converter:webidl.converters.boolean,defaultValue:()=>!1},{key:"cancelable",converter:webidl.converters.boolean,defaultValue:()=>!1},
{key:"composed",converter:webidl.converters.boolean,defaultValue:()=>!1}];webidl.converters.MessageEventInit=webidl.dictionaryConverter([...eventInit,{key:"data",
converter:webidl.converters.any,defaultValue:()=>null},{key:"origin",converter:webidl.converters.USVString,defaultValue:()=>""},{key:"lastEventId",converter:webidl.
converters.DOMString,defaultValue:()=>""},{key:"source",converter:webidl.nullableConverter(webidl.converters.MessagePort),defaultValue:()=>null},{key:"ports",converter:webidl.
converters["sequence<MessagePort>"],defaultValue:()=>new Array(0)}]),webidl.converters.CloseEventInit=webidl.dictionaryConverter([...eventInit,{key:"wasClean",converter:webidl.
converters.boolean,defaultValue:()=>!1},{key:"code",converter:webidl.converters["unsigned short"],defaultValue:()=>0},{key:"reason",converter:webidl.converters.
USVString,defaultValue:()=>""}]),webidl.converters.ErrorEventInit=webidl.dictionaryConverter([...eventInit,{key:"message",converter:webidl.converters.DOMString,
defaultValue:()=>""},{key:"filename",converter:webidl.converters.USVString,defaultValue:()=>""},{key:"lineno",converter:webidl.converters["unsigned long"],defaultValue:()=>0},
{key:"colno",converter:webidl.converters["unsigned long"],defaultValue:()=>0},{key:"error",converter:webidl.converters.any}]),module.exports={MessageEvent,CloseEvent,
ErrorEvent,createFastMessageEvent}}),3264:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{maxUnsigned16Bit}=__nccwpck_require__2(736),BUFFER_SIZE=16386;
let crypto,buffer=null,bufIdx=BUFFER_SIZE;try{crypto=__nccwpck_require__2(7598)}catch{crypto={randomFillSync:function(buffer2,_offset,_size){for(let i2=0;i2<buffer2.
length;++i2)buffer2[i2]=Math.random()*255|0;return buffer2}}}function generateMask(){return bufIdx===BUFFER_SIZE&&(bufIdx=0,crypto.randomFillSync(buffer??=Buffer.
allocUnsafe(BUFFER_SIZE),0,BUFFER_SIZE)),[buffer[bufIdx++],buffer[bufIdx++],buffer[bufIdx++],buffer[bufIdx++]]}class WebsocketFrameSend{constructor(data){this.frameData=
data}createFrame(opcode){const frameData=this.frameData,maskKey=generateMask(),bodyLength=frameData?.byteLength??0;let payloadLength=bodyLength,offset=6;bodyLength>
maxUnsigned16Bit?(offset+=8,payloadLength=127):bodyLength>125&&(offset+=2,payloadLength=126);const buffer2=Buffer.allocUnsafe(bodyLength+offset);buffer2[0]=buffer2[1]=
0,buffer2[0]|=128,buffer2[0]=(buffer2[0]&240)+opcode;buffer2[offset-4]=maskKey[0],buffer2[offset-3]=maskKey[1],buffer2[offset-2]=maskKey[2],buffer2[offset-1]=maskKey[3],
buffer2[1]=payloadLength,payloadLength===126?buffer2.writeUInt16BE(bodyLength,2):payloadLength===127&&(buffer2[2]=buffer2[3]=0,buffer2.writeUIntBE(bodyLength,4,
6)),buffer2[1]|=128;for(let i2=0;i2<bodyLength;++i2)buffer2[offset+i2]=frameData[i2]^maskKey[i2&3];return buffer2}}module.exports={WebsocketFrameSend}}),9469:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{createInflateRaw,Z_DEFAULT_WINDOWBITS}=__nccwpck_require__2(8522),{isValidClientWindowBits}=__nccwpck_require__2(8625),{MessageSizeExceededError}=__nccwpck_require__2(
8707),tail=Buffer.from([0,0,255,255]),kBuffer=Symbol("kBuffer"),kLength=Symbol("kLength");class PerMessageDeflate{#inflate;#options={};#maxPayloadSize=0;constructor(extensions,options){
this.#options.serverNoContextTakeover=extensions.has("server_no_context_takeover"),this.#options.serverMaxWindowBits=extensions.get("server_max_window_bits"),this.#maxPayloadSize=
options.maxPayloadSize}decompress(chunk,fin,callback){if(!this.#inflate){let windowBits=Z_DEFAULT_WINDOWBITS;if(this.#options.serverMaxWindowBits){if(!isValidClientWindowBits(
this.#options.serverMaxWindowBits)){callback(new Error("Invalid server_max_window_bits"));return}windowBits=Number.parseInt(this.#options.serverMaxWindowBits)}try{
this.#inflate=createInflateRaw({windowBits})}catch(err2){callback(err2);return}this.#inflate[kBuffer]=[],this.#inflate[kLength]=0,this.#inflate.on("data",data=>{
if(this.#inflate[kLength]+=data.length,this.#maxPayloadSize>0&&this.#inflate[kLength]>this.#maxPayloadSize){callback(new MessageSizeExceededError),this.#inflate.
removeAllListeners(),this.#inflate.destroy(),this.#inflate=null;return}this.#inflate[kBuffer].push(data)}),this.#inflate.on("error",err2=>{this.#inflate=null,callback(
err2)})}this.#inflate.write(chunk),fin&&this.#inflate.write(tail),this.#inflate.flush(()=>{if(!this.#inflate)return;const full=Buffer.concat(this.#inflate[kBuffer],
this.#inflate[kLength]);this.#inflate[kBuffer].length=0,this.#inflate[kLength]=0,callback(null,full)})}}module.exports={PerMessageDeflate}}),1652:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{Writable}=__nccwpck_require__2(7075),assert=__nccwpck_require__2(4589),{parserStates,opcodes,states,emptyBuffer,sentCloseFrameState}=__nccwpck_require__2(
736),{kReadyState,kSentClose,kResponse,kReceivedClose}=__nccwpck_require__2(1216),{channels}=__nccwpck_require__2(2414),{isValidStatusCode,isValidOpcode,failWebsocketConnection,
websocketMessageReceived,utf8Decode,isControlFrame,isTextBinaryFrame,isContinuationFrame}=__nccwpck_require__2(8625),{WebsocketFrameSend}=__nccwpck_require__2(3264),
{closeWebSocketConnection}=__nccwpck_require__2(6897),{PerMessageDeflate}=__nccwpck_require__2(9469),{MessageSizeExceededError}=__nccwpck_require__2(8707);function failWebsocketConnectionWithCode(ws,code2,reason){
closeWebSocketConnection(ws,code2,reason,Buffer.byteLength(reason)),failWebsocketConnection(ws,reason)}class ByteParser extends Writable{#buffers=[];#fragmentsBytes=0;#byteOffset=0;#loop=!1;#state=parserStates.
INFO;#info={};#fragments=[];#extensions;#maxFragments;#maxPayloadSize;constructor(ws,extensions,options={}){super(),this.ws=ws,this.#extensions=extensions??new Map,
this.#maxFragments=options.maxFragments??0,this.#maxPayloadSize=options.maxPayloadSize??0,this.#extensions.has("permessage-deflate")&&this.#extensions.set("perm\
essage-deflate",new PerMessageDeflate(extensions,options))}_write(chunk,_,callback){this.#buffers.push(chunk),this.#byteOffset+=chunk.length,this.#loop=!0,this.
run(callback)}#validatePayloadLength(){return this.#maxPayloadSize>0&&!isControlFrame(this.#info.opcode)&&this.#info.payloadLength+this.#fragmentsBytes>this.#maxPayloadSize?
(failWebsocketConnectionWithCode(this.ws,1009,"Payload size exceeds maximum allowed size"),!1):!0}run(callback){for(;this.#loop;)if(this.#state===parserStates.INFO){
if(this.#byteOffset<2)return callback();const buffer=this.consume(2),fin=(buffer[0]&128)!==0,opcode=buffer[0]&15,masked=(buffer[1]&128)===128,fragmented=!fin&&opcode!==
opcodes.CONTINUATION,payloadLength=buffer[1]&127,rsv1=buffer[0]&64,rsv2=buffer[0]&32,rsv3=buffer[0]&16;if(!isValidOpcode(opcode))return failWebsocketConnection(
this.ws,"Invalid opcode received"),callback();if(masked)return failWebsocketConnection(this.ws,"Frame cannot be masked"),callback();if(rsv1!==0&&!this.#extensions.
has("permessage-deflate")){failWebsocketConnection(this.ws,"Expected RSV1 to be clear.");return}if(rsv2!==0||rsv3!==0){failWebsocketConnection(this.ws,"RSV1, RS\
V2, RSV3 must be clear");return}if(fragmented&&!isTextBinaryFrame(opcode)){failWebsocketConnection(this.ws,"Invalid frame type was fragmented.");return}if(isTextBinaryFrame(
opcode)&&this.#fragments.length>0){failWebsocketConnection(this.ws,"Expected continuation frame");return}if(this.#info.fragmented&&fragmented){failWebsocketConnection(
this.ws,"Fragmented frame exceeded 125 bytes.");return}if((payloadLength>125||fragmented)&&isControlFrame(opcode)){failWebsocketConnection(this.ws,"Control fram\
e either too large or fragmented");return}if(isContinuationFrame(opcode)&&this.#fragments.length===0&&!this.#info.compressed){failWebsocketConnection(this.ws,"U\
nexpected continuation frame");return}if(payloadLength<=125){if(this.#info.payloadLength=payloadLength,this.#state=parserStates.READ_DATA,!this.#validatePayloadLength())
return}else payloadLength===126?this.#state=parserStates.PAYLOADLENGTH_16:payloadLength===127&&(this.#state=parserStates.PAYLOADLENGTH_64);isTextBinaryFrame(opcode)&&
(this.#info.binaryType=opcode,this.#info.compressed=rsv1!==0),this.#info.opcode=opcode,this.#info.masked=masked,this.#info.fin=fin,this.#info.fragmented=fragmented}else if(this.#state===
parserStates.PAYLOADLENGTH_16){if(this.#byteOffset<2)return callback();const buffer=this.consume(2);if(this.#info.payloadLength=buffer.readUInt16BE(0),this.#state=
parserStates.READ_DATA,!this.#validatePayloadLength())return}else if(this.#state===parserStates.PAYLOADLENGTH_64){if(this.#byteOffset<8)return callback();const buffer=this.
consume(8),upper=buffer.readUInt32BE(0),lower=buffer.readUInt32BE(4);if(upper!==0||lower>2**31-1){failWebsocketConnection(this.ws,"Received payload length > 2^3\
1 bytes.");return}if(this.#info.payloadLength=lower,this.#state=parserStates.READ_DATA,!this.#validatePayloadLength())return}else if(this.#state===parserStates.
READ_DATA){if(this.#byteOffset<this.#info.payloadLength)return callback();const body=this.consume(this.#info.payloadLength);if(isControlFrame(this.#info.opcode)){
this.#loop=this.parseControlFrame(body),this.#state=parserStates.INFO;const socket=this.ws[kResponse].socket;if(this.#loop&&socket.writableNeedDrain){this.#loop=
!1,socket.once("drain",()=>{this.destroyed||(this.#loop=!0,this.run(callback))});return}}else if(this.#info.compressed){this.#extensions.get("permessage-deflate").
decompress(body,this.#info.fin,(error2,data)=>{if(error2){const code2=error2 instanceof MessageSizeExceededError?1009:1007;failWebsocketConnectionWithCode(this.
ws,code2,error2.message);return}if(this.writeFragments(data)){if(this.#maxPayloadSize>0&&this.#fragmentsBytes>this.#maxPayloadSize){failWebsocketConnectionWithCode(
this.ws,1009,new MessageSizeExceededError().message);return}if(!this.#info.fin){this.#state=parserStates.INFO,this.#loop=!0,this.run(callback);return}websocketMessageReceived(
this.ws,this.#info.binaryType,this.consumeFragments()),this.#loop=!0,this.#state=parserStates.INFO,this.run(callback)}}),this.#loop=!1;break}else{if(!this.writeFragments(
body))return;if(this.#maxPayloadSize>0&&this.#fragmentsBytes>this.#maxPayloadSize){failWebsocketConnectionWithCode(this.ws,1009,new MessageSizeExceededError().message);
return}!this.#info.fragmented&&this.#info.fin&&websocketMessageReceived(this.ws,this.#info.binaryType,this.consumeFragments()),this.#state=parserStates.INFO}}}consume(n){
if(n>this.#byteOffset)throw new Error("Called consume() before buffers satiated.");if(n===0)return emptyBuffer;if(this.#buffers[0].length===n)return this.#byteOffset-=
this.#buffers[0].length,this.#buffers.shift();const buffer=Buffer.allocUnsafe(n);let offset=0;for(;offset!==n;){const next=this.#buffers[0],{length}=next;if(length+
offset===n){buffer.set(this.#buffers.shift(),offset);break}else if(length+offset>n){buffer.set(next.subarray(0,n-offset),offset),this.#buffers[0]=next.subarray(
n-offset);break}else buffer.set(this.#buffers.shift(),offset),offset+=next.length}return this.#byteOffset-=n,buffer}writeFragments(fragment){return this.#maxFragments>
0&&this.#fragments.length===this.#maxFragments?(failWebsocketConnectionWithCode(this.ws,1008,"Too many message fragments"),!1):(this.#fragmentsBytes+=fragment.length,
this.#fragments.push(fragment),!0)}consumeFragments(){const fragments=this.#fragments;if(fragments.length===1)return this.#fragmentsBytes=0,fragments.shift();const output=Buffer.
concat(fragments,this.#fragmentsBytes);return this.#fragments=[],this.#fragmentsBytes=0,output}parseCloseBody(data){assert(data.length!==1);let code2;if(data.length>=
2&&(code2=data.readUInt16BE(0)),code2!==void 0&&!isValidStatusCode(code2))return{code:1002,reason:"Invalid status code",error:!0};let reason=data.subarray(2);reason[0]===
239&&reason[1]===187&&reason[2]===191&&(reason=reason.subarray(3));try{reason=utf8Decode(reason)}catch{return{code:1007,reason:"Invalid UTF-8",error:!0}}return{
code:code2,reason,error:!1}}parseControlFrame(body){const{opcode,payloadLength}=this.#info;if(opcode===opcodes.CLOSE){if(payloadLength===1)return failWebsocketConnection(
this.ws,"Received close frame with a 1-byte body."),!1;if(this.#info.closeInfo=this.parseCloseBody(body),this.#info.closeInfo.error){const{code:code2,reason}=this.#info.
closeInfo;return closeWebSocketConnection(this.ws,code2,reason,reason.length),failWebsocketConnection(this.ws,reason),!1}if(this.ws[kSentClose]!==sentCloseFrameState.
SENT){let body2=emptyBuffer;this.#info.closeInfo.code&&(body2=Buffer.allocUnsafe(2),body2.writeUInt16BE(this.#info.closeInfo.code,0));const closeFrame=new WebsocketFrameSend(
body2);this.ws[kResponse].socket.write(closeFrame.createFrame(opcodes.CLOSE),err2=>{err2||(this.ws[kSentClose]=sentCloseFrameState.SENT)})}return this.ws[kReadyState]=
states.CLOSING,this.ws[kReceivedClose]=!0,!1}else if(opcode===opcodes.PING){if(!this.ws[kReceivedClose]){const frame=new WebsocketFrameSend(body);this.ws[kResponse].
socket.write(frame.createFrame(opcodes.PONG)),channels.ping.hasSubscribers&&channels.ping.publish({payload:body})}}else opcode===opcodes.PONG&&channels.pong.hasSubscribers&&
channels.pong.publish({payload:body});return!0}get closingInfo(){return this.#info.closeInfo}}module.exports={ByteParser}}),3900:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{WebsocketFrameSend}=__nccwpck_require__2(3264),{opcodes,sendHints}=__nccwpck_require__2(736),FixedQueue=__nccwpck_require__2(4660),FastBuffer=Buffer[Symbol.
species];class SendQueue{#queue=new FixedQueue;#running=!1;#socket;constructor(socket){this.#socket=socket}add(item2,cb,hint){if(hint!==sendHints.blob){const frame=createFrame(
item2,hint);if(!this.#running)this.#socket.write(frame,cb);else{const node2={promise:null,callback:cb,frame};this.#queue.push(node2)}return}const node={promise:item2.
arrayBuffer().then(ab=>{node.promise=null,node.frame=createFrame(ab,hint)}),callback:cb,frame:null};this.#queue.push(node),this.#running||this.#run()}async#run(){
this.#running=!0;const queue=this.#queue;for(;!queue.isEmpty();){const node=queue.shift();node.promise!==null&&await node.promise,this.#socket.write(node.frame,
node.callback),node.callback=node.frame=null}this.#running=!1}}function createFrame(data,hint){return new WebsocketFrameSend(toBuffer(data,hint)).createFrame(hint===
sendHints.string?opcodes.TEXT:opcodes.BINARY)}function toBuffer(data,hint){switch(hint){case sendHints.string:return Buffer.from(data);case sendHints.arrayBuffer:case sendHints.
blob:return new FastBuffer(data);case sendHints.typedArray:return new FastBuffer(data.buffer,data.byteOffset,data.byteLength)}}module.exports={SendQueue}}),1216:(module=>{
module.exports={kWebSocketURL:Symbol("url"),kReadyState:Symbol("ready state"),kController:Symbol("controller"),kResponse:Symbol("response"),kBinaryType:Symbol("\
binary type"),kSentClose:Symbol("sent close"),kReceivedClose:Symbol("received close"),kByteParser:Symbol("byte parser")}}),8625:((module,__unused_webpack_exports,__nccwpck_require__2)=>{
const{kReadyState,kController,kResponse,kBinaryType,kWebSocketURL}=__nccwpck_require__2(1216),{states,opcodes}=__nccwpck_require__2(736),{ErrorEvent,createFastMessageEvent}=__nccwpck_require__2(
5188),{isUtf8}=__nccwpck_require__2(4573),{collectASequenceOfCodePointsFast,removeHTTPWhitespace}=__nccwpck_require__2(1900);function isConnecting(ws){return ws[kReadyState]===
states.CONNECTING}function isEstablished(ws){return ws[kReadyState]===states.OPEN}function isClosing(ws){return ws[kReadyState]===states.CLOSING}function isClosed(ws){
return ws[kReadyState]===states.CLOSED}function fireEvent(e,target,eventFactory=(type,init)=>new Event(type,init),eventInitDict={}){const event=eventFactory(e,eventInitDict);
target.dispatchEvent(event)}function websocketMessageReceived(ws,type,data){if(ws[kReadyState]!==states.OPEN)return;let dataForEvent;if(type===opcodes.TEXT)try{
dataForEvent=utf8Decode(data)}catch{failWebsocketConnection(ws,"Received invalid UTF-8 in text frame.");return}else type===opcodes.BINARY&&(ws[kBinaryType]==="b\
lob"?dataForEvent=new Blob([data]):dataForEvent=toArrayBuffer(data));fireEvent("message",ws,createFastMessageEvent,{origin:ws[kWebSocketURL].origin,data:dataForEvent})}
function toArrayBuffer(buffer){return buffer.byteLength===buffer.buffer.byteLength?buffer.buffer:buffer.buffer.slice(buffer.byteOffset,buffer.byteOffset+buffer.
byteLength)}function isValidSubprotocol(protocol){if(protocol.length===0)return!1;for(let i2=0;i2<protocol.length;++i2){const code2=protocol.charCodeAt(i2);if(code2<
33||code2>126||code2===34||code2===40||code2===41||code2===44||code2===47||code2===58||code2===59||code2===60||code2===61||code2===62||code2===63||code2===64||code2===
91||code2===92||code2===93||code2===123||code2===125)return!1}return!0}function isValidStatusCode(code2){return code2>=1e3&&code2<1015?code2!==1004&&code2!==1005&&
code2!==1006:code2>=3e3&&code2<=4999}function failWebsocketConnection(ws,reason){const{[kController]:controller,[kResponse]:response}=ws;controller.abort(),response?.
socket&&!response.socket.destroyed&&response.socket.destroy(),reason&&fireEvent("error",ws,(type,init)=>new ErrorEvent(type,init),{error:new Error(reason),message:reason})}
function isControlFrame(opcode){return opcode===opcodes.CLOSE||opcode===opcodes.PING||opcode===opcodes.PONG}function isContinuationFrame(opcode){return opcode===
opcodes.CONTINUATION}function isTextBinaryFrame(opcode){return opcode===opcodes.TEXT||opcode===opcodes.BINARY}function isValidOpcode(opcode){return isTextBinaryFrame(
opcode)||isContinuationFrame(opcode)||isControlFrame(opcode)}function parseExtensions(extensions){const position={position:0},extensionList=new Map;for(;position.
position<extensions.length;){const pair=collectASequenceOfCodePointsFast(";",extensions,position),[name,value=""]=pair.split("=");extensionList.set(removeHTTPWhitespace(
name,!0,!1),removeHTTPWhitespace(value,!1,!0)),position.position++}return extensionList}function isValidClientWindowBits(value){if(value.length===0)return!1;for(let i2=0;i2<
value.length;i2++){const byte=value.charCodeAt(i2);if(byte<48||byte>57)return!1}const num=Number.parseInt(value,10);return num>=8&&num<=15}const hasIntl=typeof process.
versions.icu=="string",fatalDecoder=hasIntl?new TextDecoder("utf-8",{fatal:!0}):void 0,utf8Decode=hasIntl?fatalDecoder.decode.bind(fatalDecoder):function(buffer){
if(isUtf8(buffer))return buffer.toString("utf-8");throw new TypeError("Invalid utf-8 received.")};module.exports={isConnecting,isEstablished,isClosing,isClosed,
fireEvent,isValidSubprotocol,isValidStatusCode,failWebsocketConnection,websocketMessageReceived,utf8Decode,isControlFrame,isContinuationFrame,isTextBinaryFrame,
isValidOpcode,parseExtensions,isValidClientWindowBits}}),3726:((module,__unused_webpack_exports,__nccwpck_require__2)=>{const{webidl}=__nccwpck_require__2(5893),
{URLSerializer}=__nccwpck_require__2(1900),{environmentSettingsObject}=__nccwpck_require__2(3168),{staticPropertyDescriptors,states,sentCloseFrameState,sendHints}=__nccwpck_require__2(
736),{kWebSocketURL,kReadyState,kController,kBinaryType,kResponse,kSentClose,kByteParser}=__nccwpck_require__2(1216),{isConnecting,isEstablished,isClosing,isValidSubprotocol,
fireEvent}=__nccwpck_require__2(8625),{establishWebSocketConnection,closeWebSocketConnection}=__nccwpck_require__2(6897),{ByteParser}=__nccwpck_require__2(1652),
{kEnumerableProperty,isBlobLike}=__nccwpck_require__2(3440),{getGlobalDispatcher}=__nccwpck_require__2(2581),{types}=__nccwpck_require__2(7975),{ErrorEvent,CloseEvent}=__nccwpck_require__2(
5188),{SendQueue}=__nccwpck_require__2(3900);class WebSocket extends EventTarget{#events={open:null,error:null,close:null,message:null};#bufferedAmount=0;#protocol="";#extensions="";#sendQueue;constructor(url,protocols=[]){
super(),webidl.util.markAsUncloneable(this);const prefix="WebSocket constructor";webidl.argumentLengthCheck(arguments,1,prefix);const options=webidl.converters["\
DOMString or sequence<DOMString> or WebSocketInit"](protocols,prefix,"options");url=webidl.converters.USVString(url,prefix,"url"),protocols=options.protocols;const baseURL=environmentSettingsObject.
settingsObject.baseUrl;let urlRecord;try{urlRecord=new URL(url,baseURL)}catch(e){throw new DOMException(e,"SyntaxError")}if(urlRecord.protocol==="http:"?urlRecord.
protocol="ws:":urlRecord.protocol==="https:"&&(urlRecord.protocol="wss:"),urlRecord.protocol!=="ws:"&&urlRecord.protocol!=="wss:")throw new DOMException(`Expect\
ed a ws: or wss: protocol, got ${urlRecord.protocol}`,"SyntaxError");if(urlRecord.hash||urlRecord.href.endsWith("#"))throw new DOMException("Got fragment","Synt\
axError");if(typeof protocols=="string"&&(protocols=[protocols]),protocols.length!==new Set(protocols.map(p=>p.toLowerCase())).size)throw new DOMException("Inva\
lid Sec-WebSocket-Protocol value","SyntaxError");if(protocols.length>0&&!protocols.every(p=>isValidSubprotocol(p)))throw new DOMException("Invalid Sec-WebSocket\
-Protocol value","SyntaxError");this[kWebSocketURL]=new URL(urlRecord.href);const client=environmentSettingsObject.settingsObject;this[kController]=establishWebSocketConnection(
urlRecord,protocols,client,this,(response,extensions)=>this.#onConnectionEstablished(response,extensions),options),this[kReadyState]=WebSocket.CONNECTING,this[kSentClose]=
sentCloseFrameState.NOT_SENT,this[kBinaryType]="blob"}close(code2=void 0,reason=void 0){webidl.brandCheck(this,WebSocket);const prefix="WebSocket.close";if(code2!==
void 0&&(code2=webidl.converters["unsigned short"](code2,prefix,"code",{clamp:!0})),reason!==void 0&&(reason=webidl.converters.USVString(reason,prefix,"reason")),
code2!==void 0&&code2!==1e3&&(code2<3e3||code2>4999))throw new DOMException("invalid code","InvalidAccessError");let reasonByteLength=0;if(reason!==void 0&&(reasonByteLength=
Buffer.byteLength(reason),reasonByteLength>123))throw new DOMException(`Reason must be less than 123 bytes; received ${reasonByteLength}`,"SyntaxError");closeWebSocketConnection(
this,code2,reason,reasonByteLength)}send(data){webidl.brandCheck(this,WebSocket);const prefix="WebSocket.send";if(webidl.argumentLengthCheck(arguments,1,prefix),
data=webidl.converters.WebSocketSendData(data,prefix,"data"),isConnecting(this))throw new DOMException("Sent before connected.","InvalidStateError");if(!(!isEstablished(
this)||isClosing(this)))if(typeof data=="string"){const length=Buffer.byteLength(data);this.#bufferedAmount+=length,this.#sendQueue.add(data,()=>{this.#bufferedAmount-=
length},sendHints.string)}else types.isArrayBuffer(data)?(this.#bufferedAmount+=data.byteLength,this.#sendQueue.add(data,()=>{this.#bufferedAmount-=data.byteLength},
sendHints.arrayBuffer)):ArrayBuffer.isView(data)?(this.#bufferedAmount+=data.byteLength,this.#sendQueue.add(data,()=>{this.#bufferedAmount-=data.byteLength},sendHints.
typedArray)):isBlobLike(data)&&(this.#bufferedAmount+=data.size,this.#sendQueue.add(data,()=>{this.#bufferedAmount-=data.size},sendHints.blob))}get readyState(){
return webidl.brandCheck(this,WebSocket),this[kReadyState]}get bufferedAmount(){return webidl.brandCheck(this,WebSocket),this.#bufferedAmount}get url(){return webidl.
brandCheck(this,WebSocket),URLSerializer(this[kWebSocketURL])}get extensions(){return webidl.brandCheck(this,WebSocket),this.#extensions}get protocol(){return webidl.
brandCheck(this,WebSocket),this.#protocol}get onopen(){return webidl.brandCheck(this,WebSocket),this.#events.open}set onopen(fn){webidl.brandCheck(this,WebSocket),
this.#events.open&&this.removeEventListener("open",this.#events.open),typeof fn=="function"?(this.#events.open=fn,this.addEventListener("open",fn)):this.#events.
open=null}get onerror(){return webidl.brandCheck(this,WebSocket),this.#events.error}set onerror(fn){webidl.brandCheck(this,WebSocket),this.#events.error&&this.removeEventListener(
"error",this.#events.error),typeof fn=="function"?(this.#events.error=fn,this.addEventListener("error",fn)):this.#events.error=null}get onclose(){return webidl.
brandCheck(this,WebSocket),this.#events.close}set onclose(fn){webidl.brandCheck(this,WebSocket),this.#events.close&&this.removeEventListener("close",this.#events.
close),typeof fn=="function"?(this.#events.close=fn,this.addEventListener("close",fn)):this.#events.close=null}get onmessage(){return webidl.brandCheck(this,WebSocket),
this.#events.message}set onmessage(fn){webidl.brandCheck(this,WebSocket),this.#events.message&&this.removeEventListener("message",this.#events.message),typeof fn==
"function"?(this.#events.message=fn,this.addEventListener("message",fn)):this.#events.message=null}get binaryType(){return webidl.brandCheck(this,WebSocket),this[kBinaryType]}set binaryType(type){
webidl.brandCheck(this,WebSocket),type!=="blob"&&type!=="arraybuffer"?this[kBinaryType]="blob":this[kBinaryType]=type}#onConnectionEstablished(response,parsedExtensions){
this[kResponse]=response;const webSocketOptions=this[kController]?.dispatcher?.webSocketOptions,maxFragments=webSocketOptions?.maxFragments,maxPayloadSize=webSocketOptions?.
maxPayloadSize,parser=new ByteParser(this,parsedExtensions,{maxFragments,maxPayloadSize});parser.on("drain",onParserDrain),parser.on("error",onParserError.bind(
this)),response.socket.ws=this,this[kByteParser]=parser,this.#sendQueue=new SendQueue(response.socket),this[kReadyState]=states.OPEN;const extensions=response.headersList.
get("sec-websocket-extensions");extensions!==null&&(this.#extensions=extensions);const protocol=response.headersList.get("sec-websocket-protocol");protocol!==null&&
(this.#protocol=protocol),fireEvent("open",this)}}WebSocket.CONNECTING=WebSocket.prototype.CONNECTING=states.CONNECTING,WebSocket.OPEN=WebSocket.prototype.OPEN=
states.OPEN,WebSocket.CLOSING=WebSocket.prototype.CLOSING=states.CLOSING,WebSocket.CLOSED=WebSocket.prototype.CLOSED=states.CLOSED,Object.defineProperties(WebSocket.
prototype,{CONNECTING:staticPropertyDescriptors,OPEN:staticPropertyDescriptors,CLOSING:staticPropertyDescriptors,CLOSED:staticPropertyDescriptors,url:kEnumerableProperty,
readyState:kEnumerableProperty,bufferedAmount:kEnumerableProperty,onopen:kEnumerableProperty,onerror:kEnumerableProperty,onclose:kEnumerableProperty,close:kEnumerableProperty,
onmessage:kEnumerableProperty,binaryType:kEnumerableProperty,send:kEnumerableProperty,extensions:kEnumerableProperty,protocol:kEnumerableProperty,[Symbol.toStringTag]:{
value:"WebSocket",writable:!1,enumerable:!1,configurable:!0}}),Object.defineProperties(WebSocket,{CONNECTING:staticPropertyDescriptors,OPEN:staticPropertyDescriptors,
CLOSING:staticPropertyDescriptors,CLOSED:staticPropertyDescriptors}),webidl.converters["sequence<DOMString>"]=webidl.sequenceConverter(webidl.converters.DOMString),
webidl.converters["DOMString or sequence<DOMString>"]=function(V,prefix,argument){return webidl.util.Type(V)==="Object"&&Symbol.iterator in V?webidl.converters["\
sequence<DOMString>"](V):webidl.converters.DOMString(V,prefix,argument)},webidl.converters.WebSocketInit=webidl.dictionaryConverter([{key:"protocols",converter:webidl.
converters["DOMString or sequence<DOMString>"],defaultValue:()=>new Array(0)},{key:"dispatcher",converter:webidl.converters.any,defaultValue:()=>getGlobalDispatcher()},
{key:"headers",converter:webidl.nullableConverter(webidl.converters.HeadersInit)}]),webidl.converters["DOMString or sequence<DOMString> or WebSocketInit"]=function(V){
return webidl.util.Type(V)==="Object"&&!(Symbol.iterator in V)?webidl.converters.WebSocketInit(V):{protocols:webidl.converters["DOMString or sequence<DOMString>"](
V)}},webidl.converters.WebSocketSendData=function(V){if(webidl.util.Type(V)==="Object"){if(isBlobLike(V))return webidl.converters.Blob(V,{strict:!1});if(ArrayBuffer.
isView(V)||types.isArrayBuffer(V))return webidl.converters.BufferSource(V)}return webidl.converters.USVString(V)};function onParserDrain(){this.ws[kResponse].socket.
resume()}function onParserError(err2){let message,code2;err2 instanceof CloseEvent?(message=err2.reason,code2=err2.code):message=err2.message,fireEvent("error",
this,()=>new ErrorEvent("error",{error:err2,message})),closeWebSocketConnection(this,code2)}module.exports={WebSocket}}),2613:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("assert")}),4434:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("events")}),9896:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("fs")}),8611:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("http")}),5692:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("https")}),9278:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("net")}),4589:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:assert")}),6698:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks")}),4573:(module=>{module.exports=
__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer")}),7540:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console")}),
7598:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto")}),3053:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:diagnostics_channel")}),610:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns")}),8474:(module=>{module.
exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events")}),7067:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node\
:http")}),2467:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2")}),7030:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:net")}),643:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks")}),1792:(module=>{module.exports=
__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring")}),7075:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:st\
ream")}),1692:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls")}),3136:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:url")}),7975:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util")}),3429:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:util/types")}),5919:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads")}),8522:(module=>{module.
exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib")}),857:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("os")}),
3193:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder")}),4756:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("tls")}),9023:(module=>{module.exports=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("util")}),4942:((__unused_webpack___webpack_module__,__webpack_exports__,__nccwpck_require__2)=>{
__nccwpck_require__2.d(__webpack_exports__,{Qq:()=>HttpClient2,s_:()=>lib_getProxyUrl});var external_http_=__nccwpck_require__2(8611),external_http_namespaceObject=__nccwpck_require__2.
t(external_http_,2),external_https_=__nccwpck_require__2(5692),external_https_namespaceObject=__nccwpck_require__2.t(external_https_,2);function getProxyUrl(reqUrl){
const usingSsl=reqUrl.protocol==="https:";if(checkBypass(reqUrl))return;const proxyVar=usingSsl?process.env.https_proxy||process.env.HTTPS_PROXY:process.env.http_proxy||
process.env.HTTP_PROXY;if(proxyVar)try{return new DecodedURL(proxyVar)}catch{if(!proxyVar.startsWith("http://")&&!proxyVar.startsWith("https://"))return new DecodedURL(
`http://${proxyVar}`)}else return}function checkBypass(reqUrl){if(!reqUrl.hostname)return!1;const reqHost=reqUrl.hostname;if(isLoopbackAddress(reqHost))return!0;
const noProxy=process.env.no_proxy||process.env.NO_PROXY||"";if(!noProxy)return!1;let reqPort;reqUrl.port?reqPort=Number(reqUrl.port):reqUrl.protocol==="http:"?
reqPort=80:reqUrl.protocol==="https:"&&(reqPort=443);const upperReqHosts=[reqUrl.hostname.toUpperCase()];typeof reqPort=="number"&&upperReqHosts.push(`${upperReqHosts[0]}\
:${reqPort}`);for(const upperNoProxyItem of noProxy.split(",").map(x2=>x2.trim().toUpperCase()).filter(x2=>x2))if(upperNoProxyItem==="*"||upperReqHosts.some(x2=>x2===
upperNoProxyItem||x2.endsWith(`.${upperNoProxyItem}`)||upperNoProxyItem.startsWith(".")&&x2.endsWith(`${upperNoProxyItem}`)))return!0;return!1}function isLoopbackAddress(host){
const hostLower=host.toLowerCase();return hostLower==="localhost"||hostLower.startsWith("127.")||hostLower.startsWith("[::1]")||hostLower.startsWith("[0:0:0:0:0\
:0:0:1]")}class DecodedURL extends URL{constructor(url,base){super(url,base),this._decodedUsername=decodeURIComponent(super.username),this._decodedPassword=decodeURIComponent(
super.password)}get username(){return this._decodedUsername}get password(){return this._decodedPassword}}var tunnel=__nccwpck_require__2(770),undici2=__nccwpck_require__2(
6752),__awaiter=function(thisArg,_arguments,P,generator){function adopt(value){return value instanceof P?value:new P(function(resolve){resolve(value)})}return new(P||
(P=Promise))(function(resolve,reject){function fulfilled(value){try{step(generator.next(value))}catch(e){reject(e)}}function rejected(value){try{step(generator.
throw(value))}catch(e){reject(e)}}function step(result){result.done?resolve(result.value):adopt(result.value).then(fulfilled,rejected)}step((generator=generator.
apply(thisArg,_arguments||[])).next())})},HttpCodes;(function(HttpCodes2){HttpCodes2[HttpCodes2.OK=200]="OK",HttpCodes2[HttpCodes2.MultipleChoices=300]="Multipl\
eChoices",HttpCodes2[HttpCodes2.MovedPermanently=301]="MovedPermanently",HttpCodes2[HttpCodes2.ResourceMoved=302]="ResourceMoved",HttpCodes2[HttpCodes2.SeeOther=
303]="SeeOther",HttpCodes2[HttpCodes2.NotModified=304]="NotModified",HttpCodes2[HttpCodes2.UseProxy=305]="UseProxy",HttpCodes2[HttpCodes2.SwitchProxy=306]="Swit\
chProxy",HttpCodes2[HttpCodes2.TemporaryRedirect=307]="TemporaryRedirect",HttpCodes2[HttpCodes2.PermanentRedirect=308]="PermanentRedirect",HttpCodes2[HttpCodes2.
BadRequest=400]="BadRequest",HttpCodes2[HttpCodes2.Unauthorized=401]="Unauthorized",HttpCodes2[HttpCodes2.PaymentRequired=402]="PaymentRequired",HttpCodes2[HttpCodes2.
Forbidden=403]="Forbidden",HttpCodes2[HttpCodes2.NotFound=404]="NotFound",HttpCodes2[HttpCodes2.MethodNotAllowed=405]="MethodNotAllowed",HttpCodes2[HttpCodes2.NotAcceptable=
406]="NotAcceptable",HttpCodes2[HttpCodes2.ProxyAuthenticationRequired=407]="ProxyAuthenticationRequired",HttpCodes2[HttpCodes2.RequestTimeout=408]="RequestTime\
out",HttpCodes2[HttpCodes2.Conflict=409]="Conflict",HttpCodes2[HttpCodes2.Gone=410]="Gone",HttpCodes2[HttpCodes2.TooManyRequests=429]="TooManyRequests",HttpCodes2[HttpCodes2.
InternalServerError=500]="InternalServerError",HttpCodes2[HttpCodes2.NotImplemented=501]="NotImplemented",HttpCodes2[HttpCodes2.BadGateway=502]="BadGateway",HttpCodes2[HttpCodes2.
ServiceUnavailable=503]="ServiceUnavailable",HttpCodes2[HttpCodes2.GatewayTimeout=504]="GatewayTimeout"})(HttpCodes||(HttpCodes={}));var Headers;(function(Headers2){
Headers2.Accept="accept",Headers2.ContentType="content-type"})(Headers||(Headers={}));var MediaTypes;(function(MediaTypes2){MediaTypes2.ApplicationJson="applica\
tion/json"})(MediaTypes||(MediaTypes={}));function lib_getProxyUrl(serverUrl2){const proxyUrl=getProxyUrl(new URL(serverUrl2));return proxyUrl?proxyUrl.href:""}
const HttpRedirectCodes=[HttpCodes.MovedPermanently,HttpCodes.ResourceMoved,HttpCodes.SeeOther,HttpCodes.TemporaryRedirect,HttpCodes.PermanentRedirect],HttpResponseRetryCodes=[
HttpCodes.BadGateway,HttpCodes.ServiceUnavailable,HttpCodes.GatewayTimeout],RetryableHttpVerbs=["OPTIONS","GET","DELETE","HEAD"],ExponentialBackoffCeiling=10,ExponentialBackoffTimeSlice=5;
class HttpClientError extends Error{constructor(message,statusCode){super(message),this.name="HttpClientError",this.statusCode=statusCode,Object.setPrototypeOf(
this,HttpClientError.prototype)}}class HttpClientResponse{constructor(message){this.message=message}readBody(){return __awaiter(this,void 0,void 0,function*(){return new Promise(
resolve=>__awaiter(this,void 0,void 0,function*(){let output=Buffer.alloc(0);this.message.on("data",chunk=>{output=Buffer.concat([output,chunk])}),this.message.
on("end",()=>{resolve(output.toString())})}))})}readBodyBuffer(){return __awaiter(this,void 0,void 0,function*(){return new Promise(resolve=>__awaiter(this,void 0,
void 0,function*(){const chunks=[];this.message.on("data",chunk=>{chunks.push(chunk)}),this.message.on("end",()=>{resolve(Buffer.concat(chunks))})}))})}}function isHttps(requestUrl){
return new URL(requestUrl).protocol==="https:"}class HttpClient2{constructor(userAgent,handlers,requestOptions){this._ignoreSslError=!1,this._allowRedirects=!0,
this._allowRedirectDowngrade=!1,this._maxRedirects=50,this._allowRetries=!1,this._maxRetries=1,this._keepAlive=!1,this._disposed=!1,this.userAgent=this._getUserAgentWithOrchestrationId(
userAgent),this.handlers=handlers||[],this.requestOptions=requestOptions,requestOptions&&(requestOptions.ignoreSslError!=null&&(this._ignoreSslError=requestOptions.
ignoreSslError),this._socketTimeout=requestOptions.socketTimeout,requestOptions.allowRedirects!=null&&(this._allowRedirects=requestOptions.allowRedirects),requestOptions.
allowRedirectDowngrade!=null&&(this._allowRedirectDowngrade=requestOptions.allowRedirectDowngrade),requestOptions.maxRedirects!=null&&(this._maxRedirects=Math.max(
requestOptions.maxRedirects,0)),requestOptions.keepAlive!=null&&(this._keepAlive=requestOptions.keepAlive),requestOptions.allowRetries!=null&&(this._allowRetries=
requestOptions.allowRetries),requestOptions.maxRetries!=null&&(this._maxRetries=requestOptions.maxRetries))}options(requestUrl,additionalHeaders){return __awaiter(
this,void 0,void 0,function*(){return this.request("OPTIONS",requestUrl,null,additionalHeaders||{})})}get(requestUrl,additionalHeaders){return __awaiter(this,void 0,
void 0,function*(){return this.request("GET",requestUrl,null,additionalHeaders||{})})}del(requestUrl,additionalHeaders){return __awaiter(this,void 0,void 0,function*(){
return this.request("DELETE",requestUrl,null,additionalHeaders||{})})}post(requestUrl,data,additionalHeaders){return __awaiter(this,void 0,void 0,function*(){return this.
request("POST",requestUrl,data,additionalHeaders||{})})}patch(requestUrl,data,additionalHeaders){return __awaiter(this,void 0,void 0,function*(){return this.request(
"PATCH",requestUrl,data,additionalHeaders||{})})}put(requestUrl,data,additionalHeaders){return __awaiter(this,void 0,void 0,function*(){return this.request("PUT",
requestUrl,data,additionalHeaders||{})})}head(requestUrl,additionalHeaders){return __awaiter(this,void 0,void 0,function*(){return this.request("HEAD",requestUrl,
null,additionalHeaders||{})})}sendStream(verb,requestUrl,stream,additionalHeaders){return __awaiter(this,void 0,void 0,function*(){return this.request(verb,requestUrl,
stream,additionalHeaders)})}getJson(requestUrl_1){return __awaiter(this,arguments,void 0,function*(requestUrl,additionalHeaders={}){additionalHeaders[Headers.Accept]=
this._getExistingOrDefaultHeader(additionalHeaders,Headers.Accept,MediaTypes.ApplicationJson);const res=yield this.get(requestUrl,additionalHeaders);return this.
_processResponse(res,this.requestOptions)})}postJson(requestUrl_1,obj_1){return __awaiter(this,arguments,void 0,function*(requestUrl,obj,additionalHeaders={}){const data=JSON.
stringify(obj,null,2);additionalHeaders[Headers.Accept]=this._getExistingOrDefaultHeader(additionalHeaders,Headers.Accept,MediaTypes.ApplicationJson),additionalHeaders[Headers.
ContentType]=this._getExistingOrDefaultContentTypeHeader(additionalHeaders,MediaTypes.ApplicationJson);const res=yield this.post(requestUrl,data,additionalHeaders);
return this._processResponse(res,this.requestOptions)})}putJson(requestUrl_1,obj_1){return __awaiter(this,arguments,void 0,function*(requestUrl,obj,additionalHeaders={}){
const data=JSON.stringify(obj,null,2);additionalHeaders[Headers.Accept]=this._getExistingOrDefaultHeader(additionalHeaders,Headers.Accept,MediaTypes.ApplicationJson),
additionalHeaders[Headers.ContentType]=this._getExistingOrDefaultContentTypeHeader(additionalHeaders,MediaTypes.ApplicationJson);const res=yield this.put(requestUrl,
data,additionalHeaders);return this._processResponse(res,this.requestOptions)})}patchJson(requestUrl_1,obj_1){return __awaiter(this,arguments,void 0,function*(requestUrl,obj,additionalHeaders={}){
const data=JSON.stringify(obj,null,2);additionalHeaders[Headers.Accept]=this._getExistingOrDefaultHeader(additionalHeaders,Headers.Accept,MediaTypes.ApplicationJson),
additionalHeaders[Headers.ContentType]=this._getExistingOrDefaultContentTypeHeader(additionalHeaders,MediaTypes.ApplicationJson);const res=yield this.patch(requestUrl,
data,additionalHeaders);return this._processResponse(res,this.requestOptions)})}request(verb,requestUrl,data,headers2){return __awaiter(this,void 0,void 0,function*(){
if(this._disposed)throw new Error("Client has already been disposed.");const parsedUrl=new URL(requestUrl);let info2=this._prepareRequest(verb,parsedUrl,headers2);
const maxTries=this._allowRetries&&RetryableHttpVerbs.includes(verb)?this._maxRetries+1:1;let numTries=0,response;do{if(response=yield this.requestRaw(info2,data),
response&&response.message&&response.message.statusCode===HttpCodes.Unauthorized){let authenticationHandler;for(const handler of this.handlers)if(handler.canHandleAuthentication(
response)){authenticationHandler=handler;break}return authenticationHandler?authenticationHandler.handleAuthentication(this,info2,data):response}let redirectsRemaining=this.
_maxRedirects;for(;response.message.statusCode&&HttpRedirectCodes.includes(response.message.statusCode)&&this._allowRedirects&&redirectsRemaining>0;){const redirectUrl=response.
message.headers.location;if(!redirectUrl)break;const parsedRedirectUrl=new URL(redirectUrl);if(parsedUrl.protocol==="https:"&&parsedUrl.protocol!==parsedRedirectUrl.
protocol&&!this._allowRedirectDowngrade)throw new Error("Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want t\
o allow this behavior, set the allowRedirectDowngrade option to true.");if(yield response.readBody(),parsedRedirectUrl.hostname!==parsedUrl.hostname)for(const header in headers2)
header.toLowerCase()==="authorization"&&delete headers2[header];info2=this._prepareRequest(verb,parsedRedirectUrl,headers2),response=yield this.requestRaw(info2,
data),redirectsRemaining--}if(!response.message.statusCode||!HttpResponseRetryCodes.includes(response.message.statusCode))return response;numTries+=1,numTries<maxTries&&
(yield response.readBody(),yield this._performExponentialBackoff(numTries))}while(numTries<maxTries);return response})}dispose(){this._agent&&this._agent.destroy(),
this._disposed=!0}requestRaw(info2,data){return __awaiter(this,void 0,void 0,function*(){return new Promise((resolve,reject)=>{function callbackForResult(err2,res){
err2?reject(err2):res?resolve(res):reject(new Error("Unknown error"))}this.requestRawWithCallback(info2,data,callbackForResult)})})}requestRawWithCallback(info2,data,onResult){
typeof data=="string"&&(info2.options.headers||(info2.options.headers={}),info2.options.headers["Content-Length"]=Buffer.byteLength(data,"utf8"));let callbackCalled=!1;
function handleResult(err2,res){callbackCalled||(callbackCalled=!0,onResult(err2,res))}const req=info2.httpModule.request(info2.options,msg=>{const res=new HttpClientResponse(
msg);handleResult(void 0,res)});let socket;req.on("socket",sock=>{socket=sock}),req.setTimeout(this._socketTimeout||3*6e4,()=>{socket&&socket.end(),handleResult(
new Error(`Request timeout: ${info2.options.path}`))}),req.on("error",function(err2){handleResult(err2)}),data&&typeof data=="string"&&req.write(data,"utf8"),data&&
typeof data!="string"?(data.on("close",function(){req.end()}),data.pipe(req)):req.end()}getAgent(serverUrl2){const parsedUrl=new URL(serverUrl2);return this._getAgent(
parsedUrl)}getAgentDispatcher(serverUrl2){const parsedUrl=new URL(serverUrl2),proxyUrl=getProxyUrl(parsedUrl);if(proxyUrl&&proxyUrl.hostname)return this._getProxyAgentDispatcher(
parsedUrl,proxyUrl)}_prepareRequest(method,requestUrl,headers2){const info2={};info2.parsedUrl=requestUrl;const usingSsl=info2.parsedUrl.protocol==="https:";info2.
httpModule=usingSsl?external_https_namespaceObject:external_http_namespaceObject;const defaultPort=usingSsl?443:80;if(info2.options={},info2.options.host=info2.
parsedUrl.hostname,info2.options.port=info2.parsedUrl.port?parseInt(info2.parsedUrl.port):defaultPort,info2.options.path=(info2.parsedUrl.pathname||"")+(info2.parsedUrl.
search||""),info2.options.method=method,info2.options.headers=this._mergeHeaders(headers2),this.userAgent!=null&&(info2.options.headers["user-agent"]=this.userAgent),
info2.options.agent=this._getAgent(info2.parsedUrl),this.handlers)for(const handler of this.handlers)handler.prepareRequest(info2.options);return info2}_mergeHeaders(headers2){
return this.requestOptions&&this.requestOptions.headers?Object.assign({},lowercaseKeys(this.requestOptions.headers),lowercaseKeys(headers2||{})):lowercaseKeys(headers2||
{})}_getExistingOrDefaultHeader(additionalHeaders,header,_default){let clientHeader;if(this.requestOptions&&this.requestOptions.headers){const headerValue2=lowercaseKeys(
this.requestOptions.headers)[header];headerValue2&&(clientHeader=typeof headerValue2=="number"?headerValue2.toString():headerValue2)}const additionalValue=additionalHeaders[header];
return additionalValue!==void 0?typeof additionalValue=="number"?additionalValue.toString():additionalValue:clientHeader!==void 0?clientHeader:_default}_getExistingOrDefaultContentTypeHeader(additionalHeaders,_default){
let clientHeader;if(this.requestOptions&&this.requestOptions.headers){const headerValue2=lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];headerValue2&&
(typeof headerValue2=="number"?clientHeader=String(headerValue2):Array.isArray(headerValue2)?clientHeader=headerValue2.join(", "):clientHeader=headerValue2)}const additionalValue=additionalHeaders[Headers.
ContentType];return additionalValue!==void 0?typeof additionalValue=="number"?String(additionalValue):Array.isArray(additionalValue)?additionalValue.join(", "):
additionalValue:clientHeader!==void 0?clientHeader:_default}_getAgent(parsedUrl){let agent;const proxyUrl=getProxyUrl(parsedUrl),useProxy=proxyUrl&&proxyUrl.hostname;
if(this._keepAlive&&useProxy&&(agent=this._proxyAgent),useProxy||(agent=this._agent),agent)return agent;const usingSsl=parsedUrl.protocol==="https:";let maxSockets=100;
if(this.requestOptions&&(maxSockets=this.requestOptions.maxSockets||external_http_.globalAgent.maxSockets),proxyUrl&&proxyUrl.hostname){const agentOptions={maxSockets,
keepAlive:this._keepAlive,proxy:Object.assign(Object.assign({},(proxyUrl.username||proxyUrl.password)&&{proxyAuth:`${proxyUrl.username}:${proxyUrl.password}`}),
{host:proxyUrl.hostname,port:proxyUrl.port})};let tunnelAgent;const overHttps=proxyUrl.protocol==="https:";usingSsl?tunnelAgent=overHttps?tunnel.httpsOverHttps:
tunnel.httpsOverHttp:tunnelAgent=overHttps?tunnel.httpOverHttps:tunnel.httpOverHttp,agent=tunnelAgent(agentOptions),this._proxyAgent=agent}if(!agent){const options={
keepAlive:this._keepAlive,maxSockets};agent=usingSsl?new external_https_.Agent(options):new external_http_.Agent(options),this._agent=agent}return usingSsl&&this.
_ignoreSslError&&(agent.options=Object.assign(agent.options||{},{rejectUnauthorized:!1})),agent}_getProxyAgentDispatcher(parsedUrl,proxyUrl){let proxyAgent;if(this.
_keepAlive&&(proxyAgent=this._proxyAgentDispatcher),proxyAgent)return proxyAgent;const usingSsl=parsedUrl.protocol==="https:";return proxyAgent=new undici2.kT(Object.
assign({uri:proxyUrl.href,pipelining:this._keepAlive?1:0},(proxyUrl.username||proxyUrl.password)&&{token:`Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).
toString("base64")}`})),this._proxyAgentDispatcher=proxyAgent,usingSsl&&this._ignoreSslError&&(proxyAgent.options=Object.assign(proxyAgent.options.requestTls||{},
{rejectUnauthorized:!1})),proxyAgent}_getUserAgentWithOrchestrationId(userAgent){const baseUserAgent=userAgent||"actions/http-client",orchId=process.env.ACTIONS_ORCHESTRATION_ID;
if(orchId){const sanitizedId=orchId.replace(/[^a-z0-9_.-]/gi,"_");return`${baseUserAgent} actions_orchestration_id/${sanitizedId}`}return baseUserAgent}_performExponentialBackoff(retryNumber){
return __awaiter(this,void 0,void 0,function*(){retryNumber=Math.min(ExponentialBackoffCeiling,retryNumber);const ms=ExponentialBackoffTimeSlice*Math.pow(2,retryNumber);
return new Promise(resolve=>setTimeout(()=>resolve(),ms))})}_processResponse(res,options){return __awaiter(this,void 0,void 0,function*(){return new Promise((resolve,reject)=>__awaiter(
this,void 0,void 0,function*(){const statusCode=res.message.statusCode||0,response={statusCode,result:null,headers:{}};statusCode===HttpCodes.NotFound&&resolve(
response);function dateTimeDeserializer(key2,value){if(typeof value=="string"){const a=new Date(value);if(!isNaN(a.valueOf()))return a}return value}let obj,contents;
try{contents=yield res.readBody(),contents&&contents.length>0&&(options&&options.deserializeDates?obj=JSON.parse(contents,dateTimeDeserializer):obj=JSON.parse(contents),
response.result=obj),response.headers=res.message.headers}catch{}if(statusCode>299){let msg;obj&&obj.message?msg=obj.message:contents&&contents.length>0?msg=contents:
msg=`Failed request: (${statusCode})`;const err2=new HttpClientError(msg,statusCode);err2.result=response.result,reject(err2)}else resolve(response)}))})}}const lowercaseKeys=obj=>Object.
keys(obj).reduce((c,k)=>(c[k.toLowerCase()]=obj[k],c),{})})},__webpack_module_cache__={};function __nccwpck_require__(moduleId){var cachedModule=__webpack_module_cache__[moduleId];
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
[resolve])]);promises.push(installedChunkData[1]=promise)}}})();const external_node_v8_namespaceObject=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:v8"),external_node_fs_namespaceObject=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:fs"),external_node_os_namespaceObject=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");function readContext(env=process.env){
const{GITHUB_REPOSITORY:repository,GITHUB_SHA:sha,GITHUB_SERVER_URL:serverUrl2,GITHUB_RUN_ID:run2}=env,{GITHUB_ACTION_REPOSITORY:own,GITHUB_ACTION_REF:ref}=env;
return{workspace:env.GITHUB_WORKSPACE||process.cwd(),temp:env.RUNNER_TEMP||(0,external_node_os_namespaceObject.tmpdir)(),eventName:env.GITHUB_EVENT_NAME??"",event:eventOf(
readPayload(env.GITHUB_EVENT_PATH)),...repository?{repository}:{},...sha?{sha}:{},...serverUrl2?{serverUrl:serverUrl2}:{},...serverUrl2&&own&&ref?{docsUrl:`${serverUrl2}\
/${own}/blob/${ref}/docs`}:{},...serverUrl2&&repository&&run2?{runUrl:`${serverUrl2}/${repository}/actions/runs/${run2}`}:{}}}function readPayload(path2){if(!path2)
return{};try{return objectOf(JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(path2,"utf8")))}catch{return{}}}function eventOf(payload){const pull=objectOf(
payload.pull_request);if(typeof pull.number=="number"){const base=objectOf(pull.base),head2=objectOf(pull.head),name=side=>objectOf(side.repo).full_name;return{
pullRequest:{number:pull.number,base:textOf(base.sha),head:textOf(head2.sha),fromFork:typeof name(head2)!="string"||name(head2)!==name(base)}}}const group=objectOf(
payload.merge_group);if(typeof group.head_sha=="string"){const[before,after,ref]=[group.base_sha,group.head_sha,group.head_ref].map(textOf);return{push:{ref,before,
after,created:!1,forced:!1}}}if(typeof payload.after!="string")return{};const branch=objectOf(payload.repository).default_branch;return{push:{ref:textOf(payload.
ref),before:textOf(payload.before),after:payload.after,created:payload.created===!0,forced:payload.forced===!0,...typeof branch=="string"?{defaultBranch:branch}:
{}}}}function objectOf(value){return typeof value=="object"&&value!==null?value:{}}function textOf(value){return typeof value=="string"?value:""}var external_os_=__nccwpck_require__(
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
EOL}${convertedValue}${external_os_.EOL}${delimiter}`}const external_path_namespaceObject=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");var lib=__nccwpck_require__(
4942);var summary_awaiter=function(thisArg,_arguments,P,generator){function adopt(value){return value instanceof P?value:new P(function(resolve){resolve(value)})}return new(P||
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
addRaw(element).addEOL()}addLink(text,href){const element=this.wrap("a",text,{href});return this.addRaw(element).addEOL()}}const _summary=new Summary;const summary=_summary;var external_string_decoder_=__nccwpck_require__(3193),external_events_=__nccwpck_require__(4434);const external_child_process_namespaceObject=__WEBPACK_EXTERNAL_createRequire(
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
resolve(result.value):adopt(result.value).then(fulfilled,rejected)}step((generator=generator.apply(thisArg,_arguments||[])).next())})};function exec_exec(commandLine,args,options){
return exec_awaiter(this,void 0,void 0,function*(){const commandArgs=argStringToArray(commandLine);if(commandArgs.length===0)throw new Error("Parameter 'command\
Line' cannot be null or empty.");const toolPath=commandArgs[0];return args=commandArgs.slice(1).concat(args||[]),new ToolRunner(toolPath,args,options).exec()})}const platform=external_os_.platform(),arch=external_os_.arch();var ExitCode;(function(ExitCode2){ExitCode2[ExitCode2.Success=0]="Success",ExitCode2[ExitCode2.Failure=1]="Failure"})(ExitCode||(ExitCode={}));function core_setSecret(secret){command_issueCommand("add-mask",{},secret)}function getInput(name,options){const val=process.env[`INPUT_${name.replace(/ /g,"_").toUpperCase()}`]||"";if(options&&options.required&&!val)throw new Error(`I\
nput required and not supplied: ${name}`);return options&&options.trimWhitespace===!1?val:val.trim()}function setOutput(name,value){if(process.env.GITHUB_OUTPUT||"")return file_command_issueFileCommand("OUTPUT",file_command_prepareKeyValueMessage(name,value));process.
stdout.write(external_os_.EOL),command_issueCommand("set-output",{name},utils_toCommandValue(value))}function isDebug(){return process.env.RUNNER_DEBUG==="1"}function core_debug(message){command_issueCommand("debug",{},message)}function error(message,properties={}){
command_issueCommand("error",toCommandProperties(properties),message instanceof Error?message.toString():message)}function warning(message,properties={}){command_issueCommand(
"warning",toCommandProperties(properties),message instanceof Error?message.toString():message)}function notice(message,properties={}){command_issueCommand("noti\
ce",toCommandProperties(properties),message instanceof Error?message.toString():message)}function info(message){process.stdout.write(message+external_os_.EOL)}function startGroup(name){
command_issue("group",name)}function endGroup(){command_issue("endgroup")}function loggable(text){return text.split(/\r\n|[\r\n\u0085\u2028\u2029]/).map(line=>line.replace(/[\u001b\u009b]\[?[0-9;:?]*[ -/]*[@-~]/g,"").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu,
"�").replace(/#(?=\p{DI}*#\p{DI}*\[)/gu,"# ").replace(/^([\s\p{DI}\uFFFD]*):(?=\p{DI}*:)/u,"$1: ")).join(`
`)}function maskForms(secret){const lines2=secret.split(/\r?\n/).map(line=>line.trim()),forms=[secret,...lines2,...lines2.map(headerValue)].flatMap(value=>[value,
encodeURIComponent(Buffer.from(value).toString()),JSON.stringify(value).slice(1,-1),Buffer.from(value).toString("base64"),Buffer.from(value).toString("base64url")]);
return[...new Set(forms)].filter(form=>form.trim().length>=3)}function headerValue(line){return/^[A-Za-z0-9-]+:\s*(.+)$/.exec(line)?.[1]??line}class Runner{input(name){
return getInput(name)}mask(texts){for(const form of new Set(texts.flatMap(maskForms)))core_setSecret(form)}info(text){info(loggable(text))}debug(text){core_debug(
loggable(text))}isDebug(){return isDebug()}group(title,lines2){this.open(title);for(const line of lines2)this.info(line);this.close()}open(title){startGroup(loggable(
title).replaceAll(`
`," "))}close(){endGroup()}annotate(annotations){for(const{severity,message:text,...properties}of annotations){const message=loggable(text),place={title:loggable(
properties.title),file:properties.file,startLine:properties.startLine,endLine:properties.endLine,startColumn:properties.startColumn,endColumn:properties.endColumn},
defined=Object.fromEntries(Object.entries(place).filter(([,value])=>value!==void 0));severity==="error"?error(message,defined):severity==="warning"?warning(message,
defined):notice(message,defined)}}warning(text){warning(loggable(text))}outputs(values){for(const[name,value]of Object.entries(values))setOutput(name,String(value))}async summary(markdown2){
if(process.env.GITHUB_STEP_SUMMARY)try{await summary.addRaw(markdown2,!0).write()}catch(error2){this.warning(`The job summary could not be written: ${error2 instanceof
Error?error2.message:String(error2)}`)}}fail(message){error(loggable(message)),process.exitCode=1}}class ActionError extends Error{hint;reason="server";constructor(message,options={}){
super(message,options.cause===void 0?void 0:{cause:options.cause}),this.name=new.target.name,this.hint=options.hint}}class UsageError extends ActionError{reason="\
inputs";problems;constructor(problems,hint){super(problems.join(`
`),{hint}),this.problems=problems}}class FilesError extends ActionError{reason="files"}function readInputs(table,raw){const values={},problems=[],notices=[];for(const[
name,input]of Object.entries(table)){const text=raw(name).trim()||(input.mayBeEmpty?"":fallback(input));if(text===""){input.required&&problems.push(`\`${name}\` \
is required, but it is empty. Example: ${exampleOf(name,input)}`);continue}const reading=input.reader.read(text);"problem"in reading?problems.push(wrong(name,input,
text,reading.problem)):(values[name]=reading.value,reading.notice!==void 0&&notices.push(reading.notice))}if(problems.length>0)throw new UsageError(problems,missingSecretHint(
problems));return{values,notices}}function secretTexts(table,raw){return Object.entries(table).filter(([,input])=>input.secret).map(([name])=>raw(name)).filter(
text=>text.trim()!=="")}function fallback(input){const text=input.default??"";return text.startsWith("${{")?"":text}function wrong(name,input,text,problem){const shown=withoutSecrets(
text.length>200?`${text.slice(0,200)}…`:text),value=input.secret?"":` "${shown}"`;return`\`${name}\`${value} ${problem}. Allowed: ${input.reader.allowed}. Exa\
mple: ${exampleOf(name,input)}`}function withoutSecrets(text){return/^[^\s]*(@|[?#][^\s]*=)/.test(text)?text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/?#\s]*@/i,"$1\
***@").replace(/([?#]).*$/s,"$1***"):text}function exampleOf(name,input){return`\`${name}: ${input.example}\``}function missingSecretHint(problems){return problems.
some(problem=>problem.includes("is required"))?"An input filled from `secrets` is empty when the secret does not exist, and in pull requests from forks, which g\
et no secrets.":void 0}function counted(count2,one,many=`${one}s`){return`${count2.toLocaleString("en-US")} ${count2===1?one:many}`}function countedActions({created,
updated,unchanged,deleted,failed}){return listed({created,updated,unchanged,deleted,failed})}function countedPlan({created,updated,unchanged,deleted,failed}){return listed(
{"to create":created,"to update":updated,unchanged,"to delete":deleted,failed})}function listed(counts){return Object.entries(counts).filter(([,count2])=>count2>
0).map(([words,count2])=>`${count2.toLocaleString("en-US")} ${words}`).join(", ")||"nothing to do"}function sizeOf(bytes){return bytes<1e3?`${bytes} B`:bytes<1e6?
`${(bytes/1e3).toFixed(bytes<1e4?1:0)} kB`:`${(bytes/1e6).toFixed(bytes<1e7?1:0)} MB`}function sizeOfFile({file,bytes,bytesBefore}){const size=file===void 0?bytesBefore:
bytes;return size===void 0?"":sizeOf(size)}const MANY=5;function groupEqual(findings){const groups=new Map;for(const finding of findings){const key2=wordsOf(finding),
group=groups.get(key2);group===void 0?groups.set(key2,[finding]):group.push(finding)}const equal=[...groups.values()].filter(({length})=>length>=MANY),grouped=new Set(
equal.flat());return{equal:equal.map(list=>({severity:list[0].severity,message:list[0].message,hint:list[0].hint,findings:list})),others:findings.filter(finding=>!grouped.
has(finding))}}function distinctFirst(findings){const seen=new Set,first=findings.filter(finding=>{const words=wordsOf(finding);return seen.has(words)?!1:seen.add(
words)}),again=new Set(first);return[...first,...findings.filter(finding=>!again.has(finding))]}function wordsOf({severity,rule,message,hint=""}){return`${severity}\
 ${rule} ${message} ${hint}`}function placesOf({findings}){const files=new Set(findings.map(({file})=>file)).size,flows=new Set(findings.map(({file,document=0})=>`${document}\
 ${file}`)).size;return flows===findings.length?`in ${counted(flows,"flow")}`:`in ${counted(findings.length,"place")} of ${counted(files,"file")}`}const UNSAFE=/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;
function visible(text){return text.replace(UNSAFE,"�")}function oneLine(text){return visible(text.replace(/\s+/g," ")).trim()}function shortened(text,length){
return text.length<=length?text:`${text.slice(0,length-1).replace(/[\uD800-\uDBFF]$/,"")}…`}const LINKED=[[/@/g,"@​"],[/#(?=\d)/g,"#​"],[/\bGH-(?=\d)/gi,"\
$&​"],[/:(?=\/\/)/g,":​"],[/www(?=\.)/gi,"$&​"],[/\b(mailto|xmpp)(?=:)/gi,"$&​"],[/:(?=[\w+-]+:)/g,":​"]],COMMIT=/\b[0-9a-f]{7,40}\b/gi;function markdown(text){
return LINKED.reduce((rest,[pattern,by])=>rest.replace(pattern,by),oneLine(text)).replace(COMMIT,word=>word.replace(/.{6}(?=.)/g,"$&​")).replace(/[&<>"'\\`*_{}[\]()#|~!$^]/g,
entity).replace(/^[-+=]/,entity).replace(/^(\d+)\.(?=\s|$)/,"$1&#46;").replaceAll("​","&#8203;")}function entity(character){return`&#${character.charCodeAt(0)}\
;`}function code(text){return`<code>${markdown(text)}</code>`}function escape_link(text,url){return url===void 0||!/^https?:\/\//i.test(url)?text:`<a href="${url.
replace(/\p{Cs}/gu,"�").replace(/[\s"'<>`|\\\u0000-\u001f\u007f]/g,character=>character==="'"?"%27":encodeURIComponent(character)).replaceAll("&","&amp;")}">${text}\
</a>`}function fence(language,content){const text=visible(content),longest=Math.max(2,...[...text.matchAll(/`+/g)].map(([run2])=>run2.length)),marks="`".repeat(
longest+1);return`${marks}${language}
${text.replace(/\n$/,"")}
${marks}`}function details(title,content){return`<details><summary>${title}</summary>

${content}

</details>`}const WIDE=/[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\ufe0f]|\p{Emoji_Presentation}/u,
NO_WIDTH=/^[\p{M}\u200c\u200d]+$/u,graphemes=new Intl.Segmenter("en",{granularity:"grapheme"});function displayWidth(text){if(/^[\x20-\x7e]*$/.test(text))return text.
length;let width=0;for(const{segment:segment2}of graphemes.segment(text))width+=WIDE.test(segment2)?2:NO_WIDTH.test(segment2)?0:1;return width}const WIDTH=110,BEFORE=30;
function renderExcerpt(line,{startLine,startColumn,endLine:endLine2,endColumn}){const text=(startLine===1?line.replace(/^\uFEFF/,""):line).replace(/\r$/,""),start=Math.
min(startColumn-1,text.length),end=Math.min(endLine2>startLine?text.length:Math.max(endColumn-1,start),text.length),from=text.length<=WIDTH||start<WIDTH-BEFORE?
0:whole(text,start-BEFORE),to=whole(text,Math.min(from+WIDTH,text.length)),before=`${from>0?"…":""}${cells(text.slice(from,start))}`,marked=cells(text.slice(start,
Math.min(end,to))),after=cells(text.slice(Math.max(start,Math.min(end,to)),to)),number=String(startLine),carets="^".repeat(Math.max(1,displayWidth(marked)));return[
`${number} │ ${before}${marked}${after}${to<text.length?"…":""}`.trimEnd(),`${" ".repeat(number.length)} │ ${" ".repeat(displayWidth(before))}${carets}`].
join(`
`)}function cells(text){return visible(text.replaceAll("	"," "))}function whole(text,offset){return/[\uDC00-\uDFFF]/.test(text.charAt(offset))?offset-1:offset}function fileUrl(context,path2,line){
const{url,sha}=repositoryOf(context,path2)??ofTheRun(context);if(url===void 0||sha===void 0)return;const below=encodePath(inRepository(context,path2));return`${url}\
/blob/${sha}/${below}${line===void 0?"":`?plain=1#L${line}`}`}function inRepository(context,path2){const folder=repositoryOf(context,path2)?.folder??"";return folder===
""?path2:path2.slice(folder.length+1)}function repositoryOf({repositories=[]},path2){return repositories.find(({folder})=>folder===""||path2.startsWith(`${folder}\
/`))}function ofTheRun({githubUrl,repository,sha}){return githubUrl===void 0||repository===void 0||sha===void 0?{}:{url:`${githubUrl}/${repository}`,sha}}function commitUrl({
githubUrl,repository},commit){return githubUrl===void 0||repository===void 0?void 0:`${githubUrl}/${repository}/commit/${commit}`}function flowUrl({kestraUrl},{
kestra,dryRun},{action,namespace:namespace2,id,revisionBefore}){if(kestraUrl===void 0||kestra===void 0)return;const isThere=revisionBefore!==void 0||action==="u\
nchanged"||action==="conflict";if(!(dryRun?isThere||action==="updated":isThere||action==="created"||action==="updated")||action==="deleted"&&!dryRun)return;const path2=[
kestra.tenant,"flows","edit",namespace2,id].map(part=>encodePath(part).replaceAll("/","%2F"));return`${kestraUrl}/ui/${path2.join("/")}`}function encodePath(path2){
return path2.replace(/\p{Cs}/gu,"�").split("/").map(encodeURIComponent).join("/")}function flow(below){return`id: hello
namespace: company.team
${below}`}function logging(below){return flow(`tasks:
  - id: log
    type: io.kestra.plugin.core.log.Log
    message: Hello
${below}`)}const PLAIN=logging(""),says=text=>PLAIN.replace("message: Hello",`message: ${text}`),RULES_ABOUT_EXPRESSIONS={"pebble-syntax":{meaning:"Kestra canno\
t parse the expression: the task fails when it runs.",fix:"Correct it; put text of another language between `{% raw %}` and `{% endraw %}`.",severity:"warning",
example:says('"{{ inputs.name }"'),fixed:says('"{{ inputs.name }}"')},"pebble-unknown-tag":{meaning:"The expressions of Kestra have no such tag.",fix:"Correct i\
ts name; put text of another language between `{% raw %}` and `{% endraw %}`.",severity:"warning",example:says('"{% unless a %}b{% endunless %}"'),fixed:says('"\
{% if not a %}b{% endif %}"')},"pebble-unknown-function":{meaning:"The expressions of this Kestra have no such function.",fix:"Correct its name.",severity:"warn\
ing",example:says(`"{{ secrets('KEY') }}"`),fixed:says(`"{{ secret('KEY') }}"`)},"pebble-unknown-filter":{meaning:"The expressions of this Kestra have no such f\
ilter.",fix:"Correct its name.",severity:"warning",example:says('"{{ vars.name | upperCase }}"'),fixed:says('"{{ vars.name | upper }}"')},"pebble-unknown-test":{
meaning:"The expressions of this Kestra have no such test behind `is`.",fix:"Correct its name.",severity:"warning",example:says('"{{ vars.count is odds }}"'),fixed:says(
'"{{ vars.count is odd }}"')},"changed-in-2.0":{meaning:"Kestra 2.0 takes this and does something else with it than 1.3, or fails when it runs.",fix:"See the me\
ssage.",severity:"warning",versions:"since 2.0",example:says('"{{ schedule.date }}"'),fixed:says('"{{ trigger.date }}"'),by:{rules:"2.0"}},"unused-ignore":{meaning:"\
A comment `# kestra-ignore: …` silences nothing: there is no such finding here, or it is one that cannot be silenced.",fix:"Remove the comment, or correct the\
 name of the rule.",severity:"notice",example:logging(`# kestra-ignore: deprecated because
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
name.",fix:"Put quotes around it.",severity:"error",example:logging("").replace("id: hello","id: off"),fixed:logging("").replace("id: hello",'id: "off"')},"dupl\
icate-flow":{meaning:"Two documents have the same `namespace` and `id`: the last one deployed would win.",fix:"Rename or remove one of them.",severity:"error",example:`${PLAIN}\
---
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
`)}},LOG=`    type: io.kestra.plugin.core.log.Log
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
${LOG}  - id: log
${LOG}`),fixed:flow(`tasks:
  - id: log
${LOG}  - id: log-again
${LOG}`)},"duplicate-trigger":{meaning:"Two triggers have the same `id`.",fix:"Rename one of them.",severity:"error",example:logging(`triggers:
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
`),fixed:PLAIN},"disabled-subflow":{meaning:"The flow that is called is disabled on the server: the call will fail.",fix:"Enable that flow, or remove the call.",
severity:"warning",example:subflow(`    flowId: load
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
`)},"wrong-value":{meaning:"The property takes only certain values – constants, durations, dates – and this is none of them.",fix:"Choose one of the values \
that the message names.",severity:"error",example:PLAIN.replace(`message: Hello
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
s"};function hostOf(url){return url.replace(/^https?:\/\//i,"").replace(/\/+$/,"")}function prose(text){const parts=oneLine(text).split("`"),pairs=parts.length%
2===1?parts.length:parts.length-1;return parts.map((part,index)=>index>=pairs?inSentence(`\`${part}`):index%2===0?inSentence(part):part.trim()===""?markdown(`\`${part}\
\``):code(part)).join("")}function inSentence(text){const inner=markdown(text);return inner===""?text===""?"":" ":`${/^\s/.test(text)?" ":""}${inner}${/\s$/.test(
text)?" ":""}`}const ORDER={error:0,warning:1,notice:2};function worstFindings(findings,limit2){if(findings.length<=limit2)return findings;const indices=findings.
map((_,index)=>index);return indices.sort((a,b)=>ORDER[findings[a].severity]-ORDER[findings[b].severity]||a-b),indices.slice(0,limit2).sort((a,b)=>a-b).map(index=>findings[index])}
const SEVERITIES={error:"🔴 error",warning:"🟡 warning",notice:"🔵 notice"},OPEN_FILES=10,NAMED_FLOWS=3,PLACES_IN_A_LINE=3;function findingSections({findings},context,detail){
const shown=worstFindings(findings,detail.rows),errors=shown.filter(({severity})=>severity==="error"),others=shown.filter(({severity})=>severity!=="error"),rest=findings.
length-shown.length,below=blocks(others,context,detail);return[...blocks(errors,context,detail),...errors.length>0&&below.length>0?[details(countsOf(others),below.
join(`

`))]:below,...rest===0?[]:[`… and ${counted(rest,"more finding")}; all of them are in the log and in the report.`]]}function countsOf(findings){return`${["err\
or","warning","notice"].flatMap(wanted=>{const count2=findings.filter(({severity})=>severity===wanted).length;return count2===0?[]:[counted(count2,wanted)]}).join(
" and ")} in ${counted(new Set(findings.map(({file})=>file)).size,"file")}`}function blocks(findings,context,detail){const{equal,others}=groupEqual(findings);return[
...equal.map(group=>equalBlock(group,context)),...[...byFile(others)].map(([file,list],index)=>fileBlock(file,list,context,detail,index<OPEN_FILES))]}function equalBlock(group,context){
const{severity,message,hint,findings}=group,advice=hint===void 0?"":` ${prose(shortened(hint,1e3))}`,named=about(findings[0].rule,context),sentence=`${SEVERITIES[severity]}\
 ${prose(shortened(message,1e3))}${advice}${named}`,places=[...byFile(findings)].map(([file,list])=>{const lines2=list.map(({range})=>placeLink(file,range,context)).
filter(place=>place!==""),shown=[...lines2.slice(0,PLACES_IN_A_LINE),...lines2.length>PLACES_IN_A_LINE?[`${lines2.length-PLACES_IN_A_LINE} more`]:[]];return`- ${escape_link(
code(file),fileUrl(context,file))} ${shown.join(", ")}`.trimEnd()});return`${sentence}

${details(placesOf(group),places.join(`
`))}`}function byFile(findings){const files=new Map;for(const finding of findings){const known2=files.get(finding.file);known2===void 0?files.set(finding.file,[
finding]):known2.push(finding)}return files}function worstOf(findings){return["error","warning"].find(wanted=>findings.some(f=>f.severity===wanted))??"notice"}function fileBlock(file,findings,context,detail,open){
const named=[...new Set(findings.flatMap(({flow:flow2})=>flow2?[`${flow2.namespace} / ${flow2.id}`]:[]))].slice(0,NAMED_FLOWS).map(flow2=>` · ${markdown(flow2)}`),
head2=`${escape_link(code(file),fileUrl(context,file,findings[0]?.range?.startLine))}${named.join("")}`,lines2=detail.blocks>0?context.sources.get(file)?.split(
`
`):void 0,body=findings.map(finding=>item(finding,context,lines2)).join(`

`);return open&&worstOf(findings)!=="notice"?`**${head2}**

${body}`:details(`${head2} – ${counted(findings.length,"finding")}`,body)}function item({severity,rule,message,hint,range,file},context,lines2){const advice=hint===
void 0?"":` ${prose(shortened(hint,1e3))}`,place=range===void 0?"":`${placeLink(file,range,context)} `,sentence=`${SEVERITIES[severity]} ${place}${prose(shortened(
message,1e3))}${advice}${about(rule,context)}`,line=range&&lines2?.[range.startLine-1];return line===void 0?sentence:`${sentence}

${fence("text",renderExcerpt(line,range))}`}function placeLink(file,range,context){return range===void 0?"":escape_link(`${range.startLine}:${range.startColumn}`,
fileUrl(context,file,range.startLine))}function about(rule,context){const url=ruleUrl(context,rule);return url===void 0?"":` <sub>${escape_link(markdown(rule),url)}\
</sub>`}function countChanges(changes2,isLeftBehind2=!1){const number=(...actions)=>changes2.filter(({action})=>actions.includes(action)).length,counts={created:number(
"created"),updated:number("updated"),unchanged:number("unchanged"),deleted:number("deleted"),failed:number("failed","conflict")},done=counts.created+counts.updated+
counts.deleted;return{counts,changed:done>0||isLeftBehind2||changes2.some(({rollback})=>rollback==="not-undone")}}function countUndone(changes2){return changes2.
filter(({action})=>action==="undone").length}function headlineOf(report){return report.action==="validate-flows"?validationHeadline(report):deploymentHeadline(report)}
function validationHeadline(report){const{failure,counts,directory,leftOut:leftOut2=0}=report,{files,flows,invalidFlows,errors,warnings}=counts;if(failure!==void 0&&
failure.reason!=="findings")return{mark:"failed",pieces:[`Flows not checked: ${failure.short}`]};const where=checkedBy(report);if(invalidFlows>0){const are=invalidFlows===
1?"is":"are";return{mark:"failed",pieces:[`Flows: ${count(invalidFlows)} of ${count(flows)} ${are} invalid`,...where]}}if(errors>0)return{mark:"failed",pieces:[
`Flows: ${counted(errors,"error")} in ${counted(files,"file")}`,...where]};if(flows===0)return{mark:"nothing",pieces:["Flows: nothing to check – ",...emptiness(
directory,leftOut2)]};const mark=failure!==void 0?"failed":warnings>0?"warning":"done",found2=warnings>0?`, ${counted(warnings,"warning")}`:"",offline=report.rules===
void 0?"":" offline";return{mark,pieces:[`Flows: ${count(flows)} valid${offline}${found2}`,...where,...unchecked(report)]}}function checkedBy({rules}){return rules===
void 0?[" (checked",{server:"by"},")"]:[` (rules of Kestra ${rules})`]}function unchecked({uncheckedTypes=[]}){if(uncheckedTypes.length===0)return[];const were=uncheckedTypes.
length===1?"was":"were";return[`; ${counted(uncheckedTypes.length,"plugin type")} ${were} not checked (no `,{code:"pluginSchema"},")"]}function emptiness(directory,leftOut2){
const folders=directory.flatMap((path2,index)=>[...index>0?[", "]:[],{code:path2}]);return[leftOut2>0?"no changed file below ":"no flow below ",...folders]}function deploymentHeadline(report){
const{failure,counts,dryRun,changed}=report;if(failure!==void 0)return failedHeadline(report,failure);if(dryRun)return{mark:"planned",pieces:[...planOf(report),
`: ${countedPlan(counts)}`]};if(!changed){const mark2=hasWarnings(report)?"warning":"done",kept=counts.unchanged===0?"nothing to do":`${count(counts.unchanged)}\
 unchanged`;return{mark:mark2,pieces:[...subjectOf(report),{server:"on"},` are up to date: ${kept}`]}}const mark=hasWarnings(report)?"warning":"done",what=report.
action==="deploy-flows"?["Flows deployed",{server:"to"}]:[...subjectOf(report),{server:"on"}];return{mark,pieces:[...what,`: ${countedActions(counts)}`]}}function failedHeadline(report,{
reason,short}){const{counts,changed,dryRun}=report;if(reason==="rolled-back"){const items=report.action==="deploy-flows"?report.flows:report.files,undone=countUndone(
items),before=undone===0?"":undone===1?", the 1 change before it was undone":`, the ${count(undone)} changes before it were undone`,failed=counts.failed===0?"ca\
ncelled":`${count(counts.failed)} of ${count(items.length)} failed`;return{mark:"undone",pieces:[...subjectOf(report),`: ${failed}${before};`,{server:"is"}," as\
 it was"]}}if(dryRun)return{mark:"failed",pieces:[...planOf(report),`: ${short}`]};if(changed){const done=counts.created+counts.updated+counts.unchanged+counts.
deleted>0?`; ${countedActions({...counts,failed:0})}`:"";return{mark:"failed",pieces:[...subjectOf(report),{server:"on"},`: ${short}${done}`]}}return{mark:"fail\
ed",pieces:[...report.action==="deploy-flows"?["Flows not deployed",{server:"to"}]:["Files not uploaded",...targetAfter(" to ",report),{server:"on"}],`: ${short}`]}}
function subjectOf(report){return report.action==="deploy-flows"?["Flows"]:["Files",...targetAfter(" in ",report)]}function planOf(report){return report.action===
"deploy-flows"?["Plan",{server:"for"}]:["Plan for files",...targetAfter(" in ",report),{server:"on"}]}function targetAfter(word,{namespace:namespace2,namespacePath}){
return namespace2===""?[]:[word,{code:`${namespace2}:${namespacePath}`}]}function hasWarnings({findings}){return findings.some(({severity})=>severity==="warning")}
function count(number){return number.toLocaleString("en-US")}const WORDS={error:"error  ",warning:"warning",notice:"notice "},MARKS={created:"+",updated:"~",unchanged:"\
=",deleted:"-",failed:"✗",conflict:"!",skipped:"·",undone:"↩"},PLANNED={created:"create",updated:"update",deleted:"delete"},LISTED_PLACES=20;function renderFindings(findings){
const errors=findings.filter(({severity})=>severity==="error"),others=findings.filter(({severity})=>severity!=="error");return errors.length===0||others.length===
0?{open:linesOf(findings)}:{open:linesOf(errors),folded:{title:countsOf(others),lines:linesOf(others)}}}function linesOf(findings){const{equal,others}=groupEqual(
findings),lines2=equal.flatMap(equalLines);let last;for(const finding of others){const{file,severity}=finding;file!==last&&(lines2.push(`${severity==="error"?"✗":
"!"} ${oneLine(file)}`),last=file),lines2.push(`    ${placeOf(finding).padEnd(8)} ${WORDS[severity]}  ${sentenceOf(finding)}`)}return lines2}function equalLines(group){
const{severity,findings}=group,listed2=findings.slice(0,LISTED_PLACES).map(finding=>`    ${oneLine(finding.file)} ${placeOf(finding)}`.trimEnd()),rest=findings.
length-listed2.length;return[`${severity==="error"?"✗":"!"} ${placesOf(group)}: ${WORDS[severity].trim()}  ${sentenceOf(group)}`,...listed2,...rest===0?[]:[` \
   … and ${counted(rest,"more place")}; the summary and the report list them`]]}function placeOf({range}){return range===void 0?"":`${range.startLine}:${range.
startColumn}`}function sentenceOf({message,hint}){return hint===void 0?oneLine(message):`${oneLine(message)} ${oneLine(hint)}`}function renderClean({files,findings}){
const marked=new Set(findings.map(({file})=>file)),clean=files.filter(({path:path2})=>!marked.has(path2)).length;return clean===0?void 0:`✓ ${counted(clean,"f\
ile")} without findings`}function renderChanges(report){const items=report.action==="deploy-flows"?report.flows.map(flow2=>{const{revisionBefore:before,revisionAfter:after}=flow2,
revision=after===void 0?"":` · revision ${before===void 0||before===after?after:`${before} → ${after}`}`,from=flow2.file??flow2.reason;return{...flow2,text:`${flow2.
namespace}/${flow2.id}${from===void 0?"":` · ${from}`}${revision}`}}):report.files.map(file=>({...file,text:[file.target,sizeOfFile(file)].filter(Boolean).join(
" · ")})),many=items.filter(({action})=>action==="unchanged").length>20,skipped=items.filter(({action})=>action==="skipped").length,loud=items.filter(({action})=>action!==
"skipped"&&!(many&&action==="unchanged")),isBad=({action})=>action==="failed"||action==="conflict",shown=[...loud.filter(isBad),...loud.filter(item2=>!isBad(item2))],
lines2=shown.map(({action,text,error:error2})=>{const why=error2===void 0?"":` – ${oneLine(error2)}`,word=(report.dryRun?PLANNED[action]:void 0)??action;return`${MARKS[action]}\
 ${word.padEnd(9)} ${oneLine(text)}${why}`}),hidden=items.length-shown.length-skipped;return[...lines2,...hidden===0?[]:[`= unchanged ${hidden.toLocaleString("e\
n-US")}`],...skipped===0||!report.changed?[]:[`· not reached ${skipped.toLocaleString("en-US")}`]]}function renderFailure(report,{summary:summary2}){const{failure,
findings}=report;if(failure===void 0)return[];const lines2=[failure.message,...failure.hint===void 0?[]:[failure.hint]];if(failure.reason!=="findings")return lines2;
const severity=findings.some(finding=>finding.severity==="error")?"error":"warning",count2=findings.filter(finding=>finding.severity===severity).length,where=summary2?
"marked above; the summary lists them with their lines.":"marked above.";return count2===0?lines2:[...lines2,`Fix the ${counted(count2,severity)} ${where}`]}function renderLastLine(report,context={}){
return[plainHeadline(headlineOf(report),context),...numbersOf(report),...effortOf(report)].join(" · ")}function numbersOf(report){if(report.action!=="validate-\
flows")return[];const{files,errors,warnings,notices,silenced}=report.counts;return[counted(files,"file"),counted(errors,"error"),counted(warnings,"warning"),...notices>
0?[counted(notices,"notice")]:[],...silenced>0?[`${silenced.toLocaleString("en-US")} silenced`]:[]]}function effortOf(report){return[...report.action==="deploy-\
namespace-files"&&report.bytes>0?[`${sizeOf(report.bytes)} sent`]:[],...report.kestra===void 0?[]:[counted(report.requests,"request")],`${(report.durationMs/1e3).
toFixed(1)} s`]}function readCredentials(inputs2){const{apiToken,user,password}=inputs2;if(apiToken!==void 0)return{credentials:{kind:"token",token:apiToken},notices:user!==
void 0||password!==void 0?["`apiToken` is used; `user` and `password` are ignored."]:[]};if(user!==void 0&&password!==void 0)return{credentials:{kind:"basic",user,
password},notices:[]};if(user===void 0&&password===void 0)return{credentials:{kind:"anonymous"},notices:[]};const missing=user===void 0?"user":"password";throw new UsageError(
[`\`${missing}\` is empty, but \`${missing==="user"?"password":"user"}\` is set: Kestra needs both.`],"A secret that does not exist gives an empty input; pull r\
equests from forks get no secrets.")}function refuseHalfCertificate(clientCertificate,clientKey){if(clientCertificate===void 0==(clientKey===void 0))return;const[
missing,given]=clientKey===void 0?["clientKey","clientCertificate"]:["clientCertificate","clientKey"];throw new UsageError([`\`${missing}\` is empty, but \`${given}\
\` is set: one is of no use without the other.`])}function refuseWithoutServer(inputs2,required){const given=["apiToken","password","user"].filter(name=>inputs2[name]!==
void 0);if(given.length===0&&!required)return;const names=given.map(name=>`\`${name}\``).join(" and "),but=given.length===0?"`requireServer` is true":`${names} ${given.
length===1?"is":"are"} set`;throw new UsageError([`\`server\` is empty, but ${but}: no server would judge the flows.`],"The secret or variable that `server` is \
filled from (often KESTRA_HOSTNAME or KESTRA_URL) is probably missing or misspelt, or belongs to another environment; pull requests from forks and from Dependab\
ot do not get it."+(required?"":` To validate offline, leave ${names} out as well.`))}function basicSecret(user,password){return password.trim()===""?[]:[Buffer.
from(`${user.trim()}:${password.trim()}`,"utf8").toString("base64")]}const promises_namespaceObject=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/p\
romises"),external_node_path_namespaceObject=__WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path"),SHOWN={error:9,warning:10,notice:10},MESSAGE_LIMIT=4e3;
function renderAnnotations(findings,context={}){const annotations=[],hidden=[];for(const severity of["error","warning","notice"]){const all=distinctFirst(findings.
filter(finding=>finding.severity===severity)),limit2=SHOWN[severity];annotations.push(...all.slice(0,limit2).map(finding=>annotationOf(finding,context)));const rest=all.
length-limit2;rest>0&&hidden.push(`${rest.toLocaleString("en-US")} more ${severity}${rest===1?"":"s"}`)}if(hidden.length===0)return{annotations};const last=hidden.
pop(),list=hidden.length===0?last:`${hidden.join(", ")} and ${last}`,are=list.startsWith("1 ")&&hidden.length===0?"is":"are";return{annotations,rest:`GitHub sho\
ws only 10 of each on the files; ${list} ${are} in the log above and in the summary.`}}function annotationOf({severity,rule,message,hint,file:path2,range},context){
const file=inRepository(context,path2),url=ruleUrl(context,rule),about2=url===void 0?"":` See ${url}`,words=oneLine(hint===void 0?message:`${message} ${hint}`),
text=`${shortened(words,MESSAGE_LIMIT-about2.length)}${about2}`,place=range===void 0?{startLine:1}:annotations_placeOf(range);return{severity,title:titleOf(rule),
message:text,file,...place}}function annotations_placeOf({startLine,startColumn,endLine:endLine2,endColumn}){const lastLine=endColumn<=1?Math.max(startLine,endLine2-
1):Math.max(startLine,endLine2);return lastLine>startLine||endLine2>startLine?{startLine,endLine:lastLine}:{startLine,endLine:startLine,startColumn,endColumn:Math.
max(endColumn,startColumn)}}function titleOf(rule){return`Kestra: ${oneLine(rule)}`}function findingsOfChanges(report){if(report.action==="validate-flows")return[];
const known2=new Set(report.findings.filter(({severity})=>severity==="error").map(({file})=>file)),open=(report.action==="deploy-flows"?report.flows:report.files).
filter(({action,file})=>(action==="failed"||action==="conflict")&&file!==void 0&&!known2.has(file)),shared=new Map;for(const{action,error:error2=""}of open)action===
"failed"&&shared.set(error2,(shared.get(error2)??0)+1);const said=new Set;return open.flatMap(change=>{const{action,error:error2=""}=change,others=(action==="fa\
iled"?shared.get(error2)??1:1)-1;return others>0&&said.has(error2)?[]:(said.add(error2),[findingOf(change,others,report.action==="deploy-flows"?"flow":"file")])})}
function findingOf(change,others,one){const{action,file="",line=1,error:error2=""}=change,name="target"in change?change.target:`${change.namespace}/${change.id}`,
and=others===0?"":` and ${others} more ${one}${others===1?"":"s"}`;return{severity:"error",rule:action==="conflict"?`${one}-conflict`:`${one}-not-deployed`,message:`${name}${and}\
: ${error2}`,origin:"server",file,range:{startLine:line,startColumn:1,endLine:line,endColumn:1}}}const MAX_DRAWN_FLOWS=60,MAX_DRAWN_CALLS=400,STYLES={created:"f\
ill:#dafbe1,stroke:#1a7f37",updated:"fill:#fff8c5,stroke:#9a6700",deleted:"fill:#ffebe9,stroke:#cf222e",failed:"fill:#ffebe9,stroke:#cf222e",conflict:"fill:#ffe\
be9,stroke:#cf222e",undone:"fill:#eaeef2,stroke:#57606a"};function callsAroundChanges({calls,flows}){const neighbours=new Map,connect2=(from,to)=>{const known2=neighbours.
get(from);known2===void 0?neighbours.set(from,[to]):known2.push(to)};for(const{from,to}of calls)connect2(from,to),connect2(to,from);const reached=new Set(flows.
filter(({action})=>action in STYLES).map(({namespace:namespace2,id})=>`${namespace2}/${id}`));for(const key2 of reached)for(const neighbour of neighbours.get(key2)??
[])reached.add(neighbour);return calls.filter(({from})=>reached.has(from))}function renderCallGraph(report){const changed=new Map(report.flows.flatMap(({action,
namespace:namespace2,id})=>action in STYLES?[[`${namespace2}/${id}`,action]]:[])),around=callsAroundChanges(report);if(around.length===0)return"none";const near=around.
filter(({from,to})=>changed.has(from)||changed.has(to)),drawn=[around,near].find(fits);return drawn===void 0?"too-many":{mermaid:draw(drawn,changed),isPart:drawn.
length<around.length}}function fits(calls){return calls.length<=MAX_DRAWN_CALLS&&namesOf(calls).length<=MAX_DRAWN_FLOWS}function namesOf(calls){return[...new Set(
calls.flatMap(({from,to})=>[from,to]))].sort()}function draw(calls,changed){const names=namesOf(calls),id=new Map(names.map((name,index)=>[name,`f${index}`])),edges=[
...new Set(calls.map(({from,to})=>`  ${id.get(from)} --> ${id.get(to)}`))],lines2=["flowchart LR",...names.map(name=>`  ${id.get(name)}["${label(name)}"]`),...edges];
for(const[action,style]of Object.entries(STYLES)){const members=names.filter(name=>changed.get(name)===action).map(name=>id.get(name));members.length>0&&lines2.
push(`  classDef ${action} ${style}`,`  class ${members.join(",")} ${action}`)}return lines2.join(`
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
`);return hasTrailingNl?result.pop():result.push(result.pop().slice(0,-1)),result}function entryOf(key2,value){const keySpan="span"in key2?key2.span:{start:key2.
start.offset,end:key2.end.offset};return{key:key2.text,keySpan,value}}function mappingOf(style,start,end,entries,anchor){const node={kind:"mapping",span:{start,
end},style,entries};return anchor===void 0?node:{...node,anchor}}function sequenceOf(style,start,end,items,anchor){const node={kind:"sequence",span:{start,end},
style,items};return anchor===void 0?node:{...node,anchor}}class problem_YamlReadError extends Error{kind;problem;mark;context;contextMark;constructor(kind,problem,mark,context,contextMark){
super(problem),this.kind=kind,this.problem=problem,this.mark=mark,this.context=context,this.contextMark=contextMark,this.name="YamlReadError"}}const TOKEN_NAMES={
"stream-end":"<stream end>","document-start":"<document start>","document-end":"<document end>","block-sequence-start":"<block sequence start>","block-mapping-s\
tart":"<block mapping start>","block-end":"<block end>","flow-sequence-start":"[","flow-sequence-end":"]","flow-mapping-start":"{","flow-mapping-end":"}","flow-\
entry":",","block-entry":"-",key:"?",value:":",alias:"<alias>",anchor:"<anchor>",tag:"<tag>",scalar:"<scalar>",directive:"<directive>"},NO_VALUE=["key","value",
"block-end"],NO_ITEM=["block-entry","block-end"],NO_LOOSE_ITEM=["block-entry","key","value","block-end"];function readBlockMapping(at,read,anchor){const{start}=at.
take();at.enter(start);const entries=[];for(;at.is("key");){const{end}=at.take(),key2=at.isOneOf(NO_VALUE)?at.absent(end):read.key("loose");entries.push(entryOf(
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
w-mapping-end"));else{const key2=read.key("flow");entries.push(entryOf(key2,at.absent(at.peek().start)))}return mappingOf("flow",start.offset,at.leaveFlow().offset,
entries,anchor)}function readFlowSequence(at,read,anchor){const{start,end}=at.take();at.enterList(start,end,"flow");const items=[];for(let isFirst=!0;!at.is("fl\
ow-sequence-end")&&!(!isFirst&&(takeComma(at,"sequence","]",start),at.is("flow-sequence-end")));isFirst=!1)items.push(at.is("key")?readSinglePair(at,read):read.
node("flow"));return sequenceOf("flow",start.offset,at.leaveFlow().offset,items,anchor)}function takeComma(at,what,end,start){const token=at.peek();if(token.kind!==
"flow-entry"){const problem=`expected ',' or '${end}', but got ${TOKEN_NAMES[token.kind]}`;throw new problem_YamlReadError("parser",problem,token.start,`while p\
arsing a flow ${what}`,start)}at.take()}function readSinglePair(at,read){const{start,end}=at.peek();at.enter(end);const pair=readPair(at,read,"flow-sequence-end");
return at.leaveOpen(),mappingOf("flow",start.offset,pair.value.span.end,[pair],void 0)}function isEnd(at,close){return at.is("flow-entry")||at.is(close)}function readPair(at,read,close){
const{end}=at.take(),key2=at.is("value")||isEnd(at,close)?at.absent(end):read.key("flow");if(!at.is("value"))return entryOf(key2,at.absent(at.peek().start));const{
end:afterColon}=at.take();return entryOf(key2,isEnd(at,close)?at.absent(afterColon):read.node("flow"))}const PADDING="=";function checkBase64(text){let place=0;
for(let at=0;at<text.length;at++){const character=text[at];if(character<=" "){if(place!==0)return whiteSpace(character,place);continue}if(character===PADDING&&place===
3){place=0;continue}if(character===PADDING&&place===2){const next=text[at+1];if(next===void 0)return ENDS_EARLY;if(next!==PADDING)return illegal(next,": expecte\
d padding character '='");at++,place=0;continue}if(character===PADDING)return`Unexpected padding character ('=') as character #${place+1} of 4-char base64 unit:\
 padding only legal as 3rd or 4th character`;if(!/[A-Za-z0-9+/]/.test(character))return illegal(character,"");place=(place+1)%4}return place===0?void 0:ENDS_EARLY}
const ENDS_EARLY="Unexpected end of base64-encoded String: base64 variant 'MIME' expects padding (one or more '=' characters) at the end. This Base64Variant mig\
ht have been incorrectly configured";function whiteSpace(character,place){return`Illegal white space character (code 0x${codeOf(character)}) as character #${place+
1} of 4-char base64 unit: can only used between units`}function illegal(character,why){return`Illegal character '${/[\uD800-\uDFFF]/.test(character)?"?":character}\
' (code 0x${codeOf(character)}) in base64 content${why}`}function codeOf(character){return character.charCodeAt(0).toString(16)}const TRUE=new Set(["yes","Yes",
"YES","true","True","TRUE","on","On","ON"]),FALSE=new Set(["no","No","NO","false","False","FALSE","off","Off","OFF"]),NULL=new Set(["~","null","Null","NULL"]),INTEGER=/^[-+]?(0b_*[01][01_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*|0_*[0-7][0-7_]*|0|[1-9][0-9_]*)$/,
FLOAT=/^[-+]?([0-9][0-9_]*\.[0-9_]*([eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+|\.[0-9_]+([eE][-+]?[0-9]+)?)$/,NO_FLOAT=/^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*)$/,
JAVA_DOUBLE=/^[-+]?(NaN|Infinity|([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?[fFdD]?)$/,OF_ANOTHER_BASE=/^([-+]?)0([bBxX]|(?=[0-9_]))([^]*)$/,MAX_NUMBER=5e3;function readPlainScalar(text){
const first=text.charCodeAt(0);return first>57||first<43||first===44||first===47?text.length>5?{value:text}:TRUE.has(text)?{value:!0}:FALSE.has(text)?{value:!1}:
{value:NULL.has(text)?null:text}:text===""||text.length>MAX_NUMBER?{value:text}:INTEGER.test(text)?{value:integerOf(text.replaceAll("_","")),float:!1}:FLOAT.test(
text)?readDouble(text):NO_FLOAT.test(text)?malformed(text):{value:text}}function readTaggedScalar(tag,text){if(text==="")return{value:""};if(tag==="!")return readPlainScalar(
text);switch(tag.replace(/^tag:yaml\.org,2002:/,"").split(",")[0]){case"int":return INTEGER.test(text)?{value:integerOf(text.replaceAll("_","")),float:!1}:readNoInteger(
text);case"float":return readDouble(text);case"bool":return{value:TRUE.has(text)?!0:FALSE.has(text)?!1:text};case"null":return{value:null};case"binary":{const problem=checkBase64(
text);return problem===void 0?{value:text.replace(/\s/g,"")}:{value:text,problem}}default:return{value:text}}}function readNoInteger(text){if(text==="-"||text===
"+")return{value:text,problem:NOTHING_READ};const[,sign,letter,rest]=OF_ANOTHER_BASE.exec(text)??[];if(letter===void 0||rest===void 0)return{value:text};const lowered=/^[BX]$/.
test(letter)?readPlainScalar(`${sign}0${letter.toLowerCase()}${rest}`):void 0;if(typeof lowered?.value=="number")return lowered;const radix={b:2,x:16}[letter.toLowerCase()]??
8,digits=rest.replaceAll("_",""),problem=`Invalid base-${radix} number ('${digits}'), problem: For input string: "${digits}" under radix ${radix}`;return{value:text,
problem}}function readDouble(text){const digits=text.replaceAll("_","").trim();return JAVA_DOUBLE.test(digits)?{value:Number(digits.replace(/[fFdD]$/,"")),float:!0}:
malformed(text)}const NOTHING_READ="Unexpected end-of-input when trying read value of type `java.lang.Object`";function malformed(text){return{value:text,problem:`\
Malformed numeric value '${text}'`}}function integerOf(digits){const[,sign,body]=/^([-+]?)(.*)$/.exec(digits),literal=/^0[0-7]+$/.test(body)?`0o${body.slice(1)}`:
body,small=Number(literal);return Number.isSafeInteger(small)?sign==="-"?0-small:small:sign==="-"?-BigInt(literal):BigInt(literal)}const NO_PROPERTIES={};function absentNode(offset,{
anchor}){return{kind:"scalar",span:{start:offset,end:offset},value:"",text:"",style:"absent",...anchor===void 0?{}:{anchor}}}function aliasNode({name,start,end}){
return{kind:"scalar",span:{start:start.offset,end:end.offset},value:name,text:name,style:"alias"}}function scalarNode({text,style,start,end},{anchor,tag}){const reading=readingOf(
text,style,tag);if(reading.problem!==void 0)return{problem:reading.problem};const{value,float}=reading,span={start:start.offset,end:end.offset},node=float===void 0?
{kind:"scalar",span,value,text,style}:{kind:"scalar",span,value,float,text,style};return anchor===void 0&&tag===void 0?node:{...node,...anchor===void 0?{}:{anchor},
...tag===void 0?{}:{tag}}}function readingOf(text,style,tag){return tag!==void 0?readTaggedScalar(tag,text):style==="plain"?readPlainScalar(text):{value:text}}const NO_CONTENT=[
"directive","document-start","document-end","stream-end"];class Parser{at;#directives=new Directives;constructor(at){this.at=at}document=()=>{const{at}=this,first=at.
peek();if(first.kind==="directive"||first.kind==="document-start"){if(!this.#documentStart())return;if(at.isOneOf(NO_CONTENT))return at.absent(at.peek().start)}else if(at.
last=first.start,first.kind==="stream-end")return;return this.node("block")};#documentStart(){const{at}=this;let token=at.peek();for(;token.kind==="directive";token=
at.peek())this.#directives.add(token),at.take();if(token.kind==="stream-end")return at.last=token.end,!1;if(token.kind!=="document-start"){const problem=`expect\
ed '<document start>', but found '${TOKEN_NAMES[token.kind]}'`;throw new problem_YamlReadError("parser",problem,token.start)}return at.last=at.take().end,!0}node=place=>{
const{at}=this,first=at.peek();if(first.kind==="scalar")return this.scalar(first);if(first.kind==="alias")return at.last=at.take().end,aliasNode(first);const properties=this.#properties(),
anchor=properties?.anchor,token=at.peek();switch(token.kind){case"scalar":return this.scalar(token,properties);case"flow-mapping-start":return readFlowMapping(at,
this,anchor);case"flow-sequence-start":return readFlowSequence(at,this,anchor);case"block-mapping-start":if(place!=="flow")return readBlockMapping(at,this,anchor);
break;case"block-sequence-start":if(place!=="flow")return readBlockSequence(at,this,anchor);break;case"block-entry":if(place==="loose")return readLooseSequence(
at,this,anchor);break;default:}if(properties===void 0)throw noContent(token,place);return this.#nothing(properties)};key=place=>{const{at}=this,isAlias=at.is("a\
lias"),properties=this.#properties(),token=at.peek();if(token.kind==="scalar")return at.last=at.take().end,token;const isBlock=place!=="flow"&&(token.kind==="bl\
ock-mapping-start"||token.kind==="block-sequence-start"),isFlow=token.kind==="flow-mapping-start"||token.kind==="flow-sequence-start";if(isAlias||isFlow||isBlock||
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
"scanner",problem,cursor.mark(),"while scanning for the next token")}class Cursor{text;offset=0;line=0;column=0;#pairs=0;#hasPairs;constructor(text){this.text=text,
this.#hasPairs=/[\uD800-\uDBFF]/.test(text),text.charCodeAt(0)===65279&&(this.offset=1)}get codePoints(){return this.offset-this.#pairs}mark(){return{offset:this.
offset,line:this.line,column:this.column}}peek(ahead=0){const at=this.offset+ahead;return at<this.text.length?this.text.charCodeAt(at):END}advance(units){const end=this.
offset+units;if(this.column+=units,this.#hasPairs)for(let at=this.offset;at<end;at++){const code2=this.text.charCodeAt(at);code2>=55296&&code2<56320&&(this.#pairs++,
this.column--)}this.offset=end}take(units){const taken=this.text.slice(this.offset,this.offset+units);return this.advance(units),taken}skipSpaces(limit2=1/0){let count2=0;
for(;count2<limit2&&this.peek(count2)===SPACE;)count2++;this.offset+=count2,this.column+=count2}skipBlanks(){let count2=0;for(let code2=this.peek();code2===SPACE||
code2===TAB;code2=this.peek(count2))count2++;this.offset+=count2,this.column+=count2}skipLine(){let count2=0;for(let code2=this.peek();code2!==END&&!isBreak(code2);code2=
this.peek(count2))count2++;this.advance(count2)}takeBreak(){const code2=this.peek();return isBreak(code2)?code2===CR&&this.peek(1)===END?(this.offset++,this.column++,
`
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
length-1,column:[...lines2.at(-1).replace(/^\uFEFF/,"")].length}}const PIECES=1e3;class TextBuilder{#text="";#pieces=[];add(piece){this.#pieces.push(piece)>PIECES&&
this.#flush()}text(){return this.#flush(),this.#text}#flush(){this.#text=this.#text===""&&this.#pieces.length===1?this.#pieces[0]:this.#text+this.#pieces.join(""),
this.#pieces=[]}}const FOLDED=62,PLUS=43,MINUS=45;function scanBlock(cursor,parentIndent){const start=cursor.mark(),folded=cursor.peek()===FOLDED;cursor.advance(
1);const{chomping,indentation}=scanHeader(cursor,start),least=Math.max(parentIndent+1,1),lead=indentation===void 0?scanLead(cursor):void 0,indent=lead===void 0?
least+indentation-1:Math.max(least,lead.column);let{breaks,end}=lead??scanBlank(cursor,indent);const content=new TextBuilder;let lineBreak="";for(;cursor.column===
indent&&cursor.peek()!==END;){content.add(breaks);const isText2=!isBlank(cursor.peek());if(content.add(scanLine(cursor)),lineBreak=cursor.takeBreak(),{breaks,end}=
scanBlank(cursor,indent),cursor.column!==indent||cursor.peek()===END)break;folded&&lineBreak===`
`&&isText2&&!isBlank(cursor.peek())?breaks===""&&content.add(" "):content.add(lineBreak)}return chomping!=="strip"&&content.add(lineBreak),chomping==="keep"&&content.
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
 digit",cursor,start);let length=0;for(;isDigit(cursor.peek(length));)length++;const digits=cursor.take(length);if(length>MAX_VERSION_DIGITS){const problem=`fou\
nd a number which cannot represent a valid version: ${digits}`;throw new problem_YamlReadError("scanner",problem,cursor.mark(),"while scanning a YAML directive",
start)}return Number(digits)}function scanTagPrefix(cursor,start){cursor.skipSpaces();const handle=scanHandle(cursor,"directive",start);if(cursor.peek()!==SPACE)
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
cursor,start);const letter=code2===END?"":String.fromCharCode(code2),plain=ESCAPES.get(letter);if(plain!==void 0)return cursor.advance(1),plain;const digits=HEX_DIGITS.
get(letter);if(digits===void 0)throw scan_quoted_refuse(`found unknown escape character ${describeCharacter(cursor.text,cursor.offset)}`,cursor,start);return cursor.
advance(1),scanCode(cursor,digits,start)}function scanCode(cursor,digits,start){const given=[...cursor.text.slice(cursor.offset,cursor.offset+2*digits)].slice(0,
digits).join("");if(![...given].every(digit=>isHexDigit(digit.charCodeAt(0))))throw scan_quoted_refuse(`expected escape sequence of ${digits} hexadecimal number\
s, but found: ${given}`,cursor,start);const code2=parseInt(given,16);if(!(code2<=2147483647)){const why=`Malformed Number token: failed to tokenize due to (java\
.lang.NumberFormatException): For input string: "${given}" under radix 16`;throw new problem_YamlReadError("value",why,cursor.mark())}if(code2>1114111)throw scan_quoted_refuse(
`found unknown escape character ${given}`,cursor,start);return cursor.advance(given.length),String.fromCodePoint(code2)}function scan_quoted_refuse(problem,cursor,start){
return new problem_YamlReadError("scanner",problem,cursor.mark(),"while scanning a double-quoted scalar",start)}function scanFold(cursor,start){const first=cursor.
takeBreak(),breaks=scan_quoted_scanBreaks(cursor,start);return first!==`
`?first+breaks:breaks===""?" ":breaks}function scan_quoted_scanBreaks(cursor,start){let breaks="";for(;;){if(cursor.atDocumentMarker())throw unexpected("documen\
t separator",cursor,start);if(cursor.skipBlanks(),!isBreak(cursor.peek()))return breaks;breaks+=cursor.takeBreak()}}function unexpected(what,cursor,start){return new problem_YamlReadError(
"scanner",`found unexpected ${what}`,cursor.mark(),"while scanning a quoted scalar",start)}class TokenQueue{#tokens=[];#head=0;#taken=0;get firstNumber(){return this.#taken}get nextNumber(){
return this.#taken+this.#tokens.length-this.#head}get isEmpty(){return this.#head===this.#tokens.length}get first(){return this.#tokens[this.#head]}push(token){
this.#tokens.push(token)}insert(number,tokens){this.#tokens.splice(number-this.#taken+this.#head,0,...tokens)}take(){const token=this.first;return this.#head++,
this.#taken++,this.isEmpty&&(this.#tokens=[],this.#head=0),token}}class scanner_Scanner{cursor;#readable;#keys;#queue=new TokenQueue;#indentation=new Indentation;#done=!1;#ready=!1;#level=0;#mayBegin=!0;constructor(text,maxTokens){
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
take(this.#level);if(key2!==void 0){const tokens=[{kind:"key",start:key2.mark,end:key2.mark}];this.#level===0&&this.#indentation.opens(key2.mark.column)&&tokens.
unshift({kind:"block-mapping-start",start:key2.mark,end:key2.mark}),this.#queue.insert(key2.token,tokens),this.#mayBegin=!1}else this.#beginBlock("block-mapping\
-start","mapping values"),this.#mayBegin=this.#level===0,this.#keys.drop(this.#level);this.#pushSigns("value",1)}#beginBlock(kind,what){if(this.#level>0)return;
const mark=this.cursor.mark();if(!this.#mayBegin)throw new problem_YamlReadError("scanner",`${what} are not allowed here`,mark);this.#indentation.opens(mark.column)&&
this.#push(kind,mark)}#beginning(scan){this.#mayBeKey(),this.#mayBegin=!1,this.#queue.push(scan(this.cursor))}#plain(){this.#mayBeKey();const{token,crossedLine}=scanPlain(
this.cursor,this.#indentation.column+1,this.#level>0);this.#mayBegin=crossedLine,this.#queue.push(token)}#block(){this.#mayBegin=!0,this.#keys.drop(this.#level),
this.#queue.push(scanBlock(this.cursor,this.#indentation.column))}#mayBeKey(){const{cursor}=this,required=this.#level===0&&this.#indentation.column===cursor.column;
if(!this.#mayBegin){if(!required)return;const problem="A simple key is required only if it is the first token in the current line";throw new problem_YamlReadError(
"scanner",problem,cursor.mark())}this.#keys.add(this.#level,this.#queue.nextNumber,required)}}const MAX_DEPTH=1e3;class Progress{last={offset:0,line:0,column:0};list;#scanner;#depth=0;constructor(text,maxTokens){
this.#scanner=new scanner_Scanner(text,maxTokens)}peek(){return this.#scanner.peek()}is(kind){return this.#scanner.peek().kind===kind}isOneOf(kinds){return kinds.
includes(this.#scanner.peek().kind)}take(){return this.#scanner.take()}absent(mark,properties=NO_PROPERTIES){return this.last=mark,absentNode(mark.offset,properties)}enter(end){
if(this.last=end,++this.#depth<=MAX_DEPTH)return;const problem=`Document nesting depth (${this.#depth}) exceeds the maximum allowed (${MAX_DEPTH}, from \`StreamR\
eadConstraints.getMaxNestingDepth()\`)`;throw new problem_YamlReadError("depth",problem,end)}enterList(start,end,style){this.#depth===0&&(this.list={kind:"seque\
nce",span:{start:start.offset,end:end.offset},style,items:[]}),this.enter(end)}leaveBlock(){this.#depth--,this.last=this.take().end}leaveFlow(){this.#depth--;const{
end}=this.take();return this.peek(),this.last=end}leaveOpen(){this.#depth--,this.last=this.peek().end}}const MAX_TOKENS=12e4;function readYaml(text,maxTokens){const progress=new Progress(
text,maxTokens);try{const root=new Parser(progress).document(),{last:end}=progress;return root===void 0?{kind:"empty",end}:{kind:"document",root,end}}catch(error2){
if(!(error2 instanceof problem_YamlReadError))throw error2;return progress.list!==void 0&&error2.kind!=="tokens"?{kind:"document",root:progress.list,end:progress.
last}:{kind:"problem",problem:problemOf(error2,progress)}}}function problemOf({kind,problem,mark,context,contextMark},{last}){return{kind,problem,mark,last,...context===
void 0?{}:{context},...contextMark===void 0?{}:{contextMark}}}const SNIPPET=75,CUT=" ... ",INDENT="    ";function parserText({kind,problem,mark,context,contextMark},text){if(kind!=="scanner"&&kind!=="parser")return problem;
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
 at [Source: (StringReader); line: ${line+1}, column: ${column+1}] (at line ${line+1})`}function spanOf({kind,problem,mark,contextMark},source){const isOpen=problem.
includes("unexpected end of stream")&&contextMark!==void 0,isAtEnd=!problem.includes("(TAB)")&&source.slice(mark.offset).trim()==="",at=isOpen?contextMark.offset:
isAtEnd?source.trimEnd().length:mark.offset,start=Math.min(at,source.length);if(!(kind==="structure"&&source[start]==="{"&&source[start-1]==="{"))return{start,end:lineEnd(
source,start)};const line=source.slice(start,lineEnd(source,start)),close=line.indexOf("}}");return{start:start-1,end:start+(close===-1?line.length:close+2)}}function lineEnd(source,offset){
const newline=source.indexOf(`
`,offset),end=newline===-1?source.length:newline;return end>offset&&source[end-1]==="\r"?end-1:end}function emptyDocument(end,holds="nothing"){return{kind:"empt\
y",constraints:`${PARSING} ${holds==="nothing"?"No content to map due to end-of-input":'Cannot coerce empty String ("") to element of `java.util.LinkedHashMap` \
(but could if coercion was enabled using `CoercionConfig`)'}${locationOf(end)}`,span:{start:0,end:0}}}function stackUsedUp(){return limit("The document is neste\
d too deeply to be checked.")}function tooManyDocuments(){return limit("The file holds more documents than can be checked together; spread them over several fil\
es.")}function limit(message,constraints=`${PARSING} ${message}`){return{kind:"limit",message,constraints,span:{start:0,end:0}}}function parseFlow(document){const{
source}=document;if(document.tooLarge)return{ok:!1,document,problem:tooManyDocuments()};try{const reading=readYaml(source,MAX_TOKENS);if(reading.kind==="problem")
return{ok:!1,document,problem:syntax_problem_problemOf(reading.problem,source)};if(reading.kind==="empty")return{ok:!1,document,problem:emptyDocument(reading.end)};
const{root}=reading;return root.kind==="scalar"&&root.style==="absent"?{ok:!1,document,problem:emptyDocument(reading.end,"marker")}:{ok:!0,document,root}}catch(error2){
if(error2 instanceof RangeError)return{ok:!1,document,problem:stackUsedUp()};throw error2}}function parseStoredSource(source){return parseFlow({file:{path:"",text:source},
index:0,count:1,start:0,source})}const MANY_ENTRIES=50,indexes=new WeakMap;function navigate_entryOf(node,key2){if(node?.kind!=="mapping")return;if(node.entries.
length<MANY_ENTRIES)return node.entries.findLast(entry=>entry.key===key2);let index=indexes.get(node);return index===void 0&&(index=new Map(node.entries.map(entry=>[
entry.key,entry])),indexes.set(node,index)),index.get(key2)}function navigate_valueOf(node,key2){return navigate_entryOf(node,key2)?.value}function navigate_textOf(node,key2){
const value=navigate_valueOf(node,key2);return value?.kind==="scalar"?value.text:void 0}const lineStarts=new WeakMap;function rangeOf(document,span){const start=positionAt(document.file,document.start+span.start),end=positionAt(document.file,document.
start+Math.max(span.end,span.start));return{startLine:start.line,startColumn:start.column,endLine:end.line,endColumn:end.column}}function positionAt(file,offset){
const starts=startsOf(file);let low=0,high=starts.length-1;for(;low<high;){const middle=low+high+1>>1;starts[middle]<=offset?low=middle:high=middle-1}const mark=low===
0&&file.text.startsWith("\uFEFF")?1:0;return{line:low+1,column:Math.max(offset-starts[low]-mark,0)+1}}function startsOf(file){let starts=lineStarts.get(file);if(starts===void 0){const found2=[0];for(let at=file.text.indexOf(`
`);at!==-1;at=file.text.indexOf(`
`,at+1))found2.push(at+1);lineStarts.set(file,starts=found2)}return starts}const named_places_WORDS={tasks:"task",errors:"task",finally:"task",afterExecution:"t\
ask",triggers:"trigger",inputs:"input",outputs:"output"},named_places_MAX_DEPTH=50;function placesIn({root,document}){if(root.kind!=="mapping")return[];const places=[],
add=(name,start,end)=>{const{startLine,endLine:endLine2,endColumn}=rangeOf(document,{start,end});places.push({name,startLine,endLine:endColumn===1&&endLine2>startLine?
endLine2-1:endLine2})},visit=(node,word,names,depth)=>{if(depth>named_places_MAX_DEPTH||node.kind==="scalar")return;if(node.kind==="sequence"){for(const item2 of node.
items)visit(item2,word,names,depth+1);return}const id=navigate_textOf(node,"id"),isNamed=id!==void 0&&id!=="",known2=isNamed?[...names,shortened(oneLine(id),60)]:
names;isNamed&&add(`${word} ${known2.join(" / ")}`,node.span.start,node.span.end);for(const{value}of node.entries)visit(value,word,known2,depth+1)};for(const{key:key2,
keySpan,value}of root.entries){const word=named_places_WORDS[key2];add(shortened(oneLine(key2),60),keySpan.start,value.span.end),word!==void 0&&visit(value,word,
[],0)}return places}const MAX_NAMES=3;function renderYamlDiff(before,after){if(before.length+after.length>1e6)return"The flow is too long to show the difference\
.";const[one,other]=[unix(before),unix(after)],patch=structuredPatch("","",one,other,"","",{context:3,maxEditLength:2e3});if(patch===void 0)return"The differenc\
e is too large to show.";if(patch.hunks.length===0)return"Only line ends or a byte order mark differ.";const places={"-":once(()=>yaml_diff_placesOf(one)),"+":once(
()=>yaml_diff_placesOf(other))};return patch.hunks.flatMap(hunk=>{const{oldStart,oldLines,newStart,newLines,lines:lines2}=hunk,names=[...new Set(namesIn(hunk,places))].
slice(0,MAX_NAMES).join(", ");return[`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@${names===""?"":` ${names}`}`,...lines2.filter(line=>!line.startsWith(
"\\"))]}).join(`
`)}function countChangedLines(diff){return diff.startsWith("@@")?diff.split(`
`).filter(line=>/^[-+]/.test(line)).length:0}function*namesIn(hunk,places){const at={"-":hunk.oldStart,"+":hunk.newStart};for(let index=0;index<hunk.lines.length;index++){
const side=hunk.lines[index][0];if(side!=="-"&&side!=="+"){side===" "&&(at["-"]++,at["+"]++);continue}const number=at[side]++,goesOnly=side==="-"&&!isFollowedBy(
"+",hunk.lines,index);if((side==="+"||goesOnly)&&hunk.lines[index].length>1){const place=places[side]().findLast(({startLine,endLine:endLine2})=>startLine<=number&&
number<=endLine2);place!==void 0&&(yield place.name)}}}function isFollowedBy(side,lines2,index){let next=index;for(;lines2[next]?.startsWith("-")===!0;)next++;return lines2[next]?.
startsWith(side)===!0}function once(compute){let value;return()=>(value??={of:compute()}).of}function yaml_diff_placesOf(source){const parsed=parseStoredSource(
source);return parsed.ok?placesIn(parsed):[]}function unix(text){return text.replaceAll(`\r
`,`
`).replace(/^\uFEFF/,"")}const change_sections_ICONS={created:"🟢 created",updated:"🟡 updated",unchanged:"⚪ unchanged",deleted:"🔴 deleted",failed:"❌ f\
ailed",conflict:"⛔ exists and differs",skipped:"⏸️ not reached",undone:"↩️ undone"},change_sections_PLANNED={created:"🟢 create",updated:"🟡 update",
deleted:"🔴 delete"},MAX_DIFF=2e4,MAX_CALL_ROWS=500;function changeSections(report,context,detail){if(report.action==="deploy-namespace-files")return fileSections(
report,context,detail);const flows=worstFirst(report.flows),rows=flows.map(flow2=>flowRow(flow2,report,context)),diffs=detail.blocks>0?flows.slice(0,detail.rows).
flatMap(flow2=>diffOf(flow2,detail.blocks)):[];return[renderTable(["","flow","file","revision"],rows,detail.rows,"flow"),notReached(report.flows,report.changed,
"flow"),...diffs,graphOf(report,detail),digestLine(report)]}function worstFirst(changes2){const isBad=({action})=>action==="failed"||action==="conflict",isQuiet=({
action})=>action==="unchanged"||action==="skipped";return[...changes2.filter(isBad),...changes2.filter(change=>!isBad(change)&&!isQuiet(change))]}function notReached(changes2,changed,what){
const skipped=changes2.filter(({action})=>action==="skipped").length;return skipped===0||!changed?"":`${change_sections_ICONS.skipped}: ${counted(skipped,what)}`}
function actionOf(action,{dryRun}){return(dryRun?change_sections_PLANNED[action]:void 0)??change_sections_ICONS[action]}function flowRow(flow2,report,context){const{
revisionBefore:before,revisionAfter:after}=flow2,revision=before===void 0||after===void 0||before===after?after??before??"":`${before} → ${after}`,name=escape_link(
markdown(`${flow2.namespace} / ${flow2.id}`),flowUrl(context,report,flow2)),file=flow2.file===void 0?reasonOf(flow2,context):escape_link(code(flow2.file),fileUrl(
context,flow2.file,flow2.line));return[actionOf(flow2.action,report),`${name}${errorOf(flow2)}`,file,String(revision)]}function reasonOf({reason=""},context){const[
,lead,commit]=/^(removed in )([0-9a-f]{7,64})$/.exec(reason)??[];return commit===void 0?markdown(reason):`${lead}${escape_link(code(commit),commitUrl(context,commit))}`}
function errorOf({action,error:error2}){return error2===void 0||action==="conflict"?"":`<br>${prose(shortened(error2,500))}`}function diffOf({namespace:namespace2,
id,diff},longest){if(diff===void 0)return[];const lines2=countChangedLines(diff),title=`${markdown(`${namespace2} / ${id}`)} – ${lines2===0?"difference":counted(
lines2,"changed line")}`;return[details(title,fence("diff",cutLines(diff,Math.min(longest,MAX_DIFF))))]}function cutLines(diff,longest){if(diff.length<=longest)
return diff;const lines2=diff.split(`
`);let length=0;const shown=lines2.slice(0,Math.max(1,lines2.findIndex(line=>(length+=line.length+1)>longest)));return[...shown.map(line=>shortened(line,longest)),
`… ${counted(lines2.length-shown.length,"more line")}`].join(`
`)}function graphOf(report,{blocks:blocks2,rows}){if(blocks2===0)return"";const graph=renderCallGraph(report);if(graph==="none")return"";if(graph==="too-many"){
const calls=callsAroundChanges(report).map(({from,to})=>[markdown(from),markdown(to)]);return details("The deployed flows that start each other, too many to dra\
w",renderTable(["flow","starts"],calls,Math.min(rows,MAX_CALL_ROWS),"call"))}const title=graph.isPart?"What changed, and the flows next to it":"How the deployed\
 flows call each other";return graph.mermaid.length>blocks2?"":details(title,fence("mermaid",graph.mermaid))}function digestLine({dryRun,planDigest,failure}){return!dryRun||
planDigest===void 0||failure!==void 0?"":`Plan <code>${markdown(planDigest)}</code> – give it as <code>planDigest</code> to deploy exactly this.`}function fileSections(report,context,detail){
const row=change=>[actionOf(change.action,report),`${code(change.target)}${errorOf(change)}`,change.file===void 0?"":escape_link(code(change.file),fileUrl(context,
change.file)),sizeOfFile(change)],rows=worstFirst(report.files).map(row);return[renderTable(["","target","file","size"],rows,detail.rows,"file"),notReached(report.
files,report.changed,"file"),digestLine(report)]}const STEPS=[{blocks:1/0,rows:1/0},{blocks:2e4,rows:1e3},{blocks:5e3,rows:300},{blocks:2e3,rows:100},{blocks:0,
rows:1e3},{blocks:0,rows:200},{blocks:1e3,rows:20},{blocks:0,rows:20},{blocks:0,rows:0}],validation_sections_NAMED_FLOWS=3;function renderCounts({counts,findings}){
const{files,flows,errors,warnings,notices,silenced}=counts,marked=byFile(findings).size;return[counted(files,"file"),counted(flows,"flow"),counted(errors,"error"),
counted(warnings,"warning"),...notices>0?[counted(notices,"notice")]:[],...silenced>0?[`${silenced.toLocaleString("en-US")} silenced`]:[],...marked>0&&files>marked?
[`${counted(files-marked,"file")} without findings`]:[]].join(" · ")}function fileTable(report,context,{rows}){const marked=byFile(report.findings);if(marked.size<
2)return"";const keys=new Map(report.files.map(file=>[file.path,file.flows])),worst=new Set(worstFindings(report.findings,rows).map(({file})=>file)),table=[...marked].
sort(([a],[b])=>Number(worst.has(b))-Number(worst.has(a))).map(([file,findings])=>fileRow(file,findings,keys.get(file)??[],context)),head2=["","file","flows","e\
rrors","warnings","notices"];return details(`${counted(marked.size,"file")} with findings`,renderTable(head2,table,rows,"file"))}function fileRow(file,findings,flows,context){
const count2=wanted=>findings.filter(({severity})=>severity===wanted).length,named=flows.slice(0,validation_sections_NAMED_FLOWS).map(flow2=>markdown(`${flow2.namespace}\
 / ${flow2.id}`)),more=flows.length>validation_sections_NAMED_FLOWS?[`and ${flows.length-validation_sections_NAMED_FLOWS} more`]:[];return[SEVERITIES[worstOf(findings)],
escape_link(code(file),fileUrl(context,file)),[...named,...more].join("<br>"),...["error","warning","notice"].map(severity=>String(count2(severity)||""))]}const SUMMARY_LIMIT=1047552;
function renderSummary(report,context,maxBytes=SUMMARY_LIMIT){const{requests,durationMs}=report,parts=[...aboutServer(report),...report.kestra===void 0?[]:[counted(
requests,"request")],`${(durationMs/1e3).toFixed(1)} s`,...context.runUrl===void 0?[]:[escape_link("this run",context.runUrl)]];return renderWithin(report,context,
maxBytes,{foot:`<sub>${parts.join(" · ")}</sub>`})}function renderWithin(report,context,maxBytes,{lead="",foot}){const end=`

${foot}
`,room=maxBytes-Buffer.byteLength(end);let text="";for(const detail of STEPS)if(text=render(report,context,detail,lead),Buffer.byteLength(text)<=room)return text+
end;return cut(text,room)+end}function render(report,context,detail,lead){return[`### ${markdownHeadline(headlineOf(report),context)}`,lead,...failureSections(report,
detail),...report.action==="validate-flows"?[renderCounts(report),...findingSections(report,context,detail),fileTable(report,context,detail)]:report.failure?.reason===
"findings"?[...findingSections(report,context,detail),...changeSections(report,context,detail)]:[...changeSections(report,context,detail),...findingSections(report,
context,detail)],...report.notices.map(notice2=>`> ${prose(shortened(notice2,1e3))}`)].filter(section=>section!=="").join(`

`)}const SHOWN_ELSEWHERE=new Set(["findings","conflict","names","incomplete","rolled-back","cancelled"]);function failureSections({failure},{rows}){if(failure===
void 0)return[];const hint=failure.hint===void 0?[]:[prose(shortened(failure.hint,1e3))];if(SHOWN_ELSEWHERE.has(failure.reason))return hint;const[first="",...more]=failure.
message.split(`
`).filter(line=>line.trim()!==""),shown=more.slice(0,rows).map(line=>`- ${prose(shortened(line,1e3))}`);return[prose(shortened(first,1e3)),shown.join(`
`),...hint]}function aboutServer({kestra,...report}){if(kestra!==void 0){const edition=kestra.edition==="OSS"?" (Open Source)":kestra.edition==="EE"?" (Enterpri\
se)":"";return[`Kestra ${markdown(kestra.version??"of unknown version")}${edition}, tenant ${code(kestra.tenant)}`]}return report.action==="validate-flows"&&report.
rules!==void 0?[`Offline rules of Kestra ${markdown(report.rules)}`]:[]}function cut(text,maxBytes){const end=`

… the rest is in the log.`,room=maxBytes-Buffer.byteLength(end);let kept="";for(const paragraph of text.split(`

`)){const longer=kept===""?paragraph:`${kept}

${paragraph}`;if(Buffer.byteLength(longer)>room)break;kept=longer}return kept+end}function withoutAddress(report,url){const forms=url===void 0?[]:formsOf(url);if(forms.
length===0)return report;const clean=text=>forms.reduce((rest,form)=>rest.replaceAll(form,"the server"),text),walk=value=>typeof value=="string"?clean(value):Array.
isArray(value)?value.map(walk):typeof value!="object"||value===null?value:Object.fromEntries(Object.entries(value).map(([key2,item2])=>[key2,FILES.has(key2)?item2:
walk(item2)]));return walk(report)}const FILES=new Set(["diff","file","path","directory"]);function formsOf(url){if(!URL.canParse(url))return[];const{host,hostname}=new URL(
url),isName=text=>/[.:]/.test(text);return[...new Set([url,new URL(url).origin,...[host,hostname].filter(isName)])]}const COMMENT_LIMIT=65536;function markerOf(action,commentId){
const id=encodeURIComponent(commentId.replace(/\p{Cs}/gu,"�")).replaceAll("-","%2D");return`<!-- kestra-actions:${action}:${id} -->`}function renderComment(report,context,commentId){
const marker=`${markerOf(report.action,commentId)}
`,{kestraUrl,...shown}=context,{commit,runUrl}=shown,lead=[TITLES[report.action],...commentId==="default"?[]:[code(shortened(commentId,100))],...commit===void 0?
[]:[`commit ${escape_link(code(commit.slice(0,7)),commitUrl(context,commit))}`],...runUrl===void 0?[]:[escape_link("the run",runUrl)]].join(" · "),foot=[...aboutServer(
report),"This comment is updated on every push."].join(" · "),room=COMMENT_LIMIT-1024-Buffer.byteLength(marker);return marker+renderWithin(withoutAddress(report,
kestraUrl),shown,room,{lead,foot:`<sub>${foot}</sub>`})}const TITLES={"validate-flows":"Kestra flows","deploy-flows":"Deployment of Kestra flows","deploy-namesp\
ace-files":"Deployment of Kestra namespace files"};function renderJson(report,kestraUrl){return`${JSON.stringify(withoutAddress(report,kestraUrl),null,2)}
`}const TIMEOUT_MS=3e4;async function connectGitHub(token,repository){const{getOctokit}=await __nccwpck_require__.e(157).then(__nccwpck_require__.bind(__nccwpck_require__,
157)),quiet=()=>{},octokit=getOctokit(token,{log:{debug:quiet,info:quiet,warn:quiet,error:quiet}});octokit.hook.before("request",({request})=>{request!==void 0&&
(request.signal=AbortSignal.timeout(TIMEOUT_MS))});const{rest,paginate,graphql}=octokit,[owner="",repo=""]=repository.split("/"),at={owner,repo},page={per_page:100};
return{listComments:async number=>(await paginate(rest.issues.listComments,{...at,...page,issue_number:number})).map(({id,body,user})=>({id,body:body??"",login:user?.
login??""})),createComment:async(number,body)=>{await rest.issues.createComment({...at,issue_number:number,body})},updateComment:async(id,body)=>{await rest.issues.
updateComment({...at,comment_id:id,body})},ownLogin:async()=>{const viewer=async()=>(await graphql("{ viewer { login } }")).viewer.login,user=async()=>(await rest.
users.getAuthenticated()).data.login;return viewer().catch(user).catch(()=>{})},pullRequestFiles:async number=>(await paginate(rest.pulls.listFiles,{...at,...page,
pull_number:number})).map(changedFile),compare:async(base,head2)=>{const basehead=`${base}...${head2}`,{data}=await rest.repos.compareCommitsWithBasehead({...at,
basehead,per_page:1});return(data.files??[]).map(changedFile)}}}function changedFile(file){const{filename:path2,status,previous_filename:previousPath}=file;return{
path:path2,removed:status==="removed",...previousPath===void 0?{}:{previousPath}}}const BOT="github-actions[bot]";async function upsertComment(api,{pullRequest,
marker,body,begin}){try{const marked=(await api.listComments(pullRequest)).filter(comment=>comment.body.startsWith(marker)),author=marked.length===0?BOT:await api.
ownLogin()??BOT,own=marked.find(({login})=>sameAccount(login,author));return own===void 0?begin?(await api.createComment(pullRequest,body),{kind:"created"}):{kind:"\
skipped"}:stored(own.body)===stored(body)?{kind:"unchanged"}:(await api.updateComment(own.id,body),{kind:"updated"})}catch(error2){return refusal(error2)}}function sameAccount(login,author){
return login.toLowerCase()===author.toLowerCase()}function stored(body){return body.replaceAll(`\r
`,`
`).trimEnd()}function refusal(error2){const status=typeof error2=="object"&&error2!==null&&"status"in error2?error2.status:void 0,reason=error2 instanceof Error?
error2.message:String(error2);return status===401?{kind:"not-allowed",message:"The comment could not be written: GitHub does not accept `githubToken` (401). Lea\
ve the input out to use the token of the workflow."}:status===403&&!/rate limit/i.test(reason)||status===404?{kind:"not-allowed",message:`The comment could not \
be written: the token may not (${status}). Give the job \`permissions: pull-requests: write\`; a pull request from a fork or of Dependabot gets a read-only token.`}:
{kind:"failed",message:`The comment could not be written: ${reason}`}}async function commentOnPullRequest(report,body,{comment,commentId,githubToken},run2){if(comment===
"false")return;const{runner}=run2,{repository,event}=run2.context;if(event.pullRequest===void 0)return runner.info("No comment: this run belongs to no pull requ\
est.");if(githubToken===void 0||repository===void 0)return runner.info("No comment: there is no `githubToken`.");const{number,fromFork}=event.pullRequest,result=await upsertComment(
await connectGitHub(githubToken,repository),{pullRequest:number,marker:markerOf(report.action,commentId),body,begin:begins(comment,report)});result.kind==="not-\
allowed"&&fromFork?runner.info("No comment: a pull request from a fork gets a token that may only read. The summary says the same."):result.kind==="not-allowed"||
result.kind==="failed"?runner.warning(result.message):runner.info(`Comment in pull request #${number}: ${result.kind}.`)}function begins(comment,report){return comment===
"on-failure"?report.outcome==="failure":comment==="true"||report.outcome==="failure"||report.findings.length>0||changes(report)}function changes(report){if(report.
action==="validate-flows")return!1;const{created,updated,deleted}=report.counts;return created+updated+deleted>0}async function publish(report,context,run2,how){
const{runner}=run2;logReport(report,run2);const failureReason=report.failure?.reason??"",commentBody=renderComment(report,context,how.commentId);await orWarn(run2,
"The outputs",async()=>runner.outputs({...how.outputs,failureReason,commentBody})),await orWarn(run2,"The JSON report",async()=>{runner.outputs({report:await writeReport(
run2.context.temp,report,context.kestraUrl)})}),how.annotations&&annotate(report,context,run2),how.summary&&await orWarn(run2,"The job summary",()=>runner.summary(
renderSummary(report,context))),await orWarn(run2,"The comment",()=>commentOnPullRequest(report,commentBody,how,run2)),runner.info(renderLastLine(report,context))}
function logReport(report,{runner}){const{open,folded}=renderFindings(report.findings);for(const line of open)runner.info(line);if(folded!==void 0&&runner.group(
folded.title,folded.lines),report.action==="validate-flows"){const clean=renderClean(report);clean!==void 0&&runner.info(clean);return}const changes2=renderChanges(
report);if(report.outcome==="success")runner.group(report.dryRun?"Plan":"Deployment",changes2);else for(const line of changes2)runner.info(line)}async function orWarn(run2,what,work){
try{await work()}catch(error2){run2.runner.warning(`${what} could not be written: ${error2 instanceof Error?error2.message:String(error2)}`)}}async function writeReport(temp,report,kestraUrl){
const path2=(0,external_node_path_namespaceObject.join)(await(0,promises_namespaceObject.mkdtemp)((0,external_node_path_namespaceObject.join)(temp,`${report.action}\
-`)),"report.json");return await(0,promises_namespaceObject.writeFile)(path2,renderJson(report,kestraUrl)),path2}function annotate(report,context,{runner}){const{
annotations,rest}=renderAnnotations([...report.findings,...findingsOfChanges(report)],context);annotations.length!==0&&(runner.open("Annotations"),runner.annotate(
annotations),runner.close(),rest!==void 0&&runner.info(rest))}function readActionInputs(table,run2){const raw=name=>run2.runner.input(name),errors=[],attempt2=read=>{
try{return read()}catch(error2){if(!(error2 instanceof UsageError))throw error2;errors.push(error2);return}},report=attempt2(()=>readInputs(table,raw)),text=name=>raw(
name).trim()||void 0;attempt2(()=>refuseHalfCertificate(text("clientCertificate"),text("clientKey")));const credentials={apiToken:text("apiToken"),user:text("us\
er"),password:text("password")};if(raw("server").trim()!==""?attempt2(()=>readCredentials(credentials)):table.server?.required===void 0&&attempt2(()=>refuseWithoutServer(
credentials,raw("requireServer").trim().toLowerCase()==="true")),errors.length>0||report===void 0)throw new UsageError(errors.flatMap(({problems})=>problems),errors.
find(({hint})=>hint!==void 0)?.hint);for(const notice2 of report.notices)run2.notice(notice2);return report.values}const OURS=new Set(["action","failOn","file",
"origin","outcome","path","rule","severity"]);function redactor(secrets){const forms=[...new Set(secrets.flatMap(maskForms))].sort((a,b)=>b.length-a.length),clean=text=>forms.
reduce((rest,form)=>rest.replaceAll(form,"***"),text),walk=value=>typeof value=="string"?clean(value):Array.isArray(value)?value.map(walk):value instanceof Map?
new Map([...value].map(([key2,item2])=>[key2,walk(item2)])):typeof value!="object"||value===null?value:Object.fromEntries(Object.entries(value).map(([key2,item2])=>[
key2,OURS.has(key2)&&typeof item2=="string"?item2:walk(item2)]));return forms.length===0?value=>value:value=>walk(value)}const MAX_ERROR_TEXT=1e3;async function run_git_runGit(args,{
cwd,input,onOutput}){let errorText2="";const options={cwd,silent:!0,ignoreReturnCode:!0,env:{...process.env,LC_ALL:"C",GIT_OPTIONAL_LOCKS:"0"},...input===void 0?
{}:{input},listeners:{stdout:onOutput,stderr:chunk=>{errorText2.length<MAX_ERROR_TEXT&&(errorText2+=chunk.toString("utf8").slice(0,MAX_ERROR_TEXT))}}};try{return{
exitCode:await exec_exec("git",[...args],options),errorText:errorText2.trim()}}catch{return"absent"}}async function gitText(cwd,args){const chunks=[],end=await run_git_runGit(
args,{cwd,onOutput:chunk=>chunks.push(chunk)});return end!=="absent"&&end.exitCode===0?Buffer.concat(chunks).toString("utf8"):void 0}async function findRepositories(workspace,paths){
const folders=new Set([""]);for(const path2 of paths)for(let folder=external_node_path_namespaceObject.posix.dirname(path2);folder!=="."&&!folders.has(folder);folder=
external_node_path_namespaceObject.posix.dirname(folder))folders.add(folder);const found2=[];for(const folder of[...folders].sort((a,b)=>b.length-a.length)){const root=(0,external_node_path_namespaceObject.
join)(workspace,folder);await repositories_exists((0,external_node_path_namespaceObject.join)(root,".git"))&&found2.push({folder,...await aboutRepository(root)})}
return found2}async function aboutRepository(root){const[sha,prefix]=(await gitText(root,["rev-parse","HEAD","--show-prefix"]))?.split(/\r?\n/)??[];if(sha===void 0||
prefix!=="")return{};const url=pageOf((await gitText(root,["config","--get","remote.origin.url"]))?.trim()??"");return{sha,...url===void 0?{}:{url}}}function pageOf(remote){
const short=/^(?:[^@/:\s]+@)?([\w.-]+\.[\w.-]+):(?!\/)([^\s]+)$/.exec(remote),text=short===null?remote:`ssh://${short[1]}/${short[2]}`;if(!URL.canParse(text))return;
const{protocol,host,hostname,pathname}=new URL(text);if(protocol!=="https:"&&protocol!=="http:"&&protocol!=="ssh:")return;const path2=pathname.replace(/\/+$/,"").
replace(/\.git$/,"");return protocol==="ssh:"?`https://${hostname}${path2}`:`${protocol}//${host}${path2}`}function repositories_exists(path2){return(0,promises_namespaceObject.
stat)(path2).then(()=>!0,()=>!1)}async function renderContext(report,{context,kestra},sources){const{serverUrl:serverUrl2,repository,sha,runUrl,event,docsUrl}=context,
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
."},forbidden:{short:"a permission is missing",meaning:"The credentials are right, but a permission is missing (403)."},unreachable:{short:"the server was not r\
eached",meaning:"No connection, no answer in time, too many requests, or a gateway in trouble (429, 502, 503, 504), also when asked again. Running the step agai\
n may help."},protocol:{short:"the answer was not Kestra’s",meaning:"Something answered that is not Kestra, or not what Kestra promises: a login page, a redir\
ect."},server:{short:"the server refused a request",meaning:"Any other status that is no success."},incomplete:{short:"not everything was deployed",meaning:"Som\
e flows or files could not be written, others were; or a file read back is not what was sent."},"rolled-back":{short:"the changes were undone",meaning:"Somethin\
g could not be written, and `onError: rollback` put back all that the run had changed."},"rollback-incomplete":{short:"not all changes could be undone",meaning:"\
Something could not be written, and not everything could be put back: look at the server."},cancelled:{short:"the run was cancelled",meaning:"The job was cancel\
led or ran out of time. What was under way was finished, nothing new began."},bug:{short:"a bug in the action",meaning:"An unexpected error: please report it."}},
FAILURE_REASONS=reasons,version="1.0.0";function reportHead(run2,failure){return{schemaVersion:1,version,outcome:failure===void 0?"success":"failure",startedAt:run2.
startedAt.toISOString(),durationMs:run2.durationMs,requests:run2.requests,...run2.kestra===void 0?{}:{kestra:withoutUrl(run2.kestra)},findings:run2.findings,notices:[
...run2.notices],...failure===void 0?{}:{failure:reportedFailure(failure)}}}function reportedFailure({reason,short,message,hint}){return{reason,short:short??FAILURE_REASONS[reason].
short,message,...hint===void 0?{}:{hint}}}function withoutUrl({url:_address,...kestra}){return kestra}const BUG="This is a bug in the action, not in your flows.\
 Please report it with the lines above to the repository of the action.";function failureOf(error2){return error2 instanceof ActionError?{reason:error2.reason,message:error2.
message,hint:error2.hint}:{reason:"bug",message:`Unexpected: ${error2 instanceof Error?error2.message:String(error2)}`,hint:BUG}}class Run{runner;context;stop;undoUntil;startedAt=new Date;requests=0;kestra;notices=[];sources=new Map;findings=[];#started=performance.
now();#atEnd=[];constructor(runner,context,stop,undoUntil){this.runner=runner,this.context=context,this.stop=stop,this.undoUntil=undoUntil}get durationMs(){return Math.
round(performance.now()-this.#started)}notice(text,{annotate:annotate2=!1}={}){this.notices.push(text),annotate2?this.runner.annotate([{severity:"notice",title:"\
Kestra",message:text}]):this.runner.info(text)}warning(text){this.notices.push(text),this.runner.warning(text)}keepSources(files){const wanted=new Set(this.findings.
map(({file})=>file));for(const{path:path2,text}of files)wanted.has(path2)&&this.sources.set(path2,text)}atEnd(close){this.#atEnd.push(close)}async end(){await Promise.
allSettled(this.#atEnd.map(close=>close()))}}const UNDO_MS=5e3,REPORT_MS=6500;function stopSignals(onStop){const stop=new AbortController,undoUntil=new AbortController,
timers=[];let die=()=>{};const dying=new Promise(resolve=>die=resolve),onSignal=()=>{if(stop.signal.aborted){undoUntil.abort(),die();return}onStop(),timers.push(
setTimeout(()=>undoUntil.abort(),UNDO_MS),setTimeout(die,REPORT_MS)),stop.abort()};return process.on("SIGINT",onSignal).on("SIGTERM",onSignal),{stop:stop.signal,
undoUntil:undoUntil.signal,dying,release:()=>{process.off("SIGINT",onSignal).off("SIGTERM",onSignal),timers.forEach(clearTimeout)}}}const STOPPED={reason:"cance\
lled",message:"The run was cancelled before it was complete."};function verdictOf({verdict,isComplete},result,inputs2,isCancelled){const failure=verdict(result,
inputs2);return failure!==void 0||!isCancelled?failure:isComplete?.(result,inputs2)===!0?void 0:STOPPED}async function runAction(action){(0,external_node_v8_namespaceObject.
setFlagsFromString)("--max-semi-space-size=8");const runner=new Runner,raw=name=>runner.input(name),secrets=[...secretTexts(action.spec.inputs,raw),...basicSecret(
raw("user"),raw("password"))];runner.mask(secrets);const{stop,undoUntil,dying,release}=stopSignals(()=>runner.info("The run is being cancelled: no new write sta\
rts.")),run2=new Run(runner,readContext(),stop,undoUntil),{inputs:inputs2,result,failure}=await perform(action,run2,dying);await run2.end();const redact=redactor(
secrets),report=redact(action.report(reportHead(run2,failure),result,inputs2)),reporting={...BY_DEFAULT,...inputs2},context=await renderContext(report,run2,redact(
run2.sources));await publish(report,context,run2,{...reporting,outputs:action.outputs(report)}),inputs2!==void 0&&await action.publishMore?.(report,inputs2,context,
run2,result!==void 0),release(),report.failure!==void 0&&runner.fail(renderFailure(report,reporting).join(`
`))}const BY_DEFAULT={annotations:!0,summary:!0,comment:"false",commentId:"default",githubToken:void 0};async function perform(action,run2,dying){const{spec,advice={}}=action;
let inputs2,soFar;const carryOut2=async()=>{try{inputs2=readActionInputs(spec.inputs,run2);const result=await action.perform(inputs2,run2,tell=>soFar=tell),failure=verdictOf(
action,result,inputs2,run2.stop.aborted);return{inputs:inputs2,result,...failure===void 0?{}:{failure}}}catch(error2){const failure=withAdvice(failureOf(error2),
advice),stack=error2 instanceof Error?error2.stack:void 0;return stack!==void 0&&run2.runner[failure.reason==="bug"?"info":"debug"](stack),{...inputs2===void 0?
{}:{inputs:inputs2},failure}}},givenUp=async()=>{await dying;const result=soFar?.();return{...inputs2===void 0?{}:{inputs:inputs2},...result===void 0?{}:{result},
failure:ENDED}};return Promise.race([carryOut2(),givenUp()])}function withAdvice(failure,advice){const more=advice[failure.reason];return more===void 0?failure:
{...failure,hint:[failure.hint,more].filter(Boolean).join(" ")}}const ENDED={reason:"cancelled",message:"The run was cancelled, and did not come to its end in t\
ime.",hint:"What was under way is marked: look at it in Kestra, then run the step again."};var external_node_stream_=__nccwpck_require__(7075);const external_node_stream_promises_namespaceObject=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("node:stream/promises"),PIECE=256*1024;function openContent(workspace,path2,size){return contentAt((0,external_node_path_namespaceObject.join)(
workspace,path2),size,path2)}function contentAt(absolute,size,shown){return{size,open:()=>content_counted(size>PIECE?pieces(absolute):content_whole(absolute),size,
shown)}}async function*content_counted(content,size,shown){let length=0;try{for await(const piece of content){if(length+=piece.length,length>size)break;yield piece}}catch(cause){
throw new FilesError(`${shown} cannot be read (${cause.code}).`,{cause})}if(length!==size)throw new FilesError(`${shown} was changed while it was read.`,{hint:"\
Does another step of the job still write to it?"})}function pieces(absolute){return(0,external_node_fs_namespaceObject.createReadStream)(absolute,{highWaterMark:PIECE})}
async function*content_whole(absolute){const bytes=await(0,promises_namespaceObject.readFile)(absolute);bytes.length>0&&(yield bytes)}class DiskBackups{#folder;#count=0;async keep(pieces2){
this.#folder??=(0,promises_namespaceObject.mkdtemp)((0,external_node_path_namespaceObject.join)(process.env.RUNNER_TEMP??(0,external_node_os_namespaceObject.tmpdir)(),
"kestra-backup-"));const path2=(0,external_node_path_namespaceObject.join)(await this.#folder,String(this.#count++));return await(0,external_node_stream_promises_namespaceObject.
pipeline)(external_node_stream_.Readable.from(pieces2),(0,external_node_fs_namespaceObject.createWriteStream)(path2,{mode:384})),contentAt(path2,(await(0,promises_namespaceObject.
stat)(path2)).size,path2)}async remove(){this.#folder!==void 0&&await(0,promises_namespaceObject.rm)(await this.#folder,{recursive:!0,force:!0})}}const readers_text={
kind:"text",allowed:"any text",read:value=>({value})},readers_boolean={kind:"boolean",allowed:"true or false",read:given=>{const lower=given.toLowerCase();return lower===
"true"||lower==="false"?{value:lower==="true"}:{problem:"is neither true nor false"}}};function integer(min,max2){return{kind:"number",allowed:`a whole number f\
rom ${min} to ${max2}`,read:given=>{const value=/^\d{1,9}$/.test(given)?Number(given):Number.NaN;return value>=min&&value<=max2?{value}:{problem:`is no whole nu\
mber from ${min} to ${max2}`}}}}function choice(...words){const allowed=words.map(word=>`\`${word}\``).join(", ");return{kind:words.map(word=>`\`${word}\``).join(
" / "),allowed:`one of ${words.join(", ")}`,read:given=>{const found2=words.find(word=>word.toLowerCase()===given.toLowerCase());return found2===void 0?{problem:`\
is none of ${allowed.replaceAll("`","")}`}:{value:found2}}}}const lines={kind:"one per line",allowed:"one value per line",read:given=>({value:given.split(/\r?\n/).
map(line=>line.trim()).filter(line=>line!=="")})},fileName={kind:"file name",allowed:"the name of a file, without folders",read:given=>/[\\/]/.test(given)?{problem:"\
names a folder"}:{value:given}},namespace={kind:"namespace",allowed:'lower-case letters, digits, ".", "_" and "-", beginning with a letter or digit, at most 150',
read:given=>given.length<=150&&/^[a-z0-9][a-z0-9._-]*$/.test(given)?{value:given}:{problem:"is no Kestra namespace"}};const tenant={kind:"tenant",allowed:'lower-case letters, digits, "_" and "-", beginning with a letter or digit',read:given=>/^[a-z0-9][a-z0-9_-]*$/.test(given)?
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
ack and compare.",example:"true",default:"false"},...serverInput,...connectionInputs,...reportingInputs},outputs:{changed:{description:"`true` when a file was c\
reated, updated or deleted, or with `dryRun` would be; else `false`."},created:{description:"Number of files created."},updated:{description:"Number of files up\
dated."},unchanged:{description:"Number of files that were identical on the server."},deleted:{description:"Number of files deleted."},failed:{description:"Numb\
er of files that could not be uploaded."},planDigest:{description:"Digest of the plan of a dry run, to deploy exactly it later; empty when there was none."},bytes:{
description:"Number of bytes uploaded."},...reportingOutputs}};function nameRulesOf(version2){const parts=/^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version2??"")?.slice(
1);if(parts===void 0)return"unknown";const[major,minor,patch]=parts.map(part=>Number(part??0));return major>=2?"2.0":major===0||minor<2?"1.0":minor>3||minor===3&&
patch>=31?"1.3.31":"1.2"}function listedName(name,rules){return rules==="2.0"?name:name.replaceAll(" ","+")}function storageKey(path2,rules){const stored2=listedName(
path2,rules).replaceAll("\\","/").replace(/([A-Za-z]?):/g,(_colon,letter)=>letter.toLowerCase()).replace(/^\/\|+/,"/");return takesForUri(rules)?decodeEscapes(stored2.
replace(/[#?].*$/s,"")):stored2}function takesForUri(rules){return rules==="1.0"||rules==="1.2"||rules==="unknown"}function decodeEscapes(text){return text.replace(
/(?:%[\da-f]{2})+/gi,escapes=>new TextDecoder().decode(Uint8Array.from(escapes.slice(1).split("%"),hex=>Number.parseInt(hex,16))))}function parseNamespacePath(text){
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
function fold(path2){return path2.normalize().toLowerCase()}function findCollisions(targets,rules){const places=new Map,folders=new Map;for(const target of targets){
const key2=storageKey(target.path,rules),sharing=places.get(key2);sharing===void 0?places.set(key2,[target]):sharing.push(target);for(const folder of foldersOf(
key2))folders.has(folder)||folders.set(folder,target)}const reasons2=new Map,add=(target,reason)=>reasons2.set(target,[...reasons2.get(target)??[],reason]);for(const[
key2,sharing]of places){for(const target of sharing.length>1?sharing:[])add(target,sharedPlace(target,sharing,rules));const inside=folders.get(key2);if(inside!==
void 0)for(const target of sharing)add(target,`${inside.file.path} needs a folder in its place (${target.path}).`)}return reasons2}function sharedPlace(target,sharing,rules){
const other=sharing.find(({path:path2})=>path2!==target.path)??sharing.find(candidate=>candidate!==target);return other.path===target.path?`${other.file.path} g\
oes to the same place, ${target.path}.`:`Kestra ${mixUp(target.path+other.path,rules)}, and would store it in one place with ${other.file.path}. Rename one of t\
hem.`}function mixUp(names,rules){return takesForUri(rules)&&names.includes("%")?"resolves escapes when it stores":names.includes("\\")?'takes "\\" for "/"':names.
includes(":")?'drops ":" when it stores':takesForUri(rules)&&/[#?]/.test(names)?'drops everything from "#" or "?" on when it stores':names.includes("|")?'drops \
a "|" at the start of a path':'before 2.0 stores a blank as "+"'}const MAX_PATH=350,MAX_COMPONENT={"1.0":255,"1.2":249,"1.3.31":249,"2.0":249,unknown:249};function problemsOfPath(path2,rules){
const names=path2.split("/").slice(1),problems=new Set(names.flatMap((name,index)=>problemsOfName({name,isFolder:index<names.length-1,rules})));return names[0]?.
toLowerCase()==="_flows"&&problems.add('Kestra keeps "_flows" at the root for itself: a file below it would be imported as a flow. Deploy flows with deploy-flow\
s, or choose another folder.'),path2.startsWith("/|")&&problems.add(`Kestra drops a "|" at the start of a path when it stores: ${path2.slice(1)} and ${storageKey(
path2,rules).slice(1)} would end up in one place. Rename it.`),rules!=="1.0"&&path2.length>MAX_PATH&&problems.add(`the path has ${path2.length} characters, Kest\
ra keeps ${MAX_PATH} at most. Shorten it.`),[...problems]}function problemsOfName(component){return NAME_RULES.filter(({on,broken})=>on(component.rules)&&broken(
component)).map(({reason})=>reason(component))}const everywhere=()=>!0,name_problems_BEFORE="Kestra before 1.3.31",REFUSED=/[[\]{}|"<>^`]/g,ESCAPE=/%[\da-f]{2}/i,
NO_URI=/[\p{Cc}\p{Z}"%<>[\\\]^`{|}]/u,NAME_RULES=[{on:everywhere,broken:({name})=>name==="",reason:()=>"a part of the path is empty."},{on:everywhere,broken:({name})=>name===
"."||name==="..",reason:({name})=>`"${name}" as a part of the path would leave the target folder; Kestra refuses it.`},{on:everywhere,broken:({name})=>name.includes(
"\\"),reason:()=>'Kestra takes "\\" for "/" and would put the file into another folder. Rename it.'},{on:everywhere,broken:({name})=>name.includes(":"),reason:({
name,rules})=>`Kestra drops ":" when it stores, and lower-cases a letter before it: ${name} and ${storageKey(name,rules)} would end up in one place. Rename the \
file.`},{on:everywhere,broken:({name,rules})=>Buffer.byteLength(name)>MAX_COMPONENT[rules],reason:({name,rules})=>`the name has ${Buffer.byteLength(name)} bytes\
, Kestra can store ${MAX_COMPONENT[rules]}${rules==="1.0"?"":" and the number of a revision"}. Shorten it.`},{on:everywhere,broken:({name})=>/\p{Cs}|\uFFFD/u.test(
name),reason:()=>"the name is not valid UTF-8. Rename the file."},{on:takesForUri,broken:({name})=>/[#?]/.test(name),reason:({name})=>{const mark=/[#?]/.exec(name)[0],
stem=name.slice(0,name.search(/[#?]/));return`${name_problems_BEFORE} drops everything from "${mark}" on when it stores: ${stem}${mark}1 and ${stem}${mark}2 wou\
ld end up in one place. Rename the file.`}},{on:takesForUri,broken:({name})=>/%(?![\da-f]{2})/i.test(name),reason:()=>`${name_problems_BEFORE} refuses a "%" tha\
t is not followed by two hexadecimal digits. Rename the file.`},{on:rules=>rules==="1.0"||rules==="unknown",broken:({name})=>ESCAPE.test(name),reason:({name})=>`\
Kestra 1.0 and 1.1 resolve escapes: "${ESCAPE.exec(name)[0]}" would be stored as another character, and some make the whole namespace unreadable. Rename the fil\
e.`},{on:rules=>rules==="1.2",broken:({name})=>/%(?:2f|5c|00)/i.test(name)||/%2e/i.test(name)&&/^(?:%2e|\.)+$/i.test(name),reason:()=>`${name_problems_BEFORE} r\
esolves escapes when it stores, and this one leads to another folder. Rename the file.`},{on:rules=>rules==="1.2",broken:({name,isFolder})=>isFolder&&ESCAPE.test(
name)&&NO_URI.test(decodeEscapes(name)),reason:({name})=>`${name_problems_BEFORE} refuses files below a folder whose name holds an escape like "${ESCAPE.exec(name)[0]}\
". Rename the folder.`},{on:takesForUri,broken:({name})=>/^\.\.[^/]/.test(name),reason:()=>`${name_problems_BEFORE} refuses a name that begins with "..". Rename\
 the file.`},{on:takesForUri,broken:({name})=>name.search(REFUSED)!==-1,reason:({name})=>`${name_problems_BEFORE} refuses ${listOf(name.match(REFUSED))} in a na\
me. Rename the file.`},{on:takesForUri,broken:({name})=>/(?! )\p{Z}/u.test(name),reason:({name})=>`${name_problems_BEFORE} refuses the blank character ${codePoint(
/(?! )\p{Z}/u.exec(name)[0])} in a name. Rename the file.`},{on:takesForUri,broken:({name})=>/\p{Cc}/u.test(name),reason:({name})=>`${name_problems_BEFORE} refu\
ses the control character ${codePoint(/\p{Cc}/u.exec(name)[0])} in a name. Rename the file.`}];function listOf(found2){return[...new Set(found2)].join(" ")}function codePoint(character){
return`U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}`}function planTargets(sources,rules){for(const{namespacePath}of sources){const{path:path2}=parseNamespacePath(
namespacePath),problems=path2===""?[]:problemsOfPath(path2,rules);if(problems.length>0)return{targets:[],refusals:[],problem:`The target "${namespacePath}" cann\
ot be: ${problems.join(" ")}`}}const all=sources.flatMap(targetsOf),collisions=findCollisions(all,rules),targets=[],refusals=[];for(const target of all){const reasons2=[
...problemsOfPath(target.path,rules),...collisions.get(target)??[]];reasons2.length===0?targets.push(target):refusals.push({...target,reason:reasons2.join(" ")})}
return{targets,refusals}}function filledFolder({kind,namespacePath}){return kind==="folder"?parseNamespacePath(namespacePath).path:void 0}function targetsOf({files,
kind,namespacePath}){const base=parseNamespacePath(namespacePath),renamed=kind==="file"&&!base.folder;return files.map(file=>({file,path:renamed?base.path:`${base.
path}/${file.inRoot}`}))}var external_node_crypto_=__nccwpck_require__(7598);const DIGITS=40;function digestOf(lines2){const hash=(0,external_node_crypto_.createHash)("sha256"),texts=lines2.map(({kind,key:key2,found:found2,wanted})=>JSON.stringify([key2,
kind,found2??null,wanted??null]));for(const text of texts.sort())hash.update(`${text}
`);return hash.digest("hex").slice(0,DIGITS)}function digestFailure(reviewed,actual){if(!(reviewed===void 0||reviewed.toLowerCase()===actual))return{reason:"pla\
n",message:`The plan is not the one that was reviewed: \`planDigest\` is ${reviewed}, this plan's is ${actual}. Nothing was changed.`,hint:"What is deployed or \
what is on the server has changed since. Review the plan; if it is right, pass its digest."}}class WrittenOtherwiseError extends ActionError{}const NAMED=20;function countOf(number,one,many=`${one}\
s`){return`${number} ${number===1?one:many}`}function someOf(names){const more=names.length-NAMED;return names.slice(0,NAMED).join(", ")+(more>0?` and ${more} m\
ore`:"")}function errorText(error2){if(!(error2 instanceof Error))return String(error2);const hint=error2 instanceof ActionError?error2.hint:void 0;return hint===
void 0?error2.message:`${error2.message} ${hint}`}function planChanges(desired,stateOf,options){const changes2=desired.map(item2=>({kind:kindOf(stateOf(item2),options.
override),desired:item2}));return{changes:changes2,conflicts:changes2.filter(({kind})=>kind==="conflict"),writes:changes2.filter(({kind})=>kind==="create"||kind===
"update"),deletions:options.deletions??[]}}function kindOf(state,override){return state==="missing"?"create":state==="same"?"unchanged":override?"update":"confl\
ict"}function pruneFailure(deletions,maxDelete,one){if(!(deletions.length<=maxDelete))return{reason:"deletions",short:`${countOf(deletions.length,one)} to delet\
e, more than maxDelete (${maxDelete})`,message:`The plan deletes ${countOf(deletions.length,one)} (${someOf(deletions)}), more than \`maxDelete\` (${maxDelete})\
. Nothing was changed.`,hint:"If this is right, raise `maxDelete`."}}class Node{value;next;constructor(value){this.value=value}}class Queue{#head;#tail;#size;constructor(){
this.clear()}enqueue(value){const node=new Node(value);this.#head?(this.#tail.next=node,this.#tail=node):(this.#head=node,this.#tail=node),this.#size++}dequeue(){
const current=this.#head;if(current)return this.#head=this.#head.next,this.#size--,this.#head||(this.#tail=void 0),current.value}peek(){if(this.#head)return this.#head.
value}clear(){this.#head=void 0,this.#tail=void 0,this.#size=0}get size(){return this.#size}*[Symbol.iterator](){let current=this.#head;for(;current;)yield current.
value,current=current.next}*drain(){for(;this.#head;)yield this.dequeue()}}function pLimit(concurrency){let rejectOnClear=!1;if(typeof concurrency=="object"&&({
concurrency,rejectOnClear=!1}=concurrency),validateConcurrency(concurrency),typeof rejectOnClear!="boolean")throw new TypeError("Expected `rejectOnClear` to be \
a boolean");const queue=new Queue;let activeCount=0;const resumeNext=()=>{activeCount<concurrency&&queue.size>0&&(activeCount++,queue.dequeue().run())},next=()=>{
activeCount--,resumeNext()},run2=async(function_,resolve,arguments_)=>{const result=(async()=>function_(...arguments_))();resolve(result);try{await result}catch{}
next()},enqueue=(function_,resolve,reject,arguments_)=>{const queueItem={reject};new Promise(internalResolve=>{queueItem.run=internalResolve,queue.enqueue(queueItem)}).
then(run2.bind(void 0,function_,resolve,arguments_)),activeCount<concurrency&&resumeNext()},generator=(function_,...arguments_)=>new Promise((resolve,reject)=>{
enqueue(function_,resolve,reject,arguments_)});return Object.defineProperties(generator,{activeCount:{get:()=>activeCount},pendingCount:{get:()=>queue.size},clearQueue:{
value(){if(!rejectOnClear){queue.clear();return}const abortError=AbortSignal.abort().reason;for(;queue.size>0;)queue.dequeue().reject(abortError)}},concurrency:{
get:()=>concurrency,set(newConcurrency){validateConcurrency(newConcurrency),concurrency=newConcurrency,queueMicrotask(()=>{for(;activeCount<concurrency&&queue.size>
0;)resumeNext()})}},map:{async value(iterable,function_){const promises=[];try{Array.from(iterable,(value,index)=>{const promise=generator(function_,value,index);
return promises.push(promise),promise})}catch(error2){for(const promise of promises)promise.catch(()=>{});throw error2}return Promise.all(promises)}}}),generator}function validateConcurrency(concurrency){if(!((Number.isInteger(concurrency)||concurrency===Number.POSITIVE_INFINITY)&&concurrency>0))throw new TypeError("Expe\
cted `concurrency` to be a number from 1 and up")}const MAX_LISTED_FOLDERS=40,MIN_FILES_IN_EXPORT=16,MAX_COMPARED_BYTES=128*1024*1024,MAX_EXPORT_BYTES=64*1024*1024;
function asksForSizes({candidates}){const folders=new Set(candidates.map(({folder})=>folder)).size;return folders<=MAX_LISTED_FOLDERS&&folders<=candidates.length}
function asksForExport(doubtful){const bytes=doubtful.candidates.reduce((sum,{size})=>sum+size,0),count2=doubtful.candidates.length;return count2>=MIN_FILES_IN_EXPORT&&
count2*2>=doubtful.stored&&bytes<=MAX_COMPARED_BYTES}function orderByNeeds(needs){const components=componentsOf(needs),component=new Array(needs.length);for(const[
index,members]of components.entries())for(const member of members)component[member]=index;return{order:components.flat(),honoured:needs.map((list,node)=>list.filter(
need=>component[need]!==component[node])),cycles:components.filter(({length})=>length>1)}}function componentsOf(needs){const place=new Array(needs.length).fill(
-1),lowest=new Array(needs.length),isOpen=new Array(needs.length).fill(!1),open=[],components=[];let seen=0;for(const start of needs.keys()){if(place[start]!==-1)
continue;const stack=[],enter=node=>{place[node]=lowest[node]=seen++,isOpen[node]=!0,open.push(node),stack.push({node,next:0})};enter(start);for(let top=stack.at(
-1);top!==void 0;top=stack.at(-1)){const{node}=top,need=needs[node][top.next++];if(need!==void 0){place[need]===-1?enter(need):isOpen[need]&&(lowest[node]=Math.
min(lowest[node],place[need]));continue}stack.pop();const parent=stack.at(-1)?.node;if(parent!==void 0&&(lowest[parent]=Math.min(lowest[parent],lowest[node])),lowest[node]!==
place[node])continue;const members=open.splice(open.lastIndexOf(node));for(const member of members)isOpen[member]=!1;components.push(members.sort((one,other)=>one-
other))}}return components}async function applyAll(items,work,options){const{concurrency,signal,stopAfterFailure=!1,onStart,onDone}=options,limit2=pLimit(concurrency),
{order,honoured}=orderByNeeds(options.needs??items.map(()=>[])),ends=new Array(items.length);let done=0,isFailed=!1;const attempt2=async position=>{if(signal?.aborted===
!0)return{state:"skipped",because:"cancelled"};if(stopAfterFailure&&isFailed)return{state:"skipped",because:"failure"};onStart?.(position);try{return{state:"don\
e",result:await work(items[position],position)}}catch(error2){return isFailed=!0,{state:"failed",error:error2}}finally{onDone?.(++done,items.length)}},start=async position=>{
const needs=honoured[position];return needs.length>0&&await Promise.all(needs.map(need=>ends[need])),limit2(()=>attempt2(position))};for(const position of order)
ends[position]=start(position);return Promise.all(ends)}const BATCH_BYTES=8*1024*1024;async function compareWithExport(targets,{server,namespace:namespace2,rules,
contentOf:contentOf2,concurrency,signal},settle){const exported=await server.exportFiles(namespace2,MAX_EXPORT_BYTES).catch(()=>{});if(exported===void 0)return;
const nameOf=({path:path2})=>listedName(path2,rules),sizeOf2=target=>exported.sizes.get(nameOf(target));for(const target of targets){const size=sizeOf2(target);
size!==void 0&&size!==target.file.size&&settle(target,"different")}const limit2=pLimit(concurrency);for(const batch of batches(targets.filter(target=>sizeOf2(target)===
target.file.size))){if(signal?.aborted===!0)return;const contents=exported.read(batch.map(nameOf));await limit2.map(batch,async target=>{const stored2=contents.
get(nameOf(target));stored2!==void 0&&settle(target,await isSame(stored2,contentOf2(target))?"same":"different")})}}function batches(targets){const all=[];let bytes=1/0;
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
signal},settle){const compare=async target=>{const same=await server.holdsFile(namespace2,target.path,contentOf2(target));settle(target,same===void 0?"missing":
same?"same":"different")};for(const result of await applyAll(targets,compare,{concurrency,signal}))if(result.state==="failed")throw result.error}function candidateOf({
path:path2,file:{size}}){return{size,folder:folderOf(path2)}}function uploadOrder(uploads,isThere){const openers=new Map;for(const[position,{path:path2,size}]of uploads.
entries())for(const folder of foldersOf(path2)){const opener=openers.get(folder);(opener===void 0?!isThere(folder):size<uploads[opener].size)&&openers.set(folder,
position)}return uploads.map(({path:path2},position)=>{const opener=foldersOf(path2).map(folder=>openers.get(folder)).findLast(other=>other!==void 0&&other!==position);
return opener===void 0?[]:[opener]})}function startPlan(plan,ports,options){const writes=stepsOf(plan.writes,ports.write,ports.undoWrite,options.writeNeeds),deletions=stepsOf(
plan.deletions,ports.remove,ports.undoRemoval,options.deletionNeeds),outcomes=()=>({writes:writes.map(outcomeOf),deletions:deletions.map(outcomeOf)});return{outcomes,
done:run(writes,deletions,options).then(outcomes)}}async function run(writes,deletions,options){const{onError,signal,onDone,onRollback}=options,attempted=[],total=writes.
length+deletions.length,phase=async(steps,before)=>{const position=new Map(steps.map((step,index)=>[step,index]));return await applyAll(steps,step=>attempt(step,
attempted),{concurrency:options.concurrency,signal,stopAfterFailure:onError!=="continue",needs:steps.map(({needs})=>needs.map(need=>position.get(need))),onDone:done=>onDone?.(
before+done,total)}),steps.every(({outcome:{state}})=>state==="done")},isDone=await phase(writes,0)&&await phase(deletions,writes.length);isDone||explainSkipped(
[...writes,...deletions],signal),!(isDone||onError!=="rollback"||attempted.length===0)&&(onRollback?.(attempted.length),await rollBack(attempted,options))}function stepsOf(items,work,undo,needs=[]){
const steps=items.map(item2=>({outcome:{state:"skipped",because:"cancelled"},work:()=>work(item2),undo:applied=>undo(item2,applied),needs:[]}));for(const[index,
step]of steps.entries())step.needs.push(...(needs[index]??[]).map(need=>steps[need]));return steps}async function attempt(step,attempted){step.outcome={state:"u\
nder-way"};try{step.outcome={state:"done",result:await step.work()}}catch(error2){throw step.outcome={state:"failed",error:error2},error2}finally{attempted.push(
step)}}function explainSkipped(steps,signal){const because=steps.some(({outcome:{state}})=>state==="failed")||signal?.aborted!==!0?"failure":"cancelled";for(const step of steps)
step.outcome.state==="skipped"&&(step.outcome={state:"skipped",because})}async function rollBack(attempted,{concurrency,undoUntil}){const newestFirst=attempted.
toReversed(),position=new Map(newestFirst.map((step,index)=>[step,index])),needs=newestFirst.map(()=>[]);for(const[index,step]of newestFirst.entries())for(const need of step.
needs)needs[position.get(need)??index].push(index);for(const step of newestFirst)setUndone(step,{state:"not-undone",reason:"The run ended before its turn."});await applyAll(
newestFirst,undoStep,{concurrency,signal:undoUntil,needs})}async function undoStep(step){const{outcome}=step;if(!(outcome.state!=="done"&&outcome.state!=="faile\
d")){setUndone(step,{state:"not-undone",reason:"The run ended while it was being put back."});try{setUndone(step,await step.undo(outcome))}catch(error2){setUndone(
step,{state:"not-undone",reason:errorText(error2)})}}}function setUndone(step,undone){step.outcome={...step.outcome,undone}}function outcomeOf({outcome}){return outcome}
function outcomeFailure(outcomes,how){const{isCancelled,isRolledBack,one,done}=how,failed=outcomes.filter(({action})=>action==="failed"),skipped=outcomes.filter(
({action})=>action==="skipped"),sentences=[];if(failed.length>0){const names=someOf(failed.map(({name})=>name));sentences.push(`${failed.length} of ${countOf(outcomes.
length,one)} could not be ${done} (${names}): ${reasonsOf(failed)}`)}const areDeletions=skipped.every(({file})=>file===void 0),left=countOf(skipped.length,areDeletions?
"deletion":one),isWithheld=areDeletions&&!isCancelled&&failed.some(({file})=>file!==void 0);if(skipped.length>0){const were=skipped.length===1?"was":"were";sentences.
push(isCancelled?`The run was cancelled: ${left} ${were} not ${areDeletions?"carried out":done}.`:isWithheld?`${left} ${were} left out, because a write failed.`:
`${left} ${were} not reached after that.`)}if(sentences.length===0)return;const short=[...failed.length>0?[`${failed.length} of ${outcomes.length} failed`]:[],...skipped.
length===0?[]:[isWithheld?`${left} left out`:`${isCancelled?"cancelled":"stopped"} before ${left}`]].join(", ");return isRolledBack?rollbackFailure(outcomes,short,
sentences,one):{reason:isCancelled&&skipped.length>0?"cancelled":"incomplete",short,message:sentences.join(" ")}}const REASONS=3;function reasonsOf(failed){const reasons2=[
...new Set(failed.map(({error:error2="no reason is known"})=>error2.replace(/[^.!?]$/,"$&.")))],more=reasons2.length-REASONS;return[...reasons2.slice(0,REASONS),
...more>0?[`${countOf(more,"more reason")} in the list.`]:[]].join(" · ")}function rollbackFailure(outcomes,short,sentences,one){const undone=countUndone(outcomes),
left=outcomes.filter(({rollback})=>rollback==="not-undone"),done=undone===0?[]:[`${countOf(undone,"change")} before it ${undone===1?"was":"were"} undone.`];if(left.
length===0)return{reason:"rolled-back",short,message:[...sentences,...done,"The server is as it was."].join(" ")};const could=`${countOf(left.length,"change")} \
could not be undone (${someOf(left.map(({name})=>name))}).`;return{reason:"rollback-incomplete",short:`${short}, ${countOf(left.length,"change")} could not be u\
ndone`,message:[...sentences,...done,could].join(" "),hint:`Look at ${left.length===1?`this ${one}`:`these ${one}s`} in Kestra; each has its reason in the list.`}}
async function removeEmptyFolders(deleted,namespace2,server){const innermostFirst=[...new Set(deleted.flatMap(path2=>foldersOf(path2).slice(1)))].sort((a,b)=>b.
split("/").length-a.split("/").length);for(const folder of innermostFirst)(await server.listFolder(namespace2,folder))?.length===0&&await server.deleteFile(namespace2,
folder)}const results_PLANNED={create:"created",update:"updated",unchanged:"unchanged",conflict:"conflict"};function refusedChange(refusal2,target){return refusal2===
void 0?{...head(target),action:"skipped"}:{...head(refusal2),action:"failed",error:refusal2.reason}}function plannedChange({kind,desired},before,isPlan){return kind===
"conflict"?{...head(desired),action:"conflict",...before,error:"Exists on the server and differs."}:kind!=="unchanged"&&!isPlan?{...head(desired),action:"skippe\
d"}:{...head(desired),action:results_PLANNED[kind],...before}}function plannedDeletion({stored:stored2,reason},before,isPlan){return{action:isPlan?"deleted":"sk\
ipped",target:stored2,bytes:0,...before,reason}}function writtenChange({desired},outcome,before){return outcome===void 0?{...head(desired),action:"unchanged"}:{
...head(desired),...before,...became(outcome)}}function deletedChange({stored:stored2,reason},outcome,before){return{target:stored2,bytes:0,...before,reason,...became(
outcome)}}function became(outcome){switch(outcome.state){case"skipped":return{action:"skipped"};case"done":return{action:outcome.result.action,...takenBack(outcome)};case"\
failed":{const error2=errorText(outcome.error);return{action:"failed",error:error2,...takenBack(outcome,error2)}}case"under-way":return{action:"failed",error:"I\
t was under way when the run ended: look at it in Kestra."}}}function takenBack({undone,state},error2){return undone?.state==="not-undone"?{rollback:"not-undone",
error:`${error2===void 0?"":`${error2} `}This was not undone. ${undone.reason}`}:undone?.state!=="undone"?{}:{rollback:"undone",...state==="done"?{action:"undon\
e"}:{}}}function head({file,path:path2}){return{file:file.path,target:path2,bytes:file.size}}const UNTOUCHED={state:"untouched"},CHANGED={state:"not-undone",reason:"\
Somebody else changed it meanwhile: it is left as it is now."};class FileWriter{input;ports;#former=new Map;constructor(input,ports){this.input=input,this.ports=
ports}async write({kind,desired}){const{server}=this.ports,{namespace:namespace2,override,verify}=this.input,{path:path2}=desired;kind==="update"&&await this.#keep(
path2);const content=this.#contentOf(desired);if(await server.putFile(namespace2,path2,content,{onlyNew:kind==="create"&&!override}),verify&&await server.holdsFile(
namespace2,path2,content)!==!0)throw new WrittenOtherwiseError(`${path2} was read back and is not what was sent.`,{hint:"Something between here and Kestra, or s\
omebody else, changed it. Run the step again."});return{action:kind==="create"?"created":"updated",bytes:content.size}}async remove({stored:stored2}){return await this.#keep(
stored2),await this.ports.server.deleteFile(this.input.namespace,stored2),{action:"deleted",bytes:0}}async undoWrite({kind,desired},applied){const{server}=this.
ports,{namespace:namespace2}=this.input,{path:path2}=desired,former=this.#former.get(path2);if(kind==="update"&&former===void 0||former!==void 0&&await server.holdsFile(
namespace2,path2,former)===!0)return UNTOUCHED;const isOurs=await server.holdsFile(namespace2,path2,this.#contentOf(desired));return isOurs===void 0&&former===void 0?
UNTOUCHED:isOurs!==!0?applied.state==="done"?CHANGED:NOT_KNOWN:(former===void 0?await server.deleteFile(namespace2,path2):await server.putFile(namespace2,path2,
former),{state:"undone"})}async undoRemoval({stored:stored2}){const{server}=this.ports,former=this.#former.get(stored2);if(former===void 0)return UNTOUCHED;const isThere=await server.
holdsFile(this.input.namespace,stored2,former);return isThere===!0?UNTOUCHED:isThere===!1?CHANGED:(await server.putFile(this.input.namespace,stored2,former),{state:"\
undone"})}async#keep(path2){if(this.input.onError!=="rollback")return;let kept;await this.ports.server.readFile(this.input.namespace,path2,async pieces2=>{kept=
await this.ports.backups.keep(pieces2)}),kept!==void 0&&this.#former.set(path2,kept)}#contentOf({file}){return this.ports.contentOf(file.path,file.size)}}const NOT_KNOWN={
state:"not-undone",reason:"It holds neither what was there before nor what was sent."};async function carryOut(approved,input,ports){const{plan,stored:stored2}=approved,
{signal,undoUntil,onProgress,onApply}=ports,writer=new FileWriter(input,ports);let isRolledBack=!1,sent=0;const application=startPlan(plan,{write:async change=>{
const written=await writer.write(change);return sent+=written.bytes,written},remove:deletion=>writer.remove(deletion),undoWrite:(change,applied)=>writer.undoWrite(
change,applied),undoRemoval:deletion=>writer.undoRemoval(deletion)},{...input,signal,undoUntil,writeNeeds:uploadOrder(plan.writes.map(({desired:{path:path2,file}})=>({
path:path2,size:file.size})),folder=>stored2.isFolder(folder)),onDone:(done,total)=>onProgress?.(done,total,sent),onRollback:steps=>{isRolledBack=!0,ports.onRollback?.(
steps)}}),soFar=outcomes2=>deploymentOf(approved,outcomes2,{isCancelled:signal?.aborted===!0,isRolledBack});onApply?.(()=>soFar(application.outcomes()));const outcomes=await application.
done;return await removeEmptyFolders(emptied(plan,outcomes),input.namespace,ports.server).catch(()=>{}),soFar(outcomes)}function emptied(plan,{writes,deletions}){
const gone=plan.deletions.filter((_deletion,index)=>{const outcome=deletions[index];return outcome.state==="done"&&outcome.undone?.state!=="undone"}),unmade=plan.
writes.filter(({kind},index)=>kind==="create"&&writes[index].undone?.state==="undone");return[...gone.map(({stored:stored2})=>stored2),...unmade.map(({desired})=>desired.
path)]}function deploymentOf({plan,before,rest},outcomes,how){const written=new Map(plan.writes.map((change,index)=>[change,outcomes.writes[index]])),files=[...plan.
changes.map(change=>writtenChange(change,written.get(change),before(change.desired.path))),...plan.deletions.map((deletion,index)=>deletedChange(deletion,outcomes.
deletions[index],before(deletion.stored)))],failure=outcomeFailure(files.map(file=>({...file,name:file.target})),{...how,one:"file",done:"uploaded"}),bytes=files.
reduce((sum,file)=>sum+(file.action==="created"||file.action==="updated"?file.bytes:0),0);return{files,...countChanges(files,isLeftBehind(outcomes)),bytes,...rest,
...how.isRolledBack?{rolledBack:!0}:{},...failure===void 0?{}:{failure}}}function isLeftBehind({writes}){return writes.some(outcome=>outcome.state==="failed"&&outcome.
error instanceof WrittenOtherwiseError&&outcome.undone===void 0)}const LISTED=50;function refusalFailure(refusals){const lines2=refusals.slice(0,LISTED).map(({file,
reason})=>`${file.path}: ${reason}`),more=refusals.length-LISTED;return more>0&&lines2.push(`… and ${countOf(more,"more file")}.`),{reason:"names",short:`${countOf(
refusals.length,"file")} cannot be stored as ${refusals.length===1?"it is":"they are"} named`,message:`${lines2.join(`
`)}${lines2.length===1?" ":`
`}Nothing was uploaded.`}}function conflictFailure(conflicts){if(conflicts.length===0)return;const names=someOf(conflicts.map(({desired})=>desired.path)),[exist,
them]=conflicts.length===1?["exists on the server and differs","it"]:["exist on the server and differ","them"];return{reason:"conflict",short:`${conflicts.length}\
 ${conflicts.length===1?"exists there and differs":"exist there and differ"}`,message:`${countOf(conflicts.length,"file")} ${exist} (${names}). Nothing was uplo\
aded.`,hint:`Set \`override: true\` to overwrite ${them}.`}}function stoppedFailure(skipped){return{reason:"cancelled",short:`cancelled before ${countOf(skipped,
"file")}`,message:`The run was cancelled: ${countOf(skipped,"file")} ${skipped===1?"was":"were"} not uploaded.`}}const MAX_TEXT=64*1024,MAX_TEXTS=50;async function examinePlan(plan,stored2,input,ports){
const needsDigest=input.dryRun||input.planDigest!==void 0,before=new Map,found2=new Map,changed=plan.changes.filter(({kind})=>kind==="update"||kind==="conflict"),
texts=new Set(changed.filter(({desired})=>isSmall(desired,stored2)).slice(0,MAX_TEXTS)),limit2=pLimit(input.concurrency);await limit2.map(needsDigest?changed:[...texts],
async change=>{const{desired}=change,read=await former_readStored(desired.path,input.namespace,texts.has(change)?MAX_TEXT:0,ports);if(read===void 0)return;found2.
set(desired.path,read.fingerprint);const after=read.text===void 0?void 0:former_textOf(await localBytes(desired,ports)),shown=read.text===void 0||after===void 0?
{}:{texts:{before:read.text,after}};before.set(desired.path,{bytesBefore:read.size,...shown})}),await limit2.map(needsDigest?plan.deletions:[],async({stored:path2})=>{
const read=await former_readStored(path2,input.namespace,0,ports);read!==void 0&&(found2.set(path2,read.fingerprint),before.set(path2,{bytesBefore:read.size}))});
for(const path2 of[...changed.map(({desired})=>desired.path),...plan.deletions.map(one=>one.stored)]){const size=stored2.sizeOf(path2);!before.has(path2)&&size!==
void 0&&before.set(path2,{bytesBefore:size})}return{before,...needsDigest?{digest:await former_digest(plan,found2,input,ports)}:{}}}async function former_digest(plan,found2,{
concurrency},{contentOf:contentOf2}){const writes=await pLimit(concurrency).map(plan.changes,async({kind,desired})=>{const wanted=(await hashed(contentOf2(desired.
file.path,desired.file.size).open())).digest("hex");return{kind,key:desired.path,found:kind==="unchanged"?wanted:found2.get(desired.path),wanted}}),deletions=plan.
deletions.map(({stored:key2})=>({kind:"delete",key:key2,found:found2.get(key2)}));return digestOf([...writes,...deletions])}async function former_readStored(path2,namespace2,maxText,{
server}){let size=0,chunks=[],fingerprint="";if(await server.readFile(namespace2,path2,async pieces2=>{size=0,chunks=[],fingerprint=(await hashed(pieces2,piece=>{
size+=piece.length,size<=maxText&&chunks.push(piece)})).digest("hex")}))return{size,fingerprint,text:size<=maxText?former_textOf(Buffer.concat(chunks)):void 0}}
async function hashed(pieces2,onPiece){const hash=(0,external_node_crypto_.createHash)("sha256");for await(const piece of pieces2)hash.update(piece),onPiece?.(piece);
return hash}async function localBytes({file},{contentOf:contentOf2}){const chunks=[];for await(const piece of contentOf2(file.path,file.size).open())chunks.push(
piece);return Buffer.concat(chunks)}function isSmall({file,path:path2},stored2){return file.size<=MAX_TEXT&&(stored2.sizeOf(path2)??0)<=MAX_TEXT}function former_textOf(bytes){
if(!bytes.includes(0))try{return new TextDecoder("utf-8",{fatal:!0,ignoreBOM:!0}).decode(bytes)}catch{return}}async function readRemovedFiles({prune,sources},history){
const removed=new Map;if(prune!=="removed"||history===void 0)return removed;for(const source of sources)source.kind==="folder"&&removed.set(source,await history.
removedFiles(source.localPath));return removed}async function planDeletions(targets,stored2,removed,input,{server,history}){const wanted=new Set(targets.map(({path:path2})=>listedName(
path2,input.rules)));if(input.prune==="all")return{deletions:leftOver(stored2,wanted,input),kept:[]};const candidates=new Map;for(const[source,files]of removed)
for(const file of files){const path2=listedName(`${filledFolder(source)}/${file.inRoot}`,input.rules);stored2.isFile(path2)&&!wanted.has(path2)&&candidates.set(
path2,file)}const checked=await pLimit(input.concurrency).map([...candidates],async([path2,file])=>{const reason=`removed in ${file.endedIn.slice(0,7)}`;return await isUnedited(
path2,file,input.namespace,server,history)?{stored:path2,reason}:`${path2} was ${reason} (${file.inRoot}), but is kept: on the server it is none of the versions\
 that this repository held, so somebody has edited it there. Delete it in Kestra if it is not needed any more.`});return{deletions:checked.filter(result=>typeof result!=
"string"),kept:checked.filter(result=>typeof result=="string")}}function leftOver({paths},wanted,{sources,rules}){const bases=sources.flatMap(source=>{const folder=filledFolder(
source);return folder===void 0?[]:[{prefix:`${listedName(folder,rules)}/`,localPath:source.localPath}]});return paths.flatMap(path2=>{const base=bases.find(({prefix})=>path2.
startsWith(prefix));return base===void 0||wanted.has(path2)||path2.startsWith("/_flows/")?[]:[{stored:path2,reason:`not in ${base.localPath}`}]})}async function isUnedited(path2,{
blobs},namespace2,server,history){let unedited=!1;return await server.readFile(namespace2,path2,async pieces2=>{unedited=history.isOneOf(blobs,await gather(pieces2))}),
unedited}async function gather(pieces2){const chunks=[];for await(const piece of pieces2)chunks.push(piece);return Buffer.concat(chunks)}async function deployNamespaceFiles(input,ports){
const rules=nameRulesOf(input.serverVersion),{targets,refusals,problem}=planTargets(input.sources,rules);if(problem!==void 0)return notCarriedOut([],{reason:"na\
mes",message:`${problem} Nothing was uploaded.`});if(refusals.length>0)return refused(input,targets,refusals);const removed=await readRemovedFiles(input,ports.history),
reading={...input,...ports,rules,contentOf:({file})=>ports.contentOf(file.path,file.size)},stored2=await readStored(targets,reading),clashes=findClashes(targets,
stored2);if(clashes.length>0)return refused(input,targets,clashes);const{deletions,kept}=await planDeletions(targets,stored2,removed,{...input,rules},ports),states=await compareContents(
targets,stored2,reading),plan=planChanges(targets,target=>states.get(target),{override:input.override,deletions}),{before,digest:digest2}=await examinePlan(plan,
stored2,input,ports),created=plan.writes.filter(({kind})=>kind==="create").map(({desired})=>desired),warnings=[...kept,...lookalikes(created,stored2,rules),...formerCopies(
input,stored2,rules)],beforeOf=path2=>before.get(path2)??{},rest={warnings,...digest2===void 0?{}:{planDigest:digest2}},asPlanned=(failure2,isPlan)=>notCarriedOut(
[...plan.changes.map(change=>plannedChange(change,beforeOf(change.desired.path),isPlan)),...plan.deletions.map(deletion=>plannedDeletion(deletion,beforeOf(deletion.
stored),isPlan))],failure2,rest);if(ports.signal?.aborted===!0)return asPlanned(stoppedFailure(plan.writes.length+plan.deletions.length),!1);ports.onPlan?.(plan,
digest2);const failure=digestFailure(input.planDigest,digest2??"")??conflictFailure(plan.conflicts)??pruneFailure(deletions.map(deletion=>deletion.stored),input.
maxDelete,"file");return input.dryRun||failure!==void 0?asPlanned(failure,input.dryRun):carryOut({plan,stored:stored2,before:beforeOf,rest},input,ports)}function refused({
sources},targets,refusals){const reasons2=new Map(refusals.map(refusal2=>[refusal2.file,refusal2])),others=new Map(targets.map(target=>[target.file,target])),changes2=sources.
flatMap(source=>source.files).map(file=>refusedChange(reasons2.get(file),others.get(file)));return notCarriedOut(changes2,refusalFailure(refusals))}function notCarriedOut(files,failure,rest={
warnings:[]}){return{files,...countChanges(files),bytes:0,...rest,...failure===void 0?{}:{failure}}}function lookalikes(created,{paths},rules){return findLookalikes(
created,paths,rules).map(({target,stored:stored2,by})=>`${target.file.path} becomes the new file ${target.path}, but the server has ${stored2}, which differs on\
ly by ${by==="case"?"the case of letters":"the form of its Unicode"}: there will be two files.`)}function formerCopies({sources},{paths},rules){return findFormerCopies(
sources,paths,rules).map(({localPath,folder,files})=>`The server holds ${countOf(files,"file")} of ${localPath} in ${folder} as well, where the official action \
put them. Flows that read ${folder}/… go on reading those copies, which this run leaves as they are. Set \`keepFolderName: true\` to go on with that folder; or ch\
ange the flows, then delete it in Kestra.`)}var picomatch=__nccwpck_require__(4006);class Patterns{#patterns;#used=new Set;constructor(lines2,leavesOut){this.#patterns=
lines2.filter(line=>!line.startsWith("#")).map(line=>patternOf(line,leavesOut))}decide(path2){let decision;for(const pattern of this.#patterns)pattern.matches(path2)&&
(this.#used.add(pattern),decision=!pattern.negated);return decision}coverAllOf(folder){return this.#patterns.some(pattern=>pattern.negated&&mayMatchBelow(pattern,
folder))?!1:this.decide(`${folder}/`)===!0&&this.decide(`${folder}//`)===!0}unused(notLookedInto){return this.#patterns.filter(pattern=>!this.#used.has(pattern)&&
!notLookedInto.some(folder=>mayMatchBelow(pattern,folder)))}}function patternOf(text,leavesOut){const negated=text.startsWith("!"),glob=(negated?text.slice(1).trim():
text.replace(/^\\(?=[!#])/,"")).replace(/^\.?\/+/,""),plain=glob.replace(/\/+$/,""),globs=plain!==glob||(leavesOut||negated)&&!picomatch.scan(glob).isGlob?[plain,
`${plain}/**`]:[glob];return{text,glob,negated,matches:picomatch(globs,{flags:"is",dot:!0,nonegate:!0})}}function mayMatchBelow({glob},folder){const base=picomatch.
scan(glob.toLowerCase()).base.replace(/\/+$/,""),below=folder.toLowerCase();return base===""||base===below||base.startsWith(`${below}/`)||below.startsWith(`${base}\
/`)}const RAW_LOG=["--raw","-z","--no-abbrev","--no-renames","--format=tformat:commit %H%n"],NUL=0,ENTRY=/^(:+)((?:[0-7]{6} )+)((?:[0-9a-f]{40,64} )+)[A-Z]+$/;function rawLogParser(onChange){
let rest=Buffer.alloc(0),commit="",entry;const field=bytes=>{const text=bytes.toString("utf8");if(entry!==void 0){const change=changeOf(entry,commit,text);entry=
void 0,change!==void 0&&onChange(change);return}const line=text.trim();entry=ENTRY.exec(line)??void 0,line.startsWith("commit ")&&(commit=line.slice(7))};return chunk=>{
const bytes=rest.length===0?chunk:Buffer.concat([rest,chunk]);let start=0;for(let end=bytes.indexOf(NUL);end!==-1;end=bytes.indexOf(NUL,start))field(bytes.subarray(
start,end)),start=end+1;rest=Buffer.from(bytes.subarray(start))}}function changeOf([,,modes,names],commit,path2){const isFile2=modes.trim().split(" ").map(mode=>mode.
startsWith("100")),contents=names.trim().split(" "),before=contents.slice(0,-1).filter((_,index)=>isFile2[index]),after=isFile2.at(-1)?contents.at(-1):void 0;if(!(before.
length===0&&after===void 0))return{commit,path:path2,before:[...new Set(before)],...after===void 0?{}:{after}}}class HistoryError extends ActionError{reason="hi\
story"}const CHECKOUT="Add `fetch-depth: 0` to actions/checkout.";async function openRepository(folder,shown){const lines2=(await gitText(folder,["rev-parse","-\
-show-toplevel","--show-prefix","--is-shallow-repository"]))?.split(/\r?\n/).slice(0,3);if(lines2===void 0||lines2.length<3)throw new HistoryError(`\`prune: remo\
ved\` reads the history of "${shown}", but that is in no Git checkout. Nothing was changed.`,{hint:`Is actions/checkout the first step? ${CHECKOUT} In a contain\
er, git may also refuse a folder that belongs to another user: run \`git config --global --add safe.directory "$GITHUB_WORKSPACE"\` before.`});const[root,prefix,
isShallow]=lines2;if(isShallow==="true")throw new HistoryError(`\`prune: removed\` needs the history to know what this repository once held. ${CHECKOUT} Nothing\
 was changed.`);if(await gitText(folder,["rev-parse","--verify","--quiet","HEAD^{commit}"])===void 0)throw new HistoryError("`prune: removed` needs the history,\
 but the repository has no commit. Nothing was changed.");return{root,folder:prefix.replace(/\/$/,"")}}async function readHistory({root},paths,onChange){const options=[
"--full-history","-c","--root","--no-relative","--no-show-signature"],pathspecs=paths.map(path2=>path2===""?".":path2),end=await run_git_runGit(["--no-replace-o\
bjects","--literal-pathspecs","log",...options,...RAW_LOG,"HEAD","--",...pathspecs],{cwd:root,onOutput:rawLogParser(onChange)});if(end==="absent"||end.exitCode!==
0)throw history_unreadable(end==="absent"?"":end.errorText)}async function readHeldFiles(repository,paths){const held=new Map;let age=0;await readHistory(repository,
paths,({commit,path:path2,before,after})=>{age++;let contents=held.get(path2);contents===void 0&&held.set(path2,contents=new Map),after!==void 0&&!contents.has(
after)&&contents.set(after,{blob:after,age});for(const blob of before)contents.has(blob)||contents.set(blob,{blob,endedIn:commit,age})});const present=await listTree(
repository,paths);return new Map([...held].map(([path2,contents])=>[path2,endedUnlessPresent(contents,present.get(path2))]))}function endedUnlessPresent(contents,present){
const all=[...contents.values()],lastEnd=all.find(({endedIn})=>endedIn!==void 0)?.endedIn;return all.map(({blob,age,endedIn=lastEnd})=>blob===present||endedIn===
void 0?{blob,age}:{blob,age,endedIn})}async function listTree({root},paths){const pathspecs=paths.includes("")?[]:paths,text=await gitText(root,[...["--no-repla\
ce-objects","--literal-pathspecs","ls-tree","-r","-z","--full-tree"],"HEAD","--",...pathspecs]);if(text===void 0)throw history_unreadable("");const files=[...text.
matchAll(/100\d{3} blob ([0-9a-f]+)\t([^\0]+)\0/g)];return new Map(files.map(([,blob="",path2=""])=>[path2,blob]))}async function listFiles({root}){const text=await gitText(
root,["ls-files","-z","--cached","--others","--exclude-standard"]);if(text===void 0)throw history_unreadable("");return[...new Set(text.split("\0").filter(path2=>path2!==
""))]}function history_unreadable(words){return new HistoryError(`The history of the repository cannot be read${words===""?"":`: ${words.split(`
`)[0]}`}. Nothing was changed.`,{hint:`\`prune: removed\` needs all commits and their files: ${CHECKOUT} A \`filter\` there leaves contents out.`})}function blobName(content,algorithm){return(0,external_node_crypto_.createHash)(algorithm).update(`blob ${content.length}\0`).update(content).digest("hex")}async function openGitHistory(options){const{workspace,folders}=options,repositories=new Map;for(const folder of folders)repositories.set(folder,await openRepository(
(0,external_node_path_namespaceObject.resolve)(workspace,folder),folder));const include=new Patterns(options.include,!1),exclude=new Patterns(options.exclude??[],
!0),isWanted=name=>(options.includeHidden||!name.split("/").some(part=>part.startsWith(".")))&&include.decide(name)===!0&&exclude.decide(name)!==!0;return{removedFiles:async folder=>(await removedFiles(
repositories.get(folder))).filter(({inRoot})=>isWanted(inRoot)),isOneOf:(blobs,content)=>{const[first=""]=blobs;return blobs.has(blobName(content,first.length>40?
"sha256":"sha1"))}}}async function removedFiles(repository){const{folder}=repository,prefix=folder===""?"":`${folder}/`,present=await listFiles(repository),elsewhere=present.
filter(path2=>!path2.startsWith(prefix)),inRoot=new Set(present.filter(path2=>path2.startsWith(prefix))),removed=[];for(const[path2,contents]of await readHeldFiles(
repository,[folder])){const name=path2.slice(prefix.length),endedIn=contents[0]?.endedIn;!path2.startsWith(prefix)||inRoot.has(path2)||endedIn===void 0||elsewhere.
some(other=>other===name||other.endsWith(`/${name}`))||removed.push({inRoot:name,endedIn,blobs:new Set(contents.map(({blob})=>blob))})}return removed}function headersOf(credentials,extra,userAgent){
const authorization=authorizationOf(credentials),problems=[],headers2={"user-agent":userAgent};for(const[name,value]of Object.entries(extra))isSendable(value)||
problems.push(`The header "${name}" has a value with characters that no header can carry.`),headers2[name.toLowerCase()]=value;if(authorization!==void 0&&(isSendable(
authorization)||problems.push("The API token has characters that no header can carry."),headers2.authorization=authorization),problems.length>0)throw new UsageError(
problems,"Look for line ends and other invisible characters in the secret.");return headers2}function identityOf(credentials,extra){if(credentials.kind==="basic")
return{credentials:"basic",user:credentials.user};const inHeader=Object.keys(extra).some(name=>name.toLowerCase()==="authorization");return{credentials:credentials.
kind==="anonymous"&&inHeader?"header":credentials.kind}}function secretsOf(credentials,extra){return[...credentials.kind==="token"?[credentials.token]:credentials.
kind==="basic"?[credentials.password,...base64Forms(`${credentials.user}:${credentials.password}`)]:[],...Object.values(extra).flatMap(value=>[value,...partsOf(
value)])]}function authorizationOf(credentials){switch(credentials.kind){case"token":return`Bearer ${credentials.token}`;case"basic":return`Basic ${base64(`${credentials.
user}:${credentials.password}`)}`;case"anonymous":return}}function isSendable(value){return/^[\t\x20-\x7e\x80-\xff]*$/.test(value)}function base64(text){return Buffer.
from(text,"utf8").toString("base64")}function base64Forms(text){return[base64(text),base64(text).replace(/=+$/,""),Buffer.from(text,"utf8").toString("base64url")]}
function partsOf(value){return value.split(/[\s;,=]+/).filter(part=>part.length>=8)}class DecodeError extends Error{expected;constructor(expected){super(`expect\
ed ${expected}`),this.expected=expected,this.name="DecodeError"}}function decodeServerInfo(value){const body=decode_objectOf(value,"a configuration"),edition=body.
edition;return{...typeof body.version=="string"?{version:body.version}:{},...edition==="OSS"||edition==="EE"?{edition}:{},...typeof body.isBasicAuthInitialized==
"boolean"?{initialized:body.isBasicAuthInitialized}:{}}}function decodeFlow(value){const body=decode_objectOf(value,"a flow");return{namespace:decode_textOf(body,
"namespace","a flow"),id:decode_textOf(body,"id","a flow"),revision:numberOf(body,"revision","a flow"),source:decode_textOf(body,"source","a flow with its sourc\
e"),...typeof body.disabled=="boolean"?{disabled:body.disabled}:{}}}function decodeVerdicts(value){return arrayOf(value,"a list of verdicts").map(entry=>{const body=decode_objectOf(
entry,"a verdict");return{index:numberOf(body,"index","a verdict"),outdated:body.outdated===!0,...optionalText(body,"namespace"),...optionalText(body,"flow"),...optionalText(
body,"constraints"),...optionalTexts(body,"deprecationPaths"),...optionalTexts(body,"warnings"),...optionalTexts(body,"infos")}})}function decodeFiles(value){return arrayOf(
value,"a list of files").map(decodeFile)}function decodeFile(value){const body=decode_objectOf(value,"a file"),type=body.type;if(type!=="File"&&type!=="Director\
y")throw new DecodeError("a file or a folder");const size=type==="Directory"&&body.size===void 0?0:numberOf(body,"size","a file");return{name:decode_textOf(body,
"fileName","a file"),type,size}}function decodePaths(value){return arrayOf(value,"a list of paths").map(path2=>{if(typeof path2!="string")throw new DecodeError(
"a path");return path2})}function decodeFlowPage(value){const body=decode_objectOf(value,"a page of flows"),flows=arrayOf(body.results,"a page of flows").map(entry=>{
const flow2=decode_objectOf(entry,"a flow");return{namespace:decode_textOf(flow2,"namespace","a flow"),id:decode_textOf(flow2,"id","a flow"),revision:numberOf(flow2,
"revision","a flow"),...typeof flow2.disabled=="boolean"?{disabled:flow2.disabled}:{}}});return{total:numberOf(body,"total","a page of flows"),flows}}function decode_objectOf(value,what){
if(typeof value!="object"||value===null||Array.isArray(value))throw new DecodeError(what);return value}function arrayOf(value,what){if(!Array.isArray(value))throw new DecodeError(
what);return value}function decode_textOf(body,key2,what){const value=body[key2];if(typeof value!="string")throw new DecodeError(`${what} (no ${key2})`);return value}
function numberOf(body,key2,what){const value=body[key2];if(typeof value!="number")throw new DecodeError(`${what} (no ${key2})`);return value}function optionalText(body,key2){
const value=body[key2]??void 0;if(value!==void 0&&typeof value!="string")throw new DecodeError(`a verdict (${key2} is no text)`);return value===void 0?{}:{[key2]:value}}
function optionalTexts(body,key2){const value=body[key2]??void 0,isList=Array.isArray(value)&&value.every(item2=>typeof item2=="string");if(value!==void 0&&!isList)
throw new DecodeError(`a verdict (${key2} is no list of texts)`);return value===void 0?{}:{[key2]:value}}function contentOf(bytes){return{size:bytes.length,open:()=>piecesOf(
[bytes])}}async function content_gather(pieces2){const chunks=[];for await(const piece of pieces2)chunks.push(piece);return Buffer.concat(chunks)}async function isSameContent(one,other){
const iterator=other[Symbol.asyncIterator]();let rest=new Uint8Array;try{for await(const piece of one)for(let start=0;start<piece.length;){for(;rest.length===0;){
const next=await iterator.next();if(next.done===!0)return!1;rest=next.value}const length=Math.min(rest.length,piece.length-start);if(Buffer.compare(rest.subarray(
0,length),piece.subarray(start,start+length))!==0)return!1;rest=rest.subarray(length),start+=length}for(;rest.length===0;){const next=await iterator.next();if(next.
done===!0)return!0;rest=next.value}return!1}finally{await iterator.return?.()}}async function*piecesOf(pieces2){yield*pieces2}class KestraError extends ActionError{facts;constructor(message,facts,options={}){
super(message,options),this.facts=facts}}class ConnectionError extends KestraError{code;reason="unreachable";constructor(message,facts,code2,options){super(message,
facts,options),this.code=code2}}class TimeoutError extends KestraError{phase;reason="unreachable";constructor(message,facts,phase,options){super(message,facts,options),
this.phase=phase}}class ProtocolError extends KestraError{reason="protocol"}class HttpError extends KestraError{status;details;excerpt;constructor(message,facts,status,details2,options){
super(message,facts,options),this.status=status,this.details=details2,this.excerpt=details2.excerpt}}class AuthenticationError extends HttpError{reason="unautho\
rized"}class PermissionError extends HttpError{reason="forbidden"}class NotFoundError extends HttpError{}class InvalidRequestError extends HttpError{}class ConflictError extends HttpError{}
class RateLimitError extends HttpError{reason="unreachable"}class ServerError extends HttpError{reason=[502,503,504].includes(this.status)?"unreachable":"server"}
function errorClassOf(status){return status===401?AuthenticationError:status===403?PermissionError:status===404?NotFoundError:status===400||status===422?InvalidRequestError:
status===409?ConflictError:status===429?RateLimitError:status>=500?ServerError:HttpError}class FileConflictError extends ActionError{reason="conflict";constructor(namespace2,path2){
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
const{status,body,what,redirectedTo}=refusal2,detail=body.message===""?"":`: ${body.message.replace(/\.$/,"")}`;if(redirectedTo!==void 0&&(status===401||status===
403))return{message:`${at.server} redirects to ${redirectedTo}, which answers ${status}: credentials are not sent to another address.`,hint:`If Kestra is there,\
 write ${redirectedTo} in \`server\`.`};if(body.wantsTls)return{message:`${explain_status_hostOf(at)} speaks TLS, but \`server\` begins with http://.`,hint:`Wri\
te https:// in \`server\`: https://${explain_status_hostOf(at)}`};if(status===400&&at.tenant!=="main"&&/tenant must be 'main'/i.test(body.message))return{message:`\
This server is Open Source and knows only the tenant "main", but \`tenant\` is "${at.tenant}".`,hint:"Remove the input."};if(body.problem==="migration-required")
return{message:`Kestra cannot ${what} (503): its database waits for a migration${detail}.`,hint:"Whoever runs the server must finish the migration. Then run the\
 step again."};const special=refusal2.hints[status];if(special!==void 0&&!body.html)return{message:`Kestra answered ${status} when asked to ${what}${detail}.`,hint:special};
switch(status){case 401:return withTenant(explainUnauthorized(body,at),at);case 403:return body.html?explainHtml(at,"403 and "):withTenant({message:`Kestra does\
 not permit to ${what} (403)${detail}.`,hint:permissionHint(refusal2.needs,at)},at);case 404:return body.html?{message:`${at.server} answered with 404 and an HT\
ML page: this is no address of Kestra.`,hint:CHECK_ADDRESS}:withTenant({message:`Kestra answered 404 when asked to ${what}${detail}.`,hint:CHECK_ADDRESS},at);case 413:
return{message:`The request to ${what} is too large for Kestra or a proxy in front of it (413).`,hint:"Raise the limit there (nginx: client_max_body_size; Kestr\
a: micronaut.server.max-request-size)."};case 429:return{message:`Kestra, or a proxy in front of it, limits requests (429)${refusal2.attempts>1?`, also after ${refusal2.
attempts} attempts`:""}: could not ${what}.`,hint:"Lower `concurrency`, or raise `retries`."};default:return status>=500?explainServerError(refusal2,detail):explainOther(
refusal2,detail,at)}}function withTenant(explanation,{tenant:tenant2,edition}){if(edition==="OSS"||edition===void 0&&tenant2==="main"||explanation.hint?.includes(
"`tenant`"))return explanation;const hint=tenant2==="main"?'Set `tenant` if yours is not "main".':`Check \`tenant\`, too: it is "${tenant2}".`;return{...explanation,
hint:explanation.hint===void 0?hint:`${explanation.hint} ${hint}`}}function explainServerError({status,body,what,attempts},detail){const repeated=attempts>1?` (${attempts}\
 attempts)`:"";return body.html?{message:`A proxy in front of Kestra answered ${status} and an HTML page when asked to ${what}${repeated}.`,hint:"Kestra may be \
down, or still be starting: look whether it runs, then run the step again."}:{message:`Kestra answered ${status} when asked to ${what}${repeated}${detail}.`,hint:body.
traceId===void 0?"The server has a problem: see its log. Running the step again may help.":`The server has a problem: search its log for the trace id ${body.traceId}\
.`}}function explainOther({status,body,what},detail,at){return body.html?explainHtml(at,`${status} and `):status<400?{message:`Kestra answered ${status} when as\
ked to ${what}${detail}.`,hint:CHECK_ADDRESS}:{message:`Kestra answered ${status} when asked to ${what}${detail}.`}}const NO_SECRETS="A pull request from a fork\
 gets no secrets, one of Dependabot only those that are stored for Dependabot.";function explainUnauthorized(body,at){if(at.initialized===!1)return{message:"Kes\
tra refused the credentials (401): this server has no user yet.",hint:"Open its address in a browser and create the first user, or configure `kestra.server.basi\
c-auth`."};const proxy=body.html?" The answer is an HTML page: it may come from an access proxy, see `headers`.":"";switch(at.credentials){case"token":return at.
edition==="OSS"?{message:"Kestra refused the credentials (401). This server is Open Source, which has no API tokens: use `user` and `password`."}:{message:"Kest\
ra refused the API token (401).",hint:`Check the secret behind \`apiToken\`: it may be expired. ${NO_SECRETS}${at.edition===void 0?" Open Source has no API toke\
ns: there, use `user` and `password`.":""}${proxy}`};case"basic":return{message:`Kestra refused the credentials of user ${at.user} (401).`,hint:`Check the secre\
ts behind \`user\` and \`password\`. ${NO_SECRETS}${proxy}`};case"header":return{message:"Kestra refused the credentials (401) in the `Authorization` of `header\
s`.",hint:`Check its secret, or use \`apiToken\` or \`user\` and \`password\`.${proxy}`};case"anonymous":return{message:"Kestra wants credentials (401), but non\
e are set.",hint:`Set \`user\` and \`password\` (Open Source) or \`apiToken\` (Enterprise). Secrets that do not exist give empty inputs. ${NO_SECRETS}${proxy}`}}}
function explainHtml(at,prefix=""){return{message:`${at.server} answered with ${prefix}an HTML page instead of JSON: probably a login page in front of Kestra.`,
hint:"See `headers` for access proxies, and check `server`."}}function explain_status_hostOf({server}){return server.replace(/^https?:\/\//,"")}const external_module_namespaceObject=__WEBPACK_EXTERNAL_createRequire(
import.meta.url)("module");var esm_require=(0,external_module_namespaceObject.createRequire)("/"),_a,Worker,isMarkedAsUntransferable;try{_a=esm_require("worker_threads"),Worker=_a.Worker,isMarkedAsUntransferable=_a.isMarkedAsUntransferable}catch{}var u8=Uint8Array,u16=Uint16Array,i32=Int32Array,fleb=new u8([0,0,0,0,0,0,0,0,1,1,1,1,2,2,2,2,3,3,3,3,4,4,4,4,5,5,5,5,0,0,0,0]),fdeb=new u8([0,0,0,0,1,1,2,2,3,3,
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
test(contentType)}function segment(text){if(/^\.{0,2}$/.test(text))throw new ActionError(`"${text}" cannot be a tenant, a namespace or the id of a flow.`);return encodeURIComponent(
text)}const MAX_BYTES_AT_ONCE=64*1024*1024,LOOK_MS=1e4;class FileRequests{session;constructor(session){this.session=session}async list(namespace2,path2){const answer=await this.
session.find({path:this.#url(namespace2,path2,"directory"),what:`list ${path2} of ${namespace2}`,needs:"read files",repeatable:"after-any-5xx"});return answer&&
this.session.decode(answer,decodeFiles)}async stats(namespace2,path2,freshWithinMs){const answer=await this.session.find({path:this.#url(namespace2,path2,"stats"),
what:`look at ${path2} of ${namespace2}`,needs:"read files",...freshWithinMs===void 0?{}:{freshWithinMs}});return answer&&this.session.decode(answer,decodeFile)}async get(namespace2,path2){
return(await this.session.find({...this.#reading(namespace2,path2),maxBytes:MAX_BYTES_AT_ONCE}))?.bytes}async read(namespace2,path2,onBody){return await this.session.
find({...this.#reading(namespace2,path2),onBody})!==void 0}async holds(namespace2,path2,content){let same=!1;return await this.read(namespace2,path2,async pieces2=>{
same=await isSameContent(pieces2,content.open())})?same:void 0}async put(namespace2,path2,bytes,{onlyNew=!1}={}){const content=bytes instanceof Uint8Array?contentOf(
bytes):bytes;await this.session.write({method:"POST",path:this.#url(namespace2,path2),...await encodeFile("fileContent",content),what:`upload ${path2} to ${namespace2}`,
needs:"write files",hints:{404:`${CHECK_ADDRESS} Or a file stands in Kestra where the path needs a folder.`},repeatable:"after-any-5xx",isDone:()=>this.#isStored(
namespace2,path2,content),...onlyNew?{beforeRepeat:()=>this.#isFree(namespace2,path2,content)}:{}})}async#isFree(namespace2,path2,content){const isFree=await(async()=>{
const stored2=await this.stats(namespace2,path2,LOOK_MS);return stored2?.type!=="File"||stored2.size===content.size&&await this.holds(namespace2,path2,content)})().
catch(()=>{});if(isFree===!1)throw new FileConflictError(namespace2,path2);return isFree!==void 0}async#isStored(namespace2,path2,content){const stored2=await this.
stats(namespace2,path2,LOOK_MS);return stored2?.type!=="File"||stored2.size!==content.size?!1:await this.holds(namespace2,path2,content)===!0}async delete(namespace2,path2){
await this.session.write({method:"DELETE",path:this.#url(namespace2,path2),what:`delete ${path2} of ${namespace2}`,needs:"delete files",expect:isAbsent})}async search(namespace2,text){
const request={path:`${this.session.path("namespaces",namespace2,"files","search")}?q=${encodeURIComponent(text)}`,what:`search the files of ${namespace2}`,needs:"\
read files"};return this.session.decode(await this.session.read(request),decodePaths)}async export(namespace2,maxBytes){let chunks=[],length=0;const answer=await this.
session.read({path:this.session.path("namespaces",namespace2,"files","export"),what:`export the files of ${namespace2}`,needs:"read files",reads:"bytes",onBody:async pieces2=>{
chunks=[],length=0;for await(const piece of pieces2){if(length+=piece.length,length>maxBytes)break;chunks.push(piece)}}});if(!(length>maxBytes))try{return openExport(
Buffer.concat(chunks))}catch(cause){throw this.session.unexpected(answer,"something that is no readable zip",cause)}}#reading(namespace2,path2){return{path:this.#url(
namespace2,path2),what:`read ${path2} of ${namespace2}`,needs:"read files",reads:"bytes"}}#url(namespace2,path2,...tail){return`${this.session.path("namespaces",
namespace2,"files",...tail)}?path=${encodeURIComponent(path2)}`}}const CERTIFICATE=/^(UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|CERT_|CRL_|INVALID_CA)/,NO_TLS=/^(EPROTO|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL))$/,
BROKEN=/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_INVALID_EOF_STATE)$/,UNREACHABLE=/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/,
NEVER_SENT=/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH)$/;function explainConnection(code2,reason,at,redirectedTo){if(redirectedTo===
void 0)return explainFailure(code2,reason,at);const{message,hint}=explainFailure(code2,reason,{...at,server:redirectedTo});return{message:`${at.server} redirect\
s to ${redirectedTo}. ${message}`,...hint===void 0?{}:{hint}}}function explainFailure(code2,reason,at){const{protocol,host}=new URL(at.server),proxied=explainProxy(
code2,reason,at.proxy);if(proxied!==void 0)return proxied;if(code2!==void 0){if(NO_TLS.test(code2)&&protocol==="https:")return{message:`${host} does not speak T\
LS, but \`server\` begins with https://.`,hint:`If this port is plain HTTP, write http:// in \`server\`: ${at.server.replace(/^https:/,"http:")}`};if(BROKEN.test(
code2))return{message:`The connection to ${host} broke off before the answer was complete (${code2}).`,hint:protocol==="http:"?"Check that Kestra still runs, an\
d proxies in between. If this port speaks TLS, write https:// in `server`.":"Check that Kestra still runs, and proxies in between."};const explanation=explainReach(
code2,at)??explainTls(code2,reason,host);if(explanation!==void 0)return explanation;if(code2.startsWith("HPE_")||code2==="UND_ERR_HEADERS_OVERFLOW")return{message:`${host}\
 answered with something that is not HTTP (${code2}).`,hint:"Check the port of `server`: Kestra listens on 8080 unless configured otherwise."}}return{message:`T\
he connection to ${host} failed: ${reason}${code2===void 0?"":` (${code2})`}.`,hint:"Check that the runner reaches the server, and proxies in between."}}function explainProxy(code2,reason,proxy){
if(proxy===void 0)return;const status=/Proxy response \((\d+)\)|\((407)\)/.exec(reason),hint="The proxy comes from HTTPS_PROXY or HTTP_PROXY; a host in NO_PROXY\
 is reached without it.";if(status!==null){const answered=status[1]??status[2];return{message:`The proxy ${proxy} answered ${answered} instead of connecting to \
Kestra.`,hint:answered==="407"?`It wants credentials: http://user:password@host:port. ${hint}`:hint}}if(code2==="ENOTFOUND"||code2==="EAI_AGAIN"||code2==="ECONN\
REFUSED"||code2&&UNREACHABLE.test(code2))return{message:`The proxy ${proxy} cannot be reached (${code2}).`,hint}}function explainReach(code2,at){const{host,hostname}=new URL(
at.server);if(code2==="ECONNREFUSED")return{message:`The connection to ${host} was refused: nothing listens there.`,hint:"Check host and port of `server`, and t\
hat Kestra runs. GitHub-hosted runners reach public addresses only."};if(code2==="ENOTFOUND"||code2==="EAI_AGAIN")return{message:`The host ${hostname} was not f\
ound.`,hint:"Check `server`. A private name needs a self-hosted runner."};if(UNREACHABLE.test(code2))return{message:`${host} did not accept a connection (${code2}\
).`,hint:"Check `server`, and firewalls in between. GitHub-hosted runners reach public addresses only; a private Kestra needs a self-hosted runner."}}function explainTls(code2,reason,host){
return code2==="ERR_TLS_CERT_ALTNAME_INVALID"?{message:`The certificate of ${host} was made for another name (${code2}).`,hint:"Use a name in `server` that the \
certificate holds. Verification is never switched off."}:code2==="CERT_HAS_EXPIRED"||code2==="CERT_NOT_YET_VALID"?{message:`The certificate of ${host} is not va\
lid today (${code2}).`,hint:"Renew it on the server. Verification is never switched off."}:CERTIFICATE.test(code2)?{message:`The certificate of ${host} is not t\
rusted (${code2}).`,hint:"Give your authority's certificate as `caCertificate`, or set NODE_EXTRA_CA_CERTS on the runner to its PEM file; the server must send i\
ts intermediate certificates. Verification is never switched off."}:/CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE/.test(code2)?{message:`${host} refus\
ed the TLS handshake (${code2}).`,hint:"It may want a client certificate (`clientCertificate` and `clientKey`), or a TLS version that Node does not speak."}:/^(ERR_SSL|EPROTO)/.
test(code2)?{message:`TLS with ${host} failed: ${reason} (${code2}).`}:void 0}const RETRIABLE=new Set([408,425,429,502,503,504]),MAX_DELAY_MS=6e4,HOPELESS=/^(ENOTFOUND|EPROTO|ERR_|UNABLE_|SELF_|DEPTH_|CERT_|CRL_|INVALID_CA|HPE_|UND_ERR_(INVALID|NOT_SUPPORTED|DESTROYED|CLOSED|HEADERS_OVERFLOW|PRX_TLS))/;
function mayRepeat(repeatable,error2){return error2 instanceof HttpError?error2.details.problem==="migration-required"?!1:repeatable==="after-refusal"?error2.status===
429||error2.status===503:RETRIABLE.has(error2.status)||repeatable==="after-any-5xx"&&error2.status>=500:repeatable==="after-refusal"?!1:error2 instanceof TimeoutError?
!0:error2 instanceof ConnectionError&&error2.code!==void 0&&!HOPELESS.test(error2.code)}function mayBeDone(error2){return error2 instanceof HttpError?error2.status>=
500||error2.status===408:error2 instanceof ConnectionError?!NEVER_SENT.test(error2.code??"")&&!HOPELESS.test(error2.code??""):error2 instanceof TimeoutError}function isUnanswered(error2){
return error2 instanceof HttpError?error2.status!==503&&(error2.status>=500||error2.status===408):error2 instanceof ConnectionError?!HOPELESS.test(error2.code??
""):error2 instanceof TimeoutError}function delayMs(attempt2,retryAfter,now,random){const asked=retryAfter===null?void 0:retryAfterMs(retryAfter,now);return Math.
min(asked??random()*Math.min(500*2**attempt2,15e3),MAX_DELAY_MS)}function retryAfterMs(value,now){const text=value.trim();if(/^\d+$/.test(text))return Number(text)*
1e3;const date=/^[A-Z][a-z]+,? /.test(text)?Date.parse(text):NaN;return Number.isNaN(date)?void 0:Math.max(date-now,0)}function pause(ms,stop){return new Promise(
resolve=>{const end=()=>{clearTimeout(timer),stop?.removeEventListener("abort",end),resolve()},timer=setTimeout(end,ms);stop?.addEventListener("abort",end,{once:!0})})}
const YAML="application/x-yaml",MAX_EXPORTS=2,flow_requests_MAX_EXPORT_BYTES=256*1024*1024,GONE="The flow was deleted by somebody else in the meantime. Run the \
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
PUT",path:this.session.path("flows",namespace2,id),body:source,contentType:YAML,what:`update the flow ${namespace2}/${id}`,needs:"update flows",hints:{404:GONE},
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
test(excerpt2)}function conflictOf({message,facts,status,details:details2,hint,cause}){return new ConflictError(message,facts,status,details2,{hint,cause})}const LIMIT=1e3,
WANTS_TLS=/HTTP request (was sent )?to (an )?HTTPS (port|server)|plain HTTP to an SSL|port requires TLS/i;function readErrorBody(text,contentType,redact){const wantsTls=WANTS_TLS.
test(text.slice(0,4096));if(isHtml(text,contentType))return{message:"",paths:[],html:!0,wantsTls};const plain=value=>error_body_oneLine(redact(value)),json=parseJson(
text);if(typeof json!="object"||json===null)return{message:plain(text),paths:[],html:!1,wantsTls};const body=Array.isArray(json)?{message:json.filter(isText).join(
"; ")}:json,details2=detailsOf(body),main=(textsOf(body,["message","detail","title"])[0]??"").replace(/^\s*:\s+/,""),extra=details2.filter(({message})=>message!==
""&&!main.includes(message)).map(({message,path:path2})=>path2===""||message.includes(path2)?message:`${path2}: ${message}`),problem=typeof body.type=="string"?
/([a-z0-9-]+)\/?$/.exec(body.type)?.[1]:void 0,traceId=textsOf(body,["traceId"])[0];return{message:plain([main,...extra].filter(part=>part!=="").join("; ")),paths:details2.
map(({path:path2})=>plain(path2)).filter(path2=>path2!==""),...problem===void 0?{}:{problem},...traceId===void 0?{}:{traceId:plain(traceId).slice(0,100)},html:!1,
wantsTls}}function isHtml(text,contentType){const start=text.slice(0,1e3).replace(/^\uFEFF?\s*(<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*/,"");return/\b(x?html)\b/i.test(
contentType)||/^<(!doctype html|html|head|body)\b/i.test(start)}function error_body_oneLine(text,limit2=LIMIT){const line=text.replace(/[\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g,
" ").trim();return line.length>limit2?`${line.slice(0,limit2)}…`:line}function parseJson(text){try{return JSON.parse(text)}catch{return}}function detailsOf(body){
const embedded=body._embedded;return([(typeof embedded=="object"&&embedded!==null?embedded:{}).errors,body.errors].find(Array.isArray)??[]).filter(item2=>typeof item2==
"object"&&item2!==null).map(item2=>({message:textsOf(item2,["message","detail"])[0]??"",path:textsOf(item2,["path","pointer"])[0]??""}))}function textsOf(body,keys){
return keys.map(key2=>body[key2]).filter(isText)}function isText(value){return typeof value=="string"&&value!==""}class Failures{situation;redact;constructor(situation,redact){
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
Kestra into `server`.");if(hop>=MAX_REDIRECTS)throw new RefusedAnswer(`${show(from)} redirects more than ${MAX_REDIRECTS} times.`,"Check `server`.");return to}async function readBody(response,maxBytes){
const chunks=[];let length=0;for await(const chunk of response.body??[]){if(length+=chunk.length,length>maxBytes)throw new RefusedAnswer(`The answer is larger t\
han ${Math.round(maxBytes/1048576)} MB.`,"Check `server`.");chunks.push(chunk)}return chunks.length===1?chunks[0]:Buffer.concat(chunks)}async function*read_body_piecesOf(response,onPiece){
for await(const piece of response.body??[])onPiece(),yield piece}function redact_redactor(secrets){const ordered=[...new Set(secrets.flatMap(redact_formsOf).filter(
form=>form!==""))].sort((a,b)=>b.length-a.length);return text=>ordered.reduce((safe,form)=>safe.replaceAll(form,"***"),text)}function redact_formsOf(secret){const encoded=encodeURIComponent(
Buffer.from(secret,"utf8").toString("utf8")),strict=encoded.replace(/[!'()*~]/g,char=>`%${char.charCodeAt(0).toString(16).toUpperCase()}`),percent=[encoded,strict,
...[encoded,strict].map(form=>form.replaceAll("%20","+"))],lowerCase=percent.map(form=>form.replace(/%[0-9A-F]{2}/g,escape=>escape.toLowerCase()));return[secret,
secret.trim(),encodeURI(Buffer.from(secret,"utf8").toString("utf8")),...percent,...lowerCase,JSON.stringify(secret).slice(1,-1)]}const MAX_BYTES=64*1024*1024,MAX_ERROR_BYTES=1024*
1024,NOTHING=new Uint8Array;class Http{options;failures;#redact;constructor(options){this.options=options,this.#redact=redact_redactor(options.secrets),this.failures=
new Failures(options.situation,this.#redact)}get stopped(){return this.options.stop?.aborted===!0}async send(request){const{retries,stop}=this.options,started=performance.
now();for(let attempt2=0;;attempt2++){const facts=()=>({method:request.method,path:request.path.replace(/\?.*/s,""),attempts:attempt2+1,elapsedMs:Math.round(performance.
now()-started)}),outcome=await this.#attempt(request,facts);if(!(outcome instanceof KestraError))return outcome;const repeat=attempt2<retries&&!stop?.aborted&&mayRepeat(
request.repeatable??"always",outcome),doubt=request.isDone!==void 0&&mayBeDone(outcome);if(!repeat&&!doubt)throw outcome;if(repeat&&await this.#pause(attempt2,outcome,
request),doubt&&await request.isDone().catch(()=>!1))return{status:200,bytes:NOTHING,facts:facts()};if(!repeat||stop?.aborted||request.beforeRepeat&&!await request.
beforeRepeat())throw outcome}}json({bytes,facts}){const text=new TextDecoder().decode(bytes);if(isHtml(text,""))throw this.failures.ofHtml(facts);try{return JSON.
parse(text)}catch{throw this.failures.ofText(facts,text)}}async#attempt(request,facts){const abort=new AbortController,timeoutMs=Math.min(this.options.timeoutMs,
request.freshWithinMs??1/0),timer=setTimeout(()=>abort.abort(),timeoutMs),onPiece=()=>{timer.refresh()};let phase="answer",redirectedTo;try{const onRedirect=origin=>redirectedTo=
origin,response=await this.#follow(request,{signal:abort.signal,onPiece,onRedirect});phase="body";const contentType=response.headers.get("content-type")??"";if(response.
ok||request.expect?.(response.status,contentType)){if(response.ok&&isHtml("",contentType))return await this.#refused(response,facts());const taken=response.ok?request.
onBody?.(read_body_piecesOf(response,onPiece)):void 0,bytes=taken===void 0?await readBody(response,request.maxBytes??MAX_BYTES):NOTHING;return await taken,{status:response.
status,bytes,facts:facts()}}const text=new TextDecoder().decode(await readBody(response,MAX_ERROR_BYTES));return this.failures.ofStatus(request,response,text,redirectedTo,
facts())}catch(error2){const own=ownError(error2);if(own!==void 0)throw own;return error2 instanceof RefusedAnswer?new ProtocolError(error2.message,facts(),{hint:error2.
hint}):abort.signal.aborted?this.failures.ofTimeout(request,phase,timeoutMs,facts()):this.failures.ofConnection(error2,redirectedTo,facts())}finally{clearTimeout(
timer)}}async#refused(response,facts){return await response.body?.cancel(),this.failures.ofHtml(facts)}async#follow(request,{signal,onPiece,onRedirect}){let url=new URL(
this.options.situation().server+request.path);const{origin}=url,{fetch,fetchFresh=fetch}=this.options,send=request.freshWithinMs===void 0?fetch:fetchFresh;for(let hop=0;;hop++){
this.options.onRequest?.(request.method,request.path);const headers2=url.origin===origin?this.options.headers:{},response=await send(url.href,initOf(request,headers2,
signal,onPiece)),location=response.status>=300&&response.status<400?response.headers.get("location"):null;if(location===null)return response;await response.body?.
cancel(),url=redirectTarget(request.method,url,location,hop,this.#redact),onRedirect(url.origin===origin?void 0:url.origin)}}async#pause(attempt2,error2,request){
const{onRetry,random=Math.random,retries,stop,sleep=ms2=>pause(ms2,stop)}=this.options,retryAfter=error2 instanceof HttpError?error2.details.retryAfter:null,ms=delayMs(
attempt2,retryAfter,Date.now(),random),seconds=(ms/1e3).toFixed(1);onRetry?.(`${error2.message} Asking again to ${request.what} in ${seconds} s (${attempt2+1} o\
f ${retries}).`),await sleep(ms)}}function ownError(error2){let inner=error2;for(let depth=0;inner instanceof Error&&depth<5;depth++){if(inner instanceof ActionError)
return inner;inner=inner.cause}}function createKestraClient(options){return new KestraClient(options)}class KestraClient{#http;#session;#flows;#files;#info={};constructor(options){
const{credentials,headers:headers2={},tenant:tenant2,proxy}=options,server=options.server.replace(/\/+$/,""),who=identityOf(credentials,headers2);this.#http=new Http(
{...options,headers:headersOf(credentials,headers2,options.userAgent),secrets:secretsOf(credentials,headers2),situation:()=>({server,tenant:tenant2,proxy,...who,
...this.#info})}),this.#session=new Session(this.#http,tenant2),this.#flows=new FlowRequests(this.#session),this.#files=new FileRequests(this.#session)}async serverInfo(){
const request={method:"GET",path:"/api/v1/configs",what:"tell its version",needs:"read flows"},answer=await this.#http.send({...request,expect:status=>[401,403,
404].includes(status)});return answer.status===401?this.#info=await this.#loginInfo():this.#info=answer.status<300?this.#session.decode(answer,decodeServerInfo):
{},this.#info}validateFlows(body){return this.#flows.validate(body)}getFlow(namespace2,id){return this.#flows.get(namespace2,id)}createFlow(source){return this.#flows.
create(source)}updateFlow(namespace2,id,source){return this.#flows.update(namespace2,id,source)}deleteFlow(namespace2,id){return this.#flows.delete(namespace2,id)}searchFlows(namespace2,page=1,size=1e3){
return this.#flows.search(namespace2,page,size)}exportSources(namespaces,trees=[]){return this.#flows.exportSources(namespaces,trees)}exportAllSources(){return this.#flows.
exportAllSources()}listFolder(namespace2,path2){return this.#files.list(namespace2,path2)}fileStats(namespace2,path2){return this.#files.stats(namespace2,path2)}getFile(namespace2,path2){
return this.#files.get(namespace2,path2)}readFile(namespace2,path2,onBody){return this.#files.read(namespace2,path2,onBody)}holdsFile(namespace2,path2,content){
return this.#files.holds(namespace2,path2,content)}exportFiles(namespace2,maxBytes){return this.#files.export(namespace2,maxBytes)}putFile(namespace2,path2,content,options){
return this.#files.put(namespace2,path2,content,options)}deleteFile(namespace2,path2){return this.#files.delete(namespace2,path2)}searchFiles(namespace2,text){return this.#files.
search(namespace2,text)}async#loginInfo(){const request={method:"GET",path:"/api/v1/configs/login",what:"say whether it has a user"};try{return this.#session.decode(
await this.#http.send({...request,needs:"read flows"}),decodeServerInfo)}catch{return{}}}}var undici=__nccwpck_require__(6752),external_node_tls_=__nccwpck_require__(
1692);function secureContextOf(ca,client){if(ca===void 0&&client===void 0)return;const extra=process.env.NODE_EXTRA_CA_CERTS,roots=ca===void 0?void 0:[...external_node_tls_.
rootCertificates,...extra?[(0,external_node_fs_namespaceObject.readFileSync)(extra)]:[],ca];try{return(0,external_node_tls_.createSecureContext)({...roots===void 0?
{}:{ca:roots},...client===void 0?{}:{cert:client.certificate,key:client.key}})}catch(cause){const names=client===void 0?"`caCertificate`":"`clientCertificate` a\
nd `clientKey`",reason=cause instanceof Error?cause.message.replace(/^error:[^:]*:[^:]*:[^:]*:/,""):String(cause);throw new UsageError([`${names} cannot be used\
: ${reason}.`],client===void 0?"Give certificates in PEM form.":"They must belong together, in PEM form, the key without a passphrase.")}}function createTransport({
server,connections,connectTimeoutMs,ca,client}){const connectWith=secureContext=>({timeout:connectTimeoutMs,autoSelectFamilyAttemptTimeout:1e3,...secureContext===
void 0?{}:{secureContext}}),connect2=connectWith(secureContextOf(ca,client)),pool={connections,pipelining:1,headersTimeout:0,bodyTimeout:0},proxy=proxyOf(server),
dispatcherOf=options=>proxy===void 0?new undici.g6({...options,connect:connect2}):throughProxy(proxy,options,connect2,client===void 0?connect2:connectWith(secureContextOf(
ca))),dispatchers=[dispatcherOf(pool),dispatcherOf({...pool,pipelining:0})],[fetch,fetchFresh]=dispatchers.map(fetchBy),close=async()=>{await Promise.all(dispatchers.
map(dispatcher=>dispatcher.destroy()))};return{fetch,fetchFresh,...proxy?{proxy:proxy.origin}:{},close}}function fetchBy(dispatcher){return((input,init)=>(0,undici.
hd)(input,{...init,dispatcher}))}function throughProxy(proxy,pool,requestTls,proxyTls){return new undici.kT({...pool,uri:proxy.href,proxyTunnel:!1,factory:(origin,given)=>new undici.
bC(origin,{...given,...pool}),requestTls,proxyTls,...tokenOf(proxy)})}function proxyOf(server){const proxy=(0,lib.s_)(server);if(proxy==="")return;const url=new URL(
proxy);if(url.protocol==="http:"||url.protocol==="https:")return url;throw new UsageError([`The proxy ${url.protocol}//${url.host} cannot be used: only proxies \
with http:// and https:// are.`],"Change HTTPS_PROXY or HTTP_PROXY, or name the host of Kestra in NO_PROXY.")}function tokenOf({username,password}){if(username===
"")return{};const pair=`${decodeURIComponent(username)}:${decodeURIComponent(password)}`;return{token:`Basic ${Buffer.from(pair).toString("base64")}`}}const PAUSE_MS=2e3;
async function waitForServer(ask,options){const{waitMs,stop,onWait,sleep=ms=>pause(ms,stop),now=()=>performance.now()}=options,started=now();for(let asked=0;;asked++)
try{return await ask()}catch(error2){const isOver=now()-started+PAUSE_MS>waitMs||stop?.aborted===!0;if(!(error2 instanceof KestraError)||!isStarting(error2)||isOver)
throw error2;asked===0&&onWait?.(error2),await sleep(PAUSE_MS)}}function isStarting(error2){return error2 instanceof HttpError&&error2.details.problem==="migrat\
ion-required"||error2 instanceof ConnectionError&&error2.code==="ENOTFOUND"?!0:mayRepeat("always",error2)}async function readTlsInputs(inputs2,run2){const{caCertificate,
clientCertificate,clientKey,server}=inputs2,given={caCertificate,clientCertificate,clientKey},names=Object.entries(given).flatMap(([name,value])=>value===void 0?
[]:[`\`${name}\``]);names.length>0&&server.startsWith("http://")&&run2.notice(`${names.join(", ")}: without effect, since \`server\` begins with http://.`);const problems=[],
read=async(name,what)=>{const text=given[name]===void 0?void 0:await pemOf(given[name],run2.context.workspace);if(text===void 0||new RegExp(`-----BEGIN [A-Z ]*${what}\
-----`).test(text))return text;problems.push(`\`${name}\` is neither the text nor the path of a PEM file with a ${what.toLowerCase()}.`)},ca=await read("caCerti\
ficate","CERTIFICATE"),certificate=await read("clientCertificate","CERTIFICATE"),key2=await read("clientKey","PRIVATE KEY");if(problems.length>0)throw new UsageError(
problems,"A PEM text begins with -----BEGIN …-----; a path is relative to the workspace.");return key2!==void 0&&run2.runner.mask([key2]),{...ca===void 0?{}:{
ca},...certificate===void 0||key2===void 0?{}:{client:{certificate,key:key2}}}}async function pemOf(given,workspace){return given.includes("-----BEGIN")?given:(0,promises_namespaceObject.
readFile)((0,external_node_path_namespaceObject.resolve)(workspace,given),"utf8").catch(()=>"")}async function connect(inputs2,run2){const{server,tenant:tenant2,
headers:headers2={},timeout,retries,concurrency}=inputs2,{credentials,notices}=readCredentials(inputs2);for(const notice2 of notices)run2.notice(notice2);run2.kestra=
{url:server,tenant:tenant2};const tls=await readTlsInputs(inputs2,run2),timeoutMs=timeout*1e3,transport=createTransport({server,connections:concurrency,connectTimeoutMs:Math.
min(timeoutMs,1e4),...tls});run2.atEnd(()=>transport.close());const client=createKestraClient({server,tenant:tenant2,credentials,headers:headers2,timeoutMs,retries,
fetch:transport.fetch,fetchFresh:transport.fetchFresh,proxy:transport.proxy,stop:run2.stop,userAgent:`kestra-github-actions/${version}`,onRequest:(method,path2)=>{
run2.requests++,run2.runner.debug(`${method} ${path2}`)},onRetry:text=>run2.runner.info(text)}),info2=await waitForServer(()=>client.serverInfo(),{waitMs:inputs2.
waitForServer*1e3,stop:run2.stop,onWait:({message})=>run2.runner.info(`${message} Waiting up to ${inputs2.waitForServer} s for the server to start.`)});return run2.
kestra={...run2.kestra,...known(info2)},{client,info:info2,described:describe(run2,credentials,transport.proxy)}}function known({version:version2,edition}){return{
...version2===void 0?{}:{version:version2},...edition===void 0?{}:{edition}}}function describe({kestra},credentials,proxy){const{url,tenant:tenant2,version:version2,
edition}=kestra;return[url,`${version2??"version unknown"}${edition===void 0?"":{OSS:" (Open Source)",EE:" (Enterprise)"}[edition]}`,`tenant ${tenant2}`,whoIs(credentials),
...proxy===void 0?[]:[`through the proxy ${proxy}`]].join(" · ")}function whoIs(credentials){switch(credentials.kind){case"token":return"with an API token";case"\
basic":return`user ${credentials.user}`;case"anonymous":return"without credentials"}}const NO_CHANGES={created:0,updated:0,unchanged:0,deleted:0,failed:0};function deploymentOutputs({
changed,counts,planDigest=""}){return{changed,...counts,planDigest}}function isCarriedOut({changed},{dryRun}){return changed&&!dryRun}function planLine({changes:changes2,
deletions},one){const parts=Object.entries({create:"to create",update:"to update",unchanged:"unchanged",conflict:"in the way"}).flatMap(([kind,words])=>{const count2=changes2.
filter(change=>change.kind===kind).length;return count2===0?[]:[`${count2.toLocaleString("en-US")} ${words}`]});return deletions.length>0&&parts.push(`${deletions.
length.toLocaleString("en-US")} to delete`),`Plan     ${counted(changes2.length+deletions.length,one)}: ${parts.join(", ")}`}const progress_PAUSE_MS=3e3;function logProgress(verb,things,print){
let last=performance.now();return(done,total,bytes)=>{const now=performance.now();if(now-last<progress_PAUSE_MS||done===total)return;last=now;const size=bytes===
void 0?"":` (${sizeOf(bytes)})`;print(`${verb} ${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} ${things}${size}`)}}function warnOfUnusedPatterns(unused,defaultInclude,run2){
const byDefault=new Set(defaultInclude.split(`
`));for(const{input,text,cause}of unused)input==="include"&&byDefault.has(text)||run2.warning(`No file matches \`${text}\` in \`${input}\`.${cause===void 0?"":`\
 ${cause}`}`)}function isInside(folder,path2){const way=(0,external_node_path_namespaceObject.relative)(folder,path2);return way===""||way!==".."&&!way.startsWith(
`..${external_node_path_namespaceObject.sep}`)&&!(0,external_node_path_namespaceObject.isAbsolute)(way)}function slashed(path2){return external_node_path_namespaceObject.
sep==="/"?path2:path2.replaceAll(external_node_path_namespaceObject.sep,"/")}function unusedPatterns(walk,options){return walk.onlyFiles?[]:["include","exclude"].
flatMap(input=>walk[input].unused(walk.pruned).map(({text,glob})=>({input,text,cause:causeOf(glob,walk,options)})))}function causeOf(glob,{folders},{roots,input}){
const below=roots.map(unused_patterns_folderOf).find(root=>root!==""&&isBelow(root,glob));if(below!==void 0){const rest=glob.slice(below.length+1)||"**";return`\
\`${glob}\` begins with \`${input}\` itself, but globs are relative to it: write \`${rest}\`.`}const isFolder=picomatch(glob.replace(/\/+$/,""),{nocase:!0,dot:!0,
nonegate:!0});if([...folders].some(folder=>isFolder(folder)))return`\`${glob}\` is a folder: write \`${glob.replace(/\/+$/,"")}/**\` for what is in it.`;if(/(^|\/)\.[^./]/.
test(glob))return`Hidden files and folders, as in \`${glob}\`, are skipped anyway.`;if(/,/.test(glob)&&!/\{/.test(glob))return`\`${glob}\` is one glob: write sev\
eral one per line, without commas.`;if(/\\[\w*]/.test(glob))return`\`${glob}\` has a backslash: write "/" between folders.`}function unused_patterns_folderOf(root){
const folder=external_node_path_namespaceObject.posix.normalize(slashed(root)).replace(/\/+$/,"");return folder==="."?"":folder}function isBelow(root,glob){return glob===
root||glob.startsWith(`${root}/`)}var ignore=__nccwpck_require__(298);async function withIgnoreFile(rules,root,folder,name){const path2=(0,external_node_path_namespaceObject.
join)(root,folder,name),text=await(0,promises_namespaceObject.readFile)(path2,"utf8").catch(cause=>{if(!(cause.code==="ENOENT"||cause.code==="ENOTDIR"))throw new FilesError(
`The ignore file ${folder===""?name:`${folder}/${name}`} cannot be read (${cause.code}).`,{cause})});return text===void 0?rules:[...rules,{folder,rules:ignore({
ignorecase:!1}).add(text.replace(/^\uFEFF/,""))}]}function isIgnored(rules,path2,isFolder){let ignored=!1;for(const{folder,rules:own}of rules){const below=folder===
""?path2:path2.slice(folder.length+1),answer=own.test(isFolder?`${below}/`:below);answer.ignored?ignored=!0:answer.unignored&&(ignored=!1)}return ignored}class Walk{options;realWorkspace;found=new Map;badPaths=[];seen=0;ignored=0;leftOut={
include:0,exclude:0,hidden:0};onlyFiles=!0;folders=new Set;pruned=[];include;exclude;constructor(options,realWorkspace){this.options=options,this.realWorkspace=
realWorkspace,this.include=new Patterns(options.include,!1),this.exclude=new Patterns(options.exclude,!0)}async root(path2){const info2=await(0,promises_namespaceObject.
stat)(path2);if(info2.isFile())this.seen++,this.exclude.decide((0,external_node_path_namespaceObject.basename)(path2))!==!0&&await this.#add(path2,(0,external_node_path_namespaceObject.
basename)(path2),info2.size);else if(info2.isDirectory()){this.onlyFiles=!1;const open=new Set([await(0,promises_namespaceObject.realpath)(path2)]);await this.#folder(
{root:path2,folder:path2,open,rules:[],ignored:!1})}}async#folder(place){const{root,folder}=place,inRoot=slashed((0,external_node_path_namespaceObject.relative)(
root,folder)),entries=await(0,promises_namespaceObject.readdir)(folder,{withFileTypes:!0}).catch(async error2=>(place.ignored||await this.#bad(folder,"unreadabl\
e",error2.code),[]));inRoot!==""&&!place.ignored&&this.folders.add(inRoot);const{ignoreFile}=this.options,rules=!place.ignored&&ignoreFile!==void 0?await withIgnoreFile(
place.rules,root,inRoot,ignoreFile):place.rules;for(const entry of entries){if(entry.name===ignoreFile)continue;if(this.#isHidden(entry.name)){place.ignored||this.
leftOut.hidden++;continue}const path2=(0,external_node_path_namespaceObject.join)(folder,entry.name),name=slashed((0,external_node_path_namespaceObject.relative)(
root,path2)),ignored=place.ignored||isIgnored(rules,name,entry.isDirectory());entry.isDirectory()?await this.#subfolder({...place,folder:path2,rules,ignored},name):
ignored?this.ignored++:entry.isSymbolicLink()?await this.#link({...place,rules},path2,name):entry.isFile()&&await this.#file(path2,name)}}async#subfolder(place,name){
if(this.exclude.coverAllOf(name)){this.pruned.push(name);return}place.ignored&&this.pruned.push(name);const real=await(0,promises_namespaceObject.realpath)(place.
folder).catch(async error2=>{place.ignored||await this.#bad(place.folder,"unreadable",error2.code)});real!==void 0&&await this.#enter(place,real)}async#link(place,path2,name){
let real;try{real=await(0,promises_namespaceObject.realpath)(path2)}catch(error2){this.#isTaken(name)&&await this.#bad(path2,"dangling",error2.code);return}const info2=await(0,promises_namespaceObject.
stat)(real).catch(async error2=>{this.#isTaken(name)&&await this.#bad(path2,"dangling",error2.code)});if(info2===void 0)return;const isFolder=info2.isDirectory();
if(isFolder?this.exclude.coverAllOf(name)||this.exclude.decide(name)===!0:!info2.isFile()){isFolder&&this.pruned.push(name);return}isInside(this.realWorkspace,real)?
isFolder?isIgnored(place.rules,name,!0)?await this.#folder({...place,folder:path2,ignored:!0}):await this.#enter({...place,folder:path2},real):await this.#file(
path2,name):isFolder?await this.#bad(path2,"outside-folder"):this.#isTaken(name)&&await this.#bad(path2,"outside")}async#enter(place,real){place.open.has(real)?
this.badPaths.push({path:this.#shown(place.folder),problem:"loop"}):await this.#folder({...place,open:new Set([...place.open,real])})}async#file(path2,name){if(this.
seen++,!this.#isTaken(name)){this.leftOut[this.exclude.decide(name)===!0?"exclude":"include"]++;return}const info2=await(0,promises_namespaceObject.stat)(path2).
catch(async error2=>{await this.#bad(path2,"unreadable",error2.code)});info2!==void 0&&await this.#add(path2,name,info2.size)}#isHidden(name){return name===".gi\
t"||this.options.includeHidden!==!0&&name.startsWith(".")}#isTaken(name){const[included,excluded]=[this.include.decide(name),this.exclude.decide(name)];return included===
!0&&excluded!==!0}async#add(path2,inRoot,size){const shown=this.#shown(path2);if(this.found.has(shown))return;const real=slashed((0,external_node_path_namespaceObject.
relative)(this.realWorkspace,await(0,promises_namespaceObject.realpath)(path2)));this.found.set(shown,{path:shown,real,inRoot,size})}async#bad(path2,problem,code2){
const folder=await(0,promises_namespaceObject.realpath)((0,external_node_path_namespaceObject.dirname)(path2)),shown=slashed((0,external_node_path_namespaceObject.
relative)(this.realWorkspace,(0,external_node_path_namespaceObject.join)(folder,(0,external_node_path_namespaceObject.basename)(path2))))||".";this.badPaths.some(
bad=>bad.path===shown)||this.badPaths.push({path:shown,problem,...code2===void 0?{}:{code:code2}})}#shown(path2){return slashed((0,external_node_path_namespaceObject.
relative)(this.options.workspace,path2))||"."}}async function discoverFiles(options){const realWorkspace=await(0,promises_namespaceObject.realpath)(options.workspace),
walk=new Walk(options,realWorkspace);for(const root of options.roots)await walk.root(await locate(options,realWorkspace,root));const files=[...walk.found.values()].
sort((a,b)=>a.path<b.path?-1:1),unused=unusedPatterns(walk,options);if(files.length===0&&walk.badPaths.every(({problem})=>problem==="loop"))throw nothingMatched(
options,walk,unused);return{files,badPaths:walk.badPaths,unused,ignored:walk.ignored,leftOut:walk.leftOut}}async function isFile(workspace,root,input){return(await(0,promises_namespaceObject.
stat)(await locate({workspace,input},await(0,promises_namespaceObject.realpath)(workspace),root))).isFile()}async function locate({workspace,input},realWorkspace,root){
const path2=(0,external_node_path_namespaceObject.resolve)(workspace,root);if(!isInside(workspace,path2))throw new FilesError(`\`${input}\` "${root}" lies outsi\
de the workspace.`,{hint:"Give a path relative to the root of the checkout."});const real=await(0,promises_namespaceObject.realpath)(path2).catch(cause=>{const missing=cause.
code==="ENOENT"||cause.code==="ENOTDIR";throw new FilesError(`\`${input}\` "${root}" ${missing?"does not exist":`cannot be read (${cause.code})`}.`,{cause,hint:missing?
whyMissing(root,input):void 0})});if(!isInside(realWorkspace,real))throw new FilesError(`The symbolic link ${slashed((0,external_node_path_namespaceObject.relative)(
workspace,path2))||"."} leads outside the workspace.`,{hint:"Files outside the checkout are not read. Replace the link by a copy, or exclude it."});return path2}
function nothingMatched({roots,include,exclude,input,ignoreFile},{seen,ignored},unused){const list=globs=>globs.map(glob=>`"${glob}"`).join(", "),but=exclude.length===
0?"":` without ${list(exclude)}`,hints=[...include.every(line=>line.startsWith("!"))?["`include` has only lines with `!`, which take back: begin with what to ta\
ke, e.g. `**`."]:[],...unused.map(({cause})=>cause).filter(cause=>cause!==void 0),...ignored>0?[`${ignoreFile} leaves out ${ignored===1?"1 file":`${ignored} fil\
es`}.`]:[]],there=seen===0?"There is no file at all (hidden ones do not count).":`${seen===1?"1 file there has another name, or is excluded":`${seen} files ther\
e have other names, or are excluded`}.`;return new FilesError(`No file matches ${list(include)}${but} in \`${input}\` ${list(roots)}.`,{hint:hints.length===0?there:
hints.join(" ")})}function whyMissing(root,input){return/[*?[\]{}!]/.test(root)?`\`${input}\` takes folders and files; globs go to \`include\`.`:/[,;]/.test(root)&&
input==="directory"?"Several folders are written one per line.":"Is actions/checkout the first step, and is the path relative to the root of the repository?"}async function readSources(inputs2,run2){
const{localPath,include,exclude=[],ignoreFile,includeHidden,namespacePath,keepFolderName}=inputs2,{workspace}=run2.context,found2=[];for(const line of localPath){
const options={workspace,roots:[line.localPath],include,exclude,ignoreFile,includeHidden},tree=await discoverFiles({...options,input:"localPath"}),kind=await isFile(
workspace,line.localPath,"localPath")?"file":"folder",source=targetSource(line,kind,tree.files,{namespacePath,keepFolderName,isOneOfSeveral:localPath.length>1,folderName:(0,external_node_path_namespaceObject.
basename)((0,external_node_path_namespaceObject.resolve)(workspace,line.localPath))});found2.push({source,tree})}const trees=found2.map(({tree})=>tree),[first,...others]=trees.
map(({unused:unused2})=>unused2),isUnusedIn=(list,text)=>list?.some(pattern=>pattern.text===text),unused=first.filter(({text})=>others.every(list=>isUnusedIn(list,
text)));warnOfUnusedPatterns(unused,deployNamespaceFilesSpec.inputs.include.default,run2);const badPaths=trees.flatMap(tree=>tree.badPaths);if(badPaths.length>0)
throw new FilesError(`${badPaths.map(described).join(`
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
report),bytes:report.bytes})};async function action_perform(inputs2,run2,keep){const{runner,stop,undoUntil}=run2,{workspace}=run2.context,sources=await readSources(
inputs2,run2),folders=sources.filter(({kind})=>kind==="folder").map(({localPath})=>localPath),history=inputs2.prune==="removed"?await openGitHistory({...inputs2,
workspace,folders}):void 0,{client,info:info2,described:described2}=await connect(inputs2,run2),files=sources.flatMap(source=>source.files),total=files.reduce((sum,{
size})=>sum+size,0);runner.group("Configuration",[`Kestra   ${described2}`,`Files    ${sources.map(({localPath})=>localPath).join(", ")} · ${counted(files.length,
"file")}, ${sizeOf(total)}`,`Target   ${[...new Set(sources.map(({namespacePath})=>namespacePath))].join(", ")} in the namespace ${inputs2.namespace}`]);const backups=new DiskBackups;
run2.atEnd(()=>backups.remove());const print=line=>runner.info(line),result=await deployNamespaceFiles({...inputs2,sources,serverVersion:info2.version},{server:client,
contentOf:(path2,size)=>openContent(workspace,path2,size),backups,history,signal:stop,undoUntil,onPlan:(plan,digest2)=>{print(planLine(plan,"file")),digest2!==void 0&&
runner.debug(`Digest of the plan: ${digest2}`)},onApply:keep,onCompare:logProgress("Compared","files with those on the server",print),onProgress:logProgress("Up\
loaded","files",print),onRollback:steps=>print(`Putting back ${counted(steps,"change")}, the newest first.`)});for(const warning2 of result.warnings)run2.warning(
warning2);const renamed=renamedNotice(result.files,nameRulesOf(info2.version));return renamed!==void 0&&run2.notice(renamed),result}function reported({texts,...change}){
return texts===void 0?change:{...change,diff:renderYamlDiff(texts.before,texts.after)}}runAction(deployNamespaceFilesAction);
