import { domain, roomsDomain } from './address.js';

/**
 * What is compared: rooms whose messages are archived in PostgreSQL, over WebSocket on loopback. Nothing else runs:
 * no encryption, no rate limit, no other module. A password is a look into PostgreSQL and nothing more.
 */
export function ejabberdConfig(port: number, databaseUrl: string): string {
  const { hostname, port: sqlPort, username, password, pathname } = new URL(databaseUrl);
  return `
hosts: ["${domain}"]
loglevel: warning
listen:
  - port: ${port}
    ip: "127.0.0.1"
    module: ejabberd_http
    request_handlers:
      /ws: ejabberd_http_ws
auth_method: [sql]
auth_password_format: plain
sql_type: pgsql
sql_server: "${hostname}"
sql_port: ${sqlPort}
sql_database: "${pathname.slice(1)}"
sql_username: "${username}"
sql_password: "${password}"
shaper_rules: {}
modules:
  mod_mam:
    db_type: sql
    default: always
  mod_muc:
    db_type: mnesia
    host: "${roomsDomain}"
    history_size: 0
    default_room_options:
      persistent: true
      mam: true
`;
}
