import { deleteSavedView, listSavedViews, putSavedView } from "@repo/db";
import { decodeNewSavedView, decodeSavedViewKey, decodeViewPage, encodeSavedView } from "@repo/proto";
import { SavedViewService } from "@repo/proto/user/v1/saved_view_service_pb";
import { type RpcService, service } from "@repo/runtime/rpc/server";
import type { Dependencies } from "../dependencies.ts";
import { userPrincipalOf } from "../user-principal.ts";

/** The gRPC face of the saved views: always the caller's own, also for administrators and API tokens. */
export function savedViewService({ database }: Dependencies): RpcService {
  return service(SavedViewService, {
    async listSavedViews({ page }, call) {
      const { userId } = userPrincipalOf(call);
      const views = await listSavedViews(database, userId, decodeViewPage(page));
      return { savedViews: views.map(encodeSavedView) };
    },

    async saveView(request, call) {
      const { userId } = userPrincipalOf(call);
      const view = await putSavedView(database, userId, decodeNewSavedView(request));
      return { savedView: encodeSavedView(view) };
    },

    async deleteSavedView(request, call) {
      await deleteSavedView(database, userPrincipalOf(call).userId, decodeSavedViewKey(request));
      return {};
    },
  });
}
