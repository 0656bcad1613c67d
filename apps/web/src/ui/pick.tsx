import { Checkbox, Description, FieldError, Label, ListBox, Select } from '@heroui/react';
import type { ReactNode } from 'react';

export interface PickProps<T extends string> {
  label: string;
  value: T | null;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string }[];
  placeholder?: string;
  description?: ReactNode;
  error?: string | undefined;
  required?: boolean;
  disabled?: boolean;
}

/** One of many, from a list that opens. */
export function Pick<T extends string>(props: PickProps<T>) {
  const { label, value, onChange, options, placeholder = 'Choose', description, error } = props;
  return (
    <Select
      fullWidth
      placeholder={placeholder}
      value={value}
      onChange={(next) => next !== null && onChange(String(next) as T)}
      isInvalid={Boolean(error)}
      isRequired={props.required ?? false}
      isDisabled={props.disabled ?? false}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      <Select.Trigger>
        <Select.Value />
        <Select.Indicator />
      </Select.Trigger>
      {description && <Description>{description}</Description>}
      {error && <FieldError>{error}</FieldError>}
      <Select.Popover>
        <ListBox>
          {options.map((option) => (
            <ListBox.Item key={option.value} id={option.value} textValue={option.label}>
              {option.label}
              <ListBox.ItemIndicator />
            </ListBox.Item>
          ))}
        </ListBox>
      </Select.Popover>
    </Select>
  );
}

export interface CheckProps {
  label: ReactNode;
  value: boolean;
  onChange: (value: boolean) => void;
  description?: ReactNode;
}

export function Check({ label, value, onChange, description }: CheckProps) {
  return (
    <Checkbox isSelected={value} onChange={onChange}>
      <Checkbox.Content>
        <Checkbox.Control>
          <Checkbox.Indicator />
        </Checkbox.Control>
        <Label>{label}</Label>
      </Checkbox.Content>
      {description && <Description>{description}</Description>}
    </Checkbox>
  );
}
