import type { ReactNode } from "react";
import { Button as Base, type ButtonProps as BaseProps } from "react-aria-components/Button";
import "./button.css";

export interface ButtonProps extends Omit<BaseProps, "className" | "style"> {
  /** "main": the one thing to do in a view. "plain": beside others, as in a row of a list. */
  kind?: "main" | "plain";
}

export function Button({ kind, ...props }: ButtonProps) {
  return <Base {...props} className={["button", kind].filter(Boolean).join(" ")} />;
}

export interface IconButtonProps extends Omit<ButtonProps, "children"> {
  /** What it does, in words: an icon alone says nothing to who hears the page. */
  "aria-label": string;
  children: ReactNode;
}

export function IconButton({ kind = "plain", children, ...props }: IconButtonProps) {
  return (
    <Base {...props} className={`button icon ${kind}`}>
      {children}
    </Base>
  );
}
