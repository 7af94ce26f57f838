import { type RefObject, useEffect } from "react";

/**
 * What is wrong with a field is looked at again while it is mended, not when the focus leaves it: the message that goes away just then would
 * move the button under the pointer that is about to press it.
 */
export function useLiveErrors(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const element = form.current;
    const look = ({ target }: Event): void => {
      if (target instanceof Element && target.getAttribute("aria-invalid") === "true") {
        target.dispatchEvent(new Event("change", { bubbles: true }));
      }
    };
    element?.addEventListener("input", look);
    return () => element?.removeEventListener("input", look);
  }, [form]);
}
