import { buttonVariants, Button as HeroButton, Spinner } from '@heroui/react';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';

/** `lamp`: what is next. `help`: help and nothing else. `hold`: held, waiting. */
export type ButtonTone =
  | 'primary'
  | 'secondary'
  | 'outline'
  | 'ghost'
  | 'danger'
  | 'danger-soft'
  | 'lamp'
  | 'help'
  | 'help-soft'
  | 'hold';

const heroTones = ['primary', 'secondary', 'outline', 'ghost', 'danger', 'danger-soft'] as const;

function looks(tone: ButtonTone, className = '') {
  const variant = heroTones.find((known) => known === tone);
  return {
    variant: variant ?? ('primary' as const),
    className: `${variant ? '' : `button--${tone} `}${className}`,
  };
}

type HeroProps = ComponentProps<typeof HeroButton>;

export interface ButtonProps extends Omit<HeroProps, 'variant' | 'children' | 'className' | 'isPending'> {
  tone?: ButtonTone;
  icon?: LucideIcon;
  className?: string;
  /** Under way: stays focusable, does nothing more. */
  pending?: boolean;
  children?: ReactNode;
}

export function Button({
  tone = 'primary',
  icon: Icon,
  className,
  pending = false,
  children,
  ...rest
}: ButtonProps) {
  // Not React Aria's own pending state: it announces by an element that outlives the page it was on.
  const busy = pending && { 'aria-busy': true, type: 'button' as const, onPress: () => undefined };
  return (
    <HeroButton {...rest} {...busy} {...looks(tone, className)}>
      {pending ? <Spinner size="sm" color="current" /> : Icon && <Icon aria-hidden />}
      {children}
    </HeroButton>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  label: string;
  icon: LucideIcon;
}

export function IconButton({ label, icon: Icon, tone = 'ghost', className, ...rest }: IconButtonProps) {
  const { pending: _pending, ...props } = rest;
  return (
    <HeroButton {...props} {...looks(tone, className)} isIconOnly aria-label={label}>
      <Icon aria-hidden />
    </HeroButton>
  );
}

export interface LinkButtonProps extends LinkProps {
  tone?: ButtonTone;
  icon?: LucideIcon;
  fullWidth?: boolean;
}

/** Looks like a button, is a link. */
export function LinkButton({
  tone = 'primary',
  icon: Icon,
  className,
  fullWidth,
  children,
  ...rest
}: LinkButtonProps) {
  const { variant, className: extra } = looks(tone, className as string | undefined);
  return (
    <Link {...rest} className={`${buttonVariants({ variant, fullWidth: fullWidth ?? false })} ${extra}`}>
      {Icon && <Icon aria-hidden />}
      {children}
    </Link>
  );
}
