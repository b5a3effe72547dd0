import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Profile } from '#fixtures/schema/profile.ts'
import { html } from '../op/pages/html.ts'
import { ConfigurationError } from '../wire/configuration-error.ts'
import type { MitreidDistribution } from './distribution.ts'
import { seedOf } from './seed.ts'

/** Path under which it lives, without the slash at its end. Throws a ConfigurationError where MITREid cannot. */
export const contextPath = (profile: Profile): string => {
  const path = /^(\/.+)\/$/.exec(new URL(profile.issuer).pathname)?.[1]
  if (path !== undefined && !path.includes('/', 1)) return path
  throw new ConfigurationError(
    `The issuer of profile ${profile.id}, ${profile.issuer}, is no MITREid Connect: choose a profile whose issuer ends in /<name>/.`,
  )
}

/** The last of its files of beans, which is there to be replaced. */
// Its own database with its own indices, which it forgets to make, and rows that are locked instead of whole tables:
// otherwise every token makes the next one slower, and of two at once one is rolled back (500) now and then.
// What HTML escapes, XML does.
const beansFor = (issuer: string): string =>
  html`<?xml version="1.0" encoding="UTF-8"?>
<beans xmlns="http://www.springframework.org/schema/beans"
    xmlns:jdbc="http://www.springframework.org/schema/jdbc"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.springframework.org/schema/beans http://www.springframework.org/schema/beans/spring-beans-4.3.xsd
      http://www.springframework.org/schema/jdbc http://www.springframework.org/schema/jdbc/spring-jdbc-4.3.xsd">
  <bean id="configBean" class="org.mitre.openid.connect.config.ConfigurationPropertiesBean">
    <property name="issuer" value="${issuer}" />
    <property name="logoImageUrl" value="resources/images/openid_connect_small.png" />
    <property name="topbarTitle" value="OpenID Connect Server" />
  </bean>
  <bean id="dataSource" class="com.zaxxer.hikari.HikariDataSource" destroy-method="close">
    <property name="driverClassName" value="org.hsqldb.jdbcDriver" />
    <property name="jdbcUrl" value="jdbc:hsqldb:mem:oic;sql.syntax_mys=true;hsqldb.tx=mvcc" />
    <property name="username" value="oic" />
    <property name="password" value="oic" />
  </bean>
  <jdbc:initialize-database data-source="dataSource">
    <jdbc:script location="classpath:/db/hsql/hsql_database_index.sql" />
  </jdbc:initialize-database>
</beans>
`.html

interface Place {
  readonly profile: Profile
  readonly distribution: MitreidDistribution
  readonly port: number
  /** Folder of this one server. */
  readonly base: string
}

/** The usual connector on loopback; no console, no shutdown port, no sessions on disk. */
const containerFor = ({ profile, distribution, port, base }: Place): string => {
  const folder = 'org.apache.catalina.webresources.DirResourceSet'
  return html`<?xml version="1.0" encoding="UTF-8"?>
<Server port="-1">
  <Service name="Catalina">
    <Connector address="127.0.0.1" port="${port}" protocol="HTTP/1.1" connectionTimeout="20000" maxParameterCount="1000" />
    <Engine name="Catalina" defaultHost="localhost">
      <Host name="localhost" appBase="webapps" autoDeploy="false" deployOnStartup="false" unpackWARs="false">
        <Context path="${contextPath(profile)}" docBase="${distribution.webapp}">
          <Manager pathname="" />
          <Resources>
            <PreResources className="${folder}" base="${join(base, 'overlay')}" webAppMount="/" />
            <PostResources className="${folder}" base="${distribution.libraries}" webAppMount="/WEB-INF/lib" />
          </Resources>
        </Context>
      </Host>
    </Engine>
  </Service>
</Server>
`.html
}

/** What Tomcat says of all applications counts more than what is said of one: how long an idle session lives, in minutes. */
const withSessions = (applications: string, { lifetimes }: Profile): string =>
  applications.replace(
    /(<session-timeout>)\s*\d+\s*(?=<\/session-timeout>)/,
    (_, tag) => `${tag}${Math.ceil(lifetimes.session / 60)}`,
  )

/** Fills the folder of one server: its container's settings, and what lies over the web application. */
export const writeBase = async (place: Place): Promise<void> => {
  const { profile, distribution, port, base } = place
  const scripts = join(base, 'overlay', 'WEB-INF', 'classes', 'db', 'hsql')
  for (const folder of [join(base, 'conf'), join(base, 'temp'), scripts]) await mkdir(folder, { recursive: true })
  const applications = await readFile(join(distribution.tomcat, 'conf', 'web.xml'), 'utf8')
  await writeFile(join(base, 'conf', 'web.xml'), withSessions(applications, profile))
  await writeFile(join(base, 'conf', 'server.xml'), containerFor(place))
  const issuer = `http://127.0.0.1:${port}${contextPath(profile)}/`
  await writeFile(join(base, 'overlay', 'WEB-INF', 'local-config.xml'), beansFor(issuer))
  for (const [name, script] of Object.entries(seedOf(profile))) await writeFile(join(scripts, name), script)
}
