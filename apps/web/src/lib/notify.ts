/** Says in a corner of the page what has been done. The code for it is loaded with the first message. */
export const notify = {
  success: (message: string, description?: string) => show("success", message, description),
  error: (message: string, description?: string) => show("error", message, description),
};

function show(kind: "success" | "error", message: string, description: string | undefined): void {
  void import("sonner").then(({ toast }) =>
    toast[kind](message, description === undefined ? {} : { description }),
  );
}
