import { AccountRow } from '../home/account-row.js';
import { useMe } from '../session/use-session.js';
import { Card, IconRound, Row, Rows } from '../ui/index.js';
import { type PlaceName, places } from './places.js';

/** On a phone the bar below holds five places; here are all of this role, and the account. */
export function MorePlaces({ except }: { except: PlaceName }) {
  const me = useMe();
  const order = (name: PlaceName) => places[name].order[me.role];
  const names = (Object.keys(places) as PlaceName[])
    .filter((name) => name !== except && order(name) !== undefined)
    .sort((a, b) => (order(a) ?? 0) - (order(b) ?? 0));
  return (
    <nav aria-label="Other places" className="mt-6 lg:hidden">
      <Card flush>
        <Rows label="Other places">
          {names.map((name) => {
            const { icon: Icon, label, text } = places[name];
            return (
              <Row
                key={name}
                to={`/${name}`}
                lead={
                  <IconRound>
                    <Icon />
                  </IconRound>
                }
                title={label}
                text={text}
              />
            );
          })}
          <AccountRow />
        </Rows>
      </Card>
    </nav>
  );
}
