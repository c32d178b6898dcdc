/** What a tab looks like, whether it is a button or a link: links need none of the code of buttons. */
export const tabClasses =
  "-mb-px inline-flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-2.5 font-medium text-muted-foreground text-sm transition-colors hover:text-foreground -outline-offset-2 aria-[current=page]:border-primary data-[state=active]:border-primary aria-[current=page]:text-foreground data-[state=active]:text-foreground";
