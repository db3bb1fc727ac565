import { providerFeatures } from '@/lib/config/features';
import { publicRoute } from '@/lib/web/guards/route-guards';
import { providerAnswer } from '@/lib/web/provider/answer';

export const GET = publicRoute(providerAnswer, { navigation: true, feature: providerFeatures });
