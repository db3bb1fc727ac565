import { providerAnswer } from '@/lib/web/provider-answer';
import { publicRoute } from '@/lib/web/route-guards';

export const GET = publicRoute(providerAnswer, { navigation: true });
