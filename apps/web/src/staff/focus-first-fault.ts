const withFault =
  '[aria-invalid="true"], [data-invalid="true"] button, [role="radiogroup"][aria-invalid="true"] input';

/** After a form was refused: the first field with a fault takes the focus, once the faults are drawn. */
export function focusFirstFault(form: HTMLElement): void {
  setTimeout(() => {
    const first = form.querySelector<HTMLElement>(withFault);
    const target = first?.matches('[role="radiogroup"]') ? first.querySelector<HTMLElement>('input') : first;
    target?.focus();
  });
}
