import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { changeTheme } from "../app/theme";
import { changeLanguage } from "../i18n";
import { Button } from "../ui/Button";
import { Basics } from "./Basics";
import { Forms } from "./Forms";
import { Frames } from "./Frames";
import { Lists } from "./Lists";
import { useSamples } from "./Part";
import { Pictures } from "./Pictures";
import "./gallery.css";

// Its links lead nowhere: the gallery is not a page of the product.
const router = createRouter({
  routeTree: createRootRoute({ component: Everything, notFoundComponent: Everything }),
  history: createMemoryHistory(),
});

/** Every component in every state. */
export function Gallery() {
  return <RouterProvider<typeof router> router={router} />;
}

function Everything() {
  const { i18n } = useTranslation();
  const say = useSamples();
  const open = new URLSearchParams(location.search).get("open");
  return (
    <main className="gallery">
      <header>
        <h1>{say.title}</h1>
        <div className="row">
          <Button onPress={() => changeLanguage(i18n.language === "zh-CN" ? "en-US" : "zh-CN")}>{say.other}</Button>
          <Button onPress={() => changeTheme("light")}>{say.light}</Button>
          <Button onPress={() => changeTheme("dark")}>{say.dark}</Button>
        </div>
      </header>
      <Basics open={open} />
      <Frames />
      <Forms open={open} />
      <Lists />
      <Pictures />
    </main>
  );
}
