import type { ReactNode } from "react";
import { Tabs as Base, type TabsProps as BaseProps, Tab, TabList, TabPanel } from "react-aria-components/Tabs";
import "./tabs.css";

export interface TabsProps extends Omit<BaseProps, "children" | "className" | "style"> {
  "aria-label": string;
  tabs: readonly { id: string; name: string; count?: number; isDisabled?: boolean; content: ReactNode }[];
}

export function Tabs({ tabs, "aria-label": label, ...props }: TabsProps) {
  return (
    <Base {...props} className="tabs">
      <TabList aria-label={label} className="tab-list">
        {tabs.map(({ id, name, count, isDisabled = false }) => (
          <Tab key={id} id={id} isDisabled={isDisabled} className="tab">
            {name}
            {count !== undefined && <span className="tab-count">{count}</span>}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="tab-panel">
          {content}
        </TabPanel>
      ))}
    </Base>
  );
}
