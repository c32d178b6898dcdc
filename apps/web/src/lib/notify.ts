interface NotifyOptions {
  description?: string;
  /** A button beside the message. */
  action?: { label: string; onClick: () => void };
}

/** Says in a corner of the page what has been done. The code for it is loaded with the first message. */
export const notify = {
  success: (message: string, options?: NotifyOptions) => show("success", message, options),
  error: (message: string, options?: NotifyOptions) => show("error", message, options),
  info: (message: string, options?: NotifyOptions) => show("info", message, options),
};

function show(kind: "success" | "error" | "info", message: string, options: NotifyOptions = {}): void {
  void import("sonner").then(({ toast }) => toast[kind](message, options));
}
