import { usePeople } from './staff-queries.js';

/** Those who treat and lead, for choosing among them. */
export function useClinicalStaff() {
  const people = usePeople();
  const staff = (people.data ?? []).filter(
    ({ role, account }) => (role === 'counselor' || role === 'clinical_supervisor') && account !== 'disabled',
  );
  return {
    staff,
    options: staff.map(({ id, legalName }) => ({ value: id, label: legalName })),
    error: people.error,
    retry: () => void people.refetch(),
  };
}
