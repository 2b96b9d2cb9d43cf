/** Version of this suite, as in package.json; it goes into the user agent, the report and SARIF. */
export const version = '1.0.0';
