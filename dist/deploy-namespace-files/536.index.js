const id=536,ids=[536],modules={6536:((__unused_webpack___webpack_module__,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,
{createTransport:()=>createTransport});var lib_proxy=__webpack_require__(9783),undici=__webpack_require__(6752),errors=__webpack_require__(9243),external_node_fs_=__webpack_require__(
3024),external_node_tls_=__webpack_require__(1692);function secureContextOf(ca,client){if(ca===void 0&&client===void 0)return;const extra=process.env.NODE_EXTRA_CA_CERTS,
roots=ca===void 0?void 0:[...external_node_tls_.rootCertificates,...extra?[(0,external_node_fs_.readFileSync)(extra)]:[],ca];try{return(0,external_node_tls_.createSecureContext)(
{...roots===void 0?{}:{ca:roots},...client===void 0?{}:{cert:client.certificate,key:client.key}})}catch(cause){const names=client===void 0?"`caCertificate`":"`c\
lientCertificate` and `clientKey`",reason=cause instanceof Error?cause.message.replace(/^error:[^:]*:[^:]*:[^:]*:/,""):String(cause);throw new errors.eb([`${names}\
 cannot be used: ${reason}.`],client===void 0?"Give certificates in PEM form.":"They must belong together, in PEM form, the key without a passphrase.")}}function createTransport({
server,connections,connectTimeoutMs,ca,client}){const connectWith=secureContext=>({timeout:connectTimeoutMs,autoSelectFamilyAttemptTimeout:1e3,...secureContext===
void 0?{}:{secureContext}}),connect=connectWith(secureContextOf(ca,client)),pool={connections,pipelining:1,headersTimeout:0,bodyTimeout:0},proxy=proxyOf(server),
dispatcherOf=options=>proxy===void 0?new undici.g6({...options,connect}):throughProxy(proxy,options,connect,client===void 0?connect:connectWith(secureContextOf(
ca))),dispatchers=[dispatcherOf(pool),dispatcherOf({...pool,pipelining:0})],[fetch,fetchFresh]=dispatchers.map(fetchBy),close=async()=>{await Promise.all(dispatchers.
map(dispatcher=>dispatcher.destroy()))};return{fetch,fetchFresh,...proxy?{proxy:proxy.origin}:{},close}}function fetchBy(dispatcher){return((input,init)=>(0,undici.
hd)(input,{...init,dispatcher}))}function throughProxy(proxy,pool,requestTls,proxyTls){return new undici.kT({...pool,uri:proxy.href,proxyTunnel:!1,factory:(origin,given)=>new undici.
bC(origin,{...given,...pool}),requestTls,proxyTls,...tokenOf(proxy)})}function proxyOf(server){const proxy=(0,lib_proxy.s)(new URL(server));if(proxy===void 0)return;
const url=new URL(proxy.href);if(url.protocol==="http:"||url.protocol==="https:")return url;throw new errors.eb([`The proxy ${url.protocol}//${url.host} cannot \
be used: only proxies with http:// and https:// are.`],"Change HTTPS_PROXY or HTTP_PROXY, or name the host of Kestra in NO_PROXY.")}function tokenOf({username,password}){
if(username==="")return{};const pair=`${decodeURIComponent(username)}:${decodeURIComponent(password)}`;return{token:`Basic ${Buffer.from(pair).toString("base64")}`}}})};export{id,ids,modules};
