export const exportPath = '/api/account/export';
